"""What the states of a proposal are called."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.model import State


STATES = {
    State.WAITING: _("proposal_waiting", default="Waiting"),
    State.ADOPTED: _("proposal_adopted", default="Adopted"),
    State.DECLINED: _("proposal_declined", default="Declined"),
    State.WITHDRAWN: _("proposal_withdrawn", default="Taken off"),
    State.LAPSED: _("proposal_lapsed", default="Original gone"),
}

DONE = {
    Act.ADOPT: _(
        "msg_proposal_adopted",
        default="Adopted. “${title}” now stands in this column with its source; “my columns” of "
        "the unit says so.",
    ),
    Act.DECLINE: _(
        "msg_proposal_declined",
        default="Declined. The unit sees your reason for “${title}” on “my columns”.",
    ),
    Act.WITHDRAW: _(
        "msg_proposal_withdrawn",
        default="“${title}” was taken off this column. The unit sees your reason.",
    ),
}
