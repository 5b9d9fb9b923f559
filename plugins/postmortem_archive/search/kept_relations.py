"""What the postmortems of an archive have to do with each other, kept by what they are compared by.

A file that changes is read into words anew, no other one is; compared anew are those whom that concerns.
"""

import hashlib
import marshal
from collections.abc import Mapping, Sequence
from functools import lru_cache
from secrets import token_bytes

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.reading import seldom_collecting
from postmortem_archive.model.postmortem import Postmortem

from .compared_again import compare_again, compared_anew
from .comparison import Change, Comparison, Row
from .features import Features, features_of
from .relation import Relation

_CODE = (
    *("model", "parse", "search/analyzer.py", "search/compared_again.py"),
    *("search/comparison.py", "search/features.py"),
    *("search/holders.py", "search/kept_relations.py", "search/likeness.py", "search/plain.py"),
    *("search/related.py", "search/relation.py", "search/stemmer.py"),
)
_LIBRARIES = ("markdown-it-py", "pydantic", "pyyaml")
"""What decides, beside the files and the settings, what is related."""

_FEW = 10
_FEW_SHARE = 50
"""So many changes, or one in so many postmortems, are followed up; after more, all are compared."""

_OPEN = 4_096
"""Postmortems whose features stay in memory while some are compared again."""


@seldom_collecting()
def related_in(archive: Archive, *, keep: bool) -> Mapping[str, tuple[Relation, ...]]:
    """What is related to each postmortem of an archive, by its path.

    Args:
        archive: the archive.
        keep: use and write what is kept of earlier builds; never of an archive that is not on a disk.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    if not (keep and archive.digests):
        features = {item.path: features_of(item) for item in archive.postmortems}
        rows = {item.path: _row(item, "") for item in archive.postmortems}
        return _relations(compared_anew(rows, features))
    return _relations(_KeptComparison(archive).now())


class _KeptComparison:
    """The comparison of an archive, brought up to date from what is kept of an earlier one."""

    def __init__(self, archive: Archive) -> None:
        self._items = {item.path: item for item in archive.postmortems}
        self._digests = {path: archive.digests[path] for path in self._items}
        given = f"{code_digest(_CODE, _LIBRARIES)}\0{archive.settings.model_dump_json()}"
        self._made = _digest(given)
        self._entries = KeptEntries(archive.project, "relations")
        self._features = KeptEntries(archive.project, "features")
        self._earlier = KeptEntries(archive.project, "features")
        self._rows_key = _digest(self._made, "rows")
        self._lists_key = _digest(self._made, "lists")
        self._stamp = b""

    def now(self) -> Comparison:
        """The comparison of the archive as it is now."""
        rows = self._kept_rows()
        if rows is None:
            return self._anew()
        digests = {path: row.digest for path, row in rows.items()}
        changed = sorted(dict(digests.items() ^ self._digests.items()))
        if not changed:
            return Comparison(rows, {}, {})
        if len(changed) > max(_FEW, len(rows) // _FEW_SHARE):
            return self._anew()
        changes = []
        for path in changed:
            before = self._features_of(path, digests[path]) if path in digests else None
            if path in digests and before is None:
                return self._anew()
            change = self._change(path, before)
            if before and before == change.features and _says_the_same(rows[path], change.row):
                rows[path] = rows[path]._replace(digest=self._digests[path])
            else:
                changes.append(change)
        return self._again(rows, changes)

    def _anew(self) -> Comparison:
        rows = {path: _row(item, self._digests[path]) for path, item in self._items.items()}
        found = compared_anew(rows, {path: self._features_at(path) for path in rows})
        self._keep_lists(found)
        self._keep_rows(found)
        return found

    def _again(self, rows: dict[str, Row], changes: Sequence[Change]) -> Comparison:
        """What is kept, brought up to date."""
        found = Comparison(rows, {}, {})
        if changes:
            lists = self._entries.get(self._lists_key)
            stamp, *both = marshal.loads(lists) if lists else (b"",)  # noqa: S302 - sealed
            if stamp != self._stamp:
                return self._anew()  # of another build, or of one that was killed half-way
            found = Comparison(rows, *both)
            compare_again(found, changes, lru_cache(_OPEN)(self._features_at))
            self._keep_lists(found)
        else:
            self._entries.spare(self._lists_key)
        self._keep_rows(found)
        return found

    def _change(self, path: str, before: Features | None) -> Change:
        if path not in self._items:
            return Change(path, before)
        row = _row(self._items[path], self._digests[path])
        return Change(path, before, row, self._features_at(path))

    def _features_at(self, path: str) -> Features:
        """The features of a postmortem as it is now."""
        key = self._features_key(path, self._digests[path])
        data = self._features.get(key)
        if data is not None:
            return _read_features(path, data)
        found = features_of(self._items[path])
        lists = (found.id, found.causes, found.services, found.trigger, found.related)
        self._features.put(key, marshal.dumps((*lists, dict(found.terms), dict(found.forms))))
        return found

    def _features_of(self, path: str, digest: str) -> Features | None:
        """The features of a postmortem as it was."""
        data = self._earlier.get(self._features_key(path, digest))
        return None if data is None else _read_features(path, data)

    def _features_key(self, path: str, digest: str) -> str:
        return _digest(self._made, path, digest)

    def _kept_rows(self) -> dict[str, Row] | None:
        data = self._entries.get(self._rows_key)
        if data is None:
            return None
        self._stamp, rows = marshal.loads(data)  # noqa: S302 - sealed
        return {path: Row._make(row) for path, row in rows.items()}

    def _keep_lists(self, found: Comparison) -> None:
        """Keep what only the next change needs, before the rows: by their stamp they belong together."""
        self._stamp = token_bytes()
        data = marshal.dumps((self._stamp, found.lists, found.looked_up))
        self._entries.put(self._lists_key, data)

    def _keep_rows(self, found: Comparison) -> None:
        rows = {path: tuple(row) for path, row in found.rows.items()}
        self._entries.put(self._rows_key, marshal.dumps((self._stamp, rows)))
        self._entries.drop_unused()
        for path, digest in self._digests.items():
            self._features.spare(self._features_key(path, digest))
        self._features.drop_unused()


def _read_features(path: str, data: bytes) -> Features:
    return Features(path, *marshal.loads(data))  # noqa: S302 - sealed


def _says_the_same(one: Row, other: Row | None) -> bool:
    return other is not None and (one.started, one.id, one.related) == (
        other.started,
        other.id,
        other.related,
    )


def _row(item: Postmortem, digest: str) -> Row:
    started = item.meta.started.utc.isoformat() if item.meta.started else ""
    return Row(0, digest, started, item.id, tuple(dict.fromkeys(item.meta.related)))


def _relations(comparison: Comparison) -> Mapping[str, tuple[Relation, ...]]:
    return {
        path: tuple(map(Relation._make, row.relations)) for path, row in comparison.rows.items()
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
