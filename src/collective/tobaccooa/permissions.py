"""Titles of the permissions declared in `permissions.zcml`; defaults are in `rolemap.xml`."""

from __future__ import annotations


USE_OFFICE = "collective.tobaccooa: Use office"
CREATE_DOCUMENT = "collective.tobaccooa: Create document"
TAKE_PART = "collective.tobaccooa: Take part in document"
MANAGE_ORGANISATION = "collective.tobaccooa: Manage organisation"
VIEW_AUDIT = "collective.tobaccooa: View audit"
ADD_OUTGOING_DOCUMENT = "collective.tobaccooa: Add outgoing document"
ADD_INCOMING_DOCUMENT = "collective.tobaccooa: Add incoming document"
ADD_ATTACHMENT = "collective.tobaccooa: Add attachment"
ADD_SUB_PORTAL = "collective.tobaccooa: Add sub-portal"
ADD_DEPARTMENT = "collective.tobaccooa: Add department"
ADD_OFFICE_FOLDER = "collective.tobaccooa: Add office folder"
ADD_LETTERHEAD = "collective.tobaccooa: Add letterhead"
ADD_SEAL = "collective.tobaccooa: Add seal"
ADD_PORTAL_COLUMN = "collective.tobaccooa: Add portal column"
KEEP_COLUMN = "collective.tobaccooa: Keep column"
KEEP_PORTAL = "collective.tobaccooa: Keep portal"

# Roles that only the local-role provider of `workflows.roles` gives; never assigned globally,
# because their tokens stand in the index of the catalogue.
HOLDER = "Holder"
PARTICIPANT = "Participant"
SUPERVISOR = "Supervisor"
READER_OF_DOCUMENT = "Circulated Reader"

# Given by the provider of `portal.roles` on a column and on a unit; never assigned globally.
COLUMN_EDITOR = "Column Editor"
COLUMN_APPROVER = "Column Approver"
COLUMN_SUPERVISOR = "Column Supervisor"
PORTAL_EDITOR = "Portal Editor"

OA_ADMINISTRATOR = "OA Administrator"
