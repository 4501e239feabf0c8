"""Items of columns: pictures are made on save, shown without waking the item, never by reading."""

from .picture_corpus import BLUE
from .picture_corpus import corners
from .picture_corpus import exif
from .picture_corpus import GREEN
from .picture_corpus import heic
from .picture_corpus import near
from .picture_corpus import noise
from .picture_corpus import opened
from .picture_corpus import quarters
from .picture_corpus import RED
from .picture_corpus import saved
from .picture_corpus import soft
from .picture_corpus import turned
from .picture_corpus import WHITE
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.making import set_focus
from collective.tobaccooa.portal.pictures.store import picture_set
from collective.tobaccooa.portal.pictures.store import want_focus
from collective.tobaccooa.portal.pictures.tags import picture_tag
from plone import api
from plone.namedfile.file import NamedBlobImage
from zope.component import getMultiAdapter
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


def photo(image=None, **options):
    """Return a large picture with a place in it, as the field's value."""
    data = saved(image or soft(900, 675), "JPEG", exif=exif().tobytes(), **options)
    return NamedBlobImage(data, filename="合影.JPG")


@pytest.fixture
def change(acting):
    """Change an item as its editor does."""

    def modify(item, **values):
        with acting("city-editor"):
            for name, value in values.items():
                setattr(item, name, value)
            notify(ObjectModifiedEvent(item))

    return modify


def brain_of(item):
    (brain,) = api.content.find(context=item, depth=0, unrestricted=True)
    return brain


@pytest.fixture
def image(news, add_item):
    """A news item with a picture, added by an editor."""
    return add_item(news, "city-editor", image=photo())


class TestSaving:
    @pytest.mark.parametrize("portal_type", ["News Item", "Image"])
    def test_makes_all_files(self, news, demo_portal, add_item, portal_type):
        column = news if portal_type == "News Item" else pictures_column(demo_portal)
        item = add_item(column, "city-editor", portal_type, image=photo())
        kept = picture_set(item)
        assert {"page.webp", "hero.jpg", "card.webp"} <= set(kept.files)
        assert all(file.getSize() <= 20 * 1024 for file in kept.files.values())

    def test_keeps_the_original_without_metadata(self, image):
        assert image.image.getImageSize() == (900, 675)
        assert b"GEHEIMNIS" not in image.image.data and b"Exif" not in image.image.data
        assert not hasattr(image.image, "exif") and image.image.filename == "合影.jpg"

    def test_drops_the_original_by_setting(self, news, add_item):
        api.portal.set_registry_record("collective.tobaccooa.pictures.keep_originals", False)
        item = add_item(news, "city-editor", image=photo())
        assert item.image.getSize() <= 20 * 1024
        assert item.image.data == picture_set(item).files["page.jpg"].data
        before = item.image
        assert set_focus(item, 0, 0) and item.image is before

    def test_happens_only_when_the_picture_changed(self, image, change):
        kept = picture_set(image)
        change(image, title="另一个标题")
        assert picture_set(image) is kept
        change(image, image=photo(corners(800, 600)))
        assert picture_set(image).digest != kept.digest

    def test_forgets_a_picture_that_was_taken_away(self, image, change):
        change(image, image=None)
        assert picture_set(image) is None and brain_of(image).oa_picture is None
        assert picture_tag(image, "card") == ""

    def test_item_without_picture_has_none(self, news, add_item):
        item = add_item(news, "city-editor")
        assert picture_set(item) is None and brain_of(item).oa_picture is None

    def test_outside_of_columns_nothing_is_made(self, demo_portal):
        with api.env.adopt_roles(["Manager"]):
            item = api.content.create(demo_portal, "Image", "logo", image=photo())
        assert picture_set(item) is None and item.image.getImageSize() == (900, 675)

    @pytest.mark.parametrize(
        "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", saved(noise(90, 70), "JPEG")[:900]]
    )
    def test_refuses_what_cannot_be_shown(self, news, add_item, data):
        with pytest.raises(InvalidInput):
            add_item(news, "city-editor", image=NamedBlobImage(data, filename="x.jpg"))

    def test_earlier_version_comes_back_with_its_picture(self, image, change, acting):
        first = picture_set(image).digest
        change(image, image=photo(corners(800, 600)))
        assert picture_set(image).digest != first
        transaction.savepoint()
        with acting("city-editor"):
            api.portal.get_tool("portal_repository").revert(image, 0)
            notify(ObjectModifiedEvent(image))
        kept = picture_set(image)
        assert kept.digest == first
        assert all(opened(file.data).size == kept.sizes[n] for n, file in kept.files.items())

    def test_first_version_is_clean_too(self, image, acting):
        with acting("city-editor"):
            first = api.portal.get_tool("portal_repository").retrieve(image, 0).object
        assert opened(first.image.data).size == (900, 675) and b"GEHEIMNIS" not in first.image.data

    def test_comes_before_a_version_is_kept(self, demo):
        """Handlers for `*` are called first among those of one registry.

        Layers of tests pile registries up, those of Plone first; a site has one.
        """
        from collective.tobaccooa.portal.pictures.subscribers import item_saved
        from zope.component import getGlobalSiteManager
        from zope.interface import Interface
        from zope.lifecycleevent.interfaces import IObjectModifiedEvent

        registered = getGlobalSiteManager().adapters.subscriptions(
            [Interface, IObjectModifiedEvent], None
        )
        assert item_saved in registered

    def test_copy_has_its_own_files(self, image, news, acting):
        transaction.savepoint()
        with acting("city-editor"):
            copy = api.content.copy(image, news)
        assert picture_set(copy).digest == picture_set(image).digest
        assert picture_set(copy).source is copy.image._blob
        assert picture_set(copy).source is not image.image._blob


