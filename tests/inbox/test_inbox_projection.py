"""Where a document lies, before and after each kind of decision."""

from __future__ import annotations

from collective.tobaccooa.inbox.comparison import compare
from collective.tobaccooa.inbox.comparison import Difference
from collective.tobaccooa.inbox.comparison import Fault
from collective.tobaccooa.inbox.comparison import Result
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.projection import changes
from collective.tobaccooa.inbox.projection import DocumentFacts
from collective.tobaccooa.inbox.projection import places
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import TrailEntry
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC


T0 = datetime(2026, 11, 23, 1, tzinfo=UTC)


def at(minutes):
    return T0 + timedelta(minutes=minutes)


def entry(actor, minutes, action="advance", step="drafting", on_behalf_of=""):
    return TrailEntry(
        id=str(minutes),
        step=step,
        actor=actor,
        on_behalf_of=on_behalf_of,
        action=action,
        to_step="",
        opinion="",
        reason="",
        at=at(minutes),
        version=1,
        next_holders=(),
        key="",
        request_digest="",
        text_digest="",
        digest="",
    )


def person(name, minutes, via=None):
    return Holder(name, HolderKind.PERSON, at(minutes), via=via)


DRAFT = DocumentFacts(
    reference="city/outgoing/2026/a",
    title="通知",
    unit="city",
    number="",
    document_type="notice",
    urgency="normal",
    register="outgoing",
    drafter="staff",
    step="drafting",
    ended=False,
    holders=(person("staff", 0),),
    readers=(),
    trail=(entry("staff", 0, "start"),),
)
SENT = replace(
    DRAFT,
    step="countersigning",
    holders=(person("head1", 5), person("head2", 5)),
    trail=(*DRAFT.trail, entry("staff", 5)),
)


def lying(facts):
    return {(shelf.value, who) for shelf, who, _ in places(facts)}


def test_a_draft_lies_with_its_drafter_as_work_and_as_started():
    assert lying(DRAFT) == {("open", "staff"), ("started", "staff")}


def test_each_signer_gets_it_from_who_sent_it_and_the_sender_has_done_it():
    assert lying(SENT) == {
        ("open", "head1"),
        ("open", "head2"),
        ("started", "staff"),
        ("done", "staff"),
    }
    assert places(SENT)[(Shelf.OPEN, "head1", 0)].sender == "staff"


def test_when_one_of_two_signs_the_other_line_stays_as_it_is():
    signed = replace(
        SENT,
        holders=(person("head2", 5),),
        trail=(*SENT.trail, entry("head1", 9, step="countersigning")),
    )
    removed, put = changes(places(SENT), places(signed))
    assert removed == [(Shelf.OPEN, "head1", 0)]
    touched = {(place[0].value, place[1]) for place, _ in put}
    assert ("open", "head2") not in touched
    assert ("done", "head1") in touched
    assert places(signed)[(Shelf.OPEN, "head2", 0)].sender == "staff"


def test_what_a_post_holds_lies_once_in_its_box_and_is_done_for_the_actor_alone():
    held = replace(
        SENT, step="numbering", holders=(Holder("city.post.clerk", HolderKind.POST, at(5)),)
    )
    assert ("open", "city.post.clerk") in lying(held)
    done = replace(
        held,
        step="sealing",
        holders=(person("keeper", 8),),
        trail=(*held.trail, entry("clerk-a", 8, step="numbering")),
    )
    assert ("done", "clerk-a") in lying(done)
    assert not any(who == "city.post.clerk" for _, who in lying(done))


def test_acting_again_moves_the_done_line_to_the_newest_time():
    again = replace(SENT, trail=(*SENT.trail, entry("head1", 7), entry("staff", 9)))
    removed, _ = changes(places(SENT), places(again))
    assert (Shelf.DONE, "staff", microseconds(at(5))) in removed
    assert (Shelf.DONE, "staff", microseconds(at(9))) in places(again)


def test_acting_for_somebody_is_done_for_both():
    acted = replace(SENT, trail=(*SENT.trail, entry("aide", 9, on_behalf_of="leader")))
    assert {("done", "aide"), ("done", "leader")} <= lying(acted)


def test_the_end_moves_what_i_started_to_the_ended():
    ended = replace(SENT, step="distributed", ended=True, holders=())
    assert ("started", "staff") not in lying(ended)
    assert (Shelf.ENDED, "staff", microseconds(T0)) in places(ended)


def test_what_is_circulated_waits_to_be_read_until_confirmed():
    reader = Reader("leader", HolderKind.PERSON, at(6), sent_by="head1")
    waiting = replace(SENT, readers=(reader,))
    assert ("to-read", "leader") in lying(waiting)
    read = replace(SENT, readers=(replace(reader, read_at=at(8), read_by="leader"),))
    assert ("to-read", "leader") not in lying(read)
    assert (Shelf.DONE, "leader", microseconds(at(8))) in places(read)


def test_numbers_given_later_do_not_touch_lines_of_what_is_done_or_to_read():
    reader = Reader("leader", HolderKind.PERSON, at(6), sent_by="head1")
    waiting = replace(SENT, readers=(reader,))
    numbered = replace(waiting, number="某烟办〔2026〕1号")
    _, put = changes(places(waiting), places(numbered))
    assert {place[0] for place, _ in put} == {Shelf.OPEN, Shelf.STARTED}


class Boxes:
    """Boxes as comparing asks for them, from places."""

    def __init__(self, found, said=None):
        self.found, self.said = found, said or {}

    def row(self, place, reference):
        item = self.found.get(place)
        return item.row() if item and item.reference == reference else None

    def lengths(self):
        for shelf, principal in {place[:2] for place in self.found}:
            length = len(list(self.lines(shelf, principal)))
            yield shelf, principal, length, self.said.get((shelf, principal), length)

    def lines(self, shelf, principal):
        for place, item in self.found.items():
            if place[:2] == (shelf, principal):
                yield place[2], item.reference


def test_verifying_names_a_list_whose_badge_is_wrong():
    wanted = places(SENT)
    found = compare(wanted.items, Boxes(wanted, {(Shelf.OPEN, "head1"): 7}))
    assert found.differences == [Difference("head1", "open", "", Fault.MISCOUNTED)]


def test_verifying_names_what_is_missing_too_much_or_different():
    wanted = places(SENT)
    found = dict(wanted)
    found[(Shelf.OPEN, "stranger", 0)] = found.pop((Shelf.OPEN, "head1", 0))
    found[(Shelf.OPEN, "head2", 0)] = replace(found[(Shelf.OPEN, "head2", 0)], title="旧题")
    assert compare(wanted.items, Boxes(wanted)) == Result([], len(wanted))
    assert compare(wanted.items, Boxes(found)).differences == [
        Difference("head1", "open", SENT.reference, Fault.MISSING),
        Difference("head2", "open", SENT.reference, Fault.DIFFERENT),
        Difference("stranger", "open", SENT.reference, Fault.SURPLUS),
    ]


def test_what_was_just_registered_came_from_the_sending_unit():
    arrived = replace(SENT, trail=SENT.trail[:1], origin="city.staff")
    item = next(i for place, i in places(arrived).items() if place[0] is Shelf.OPEN)
    assert item.sender == "city.staff"
