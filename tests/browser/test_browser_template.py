"""Templates whose expressions are compiled: they mean what Zope's own templates mean."""

from collective.tobaccooa.browser.template import is_ours
from collective.tobaccooa.browser.template import OfficeTemplate
from dataclasses import dataclass
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import pytest


SOURCE = """\
<div xmlns:tal="http://xml.zope.org/namespaces/tal"
     xmlns:i18n="http://xml.zope.org/namespaces/i18n"
     xmlns:metal="http://xml.zope.org/namespaces/metal"
     i18n:domain="collective.tobaccooa">
  <p tal:content="view/rows">called</p>
  <p tal:repeat="row view/rows" class="${row/kind} ${row/of/deeper}">${row/text}
     ${repeat/row/number} ${python:row['text'] * 2}</p>
  <p tal:condition="not:view/nothing_there">nothing</p>
  <p tal:define="found view/missing | string:none;
                 first python:view.rows()[0]">${found} ${first/kind}</p>
  <p tal:content="context/title">title</p>
  <p tal:content="structure view/markup">markup</p>
  <p tal:content="view/markup">escaped</p>
  <option selected="${python:True}" disabled="${python:False}">${python:None}</option>
  <a href="${context/absolute_url}/@@x" tal:attributes="title view/title | nothing">link</a>
  <b tal:content="nocall:view/rows/__name__">name</b>
  <i tal:condition="exists:view/rows">there</i><i tal:condition="exists:view/missing">missing</i>
  <span i18n:translate="label_more">More</span>
  <u tal:content="context/@@plone_context_state/object_title">other view</u>
</div>
"""


@pytest.fixture
def render(integration, tmp_path):
    """Return a function that renders a source by a kind of template."""
    path = tmp_path / "page.pt"
    path.write_text(SOURCE, "utf-8")

    def rendered(kind):
        class Page(BrowserView):
            index = kind(str(path))
            title = "题目"
            markup = "<em>文</em>"
            nothing_there = ()

            def rows(self):
                return [{"kind": "甲", "text": "一", "of": {"deeper": 3}, "values": 1}]

        Page.__module__ = "collective.tobaccooa.tests"
        return Page(integration["portal"], integration["request"]).index()

    return rendered


def test_says_the_same_as_zopes(render):
    assert render(OfficeTemplate) == render(ViewPageTemplateFile)


def test_speaks_the_readers_language(render, integration):
    integration["request"]["LANGUAGE"] = "zh-cn"
    assert "更多" in render(OfficeTemplate)


def test_a_key_comes_before_a_method(integration, tmp_path):
    path = tmp_path / "page.pt"
    path.write_text("<p>${options/row/values}</p>", "utf-8")

    class Page(BrowserView):
        index = OfficeTemplate(str(path))

    page = Page(integration["portal"], integration["request"])
    assert "<p>7</p>" in page.index(row={"values": 7})


def test_what_is_missing_is_an_error(integration, tmp_path):
    path = tmp_path / "page.pt"
    path.write_text("<p>${view/misspelt}</p>", "utf-8")

    class Page(BrowserView):
        index = OfficeTemplate(str(path))

    Page.__module__ = "collective.tobaccooa.tests"
    with pytest.raises(LookupError):
        Page(integration["portal"], integration["request"]).index()


def test_only_plain_objects_of_ours_take_the_short_way(integration):
    from collective.tobaccooa.browser.my_work import MyWork
    from collective.tobaccooa.documents.content import OutgoingDocument
    from collective.tobaccooa.inbox.model import WorkItem

    @dataclass
    class Elsewhere:
        title: str

    assert is_ours(MyWork) and is_ours(WorkItem)
    assert not is_ours(OutgoingDocument)
    assert not is_ours(dict) and not is_ours(str) and not is_ours(Elsewhere)


@pytest.mark.parametrize("kind", [OfficeTemplate, ViewPageTemplateFile])
@pytest.mark.parametrize("frame", ["lean_template", "main_template", "ajax_template"])
def test_pages_and_frames_of_both_kinds_go_together(integration, tmp_path, kind, frame):
    from collective.tobaccooa.browser.main_template import MainTemplate

    path = tmp_path / "page.pt"
    path.write_text(
        '<html xmlns:metal="http://xml.zope.org/namespaces/metal" '
        'metal:use-macro="options/frame/macros/master">'
        '<p metal:fill-slot="content">${view/said} ${python:view.said}</p></html>',
        "utf-8",
    )
    portal, request = integration["portal"], integration["request"]

    class Page(BrowserView):
        index = kind(str(path))
        said = "正文"

    page = Page(portal, request)
    html = page.index(frame=getattr(MainTemplate(portal, request), frame))
    assert "正文 正文" in html


def test_all_templates_of_a_page_are_compiled():
    from collective.tobaccooa.browser.my_work import MyWork
    from Products.Five.browser.metaconfigure import SimpleViewClass

    part = vars(MyWork)["filter_part"]
    assert isinstance(part, OfficeTemplate)
    registered = SimpleViewClass(part.filename, bases=(MyWork,))
    assert isinstance(vars(registered)["index"], OfficeTemplate)
