"""When somebody leaves, whoever acts in their place finds the documents too."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.search.entry import ask_for_entry
from collective.tobaccooa.search.register import documents_in_progress_of
from collective.tobaccooa.search.register import file_document


def follow_person(site, user_id: str) -> None:
    """The job: file anew what the person took part in and what is not done."""
    for document in list(documents_in_progress_of(user_id)):
        file_document(document)
        ask_for_entry(document)


follow_person.title = _("label_job_follow_person", default="Documents of somebody who left")
