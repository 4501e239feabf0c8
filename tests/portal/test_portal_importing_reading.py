"""Reading articles: character sets, title, day, main text, pictures of the folder, feeds."""

from collective.tobaccooa.portal.importing import dates
from collective.tobaccooa.portal.importing import folder
from collective.tobaccooa.portal.importing.feed import read_feed
from collective.tobaccooa.portal.importing.model import UnreadableSource
from collective.tobaccooa.portal.importing.sources import sources_in
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>全市烟叶工作会议召开 - 某市烟草专卖局</title></head><body><table width=760><tr><td>
<a href=/>首页</a> | <a href=/xw>新闻</a></td></tr></table><table><tr><td width=180><table><tr><td>
<a href=1.htm>相关新闻：一二三四五六七八九十一二三四五六七八九十</a></td></tr></table></td>
<td><table><tr><td align=center><font size=5>全市烟叶工作会议召开</font></td></tr>
<tr><td align=center>发布时间：2004年6月9日　来源：办公室　点击：35</td></tr>
<tr><td><font size=3>　　六月九日，全市烟叶工作会议在东港县召开。<br>　　会议要求抓紧收购，详见<a
href="2.htm">通知</a>。<br><img src="images/a.jpg" width=300><table border=1><tr><td>东港</td>
<td>三千担</td></tr></table></font></td></tr></table></td></tr></table><table><tr><td align=center>
版权所有：某市烟草专卖局　地址：某路1号　建议使用1024*768分辨率浏览</td></tr></table></body>
</html>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004年6月9日", (2004, 6, 9, 0, 0)),
        ("于 2004-06-09 15:30:02 发布", (2004, 6, 9, 15, 30)),
        ("2004/6/9", (2004, 6, 9, 0, 0)),
        ("2004.06.09", (2004, 6, 9, 0, 0)),
        ("二〇〇四年六月九日", (2004, 6, 9, 0, 0)),
        ("二○一九年十二月三十一日", (2019, 12, 31, 0, 0)),
        ("2004年2月30日，2005年3月1日", (2005, 3, 1, 0, 0)),
        ("电话 2004-06-0912", None),
        ("1024*768", None),
        ("第3102年1月1日", None),
        ("十十年", None),
        ("", None),
    ],
)
def test_days_as_old_pages_write_them(text, expected):
    found = dates.parse_day(text)
    assert (found and (found.year, found.month, found.day, found.hour, found.minute)) == expected
    assert found is None or found.utcoffset().total_seconds() == 8 * 3600


def test_what_machines_write_keeps_its_zone_and_the_future_does_not_count():
    assert dates.parse_stamp("2020-03-01T02:00:00Z") == datetime(2020, 3, 1, 2, tzinfo=UTC)
    assert dates.parse_stamp("2020-03-01T10:00").astimezone(UTC).hour == 2
    assert dates.not_after(datetime(2027, 1, 1, tzinfo=UTC), NOW) is None


@given(st.text(st.sampled_from("二〇零一十年月日2046-/. :：时间"), max_size=30))
def test_no_text_breaks_the_search_for_a_day(text):
    for find in (dates.parse_day, dates.parse_stamp, dates.labelled_day):
        found = find(text)
        assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=gb2312>镕基、喆".encode("gb18030"),
        "<meta charset='utf-8'>镕基、喆".encode(),
        "<p>镕基、喆".encode("gb18030"),
        "<p>镕基、喆".encode("utf-8-sig"),
        "<p>镕基、喆".encode("utf-16"),
        # says one thing and is another
        "<meta charset=utf-8>镕基、喆".encode("gb18030"),
        "<meta charset=no-such>镕基、喆".encode(),
    ],
)
def test_the_character_set_is_found(data):
    assert folder.decode(data).endswith("镕基、喆")


