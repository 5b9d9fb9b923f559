"""How messages name facts that a section leaves out, with what the front matter says of them."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import quoted, short_duration


def impact_sentence(postmortem: Postmortem, settings: Settings) -> str:
    """How a summary can begin, in backquotes."""
    service = _service(postmortem, settings)
    how_long = postmortem.time_to_resolve
    for_how_long = f" for {short_duration(how_long)}" if how_long else ""
    return quoted(f"Customers could not use {service}{for_how_long}", limit=100)


def impact_with_number(postmortem: Postmortem, settings: Settings) -> str:
    """How a summary can begin, in backquotes, with a number in it: an invented one where none is known."""
    if postmortem.time_to_resolve:
        return impact_sentence(postmortem, settings)
    return quoted(f"About 200 customers could not use {_service(postmortem, settings)}", limit=100)


def how_long(postmortem: Postmortem) -> str:
    """The words that say how long it lasted, with the author's own moments where they are known."""
    known = postmortem.time_to_resolve
    return f"for how long ({short_duration(known)})" if known else "for how long"


def when(postmortem: Postmortem) -> str:
    """The words that say when it began, with the author's own day where it is known."""
    started = postmortem.meta.started
    return f"when ({started.day.isoformat()})" if started else "when"


def _service(postmortem: Postmortem, settings: Settings) -> str:
    services = postmortem.meta.services
    return settings.label("services", services[0]) if services else "the service"


def joined(words: Sequence[str], link: str) -> str:
    """Words in a row: ``a, b or c`` where ``link`` is *or*."""
    *first, last = words
    return f"{', '.join(first)} {link} {last}" if first else last
