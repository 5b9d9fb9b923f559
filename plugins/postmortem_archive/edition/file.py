"""The file that a public text becomes in the tree of which the public edition is built."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

import yaml

from postmortem_archive.model.front_matter import Audience, Kind, Status
from postmortem_archive.model.link import Link
from postmortem_archive.model.slug import slugify

from .link_edits import with_links
from .text import PublicText

Target = Callable[[Link], str | None]
"""Where a link is to lead; ``None`` for one that becomes plain text."""


def term_id(name: str) -> str:
    """ID of a public name of a service or a severity: made of the name alone."""
    slug = slugify(name)
    return slug if slug.isascii() else f"x{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def public_file(text: PublicText, target: Target) -> str:
    """The file: front matter, and the sections with their links.

    Args:
        text: what is read outside.
        target: where links and images lead.
    """
    facts = {
        "title": text.title,
        "status": str(Status.PUBLISHED),
        **({"kind": str(text.kind)} if text.kind is not Kind.INCIDENT else {}),
        **({"severity": term_id(text.severity)} if text.severity else {}),
        "services": [term_id(name) for name in text.services],
        **({"started": str(text.started)} if text.started else {}),
        **({"resolved": str(text.resolved)} if text.resolved else {}),
        "audience": str(Audience.PUBLIC),
    }
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1_000_000)
    sections = "\n".join(
        f"## {section.heading}\n\n{with_links(section.body, target)}\n" for section in text.sections
    )
    return f"---\n{front}---\n\n{sections}"


def public_settings(texts: Iterable[PublicText], severities: Iterable[str]) -> str:
    """The ``archive.yml`` of a public edition: the public names that its texts use.

    Args:
        texts: all of its texts.
        severities: public names of all severities, worst first.
    """
    every = list(texts)
    used = {text.severity for text in every}
    services = sorted({name for text in every for name in text.services})
    said: Mapping[str, object] = {
        "severities": _terms(name for name in dict.fromkeys(severities) if name in used and name),
        "services": _terms(services),
        "require": [],
    }
    return yaml.safe_dump(dict(said), allow_unicode=True, sort_keys=False, width=1_000_000)


def _terms(names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {term_id(name): {"name": name} for name in names}