def test_a_few_broken_bytes_lose_no_page_and_a_picture_is_none():
    assert "会议" in folder.decode(("<p>会议" * 200).encode() + b"\xff")
    with pytest.raises(UnreadableSource):
        folder.decode(b"\x89PNG\xff\xfe\xff\xff" * 40)


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "old"
    (root / "xw" / "images").mkdir(parents=True)
    (root / "xw" / "1.htm").write_bytes(OLD.encode("gb18030"))
    (root / "xw" / "images" / "a.jpg").write_bytes(b"\xff\xd8\xff picture")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return root


def read(root, name="xw/1.htm"):
    return folder.read_page(root / name, root, NOW)


def page(root, body, name="p.html", head=""):
    text = f"<html><head><title>题</title>{head}</head><body>{body}</body></html>"
    (root / name).write_text(text, encoding="utf-8")
    return read(root, name)


def test_a_page_laid_out_with_tables_gives_its_article_only(site):
    article = read(site)
    assert article.source == "xw/1.htm"
    assert article.title == "全市烟叶工作会议召开"
    assert article.published.date().isoformat() == "2004-06-09"
    html = clean_article(article.html).html
    assert html.startswith("<p>六月九日，全市烟叶工作会议在东港县召开。</p><p>会议要求抓紧收购")
    assert "详见通知。" in html
    assert "<tr><td>东港</td><td>三千担</td></tr>" in html
    assert 'src="data:image/jpeg;base64,' in html
    for other in ("首页", "相关新闻", "版权所有", "点击"):
        assert other not in html
    assert article.missing == ()


def test_the_description_of_the_page_comes_first(site):
    head = (
        '<meta name="ArticleTitle" content="真正的标题">'
        '<meta name="PubDate" content="2019-05-06 08:30">'
        '<meta name="Description" content="摘要">'
    )
    article = page(
        site,
        "<nav>导航导航导航导航</nav><h1>真正的标题</h1><p>发布日期：2001-01-01</p>"
        '<div class="TRS_Editor"><h1>真正的标题</h1><div>'
        "第一段有二十个字以上才算是正文的内容。</div>"
        "<div>第二段。</div></div><div>很长的页脚" + "字" * 200 + "</div>",
        head=head,
    )
    assert (article.title, article.description) == ("真正的标题", "摘要")
    assert article.published.isoformat() == "2019-05-06T08:30:00+08:00"
    assert clean_article(article.html).html == (
        "<p>第一段有二十个字以上才算是正文的内容。</p><p>第二段。</p>"
    )


def test_the_day_of_the_signature_counts_when_there_is_no_other(site):
    article = page(site, "<div><p>" + "正文" * 40 + "</p><p>办公室</p><p>2011年3月4日</p></div>")
    assert article.published.date().isoformat() == "2011-03-04"
    assert page(site, "<p>" + "正文" * 40 + "</p>").published is None


@pytest.mark.parametrize(
    "address",
    [
        "../secret.jpg", "/../secret.jpg", "..%2fsecret.jpg", "..\\secret.jpg", "link.jpg",
        "away/secret.jpg", "http://a.cn/x.jpg", "//a.cn/x.jpg", "file:///etc/x.jpg", "page.html",
        "none.jpg", "xw/1.htm", "x\0.jpg", "http://[x/a.jpg", "xw/images",
    ],
)  # fmt: skip
def test_no_picture_from_outside_the_folder(site, address):
    (site / "link.jpg").symlink_to(site.parent / "secret.jpg")
    (site / "away").symlink_to(site.parent)
    article = page(site, f'<p>{"正文" * 30}<img src="{address}"></p>')
    assert "data:" not in article.html
    assert "<img" not in article.html
    assert len(article.missing) == 1


def test_too_large_pictures_are_named_and_left_out(site, monkeypatch):
    monkeypatch.setattr(folder, "MAX_PICTURES", 20)
    article = page(site, "<p>正文" + '<img src="xw/images/a.jpg">' * 3 + "</p>")
    assert article.html.count("data:image/jpeg") == 1
    assert article.missing == ("xw/images/a.jpg",) * 2
    monkeypatch.setattr(folder, "MAX_PICTURE", 3)
    assert "data:" not in page(site, '<p>正文<img src="/xw/images/a.jpg"></p>').html


