"""Pictures over HTTP: who gets which file with which headers; uploads by REST and the editor."""

from .picture_corpus import corners
from .picture_corpus import exif
from .picture_corpus import heic
from .picture_corpus import noise
from .picture_corpus import opened
from .picture_corpus import saved
from .picture_corpus import soft
from base64 import b64encode
from collective.tobaccooa.portal.pictures.store import picture_set
from html import unescape

import json
import pytest
import re
import transaction


PASSWORD = "Demo-oa-2026"
BOUNDARY = "----grenze"


@pytest.fixture
def site(demo_functional):
    """The site of the demo world."""
    return demo_functional["portal"]


@pytest.fixture
def browser_of(demo_functional):
    """Return a person's browser; without a name: an anonymous one."""
    from plone.testing.zope import Browser

    def make(user=None, accept=None):
        browser = Browser(demo_functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        if accept:
            browser.addHeader("Accept", accept)
        return browser

    return make


@pytest.fixture
def rest(browser_of, site):
    """Call plone.restapi as somebody; return status and body."""

    def call(user, path, body=None):
        browser = browser_of(user, "application/json")
        url = f"{site.absolute_url()}{path}"
        if body is None:
            browser.open(url)
        else:
            browser.post(url, json.dumps(body), "application/json")
        return int(browser.headers["Status"].split()[0]), json.loads(browser.contents)

    return call


@pytest.fixture
def item(site):
    """A draft with a picture in the city's news."""
    from plone import api
    from plone.dexterity.utils import createContentInContainer
    from plone.namedfile.file import NamedBlobImage

    value = NamedBlobImage(saved(soft(900, 675), "JPEG"), filename="a.jpg")
    with api.env.adopt_user(username="city-editor"):
        made = createContentInContainer(site["news"], "News Item", title="一", image=value)
    transaction.commit()
    return made


@pytest.fixture
def publish(site):
    """Publish an item."""
    from plone import api

    def go(item):
        tool = api.portal.get_tool("portal_workflow")
        for user, transition in (("city-editor", "submit"), ("city-approver", "publish")):
            with api.env.adopt_user(username=user):
                tool.doActionFor(item, transition)
        transaction.commit()

    return go


def status(browser):
    return int(browser.headers["Status"].split()[0])


def image_value(data, filename="a.jpg", content_type="image/jpeg"):
    return {
        "data": b64encode(data).decode(),
        "encoding": "base64",
        "filename": filename,
        "content-type": content_type,
    }


def multipart(data, token, filename="a.jpg"):
    """Return the body of a form with a file."""
    head = f'Content-Disposition: form-data; name="file"; filename="{filename}"\r\n'
    parts = [
        b'Content-Disposition: form-data; name="_authenticator"\r\n\r\n' + token.encode(),
        head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data,
    ]
    line = f"--{BOUNDARY}\r\n".encode()
    return b"".join(line + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


class TestFiles:
    def test_draft_is_for_its_editors_only(self, item, browser_of):
        url = f"{item.absolute_url()}/@@picture/card.webp?{picture_set(item).digest}"
        anonymous = browser_of()
        anonymous.open(url)
        assert not anonymous.headers["Content-Type"].startswith("image/")
        editor = browser_of("city-editor")
        editor.open(url)
        assert status(editor) == 200 and editor.headers["Content-Type"] == "image/webp"
        assert editor.headers["Cache-Control"].startswith("private")

    def test_published_may_be_cached_for_ever(self, item, browser_of, publish):
        publish(item)
        digest, browser = picture_set(item).digest, browser_of()
        for name, content_type in (("page.webp", "image/webp"), ("hero.jpg", "image/jpeg")):
            browser.open(f"{item.absolute_url()}/@@picture/{name}?{digest}")
            assert status(browser) == 200 and browser.headers["Content-Type"] == content_type
            assert "public" in browser.headers["Cache-Control"]
            assert "immutable" in browser.headers["Cache-Control"]
            assert browser.headers["X-Content-Type-Options"] == "nosniff"
            assert not browser.headers.get("Set-Cookie")

    def test_other_digest_is_asked_for_again(self, item, browser_of, publish):
        publish(item)
        browser = browser_of()
        browser.open(f"{item.absolute_url()}/@@picture/page.webp?0123456789abcdef")
        assert status(browser) == 200 and "immutable" not in browser.headers["Cache-Control"]

    def test_known_file_is_not_sent_again(self, item, browser_of, publish):
        publish(item)
        browser = browser_of()
        browser.open(f"{item.absolute_url()}/@@picture/page.webp")
        again = browser_of()
        again.addHeader("If-None-Match", browser.headers["ETag"])
        again.open(f"{item.absolute_url()}/@@picture/page.webp")
        assert status(again) == 304 and not again.contents

    @pytest.mark.parametrize("name", ["page.png", "nothing", "page.webp/more", ""])
    def test_other_names_are_not_found(self, item, browser_of, publish, name):
        publish(item)
        browser = browser_of()
        browser.open(f"{item.absolute_url()}/@@picture/{name}")
        assert status(browser) == 404


class TestRest:
    def add(self, rest, **values):
        body = {"@type": "News Item", "title": "二", **values}
        return rest("city-editor", "/news", body)

    def test_upload_becomes_small(self, rest, site, browser_of):
        data = saved(noise(3000, 2000, grain=50), "JPEG", exif=exif(6).tobytes(), quality=95)
        code, body = self.add(rest, image=image_value(data))
        assert code == 201
        for scale in body["image"]["scales"].values():
            assert scale["width"] <= 600 and scale["height"] <= 450
        browser = browser_of("city-editor")
        browser.open(body["image"]["scales"]["large"]["download"])
        found = browser.contents
        found = found if isinstance(found, bytes) else found.encode("latin-1")
        assert status(browser) == 200 and len(found) <= 20 * 1024

    @pytest.mark.parametrize("content_type", ["image/heic", "application/octet-stream"])
    def test_heic_whatever_the_browser_calls_it(self, rest, content_type):
        code, body = self.add(rest, image=image_value(heic(), "IMG_1.HEIC", content_type))
        assert code == 201, body
        assert body["image"]["content-type"] == "image/jpeg"
        assert body["image"]["filename"] == "IMG_1.jpg"

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "不是可以显示的图片"),
            (saved(noise(90, 70), "JPEG")[:2000], "已损坏或不完整"),
            (saved(corners(), "JPEG") + b"\0" * (20 * 1024 * 1024), "最多可上传 20 MB"),
        ],
    )
    def test_refusal_is_a_sentence_and_adds_nothing(self, rest, site, data, said):
        before = set(site["news"].objectIds())
        code, body = self.add(rest, image=image_value(data))
        assert code == 400 and said in json.dumps(body, ensure_ascii=False)
        transaction.begin()
        assert set(site["news"].objectIds()) == before

    def test_reading_writes_nothing(self, item, rest, site, browser_of, publish):
        publish(item)
        before = site._p_jar.db().lastTransaction()
        path = item.absolute_url()[len(site.absolute_url()) :]
        assert rest(None, path)[0] == 200
        browser = browser_of()
        for address in (path, f"{path}/@@images/image/preview", f"{path}/@@picture/card.jpg"):
            browser.open(site.absolute_url() + address)
            assert status(browser) == 200, address
        assert rest(None, "/@search?portal_type=News+Item&metadata_fields=_all")[0] == 200
        assert site._p_jar.db().lastTransaction() == before


