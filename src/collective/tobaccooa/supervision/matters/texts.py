"""What states, acts and steps of matters are called."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import State


STATE_TITLES = {
    State.OPEN: _("matter_state_open", default="In progress"),
    State.REPORTED: _("matter_state_reported", default="Reported as done"),
    State.CLOSED: _("matter_state_closed", default="Closed"),
    State.CANCELLED: _("matter_state_cancelled", default="Cancelled"),
}
#: Buttons.
ACT_TITLES = {
    Act.FEEDBACK: _("matter_act_feedback", default="Give feedback"),
    Act.REPORT: _("matter_act_report", default="Report as done"),
    Act.CLOSE: _("matter_act_close", default="Accept and close"),
    Act.SEND_BACK: _("matter_act_send_back", default="Send back"),
    Act.EXTEND: _("matter_act_extend", default="Move the due date"),
    Act.URGE: _("matter_act_urge", default="Urge"),
    Act.CANCEL: _("matter_act_cancel", default="Cancel the matter"),
}
#: Lines of the history.
DID_TITLES = {
    Act.CREATE: _("matter_did_create", default="Made"),
    Act.FEEDBACK: _("matter_did_feedback", default="Feedback"),
    Act.REPORT: _("matter_did_report", default="Reported as done"),
    Act.CLOSE: _("matter_did_close", default="Closed"),
    Act.SEND_BACK: _("matter_did_send_back", default="Sent back"),
    Act.EXTEND: _("matter_did_extend", default="Due date moved"),
    Act.URGE: _("matter_did_urge", default="Urged"),
    Act.CANCEL: _("matter_did_cancel", default="Cancelled"),
}
#: Steps of the lines in the work lists.
STEP_TITLES = {
    "matter_lead": _("matter_step_lead", default="Supervised matter, lead"),
    "matter_assist": _("matter_step_assist", default="Supervised matter, assisting"),
    "matter_review": _("matter_step_review", default="Supervised matter, review"),
    **{f"matter_{state}": title for state, title in STATE_TITLES.items()},
    **{f"matter_did_{act}": title for act, title in DID_TITLES.items()},
}
