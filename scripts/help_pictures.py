"""Take the pictures of the help and of the tour from a running demo site.

    OA_PORT=8190 make start
    .venv/bin/python scripts/help_pictures.py --base http://127.0.0.1:8190/oa

Makes the working day of `day_of_pictures` first, then walks one outgoing and one incoming document
through all their steps and takes the handling panel of each, as its holder sees it. Take them on a
site that was made for it. The pictures are written to `browser/static/help`, at most 60 KB each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from make_pictures import Office
from make_pictures import pdf_maker
from make_pictures import work_through_a_day
from pathlib import Path
from PIL import Image
from shutil import which
from typing import Any

import argparse
import base64
import day_of_pictures
import os
import sys


MOST_BYTES = 60_000
WIDTH, HEIGHT = 1180, 760
#: Sharp on a good screen; the pictures are shown at about 700 pixels.
SCALE = 1.25
PANEL_SCALE = 1.5
PAPER = day_of_pictures.PAPERS[day_of_pictures.SHOWN]
HEADS = ["city-legal-head", "city-info-head"]
Step = tuple[str, str, dict[str, Any]]

#: What each holder decides once the picture of their step has been taken.
OUTGOING: list[Step] = [
    ("drafting", "city-finance-staff", {"opinion": "请审核。"}),
    (
        "department_review",
        "city-finance-head",
        {"opinion": "同意，请会签。", "to_step": "countersigning", "handlers": HEADS},
    ),
    ("countersigning", "city-legal-head", {"opinion": "同意。"}),
    ("", "city-info-head", {"opinion": "同意，附表已核对。"}),
    (
        "office_review",
        "city-director",
        {"opinion": "格式已核，请签发。", "handlers": ["city-leader"]},
    ),
    ("signing", "city-leader", {"opinion": "同意签发。"}),
    ("numbering", "city-clerk", {}),
    ("sealing", "city-sealkeeper", {}),
    ("distribution", "city-clerk", {}),
]
INCOMING: list[Step] = [
    ("registration", "city-clerk", {}),
    (
        "proposal",
        "city-director",
        {
            "opinion": "拟由物流科办理，请局长批示。",
            "to_step": "instruction",
            "handlers": ["city-leader"],
        },
    ),
    (
        "instruction",
        "city-leader",
        {
            "opinion": "同意，请抓紧办理。",
            "to_step": "handling",
            "handlers": ["city-logistics-head"],
        },
    ),
    ("handling", "city-logistics-head", {}),
]
#: Whole screens: file, who looks, address below the site, height.
SCREENS = [
    ("my-work-leader", "city-leader", "/@@my-work", 520),
    ("my-work-clerk", "city-clerk", "/@@my-work", 640),
    ("my-work-staff", "city-finance-staff", "/@@my-work?kind=started", 520),
    ("received", "city-clerk", "/@@received", 640),
]
#: Of a document's page the tour shows what stands beside each other: width, height.
BESIDE = (1040, 620)
#: What the tour shows on a telephone.
PHONE_WIDTH, PHONE_HEIGHT = 390, 540
#: Steps whose whole screen the tour shows.
TOUR_STEPS = {"drafting": "act-staff", "signing": "act-leader", "numbering": "act-clerk"}


def small(data: bytes) -> bytes:
    """Return a WebP of at most 60 KB: exact if it fits, else as good as fits."""
    picture = Image.open(BytesIO(data)).convert("RGB")
    for options in ({"lossless": True}, *({"quality": each} for each in (80, 65, 50, 35))):
        target = BytesIO()
        picture.save(target, "WEBP", method=6, **options)
        if target.tell() <= MOST_BYTES:
            return target.getvalue()
    return sys.exit("a picture stays larger than 60 KB; make its part of the page smaller")


class Camera:
    """Opens pages as people of the demo world and keeps pictures of them."""

    def __init__(self, browser: Any, office: Office, target: Path) -> None:
        self.browser, self.office, self.target = browser, office, target

    @contextmanager
    def page(self, user: str, url: str, scale: float, width: int, height: int) -> Iterator[Any]:
        """Give a page as a person sees it, when it is quiet."""
        pair = base64.b64encode(f"{user}:{self.office.password}".encode()).decode()
        context = self.browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            extra_http_headers={"Authorization": f"Basic {pair}"},
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        yield page
        context.close()

    def keep(self, name: str, data: bytes) -> None:
        """Write a picture."""
        data = small(data)
        (self.target / f"{name}.webp").write_bytes(data)
        print(f"{name}.webp: {len(data) // 1024} KB")

    def screen(self, name: str, user: str, url: str, height: int = HEIGHT) -> None:
        """Keep what fits on a screen, and on a telephone."""
        with self.page(user, url, SCALE, WIDTH, height) as page:
            self.keep(name, page.screenshot())
        with self.page(user, url, PANEL_SCALE, PHONE_WIDTH, PHONE_HEIGHT) as page:
            self.keep(f"{name}-phone", page.screenshot())

    def acting(self, name: str, user: str, url: str) -> None:
        """Keep the panel with the text beside it; on a telephone the panel and the button."""
        width, height = BESIDE
        with self.page(user, url, SCALE, width, 1400) as page:
            top = page.locator(".oa-panel").bounding_box()["y"] - 12
            clip = {"x": 0, "y": top, "width": width, "height": height}
            self.keep(name, page.screenshot(clip=clip))
        with self.page(user, url, PANEL_SCALE, PHONE_WIDTH, PHONE_HEIGHT) as page:
            page.locator("#panel-heading").evaluate("node => node.scrollIntoView()")
            self.keep(f"{name}-phone", page.screenshot())

    def panel(self, name: str, user: str, url: str) -> None:
        """Keep the handling panel of a document."""
        with self.page(user, url, PANEL_SCALE, WIDTH, 1400) as page:
            self.keep(name, page.locator(".oa-panel").screenshot())


def walk(camera: Camera, document: str, steps: list[Step]) -> None:
    """Take each step's panel, then let its holder decide."""
    for step, user, decision in steps:
        if step:
            camera.panel(step, user, document)
        if step in TOUR_STEPS:
            camera.acting(TOUR_STEPS[step], user, document)
        if step == "signing":
            camera.screen("document", user, document)
        if step == "handling":
            return
        camera.office.decide(user, document, **decision)


