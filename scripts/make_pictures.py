"""Make a working day in a running demo site by REST, and take the pictures of the README.

    OA_PORT=8190 make start
    .venv/bin/python scripts/make_pictures.py --base http://127.0.0.1:8190/oa
    .venv/bin/python scripts/make_pictures.py --only city-portal unit-portal

Every name and matter is invented. The documents are new at every run; take the pictures on a site
that was made for it. The pictures are 1366 pixels wide and written to docs/pictures/.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from PIL import Image
from shutil import which
from typing import Any

import argparse
import base64
import day_of_pictures
import os
import requests
import sys


WIDTH, HEIGHT = 1366, 900
COLOURS = 200
SECONDS = 120
#: The portals' pictures: who looks ("" is not signed in), what is below the site, height.
PORTALS = {
    "city-portal": ("city-director", "", HEIGHT + 250),
    "unit-portal": ("", "/unit01", HEIGHT),
}
#: The pictures for which a day has to be made first.
OF_THE_DAY = ("my-work", "document", "special-delivery", "board")


class Office:
    """The demo site by REST; people sign in when they first act."""

    def __init__(self, base: str, password: str) -> None:
        self.base, self.password = base, password
        self.tokens: dict[str, str] = {}

    def call(self, user: str, method: str, path: str, body: Any = None) -> Any:
        """Return the JSON of an answer, or stop with what was refused."""
        if user not in self.tokens:
            given = {"login": user, "password": self.password}
            answer = requests.post(
                f"{self.base}/@login",
                json=given,
                headers={"Accept": "application/json"},
                timeout=SECONDS,
            )
            self.tokens[user] = answer.json()["token"]
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self.tokens[user]}"}
        url = path if path.startswith("http") else self.base + path
        answer = requests.request(method, url, json=body, headers=headers, timeout=SECONDS)
        if not answer.ok:
            sys.exit(f"{user}: {method} {url}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None

    def draft(self, paper: dict[str, Any], files: Iterable[tuple[str, bytes]]) -> str:
        """Create a document with its files; return its address."""
        unit = paper["by"].partition("-")[0]
        body = {
            "@type": "OutgoingDocument",
            "urgency": "normal",
            **{key: value for key, value in paper.items() if key not in ("by", "way", "files")},
            "text": {"content-type": "text/html", "data": paper["text"]},
        }
        place = "" if unit == "city" else f"/{unit}"
        document = self.call(paper["by"], "POST", f"{place}/@documents", body)["@id"]
        for title, data in files:
            self.attach(paper["by"], document, title, data)
        return document

    def attach(self, user: str, document: str, title: str, data: bytes) -> None:
        """Add a PDF to a document."""
        file = {
            "data": base64.b64encode(data).decode(),
            "encoding": "base64",
            "filename": f"{title}.pdf",
            "content-type": "application/pdf",
        }
        self.call(user, "POST", document, {"@type": "Attachment", "title": title, "file": file})

    def decide(self, user: str, document: str, **decision: Any) -> None:
        """Take a decision; without an action: send on."""
        self.call(user, "POST", f"{document}/@decisions", {"action": "advance", **decision})

    def receive(self, unit: str, document: str, action: str, reason: str = "") -> str:
        """Sign for a delivery, or refuse it; return the incoming document's address, or ""."""
        clerk, place = f"{unit}-clerk", "" if unit == "city" else f"/{unit}"
        rows = self.call(clerk, "GET", f"{place}/@deliveries?direction=in&b_size=500")["items"]
        row = next(each for each in rows if each["document"] == document)
        answer = self.call(clerk, "POST", row["@id"], {"action": action, "reason": reason})
        return answer.get("incoming_document") or ""


def work_through_a_day(office: Office, pdf_of: Any) -> dict[str, str]:
    """Do what `day_of_pictures` tells; return the addresses of the documents by their names."""
    made: dict[str, str] = {}
    for name, paper in day_of_pictures.PAPERS.items():
        files = [(title, pdf_of(title, html)) for title, html in paper.get("files", ())]
        made[name] = office.draft(paper, files)
        for user, decision in paper["way"]:
            office.decide(user, made[name], **decision)
    for unit, name, action, reason in day_of_pictures.RECEIVED:
        incoming = office.receive(unit, made[name], action, reason)
        for user, decision in day_of_pictures.HANDLED.get((unit, name), ()):
            office.decide(user, incoming, **decision)
    return made


def small_png(data: bytes, dithered: bool = False) -> bytes:
    """Return a picture of a page with fewer colours: text stays sharp, the file gets small.

    :param dithered: for pages with pictures, whose soft changes of colour would become bands.
    """
    whole = Image.open(BytesIO(data)).convert("RGB")
    if dithered:
        palette = whole.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=1)
        picture = whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    else:
        picture = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def pdf_maker(browser: Any):
    """Return a function that lays a title and some HTML out as a PDF."""

    def make(title: str, html: str) -> bytes:
        page = browser.new_page()
        page.set_content(f"<title>{title}</title><h2 align=center>{title}</h2>{html}")
        data = page.pdf(format="A4")
        page.close()
        return data

    return make


def take(browser: Any, office: Office, user: str, url: str, target: Path, height: int) -> None:
    """Take a picture of a page as a person sees it, or a visitor if `user` is empty."""
    pair = base64.b64encode(f"{user}:{office.password}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}"} if user else {}
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": WIDTH, "height": height},
        extra_http_headers=headers,
        # what moves by itself shows its first state, the same in every run
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    data = small_png(page.screenshot(), dithered=target.stem in PORTALS)
    context.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    print(f"{target}: {len(data) // 1024} KB")


def take_day(browser: Any, office: Office, target: Path) -> None:
    """Make the day and take the pictures of the office."""
    made = work_through_a_day(office, pdf_maker(browser))
    looks = (
        ("my-work", "city-director", f"{office.base}/@@my-work", HEIGHT),
        ("document", "city-leader", made[day_of_pictures.SHOWN], HEIGHT + 450),
        (
            "special-delivery",
            "city-finance-head",
            made[day_of_pictures.SENT_SPECIALLY],
            HEIGHT + 250,
        ),
        ("board", "city-leader", f"{office.base}/@@board", HEIGHT),
    )
    for name, user, url, height in looks:
        take(browser, office, user, url, target / f"{name}.png", height)


def main() -> None:
    """Take the pictures that are wanted, all of them unless told."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--base", default="http://127.0.0.1:8080/oa")
    options.add_argument("--target", type=Path, default=Path("docs/pictures"))
    options.add_argument("--only", nargs="+", choices=(*OF_THE_DAY, *PORTALS), default=None)
    given = options.parse_args()
    wanted = given.only or (*OF_THE_DAY, *PORTALS)
    office = Office(given.base, os.environ.get("OA_DEMO_PASSWORD", "Demo-oa-2026"))
    with sync_playwright() as playwright:
        program = which("chromium") or sys.exit("Chromium is missing: apt-get install chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        if any(name in wanted for name in OF_THE_DAY):
            take_day(browser, office, given.target)
        for name, (user, path, height) in PORTALS.items():
            if name in wanted:
                picture = given.target / f"{name}.png"
                take(browser, office, user, given.base + path, picture, height)
        browser.close()


if __name__ == "__main__":
    main()
