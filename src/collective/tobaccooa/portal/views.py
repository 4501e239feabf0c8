"""The guard that the workflow of items asks."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.portal.guards import EXPIRE
from collective.tobaccooa.portal.guards import PUBLISH
from collective.tobaccooa.portal.guards import REJECT
from collective.tobaccooa.portal.guards import RETRACT
from collective.tobaccooa.portal.guards import SUBMIT
from collective.tobaccooa.portal.standing import refusal_for
from Products.Five.browser import BrowserView


class MayMove(BrowserView):
    """`here/@@tobaccooa-may/<transition>`: asked by the workflow definition's guard expressions."""

    def _may(self, transition: str) -> bool:
        return refusal_for(self.context, transition, getSecurityManager().getUser()) is None

    def submit(self) -> bool:
        """Tell whether the present user may submit the item now."""
        return self._may(SUBMIT)

    def publish(self) -> bool:
        """Tell whether the present user may publish it now."""
        return self._may(PUBLISH)

    def reject(self) -> bool:
        """Tell whether the present user may return it now."""
        return self._may(REJECT)

    def retract(self) -> bool:
        """Tell whether the present user may take it back now."""
        return self._may(RETRACT)

    def expire(self) -> bool:
        """Tell whether the present user may end its time now."""
        return self._may(EXPIRE)