def take_all(camera: Camera) -> None:
    """Make the day, walk the two documents, take the screens."""
    office, maker = camera.office, pdf_maker(camera.browser)
    made = work_through_a_day(office, maker)
    files = [(title, maker(title, html)) for title, html in PAPER.get("files", ())]
    # the screens come first: what waits there is the day's, not what is left of the walk
    for name, user, path, height in SCREENS:
        camera.screen(name, user, office.base + path, height)
    camera.screen("where", "city-finance-staff", f"{made[day_of_pictures.SHOWN]}/@@where")
    walk(camera, office.draft(PAPER, files), OUTGOING)
    request = day_of_pictures.PAPERS["vans"]
    again = office.draft({**request, "title": "关于购置卷烟配送扫码设备的请示"}, ())
    for user, decision in request["way"]:
        office.decide(user, again, **decision)
    walk(camera, office.receive("city", again, "sign_for"), INCOMING)
    # last, because it shows one of the others
    camera.screen("help", "city-finance-staff", f"{office.base}/@@oa-help?step=signing", 760)


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--base", default="http://127.0.0.1:8080/oa")
    options.add_argument(
        "--target",
        type=Path,
        default=Path("src/collective/tobaccooa/browser/static/help"),
    )
    given = options.parse_args()
    given.target.mkdir(parents=True, exist_ok=True)
    office = Office(given.base, os.environ.get("OA_DEMO_PASSWORD", "Demo-oa-2026"))
    with sync_playwright() as playwright:
        program = which("chromium") or sys.exit("Chromium is missing: apt-get install chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        take_all(Camera(browser, office, given.target))
        browser.close()


if __name__ == "__main__":
    main()
