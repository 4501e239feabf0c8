"""Fields of a column."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import EVERYBODY
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


KIND_TITLES = {
    "news": _("column_kind_news", default="News"),
    "notice": _("column_kind_notice", default="Notices"),
    "pictures": _("column_kind_pictures", default="Pictures with text"),
    "ticker": _("column_kind_ticker", default="Ticker"),
    "downloads": _("column_kind_downloads", default="Downloads"),
    "links": _("column_kind_links", default="Links"),
    "list": _("column_kind_list", default="List"),
    "documents": _("column_kind_documents", default="Official documents made public"),
    "feed": _("column_kind_feed", default="External feed"),
}
AUDIENCE_TITLES = {
    "everybody": _("audience_everybody", default="Everybody"),
    "staff": _("audience_staff", default="Signed-in staff only"),
}


def _terms(titles: dict[str, str]) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(value, title=title) for value, title in titles.items()])


def _printable(text: str) -> bool:
    return text.isprintable()


class IPortalColumnSchema(model.Schema):
    """A column of a portal; people are named by user id, an empty field means the unit's post."""

    title = schema.TextLine(
        title=_("label_column_title", default="Name"), max_length=60, constraint=_printable
    )
    description = schema.TextLine(
        title=_("label_column_description", default="What is in it"),
        required=False,
        default="",
        max_length=300,
    )
    kind = schema.Choice(
        title=_("label_column_kind", default="Kind"), vocabulary=_terms(KIND_TITLES), default="news"
    )
    department = schema.TextLine(
        title=_("label_column_department", default="Department"), required=False, default=""
    )
    editors = schema.Tuple(
        title=_("label_column_editors", default="Editors"),
        value_type=schema.TextLine(),
        required=False,
        default=(),
    )
    approver = schema.TextLine(
        title=_("label_column_approver", default="Approver"), required=False, default=""
    )
    supervising_leader = schema.TextLine(
        title=_("label_column_leader", default="Supervising leader"), required=False, default=""
    )
    max_age_days = schema.Int(
        title=_("label_column_age", default="Longest time between news (days)"),
        required=False,
        min=1,
        max=3650,
    )
    audience = schema.Choice(
        title=_("label_column_audience", default="For whom"),
        vocabulary=_terms(AUDIENCE_TITLES),
        default=EVERYBODY,
    )
    rises_to = schema.TextLine(
        title=_("label_column_rises_to", default="Column of the city portal it may rise to"),
        required=False,
        default="",
    )
    feed_url = schema.URI(
        title=_("label_column_feed", default="Address of the feed"), required=False
    )
    position = schema.Int(title=_("label_rank", default="Rank"), default=0, required=False)
    closed = schema.Bool(
        title=_("label_column_closed", default="Takes no more changes"),
        required=False,
        default=False,
    )

    @invariant
    def feed_has_web_address(data):
        """Refuse a feed that is not of the web."""
        url = getattr(data, "feed_url", None)
        if url and not url.lower().startswith(("http://", "https://")):
            raise Invalid(
                _("error_feed_address", default="The feed's address must begin with http or https.")
            )

    @invariant
    def people_are_known(data):
        """Refuse keepers whom nobody has entered: the posts would keep the column unnoticed."""
        named = [*(data.editors or ()), data.approver, data.supervising_leader]
        for user_id in filter(None, named):
            if not directory().has_person(user_id):
                raise Invalid(
                    _(
                        "error_column_person",
                        default="There is nobody with the user name ${user}.",
                        mapping={"user": user_id[:40]},
                    )
                )

    @invariant
    def department_is_of_the_unit(data):
        """Refuse a department of another unit, and one that does not exist."""
        context, wanted = getattr(data, "__context__", None), data.department
        if context is None or not wanted:
            return
        unit = directory().unit_of(context).code
        if wanted not in {each.id for each in directory().departments(unit)}:
            raise Invalid(
                _(
                    "error_column_department",
                    default="The unit ${unit} has no department ${department}.",
                    mapping={"unit": unit, "department": wanted[:40]},
                )
            )

    @invariant
    def rises_to_a_column(data):
        """Refuse a column that the city's portal does not have."""
        wanted = data.rises_to
        if not wanted:
            return
        city = directory().unit_object(ROOT_UNIT)
        if not IPortalColumn.providedBy(city._getOb(wanted, None)):
            raise Invalid(
                _(
                    "error_column_rises_to",
                    default="The city portal has no column ${id}.",
                    mapping={"id": wanted[:40]},
                )
            )
