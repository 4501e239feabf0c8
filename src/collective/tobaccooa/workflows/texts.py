"""The kernel's words: titles of steps and actions, what a step asks of its holder."""

from __future__ import annotations

from collective.tobaccooa import _


STEP_TITLES = {
    "drafting": _("state_drafting", default="Drafting"),
    "department_review": _("state_department_review", default="Department review"),
    "countersigning": _("state_countersigning", default="Countersigning"),
    "office_review": _("state_office_review", default="Office review"),
    "signing": _("state_signing", default="Signing"),
    "numbering": _("state_numbering", default="Numbering"),
    "sealing": _("state_sealing", default="Sealing"),
    "distribution": _("state_distribution", default="Distribution"),
    "distributed": _("state_distributed", default="Distributed"),
    "archived": _("state_archived", default="Archived"),
    "voided": _("state_voided", default="Voided"),
    "abolished": _("state_abolished", default="Abolished"),
    "registration": _("state_registration", default="Registration"),
    "proposal": _("state_proposal", default="Proposal"),
    "instruction": _("state_instruction", default="Instruction"),
    "handling": _("state_handling", default="Handling"),
    "completed": _("state_completed", default="Completed"),
    "returned_to_sender": _("state_returned_to_sender", default="Returned to sender"),
}

STEP_VERBS = {
    "drafting": _("button_send_for_review", default="Send for review"),
    "department_review": _("button_pass_department_review", default="Pass review"),
    "countersigning": _("button_countersign", default="Countersign"),
    "office_review": _("button_pass_office_review", default="Send for signature"),
    "signing": _("button_sign", default="Sign"),
    "numbering": _("button_number", default="Give number"),
    "sealing": _("button_seal", default="Apply seal"),
    "distribution": _("button_distribute", default="Distribute"),
    "registration": _("button_register", default="Send for proposal"),
    "proposal": _("button_propose", default="Send for instruction"),
    "instruction": _("button_instruct", default="Instruct"),
    "handling": _("button_complete", default="Complete"),
}

STEP_ASKS = {
    "drafting": _("help_asks_drafting", default="Write or revise the text, then send it."),
    "department_review": _(
        "help_asks_department_review",
        default="Review the draft; choose other departments if they must countersign.",
    ),
    "countersigning": _("help_asks_countersigning", default="Give your department's opinion."),
    "office_review": _(
        "help_asks_office_review",
        default="Check content, type and format, then send it to a leader for signature.",
    ),
    "signing": _("help_asks_signing", default="Sign the document; the text is final once signed."),
    "numbering": _(
        "help_asks_numbering",
        default="Check it once more and give it its number; leave it empty for the next one.",
    ),
    "sealing": _("help_asks_sealing", default="Check the document, then apply the seal."),
    "distribution": _("help_asks_distribution", default="Check the recipients, then distribute."),
    "registration": _(
        "help_asks_registration", default="Check the register entry, then send it for proposal."
    ),
    "proposal": _(
        "help_asks_proposal", default="Propose how to handle it and send it to a leader."
    ),
    "instruction": _(
        "help_asks_instruction", default="Give your instruction and choose who handles it."
    ),
    "handling": _("help_asks_handling", default="Handle it and write down the result."),
}

ACTION_TITLES = {
    "advance": _("action_advance", default="Send on"),
    "return": _("action_return", default="Return"),
    "withdraw": _("action_withdraw", default="Take back"),
    "open": _("action_open", default="Open"),
    "add_signers": _("action_add_signers", default="Add signers"),
    "remove_signers": _("action_remove_signers", default="Remove signers"),
    "circulate": _("action_circulate", default="Circulate"),
    "mark_read": _("action_mark_read", default="Mark as read"),
    "hand_over": _("action_hand_over", default="Hand over"),
    "add_recipients": _("action_add_recipients", default="Add recipients"),
    "void": _("action_void", default="Void"),
    "abolish": _("action_abolish", default="Abolish"),
    "archive": _("action_archive", default="File"),
    "special_delivery": _("action_special_delivery", default="Send specially"),
    "urge": _("action_urge", default="Urge"),
    "chase_readers": _("action_chase_readers", default="Remind the readers"),
    "ask_extension": _("action_ask_extension", default="Ask for more time"),
    "grant_extension": _("action_grant_extension", default="Decide on more time"),
    "supersede_opinion": _("action_supersede_opinion", default="Correct my opinion"),
    "set_holder": _("action_set_holder", default="Set the holder"),
    "correct_entry": _("action_correct_entry", default="Correct the register entry"),
    "start": _("action_start", default="Draft"),
}

DECIDER_TITLES = {
    "drafter": _("label_decider_drafter", default="the drafter"),
    "holder": _("label_decider_holder", default="the present holder"),
    "post:director": _("label_decider_director", default="the office director"),
    "post:archivist": _("label_decider_archivist", default="the archivist"),
}


def step_title(step: str) -> str:
    """The translatable title of a step; an unknown id is returned as it is."""
    return STEP_TITLES.get(step, step)
