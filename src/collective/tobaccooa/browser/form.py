"""One form for a document: new, and changed by its holder; drafts save themselves."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import told_away
from collective.tobaccooa.browser.form_choices import Choices
from collective.tobaccooa.browser.form_values import digest_of
from collective.tobaccooa.browser.form_values import values_of
from collective.tobaccooa.browser.handling import sent_on
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.attachments import remove_attachment
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.report import state_of
from collective.tobaccooa.workflows.state import kernel_state
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized

import json
import transaction
import uuid


FIELD_OF = {"file": "files"}
#: What the editor offers: what a document's text may have, nothing that goes through the catalog.
EDITOR = {
    "menubar": False,
    "statusbar": False,
    "plugins": ["lists", "table", "autoresize", "searchreplace"],
    "toolbar": "undo redo | blocks | bold | alignleft aligncenter alignright | "
    "bullist numlist | table | removeformat",
    "block_formats": "正文=p;一级标题=h2;二级标题=h3;三级标题=h4",
    "min_height": 420,
    "autoresize_bottom_margin": 24,
    "contextmenu": False,
    "license_key": "gpl",
}


class DocumentForm(OfficePage):
    """What both forms share."""

    section = "new"
    scripts = ("form.js",)
    needs_patterns = True
    kind = "outgoing"
    document: Any = None
    head_part = ViewPageTemplateFile("templates/form_head.pt")
    recipients_part = ViewPageTemplateFile("templates/form_recipients.pt")
    details_part = ViewPageTemplateFile("templates/form_details.pt")
    files_part = ViewPageTemplateFile("templates/form_files.pt")

    def __call__(self):
        """Show the form; save it, or come back with the error and all that was typed."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.errors: dict[str, str] = {}
        self.error = ""
        self.prepare()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            self.save()
        except OAError as error:
            transaction.abort()
            return self._refused(error)
        if self.text("autosave"):
            return self._saved()
        return self._finish()

    def prepare(self) -> None:
        """Check who may see the form; a subclass does."""

    def save(self) -> None:
        """Store what was sent; a subclass does."""

    @cached_property
    def values(self) -> dict[str, Any]:
        """What was sent."""
        return values_of(self.request.form, self.kind)

    @cached_property
    def choices(self) -> Choices:
        """What there is to choose from, with what is chosen."""
        return Choices(self, self.document)

    @property
    def editor(self) -> str:
        """The settings of the rich editor."""
        static = f"{self.portal_url}/++resource++tobaccooa"
        tiny = {
            **EDITOR,
            "content_css": f"{static}/editor.css",
        }
        return json.dumps({"tiny": tiny}, ensure_ascii=False)

    @property
    def may_send(self) -> bool:
        """Whether sending on from here needs no further choice: while drafting."""
        return self.document is None or kernel_state(self.document).step == "drafting"

    def add_files(self) -> None:
        """Store the files that came with the form."""
        found = self.request.form.get("files", [])
        for upload in found if isinstance(found, list) else [found]:
            name = getattr(upload, "filename", "")
            if name:
                add_attachment(self.document, name, upload.read(), "", self.user)

    def _refused(self, error: OAError) -> str:
        self.request.response.setStatus(error.status)
        said = self.say(error.message)
        if self.text("autosave"):
            return self._json({"error": said})
        field = FIELD_OF.get(error.extra.get("field", ""), error.extra.get("field", ""))
        self.errors = {field: said} if field else {}
        self.error = said
        return self.index()

    def _saved(self) -> str:
        url = self.document.absolute_url()
        said = _("msg_saved_at", default="Saved at ${time}", mapping={"time": self._time()})
        return self._json(
            {
                "url": f"{url}/@@edit-document",
                "version": kernel_state(self.document).version,
                "said": self.say(said),
            }
        )

    def _time(self) -> str:
        return f"{clock.now().astimezone(clock.SHANGHAI):%H:%M}"

    def _json(self, body: dict[str, Any]) -> str:
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        return json.dumps(body, ensure_ascii=False)

    def _finish(self) -> str:
        url = self.document.absolute_url()
        if not (self.text("send") and self.may_send):
            self.tell(
                _(
                    "msg_draft_saved",
                    default="Saved. You find it again under “Started by me” and “To do”.",
                )
            )
            return self.go(url)
        kept = transaction.savepoint()
        try:
            if not self.sent_before:
                decide(self.document, Decision(action="advance"), self.user)
        except OAError as error:
            kept.rollback()
            self.tell(
                _(
                    "msg_saved_not_sent",
                    default="The document is saved but not sent: ${why}",
                    mapping={"why": self.say(error.message)},
                ),
                "error",
            )
            return self.go(url)
        after = state_of(self.document, self.user)
        self.tell(self.say(sent_on(after)) + told_away(after["holders"]))
        return self.go(url)

    @property
    def sent_before(self) -> bool:
        """Whether the same form came twice and has sent the document already."""
        return False

    def typed(self, name: str, default: Any = "") -> str:
        """Return what stands in a field: what was sent, else what the document has."""
        if self.posted:
            return self.text(name)
        if self.document is None:
            return default or ""
        return getattr(self.document, name, default) or ""

    @property
    def text_html(self) -> str:
        """The main text as it stands in the field."""
        if self.posted:
            return self.text("text")
        return self.document.text_html() if self.document is not None else ""

    def outside(self, name: str) -> str:
        """Return the outside bodies of a recipients' field, one in each line."""
        if self.posted:
            return self.text(f"{name}_outside")
        recipients = getattr(self.document, name, ()) if self.document is not None else ()
        return "\n".join(r.partition(":")[2] for r in recipients if r.startswith("text:"))

    def invalid(self, field: str) -> str | None:
        """Return "true" for a field that was refused."""
        return "true" if field in self.errors else None


