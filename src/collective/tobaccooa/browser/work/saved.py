"""`@@work-filter`: keep the present filter for the next time, or forget it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.work.listing import Listing
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.inbox.filters import remove_filter
from collective.tobaccooa.inbox.filters import save_filter
from collective.tobaccooa.inbox.filters import SavedFilter
from dataclasses import replace

import transaction


class WorkFilter(OfficePage):
    """POST with `action` save or remove, `name`, and the fields of a list."""

    def __call__(self) -> str:
        """Do it and show the list again."""
        self.check_form()
        listing, name = Listing.read(self.text), self.text("name")
        try:
            if self.text("action") == "remove":
                remove_filter(self.user, name)
                listing = replace(listing, filter=type(listing.filter)())
                self.tell(_("msg_filter_removed", default="The saved filter was deleted."))
            else:
                save_filter(
                    self.user, SavedFilter(name, listing.kind, listing.filter, listing.sort)
                )
                self.tell(_("msg_filter_saved", default="Saved; you find it above your lists."))
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
        return self.go(listing.address(f"{self.portal_url}/@@my-work"))
