"""The form of an item: new and changed, drafts that save themselves, and its steps at the end."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal.guards import PUBLISH
from collective.tobaccooa.portal.guards import SUBMIT
from collective.tobaccooa.portal.interfaces import IItemFormPart
from collective.tobaccooa.portal.keeping.fields import FIELDS
from collective.tobaccooa.portal.keeping.fields import local
from collective.tobaccooa.portal.keeping.fields import read
from collective.tobaccooa.portal.keeping.fields import TITLES
from collective.tobaccooa.portal.keeping.fields import Typed
from collective.tobaccooa.portal.keeping.items import add_item
from collective.tobaccooa.portal.keeping.items import change_item
from collective.tobaccooa.portal.keeping.items import take_step
from collective.tobaccooa.portal.keeping.items import types_for
from collective.tobaccooa.portal.keeping.items import version_of
from collective.tobaccooa.portal.keeping.said import done
from collective.tobaccooa.portal.model import URGENT_KINDS
from collective.tobaccooa.portal.standing import refusal_for
from collective.tobaccooa.portal.standing import state_of
from datetime import datetime
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized
from zope.component import subscribers

import json
import transaction
import uuid


EDITOR = {
    "menubar": False,
    "statusbar": False,
    "plugins": ["lists", "table", "autoresize", "searchreplace", "link", "image"],
    "toolbar": "undo redo | blocks | bold | alignleft aligncenter alignright | "
    "bullist numlist | table link image | removeformat",
    "block_formats": "正文=p;一级标题=h2;二级标题=h3;三级标题=h4",
    "min_height": 420,
    "autoresize_bottom_margin": 24,
    "contextmenu": False,
    "license_key": "gpl",
    "automatic_uploads": True,
    "paste_data_images": True,
    "relative_urls": False,
    "convert_urls": False,
    "image_dimensions": False,
    "file_picker_types": "image",
}


class ItemForm(OfficePage):
    """What both forms share."""

    section = "my-columns"
    scripts = ("form.js",)
    needs_patterns = True
    fields_part = ViewPageTemplateFile("templates/item_fields.pt")
    event_part = ViewPageTemplateFile("templates/item_event.pt")
    dates_part = ViewPageTemplateFile("templates/item_dates.pt")
    item: Any = None

    def __call__(self):
        """Show the form; save it, or come back with what is wrong and all that was typed."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.typed_now = Typed()
        self.error = ""
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            step = self.save()
        except OAError as error:
            transaction.abort()
            return self._refused(error)
        if self.typed_now.errors:
            return self._refused(None)
        if self.text("autosave"):
            return self._saved()
        self.tell(done(self.item, step, self.request))
        return self.go(self.item.absolute_url())

    @property
    def column(self) -> Any:
        """The column of the item."""
        return self.context

    @cached_property
    def type(self) -> str:
        """The type of the item."""
        types = types_for(self.column)
        asked = self.text("type")
        if not types:
            raise Unauthorized("Add portal content")
        return asked if asked in types else types[0]

    @property
    def page_title(self) -> str:
        """What is done here."""
        return self.say(
            _(
                "heading_new_item",
                default="New: ${type} in ${column}",
                mapping={"type": self.say(TITLES[self.type]), "column": self.column.title},
            )
        )

    @property
    def action(self) -> str:
        """Where the form is sent."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    def save(self) -> str:
        """Store what was typed; returns the step that was taken, or ""."""
        fields = {name: self.text(name) for name in FIELDS[self.type]}
        self.typed_now = read(self.type, fields)
        self.typed_now.values.update(self._uploads())
        if self.typed_now.errors:
            return ""
        self.store(self.typed_now.values)
        for part in self.parts:
            part.save(self.item, self.request.form)
        step = self.text("step")
        if step in (SUBMIT, PUBLISH):
            take_step(self.item, step)
            return step
        return ""

    def store(self, values: dict[str, Any]) -> None:
        """Add the item, or find what the same form made."""
        self.item = add_item(self.column, self.type, self.text("key"), values)

    def _uploads(self) -> dict[str, Any]:
        names = [name for name in ("image", "file") if name in FIELDS[self.type]]
        uploads = {name: self.request.form.get(name) for name in names}
        found = {k: each for k, each in uploads.items() if getattr(each, "filename", "")}
        missing = "file" in names and "file" not in found and self.item is None
        if missing and not self.text("autosave"):
            self.typed_now.errors["file"] = _("error_item_file", default="Please choose a file.")
        return found

    @cached_property
    def parts(self) -> list[Any]:
        """What other parts of the portal add to the form (`interfaces.IItemFormPart`)."""
        found = subscribers((self.column, self.request), IItemFormPart)
        return [part for part in found if self.type in part.types]

    def extras(self) -> list[str]:
        """Return the markup of these parts."""
        return [part.render(self.item) for part in self.parts]

    def _refused(self, error: OAError | None) -> str:
        if error is not None:
            self.error = self.say(error.message)
            field = error.extra.get("field")
            if field:
                self.typed_now.errors[field] = error.message
        else:
            self.error = self.say(
                _("error_see_fields", default="Not saved yet: please look at the marked fields.")
            )
        if self.text("autosave"):
            self.request.response.setStatus(400)
            self.request.response.setHeader("Content-Type", "application/json")
            return json.dumps({"error": self.error})
        self.request.response.setStatus(400)
        return self.index()

    def _saved(self) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        said = _("msg_saved_at", default="Saved at ${time}", mapping={"time": self.clock_time()})
        url = f"{self.item.absolute_url()}/@@edit-item"
        return json.dumps({"said": self.say(said), "version": version_of(self.item), "url": url})

    def clock_time(self) -> str:
        """Return the hour as 14:30."""
        return f"{datetime.now(SHANGHAI):%H:%M}"

    # what the template asks

    @cached_property
    def key(self) -> str:
        """The key of this form, so that sending it twice adds one item."""
        return self.text("key") or uuid.uuid4().hex

    @property
    def version(self) -> str:
        """The version of the item on this page."""
        return self.text("version") or version_of(self.item)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of this type."""
        return FIELDS[self.type]

    def typed(self, name: str) -> str:
        """Return what stands in a field: as typed, else as kept."""
        if self.posted:
            return self.text(name)
        value = self._kept(name)
        return value if isinstance(value, str) else local(value)

    def _kept(self, name: str) -> Any:
        if self.item is None:
            return ""
        if name in ("effective", "expires"):
            kept = self.item.effective_date if name == "effective" else self.item.expiration_date
            return kept.asdatetime() if kept is not None else None
        value = getattr(self.item, name, None)
        return "" if value is None else value

    def text_html(self) -> str:
        """Return the text for the editor."""
        if self.posted:
            return self.text("text")
        value = getattr(self.item, "text", None) if self.item is not None else None
        return value.raw if value is not None else ""

    def checked(self, name: str) -> str | None:
        """Return `checked` for a ticked box."""
        ticked = self.text(name) if self.posted else getattr(self.item, name, False)
        return "checked" if ticked else None

    def wrong(self, name: str) -> str:
        """Return what is wrong with a field, or ""."""
        found = self.typed_now.errors.get(name, "")
        return self.say(found) if found else ""

    def file_name(self, name: str) -> str:
        """Return the name of the file that is kept, or ""."""
        kept = getattr(self.item, name, None) if self.item is not None else None
        return (kept.filename or "") if kept is not None else ""

    def editor(self) -> str:
        """Return the editor's settings as JSON; pictures go to the column's own store."""
        token = api.content.get_view("authenticator", self.context, self.request).token()
        upload = f"{self.column.absolute_url()}/@@upload-picture?_authenticator={token}"
        static = f"{self.portal_url}/++resource++tobaccooa"
        own = {"images_upload_url": upload, "content_css": f"{static}/editor.css"}
        return json.dumps({"tiny": EDITOR | own}, ensure_ascii=False)

    def steps(self) -> list[dict[str, str]]:
        """Return the buttons besides saving: `{"id", "title"}`, the first is the usual one."""
        user = getSecurityManager().getUser()
        titles = {
            SUBMIT: _("button_submit_item", default="Submit for approval"),
            PUBLISH: _("button_publish_item", default="Publish"),
        }
        roles = set(user.getRolesInContext(self.column))
        found = []
        for step, title in titles.items():
            if self.item is not None:
                allowed = refusal_for(self.item, step, user) is None
            elif step == SUBMIT:
                allowed = bool(roles & {"Column Editor", "Column Approver"})
            else:
                allowed = "Column Approver" in roles and self.column.kind in URGENT_KINDS
            if allowed:
                found.append({"id": step, "title": self.say(title)})
        return found


class AddItem(ItemForm):
    """A new item of a column."""

    def types(self) -> list[dict[str, Any]]:
        """Return the types to choose from: `{"id", "title", "current"}`."""
        return [
            {"id": each, "title": self.say(TITLES[each]), "current": each == self.type}
            for each in types_for(self.column)
        ]


class EditItem(ItemForm):
    """Change an item."""

    @property
    def column(self) -> Any:
        """The column in which it lies."""
        return self.context.__parent__

    @cached_property
    def item(self) -> Any:
        """The item itself."""
        return self.context

    @property
    def type(self) -> str:
        """Its type."""
        return self.context.portal_type

    @property
    def page_title(self) -> str:
        """What is done here."""
        title = self.context.title or self.context.getId()
        return self.say(_("heading_edit_item", default="Edit: ${title}", mapping={"title": title}))

    @property
    def state(self) -> str:
        """The item's state."""
        return state_of(self.context)

    def store(self, values: dict[str, Any]) -> None:
        """Change the item."""
        change_item(self.context, values, self.text("version"))

    def types(self) -> list[dict[str, Any]]:
        """Return nothing: a type never changes."""
        return []
