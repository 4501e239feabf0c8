"""Every other door to a document is shut, for holder and administrator, with a sentence."""

from .conftest import BODY
from collective.tobaccooa.documents.doors import REASON
from collective.tobaccooa.i18n import say
from OFS.CopySupport import CopyError
from plone import api as plone_api
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import Forbidden
from zExceptions import Unauthorized

import pytest


REST_DOORS = (
    ("DELETE", "", None),
    ("POST", "/@workflow/to_signing", {}),
    ("POST", "/@workflow/publish", {}),
    ("POST", "/@sharing", {"entries": [], "inherit": True}),
    ("GET", "/@sharing", None),
    ("PATCH", "/@history", {"version": 0}),
    ("POST", "/@copy", {"source": "x"}),
    ("POST", "/@move", {"source": "x"}),
    ("POST", "/@workingcopy", {}),
    ("PATCH", "/@workingcopy", {}),
    ("DELETE", "/@workingcopy", None),
    ("POST", "/@tus-upload", {}),
)
PAGES = (
    "delete_confirmation",
    "object_cut",
    "object_copy",
    "object_rename",
    "content_status_modify?workflow_action=to_signing",
    "sharing",
    "folder_contents",
    "historyview",
)
REFUSALS = (Forbidden, CopyError, Unauthorized)
USERS = ("city-finance-staff", "admin")


@pytest.mark.parametrize("user", USERS)
class TestRest:
    @pytest.mark.parametrize(("method", "tail", "body"), REST_DOORS)
    def test_the_door_is_shut_with_the_reason(self, api, document, user, method, tail, body):
        answer = api(user)(method, document + tail, body)
        assert (answer.status_code, answer.json()["reason"]) == (403, say(REASON))
        assert api("city-finance-staff")("GET", document).json()["review_state"] == "drafting"

    @pytest.mark.parametrize("service", ["@copy", "@move"])
    def test_it_is_neither_copied_nor_moved_elsewhere(self, api, document, user, service):
        answer = api(user)("POST", f"/{service}", {"source": document})
        assert answer.status_code in (401, 403)
        assert api("city-finance-staff")("GET", document).status_code == 200

    def test_core_workflow_shows_no_transition(self, api, document, user):
        answer = api(user)("GET", document + "/@workflow")
        assert (answer.status_code, answer.json()["transitions"]) == (200, [])

    def test_a_stock_type_is_not_added_inside(self, api, document, user):
        answer = api(user)("POST", document, {"@type": "Document", "title": "x"})
        assert 400 <= answer.status_code < 500

    def test_its_year_folder_is_not_deleted(self, api, document, user):
        answer = api(user)("DELETE", document.rpartition("/")[0])
        assert 400 <= answer.status_code < 500
        assert api("city-finance-staff")("GET", document).status_code == 200


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("page", PAGES)
def test_pages_of_plone_lead_nowhere(api, document, user, page):
    answer = api(user)("GET", f"{document}/{page}", Accept="text/html")
    assert answer.status_code == 403
    assert say(REASON) in answer.text or "&#" in answer.text


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize(
    "method",
    [
        "manage_setLocalRoles?userid=x&roles:list=Holder",
        "manage_delObjects?ids:list=x",
        "manage_permission?permission_to_manage=View",
        "manage_pasteObjects",
    ],
)
def test_methods_of_zope_are_not_published(api, document, user, method):
    answer = api(user)("GET", f"{document}/{method}", Accept="text/html")
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("verb", ["PUT", "PROPPATCH", "MKCOL", "COPY", "MOVE"])
def test_webdav_is_shut(api, document, verb):
    answer = api("city-finance-staff")(verb, document, None, Accept="*/*", Destination=document)
    assert 400 <= answer.status_code < 500
    assert api("city-finance-staff")("GET", document).json()["title"] == BODY["title"]


def test_plones_edit_form_leads_to_ours(api, document):
    answer = api("city-finance-staff").session.get(document + "/edit", allow_redirects=False)
    assert answer.headers["Location"].endswith("/@@edit-document")


class TestInProcess:
    def test_deleting_it_is_refused_even_to_code(self, draft):
        document = draft()
        with pytest.raises(Forbidden):
            document.aq_parent._delObject(document.getId())

    def test_deleting_its_folder_is_refused(self, draft, bureau):
        draft()
        with pytest.raises(Forbidden):
            bureau._delObject("gongwen")

    def test_renaming_and_copying_are_refused(self, draft, bureau):
        document = draft()
        with pytest.raises(REFUSALS):
            plone_api.content.rename(document, new_id="x")
        with pytest.raises(REFUSALS):
            plone_api.content.copy(document, target=bureau, id="x")

    def test_a_unit_moves_with_its_documents(self, draft, bureau):
        from collective.tobaccooa.documents.storage import document_by_reference

        document = draft("unit01-clerk", "unit01")
        plone_api.content.move(bureau.unit01, bureau.unit02)
        found = document_by_reference(document.reference)
        assert "/unit02/unit01/" in "/".join(found.getPhysicalPath())

    def test_a_unit_with_documents_is_not_deleted(self, draft, bureau):
        draft("unit01-clerk", "unit01")
        with pytest.raises(Forbidden):
            bureau._delObject("unit01")

    def test_local_roles_cannot_be_given(self, draft):
        with pytest.raises(Forbidden):
            draft().manage_setLocalRoles("x", ["Holder"])

    def test_core_transitions_do_nothing(self, draft):
        workflow = plone_api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException):
            workflow.doActionFor(draft(), "to_signing")
