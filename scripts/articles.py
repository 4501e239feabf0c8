"""Import the articles of an existing site into a column: run by `bin/instance run`.

    bin/instance run scripts/articles.py SOURCE COLUMN [--state draft|published]

SOURCE is a folder of HTML files with their pictures beside them, or one RSS or Atom file; COLUMN
is the address of the column, such as unit01/news. `make import-articles` does the same. The server
must not be running (or use `bin/client1 run …` under ZEO). Running it again imports what is new.
The exit status is 1 when something was refused, or nothing could be tried.
"""

from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.portal.importing.articles import find_column
from collective.tobaccooa.portal.importing.articles import import_articles
from collective.tobaccooa.portal.importing.articles import IMPORTED
from collective.tobaccooa.portal.importing.articles import REFUSED
from collective.tobaccooa.portal.importing.articles import STATES
from collective.tobaccooa.portal.importing.articles import THERE
from collective.tobaccooa.portal.importing.model import UnreadableSource
from collective.tobaccooa.portal.importing.sources import sources_in
from collective.tobaccooa.portal.pasting.said import removed
from pathlib import Path
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import argparse
import sys


SITE_ID = "oa"
BAR = 30


def arguments():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="articles.py", description=__doc__.split("\n")[0])
    parser.add_argument("source", type=Path, help="a folder of HTML files, or a feed file")
    parser.add_argument("column", help="address of the column, such as unit01/news")
    parser.add_argument("--state", choices=STATES, default=STATES[0])
    parser.add_argument("--site", default=SITE_ID, help="id of the site (oa)")
    # `bin/instance run` puts its interpreter and `-c` before the name of the script
    place = next((n for n, each in enumerate(sys.argv) if each.endswith("articles.py")), 0)
    return parser.parse_args(sys.argv[place + 1 :])


class Progress:
    """One line at the bottom of the terminal; nothing where there is none."""

    def __init__(self, total):
        self.total, self.done = total, 0
        self.shown = sys.stderr.isatty()

    def __call__(self, outcome):
        self.done += 1
        if outcome.status != THERE:
            self.clear()
            show(outcome)
        if self.shown:
            filled = BAR * self.done // max(1, self.total)
            bar = "█" * filled + "░" * (BAR - filled)
            sys.stderr.write(f"\r{bar} {self.done}/{self.total}")
            sys.stderr.flush()

    def clear(self):
        """Take the line away, so that something else can be said."""
        if self.shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def show(outcome):
    """Say what became of one source."""
    if outcome.status == REFUSED:
        print(f"未导入：{outcome.source}：{write_down(outcome.reason)}")
        return
    print(f"已导入：{outcome.source}：{outcome.title}")
    for sentence in removed(outcome.removed):
        print(f"    已清理：{write_down(sentence)}")
    for name in outcome.missing:
        print(f"    没有带上的图片：{name}")


def run(site, options):
    """Import, print the report; return the exit status."""
    try:
        column = find_column(site, options.column)
        sources = sources_in(options.source)
    except (OAError, UnreadableSource) as error:
        print(f"错误：{write_down(error.message)}")
        return 1
    progress = Progress(len(sources))
    outcomes = import_articles(column, sources, options.state, progress)
    progress.clear()
    numbers = {
        status: sum(1 for each in outcomes if each.status == status)
        for status in (IMPORTED, THERE, REFUSED)
    }
    print(
        f"栏目“{column.title}”：导入 {numbers[IMPORTED]} 篇，以前已导入 {numbers[THERE]} 篇，"
        f"未导入 {numbers[REFUSED]} 篇。"
    )
    return 1 if numbers[REFUSED] else 0


def main(app):
    """Do what was asked in the site."""
    options = arguments()
    root = makerequest(app)
    setRequest(root.REQUEST)
    site = root.get(options.site)
    if site is None:
        print(f"没有站点 {options.site}，请先运行 make site。")
        return 1
    setSite(site)
    return run(site, options)


sys.exit(main(app))  # noqa: F821 - `bin/instance run` provides it
