"""Incidents of cState."""

from __future__ import annotations

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Read, Reader, Source, Sureness
from ..errors import RefusedError
from ..fields import split_front, texts_of
from ..updates import Update, with_updates
from ..words import Words, words_of

_TRACK = lazy_pattern(r"\{\{[<%]\s{0,3}track\s{1,3}\"(?P<time>[^\"\n]{1,40})\"\s{0,3}[>%]\}\}")
_PARAGRAPHS = lazy_pattern(r"\n[ \t]*\n+")


class CStateReader(Reader):
    """Files of ``content/issues`` of a status page made with cState.

    The fields and the shortcode ``track`` are those of the cState wiki, page "Usage": ``section: issue``,
    ``date``, ``resolved``, ``resolvedWhen``, ``severity``, ``affected``. An update is a paragraph with its
    time in the shortcode, the newest first; here they become a list, the oldest first.
    """

    name = "cState"
    reads = "files of `content/issues`; updates become a timeline"
    extensions = (".md", ".markdown")

    def sureness(self, source: Source) -> Sureness:
        """Certain of the shortcode, or of an issue with its fields."""
        if source.text is None or source.extension not in self.extensions:
            return Sureness.NO
        if _TRACK.search(source.text):
            return Sureness.CERTAIN
        fields = split_front(source.text).fields
        is_issue = texts_of(fields.get("section")) == ["issue"]
        has_own = not {"affected", "resolvedWhen", "severity"}.isdisjoint(fields)
        return Sureness.CERTAIN if is_issue and has_own else Sureness.NO

    def read(self, source: Source) -> Read:
        """Prose, and a list of the updates."""
        if source.text is None:
            raise RefusedError(source.refusal)
        front = split_front(source.text)
        prose: list[str] = []
        updates: list[Update] = []
        tracks = 0
        for paragraph in _PARAGRAPHS.split(front.body.strip("\n")):
            found = list(_TRACK.finditer(paragraph))
            if len(found) != 1:
                prose.append(paragraph)
                continue
            tracks += 1
            text = f"{paragraph[: found[0].start()]}{paragraph[found[0].end() :]}".strip()
            updates.append(Update(found[0]["time"], "", text))
        return Read(
            front.fields,
            with_updates("\n\n".join(prose), updates),
            words_of(front.body) - Words({"track": tracks}),
            front.comments,
            front.unread,
        )
