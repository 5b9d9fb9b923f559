"""Incidents of Statusfy."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Read, Reader, Source, Sureness
from ..errors import RefusedError
from ..fields import split_front
from ..updates import Update, with_updates
from ..words import Words, words_of

_UPDATE = lazy_pattern(
    r"^:::[ \t]{0,3}update[ \t]+(?P<state>[^|\n]{1,60}?)[ \t]*\|[ \t]*(?P<time>[^\n]{1,60}?)[ \t]*\n"
    r"(?P<text>(?:(?!:::).*\n)*?):::[ \t]*$",
    re.MULTILINE,
)


class StatusfyReader(Reader):
    """Files of ``content`` of a status page made with Statusfy.

    The fields and the containers are those of Statusfy's documentation, guide "Incidents", sections
    "Front Matter" and "Updates Containers". The updates become a list, the oldest first.
    """

    name = "Statusfy"
    reads = "files of `content`; updates become a timeline"
    extensions = (".md", ".markdown")

    def sureness(self, source: Source) -> Sureness:
        """Certain of a container of an update, or of the field ``affectedsystems``."""
        if source.text is None or source.extension not in self.extensions:
            return Sureness.NO
        front = split_front(source.text)
        is_one = "affectedsystems" in front.fields or _UPDATE.search(f"{front.body}\n")
        return Sureness.CERTAIN if is_one else Sureness.NO

    def read(self, source: Source) -> Read:
        """Prose, and a list of the updates."""
        if source.text is None:
            raise RefusedError(source.refusal)
        front = split_front(source.text)
        found = list(_UPDATE.finditer(f"{front.body}\n"))
        updates = [Update(one["time"], one["state"], one["text"]) for one in found]
        return Read(
            front.fields,
            with_updates(_UPDATE.sub("", f"{front.body}\n"), updates),
            words_of(front.body) - Words({"update": len(found)}),
            front.comments,
            front.unread,
        )
