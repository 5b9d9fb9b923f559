"""An image that leaves is its pixels and nothing else; what cannot be written anew is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from postmortem_archive.archive.public_edition.plain_image import (
    MAX_BYTES,
    ImageRefusedError,
    plain_image,
)

HIDDEN = b"zebrafish"


def written(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010E] = HIDDEN.decode()
    return made


def with_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", HIDDEN.decode())
    info.add_itxt("More", HIDDEN.decode(), zip=True)
    return info


def profile() -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + HIDDEN


PHOTO = Image.radial_gradient("L").convert("RGB")
CASES = {
    "a PNG with texts": (written(PHOTO, "PNG", pnginfo=with_text()), "png"),
    "a PNG with EXIF": (written(PHOTO, "PNG", exif=exif()), "png"),
    "a PNG with a profile": (written(PHOTO, "PNG", icc_profile=profile()), "png"),
    "a PNG with more behind its end": (written(PHOTO, "PNG") + HIDDEN, "png"),
    "a PNG of 16 bits": (written(Image.new("I;16", (9, 9), 30_000), "PNG"), "png"),
    "a PNG of two colours": (written(PHOTO.convert("1"), "PNG"), "png"),
    "a PNG with a palette": (written(PHOTO.quantize(8), "PNG", transparency=0), "png"),
    "a JPEG with EXIF": (written(PHOTO, "JPEG", exif=exif()), "jpg"),
    "a JPEG with a comment": (written(PHOTO, "JPEG", comment=HIDDEN), "jpg"),
    "a JPEG with more behind its end": (written(PHOTO, "JPEG") + HIDDEN, "jpg"),
    "a JPEG in CMYK": (written(PHOTO.convert("CMYK"), "JPEG"), "jpg"),
    "a GIF with a comment": (written(PHOTO.quantize(8), "GIF", comment=HIDDEN), "png"),
    "a WebP with EXIF": (written(PHOTO, "WEBP", exif=exif(), lossless=True), "webp"),
    "a WebP with XMP": (written(PHOTO, "WEBP", xmp=HIDDEN, lossless=True), "webp"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_image_is_its_pixels(name: str) -> None:
    data, suffix = CASES[name]
    made = plain_image(data)
    assert made.suffix == suffix
    with Image.open(io.BytesIO(made.content)) as image, Image.open(io.BytesIO(data)) as before:
        assert image.size == before.size
        assert not image.getexif()
        assert image.info.keys() <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
        }
    assert HIDDEN not in made.content
    assert plain_image(data) == made
    assert len(made.name) == len(f"{'0' * 16}.{suffix}")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_the_pixels_are_the_same(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    made = plain_image(written(PHOTO, form, **options))
    with Image.open(io.BytesIO(made.content)) as image:
        assert image.convert("RGB").tobytes() == PHOTO.tobytes()


def test_a_photo_is_turned_as_it_is_shown() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 10, 20))
    made = plain_image(written(image, "JPEG", exif=turned, quality=95))
    with Image.open(io.BytesIO(made.content)) as shown:
        assert shown.size == (20, 40)
        top, bottom = shown.getpixel((10, 3)), shown.getpixel((10, 36))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (max(top) < 60, min(bottom) > 200) == (True, True)


def test_what_is_transparent_is_gone() -> None:
    image = Image.new("RGBA", (4, 4), (200, 10, 10, 0))
    image.putpixel((1, 1), (1, 2, 3, 128))
    made = plain_image(written(image, "PNG"))
    with Image.open(io.BytesIO(made.content)) as shown:
        assert shown.getpixel((0, 0)) == (0, 0, 0, 0)
        assert shown.getpixel((1, 1)) == (1, 2, 3, 128)


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def moving(form: str) -> bytes:
    shades = [Image.new("RGB", (9, 9), (shade, 0, 0)) for shade in (0, 90, 180)]
    return written(shades[0], form, save_all=True, append_images=shades[1:])


REFUSED = {
    "a text": (b"no image at all", "cannot be read"),
    "nothing": (b"", "cannot be read"),
    "half a PNG": (written(PHOTO, "PNG")[:200], "cannot be read"),
    "half a JPEG": (written(PHOTO, "JPEG")[:400], "cannot be read"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "cannot be read"),
    "a TIFF": (written(PHOTO, "TIFF"), "cannot be read"),
    "a PNG that says it is larger": (huge_png(10, 2_000), "cannot be read"),
    "a bomb": (huge_png(60_000, 60_000), "has more than 40 million pixels"),
    "a large one": (huge_png(9_000, 9_000), "has more than 40 million pixels"),
    "a moving GIF": (moving("GIF"), "moves"),
    "a moving PNG": (moving("PNG"), "moves"),
    "a moving WebP": (moving("WEBP"), "moves"),
    "a large file": (b"\0" * (MAX_BYTES + 1), "is larger than 20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_anew(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(ImageRefusedError, match=reason):
        plain_image(data)
