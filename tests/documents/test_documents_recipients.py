"""Recipient strings."""

from collective.tobaccooa.documents.recipients import clean_line
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import without_repeats

import pytest


@pytest.mark.parametrize("text", ["unit:unit01", "department:city-finance", "text:省局办公室"])
def test_a_recipient_is_read_and_written_alike(text):
    assert str(parse_recipient(text)) == text


@pytest.mark.parametrize(
    "text", ["", "unit01", "unit:", "person:x", "text: ", "text:" + "甲" * 201]
)
def test_anything_else_is_no_recipient(text):
    assert parse_recipient(text) is None


def test_each_recipient_stays_once_in_its_first_place():
    read = [parse_recipient(text) for text in ("unit:b", "unit:a", "unit:b")]
    assert [str(each) for each in without_repeats(read)] == ["unit:b", "unit:a"]


def test_a_line_loses_controls_and_keeps_chinese():
    assert clean_line(" 关于\n\n某事\t的\x00通\u202e知 ") == "关于 某事 的通知"
