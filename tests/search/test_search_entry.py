"""A document is found by stock search a moment later, by those who may see it and nobody else."""

from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import drain
from collective.tobaccooa.search import entry
from plone import api
from plone.namedfile.file import NamedBlobFile
from tests.search.conftest import NOW

import pytest


DRAFTER = "city-finance-staff"


@pytest.fixture
def found_document(demo_portal, draft):
    document = draft(text="<p>请各单位做好<b>消</b>防检查。</p>")
    drain(demo_portal)
    return document


def brains(**query):
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query)


class TestJob:
    def test_a_burst_of_changes_is_one_job(self, demo_portal, draft, take):
        drain(demo_portal)
        document = draft()
        update_document(document, {"title": "新标题"}, DRAFTER)
        take(document, DRAFTER)
        waiting = queue_of(demo_portal).jobs(JobState.WAITING)
        assert [job.args for job in waiting] == [(document.reference,)]

    def test_a_decision_writes_nothing_into_the_catalogue(self, demo_portal, found_document, take):
        before = brains(UID=found_document.UID())[0].review_state
        take(found_document, DRAFTER)
        assert brains(UID=found_document.UID())[0].review_state == before == "drafting"
        drain(demo_portal)
        assert brains(UID=found_document.UID())[0].review_state == "department_review"

    def test_a_document_that_is_gone_is_no_error(self, demo_portal):
        entry.index_document(demo_portal, "city/outgoing/2026/none")


class TestFinding:
    @pytest.mark.parametrize("words", ["第四季度工作计划", "消防检查", "消防 计划"])
    def test_title_and_text_are_found(self, found_document, search_as, words):
        assert search_as(DRAFTER, SearchableText=words) == [found_document.getId()]

    def test_a_document_number_is_found_however_it_is_written(
        self, demo_portal, found_document, search_as
    ):
        found_document.document_number = "某烟办〔2004〕118号"
        entry.write_entry(found_document)
        for words in ("某烟办〔2004〕118号", "某烟办[2004]118号", "118号"):
            assert search_as(DRAFTER, SearchableText=words) == [found_document.getId()]
        assert search_as(DRAFTER, SearchableText="某烟办〔2004〕119号") == []
        number = "某烟办〔2004〕118号"
        assert search_as(DRAFTER, oa_document_number=number) == [found_document.getId()]

    def test_what_an_attachment_says_is_found(self, demo_portal, draft, search_as):
        from collective.tobaccooa.documents.attachments import share_file

        document = draft()
        file = NamedBlobFile("烟叶收购明细".encode(), filename="附件一.txt")
        share_file(document, "附件一", file)
        drain(demo_portal)
        assert search_as(DRAFTER, SearchableText="烟叶收购") == [document.getId()]
        assert search_as(DRAFTER, SearchableText="附件一") == [document.getId()]

    def test_the_entry_carries_what_lists_need(self, found_document):
        (brain,) = brains(UID=found_document.UID())
        assert brain.Title == found_document.title
        assert brain.portal_type == "OutgoingDocument"
        assert brain.getPath() == "/".join(found_document.getPhysicalPath())
        assert brain.review_state == "drafting"

    def test_other_content_is_found_by_the_same_splitter(self, demo_portal, search_as):
        with api.env.adopt_roles(["Manager"]):
            api.content.create(demo_portal, "Document", title="国烟办综〔2016〕401号转发")
        assert len(brains(SearchableText="国烟办综〔2016〕401号")) == 1


class TestRights:
    def test_only_those_who_may_see_it_find_it(self, found_document, search_as):
        for user_id in (DRAFTER, "city-clerk", "city-leader"):
            assert search_as(user_id, SearchableText="消防检查") == [found_document.getId()]
        for user_id in ("unit01-clerk", "unit01-leader", "city-legal-staff", "city-archivist"):
            assert search_as(user_id, SearchableText="消防检查") == []
            assert search_as(user_id, portal_type="OutgoingDocument") == []

    def test_the_next_holder_finds_it_a_moment_later(
        self, demo_portal, found_document, take, search_as
    ):
        take(found_document, DRAFTER)
        drain(demo_portal)
        assert search_as("city-finance-head", SearchableText="消防检查")

    def test_who_lost_it_finds_it_no_more_at_once(
        self, demo_portal, found_document, take, search_as
    ):
        take(found_document, DRAFTER)
        drain(demo_portal)
        take(found_document, DRAFTER, "withdraw")
        assert search_as("city-finance-head", SearchableText="消防检查") == []
        assert search_as(DRAFTER, SearchableText="消防检查")

    def test_dropping_rights_of_a_document_without_entry_writes_none(self, draft):
        document = draft(now=NOW)
        entry.drop_rights(document)
        assert not brains(UID=document.UID())

    def test_nobody_signed_in_finds_nothing(self, found_document):
        from plone.app.testing import logout

        logout()
        catalog = api.portal.get_tool("portal_catalog")
        assert len(catalog(SearchableText="消防检查")) == 0


class TestSearchEqualsView:
    """Invariant: whoever finds a document may see it, and whoever may see it finds it."""

    WALK = (
        (DRAFTER, "advance", {}),
        ("city-finance-head", "return", {"reason": "补充"}),
        (DRAFTER, "advance", {}),
        ("city-finance-head", "circulate", {"handlers": ("city-legal-staff",)}),
        ("city-finance-head", "return", {"reason": "重复"}),
        (DRAFTER, "void", {"reason": "重复"}),
    )
    PEOPLE = (
        *("city-finance-staff", "city-finance-head", "city-legal-staff", "city-leader"),
        *("city-clerk", "city-archivist", "city-sealkeeper", "city-admin", "city-deputy"),
        *("unit01-clerk", "unit01-leader", "unit02-staff"),
    )

    @pytest.mark.parametrize("steps", range(7))
    def test_at_every_step(self, demo_portal, draft, take, search_as, steps):
        document = draft()
        for actor, action, facts in self.WALK[:steps]:
            take(document, actor, action, **facts)
        drain(demo_portal)
        for user_id in self.PEOPLE:
            with api.env.adopt_user(username=user_id):
                may_see = bool(api.user.has_permission("View", obj=document))
            assert bool(search_as(user_id, UID=document.UID())) == may_see, user_id


class TestInstall:
    def test_the_splitter_is_put_in_once(self, demo_portal):
        assert not entry.prepare_text_indexes(demo_portal)
        lexicon = api.portal.get_tool("portal_catalog")[entry.LEXICON]
        assert len(lexicon._pipeline) == 2
