"""How text becomes words for the full-text index: Chinese in overlapping pairs.

Plone's own splitter adds the last character of each Chinese run when it indexes and not when it is
asked, so that a phrase which goes on after the run, such as a document number 某烟办〔2004〕118号,
is never found. This one gives the same words on both sides: pairs for a run of two characters or
more, the character itself for a run of one. Ideographs outside the basic plane count too. A query
of one character finds the words that begin with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from Products.ZCTextIndex.interfaces import ISplitter
from Products.ZCTextIndex.PipelineFactory import element_factory
from zope.interface import implementer

import re
import unicodedata


GROUP = "Word Splitter"
NAME = "Chinese splitter (Tobacco OA)"

# Kana, extension A, unified and compatibility ideographs, the planes of extensions B and later.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# 号 after a figure ends a number, whatever follows: 〔2004〕118号文件.
_RUN = re.compile(f"(?<=[0-9])号|[{_IDEOGRAPHS}]+|[^{_IDEOGRAPHS}]+")
_WORD = re.compile(r"\w+")
_WORD_OR_PATTERN = re.compile(r"\w[\w*?]*")
_WILD = re.compile(r"[*?]")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text that is being indexed."""
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        yield from _pieces(match.group())


def asked_words(text: str) -> list[str]:
    """Return the words of one term of a query; `*` and `?` stay at Latin words."""
    found: list[str] = []
    for match in _WORD_OR_PATTERN.finditer(unicodedata.normalize("NFKC", text)):
        for run in _RUN.findall(match.group()):
            # a wildcard right after Chinese says nothing that the pairs don't say
            found.extend(_pieces(run) if not _WILD.fullmatch(run[0]) else ())
    alone = len(found) == 1 and len(found[0]) == 1 and _is_ideograph(found[0])
    return [found[0] + "*"] if alone else found


def _pieces(word: str) -> Iterator[str]:
    for run in _RUN.findall(word):
        if len(run) == 1 or not _is_ideograph(run):
            yield run
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))


def _is_ideograph(run: str) -> bool:
    return bool(re.match(f"[{_IDEOGRAPHS}]", run))


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


@implementer(ISplitter)
class ChineseSplitter:
    """The element of a lexicon's pipeline."""

    def process(self, texts: list[str]) -> list[str]:
        """Return the words of texts that are being indexed."""
        return [word for text in texts for word in words(_text(text))]

    def processGlob(self, texts: list[str]) -> list[str]:
        """Return the words of a query's terms."""
        return [word for text in texts for word in asked_words(_text(text))]

    def process_post_glob(self, texts: list[str]) -> list[str]:
        """Return words of a query without their wildcards."""
        return [_WILD.sub("", _text(text)) for text in texts]


if NAME not in element_factory.getFactoryNames(GROUP):
    element_factory.registerFactory(GROUP, NAME, ChineseSplitter)