def test_pages_are_found_in_order_without_links_and_hidden_ones(site):
    for name in ("b.HTML", ".hidden.html", "note.txt"):
        (site / name).write_text("x")
    (site / "link.html").symlink_to(site / "b.HTML")
    found = [path.relative_to(site).as_posix() for path in folder.find_pages(site)]
    assert found == ["b.HTML", "xw/1.htm"]
    assert [key for key, _read in sources_in(site)] == ["old/b.HTML", "old/xw/1.htm"]


@pytest.mark.parametrize(
    "text", ["", "<html><frameset></frameset></html>", "<body></body>", "<nav>甲</nav>"]
)
def test_a_page_without_text_is_refused(site, text):
    (site / "p.html").write_text(text)
    with pytest.raises(UnreadableSource):
        read(site, "p.html")


def test_a_source_that_is_none_is_refused(tmp_path):
    for place in (tmp_path / "none", tmp_path):
        with pytest.raises(UnreadableSource):
            sources_in(place)


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>站</title>
<item><title>甲 &lt;b&gt;粗&lt;/b&gt;</title><link>https://a.cn/1?utm_source=rss</link><guid>g1</guid>
<pubDate>Wed, 09 Jun 2004 08:00:00 +0800</pubDate><description>短</description>
<content:encoded><![CDATA[<p>长长的正文<script>x</script></p>]]></content:encoded></item>
<item><title>乙</title><link>javascript:alert(1)</link><description>&lt;p&gt;乙文&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>站</title><entry><id>urn:1</id>
<title>丙</title><link href="https://a.cn/3"/><updated>2004-06-09T00:00:00Z</updated>
<content type="html">&lt;p&gt;丙文&lt;/p&gt;</content></entry></feed>"""


def test_entries_of_rss_and_atom():
    first, second = read_feed(RSS.encode(), NOW)
    assert (first.source, first.title, first.link) == (
        "g1",
        "甲 粗",
        "https://a.cn/1?utm_source=rss",
    )
    assert first.published == datetime(2004, 6, 9, tzinfo=UTC)
    assert clean_article(first.html).html == "<p>长长的正文</p>"
    assert second.link == ""
    assert read_feed(ATOM.encode(), NOW)[0].published == datetime(2004, 6, 9, tzinfo=UTC)


def test_a_feed_in_another_character_set_is_read():
    data = RSS.replace("utf-8", "gb2312").encode("gb18030")
    assert read_feed(data, NOW)[0].title == "甲 粗"


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    '<rss version="2.0"><channel>&b;</channel></rss>'
)
UNSAFE = [
    b"",
    b"<html><body>x</body></html>",
    b"not xml",
    BOMB.encode(),
    BOMB.encode("utf-16"),
    b"x" * (2 * 2**20 + 1),
]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>x</body></html>",
        b"not xml",
        BOMB.encode(),
        BOMB.encode("utf-16"),
        b"x" * (2 * 2**20 + 1),
    ],
)
def test_what_is_no_feed_or_unsafe_is_refused(data):
    with pytest.raises(UnreadableSource):
        read_feed(data, NOW)


def test_a_name_is_no_address_to_open(tmp_path):
    with pytest.raises(UnreadableSource):
        read_feed(b"http://127.0.0.1:1/feed.xml", NOW)


def test_a_bare_title_gives_way_to_the_heading(tmp_path):
    from collective.tobaccooa.portal.importing.extracting import title_of

    import lxml.html

    page = "<html><head><title>t</title></head><body><h1>全市烟草工作会议召开</h1></body></html>"
    assert title_of(lxml.html.document_fromstring(page)) == "全市烟草工作会议召开"
