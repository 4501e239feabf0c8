"""The steps of all chains, to choose from."""

from __future__ import annotations

from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.texts import step_title
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def work_steps() -> tuple[str, ...]:
    """Return every step at which somebody must act, in the order of the chains."""
    return tuple(dict.fromkeys(step for each in CHAIN_IDS for step in chain(each).work_steps))


@provider(IVocabularyFactory)
def steps(context: object) -> SimpleVocabulary:
    """Return the steps at which somebody must act."""
    return SimpleVocabulary([SimpleTerm(s, title=step_title(s)) for s in work_steps()])
