"""From any upload to files within 20 KB: colours, orientation, crops, refusals. No site needed."""

from .picture_corpus import animated
from .picture_corpus import BLUE
from .picture_corpus import bomb
from .picture_corpus import corners
from .picture_corpus import exif
from .picture_corpus import GREEN
from .picture_corpus import grey_16_bits
from .picture_corpus import heic
from .picture_corpus import logo
from .picture_corpus import near
from .picture_corpus import noise
from .picture_corpus import opened
from .picture_corpus import photograph
from .picture_corpus import printed
from .picture_corpus import quarters
from .picture_corpus import RED
from .picture_corpus import saved
from .picture_corpus import soft
from .picture_corpus import telephone
from .picture_corpus import turned
from .picture_corpus import WHITE
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.decoding import decode
from collective.tobaccooa.portal.pictures.decoding import kind_of
from collective.tobaccooa.portal.pictures.encoding import DECENT
from collective.tobaccooa.portal.pictures.model import BUDGET
from collective.tobaccooa.portal.pictures.model import CARD_BUDGET
from collective.tobaccooa.portal.pictures.model import crop_box
from collective.tobaccooa.portal.pictures.model import cropped
from collective.tobaccooa.portal.pictures.model import fitted
from collective.tobaccooa.portal.pictures.model import Focus
from collective.tobaccooa.portal.pictures.model import MAX_UPLOAD
from collective.tobaccooa.portal.pictures.rendering import render
from contextlib import suppress
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from PIL import Image

import pytest


SIDES = st.integers(1, 20_000)
PARTS = st.floats(0, 1)


def assert_within_limits(rendered):
    for name, file in rendered.files.items():
        image = opened(file.data)
        assert image.size == (file.width, file.height), name
        assert image.format == {"webp": "WEBP", "jpg": "JPEG"}[name.rsplit(".")[1]]
        assert len(file.data) <= (CARD_BUDGET if name.startswith("card") else BUDGET), name
        width, height = (300, 225) if name.startswith("card") else (600, 450)
        double = 2 if "@2x" in name else 1
        assert file.width <= width * double and file.height <= height * double, name
        assert not image.getexif() and not {"xmp", "comment", "icc_profile"} & set(image.info)
    assert {"page.webp", "page.jpg", "hero.webp", "hero.jpg", "card.webp", "card.jpg"} <= set(
        rendered.files
    )


