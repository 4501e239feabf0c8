"""Single rules of cleaning: links, pictures, spaces, embedded pictures, sentences."""

from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.documents.richtext import MAX_TEXT
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from collective.tobaccooa.portal.pasting.cleaning import clean_line
from collective.tobaccooa.portal.pasting.embedded import Stored
from collective.tobaccooa.portal.pasting.links import is_own_picture
from collective.tobaccooa.portal.pasting.links import without_tracking
from collective.tobaccooa.portal.pasting.said import removed

import pytest


PNG = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.cn/?utm_source=x&id=3&spm=a.b", "https://a.cn/?id=3"),
        ("https://a.cn/p?from=timeline&isappinstalled=0", "https://a.cn/p"),
        ("https://a.cn/train?from=北京&to=上海", "https://a.cn/train?from=北京&to=上海"),
        ("https://a.cn/?q=a%26b&x=%E4%B8%AD#m", "https://a.cn/?q=a%26b&x=%E4%B8%AD#m"),
        ("mailto:lin@a.cn?utm_source=x", "mailto:lin@a.cn?utm_source=x"),
        ("https://[bad/?utm_source=1", "https://[bad/?utm_source=1"),
        (
            "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.cn%2F%3Futm_id%3D1",
            "https://a.cn/",
        ),
        (
            "https://x.safelinks.protection.outlook.com/?url=javascript%3Ax",
            "https://x.safelinks.protection.outlook.com/?url=javascript%3Ax",
        ),
    ],
)
def test_only_what_tells_where_a_reader_came_from_leaves_a_link(address, expected):
    assert without_tracking(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "resolveuid/0fa3/@@images/image/large", "../../resolveuid/0fa3", "/oa/news/a.jpg",
        "resolveuid/0fa3/@@pictures/77ab.webp", "a/@@images/image-600.webp", "photo.PNG",
    ],
)  # fmt: skip
def test_a_picture_of_this_site_is_one(address):
    assert is_own_picture(address)


@pytest.mark.parametrize(
    "address",
    [
        "//a.cn/x.png", "/\\a.cn/x.png", "http://a.cn/x.png", "x", "/oa/logout", "a.png?x=1",
        "/oa/logout?x.png", "data:image/svg+xml;base64,AA", "file:///x.png", "C:\\x.png", "",
        "a\t.png", "resolveuid/../../logout", "/a/../b.png", "a.svg",
    ],
)  # fmt: skip
def test_any_other_picture_is_not(address):
    assert not is_own_picture(address)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>　　第一段<br>　　第二段<br><br>第三<br>同段</p>",
            "<p>第一段</p><p>第二段</p><p>第三<br>同段</p>",
        ),
        ("<p>甲&nbsp;&nbsp; 乙</p><p>&nbsp;</p><p><br></p>", "<p>甲 乙</p>"),
        ("<p>王　伟</p>", "<p>王　伟</p>"),
        ("<p>收购\n工作</p><p>a\nb</p>", "<p>收购工作</p><p>a\nb</p>"),
        ("<pre>　a  b</pre>", "<pre>　a  b</pre>"),
        ("<h1>甲</h1><h2>乙</h2>", "<h2>甲</h2><h3>乙</h3>"),
        ("<h2>甲</h2>", "<h2>甲</h2>"),
        ("甲<b>乙</b>", "甲<strong>乙</strong>"),
        ("<dl><dt>名</dt><dd>义</dd></dl>", "<p>名</p><p>义</p>"),
        (
            '<a href="https://a.cn/"><p>甲</p></a>',
            '<p><a href="https://a.cn/" rel="noopener noreferrer">甲</a></p>',
        ),
        ("<html><frameset><frame src=x></frameset></html>", ""),
    ],
)  # fmt: skip
def test_spaces_and_blocks(html, expected):
    assert clean_article(html).html == expected


def test_an_address_of_the_site_itself_loses_its_host():
    html = (
        '<p><a href="https://oa.example.cn/oa/news">甲</a>'
        '<img src="https://oa.example.cn/oa/a.png"></p>'
    )
    result = clean_article(html, site_url="https://oa.example.cn/oa").html
    assert 'href="/oa/news"' in result
    assert 'src="/oa/a.png"' in result
    assert "<img" not in clean_article(html, site_url="https://oa.example.com/oa").html


PREFIXES = ["", "../", "/oa/news/", "../../../", "https://oa.example.cn/oa/"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_is_named_by_its_id_needs_no_path(prefix):
    html = (
        f'<p><img src="{prefix}resolveuid/0fa3/@@pictures/1.webp">'
        f'<a href="{prefix}resolveuid/1#a">甲</a></p>'
    )
    assert clean_article(html, site_url="https://oa.example.cn/oa").html == (
        '<p><img src="resolveuid/0fa3/@@pictures/1.webp">'
        '<a href="resolveuid/1#a" rel="noopener noreferrer">甲</a></p>'
    )


def test_embedded_pictures_are_stored_once_and_what_is_none_goes():
    kept = []

    def keep(data):
        kept.append(data)
        return (
            Stored("resolveuid/0fa3/@@pictures/1.webp", 60, 40) if data[:4] == b"\x89PNG" else None
        )

    html = (
        f'<p><img src="{PNG}" alt="图" width="900"><img src="{PNG}">'
        '<img src="data:image/png;base64,AAAA"><img src="@@oa-embedded/7"></p>'
    )
    result = clean_article(html, keep)
    assert result.html == (
        '<p><img alt="图" src="resolveuid/0fa3/@@pictures/1.webp" width="60" height="40">'
        '<img src="resolveuid/0fa3/@@pictures/1.webp" width="60" height="40"></p>'
    )
    assert len(kept) == 2
    assert result.report.counts[Kind.EMBEDDED] == 1
    assert clean_article(result.html, keep).html == result.html


def test_a_large_embedded_picture_does_not_count_as_text():
    html = f'<p>甲<img src="data:image/png;base64,{"A" * (MAX_TEXT + 4)}"></p>'
    assert clean_article(html).html == html


def test_a_text_beyond_the_limit_is_refused():
    with pytest.raises(InvalidInput) as refusal:
        clean_article("甲" * (MAX_TEXT + 1))
    assert refusal.value.field == "text"


def test_a_title_loses_what_nobody_sees():
    report = Report()
    assert clean_line("通\u200b知\u202e\x00", report) == "通知"
    assert report.counts[Kind.INVISIBLE] == 2


def test_every_kind_has_its_sentence_and_pictures_come_first():
    report = Report()
    for kind in Kind:
        report.note(kind)
    sentences = removed(report)
    assert len(sentences) == len(Kind)
    assert sentences[0] == "removed_pictures"
    assert not removed(Report())


def test_a_report_names_at_most_twenty_pictures():
    report = Report()
    for number in range(50):
        report.note(Kind.PICTURES, name=f"http://a.cn/{number}" + "x" * 300)
    assert len(report.names) == 20
    assert all(len(name) == 200 for name in report.names)
