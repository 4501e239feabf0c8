"""Words of the document page: files, deliveries, branches and what follows an act."""

from __future__ import annotations

from collective.tobaccooa import _


SHOW = _("label_show_file", default="Show ${title}")
DOWNLOAD = _("label_download_file", default="Download ${title}")
BRANCH_OPEN = _("label_branch_open", default="being handled")
BRANCH_DONE = _("label_branch_done", default="done")
#: What follows a return or a special delivery, beside it in the record.
AFTER = {
    "back_to_me": _("label_after_back", default="then back to the sender"),
    "from_addressee": _("label_after_addressee", default="then on from there"),
    "from_sender": _("label_after_sender", default="then on from the sender's step"),
    "through_chain": _("label_after_chain", default="then through the chain again"),
}
STATES = {
    "sent": _("state_delivery_sent", default="not signed for yet"),
    "signed": _("state_delivery_signed", default="signed for"),
    "refused": _("state_delivery_refused", default="refused"),
    "recalled": _("state_delivery_recalled", default="taken back"),
}
