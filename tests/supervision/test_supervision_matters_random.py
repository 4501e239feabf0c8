"""Random days: people act, come and go; boxes stay true and nothing is left without anybody."""

from .matters_world import does
from .matters_world import instructed_document
from .matters_world import made

import pytest
import random


PEOPLE = (
    "city-leader",
    "city-deputy",
    "city-director",
    "city-clerk",
    "city-finance-head",
    "city-finance-staff",
    "city-legal-head",
    "unit01-clerk",
    "unit01-director",
    "unit02-clerk",
)
ACTS = ("feedback", "report", "close", "send_back", "extend", "urge", "cancel")
GROUPS = ("city.finance.head", "city.post.clerk", "city.post.director", "unit01.post.clerk")
PARTIES = ("department:city-finance", "department:city-legal", "unit:unit01", "unit:unit02")


def holds(matter):
    """Whether somebody who has it may do something with it."""
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.supervision.matters.life import may_do
    from collective.tobaccooa.supervision.matters.parties import viewer_of

    known = directory()
    people = {
        user
        for each in matter.holding
        for user in (known.members(each.principal) or (each.principal,))
    }
    return any(may_do(matter, viewer_of(user)) for user in people)


def allowed(matter):
    """What is allowed to whom."""
    from collective.tobaccooa.supervision.matters.life import may_do
    from collective.tobaccooa.supervision.matters.parties import viewer_of

    return [(act.value, user) for user in PEOPLE for act in may_do(matter, viewer_of(user))]


def attempts(chance):
    """Some tries of anybody, allowed or not."""
    return [(chance.choice(ACTS), chance.choice(PEOPLE)) for _try in range(6)]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_boxes_are_true_and_somebody_can_go_on(demo_portal, seed):
    from collective.tobaccooa.exceptions import OAError
    from collective.tobaccooa.inbox.health import verify
    from collective.tobaccooa.organisation.people import put_post
    from collective.tobaccooa.supervision.matters.model import ENDED
    from collective.tobaccooa.supervision.matters.model import is_valid
    from collective.tobaccooa.supervision.matters.store import matter_store
    from datetime import date
    from datetime import timedelta

    chance, document, done = random.Random(seed), instructed_document(), 0
    for day in range(1, 40):
        matters = list(matter_store(demo_portal).all())
        roll = chance.random()
        if roll < 0.2 or not matters:
            lead, *assisting = chance.sample(PARTIES, chance.randint(1, 3))
            review = chance.choice(("office", "leader"))
            made(document, "city-leader", lead=lead, assisting=tuple(assisting), review_by=review)
        elif roll < 0.35:
            put_post(chance.choice(GROUPS), chance.sample(PEOPLE[:8], chance.randint(1, 2)))
        else:
            matter = chance.choice(matters)
            what, who = chance.choice([*allowed(matter), *attempts(chance)])
            until = date(2027, 1, 1) + timedelta(days=day) if what == "extend" else None
            try:
                does(matter, what, who, "写明", days=day, until=until)
                done += 1
            except OAError:
                pass
        assert verify(demo_portal) == []
        for matter in matter_store(demo_portal).all():
            assert is_valid(matter)
            assert (matter.state in ENDED) != bool(matter.holding)
            assert matter.state in ENDED or holds(matter), (matter.state, matter.holding)
    assert done > 5
