"""What comes from real programs keeps its structure and loses everything else."""

from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from pathlib import Path

import lxml.html
import pytest
import re


PASTED = Path(__file__).parent / "corpus" / "pasted"
FILES = sorted(PASTED.glob("*.html"))


def cleaned(name):
    return clean_article((PASTED / f"{name}.html").read_text(encoding="utf-8"))


def tree(html):
    return lxml.html.fragment_fromstring(html, create_parent="div")


def texts(html, path):
    return [each.text_content().strip() for each in tree(html).xpath(path)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_foreign_is_left_and_nothing_changes_again(file):
    html = clean_article(file.read_text(encoding="utf-8")).html
    for foreign in (
        "class=", "font", "mso", "<span", "<div", "<!--", "script", "onerror", "file:", "cid:",
        "utm_", "javascript", "<svg", "iframe", "form", "color", "evil", "position", "o:p",
        "&nbsp;", "\u00a0", "\u200b", "<h1", "隐藏", "暗文",
        "内部批注", "透明字", "屏外", "表单", "零号",
    ):  # fmt: skip
        assert foreign not in html.replace("text-align:center", ""), foreign
    again = clean_article(html)
    assert (again.html, again.report.counts) == (html, {})


@pytest.mark.parametrize("name", ["libreoffice", "libreoffice-rtf"])
def test_libreoffice_keeps_headings_lists_table_and_picture(name):
    html = cleaned(name).html
    assert texts(html, "h2|h3|h4") == ["烟叶收购工作简报", "一、总体情况", "（一）各站进度"]
    assert texts(html, "ol/li/ol[@type='a']/li") == ["上等烟", "中等烟"]
    assert texts(html, "ul/li") == ["加强值守", "注意防火"]
    assert texts(html, "//td[@rowspan='2']") == ["东港站"]
    assert texts(html, "//td[@colspan='3']") == ["合计三千担"]
    assert len(tree(html).xpath("//img[starts-with(@src, 'data:image/png')]")) == 1
    assert texts(html, "//a[@href='https://example.cn/report?id=7']") == ["完整报告"]
    assert texts(html, "//strong") == ["九月一日"]
    assert texts(html, "p[@style='text-align:right']") == ["东港县局办公室"]


def test_chromium_keeps_a_page_and_says_what_went():
    result = cleaned("chromium")
    assert texts(result.html, "h2|h3") == ["全市烟叶生产现场会召开", "会议安排"]
    assert texts(result.html, "ol/li/ul/li") == ["一号点", "二号点"]
    assert texts(result.html, "//thead//th") == ["时间", "内容"]
    assert 'href="https://news.example.cn/a/1.html?id=9" target="_blank" rel=' in result.html
    assert "分享" in result.html
    assert result.report.names == ["https://img.example.cn/a.jpg"]
    for kind in (
        Kind.PICTURES, Kind.TRACKERS, Kind.HIDDEN, Kind.FRAMES, Kind.UNSAFE_LINKS, Kind.FORMS,
        Kind.LINK_TRACKING, Kind.STYLES,
    ):  # fmt: skip
        assert result.report.counts[kind], kind


def test_lists_and_headings_of_word_become_real_ones():
    html = cleaned("word").html
    assert texts(html, "h2|h3") == ["关于做好秋季防火工作的情况", "一、总体情况", "（一）巡查"]
    assert (
        '<ol><li>仓库每日巡查<ol type="a"><li>白天两次</li><li>夜间一次</li></ol></li>'
        "<li>器材每周检查</li></ol><ul><li>灭火器</li><li>消防水带</li></ul>" in html
    )
    assert texts(html, "p")[1] == "（一）责任到人"
    assert "<tr><td>东港</td><td>12</td></tr></tbody>" in html
    assert "<strong>防火责任</strong>，严防死守。红字提醒" in html
    assert texts(html, "//a") == ["网页"]


def test_wps_mail_google_and_wechat():
    assert cleaned("wps").html.startswith(
        "<h2>一、工作安排</h2><p>请各科室于<strong>九月十日</strong>前报送。</p>"
        "<h3>（一）分工</h3><ul><li>材料组</li><li>会务组</li></ul><table><tbody><tr>"
        '<td rowspan="2">会务组</td>'
    )
    outlook = cleaned("outlook")
    assert 'href="https://docs.example.cn/hy/3"' in outlook.html
    assert texts(outlook.html, "blockquote/p")[1] == "请于周五前确认。"
    assert outlook.report.counts[Kind.TRACKERS] == 1
    assert texts(cleaned("foxmail").html, "p") == ["您好：", "材料已收到，谢谢。", "陈立"]
    google = cleaned("google-docs").html
    assert google == (
        "<h2>培训小结</h2><p>本次培训<strong>内容充实</strong><em><u>反响好</u></em></p>"
        "<ul><li>讲课<ul><li>答疑</li></ul></li></ul>"
    )
    assert '<p style="text-align:center"><strong>丰收时节' in cleaned("wechat").html


def test_what_means_harm_leaves_words_only():
    result = cleaned("hostile")
    assert result.html == (
        "<p>正文</p><p>一点、二、三</p><p>固定</p><p>零宽符</p>"
        "<table><tbody><tr><td>格</td></tr></tbody></table>"
    )
    assert result.report.counts[Kind.UNSAFE_LINKS] == 3
    assert result.report.counts[Kind.EMBEDDED] == 1


def test_it_is_quick_for_a_long_text():
    from time import process_time

    paragraph = '<p class="MsoNormal"><span style="font-family:宋体">' + "现将有关事项通知。" * 20
    start = process_time()
    html = clean_article((paragraph + "</span></p>") * 220).html
    assert len(re.sub("<.*?>", "", html)) == 9 * 20 * 220
    assert process_time() - start < 2
