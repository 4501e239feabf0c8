"""`GET`, `POST` and `DELETE <unit>/@delegations`: who acts for whom (代办)."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.delegating import check_may_set
from collective.tobaccooa.organisation.delegating import visible_to
from collective.tobaccooa.organisation.delegations import delegation_of
from collective.tobaccooa.organisation.delegations import end
from collective.tobaccooa.organisation.delegations import grant
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from datetime import date
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


FIELDS = ("grantor", "assistant", "from", "until", "document_types", "steps", "reason")


def delegation_json(delegation: Delegation, base: str) -> dict[str, Any]:
    """Return a delegation as JSON; days are those of Asia/Shanghai."""
    known = directory()
    return {
        "@id": f"{base}/@delegations/{delegation.id}",
        "id": delegation.id,
        "grantor": delegation.grantor,
        "grantor_fullname": known.fullname(delegation.grantor),
        "assistant": delegation.assistant,
        "assistant_fullname": known.fullname(delegation.assistant),
        "from": iso(delegation.first),
        "until": iso(delegation.last),
        "document_types": list(delegation.document_types),
        "steps": list(delegation.steps),
        "reason": delegation.reason,
        "set_by": delegation.set_by,
        "set_at": iso(delegation.set_at),
        "ended_at": iso(delegation.ended_at),
        "valid": delegation.is_valid(clock.today()),
    }


class _Delegations(OAService):
    @property
    def base(self) -> str:
        return self.context.absolute_url()


class DelegationsGet(_Delegations):
    """One's own, both ways; for the unit's administrator all of the unit."""

    def answer(self) -> dict[str, Any]:
        unit = directory().unit_of(self.context).code
        found = visible_to(self.actor, unit)
        return self.batch(found, lambda each: delegation_json(each, self.base))


class DelegationsPost(_Delegations):
    """Name an assistant; `grantor` only by an administrator for somebody else."""

    status = 201

    def answer(self) -> dict[str, Any]:
        values = self._values()
        grantor = values.get("grantor") or self.actor
        check_may_set(self.actor, grantor)
        delegation = grant(
            grantor,
            values["assistant"],
            self._day(values, "from"),
            self._day(values, "until"),
            self.actor,
            clock.now(),
            self._texts(values, "document_types"),
            self._texts(values, "steps"),
            values.get("reason") or "",
            self.key,
        )
        answer = delegation_json(delegation, self.base)
        self.request.response.setHeader("Location", answer["@id"])
        return answer

    def _values(self) -> dict[str, Any]:
        values = {k: v for k, v in self.body.items() if v is not None}
        lists = ("document_types", "steps")
        for name, value in values.items():
            if name not in FIELDS or not isinstance(value, list if name in lists else str):
                raise wrong(name)
        if not values.get("assistant"):
            raise InvalidInput(
                _("error_delegation_assistant", default="Name the assistant."), field="assistant"
            )
        return values

    def _texts(self, values: dict[str, Any], name: str) -> tuple[str, ...]:
        found = values.get(name, [])
        if any(not isinstance(each, str) for each in found):
            raise wrong(name)
        return tuple(found)

    def _day(self, values: dict[str, Any], name: str) -> date | None:
        value = values.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise wrong(name) from error


def wrong(name: str) -> InvalidInput:
    """Return the refusal of a value of the body."""
    return InvalidInput(
        _(
            "error_body_value",
            default="The request's ${name} is unknown or has the wrong type.",
            mapping={"name": name[:40]},
        ),
        field=name[:40],
    )


@implementer(IPublishTraverse)
class DelegationsDelete(_Delegations):
    """`DELETE <unit>/@delegations/<id>`: end it now; ended once, it stays ended."""

    status = 204
    delegation_id = ""

    def publishTraverse(self, request, name: str):
        """Take the id from the address; anything behind it is not there."""
        if self.delegation_id:
            raise KeyError(name)
        self.delegation_id = name
        return self

    def answer(self) -> dict[str, Any]:
        unit = directory().unit_of(self.context).code
        if all(each.id != self.delegation_id for each in visible_to(self.actor, unit)):
            raise NotHere(
                _(
                    "error_no_such_delegation",
                    default="There is no delegation ${id}.",
                    mapping={"id": self.delegation_id[:40]},
                )
            )
        check_may_set(self.actor, delegation_of(self.delegation_id).grantor)
        end(self.delegation_id, self.actor, clock.now())
        return {}

    def reply(self) -> dict[str, Any] | None:
        """Answer 204 without a body when it went well."""
        answer = super().reply()
        return answer or self.reply_no_content()
