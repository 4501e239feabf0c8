"""Articles come into a column once, through its workflow, on their own day, cleaned."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.importing.articles import find_column
from collective.tobaccooa.portal.importing.articles import import_articles
from collective.tobaccooa.portal.importing.articles import IMPORTED
from collective.tobaccooa.portal.importing.articles import REFUSED
from collective.tobaccooa.portal.importing.articles import THERE
from collective.tobaccooa.portal.importing.sources import sources_in
from collective.tobaccooa.portal.items import published_brains
from plone import api

import pytest


def write(folder, name, title, body, day="2004年6月9日"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    page = (
        f"<html><head><meta charset=gb2312><title>{title}</title></head><body>"
        f"<p>发布时间：{day}</p><div class=content><font color=red>　　{body}</font>"
        "<script>x()</script></div></body></html>"
    )
    (folder / name).write_bytes(page.encode("gb18030"))


@pytest.fixture
def old_site(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    write(folder, "1.htm", "收购会议召开", "全市收购会议今天在东港县召开，各单位参加了会议。")
    write(
        folder,
        "2004/2.htm",
        "防火检查",
        "各单位开展防火检查，消除隐患，确保仓库的安全。",
        "2004-07-01",
    )
    (folder / "3.html").write_bytes(b"<html><frameset></frameset></html>")
    return folder


def run(column, folder, state="draft"):
    commits = []
    outcomes = import_articles(
        column, sources_in(folder), state, commit=lambda: commits.append(len(commits))
    )
    return [each.status for each in outcomes], outcomes, commits


def test_articles_are_imported_as_drafts_and_only_once(news, old_site):
    before = set(news.objectIds())
    kinds, outcomes, commits = run(news, old_site)
    assert kinds == [IMPORTED, REFUSED, IMPORTED]
    assert commits == [0]
    assert outcomes[1].source == "old/3.html"
    assert outcomes[1].reason == "import_no_text"
    assert [each.removed.counts["styles"] for each in outcomes[::2]] == [1, 1]
    new = [news[name] for name in news.objectIds() if name not in before]
    assert {item.title for item in new} == {"收购会议召开", "防火检查"}
    assert {api.content.get_state(item) for item in new} == {"draft"}
    meeting = next(item for item in new if item.title == "收购会议召开")
    assert meeting.text.raw == "<p>全市收购会议今天在东港县召开，各单位参加了会议。</p>"
    assert run(news, old_site)[0] == [THERE, REFUSED, THERE]
    assert len(set(news.objectIds()) - before) == 2


def test_what_is_new_is_added_and_what_editors_changed_stays(news, old_site, acting):
    run(news, old_site)
    item = next(item for item in news.objectValues() if item.title == "防火检查")
    item.title = "防火大检查"
    write(old_site, "4.htm", "新的一篇", "后来又加的一篇文章，内容也有二十个字以上才能算。")
    assert sorted(run(news, old_site)[0]) == [IMPORTED, REFUSED, THERE, THERE]
    assert item.title == "防火大检查"


def test_published_articles_stand_on_their_own_day(news, old_site):
    run(news, old_site, "published")
    days = {brain.Title: brain.effective for brain in published_brains(news)}
    assert str(days["收购会议召开"].toZone("Asia/Shanghai").Date()) == "2004/06/09"
    assert str(days["防火检查"].toZone("Asia/Shanghai").Date()) == "2004/07/01"
    titles = [brain.Title for brain in published_brains(news)]
    assert titles.index("防火检查") < titles.index("收购会议召开")


def test_a_closed_column_takes_nothing_published(news, old_site):
    news.closed = True
    before = set(news.objectIds())
    kinds, outcomes, _commits = run(news, old_site, "published")
    assert kinds == [REFUSED] * 3
    assert set(news.objectIds()) == before
    assert outcomes[0].reason == "refused_item_closed"


@pytest.mark.parametrize("place", ["", "none", "news/none", "departments", "../x", "unit01/none"])
def test_what_is_no_column_is_refused(demo_portal, place):
    with pytest.raises(InvalidInput):
        find_column(demo_portal, place)


def test_a_column_is_found_by_its_address(demo_portal, news):
    assert find_column(demo_portal, "/news/") == news


def test_a_column_for_files_takes_no_articles(demo_portal, news):
    news.kind = "downloads"
    with pytest.raises(InvalidInput):
        find_column(demo_portal, "news")