class NewDocument(DocumentForm):
    """`<unit>/@@new-document`: an outgoing document of the unit."""

    page_title = _("title_new_document", default="Draft a document")
    version = ""

    def prepare(self) -> None:
        """Only people of a unit draft in it.

        :raises Unauthorized: others.
        """
        if self.unit.code not in self.directory.units_of(self.user):
            raise Unauthorized("new-document")

    def save(self) -> None:
        """Make the document; the same form sent twice makes one."""
        key = self.text("key")[:80] or None
        self.document = create_document(
            self.unit.code,
            "OutgoingDocument",
            self.values,
            self.user,
            key=key,
            body_digest=digest_of(self.values),
        )
        if not self.document.attachments():
            self.add_files()

    @property
    def sent_before(self) -> bool:
        """Whether the document is past drafting: a new one that this form did not send is not."""
        return kernel_state(self.document).step != "drafting"

    @property
    def action(self) -> str:
        """Where the form goes."""
        return f"{self.unit_url}/@@new-document"

    @property
    def key(self) -> str:
        """What makes sending twice harmless."""
        return self.text("key") if self.posted else uuid.uuid4().hex


class EditDocument(DocumentForm):
    """`<document>/@@edit-document`: for its holder, in the steps where the text may change."""

    section = "my-work"
    page_title = _("title_edit_document", default="Change the document")
    key = ""

    def prepare(self) -> None:
        """Take the document."""
        self.document = self.context
        self.kind = self.context.chain_id

    def save(self) -> None:
        """Change what was changed.

        :raises OutOfDate: somebody else changed the document since the form was opened.
        """
        version = self.text("version")
        if version and version != str(kernel_state(self.document).version):
            raise OutOfDate(
                _(
                    "error_document_changed",
                    default="The document was changed or handled since you opened this form. "
                    "Copy what you typed, open the document again and put it in.",
                )
            )
        update_document(self.document, self.values, self.user)
        if self.text("autosave"):
            return
        for attachment in self.document.attachments():
            if attachment.getId() in self.texts("remove"):
                remove_attachment(attachment, self.user)
        self.add_files()

    @property
    def action(self) -> str:
        """Where the form goes."""
        return f"{self.context.absolute_url()}/@@edit-document"

    @property
    def version(self) -> str:
        """The version that the person sees."""
        return self.text("version") if self.posted else str(kernel_state(self.context).version)
