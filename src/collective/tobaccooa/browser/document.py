"""The document page: what it is, where it stands, text and files, opinions, and what to do now."""

from __future__ import annotations

from Acquisition import aq_base
from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import away_said
from collective.tobaccooa.browser.delegating.telling import named
from collective.tobaccooa.browser.document_words import AFTER
from collective.tobaccooa.browser.document_words import BRANCH_DONE
from collective.tobaccooa.browser.document_words import BRANCH_OPEN
from collective.tobaccooa.browser.document_words import DOWNLOAD
from collective.tobaccooa.browser.document_words import SHOW
from collective.tobaccooa.browser.document_words import STATES
from collective.tobaccooa.browser.interfaces import IDocumentExtra
from collective.tobaccooa.browser.interfaces import IDocumentTools
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.panel.panel import ELSEWHERE
from collective.tobaccooa.browser.panel.panel import Panel
from collective.tobaccooa.browser.panel.panel import QUIET_PRIMARY
from collective.tobaccooa.browser.words import size
from collective.tobaccooa.browser.work.listing import LIST
from collective.tobaccooa.browser.work.listing import Spot
from collective.tobaccooa.browser.work.receipts import receipts
from collective.tobaccooa.browser.work.titles import TABS
from collective.tobaccooa.browser.work.way import next_item
from collective.tobaccooa.browser.work.way import way
from collective.tobaccooa.documents.rendering import attachment_json
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.guards import has_post
from collective.tobaccooa.exchange.guards import READING
from collective.tobaccooa.exchange.pages import address_of
from collective.tobaccooa.exchange.pages import matrix
from collective.tobaccooa.exchange.recipients import recipient_title
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.workflows.model import QUIET
from collective.tobaccooa.workflows.report import state_of
from functools import cached_property
from plone.protect.authenticator import createToken
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import quote
from urllib.parse import urlencode
from zope.component import subscribers
from zope.i18nmessageid import Message


LEADERS = ("leader", "deputy")
LEADER_STEPS = ("signing", "instruction")
LONG_TITLE = 60
FEW = 3