class TestEditor:
    @pytest.fixture
    def token(self, item, browser_of):
        """An editor's authenticator."""
        browser = browser_of("city-editor")
        browser.open(f"{item.absolute_url()}/@@picture-focus")
        return re.search(r'name="_authenticator"[^>]*value="([^"]+)"', browser.contents)[1]

    def upload(self, browser_of, site, user, data, token):
        browser = browser_of(user)
        url = f"{site.absolute_url()}/news/@@upload-picture"
        browser.post(url, multipart(data, token), f"multipart/form-data; boundary={BOUNDARY}")
        return browser

    def test_dropped_picture_is_kept_and_shown(self, site, browser_of, token, item, publish):
        data = saved(soft(1200, 800), "JPEG", exif=exif(3).tobytes())
        browser = self.upload(browser_of, site, "city-editor", data, token)
        found = json.loads(browser.contents)
        assert status(browser) == 200 and (found["width"], found["height"]) == (600, 400)
        assert found["location"].startswith(f"resolveuid/{site['news'].UID()}/@@pictures/")

        anonymous = browser_of()
        anonymous.open(f"{site.absolute_url()}/news/{found['location'].split('/', 2)[2]}")
        assert status(anonymous) == 200 and anonymous.headers["Content-Type"] == "image/webp"
        assert "immutable" in anonymous.headers["Cache-Control"]

    def test_refusal_is_a_sentence(self, site, browser_of, token):
        browser = self.upload(browser_of, site, "city-editor", b"<svg/>", token)
        assert status(browser) == 400
        assert "不是可以显示的图片" in json.loads(browser.contents)["error"]["message"]

    def test_without_authenticator_nothing_is_kept(self, site, browser_of):
        data = saved(corners(), "PNG")
        browser = self.upload(browser_of, site, "city-editor", data, "wrong")
        assert status(browser) in (401, 403)

    @pytest.mark.parametrize("user", [None, "unit01-editor", "city-finance-staff"])
    def test_others_may_not_upload(self, site, browser_of, token, user):
        browser = self.upload(browser_of, site, user, saved(corners(), "PNG"), token)
        assert not browser.contents.startswith('{"location"')

    def test_address_is_resolved_in_texts(self, site, item, rest, browser_of, publish):
        from collective.tobaccooa.portal.pictures.inline import keep_picture
        from plone.app.textfield.value import RichTextValue

        kept = keep_picture(site["news"], saved(corners(800, 600), "PNG"))
        assert keep_picture(site["news"], saved(corners(800, 600), "PNG")) == kept
        text = f'<p><img alt="" src="{kept.src}"/></p>'
        item.text = RichTextValue(text, "text/html", "text/x-html-safe")
        publish(item)
        address = f"{site.absolute_url()}/news/{kept.src.split('/', 2)[2]}"
        path = item.absolute_url()[len(site.absolute_url()) :]
        assert f'src="{address}"' in rest(None, path)[1]["text"]["data"]
        browser = browser_of()
        browser.open(item.absolute_url())
        assert f'src="{address}"' in browser.contents and 'width="600"' in browser.contents
        browser.open(address)
        assert status(browser) == 200