def pictures_column(portal):
    from collective.tobaccooa.portal.columns import columns_of

    return next(each for each in columns_of(portal) if each.kind == "pictures")


class TestFocus:
    def test_wanted_before_saving_counts(self, news, add_item, change):
        item = add_item(news, "city-editor")
        want_focus(item, 1, 0.5)
        change(item, image=photo(corners(1600, 300)))
        card = opened(picture_set(item).files["card.jpg"].data)
        assert near(quarters(card), [GREEN, GREEN, WHITE, WHITE])

    def test_change_makes_new_crops_and_a_new_address(self, news, add_item):
        item = add_item(news, "city-editor", image=photo(corners(1600, 300)))
        before = brain_of(item).oa_picture["digest"]
        assert set_focus(item, 0, 0.5)
        assert not set_focus(item, 0, 0.5)
        card = opened(picture_set(item).files["card.jpg"].data)
        assert near(quarters(card), [RED, RED, BLUE, BLUE])
        item.reindexObject()
        assert brain_of(item).oa_picture["digest"] != before

    def test_new_picture_begins_in_the_middle(self, news, add_item, change):
        item = add_item(news, "city-editor", image=photo())
        set_focus(item, 0, 0)
        change(item, image=photo(corners(800, 600)))
        assert picture_set(item).focus == (0.5, 0.5)


class TestTag:
    def test_is_the_same_from_item_and_brain(self, image):
        assert picture_tag(brain_of(image), "card", "合影") == picture_tag(image, "card", "合影")

    def test_names_size_kinds_and_loading(self, image):
        tag = picture_tag(brain_of(image), "card", '"<合影>"')
        digest = picture_set(image).digest
        assert f'srcset="{image.absolute_url()}/@@picture/card.webp?{digest}' in tag
        assert 'width="300" height="225"' in tag and 'loading="lazy"' in tag
        assert 'alt="&quot;&lt;合影&gt;&quot;"' in tag
        assert 'loading="eager" fetchpriority="high"' in picture_tag(image, "hero", eager=True)

    def test_dense_screens_get_the_true_density(self, news, add_item):
        item = add_item(news, "city-editor", image=photo(soft(1200, 900), quality=95))
        tag = picture_tag(brain_of(item), "page")
        assert "page@2x.webp?" in tag and " 2x" in tag
        small = add_item(news, "city-editor", image=photo(soft(900, 675), quality=95))
        assert " 1.5x" in picture_tag(small, "page")

    def test_wakes_no_item(self, image, news):
        transaction.savepoint()
        brain = brain_of(image)
        image._p_deactivate()
        picture_tag(brain, "hero")
        assert image._p_changed is None


class TestScalesOfPlone:
    def scales(self, item):
        return api.content.get_view("images", item, item.REQUEST)

    @pytest.mark.parametrize("name", ["huge", "large", "preview", "mini", "thumb", "icon"])
    def test_are_within_limits_and_made_beforehand(self, image, name):
        from zope.annotation.interfaces import IAnnotations

        count = len(IAnnotations(image)["plone.scale"])
        scale = self.scales(image).scale("image", name)
        found = opened(scale.data.data)
        assert scale.data.getSize() <= 20 * 1024 and found.format == "JPEG"
        assert (scale.width, scale.height) == found.size
        assert found.width <= 600 and found.height <= 450 and not found.getexif()
        assert len(IAnnotations(image)["plone.scale"]) == count

    def test_crops_follow_the_focal_point(self, news, add_item):
        item = add_item(news, "city-editor", image=photo(corners(1600, 300)))
        set_focus(item, 1, 0.5)
        scale = self.scales(item).scale("image", width=200, height=200, mode="contain")
        found = opened(scale.data.data)
        assert found.size == (200, 200) and near(quarters(found), [GREEN, GREEN, WHITE, WHITE])

    def test_catalogue_names_their_true_size(self, image):
        (facts,) = brain_of(image).image_scales["image"]
        scales = facts["scales"]
        assert scales["preview"]["width"] == 400 and scales["preview"]["height"] == 300
        assert scales["preview"]["download"].endswith(".jpeg")
        assert scales["large"]["width"] == 600

    def test_reading_by_rest_writes_nothing(self, image, demo_portal):
        from plone.restapi.interfaces import ISerializeToJson
        from plone.restapi.interfaces import ISerializeToJsonSummary

        entry = brain_of(image)
        transaction.savepoint()
        assert not demo_portal._p_jar._registered_objects
        for interface in (ISerializeToJson, ISerializeToJsonSummary):
            body = getMultiAdapter((image, image.REQUEST), interface)()
        brain = getMultiAdapter((entry, image.REQUEST), ISerializeToJsonSummary)()
        assert body and brain
        for name in ("huge", "preview", "listing"):
            assert self.scales(image).tag("image", scale=name)
        assert picture_tag(image, "card")
        assert demo_portal._p_jar._registered_objects == []


class TestUploads:
    def test_turned_heic_and_animated(self, news, add_item):
        for data in (turned(6), heic(), saved(corners(), "GIF")):
            item = add_item(news, "city-editor", image=NamedBlobImage(data, filename="照片.heic"))
            page = opened(picture_set(item).files["page.webp"].data)
            assert near(quarters(page), [RED, GREEN, BLUE, WHITE])
            assert item.image.contentType in ("image/jpeg", "image/gif")
            assert item.image.filename.rsplit(".", 1)[1] in ("jpg", "gif")
