"""Judging an upload at the field, so that forms and REST show the refusal beside it."""

from __future__ import annotations

from Acquisition import aq_chain
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.pictures.decoding import kind_of
from collective.tobaccooa.portal.pictures.making import prepare
from collective.tobaccooa.portal.pictures.making import PREPARED
from plone.namedfile.field import ImageContenttypeValidator
from plone.namedfile.interfaces import INamedBlobImage
from plone.namedfile.interfaces import INamedImageField
from plone.namedfile.interfaces import IPluggableImageFieldValidation
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.schema import ValidationError


class PictureRefused(ValidationError):
    """A picture that can't be shown; the sentence is the domain's."""

    def __init__(self, error: OAError) -> None:
        super().__init__(say(error.message))
        self.message = error.message

    def doc(self) -> str:
        return say(self.message)


def column_of(context: Any) -> Any:
    """Return the column that an object lies in or is, None outside of columns."""
    return next((each for each in aq_chain(context) if IPortalColumn.providedBy(each)), None)


@implementer(IPluggableImageFieldValidation)
@adapter(INamedImageField, INamedBlobImage)
class PictureValidator(ImageContenttypeValidator):
    """In a column: by the bytes themselves; elsewhere: as Plone does, by the content type.

    Browsers that don't know HEIC send it as `application/octet-stream`, which Plone would refuse.
    """

    def __call__(self) -> None:
        """Check the picture.

        :raises PictureRefused: too large, damaged, or no picture.
        """
        if column_of(self.field.context) is None:
            super().__call__()
            return
        try:
            # The subscriber that makes what is shown needs it again in a moment.
            setattr(self.value, PREPARED, prepare(self.value))
            self.value.contentType = kind_of(self.value.data)
        except OAError as error:
            raise PictureRefused(error) from error
