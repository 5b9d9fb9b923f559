"""What the static index takes from each postmortem, kept by content.

Reading a text into terms is most of what an export costs.
"""

import hashlib
import marshal
from typing import NamedTuple

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from .fields import Fact, body_of, fact_of, shown_text, terms_of
from .term_lists import WrittenTerms, written

MAX_TEXT = 100_000
"""How much of a postmortem's text is kept for excerpts, in characters."""

_CODE = ("model", "parse", "archive/facets.py", "search")
_LIBRARIES = ("markdown-it-py", "pydantic", "pyyaml")
"""What decides, beside a file and the settings, what is taken from it."""


class ReadText(NamedTuple):
    """What the static index takes from a postmortem.

    Attributes:
        fact: what filters, facets and result lines need.
        text: what excerpts are taken from.
        terms: what finds it.
    """

    fact: Fact
    text: str
    terms: WrittenTerms


class KeptTexts:
    """Reads the postmortems of an archive, those that are kept excepted.

    Args:
        archive: the archive.
        active: whether any are kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, archive: Archive, *, active: bool) -> None:
        self._settings = archive.settings
        self._digests = archive.digests
        self._active = active
        self._entries = KeptEntries(archive.project, "texts", active=active)
        self._made = made_with(archive.settings) if active else ""

    def get(self, item: Postmortem) -> ReadText:
        """What is taken from a postmortem of the archive."""
        if not self._active:
            return _read(item, self._settings)
        key = self.key(item)
        data = self._entries.get(key)
        if data is not None:
            return _from_kept(data)
        read = _read(item, self._settings)
        # marshal takes two thirds of the time of JSON; an entry is opened only under its seal
        self._entries.put(key, marshal.dumps((tuple(read.fact), read.text, tuple(read.terms))))
        return read

    def spare(self, item: Postmortem) -> None:
        """Keep what is kept of a postmortem, though nobody needed to ask for it."""
        self._entries.spare(self.key(item))

    def drop_others(self) -> None:
        """Remove whatever is kept of files that are no more, or were otherwise."""
        self._entries.drop_unused()

    def key(self, item: Postmortem) -> str:
        """What is kept under the same key was taken from the same."""
        given = "\0".join((self._made, item.path, self._digests[item.path]))
        return hashlib.sha256(given.encode(errors="surrogatepass")).hexdigest()


def made_with(settings: Settings) -> str:
    """Digest of what decides, beside a file, what is taken from it."""
    given = f"{code_digest(_CODE, _LIBRARIES)}\0{settings.model_dump_json()}"
    return hashlib.sha256(given.encode(errors="surrogatepass")).hexdigest()


def _read(item: Postmortem, settings: Settings) -> ReadText:
    body = body_of(item)
    terms = terms_of(item, settings, body)
    fact = fact_of(item, settings, terms.length)
    return ReadText(fact, shown_text(body)[:MAX_TEXT], written(terms))


def _from_kept(data: bytes) -> ReadText:
    fact, text, terms = marshal.loads(data)  # noqa: S302 - sealed
    return ReadText(Fact._make(fact), text, WrittenTerms._make(terms))
