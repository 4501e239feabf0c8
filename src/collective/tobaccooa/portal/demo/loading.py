"""Fill the portals of the demo world with articles, each published by its column's keepers."""

from __future__ import annotations

from collective.tobaccooa import logger
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.proposals import settle
from collective.tobaccooa.portal.adoption.proposals import submit
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.demo.scenery import picture
from collective.tobaccooa.portal.items import published_brains
from collective.tobaccooa.portal.keepers import keepers
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.styles.keeping import keep_face
from collective.tobaccooa.portal.styles.model import Face
from DateTime import DateTime
from pathlib import Path
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.indexing import processQueue
from typing import Any

import tomllib


ARTICLES = Path(__file__).parent / "articles.toml"
TYPES = {"downloads": "File", "links": "Link", "list": "Document"}
HOURS = 1 / 24
ADOPTED_UNITS = ("unit03", "unit07")
CITY_DESIGN = "qingshan"
UNIT_DESIGNS = (
    "jiangliu", "qiuye", "chuncha", "qingdian", "sujian", "qingkong", "yehang", "qingshan",
)  # fmt: skip
CITY_LINE = "务实 · 清正 · 服务 · 创新"
UNIT_LINES = (
    "山水相依　业兴人和",
    "守正笃行　久久为功",
    "规范履职　真情服务",
    "实干为先　争创一流",
)


class Loader:
    """Writes the articles; may be called again: a column that has items is left."""

    def __init__(self) -> None:
        self.data = tomllib.loads(ARTICLES.read_text("utf-8"))
        self.number = 0
        self.written = 0

    def load(self) -> int:
        """Fill all portals; returns the number of items written."""
        for unit in directory().units():
            unit_object = directory().unit_object(unit.code)
            kind = "city" if unit.parent is None else "unit"
            place = unit.short_title.partition("县")[0]
            self._dress(unit_object, unit, place)
            for column in columns_of(unit_object):
                content = self.data[kind].get(column.getId(), {})
                if content and not column.objectIds():
                    self._fill(column, content, place)
        if self.written:
            self._raise_news()
        processQueue()
        return self.written

    def _raise_news(self) -> None:
        """Let two units present their newest article to the city portal, which adopts it."""
        city = directory().unit_object(ROOT_UNIT)["news"]
        for code in ADOPTED_UNITS:
            column = directory().unit_object(code)["news"]
            (newest,) = published_brains(column, 1)
            proposal = submit(newest._unrestrictedGetObject(), keepers(column).editors[0])
            settle(city, proposal.id, Act.ADOPT, keepers(city).approvers[0])

    def _dress(self, unit_object: Any, unit: Unit, place: str) -> None:
        if portal_record(unit_object).face is not None:
            return
        number = unit.order // 10
        city = unit.parent is None
        face = Face(
            design=CITY_DESIGN if city else UNIT_DESIGNS[number % len(UNIT_DESIGNS)],
            subtitle=CITY_LINE if city else UNIT_LINES[number % len(UNIT_LINES)],
            address=f"云岭市{'中心区文汇路18号' if city else place + '县城关镇人民路1号'}",
            phone=f"0999-880{number:02d}00",
            icp="示ICP备20260001号" if city else "",
        )
        keep_face(unit_object, face, "admin")

    def _fill(self, column: Any, content: dict[str, Any], place: str) -> None:
        who = keepers(column)
        for age, (title, url) in enumerate(content.get("links", ())):
            self._add(column, who, title, age, remoteUrl=url)
        for age, title in enumerate(content.get("titles", ())):
            self._add(column, who, title.format(place=place), age)

    def _add(self, column: Any, who: Any, title: str, age: int, **values: Any) -> None:
        self.number += 1
        portal_type = TYPES.get(column.kind, "News Item")
        if column.kind == "notice" and age == 0:
            values["must_read"] = True
        if portal_type in ("News Item", "Document"):
            values |= {"description": self._summary(), "text": self._text()}
        if portal_type == "File":
            values["file"] = _table(title)
        if column.kind == "pictures" or (column.getId() == "news" and age == 0):
            image = NamedBlobImage(picture(self.number), "image/jpeg", f"{self.number}.jpg")
            values["image"] = image
        with api.env.adopt_user(username=who.editors[0]):
            item = createContentInContainer(column, portal_type, title=title, **values)
        tool = api.portal.get_tool("portal_workflow")
        with api.env.adopt_user(username=who.editors[0]):
            tool.doActionFor(item, "submit")
        with api.env.adopt_user(username=who.approvers[0]):
            tool.doActionFor(item, "publish")
        item.setEffectiveDate(
            DateTime() - age * (0.9 + self.number % 3) - (self.number % 9) * HOURS
        )
        item.reindexObject()
        self.written += 1

    def _summary(self) -> str:
        found = self.data["text"]["summaries"]
        return found[self.number % len(found)]

    def _text(self) -> RichTextValue:
        found = self.data["text"]["paragraphs"]
        chosen = [found[(self.number + step) % len(found)] for step in range(4)]
        html = "".join(f"<p>{each}</p>" for each in chosen)
        return RichTextValue(html, "text/html", "text/x-html-safe")


def _table(title: str) -> NamedBlobFile:
    data = f"{title}\n\n姓名：\n科室：\n日期：\n".encode("utf-8-sig")
    return NamedBlobFile(data, "text/plain", f"{title}.txt")


def load(context: Any = None) -> None:
    """Load the articles into the current site.

    :param context: ignored.
    """
    logger.info("Demo articles loaded: %s items", Loader().load())
