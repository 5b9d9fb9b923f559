"""Names and addresses of hosts that only the inside of an organisation can reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern


class Host(NamedTuple):
    """A host: what shows that it is internal, and where it begins and ends (from 0).

    Attributes:
        why: completes "the host is internal: it".
        start: offset of its first character.
        end: offset behind its last one.
    """

    why: str
    start: int
    end: int


def internal_hosts(text: str, endings: Iterable[str]) -> Iterator[Host]:
    """Every internal host in ``text``; ``endings`` are those that the archive names: ``corp.example``."""
    # the one letter whose lower-case form is longer would move every place behind it
    lowered = text.replace("\u0130", "I").lower()
    configured = {ending.lower().lstrip("*.") for ending in endings}
    yield from _named(lowered, configured)
    yield from _in_private_ranges(lowered)


_HOST = lazy_pattern(
    r"(?<![\w.@-])[a-z0-9_][a-z0-9_-]{0,62}+(?:\.[a-z0-9_-]{1,63}+){1,10}+(?![\w(-])"
)
_INTERNAL_DOMAINS = frozenset(["internal", "local", "corp", "lan"])
_NO_HOSTS = frozenset(["rc.local", "thread.local", "env.local", "settings.local", "config.local"])
_PACKAGES = ("com.", "org.", "net.", "io.", "java.", "javax.", "jdk.", "sun.", "self.", "this.")


def _named(text: str, configured: set[str]) -> Iterator[Host]:
    if not configured and not any(f".{domain}" in text for domain in _INTERNAL_DOMAINS):
        return
    for found in _HOST.finditer(text):
        labels = found[0].split(".")
        endings = (".".join(labels[number:]) for number in range(len(labels) - 1))
        ending = next((one for one in (*endings, labels[-1]) if one in configured), "")
        if ending:
            yield Host(f"ends in `{ending}`", found.start(), found.end())
        elif labels[-1] in _INTERNAL_DOMAINS and not _is_name_of_code(text, found):
            yield Host(f"ends in `.{labels[-1]}`", found.start(), found.end())


def _is_name_of_code(text: str, found: re.Match[str]) -> bool:
    """Whether it is a file in a folder, or a package of a program."""
    before = text[max(found.start() - 2, 0) : found.start()]
    is_in_folder = before.endswith("/") and before != "//"
    return is_in_folder or found[0] in _NO_HOSTS or found[0].startswith(_PACKAGES)


_PART = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = lazy_pattern(
    rf"(?<![\w.-])(?:10\.{_PART}|172\.(?:1[6-9]|2[0-9]|3[01])|192\.168)\.{_PART}\.{_PART}"
    r"(?![\w-]|\.\w)"
)
_IPV6 = lazy_pattern(r"(?<![\w:.])f(?:[cd][0-9a-f]|e[89ab])[0-9a-f]:[0-9a-f:]{2,36}+(?![\w.])")
_WHOLE_RANGES = frozenset(["10.0.0.0", "172.16.0.0", "192.168.0.0", "fc00::", "fd00::", "fe80::"])
"""Their first addresses stand for the ranges themselves, which are no secret."""
_VERSION = lazy_pattern(r"\b(?:version|release)\s$")


def _in_private_ranges(text: str) -> Iterator[Host]:
    """Addresses that are set aside for private networks (RFC 1918, 4193) and for one link (RFC 4291)."""
    addresses = [*_IPV4.finditer(text), *filter(_is_ipv6, _IPV6.finditer(text))]
    for found in addresses:
        is_version = _VERSION.search(text, max(found.start() - 10, 0), found.start())
        if found[0] not in _WHOLE_RANGES and not is_version:
            yield Host("is of a private range", found.start(), found.end())


def _is_ipv6(found: re.Match[str]) -> bool:
    try:
        IPv6Address(found[0])
    except ValueError:
        return False
    return True