class TestCorpus:
    @pytest.mark.parametrize("make", [photograph, telephone, printed, heic, logo, grey_16_bits])
    def test_is_within_limits_and_holds_no_metadata(self, make):
        assert_within_limits(render(make()))

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_is_upright_however_the_camera_was_held(self, orientation):
        page = opened(render(turned(orientation)).files["page.webp"].data)
        assert page.size == (80, 60)
        assert near(quarters(page), [RED, GREEN, BLUE, WHITE])

    @pytest.mark.parametrize("orientation", [3, 6])
    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
    def test_orientation_counts_in_other_kinds_too(self, kind, orientation):
        undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
        image = corners().transpose(undo[orientation])
        page = opened(
            render(saved(image, kind, exif=exif(orientation, gps=False))).files["page.jpg"].data
        )
        assert page.size == (80, 60) and near(quarters(page), [RED, GREEN, BLUE, WHITE])

    @pytest.mark.parametrize("kind", ["GIF", "WEBP"])
    def test_moving_pictures_show_their_first_frame(self, kind):
        page = opened(render(animated(kind)).files["page.webp"].data)
        assert getattr(page, "n_frames", 1) == 1 and near(quarters(page), [RED] * 4)

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            *[("CMYK", "JPEG"), ("CMYK", "TIFF"), ("P", "PNG"), ("P", "GIF"), ("RGB", "BMP")],
            *[("RGB", "AVIF"), ("LAB", "TIFF"), ("RGBA", "TIFF")],
        ],
    )
    def test_colours_stay(self, mode, kind):
        image = corners()
        if mode == "LAB":
            from PIL import ImageCms

            srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
            image = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB")
        page = opened(render(saved(image.convert(mode), kind)).files["page.webp"].data)
        assert near(quarters(page), [RED, GREEN, BLUE, WHITE])

    def test_heic_keeps_its_colours(self):
        page = opened(render(heic(exif=exif(1).tobytes())).files["page.jpg"].data)
        assert near(quarters(page), [RED, GREEN, BLUE, WHITE])

    @pytest.mark.parametrize("orientation", [3, 6])
    def test_heic_is_turned_once(self, orientation):
        """The file has a turn of its own besides EXIF; libheif applies it."""
        page = opened(render(heic(exif=exif(orientation).tobytes())).files["page.jpg"].data)
        expected = opened(heic(exif=exif(orientation).tobytes()))
        assert near(quarters(page), quarters(expected)) and page.size == expected.size

    def test_sixteen_bits_go_from_black_to_white(self):
        page = opened(render(grey_16_bits()).files["page.jpg"].data).convert("L")
        row = [page.getpixel((x, 30)) for x in (2, 128, 253)]
        assert all(abs(a - b) < 12 for a, b in zip(row, (2, 128, 253), strict=True))

    def test_profile_is_turned_into_srgb(self):
        """The CMYK picture's own profile gives other colours than the plain formula."""
        with_profile = decode(printed())
        plain = opened(printed())
        plain.info.pop("icc_profile")
        assert with_profile.resize((1, 1)).getpixel((0, 0)) != plain.convert("RGB").resize(
            (1, 1)
        ).getpixel((0, 0))

    def test_transparency_stays_in_webp_and_is_white_in_jpeg(self):
        files = render(logo()).files
        assert opened(files["page.webp"].data).getpixel((2, 2))[3] == 0
        assert near(opened(files["page.jpg"].data).getpixel((2, 2)), (255, 255, 255), 4)

    def test_same_upload_gives_the_same_bytes(self):
        first, second = render(telephone()), render(telephone())
        assert first.files == second.files and first.digest == second.digest


class TestDensity:
    def test_double_size_only_where_it_is_decent(self):
        rendered = render(saved(soft(2400, 1800), "PNG"))
        file = rendered.files["page@2x.webp"]
        assert (file.width, file.height) == (1200, 900) and file.quality >= DECENT
        assert rendered.dense["page.webp"] == "page@2x.webp"
        assert rendered.dense["card.webp"] == "hero.webp"

    def test_not_for_a_picture_that_would_be_spoilt(self):
        rendered = render(saved(noise(2400, 1800, grain=4), "JPEG"))
        assert not [name for name in rendered.files if "@" in name]
        assert not {"page.webp", "hero.webp", "page.jpg", "hero.jpg"} & set(rendered.dense)

    def test_not_for_a_small_upload(self):
        assert not [name for name in render(saved(corners(300, 225), "PNG")).files if "@" in name]


class TestBudget:
    def test_noise_gets_fewer_pixels_rather_than_blocks(self):
        rendered = render(saved(noise(1800, 1350, grain=3), "JPEG", quality=95))
        assert_within_limits(rendered)
        assert rendered.files["hero.webp"].width < 600
        assert rendered.files["hero.webp"].width * 3 == rendered.files["hero.webp"].height * 4

    @settings(deadline=None, max_examples=25)
    @given(st.integers(1, 900), st.integers(1, 900), PARTS, PARTS, st.booleans())
    def test_any_size_and_point(self, width, height, x, y, hard):
        image = noise(width, height) if hard else corners(width, height)
        assert_within_limits(render(saved(image, "PNG"), Focus(x, y)))


