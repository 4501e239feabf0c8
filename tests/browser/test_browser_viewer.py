"""The pages of a file in the browser: drawn, in Chinese, turned, and readable on a phone."""

from ..compat.conftest import one_page_pdf

import pytest
import subprocess
import transaction


@pytest.fixture
def three_pages(tmp_path):
    """A PDF of three pages."""
    one, three = tmp_path / "one.pdf", tmp_path / "three.pdf"
    one.write_bytes(one_page_pdf())
    command = ["qpdf", "--empty", "--pages", str(one), "1,1,1", "--", str(three)]
    subprocess.run(command, check=True)
    return three.read_bytes()


@pytest.fixture
def viewer(acceptance, site_url, three_pages):
    """The address of the viewer of a converted file."""
    from collective.tobaccooa.compat import documentviewer
    from plone import api
    from plone.app.testing import setRoles
    from plone.app.testing import TEST_USER_ID
    from plone.namedfile.file import NamedBlobFile

    portal = acceptance["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    file = NamedBlobFile(data=three_pages, filename="附件 一.pdf", contentType="application/pdf")
    holder = api.content.create(portal, "File", id="probe", title="附件", file=file)
    holder.manage_permission("View", ["Member", "Manager"], acquire=0)
    documentviewer.convert(holder)
    transaction.commit()
    return f"{site_url}/probe/@@oa-viewer"


def test_page_is_drawn_and_tools_are_chinese(browse, viewer):
    page = browse("city-clerk")
    page.goto(viewer)
    picture = page.locator(".DV-set img.DV-pageImage").first
    picture.wait_for()
    page.wait_for_function("document.querySelector('.DV-set img.DV-pageImage').naturalWidth > 0")
    tools = page.locator(".DV-controls").inner_text()
    assert "正文" in tools
    assert "缩略图" in tools
    assert "Document" not in tools
    assert page.locator(".DV-totalPages").first.inner_text().strip() == "3"


def test_thumbnails_open(browse, viewer):
    page = browse("city-clerk")
    page.goto(viewer)
    page.locator(".DV-thumbnailsView .DV-trigger").click()
    page.locator(".DV-thumbnail-image[src*='/small/dump_1.png']").wait_for()


def test_phone_gets_the_plain_list(browse, viewer, accessible):
    page = browse("city-clerk", width=390, height=800)
    page.goto(viewer)
    assert page.locator(".oa-pages img").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)


def test_pages_show_without_scripts(browse, viewer):
    page = browse("city-clerk", javascript=False)
    page.goto(viewer)
    assert page.locator(".oa-pages img").first.is_visible()


def test_stranger_sees_no_pages(browse, viewer):
    page = browse()
    response = page.goto(f"{viewer}/large/dump_1.png")
    assert response.headers["content-type"] != "image/png"
