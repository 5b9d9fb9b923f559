"""What the static index takes from its postmortems, by blocks of neighbours, kept by content.

An edit concerns one folder of documents, and the block of folders in which that is. The others are put
together as they are, wherever their rows have gone to. Where folders and blocks end depends on the IDs of
the postmortems alone, so that a new one leaves all others as they are.
"""

import hashlib
import marshal
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.model.postmortem import Postmortem

from .encode import digest_of, literal
from .fields import Fact
from .kept_texts import KeptTexts, ReadText
from .term_lists import BlockTerms, TermLists, add_block, as_block, lists_of

FOLDER_SIZE = 32
"""How many postmortems share a folder, on average."""

MAX_FOLDER = 128
"""Most postmortems of a folder."""

BLOCK_SIZE = 512
"""How many postmortems share a block, on average; a multiple of ``FOLDER_SIZE``."""

FIRST_SHOWN = 20
"""How many postmortems the page can show before it has loaded anything but the facts."""

LEAD_CHARACTERS = 300
"""How much of their text comes with the facts."""


class Block(NamedTuple):
    """What the static index takes from neighbouring postmortems.

    Attributes:
        facts: of each.
        folders: name and size of each folder of documents; a name is a digest of all that is in it.
        leads: the first documents, shortened.
        terms: what finds them.
    """

    facts: list[Fact]
    folders: list[tuple[str, int]]
    leads: list[dict[str, str]]
    terms: BlockTerms


class KeptBlocks:
    """The blocks of an archive, those that are kept as they are.

    Args:
        archive: the archive.
        active: whether any are kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, archive: Archive, *, active: bool) -> None:
        self._items = archive.postmortems
        self._slugs = slugs(archive)
        self._texts = KeptTexts(archive, active=active)
        self._entries = KeptEntries(archive.project, "blocks", active=active)
        self._active = active
        self._fresh: dict[str, list[bytes]] = {}

    def blocks(self) -> Iterator[Block]:
        """Each block, the newest first."""
        start = 0
        for end in _ends(self._items, BLOCK_SIZE, len(self._items)):
            self._fresh.clear()
            yield self._block(self._items[start:end])
            start = end

    def documents(self, name: str, start: int, end: int) -> list[bytes]:
        """The documents of a folder as scripts say them.

        Args:
            name: of the folder.
            start: row of its first postmortem.
            end: row after its last one.
        """
        made = self._fresh.get(name)
        return made or [self._document(self._texts.get(item)) for item in self._items[start:end]]

    def drop_others(self) -> None:
        """Remove whatever is kept of an archive that is no more."""
        if self._active:
            for item in self._items:
                self._texts.spare(item)
            self._texts.drop_others()
            self._entries.drop_unused()

    def _block(self, items: Sequence[Postmortem]) -> Block:
        folders = []
        start = 0
        for end in _ends(items, FOLDER_SIZE, MAX_FOLDER):
            folders.append(items[start:end])
            start = end
        kept = self._kept("block", items)
        if kept is None:
            kept = _joined([self._folder(each) for each in folders])
            self._keep("block", items, kept)
        elif self._active:
            for each in folders:
                self._entries.spare(self._key("folder", each))
        return kept

    def _folder(self, items: Sequence[Postmortem]) -> Block:
        """A block of one folder."""
        kept = self._kept("folder", items)
        if kept is None:
            texts = [self._texts.get(item) for item in items]
            documents = [self._document(found) for found in texts]
            name = digest_of(*documents)
            self._fresh[name] = documents
            terms = as_block(lists_of(found.terms for found in texts))
            leads = [
                self._said(found._replace(text=found.text[:LEAD_CHARACTERS]))
                for found in texts[:FIRST_SHOWN]
            ]
            kept = Block([found.fact for found in texts], [(name, len(items))], leads, terms)
            self._keep("folder", items, kept)
        return kept

    def _said(self, found: ReadText) -> dict[str, str]:
        """What a result line is made from."""
        fact = found.fact
        slug = self._slugs[fact.path]
        return {"title": fact.title, "slug": slug, "started": fact.started, "text": found.text}

    def _document(self, found: ReadText) -> bytes:
        return literal(self._said(found))

    def _kept(self, kind: str, items: Sequence[Postmortem]) -> Block | None:
        data = self._entries.get(self._key(kind, items)) if self._active else None
        if data is None:
            return None
        facts, folders, leads, terms = marshal.loads(data)  # noqa: S302 - sealed
        return Block([Fact._make(fact) for fact in facts], folders, leads, BlockTerms._make(terms))

    def _keep(self, kind: str, items: Sequence[Postmortem], block: Block) -> None:
        if self._active:
            facts = [tuple(fact) for fact in block.facts]
            data = marshal.dumps((facts, block.folders, block.leads, tuple(block.terms)))
            self._entries.put(self._key(kind, items), data)

    def _key(self, kind: str, items: Sequence[Postmortem]) -> str:
        digest = hashlib.sha256(kind.encode())
        for item in items:
            given = f"\0{self._texts.key(item)}\0{self._slugs[item.path]}"
            digest.update(given.encode(errors="surrogatepass"))
        return digest.hexdigest()


def slugs(archive: Archive) -> dict[str, str]:
    """The last part of every postmortem's address, by its path."""
    found = postmortem_addresses(archive)
    return {path: address.rpartition("/")[2] for path, address in found.items()}


def _ends(items: Sequence[Postmortem], size: int, most: int) -> Iterator[int]:
    """Where stretches of about ``size`` neighbours end, and of no more than ``most``."""
    start = 0
    for end, item in enumerate(items, start=1):
        digest = hashlib.sha256(item.id.encode("utf-8", "replace")).digest()
        if (digest[1] << 8 | digest[0]) % size == 0 or end - start == most or end == len(items):
            yield end
            start = end


def _joined(folders: Sequence[Block]) -> Block:
    """The folders of a block together."""
    facts: list[Fact] = []
    names: list[tuple[str, int]] = []
    leads: list[dict[str, str]] = []
    lists: TermLists = {}
    for folder in folders:
        add_block(lists, len(facts), folder.terms)
        facts += folder.facts
        names += folder.folders
        leads += folder.leads[: FIRST_SHOWN - len(leads)]
    return Block(facts, names, leads, as_block(lists))
