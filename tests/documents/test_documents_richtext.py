"""The text of a document is cleaned on the server, whoever sends it."""

from collective.tobaccooa.documents.richtext import clean_html
from collective.tobaccooa.documents.richtext import MAX_TEXT
from collective.tobaccooa.documents.richtext import plain_to_html
from collective.tobaccooa.documents.richtext import to_plain
from collective.tobaccooa.exceptions import InvalidInput
from hypothesis import given
from hypothesis import strategies as st

import pytest


class TestCleanHtml:
    def test_what_an_office_text_needs_is_kept(self):
        html = (
            "<h2>一、总体要求</h2><p>现将<strong>有关</strong>事项通知如下。</p>"
            '<table><tbody><tr><td colspan="2">表</td></tr></tbody></table><ol><li>甲</li></ol>'
        )
        assert clean_html(html) == html

    def test_alignment_is_the_only_style_that_stays(self):
        html = '<p style="text-align: center; position: fixed; background: url(http://x/)">甲</p>'
        assert clean_html(html) == '<p style="text-align:center">甲</p>'

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ('<p class="MsoNormal" id="x">甲<o:p></o:p></p>', "<p>甲</p>"),
            ("<p>甲<script>alert(1)</script>乙</p>", "<p>甲乙</p>"),
            ("<p>甲<!-- 注 -->乙</p>", "<p>甲乙</p>"),
            ('<p>甲<span style="display:none">藏</span>乙</p>', "<p>甲乙</p>"),
            ("<p>甲<b hidden>藏</b>乙</p>", "<p>甲乙</p>"),
            ("<form><p>甲</p></form><p>乙</p>", "<p>乙</p>"),
            ("<p>甲\u200b\ufeff乙</p>", "<p>甲乙</p>"),
            ('<p>甲<img src="http://tracker/x.gif"></p>', "<p>甲</p>"),
            ('<p>甲<img src="file:///C:/x.png"></p>', "<p>甲</p>"),
            ('<p>甲<img src="../../x"></p>', "<p>甲</p>"),
            ('<p onclick="x()">甲</p>', "<p>甲</p>"),
            (
                '<p><a href="javascript:x()">甲</a></p>',
                '<p><a rel="noopener noreferrer">甲</a></p>',
            ),
            ('<iframe src="http://x"></iframe><p>甲</p>', "<p>甲</p>"),
            ("", ""),
            ("   ", ""),
            ("甲", "甲"),
        ],
    )
    def test_hostile_and_invisible_parts_go(self, html, expected):
        assert clean_html(html) == expected

    def test_an_embedded_picture_stays(self):
        html = '<p><img src="data:image/png;base64,iVBORw0KGgo=" alt="图"></p>'
        assert 'src="data:image/png;base64,iVBORw0KGgo="' in clean_html(html)

    def test_a_data_link_loses_its_target(self):
        assert "data:" not in clean_html('<a href="data:text/html,x">甲</a>')

    def test_a_text_beyond_the_limit_is_refused(self):
        with pytest.raises(InvalidInput) as refusal:
            clean_html("甲" * (MAX_TEXT + 1))
        assert refusal.value.field == "text"

    @given(st.text(st.sampled_from("<>/ab\"'= &;甲!-\x00\ud800"), max_size=80))
    def test_any_input_comes_out_stable(self, html):
        once = clean_html(html)
        assert "<script" not in once
        assert clean_html(once) == once

    def test_deep_nesting_does_not_break_it(self):
        cleaned = clean_html("<div>" * 3000 + "甲")
        assert clean_html(cleaned) == cleaned


class TestPlainText:
    def test_lines_become_paragraphs(self):
        assert plain_to_html("甲\n\n<乙>\n") == "<p>甲</p><p>&lt;乙&gt;</p>"

    def test_html_becomes_lines(self):
        assert to_plain("<h2>机密</h2><p>甲<b>乙</b> &amp; &lt;丙&gt;</p>") == "机密\n甲乙 & <丙>"
