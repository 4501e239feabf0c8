"""Who may move an item of a column: pure rules, with the reason when they may not.

The workflow definition asks `may` for every transition; pages show the reason.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.permissions import COLUMN_SUPERVISOR
from collective.tobaccooa.permissions import OA_ADMINISTRATOR
from collective.tobaccooa.portal.model import OPEN
from collective.tobaccooa.portal.model import URGENT_KINDS
from dataclasses import dataclass


DRAFT, PENDING, PUBLISHED = "draft", "pending", "published"
SUBMIT, PUBLISH, REJECT, RETRACT, EXPIRE = "submit", "publish", "reject", "retract", "expire"
TRANSITIONS = (SUBMIT, PUBLISH, REJECT, RETRACT, EXPIRE)
#: Where each transition begins.
STARTS: dict[str, tuple[str, ...]] = {
    SUBMIT: (DRAFT,),
    PUBLISH: (DRAFT, PENDING),
    REJECT: (PENDING,),
    RETRACT: (PENDING, PUBLISHED),
    EXPIRE: (PUBLISHED,),
}
ADMINISTRATORS = frozenset({OA_ADMINISTRATOR, "Site Administrator", "Manager"})
WITHDRAWERS = frozenset({COLUMN_APPROVER, COLUMN_SUPERVISOR}) | ADMINISTRATORS


@dataclass(frozen=True)
class ItemFacts:
    """What the rules need of an item.

    :param state: `draft`, `pending` or `published`; :param kind: of its column.
    :param status: of the portal; :param column_closed: its column takes no more changes.
    """

    state: str
    kind: str
    status: str = OPEN
    column_closed: bool = False


def refusal(transition: str, item: ItemFacts, roles: frozenset[str]) -> str | None:
    """Return why somebody with these roles on the item may not do this, None if they may.

    :param roles: names of roles on the item.
    """
    if item.state not in STARTS.get(transition, ()):
        return _("refused_item_state", default="This is not possible in the item's present state.")
    if transition in (RETRACT, EXPIRE) and item.state == PUBLISHED:
        return None if roles & WITHDRAWERS else _withdrawers()
    if item.status != OPEN or item.column_closed:
        return _("refused_item_closed", default="The portal or its column takes no more changes.")
    return _refused_by_role(transition, item, roles)


def _refused_by_role(transition: str, item: ItemFacts, roles: frozenset[str]) -> str | None:
    if transition in (SUBMIT, RETRACT):
        allowed = roles & {COLUMN_EDITOR, COLUMN_APPROVER}
        return None if allowed else _("refused_editors", default="Only the column's editors may.")
    if COLUMN_APPROVER not in roles:
        return _("refused_approver", default="Only the column's approver may.")
    if transition == PUBLISH and item.state == DRAFT and item.kind not in URGENT_KINDS:
        return _(
            "refused_not_submitted",
            default="It must be submitted first; only notices and ticker messages may be "
            "published at once.",
        )
    return None


def _withdrawers() -> str:
    return _(
        "refused_withdrawers",
        default="Only the column's approver or supervising leader, or an administrator, may.",
    )
