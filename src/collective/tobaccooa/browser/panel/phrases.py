"""Common phrases (常用语) for opinions, reasons and reminders."""

from __future__ import annotations

from collective.tobaccooa import _


#: Common phrases (常用语) by step; the first suits most.
PHRASES = {
    "drafting": (
        _("phrase_please_review", default="Please review."),
        _("phrase_changed", default="Changed as asked."),
    ),
    "department_review": (
        _("phrase_agree_please_review", default="Agreed; please review."),
        _("phrase_please_countersign", default="Please countersign."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "countersigning": (
        _("phrase_agree", default="Agreed."),
        _("phrase_agree_in_principle", default="Agreed in principle."),
        _("phrase_no_objection", default="No objection."),
    ),
    "office_review": (
        _("phrase_agree_please_sign", default="Agreed; please sign."),
        _("phrase_format_checked", default="Content and format are checked."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "signing": (
        _("phrase_agree_sign", default="Agreed, to be issued."),
        _("phrase_sign", default="Issue."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "proposal": (
        _("phrase_propose_leader", default="Please instruct."),
        _("phrase_propose_office", default="Proposed: to be handled by the department concerned."),
    ),
    "instruction": (
        _("phrase_agree", default="Agreed."),
        _("phrase_handle", default="Please handle it as the document says."),
        _("phrase_read_handle", default="Read; please carry it out without delay."),
    ),
    "handling": (
        _("phrase_handled", default="Handled."),
        _("phrase_read", default="Read."),
    ),
}
OTHERS = (_("phrase_checked", default="Checked."),)

#: Reasons of a special delivery, and words of a reminder.
REASONS = (
    _("phrase_special_opinion", default="Please give your opinion."),
    _("phrase_special_check", default="Please check the facts concerned."),
    _("phrase_special_urgent", default="Urgent; please handle it first."),
)
VISITING = (
    _("phrase_agree", default="Agreed."),
    _("phrase_no_objection", default="No objection."),
    _("phrase_suggest", default="I suggest to change it as follows:"),
)
URGING = (
    _("phrase_urge_soon", default="Please handle it as soon as possible."),
    _("phrase_urge_due", default="It is due soon; please handle it in time."),
    _("phrase_urge_overdue", default="It is overdue; please handle it today."),
)

#: How several people work together.
MODES = {
    "all": _("mode_all", default="all of them, at the same time"),
    "any": _("mode_any", default="one of them is enough"),
    "serial": _("mode_serial", default="one after the other"),
}