class TestFocusPage:
    def test_editor_moves_the_point_without_scripts(self, item, browser_of):
        browser = browser_of("city-editor")
        browser.open(f"{item.absolute_url()}/@@picture-focus")
        browser.getControl(name="focus_x").value = "0.1"
        browser.getControl(name="focus_y").value = "0.9"
        browser.getForm(action=f"{item.absolute_url()}/@@picture-focus").submit()
        transaction.begin()
        assert picture_set(item).focus == (0.1, 0.9)

    @pytest.mark.parametrize("value", ["2", "-0.1", "links", "nan", ""])
    def test_refuses_what_is_no_point(self, item, browser_of, value):
        browser = browser_of("city-editor")
        browser.open(f"{item.absolute_url()}/@@picture-focus")
        browser.getControl(name="focus_x").value = value
        browser.getForm(action=f"{item.absolute_url()}/@@picture-focus").submit()
        assert status(browser) == 400 and "0 到 1" in unescape(browser.contents)
        transaction.begin()
        assert picture_set(item).focus == (0.5, 0.5)

    @pytest.mark.parametrize("user", [None, "unit01-editor"])
    def test_is_not_for_others(self, item, browser_of, user):
        browser = browser_of(user)
        browser.open(f"{item.absolute_url()}/@@picture-focus")
        assert "focus_x" not in browser.contents

    def test_forged_form_is_refused(self, item, browser_of):
        browser = browser_of("city-editor")
        browser.post(f"{item.absolute_url()}/@@picture-focus", "focus_x=0&focus_y=0")
        assert status(browser) in (401, 403)
        transaction.begin()
        assert picture_set(item).focus == (0.5, 0.5)


def test_what_is_stored_can_be_read(item):
    for name, file in picture_set(item).files.items():
        assert opened(file.data).size == picture_set(item).sizes[name]
