"""Banner and logo: small whatever was uploaded, and nothing that is no picture."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.styles import pictures
from PIL import Image

import io
import pytest
import random


def noise(size, mode="RGB", image_format="PNG", **options):
    """Return a picture that is as hard to compress as can be."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    data = random.Random(size[0]).randbytes(size[0] * size[1] * bands)
    out = io.BytesIO()
    Image.frombytes(mode, size, data).save(out, image_format, **options)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("size", "mode", "image_format"),
    [
        ((2400, 1600), "RGB", "JPEG"),
        ((900, 2000), "CMYK", "JPEG"),
        ((300, 300), "RGBA", "PNG"),
        ((64, 8), "L", "PNG"),
        ((1, 1), "RGB", "PNG"),
    ],
)
def test_banners_fit_the_budget_and_the_form(size, mode, image_format):
    data = pictures.fit_banner(noise(size, mode, image_format))
    assert len(data) <= pictures.BANNER_BYTES
    found = opened(data)
    assert found.format == "WEBP"
    assert found.width <= pictures.BANNER[0]
    if size[0] > 100:
        assert found.width / found.height == pytest.approx(1920 / 360, rel=0.05)


def test_logos_fit_and_stay_see_through():
    picture = Image.new("RGBA", (1200, 600), (10, 120, 80, 0))
    picture.paste((10, 120, 80, 255), (300, 100, 900, 500))
    out = io.BytesIO()
    picture.save(out, "PNG")
    found = opened(pictures.fit_logo(out.getvalue()))
    assert found.size == (320, 160)
    assert found.mode == "RGBA"
    assert found.getpixel((0, 0))[3] == 0
    assert len(pictures.fit_logo(noise((1000, 1000), "RGBA"))) <= pictures.LOGO_BYTES


def test_a_turned_photo_stands_upright_and_tells_nothing_of_its_camera():
    picture = Image.new("RGB", (400, 2000), "white")
    picture.paste((200, 0, 0), (0, 0, 400, 1000))
    exif = picture.getexif()
    exif[0x0112] = 6  # turned to the right by the camera
    exif[0x010F] = "Some camera"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    found = opened(pictures.fit_banner(out.getvalue()))
    red = found.convert("RGB").getpixel((found.width - 5, found.height // 2))
    assert red[0] > 150 > red[1]
    assert not found.getexif()
    assert "exif" not in found.info


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        noise((50, 50))[:300],
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
    ],
    ids=["empty", "text", "svg", "cut", "postscript"],
)
@pytest.mark.parametrize("fit", [pictures.fit_banner, pictures.fit_logo])
def test_what_is_no_picture_is_refused(fit, data):
    with pytest.raises(InvalidInput) as caught:
        fit(data)
    assert caught.value.field in ("banner", "logo")


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Image.new("1", (30000, 30000)).save(out, "PNG")
    with pytest.raises(InvalidInput):
        pictures.fit_banner(out.getvalue())
