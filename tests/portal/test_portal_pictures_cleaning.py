"""Originals lose place, time and owner, and nothing else. No site needed."""

from .picture_corpus import animated
from .picture_corpus import corners
from .picture_corpus import exif
from .picture_corpus import heic
from .picture_corpus import logo
from .picture_corpus import near
from .picture_corpus import opened
from .picture_corpus import photograph
from .picture_corpus import printed
from .picture_corpus import quarters
from .picture_corpus import saved
from .picture_corpus import telephone
from .picture_corpus import turned
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.cleaning import cleaned
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from PIL import Image
from PIL import PngImagePlugin

import pytest


SECRET = b"GEHEIMNIS"


def tagged_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=True)
    return saved(corners(), "PNG", pnginfo=notes, exif=exif().tobytes(), dpi=(72, 72))


def tagged(kind, image=None, **options):
    image = image or corners()
    xmp = {} if kind == "TIFF" else {"xmp": b"<x>" + SECRET + b"</x>"}
    return saved(image, kind, exif=exif().tobytes(), **xmp, **options)


def commented_gif():
    data = bytearray(animated("GIF"))
    at = data.index(b"\x21\xf9")
    comment = b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0"
    packet = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    return bytes(data[:at]) + comment + packet + bytes(data[at:])


def jpeg_with_everything():
    plain = saved(corners(), "JPEG", quality=95, exif=exif().tobytes(), comment=SECRET)

    def segment(marker, body):
        return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body

    extra = segment(0xED, b"Photoshop 3.0\0" + SECRET) + segment(0xE5, SECRET)
    extra += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    # a telephone's film clip, and a second picture, behind the end
    return plain[:2] + extra + plain[2:] + b"ftypmp42" + SECRET + plain


class TestMetadata:
    @pytest.mark.parametrize(
        "make",
        [jpeg_with_everything, tagged_png, commented_gif]
        + [lambda kind=kind: tagged(kind) for kind in ("WEBP", "TIFF", "AVIF")]
        + [lambda: heic(exif=exif().tobytes(), xmp=SECRET)],
    )
    def test_is_gone_to_the_last_byte(self, make):
        data = make()
        found = cleaned(data)
        assert SECRET not in found.data and "某牌相机".encode() not in found.data
        image = opened(found.data)
        assert not image.getexif() and not image.getexif().get_ifd(0x8825)
        assert not {"xmp", "comment", "photoshop", "Author", "exif"} & set(image.info)

    def test_of_a_real_telephone_is_gone(self):
        data = telephone()
        assert opened(data).info.keys() & {"exif", "xmp", "photoshop"}
        found = opened(cleaned(data).data)
        assert not found.info.keys() & {"exif", "xmp", "photoshop"}
        assert found.tobytes() == opened(data).tobytes()

    def test_cleaning_again_changes_nothing(self):
        for data in (photograph(), telephone(), tagged_png(), commented_gif(), tagged("WEBP")):
            once = cleaned(data).data
            assert cleaned(once).data == once


class TestPixels:
    @pytest.mark.parametrize("make", [photograph, telephone, printed, jpeg_with_everything])
    def test_of_a_jpeg_stay_bit_by_bit_with_the_profile(self, make):
        data = make()
        found = cleaned(data)
        assert (found.content_type, found.extension) == ("image/jpeg", "jpg")
        before, after = opened(data), opened(found.data)
        assert after.mode == before.mode and after.tobytes() == before.tobytes()
        assert after.info.get("icc_profile") == before.info.get("icc_profile")

    @settings(deadline=None, max_examples=30)
    @given(
        st.integers(1, 120),
        st.integers(1, 90),
        st.sampled_from(["RGB", "L", "CMYK"]),
        st.booleans(),
        st.sampled_from([0, 1, 3]),
    )
    def test_of_any_jpeg_stay(self, width, height, mode, progressive, restarts):
        image = corners(width, height).convert(mode)
        data = saved(
            image, "JPEG", progressive=progressive, restart_marker_blocks=restarts, comment=SECRET
        )
        found = cleaned(data).data
        assert SECRET not in found and opened(found).tobytes() == opened(data).tobytes()

    @pytest.mark.parametrize("kind", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
    def test_of_a_png_stay_bit_by_bit(self, kind):
        image = Image.new("I;16", (40, 30), 40_000) if kind == "I;16" else corners().convert(kind)
        data = saved(image, "PNG", exif=exif().tobytes())
        assert opened(cleaned(data).data).tobytes() == opened(data).tobytes()

    @pytest.mark.parametrize("lossless", [False, True])
    @pytest.mark.parametrize("mode", ["RGB", "RGBA"])
    def test_of_a_webp_stay_bit_by_bit(self, mode, lossless):
        data = tagged("WEBP", opened(logo()).convert(mode), lossless=lossless)
        found = cleaned(data)
        assert found.content_type == "image/webp"
        assert opened(found.data).tobytes() == opened(data).tobytes()

    @pytest.mark.parametrize("kind", ["GIF", "WEBP"])
    def test_moving_pictures_still_move(self, kind):
        data = commented_gif() if kind == "GIF" else animated(kind)
        found = opened(cleaned(data).data)
        assert found.n_frames == 3 and found.info["loop"] == 0

    @pytest.mark.parametrize("orientation", range(2, 9))
    def test_turned_ones_are_upright_without_exif(self, orientation):
        found = cleaned(turned(orientation))
        image = opened(found.data)
        assert found.content_type == "image/jpeg" and image.size == (80, 60)
        assert not image.getexif() and near(quarters(image), quarters(corners()))

    @pytest.mark.parametrize(("kind", "mode"), [("TIFF", "RGB"), ("BMP", "RGB"), ("AVIF", "RGB")])
    def test_kinds_that_browsers_do_not_show_become_jpeg(self, kind, mode):
        found = cleaned(saved(corners(), kind))
        assert found.extension == "jpg" and near(quarters(opened(found.data)), quarters(corners()))

    def test_transparent_ones_of_such_kinds_become_png(self):
        found = cleaned(saved(opened(logo()), "TIFF"))
        assert found.extension == "png" and opened(found.data).getpixel((1, 1))[3] == 0

    def test_heic_becomes_jpeg_in_full_size(self):
        found = cleaned(heic())
        assert found.content_type == "image/jpeg" and opened(found.data).size == (320, 240)


@pytest.mark.parametrize("cut", [60, 200, -2])
def test_a_jpeg_without_its_end_is_refused(cut):
    with pytest.raises(InvalidInput):
        cleaned(saved(corners(), "JPEG")[:cut])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_changed_bytes_never_do_worse_than_be_refused(data):
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
    file = bytearray(commented_gif() if kind == "GIF" else saved(corners(), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        cleaned(bytes(file))
    except InvalidInput as refusal:
        assert str(refusal.message).startswith("error_picture")
