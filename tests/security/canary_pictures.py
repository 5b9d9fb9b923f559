"""Images with words beside their pixels, and in pixels that nobody sees."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from canary_words import Maker


def public_image(maker: Maker, number: int) -> str:
    """An image that a public text shows, with words beside its pixels; returns its address."""
    folder = maker.word("folder name") if number == 1 else "2026"
    name = f"{maker.word('folder of images')}/{maker.word('name of a public image')}-{number}"
    kind = ("png", "jpg", "webp")[number]
    maker.write(f"postmortems/{folder}/{name}.{kind}", _picture(maker, kind))
    return f"{name}.{kind}"


def _picture(maker: Maker, kind: str) -> bytes:
    word = maker.word
    pixels = bytes(maker.chance.choices(range(256), k=8 * 8 * 3))
    image = Image.frombytes("RGB", (8, 8), pixels)
    out = io.BytesIO()
    if kind == "png":
        notes = PngInfo()
        notes.add_text("Comment", word("PNG text"))
        notes.add_text("Packed", word("PNG text, packed"), zip=True)
        notes.add_itxt("Title", word("PNG text, international"), zip=True)
        exif = Image.Exif()
        exif[0x010E] = word("EXIF in a PNG")
        clear = image.convert("RGBA")
        clear.putalpha(0)  # pixels that nobody sees, and that hold a word
        clear.frombytes(_hidden(word("transparent pixels"), 8 * 8))
        clear.save(out, "PNG", pnginfo=notes, exif=exif)
    elif kind == "jpg":
        exif = Image.Exif()
        exif[0x9286] = word("EXIF in a JPEG")
        exif[0x013B] = word("artist of a JPEG")
        profile = b"profile " + word("colour profile").encode()
        image.save(out, "JPEG", exif=exif, comment=word("comment of a JPEG"), icc_profile=profile)
    else:
        xmp = f"<x>{word('XMP in a WebP')}</x>".encode()
        image.save(out, "WEBP", lossless=True, xmp=xmp)
    return out.getvalue() + word("behind the end of an image").encode()


def _hidden(text: str, pixels: int) -> bytes:
    """Pixels without any opacity whose colours spell a text."""
    data = text.encode().ljust(-(-len(text) // 3) * 3)
    coloured = b"".join(data[at : at + 3] + b"\0" for at in range(0, len(data), 3))
    return coloured.ljust(pixels * 4, b"\0")


def inner_picture(maker: Maker) -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", maker.word("internal image"))
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()
