"""What the kernel asks of documents and of the domains above, and what it announces."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IChainDocument(Interface):
    """A document that walks a chain. The content class implements this itself."""

    chain_id = Attribute('"outgoing" or "incoming": the id of its chain spec')
    unit_code = Attribute("code of the unit that it belongs to")
    department = Attribute("id of the responsible department, such as city-finance, or None")
    drafter = Attribute("user id of the drafter (incoming: of who registered it)")
    document_type = Attribute("token of the document type (文种)")
    urgency = Attribute('"normal", "urgent" or "extra_urgent"')
    reference = Attribute('"<unit code>/<kind>/<year>/<id>": stable address')
    title = Attribute("title, up to 1,000 characters")

    def text_digest():
        """Return sha256 (hex) over all that signing freezes."""


class IStepRequirement(Interface):
    """Subscription adapter of a document: an upper domain's say before and in a step.

    Registered for `IChainDocument`. `check` may refuse; `apply` acts in the same transaction,
    after the workflow has moved and before the trail entry is announced.
    """

    def check(decision, route, actor):
        """Return a Verdict; writes nothing. This is the only place to refuse.

        :param decision: `model.Decision`; :param route: `model.Route`.
        :param actor: user id of who decides.
        """

    def remark(decision, route):
        """Return what the trail must say beside the reason typed, in Chinese, or "".

        Asked for register corrections only: old and new values; before anything is written.
        """

    def apply(decision, route, entry):
        """Do what the step needs (issue the number, apply the seal, send).

        :param entry: the `model.TrailEntry` just written.
        """


class IDocumentStarted(IObjectEvent):
    """A document exists and has its first holder."""

    after = Attribute("model.Snapshot")


class IDecided(IObjectEvent):
    """A decision was taken and written."""

    decision = Attribute("model.Decision")
    entry = Attribute("model.TrailEntry")
    before = Attribute("model.Snapshot")
    after = Attribute("model.Snapshot")


class IOpened(IObjectEvent):
    """A holder opened the document for the first time."""

    user_id = Attribute("who")
    at = Attribute("aware UTC datetime")
    after = Attribute("model.Snapshot")


class IReadReceipt(IObjectEvent):
    """A reader confirmed having read what was circulated."""

    user_id = Attribute("who")
    at = Attribute("aware UTC datetime")
    before = Attribute("model.Snapshot")
    after = Attribute("model.Snapshot")


class ITouched(IObjectEvent):
    """The document's text or fields were changed by its holder."""

    user_id = Attribute("who")
    after = Attribute("model.Snapshot")


@implementer(IDocumentStarted)
class DocumentStarted(ObjectEvent):
    """See `IDocumentStarted`."""

    def __init__(self, document, after):
        super().__init__(document)
        self.after = after


@implementer(IDecided)
class Decided(ObjectEvent):
    """See `IDecided`."""

    def __init__(self, document, decision, entry, before, after):
        super().__init__(document)
        self.decision = decision
        self.entry = entry
        self.before = before
        self.after = after


@implementer(IOpened)
class Opened(ObjectEvent):
    """See `IOpened`."""

    def __init__(self, document, user_id, at, after):
        super().__init__(document)
        self.user_id = user_id
        self.at = at
        self.after = after


@implementer(IReadReceipt)
class ReadReceipt(ObjectEvent):
    """See `IReadReceipt`."""

    def __init__(self, document, user_id, at, before, after):
        super().__init__(document)
        self.user_id = user_id
        self.at = at
        self.before = before
        self.after = after


@implementer(ITouched)
class Touched(ObjectEvent):
    """See `ITouched`."""

    def __init__(self, document, user_id, after):
        super().__init__(document)
        self.user_id = user_id
        self.after = after
