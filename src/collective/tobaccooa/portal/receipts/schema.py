"""The fields of required reading on a notice."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.receipts.model import UNIT
from collective.tobaccooa.portal.receipts.model import UNITS_BELOW
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


READERS = SimpleVocabulary(
    [
        SimpleTerm(UNIT, title=_("readers_unit", default="Everybody of this unit")),
        SimpleTerm(
            UNITS_BELOW,
            title=_("readers_units_below", default="Everybody of this unit and the units below it"),
        ),
    ]
)


@provider(IFormFieldProvider)
class IRequiredReading(model.Schema):
    """Asks the staff to confirm that they have read a notice; counts in columns of notices only."""

    model.fieldset(
        "required_reading",
        label=_("fieldset_required_reading", default="Required reading"),
        fields=["must_read", "read_by", "readers"],
    )

    must_read = schema.Bool(
        title=_("field_must_read", default="Must be read"),
        description=_(
            "help_must_read",
            default="Everybody concerned confirms having read it. Counts in columns of notices.",
        ),
        required=False,
        default=False,
    )
    read_by = schema.Date(
        title=_("field_read_by", default="To be read by"),
        description=_("help_read_by", default="The last day; it may be left empty."),
        required=False,
    )
    readers = schema.Choice(
        title=_("field_readers", default="By whom"),
        vocabulary=READERS,
        required=False,
        default=UNIT,
    )