class TestCrop:
    @given(SIDES, SIDES, PARTS, PARTS)
    def test_lies_within_and_holds_the_point(self, width, height, x, y):
        left, upper, right, lower = crop_box((width, height), (4, 3), Focus(x, y))
        assert 0 <= left < right <= width and 0 <= upper < lower <= height
        assert left - 1e-6 <= x * width <= right + 1e-6
        assert upper - 1e-6 <= y * height <= lower + 1e-6
        assert (right - left) / (lower - upper) == pytest.approx(4 / 3)
        assert right - left == pytest.approx(width) or lower - upper == pytest.approx(height)

    @given(SIDES, SIDES)
    def test_sizes(self, width, height):
        size = fitted((width, height), (600, 450))
        assert 1 <= size[0] <= min(600, width) and 1 <= size[1] <= min(450, height)
        size = cropped((width, height), (600, 450))
        assert size[0] * 3 == size[1] * 4 and 4 <= size[0] <= 600
        assert size[0] <= max(4, width) and size[1] <= max(3, height)

    def test_shows_the_side_with_the_point(self):
        data = saved(corners(800, 100), "PNG")
        left = opened(render(data, Focus(0, 0.5)).files["card.jpg"].data)
        right = opened(render(data, Focus(1, 0.5)).files["card.jpg"].data)
        assert near(quarters(left), [RED, RED, BLUE, BLUE])
        assert near(quarters(right), [GREEN, GREEN, WHITE, WHITE])

    @given(st.floats(), st.floats())
    def test_any_two_numbers_make_a_point(self, x, y):
        focus = Focus.within(x, y)
        assert 0 <= focus.x <= 1 and 0 <= focus.y <= 1


class TestRefusals:
    @pytest.fixture(autouse=True, params=[False, True], ids=["strict", "as plone.scale sets it"])
    def truncated_switch(self, request, monkeypatch):
        """plone.scale tells Pillow to accept cut-off files, when it is imported."""
        from PIL import ImageFile

        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)

    @pytest.mark.parametrize(
        "data",
        [
            *[b"", b"x", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"],
            *[b"<html><body>GIF89a</body></html>", b"%PDF-1.7\n", b"PK\x03\x04" + b"\0" * 60],
            *[b"%!PS-Adobe-3.0 EPSF-3.0\n", b"GIF89a<script>alert(1)</script>"],
        ],
    )
    def test_what_is_no_picture(self, data):
        with pytest.raises(InvalidInput) as refusal:
            render(data)
        assert refusal.value.message in ("error_picture_kind", "error_picture_damaged")

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF"])
    @pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
    def test_a_file_that_was_cut_off(self, kind, part):
        data = saved(noise(90, 70), kind)
        with pytest.raises(InvalidInput):
            render(data[: int(len(data) * part)])

    def test_a_progressive_jpeg_that_was_cut_off(self):
        data = saved(noise(90, 70), "JPEG", progressive=True)
        with pytest.raises(InvalidInput):
            render(data[:-200])

    def test_a_png_with_changed_bytes(self):
        data = bytearray(saved(noise(90, 70), "PNG"))
        data[len(data) // 2] ^= 0xFF
        with pytest.raises(InvalidInput) as refusal:
            render(bytes(data))
        assert refusal.value.message == "error_picture_damaged"

    @pytest.mark.parametrize("size", [(60_000, 60_000), (9_000, 9_000), (2**31 - 1, 1)])
    def test_bombs_by_their_header(self, size):
        with pytest.raises(InvalidInput):
            render(bomb(*size))

    def test_more_than_twenty_megabytes(self):
        with pytest.raises(InvalidInput) as refusal:
            render(saved(corners(), "JPEG") + b"\0" * MAX_UPLOAD)
        assert refusal.value.message == "error_picture_too_large"
        assert refusal.value.message.mapping == {"size": "20.0", "limit": 20}

    @settings(deadline=None, max_examples=60)
    @given(st.data())
    def test_changed_bytes_never_do_worse_than_be_refused(self, data):
        kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF"]))
        file = bytearray(saved(corners(), kind))
        for _ in range(data.draw(st.integers(1, 12))):
            file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
        with suppress(InvalidInput):
            assert_within_limits(render(bytes(file)))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("HEIF", "image/heif")],
)
def test_kind_follows_from_the_bytes(kind, expected):
    assert kind_of(saved(corners(), kind)) == expected
