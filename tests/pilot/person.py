"""What a person does and sees in a window of the office; no page may have English left over."""

import re


#: Words in Latin letters that belong on a Chinese page.
WORDS = {"Enter", "KB", "MB", "PDF", "pdf", "xlsx"}
SERIOUS = {"serious", "critical"}
#: Text that people see or hear: the page, and what stands in attributes.
VISIBLE = """() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll("[title], [placeholder], [aria-label], [alt]")]
        .filter((node) => node.checkVisibility())
        .flatMap((node) => ["title", "placeholder", "aria-label", "alt"]
            .map((name) => node.getAttribute(name) || "")),
].join("\\n")"""


def english_in(text):
    """Return the words in Latin letters that a Chinese page should not have."""
    without_ids = re.sub(r"\b(city|unit\d\d)(-[a-z]+)+\b", "", text)
    return sorted(set(re.findall(r"[A-Za-z]{3,}", without_ids)) - WORDS)


class Person:
    """Somebody in front of a window.

    :param page: Playwright's page.
    :param base: address of the site.
    :param user: user id.
    """

    def __init__(self, page, base, user):
        self.page = page
        self.base = base
        self.user = user

    def sign_in(self, password):
        """Sign in by the form; where that leads depends on what was asked for."""
        if not self.page.locator("#__ac_name").count():
            self.page.goto(f"{self.base}/login")
        self.page.fill("#__ac_name", self.user)
        self.page.fill("#__ac_password", password)
        self.page.get_by_role("button", name="登录").click()

    def go(self, address=""):
        """Open a page of the site, or a whole address."""
        url = address if address.startswith("http") else f"{self.base}/{address}"
        answer = self.page.goto(url)
        self.reads_chinese()
        self.close_tour()
        return answer

    def close_tour(self):
        """Close the tour of the first sign-in, where it has come."""
        if self.page.locator("#oa-tour[open]").count():
            self.page.keyboard.press("Escape")

    def reads_chinese(self):
        """Check that no English is left over on the page."""
        text = self.page.evaluate(VISIBLE)
        assert english_in(text) == [], f"{self.page.url}: {english_in(text)}"
        assert self.page.locator("html").get_attribute("lang").lower().startswith("zh")

    def waits(self, title):
        """Open what waits under a title at the top of the work list."""
        self.go("@@my-work")
        first = self.page.locator(".oa-item__title").first
        assert title in first.inner_text()
        first.click()
        self.page.wait_for_selector(".oa-panel")
        self.reads_chinese()

    @property
    def told(self):
        """What the page says has happened."""
        return " ".join(self.page.locator(".oa-message").first.inner_text().split())

    @property
    def asked(self):
        """What the panel asks of the person."""
        return self.page.locator(".oa-panel__ask").inner_text()

    def opinion(self, words):
        """Write an opinion."""
        self.page.fill("#opinion", words)

    def acts(self, verb):
        """Press the primary button, which has this verb; return what the next page says."""
        button = self.page.locator("button[data-primary]")
        assert button.inner_text().strip() == verb
        button.click()
        return self.sees_next()

    def sees_next(self):
        """Return what the page after a form says."""
        self.page.wait_for_selector(".oa-message")
        self.reads_chinese()
        return self.told

    def opens_more(self, title):
        """Unfold an action behind 更多."""
        self.page.locator(".oa-panel summary", has_text="更多").first.click()
        self.page.locator(".oa-panel summary", has_text=title).first.click()

    def step(self):
        """Return the present step of the chain line."""
        return self.page.locator(".oa-chain__now b").inner_text()

    def is_accessible(self):
        """Check the page with axe-core: nothing serious or critical."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{each['id']}: {node['html'][:200]}"
            for each in found
            if each["impact"] in SERIOUS
            for node in each["nodes"]
        ]
        assert serious == [], f"{self.page.url}: {serious}"

    def fits(self):
        """Check that nothing has to be moved sideways."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, self.page.url
