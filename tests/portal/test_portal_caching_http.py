"""Real answers over HTTP: who may keep what."""

from io import BytesIO
from tests.portal.over_http import in_days
from tests.portal.over_http import OPEN
from tests.portal.over_http import path_of
from tests.portal.over_http import purge_somewhere
from tests.portal.over_http import seconds

import base64


def test_visitors_pages_may_be_shared(site, ask, published):
    item = published(site["news"], title="公开的一篇")
    for path in ("", "/", "/unit01", "/news", path_of(item)):
        reply = ask(path)
        assert reply.status == 200
        assert reply.cache.startswith(OPEN) and "private" not in reply.cache, path
        assert 0 < seconds(reply) <= 30  # nothing is purged here
        assert "Cookie" in reply.headers["vary"] and reply.etag


def test_nothing_is_shared_by_another_address_or_with_a_query(site, ask, published):
    item = published(site["news"])
    for path in (
        "/?x=1",
        "/@@portal-home",
        "/news?b_start=20",
        "/unit01/unit02",
        f"{path_of(item)}/view",
        f"{path_of(item)}/@@document_view",
        "/@@portal-search?q=x",
        "/login",
    ):
        reply = ask(path)
        assert "public" not in reply.cache and "s-maxage" not in reply.cache, path


def test_who_is_signed_in_gets_a_page_of_their_own(site, ask, published):
    item = published(site["news"])
    for path in ("", "/unit01", "/news", path_of(item), "/@@my-work", "/@@portal-search?q=x"):
        reply = ask(path, "unit03-staff")
        assert reply.status == 200 and reply.cache.startswith("private"), (path, reply.cache)
    assert ask("", "unit03-staff").etag not in (ask("").etag, ask("", "city-clerk").etag)


def test_credentials_that_nobody_knows_share_nothing(ask):
    assert ask("", Cookie="__ac=nonsense").cache.startswith("private")
    wrong = base64.b64encode(b"nobody:wrong").decode()
    assert not ask("", Authorization=f"Basic {wrong}").cache.startswith("public")


def test_what_not_everybody_may_see_is_never_shared(site, ask, published, add_item, changed):
    draft = add_item(site["news"], "city-editor", title="还是草稿")
    late = published(site["news"], title="明日发布")
    with changed():
        late.setEffectiveDate(in_days(1))
        late.reindexObject()
    assert "还是草稿" not in ask(path_of(draft)).body
    assert not ask(path_of(draft)).cache.startswith("public")
    assert ask(path_of(draft), "city-editor").cache == "private, no-store"
    assert not ask(path_of(late)).cache.startswith("public")


def test_a_column_for_staff_is_never_shared(site, ask, published, changed):
    from collective.tobaccooa.portal.columns import change_column

    item = published(site["notices"], title="内部通知")
    with changed():
        change_column(site["notices"], {"audience": "staff"})
    for path in ("/notices", path_of(item)):
        reply = ask(path)
        assert "内部通知" not in reply.body and not reply.cache.startswith("public")
        assert ask(path, "unit03-staff").cache == "private, no-cache"
    assert "内部通知" not in ask("").body


def test_a_closed_portal_is_never_kept(site, ask, changed):
    from collective.tobaccooa.portal.store import portal_record
    from collective.tobaccooa.portal.subscribers import status_changed

    before = ask("/unit01")
    with changed():
        portal_record(site["unit01"], create=True).status = "closed"
        status_changed(site["unit01"])
    reply = ask("/unit01", etag=before.etag)
    assert reply.status == 410 and reply.cache == "private, no-store" and not reply.etag


def test_a_link_is_not_shared(site, ask, published):
    item = published(site["links"], portal_type="Link", remoteUrl="https://example.cn/")
    reply = ask(path_of(item))
    assert reply.status == 302 and reply.cache.startswith("private")


def test_pages_are_shared_for_longer_where_they_are_purged(site, ask, changed):
    with changed():
        purge_somewhere(site)
    assert 30 < seconds(ask("/unit01")) <= 3600


def test_files_of_published_items_may_be_shared(site, ask, published, add_item):
    from collective.tobaccooa.portal.keepers import keepers
    from plone.namedfile.file import NamedBlobFile

    import transaction

    def file():
        return NamedBlobFile(b"text", "text/plain", filename="表格.txt")

    item = published(site["downloads"], portal_type="File", file=file())
    editor = keepers(site["downloads"]).editors[0]
    draft = add_item(site["downloads"], editor, "File", title="草稿", file=file())
    transaction.commit()
    reply = ask(f"{path_of(item)}/@@download/file")
    assert reply.status == 200 and reply.cache.startswith(OPEN)
    assert ask(f"{path_of(item)}/@@download/file", "unit03-staff").cache.startswith("private")
    assert not ask(f"{path_of(draft)}/@@download/file").cache.startswith("public")
    keeper = ask(f"{path_of(draft)}/@@download/file", editor)
    assert keeper.status == 200 and keeper.cache.startswith("private")


def test_static_files_are_kept_for_a_year_by_their_version(ask):
    reply = ask("/++resource++tobaccooa-portal/portal.css?v=1", Accept="text/css")
    assert reply.status == 200 and reply.cache == "public, max-age=31536000, immutable"
    assert "immutable" not in ask("/++resource++tobaccooa-portal/portal.css").cache


def test_pages_of_those_signed_in_are_not_taken_apart(ask, site, published):
    published(site["news"], title="公开的一篇")
    body = ask("", "city-clerk").body
    assert "公开的一篇" in body and "&#" not in body and "protect.js" not in body


def test_pictures_by_plones_own_addresses(site, ask, published):
    from PIL import Image
    from plone.namedfile.file import NamedBlobImage

    data = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "PNG")
    picture = NamedBlobImage(data.getvalue(), filename="图.png")
    item = published(site["news"], title="有图的一篇", image=picture)
    reply = ask(f"{path_of(item)}/@@images/image")
    assert reply.status == 200 and reply.cache.startswith(OPEN)
