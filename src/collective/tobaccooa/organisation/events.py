"""The events of this domain; upper domains subscribe to their interfaces."""

from __future__ import annotations

from collective.tobaccooa.organisation.interfaces import IDelegationChanged
from collective.tobaccooa.organisation.interfaces import IPersonChanged
from collective.tobaccooa.organisation.interfaces import IPersonLeft
from collective.tobaccooa.organisation.interfaces import IUnitPrepared
from collective.tobaccooa.organisation.model import Delegation
from dataclasses import dataclass
from typing import Any
from zope.interface import implementer


@implementer(IUnitPrepared)
@dataclass(frozen=True)
class UnitPrepared:
    """A unit has got its folders and groups."""

    unit_object: Any
    code: str


@implementer(IPersonChanged)
@dataclass(frozen=True)
class PersonChanged:
    """Something about a person changed."""

    user_id: str


@implementer(IDelegationChanged)
@dataclass(frozen=True)
class DelegationChanged:
    """A delegation was granted or ended."""

    delegation: Delegation


@implementer(IPersonLeft)
@dataclass(frozen=True)
class PersonLeft:
    """A person was deactivated."""

    user_id: str
