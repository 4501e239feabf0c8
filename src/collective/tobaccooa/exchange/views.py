"""Files of a delivery, for who may read it, before and after signing for it."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exchange.deliveries import find_delivery
from collective.tobaccooa.exchange.registration import content_of
from collective.tobaccooa.organisation.directory import directory
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


#: Types that a browser shows by itself without running anything in them.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "text/plain"})


@implementer(IPublishTraverse)
class DeliveryFile(BrowserView):
    """`@@delivery-file/<id>/<n>`: the n-th attachment; `?show=1` shows it in the browser."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        self.path.append(name)
        return self

    def __call__(self):
        found = self._file()
        show = bool(self.request.form.get("show")) and found.content_type in SHOWN_INLINE
        response = self.request.response
        set_headers(found.file, response, filename=None if show else found.filename)
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "private, no-cache")
        if not show:
            response.setHeader("Content-Security-Policy", "sandbox")
        return stream_data(found.file)

    def _file(self):
        if len(self.path) != 2 or not self.path[1].isdecimal() or len(self.path[1]) > 4:
            raise NotFound(self.path[-1] if self.path else "")
        unit = directory().unit_of(self.context).code
        user_id = getSecurityManager().getUser().getId()
        try:
            delivery = find_delivery(self.path[0], user_id)
            files = content_of(delivery).attachments
        except OAError as error:
            raise NotFound(self.path[0]) from error
        number = int(self.path[1])
        if unit not in (delivery.receiving_unit, delivery.paper.unit):
            raise NotFound(self.path[0])
        if not 1 <= number <= len(files):
            raise NotFound(self.path[1])
        return files[number - 1]
