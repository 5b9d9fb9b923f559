"""What the static index takes from its postmortems, by blocks of neighbours, kept by content.

An edit concerns one folder of documents, and the block of folders in which that is. The others are put
together as they are, wherever their rows have gone to. Where folders and blocks end depends on the IDs of
the postmortems alone, so that a new one leaves all others as they are.
"""

import hashlib
import marshal
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.model.postmortem import Postmortem

from .encode import digest_of, literal
from .fields import Fact
from .kept_texts import KeptTexts, ReadText
from .term_lists import BlockTerms, TermLists, add_block, add_postmortems, as_block

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


_NO_TERMS = as_block({})


class Block(NamedTuple):
    """What the static index takes from neighbouring postmortems.

    Attributes:
        facts: of each.
        folders: name and size of each folder of documents; a name is a digest of all that is in it.
        leads: the first documents, shortened.
        terms: what finds them; nothing where that is not kept.
    """

    facts: list[Fact]
    folders: list[tuple[str, int]]
    leads: list[dict[str, str]]
    terms: BlockTerms = _NO_TERMS


Items = Sequence[Postmortem]

Make = Callable[[Items, TermLists, int], Block]
"""Makes a block of neighbours without its terms, which it adds to lists; a number is the first one's row."""


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

    def blocks(self, lists: TermLists) -> Iterator[Block]:
        """Each block, the newest first; the lists of terms get what finds its postmortems."""
        start = 0
        for items in _blocks(self._items):
            self._fresh.clear()
            yield self._block("block", items, lists, start, self._joined)
            start += len(items)

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
            for block in _blocks(self._items):
                for folder in _folders(block):
                    self._entries.spare(self._key("folder", folder))
            self._texts.drop_others()
            self._entries.drop_unused()

    def _block(self, kind: str, items: Items, lists: TermLists, base: int, make: Make) -> Block:
        """A block, kept or made; where none is kept, its terms are put into the lists at once."""
        if not self._active:
            return make(items, lists, base)
        block = self._kept(kind, items)
        if block is None:
            own: TermLists = {}
            block = make(items, own, 0)._replace(terms=as_block(own))
            self._keep(kind, items, block)
        add_block(lists, base, block.terms)
        return block

    def _joined(self, items: Items, lists: TermLists, base: int) -> Block:
        """The folders of a block together."""
        joined = Block([], [], [])
        for each in _folders(items):
            row = base + len(joined.facts)
            folder = self._block("folder", each, lists, row, self._folder)
            joined.facts.extend(folder.facts)
            joined.folders.extend(folder.folders)
            joined.leads.extend(folder.leads[: FIRST_SHOWN - len(joined.leads)])
        return joined

    def _folder(self, items: Items, lists: TermLists, base: int) -> Block:
        """A block of one folder."""
        texts = [self._texts.get(item) for item in items]
        documents = [self._document(found) for found in texts]
        name = digest_of(*documents)
        self._fresh[name] = documents
        add_postmortems(lists, base, (found.terms for found in texts))
        leads = [
            self._said(found._replace(text=found.text[:LEAD_CHARACTERS]))
            for found in texts[:FIRST_SHOWN]
        ]
        return Block([found.fact for found in texts], [(name, len(items))], leads)

    def _said(self, found: ReadText) -> dict[str, str]:
        """What a result line is made from."""
        fact = found.fact
        slug = self._slugs[fact.path]
        return {"title": fact.title, "slug": slug, "started": fact.started, "text": found.text}

    def _document(self, found: ReadText) -> bytes:
        return literal(self._said(found))

    def _kept(self, kind: str, items: Items) -> Block | None:
        data = self._entries.get(self._key(kind, items))
        if data is None:
            return None
        facts, folders, leads, terms = marshal.loads(data)  # noqa: S302 - sealed
        return Block([Fact._make(fact) for fact in facts], folders, leads, BlockTerms._make(terms))

    def _keep(self, kind: str, items: Items, block: Block) -> None:
        facts = [tuple(fact) for fact in block.facts]
        data = marshal.dumps((facts, block.folders, block.leads, tuple(block.terms)))
        self._entries.put(self._key(kind, items), data)

    def _key(self, kind: str, items: Items) -> str:
        digest = hashlib.sha256(kind.encode())
        for item in items:
            given = f"\0{self._texts.key(item)}\0{self._slugs[item.path]}"
            digest.update(given.encode(errors="surrogatepass"))
        return digest.hexdigest()


def slugs(archive: Archive) -> dict[str, str]:
    """The last part of every postmortem's address, by its path."""
    found = postmortem_addresses(archive)
    return {path: address.rpartition("/")[2] for path, address in found.items()}


def _blocks(items: Items) -> Iterator[Items]:
    return _stretches(items, BLOCK_SIZE, len(items))


def _folders(items: Items) -> Iterator[Items]:
    return _stretches(items, FOLDER_SIZE, MAX_FOLDER)


def _stretches(items: Items, size: int, most: int) -> Iterator[Items]:
    """Stretches of about ``size`` neighbours, and of no more than ``most``."""
    start = 0
    for end, item in enumerate(items, start=1):
        digest = hashlib.sha256(item.id.encode("utf-8", "replace")).digest()
        if (digest[1] << 8 | digest[0]) % size == 0 or end - start == most or end == len(items):
            yield items[start:end]
            start = end
