"""Chinese text as words: the same on the side of the index and of the query."""

from collective.tobaccooa.search.splitter import asked_words
from collective.tobaccooa.search.splitter import ChineseSplitter
from collective.tobaccooa.search.splitter import words
from hypothesis import given
from hypothesis import strategies as st
from Products.ZCTextIndex.Lexicon import CaseNormalizer
from Products.ZCTextIndex.Lexicon import Lexicon
from Products.ZCTextIndex.OkapiIndex import OkapiIndex
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex

import pytest


class Caller:
    """A catalogue with one lexicon."""

    def __init__(self):
        self.lexicon = Lexicon(ChineseSplitter(), CaseNormalizer())
        self.lexicon.id = "lexicon"
        self.lexicon.getId = lambda: "lexicon"


class Page:
    def __init__(self, text):
        self.text = text


def index_of(*texts):
    caller = Caller()
    index = ZCTextIndex("text", caller=caller, index_factory=OkapiIndex, lexicon_id="lexicon")
    index._v_lexicon = caller.lexicon
    for number, text in enumerate(texts):
        index.index_object(number, Page(text))
    return index


def finds(index, query):
    return sorted(number for number, _ in index.query(query)[0])


TEXTS = (
    "某烟办〔2004〕118号 关于做好安全生产工作的通知",
    "国烟办综〔2016〕401号 关于𠮷林同志任职的决定",
    "安全教育与生产管理",
    "ISO 9001 quality manual",
    "转发国烟办综〔2017〕3号文件的通知",
)


class TestFinding:
    @pytest.fixture(scope="class")
    def index(self):
        return index_of(*TEXTS)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("某烟办〔2004〕118号", [0]),
            ("某烟办[2004]118号", [0]),
            ("某烟办〔２００４〕118号*", [0]),
            ("国烟办综〔2016〕401号", [1]),
            ("〔2004〕118号", [0]),
            ("118号", [0]),
            ("某烟办〔2004〕119号", []),
            ("安全生产", [0]),
            ("安全 生产", [0, 2]),
            ("安全生产*", [0]),
            ("国烟办综〔2017〕3号", [4]),
            ("3号文件", [4]),
            ("安*", [0, 2]),
            ("通知", [0, 4]),
            ("𠮷林", [1]),
            ("qual*", [3]),
            ("9001", [3]),
        ],
    )
    def test_a_query_finds_what_a_reader_expects(self, index, query, expected):
        assert finds(index, query) == expected


class TestWords:
    def test_runs_of_chinese_become_pairs_without_a_single_one_at_the_end(self):
        assert list(words("某烟办〔2004〕118号")) == ["某烟", "烟办", "2004", "118", "号"]

    def test_ideographs_beyond_the_basic_plane_count(self):
        assert list(words("𠮷林厂")) == ["𠮷林", "林厂"]

    def test_one_character_asks_for_what_begins_with_it(self):
        assert asked_words("烟") == ["烟*"]
        assert asked_words("烟*") == ["烟*"]

    @given(st.text(alphabet="某烟办𠮷〔〕2018号 ab,。", max_size=30))
    def test_a_query_has_the_words_of_its_text(self, text):
        asked = asked_words(text)
        indexed = list(words(text))
        assert asked == indexed or (len(indexed) == 1 and asked == [indexed[0] + "*"])

    @given(st.text(max_size=60))
    def test_no_text_is_too_odd(self, text):
        splitter = ChineseSplitter()
        for word in splitter.process_post_glob(splitter.processGlob([text])):
            assert isinstance(word, str)

    def test_bytes_are_read_as_utf_8(self):
        assert ChineseSplitter().process(["烟草".encode()]) == ["烟草"]