class DocumentPage(OfficePage):
    """The default view of both kinds of documents."""

    section = "my-work"
    scripts = ("handle.js",)
    chain_line = ViewPageTemplateFile("templates/chain.pt")
    text_part = ViewPageTemplateFile("templates/document_text.pt")
    panel_part = ViewPageTemplateFile("templates/panel.pt")
    opinion_part = ViewPageTemplateFile("templates/opinion.pt")
    steps_part = ViewPageTemplateFile("templates/panel_steps.pt")
    more_part = ViewPageTemplateFile("templates/panel_more.pt")
    fields_part = ViewPageTemplateFile("templates/panel_fields.pt")
    extension_part = ViewPageTemplateFile("templates/panel_extension.pt")
    opinions_part = ViewPageTemplateFile("templates/opinions.pt")
    way_part = ViewPageTemplateFile("work/templates/way.pt")
    keys_part = ViewPageTemplateFile("work/templates/keys.pt")
    receipts_part = ViewPageTemplateFile("work/templates/receipts.pt")
    matrix_part = ViewPageTemplateFile("templates/matrix.pt")
    error = ""
    candidates: list[dict[str, Any]] = []
    away_said = staticmethod(away_said)

    def __call__(self):
        """Show the page; reading writes nothing."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def state(self) -> dict[str, Any]:
        """The state of the document for this person."""
        return state_of(
            self.context,
            self.user,
            on_behalf_of=self.text("on_behalf_of") or None,
            without=ELSEWHERE,
        )

    @cached_property
    def panel(self) -> Panel:
        """What this person may do with it now."""
        return Panel(self.context, self.state, self.user, self.request)

    @property
    def help_url(self) -> str:
        """Where it is said how to do what is asked for; reading along has a page of its own."""
        step = self.state["step"]["id"]
        quiet = self.panel.primary is not None and self.panel.primary["id"] in QUIET_PRIMARY
        page = "reading" if quiet else step if self.state["asks"] else "more"
        return f"{self.portal_url}/@@oa-help?step={page}"

    @property
    def page_title(self) -> str:
        """The document's title, short enough for a window's title."""
        title = self.context.title
        return title if len(title) <= LONG_TITLE else f"{title[:LONG_TITLE]}…"

    @property
    def title_class(self) -> str:
        """Long titles are set smaller."""
        long = len(self.context.title) > 2 * LONG_TITLE
        return "oa-doc__title oa-doc__title--long" if long else "oa-doc__title"

    @property
    def is_incoming(self) -> bool:
        """Whether it came from another unit."""
        return self.context.chain_id == "incoming"

    def facts(self) -> dict[str, Any]:
        """Return what stands under the title."""
        context, due = self.context, None
        if self.state["holders"]:
            dates = [each["due_on"] for each in self.state["holders"] if each["due_on"]]
            due = min(dates) if dates else None
        department = context.department
        known = department and self.directory.has_department(department)
        return {
            "number": context.document_number or getattr(aq_base(context), "source_number", ""),
            "type": title_of_token(context.document_type),
            "urgency": context.urgency if context.urgency != "normal" else "",
            "urgency_title": title_of_token(context.urgency),
            "department": self.directory.department(department).title if known else "",
            "from": getattr(aq_base(context), "from_unit", "") or "",
            "receipt": getattr(aq_base(context), "receipt_number", None),
            "due": self.day(due),
            "light": self.light(due),
        }

    def tools(self) -> list[str]:
        """Return what domains put into the line under the head, in its order."""
        found = subscribers((self.context, self.request), IDocumentTools)
        ordered = sorted(found, key=lambda each: each.order)
        return [html for each in ordered if (html := each.render(self.user))]

    def chain(self) -> list[dict[str, Any]]:
        """Return the chain as a line of steps."""
        return [
            {
                **step,
                "number": number,
                "names": "、".join(step["holders"][:3]),
                "more": max(0, len(step["holders"]) - 3),
                "all_names": "、".join(step["holders"]),
                "short": self.short(step["at"]),
                "exact": self.exact(step["at"]),
                "current": "step" if step["status"] == "now" else None,
                "branches": [self._branch(each) for each in step["branches"]],
            }
            for number, step in enumerate(self.state["chain"], 1)
        ]

    def _branch(self, branch: dict[str, Any]) -> dict[str, Any]:
        """A special delivery as a line below the step that it left."""
        state = BRANCH_OPEN if branch["open"] else BRANCH_DONE
        return {
            "css": "oa-branch oa-branch--open" if branch["open"] else "oa-branch",
            "names": "、".join(branch["to"]),
            "state": self.say(state),
            "hint": f"{branch['by']}：{branch['reason']}（{self.exact(branch['at'])}）",
        }

    def main_recipients(self) -> dict[str, Any] | None:
        """Return to whom it goes: named when few, else the first and how many."""
        if self.is_incoming:
            return None
        return self._recipients(self.context.main_recipients)

    def copy_recipients(self) -> dict[str, Any] | None:
        """Return who gets a copy."""
        return None if self.is_incoming else self._recipients(self.context.copy_recipients)

    def _recipients(self, recipients: tuple[str, ...]) -> dict[str, Any] | None:
        names = [self._short_name(each) for each in recipients]
        if not names:
            return None
        return {
            "all": "、".join(names),
            "first": "、".join(names[:FEW]),
            "count": len(names),
            "many": len(names) > FEW + 1,
        }

    def _short_name(self, recipient: str) -> str:
        kind, _colon, value = recipient.partition(":")
        if kind == "unit" and self.directory.has_unit(value):
            unit = self.directory.unit(value)
            return unit.short_title or unit.title
        return recipient_title(recipient)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the lesser fields, those with a value."""
        context = self.context
        if self.is_incoming:
            pairs = [
                (_("label_received_at", default="Received at"), self.exact(context.received_at))
            ]
        else:
            openness = self.say(title_of_token(context.openness))
            pairs = [
                (_("label_openness", default="Openness"), openness),
                (_("label_signer", default="Signer"), context.signer or ""),
            ]
        drafter = self.directory.fullname(context.drafter) if context.drafter else ""
        by = _("label_registered_by", default="Registered by")
        pairs += [
            (_("label_dated_on", default="Date of the document"), self.day(context.dated_on)),
            (by if self.is_incoming else _("label_drafter", default="Drafter"), drafter),
            (_("label_notes", default="Notes"), context.notes or ""),
        ]
        return [(title, value) for title, value in pairs if value]

    def source_url(self) -> str | None:
        """Return the address of the sender's document for somebody of the sender's unit."""
        reference = getattr(aq_base(self.context), "source_document", None)
        if not reference or reference.partition("/")[0] not in self.directory.units_of(self.user):
            return None
        return address_of(reference)

    def attachments(self) -> list[dict[str, Any]]:
        """Return the files, with where to see and where to get them."""
        rows = []
        for attachment in self.context.attachments():
            row = attachment_json(attachment)
            row["viewer"] = f"{row['@id']}/@@oa-viewer"
            row["size_said"] = size(row["size"])
            row["show_said"] = Message(SHOW, mapping={"title": row["title"]})
            row["download_said"] = Message(DOWNLOAD, mapping={"title": row["title"]})
            rows.append(row)
        return rows

    @cached_property
    def _leaders(self) -> frozenset[str]:
        unit = self.context.unit_code
        members = [self.directory.members(post_principal(unit, post)) for post in LEADERS]
        return frozenset(user for group in members for user in group)

    def receipts(self) -> dict[str, Any] | None:
        """Return who of those who must act has opened it, and when."""
        return receipts(self, self.state["holders"])

    def readers(self) -> list[dict[str, Any]]:
        """Return to whom it was circulated, and who has read it."""
        return [
            {
                **each,
                "since_said": self.short(each["since"]),
                "read_said": self.short(each["read_at"]),
            }
            for each in sorted(self.state["readers"], key=lambda each: bool(each["read_at"]))
        ]

    def opinions(self) -> list[dict[str, Any]]:
        """Return what was said, in the order of the chain, newest last."""
        said = (e for e in self.state["trail"] if e["action"] not in QUIET)
        return [self._said(e) for e in said if e["opinion"] or e["reason"]]

    def trail(self) -> list[dict[str, Any]]:
        """Return every entry of the trail."""
        return [self._said(entry) for entry in self.state["trail"]]

    def _said(self, entry: dict[str, Any]) -> dict[str, Any]:
        by = entry["on_behalf_of"] or entry["actor"]
        leader = entry["step"] in LEADER_STEPS and by in self._leaders
        said = [text for text in (entry["opinion"], entry["reason"]) if text]
        css = "oa-opinion oa-opinion--leader" if leader else "oa-opinion"
        return {
            **entry,
            "said": "\n".join(said),
            "name": self.directory.fullname(by),
            "by_hand_of": entry["actor_fullname"] if entry["on_behalf_of"] else "",
            "at_said": self.exact(entry["at"]),
            "css": f"{css} oa-opinion--corrected" if entry["superseded_by"] else css,
            "next": "、".join(entry["next_holders_names"]),
            "after": self.say(AFTER[entry["then"]]) if entry["then"] in AFTER else "",
            "links": [link for each in self._extras for link in each.links(entry, self.user)],
        }

    @cached_property
    def _extras(self) -> list[Any]:
        """What other parts of the office add to the page."""
        return list(subscribers((self.context, self.request), IDocumentExtra))

    def sections(self) -> list[str]:
        """Return the parts of the page that others add below the opinions, as HTML."""
        return [html for each in self._extras if (html := each.section(self.user))]

    def delivery_state(self, state: str) -> str:
        """Return how to say the state of a delivery."""
        return STATES[state]

    def holders(self) -> dict[str, str] | None:
        """Return who holds the document now, for those who don't."""
        found = self.state["holders"]
        if not found:
            return None
        return {
            "names": "、".join(named(each) for each in found[:6]),
            "since": self.exact(found[0]["since"]),
        }

    def matrix(self) -> dict[str, Any] | None:
        """Return who got the document and who signed for it, None before it is sent."""
        if self.is_incoming or not deliveries_of(self.context):
            return None
        found = matrix(self.context)
        may_follow = has_post(self.directory.principals_of(self.user), self.unit.code, READING)
        for row in found["rows"]:
            row["url"] = f"{self.unit_url}/@@delivery?id={row['id']}" if may_follow else None
        return found

    @cached_property
    def spot(self) -> Spot | None:
        """Return the list from which the page was opened, None: from elsewhere."""
        return Spot.read(self.text(LIST))

    @property
    def carried(self) -> str:
        """What to append to the address of a form, so that the list is not lost."""
        return f"?{urlencode({LIST: self.spot.carry()})}" if self.spot else ""

    def way(self) -> dict[str, Any] | None:
        """Return the way through the list from which the page was opened, while it leads on."""
        if self.spot is None or self.text("handled"):
            return None
        my_work = f"{self.portal_url}/@@my-work"
        found = way(self.user, self.spot, self.context.reference, my_work)
        return {**found, "title": TABS[found["kind"]]}

    def next_item(self) -> dict[str, str] | None:
        """Return the next thing of the list after this one was handled."""
        if not self.text("handled"):
            return None
        return next_item(self.user, self.spot, self.context.reference)

    @property
    def for_query(self) -> str:
        """The query that keeps in whose name a page of an action is opened."""
        who = self.state["on_behalf_of"]
        return f"?on_behalf_of={quote(who)}" if who else ""

    @property
    def token(self) -> str:
        """The authenticator for what the page reports by itself."""
        return createToken()

    @property
    def reports_opening(self) -> bool:
        """Whether the page has to report that a holder opened it."""
        who = self.state["on_behalf_of"] or self.user
        holder = any(
            each["id"] == who and each["opened_at"] is None for each in self.state["holders"]
        )
        return holder and self.panel.may("open")

    def typed(self, name: str, default: str = "") -> str:
        """Return what the person had typed when the form was refused."""
        return self.text(name, default) if self.posted else default


class AttachmentPage(OfficePage):
    """The default view of a file: its pages in the viewer."""

    def __call__(self):
        """Send the browser on."""
        return self.go(f"{self.context.absolute_url()}/@@oa-viewer")
