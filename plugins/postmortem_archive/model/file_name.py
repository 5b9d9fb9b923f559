"""Names of files, as disks and people tell them apart."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """The same text for all names that are one name on some disk, or to the eye.

    Many disks do not tell capital letters apart, or the ways to write an accent; invisible characters are
    seen by nobody.
    """
    if name.isascii():
        return name.lower()
    seen = "".join(char for char in name if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold())
