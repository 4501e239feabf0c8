"""How much paper a document would have taken. Pure.

Pages of the text are estimated from its length, because nobody prints it: GB/T 9704 sets 22 lines
of 28 characters on a page; eight lines are reckoned for head, title, signature and date.
"""

from __future__ import annotations

from html.parser import HTMLParser
from math import ceil


LINES_ON_PAGE = 22
CHARACTERS_IN_LINE = 28
FRAME_LINES = 8
INDENT = 2
BLOCKS = frozenset({"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "table"})


class _Paragraphs(HTMLParser):
    """Collects the lengths of the paragraphs, spaces left out."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths = [0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.lengths.append(0)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.lengths.append(0)

    def handle_data(self, data: str) -> None:
        self.lengths[-1] += len("".join(data.split()))


def text_pages(html: str) -> int:
    """Return the estimated pages of a text, 0 when it is empty."""
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    lines = sum(ceil((each + INDENT) / CHARACTERS_IN_LINE) for each in parser.lengths if each)
    return ceil((lines + FRAME_LINES) / LINES_ON_PAGE) if lines else 0


def sheets(pages: int, pages_on_sheet: int) -> int:
    """Return the sheets of paper for the pages of one copy."""
    return ceil(pages / max(1, pages_on_sheet))
