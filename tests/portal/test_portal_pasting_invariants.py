"""Whatever is pasted: cleaning ends, is stable, keeps the words, lets nothing else through."""

from collective.tobaccooa.portal.pasting.cleaning import ATTRIBUTES
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from collective.tobaccooa.portal.pasting.cleaning import TAGS
from collective.tobaccooa.portal.pasting.links import is_own_picture
from html import escape
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import lxml.html
import re


BLOCKS = ["p", "div", "h1", "h3", "li", "ul", "ol", "blockquote", "td", "tr", "table", "section"]
INLINE = ["b", "i", "span", "u", "font", "a", "em", "o:p", "sup", "strong", "center", "dl", "dd"]
ATTRIBUTE = st.sampled_from(
    [
        "", ' class="MsoNormal"', ' class="MsoHeading 2"', ' style="font-weight:bold"',
        ' style="mso-list:l0 level1 lfo1"', ' style="mso-list:l0 level2 lfo1"',
        ' style="mso-list:Ignore"', ' style="text-align:center;color:red"', " align=right",
        ' href="http://a.cn/?utm_source=1&b=2"', ' href="javascript:x()"', ' href="file:///c:/x"',
        ' onclick="x()"', ' style="mso-outline-level:1"', " colspan=2", ' role="presentation"',
        ' style="border:none;border-left:solid 1pt"', ' style="font-weight:normal"', " height=0",
    ]
)  # fmt: skip
LEAF = st.one_of(
    st.text(st.sampled_from("甲乙丙丁 \u00a0\u3000a1.&<>\"'"), min_size=1, max_size=5).map(escape),
    st.sampled_from(
        [
            "<br>", "<hr>", '<img src="http://x.cn/a.png">', '<img src="resolveuid/0f">',
            '<img src="data:image/png;base64,iVBORw0KGgo=">', "<!--[if mso]>x<![endif]-->",
            "<![if !supportLists]>", "&nbsp;", "<img>", "1.", "·", "<br><br>",
        ]
    ),
)  # fmt: skip
TREE = st.recursive(
    LEAF,
    lambda inner: st.builds(
        lambda tag, attribute, parts: f"<{tag}{attribute}>{''.join(parts)}</{tag}>",
        st.sampled_from(BLOCKS + INLINE),
        ATTRIBUTE,
        st.lists(inner, max_size=4),
    ),
    max_leaves=14,
)
TAG = st.builds(
    lambda tag, end: f"<{end}{tag}>", st.sampled_from(BLOCKS + INLINE), st.sampled_from(["", "/"])
)
BROKEN = st.sampled_from(
    ["<", "<svg>", "<script>", "<style>", "<math>", "<select>", "<!--", "-->", "]]>", "\x00"]
)
SOUP = st.lists(st.one_of(LEAF, TAG, BROKEN), max_size=14).map("".join)


def words(html):
    """The visible letters of some HTML, without spaces."""
    text = lxml.html.fragment_fromstring(html, create_parent="div").text_content()
    return re.sub(r"[\s\u00a0\u3000]+", "", text)


@settings(max_examples=400, deadline=None)
@given(st.one_of(TREE, SOUP, st.text(max_size=60)))
def test_what_is_clean_stays_as_it_is(html):
    once = clean_article(html).html
    again = clean_article(once)
    assert again.html == once
    assert not again.report


@settings(max_examples=300, deadline=None)
@given(st.one_of(TREE, SOUP))
def test_only_what_is_named_gets_through(html):
    cleaned = clean_article(html).html
    if not cleaned:
        return
    root = lxml.html.fragment_fromstring(cleaned, create_parent="div")
    for element in root.iterdescendants():
        assert element.tag in TAGS
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, ()) or name == "rel"
            if name == "href":
                assert re.match(r"(?:https?:|mailto:|tel:|[^:]*$)", value)
                assert "utm_" not in value
            if name == "src":
                assert is_own_picture(value) or value.startswith("data:image/")
            if name == "style":
                assert value in ("text-align:center", "text-align:right")


@settings(max_examples=300, deadline=None)
@given(TREE)
def test_the_words_stay(html):
    kept = words(clean_article(html).html or "<p></p>")
    assert set(kept) <= set(words(html))
    if "mso-list" not in html:
        assert kept == words(html)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 9),
            st.sampled_from(["l0", "l1"]),
            st.sampled_from(["1.", "a)", "·", "l"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_item_of_a_word_list_is_lost_and_all_become_items(items):
    html = "\n".join(
        f'<p style="mso-list:{name} level{level} lfo1"><span style="mso-list:Ignore">{marker}&nbsp;'
        f"</span>第{number}项</p>"
        for number, (level, name, marker) in enumerate(items)
    )
    root = lxml.html.fragment_fromstring(clean_article(html).html, create_parent="div")
    found = [each.text for each in root.iter("li")]
    assert found == [f"第{number}项" for number in range(len(items))]
