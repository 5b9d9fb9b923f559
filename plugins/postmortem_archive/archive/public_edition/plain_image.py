"""An image written anew from its pixels alone, so that nothing else that its file holds can leave with it."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps

from ..discover import is_regular_file
from ..private_files import read_regular
from ..project import Project

MAX_BYTES = 20_000_000
"""Largest file that is read."""

MAX_PIXELS = 40_000_000
"""Most pixels of an image; four bytes each are held in memory."""

_SUFFIXES = {"PNG": "png", "GIF": "png", "JPEG": "jpg", "WEBP": "webp"}
_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_OPTIONS: dict[str, dict[str, object]] = {
    "png": {"optimize": True},
    "jpg": {"quality": 92},
    "webp": {"lossless": True},
}
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error, OverflowError)
"""What a file that is no image, or only a part of one, can have the decoders raise."""


class ImageRefusedError(Exception):
    """An image cannot be written anew; says why, as what follows its name."""


class PlainImage(NamedTuple):
    """An image that is nothing but its pixels: the bytes of its file, and the ending of its name."""

    content: bytes
    suffix: str

    @property
    def name(self) -> str:
        """A name made of what is seen alone."""
        return f"{hashlib.sha256(self.content).hexdigest()[:16]}.{self.suffix}"


def image_bytes(project: Project, path: str) -> bytes:
    """The bytes of an image of the archive; of a file that is too large, as many as show that.

    Args:
        project: where the archive is.
        path: of the image, relative to the archive's folder.

    Raises:
        ImageRefusedError: it cannot be read.
    """
    if not is_regular_file(project.folder, path):
        raise ImageRefusedError("is not a regular file of the archive")
    try:
        return read_regular(project.folder / path, MAX_BYTES + 1)
    except OSError as error:
        raise ImageRefusedError(
            f"cannot be read: {(error.strerror or str(error)).lower()}"
        ) from error


def plain_image(data: bytes) -> PlainImage:
    """Write an image anew: turned as it is shown, without metadata, comments and profiles.

    Args:
        data: the bytes of a PNG, JPEG, GIF or WebP file.

    Raises:
        ImageRefusedError: it is none, moves, or is too large.
    """
    if len(data) > MAX_BYTES:
        raise ImageRefusedError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, none of which is kept
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=tuple(_SUFFIXES)) as image:
                return _anew(image)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ImageRefusedError(_TOO_LARGE) from error
        except _UNREADABLE as error:
            raise ImageRefusedError("cannot be read as a PNG, JPEG, GIF or WebP image") from error


_TOO_LARGE = f"has more than {MAX_PIXELS // 1_000_000} million pixels"


def _anew(image: Image.Image) -> PlainImage:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise ImageRefusedError(_TOO_LARGE)
    if getattr(image, "n_frames", 1) > 1:
        raise ImageRefusedError("moves: its other frames are not seen at first")
    suffix = _SUFFIXES[image.format or ""]
    shown = ImageOps.exif_transpose(image)
    shown = _without_hidden(shown) if shown.has_transparency_data else shown.convert("RGB")
    fresh = Image.frombytes(shown.mode, shown.size, shown.tobytes())
    out = io.BytesIO()
    fresh.save(out, _FORMATS[suffix], **_OPTIONS[suffix])
    return PlainImage(out.getvalue(), suffix)


def _without_hidden(image: Image.Image) -> Image.Image:
    """The image without the colours of pixels that are wholly transparent: nobody sees them."""
    coloured = image.convert("RGBA")
    seen = coloured.getchannel("A").point(lambda alpha: 255 if alpha else 0)
    return Image.composite(coloured, Image.new("RGBA", coloured.size), seen)
