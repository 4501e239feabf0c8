"""What mails and calls say, what settings can be read."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.notices.choices import ALL_KINDS
from collective.tobaccooa.inbox.notices.choices import Choice
from collective.tobaccooa.inbox.notices.choices import choice_of
from collective.tobaccooa.inbox.notices.choices import kinds_of
from collective.tobaccooa.inbox.notices.choices import rhythm_of
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.choices import time_of_day
from collective.tobaccooa.inbox.notices.composing import compose
from collective.tobaccooa.inbox.notices.composing import Letter
from collective.tobaccooa.inbox.notices.composing import Line
from collective.tobaccooa.inbox.notices.composing import LINES
from collective.tobaccooa.inbox.notices.model import id_at
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.rhythm import Quiet
from collective.tobaccooa.inbox.notices.rhythm import Rhythm
from collective.tobaccooa.inbox.notices.signing import body_of
from collective.tobaccooa.inbox.notices.signing import headers_of
from datetime import datetime
from datetime import time
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import hashlib
import hmac
import json
import pytest


NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
LINE = Line("退回", "关于<b>防汛</b>工作的通知", "周明远", NOW, "http://oa.test/city/gongwen/1")


def letter(lines=(LINE,), arrived=0, waiting=3):
    return Letter(
        sender=("办公系统", "oa@bureau.test"),
        to=("文书甲", "clerk@bureau.test"),
        site="市局",
        lines=lines,
        arrived=arrived,
        waiting=waiting,
        work_url="http://oa.test/@@my-work",
        settings_url="http://oa.test/@@notice-settings",
    )


def test_a_mail_is_text_and_html_without_markup_of_titles():
    mail = compose(letter(arrived=2))
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "关于<b>防汛</b>工作的通知" in plain
    assert "周明远 2026-11-23 09:02" in plain
    assert "http://oa.test/city/gongwen/1" in plain
    assert "关于&lt;b&gt;防汛&lt;/b&gt;工作的通知" in html
    assert "<b>防汛" not in html
    assert "<img" not in html
    assert "src=" not in html


def test_one_notice_is_the_subject_several_are_counted():
    assert compose(letter())["Subject"] == "【退回】关于<b>防汛</b>工作的通知"
    assert compose(letter(arrived=3))["Subject"].startswith("【市局】")
    assert "20" in compose(letter([LINE] * 20))["Subject"]


def test_a_flood_is_cut_and_counted():
    plain = compose(letter([LINE] * (LINES + 7))).get_body(("plain",)).get_content()
    assert plain.count("【退回】") == LINES
    assert "7" in plain.split("http://oa.test/city/gongwen/1")[-1]


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_title_or_name_breaks_a_mail(title, name):
    """Whatever was typed: one subject line, the addresses as they were."""
    line = Line("退回", Notice("returned", title).fitted().title, name, NOW, "")
    mail = compose(letter([line]))
    raw = bytes(mail)
    head = raw.split(b"\r\n\r\n")[0]
    assert head.count(b"Subject:") == 1
    assert mail["To"].addresses[0].addr_spec == "clerk@bureau.test"
    assert max(len(each) for each in raw.split(b"\r\n")) < 998


def test_a_call_is_signed_over_time_and_body():
    item = Kept(id_at(NOW, "ab"), Notice(Kind.URGED, "关于防汛", actor="city-leader"), NOW)
    body = body_of(["city-clerk"], item, "http://oa.test/x")
    assert json.loads(body) == {
        "event": "urged",
        "to": ["city-clerk"],
        "title": "关于防汛",
        "url": "http://oa.test/x",
        "at": "2026-11-23T01:02:03Z",
    }
    headers = headers_of(body.encode(), "geheim", "one-0", NOW)
    message = f"{int(NOW.timestamp())}.{body}".encode()
    expected = hmac.new(b"geheim", message, hashlib.sha256).hexdigest()
    assert headers["X-OA-Signature"] == f"sha256={expected}"
    assert headers["X-OA-Timestamp"] == str(int(NOW.timestamp()))
    assert headers["X-OA-Delivery"] == "one-0"


def test_the_secret_is_in_no_text_of_the_settings():
    assert "geheim" not in repr(Site(call_secret="geheim"))


@given(st.sampled_from(list(Rhythm)), st.sets(st.sampled_from(list(Kind))), st.booleans())
def test_a_choice_is_kept_as_it_was_made(rhythm, kinds, items):
    quiet = Quiet(time(20, 15), time(7, 45), days_off=items)
    choice = Choice(rhythm, quiet, frozenset(kinds), items)
    assert choice_of(choice.row()) == choice
    assert choice.wants("urged") is ("urged" in kinds and rhythm is not Rhythm.NEVER)


def test_without_a_choice_the_site_s_settings_hold():
    site = Site(rhythm=Rhythm.DAILY, quiet=Quiet(time(18), time(9)))
    assert Choice.of(site) == Choice(Rhythm.DAILY, Quiet(time(18), time(9)), ALL_KINDS, True)


def test_times_and_rhythms_are_read_or_refused():
    assert time_of_day(" 8:30 ", "x") == time(8, 30)
    assert time_of_day("23：59", "x") == time(23, 59)
    for wrong in ("", "24:00", "8.30", "08:60", "8:30 pm", "٨:30"):
        with pytest.raises(InvalidInput) as refusal:
            time_of_day(wrong, "quiet_ends")
        assert refusal.value.field == "quiet_ends"
    assert rhythm_of("daily") is Rhythm.DAILY
    with pytest.raises(InvalidInput):
        rhythm_of("hourly")
    assert kinds_of(["urged", "gossip"]) == {Kind.URGED}
