"""The viewer's page: pages, pictures, refusals, rights."""

import json
import pytest
import re


@pytest.fixture
def viewer(portal, manager, integration):
    """Make a viewer for a file of this content."""
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from plone import api
    from plone.namedfile.file import NamedBlobFile
    from zope.interface import alsoProvides

    alsoProvides(integration["request"], ITobaccooaLayer)

    def make(data, filename, content_type="application/pdf"):
        file = NamedBlobFile(data=data, filename=filename, contentType=content_type)
        holder = api.content.create(portal, "File", title="附件<一>", file=file)
        return api.content.get_view("oa-viewer", holder, integration["request"])

    return make


def converted(view):
    from collective.tobaccooa.compat import documentviewer

    documentviewer.convert(view.context)
    return view


class TestFaces:
    def test_pages_are_being_prepared_first(self, viewer, pdf):
        view = viewer(pdf, "批复.pdf")
        assert view.state == "preparing"
        assert "正在生成页面" in view()

    def test_pages_are_shown_when_they_are_there(self, viewer, pdf):
        html = converted(viewer(pdf, "批复.pdf"))()
        assert "/@@oa-viewer/large/dump_1.png" in html
        assert "第 1 页" in html
        assert "下载原件" in html

    def test_failure_is_said(self, viewer):
        from collective.tobaccooa.compat.conversion import note_failure

        view = viewer(b"%PDF-", "坏.pdf")
        note_failure(view.context, "“坏.pdf”已损坏")
        assert view.state == "failed"
        assert "“坏.pdf”已损坏" in view()

    def test_picture_is_shown_itself(self, viewer):
        view = viewer(b"\x89PNG", "照片.png", "image/png")
        assert view.state == "picture"
        assert "@@display-file/file" in view()

    def test_kind_without_pages_offers_the_original(self, viewer):
        view = viewer(b"PK", "数据.zip", "application/zip")
        assert view.state == "none"
        assert "请下载原件" in view()

    def test_no_variable_is_left_unfilled(self, viewer, pdf):
        assert "${" not in converted(viewer(pdf, "批复.pdf"))()


class TestData:
    def test_title_cannot_end_the_script_element(self, viewer, pdf):
        view = converted(viewer(pdf, "批复.pdf"))
        assert "<" not in view.data()
        assert json.loads(view.data())["document"]["title"] == "附件<一>"

    def test_words_are_chinese(self, viewer, pdf):
        words = viewer(pdf, "批复.pdf").words()
        assert all(re.search(r"[\u4e00-\u9fff]", word) for word in words.values())


class TestPictures:
    def test_picture_of_a_page_is_served(self, viewer, pdf):
        view = converted(viewer(pdf, "批复.pdf"))
        for name in ("large", "dump_1.png"):
            assert view.publishTraverse(view.request, name) is view
        assert next(iter(view())).startswith(b"\x89PNG")
        assert view.request.response.getHeader("Content-Type") == "image/png"

    @pytest.mark.parametrize("path", ["large/dump_2.png", "large/../dump_1.png", "pdf/dump.pdf"])
    def test_other_names_are_not_found(self, viewer, path, pdf):
        from zExceptions import NotFound

        with pytest.raises(NotFound):
            converted(viewer(pdf, "批复.pdf")).picture(path)

    def test_deeper_paths_are_not_found(self, viewer, pdf):
        from zExceptions import NotFound

        view = viewer(pdf, "批复.pdf")
        view.publishTraverse(view.request, "large")
        view.publishTraverse(view.request, "dump_1.png")
        with pytest.raises(NotFound):
            view.publishTraverse(view.request, "more")


class TestRights:
    def test_who_may_not_view_the_file_gets_no_pages(self, viewer, pdf):
        from AccessControl import Unauthorized
        from plone.app.testing import logout

        view = viewer(pdf, "批复.pdf")
        view.context.manage_permission("View", ["Manager"], acquire=0)
        logout()
        with pytest.raises(Unauthorized):
            view.context.restrictedTraverse("@@oa-viewer")
