"""Look for words in files, however they were packed, encoded or cut up."""

import base64
import binascii
import html
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from PIL import Image

_MOST = 4_000_000
"""Most bytes that something is unpacked to."""

_DEPTH = 2
_WINDOW = 10
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{14,}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){10,}")
_ESCAPE = re.compile(rb"\\(?:u00|x|U000000|u\{00)([0-7][0-9a-fA-F])\}?")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = b"\x1f\x8b\x08"
_TAG = re.compile(rb"<[^<>]*>")
_NO_LETTER = re.compile(rb"[^a-z]+")
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")


class Search:
    """Looks for words of random letters; two pieces of each are enough, as of a text that is cut.

    Args:
        words: names and the words to look for: lower-case letters, 16 or more of them.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._pieces = [
            (name, piece)
            for name, word in words.items()
            for piece in (word[2 : 2 + _WINDOW].encode(), word[-_WINDOW:].encode())
        ]

    def found_in(self, content: bytes) -> set[str]:
        """Names of the words that occur in some bytes."""
        found: set[str] = set()
        for text in _readings(content):
            found.update(name for name, piece in self._pieces if piece in text)
        return found


def _readings(content: bytes) -> Iterator[bytes]:
    """Lower-case bytes as which some content may be read."""
    seen = {content}
    waiting = [(content, 0)]
    while waiting:
        data, depth = waiting.pop()
        small = data.lower()
        yield small
        yield _NO_LETTER.sub(b"", small)
        if b"<" in small:
            yield _NO_LETTER.sub(b"", _TAG.sub(b"", small))
        if depth == _DEPTH:
            continue
        for inner in _inside(data):
            if inner and inner not in seen:
                seen.add(inner)
                waiting.append((inner, depth + 1))


def _inside(data: bytes) -> Iterator[bytes]:
    """What can be unpacked or decoded of some bytes, one step."""
    yield from _unpacked(data)
    yield from _base64(data)
    yield b" ".join(binascii.unhexlify(found[0]) for found in _HEX.finditer(data))
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode("utf-8", "replace")
    if b"\\" in data:
        yield _ESCAPE.sub(lambda found: binascii.unhexlify(found[1]), data)
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    if data.startswith(_IMAGES):
        yield _told_by_image(data)


def _unpacked(data: bytes) -> Iterator[bytes]:
    at = data.find(_GZIP)
    while at >= 0:
        yield _inflated(data[at:], 31)
        at = data.find(_GZIP, at + 1)
    for found in _ZLIB.finditer(data):
        yield _inflated(data[found.start() :], 15)
    if data.startswith(b"PK\x03\x04"):
        yield from _zipped(data)


def _zipped(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode() + b" " + archive.read(name)
    except zipfile.BadZipFile:  # it only begins like one; its bytes are looked at all the same
        return


def _inflated(data: bytes, window: int) -> bytes:
    """What can be inflated of some bytes; nothing where they are not packed so."""
    try:
        return zlib.decompressobj(window).decompress(data, _MOST)
    except zlib.error:
        return b""


def _base64(data: bytes) -> Iterator[bytes]:
    """Every run of letters that may be base64, read from each of its four beginnings."""
    runs = [found[0].translate(_PLAIN) for found in _BASE64.finditer(data)]
    for start in range(4):
        parts = (run[start : start + (len(run) - start) // 4 * 4] for run in runs)
        yield b" ".join(base64.b64decode(part) for part in parts)


_PLAIN = bytes.maketrans(b"-_", b"+/")


def _told_by_image(data: bytes) -> bytes:
    """What a library of images tells of one beside its pixels, and the pixels; nothing of what is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                image.load()
                told: list[Any] = [image.info, getattr(image, "text", {}), image.getexif()]
                pixels = image.convert("RGB").tobytes()
        except _UNREADABLE:  # it only begins like one; its bytes are looked at all the same
            return b""
    return b" ".join([*_values(told), pixels])


def _values(value: Any) -> Iterable[bytes]:
    if isinstance(value, bytes):
        return [value]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _values(one)]
    if hasattr(value, "items"):
        return [text for pair in value.items() for one in pair for text in _values(one)]
    return [str(value).encode("utf-8", "replace")]
