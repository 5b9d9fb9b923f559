"""Addresses: where each part of an archive is published, whatever its own name contains."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from .archive import Archive
from .facets import Facet

POSTMORTEMS = "postmortems"
"""First part of every postmortem's address."""

ARCHIVE = "archive"
"""Address of the archive page."""

TRENDS = "trends"
"""Address of the page of trends, and the folder of its files."""

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_RESERVED = frozenset({"index", "readme"})  # names that stand for a whole folder


def slug(value: str) -> str:
    """A part of an address for any text, the same wherever and whenever it is asked for.

    A text that is safe as it stands (lower-case ASCII letters, digits, dots, hyphens, underscores)
    is its own slug. Any other one gets what can be kept of it, a tilde and ten hexadecimal digits
    of its SHA-256: a tilde is in no safe text, so the two cannot meet.
    """
    if _SAFE.fullmatch(value) and value not in _RESERVED:
        return value
    kept = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")[:60]
    return f"{kept}~{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def facet_address(facet: Facet, value: str | None = None, page: int = 1) -> str:
    """Address of a facet's list of values, or of a value's page: ``services/checkout/2``."""
    if value is None:
        return facet.plural
    address = f"{facet.plural}/{slug(value)}"
    return address if page == 1 else f"{address}/{page}"


def postmortem_addresses(archive: Archive) -> Mapping[str, str]:
    """Address of every postmortem by its path, such as ``postmortems/2019-07-02-waf-regex``.

    It is made of the ID alone, so that a file may move between folders. Where two files have the
    same ID, the one that counts keeps it and the others' addresses say that their path was needed
    to tell them apart.
    """
    by_id = archive.by_id
    return {
        item.path: f"{POSTMORTEMS}/{slug(item.id)}"
        if by_id[item.id] is item
        else f"{POSTMORTEMS}/{slug(item.path)}"
        for item in archive.postmortems
    }


def alias_addresses(archive: Archive) -> Mapping[str, str]:
    """Address of every former ID that is free, and the address to which it leads."""
    addresses = postmortem_addresses(archive)
    taken = set(addresses.values())
    return {alias: target for alias, target in _aliases(archive, addresses) if alias not in taken}


def _aliases(archive: Archive, addresses: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for item in reversed(archive.postmortems):  # of two claims to one alias, the newest counts
        for alias in item.meta.aliases:
            yield f"{POSTMORTEMS}/{slug(alias)}", addresses[item.path]
