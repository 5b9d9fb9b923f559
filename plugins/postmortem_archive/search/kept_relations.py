"""What the postmortems of an archive have to do with each other, kept by what they are compared by.

A file that changes is read into words anew, no other one is. They are compared anew only where that has
changed a word that counts, or a cause, a service or a trigger: how rare each is concerns them all.
"""

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import astuple

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.model.postmortem import Postmortem

from .features import Features, features_of
from .related import Relations
from .relation import Relation

_CODE = (
    *("model", "parse", "search/analyzer.py", "search/features.py", "search/kept_relations.py"),
    *("search/plain.py", "search/related.py", "search/relation.py", "search/stemmer.py"),
)
_LIBRARIES = ("markdown-it-py", "pydantic", "pyyaml")
"""What decides, beside the files and the settings, what is related."""

_NO_REFERENCES = 2
"""The version of the format that writes equal values as equal bytes."""


def related_in(archive: Archive, *, keep: bool) -> Mapping[str, tuple[Relation, ...]]:
    """What is related to each postmortem of an archive, by its path.

    Args:
        archive: the archive.
        keep: use and write what is kept of earlier builds; never of an archive that is not on a disk.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    keep = keep and bool(archive.digests)
    made = _made_with(archive) if keep else ""
    rows = _feature_rows(archive, made, keep=keep)
    kept = KeptEntries(archive.project, "relations", active=keep)
    key = _digest(
        made.encode(), *(path.encode(errors="surrogatepass") + rows[path] for path in rows)
    )
    data = kept.get(key)
    if data is not None:
        read = marshal.loads(data)  # noqa: S302 - sealed
        return {path: tuple(Relation(*row) for row in found) for path, found in read.items()}
    features = [Features(path, *marshal.loads(row)) for path, row in rows.items()]  # noqa: S302 - ours
    relations = Relations(features)
    related = {own.path: relations.of(own) for own in features}
    kept.put(key, marshal.dumps({path: list(map(astuple, one)) for path, one in related.items()}))
    kept.drop_unused()
    return related


def _feature_rows(archive: Archive, made: str, *, keep: bool) -> dict[str, bytes]:
    """What each postmortem is compared by, written down, by its path; newest first."""
    kept = KeptEntries(archive.project, "features", active=keep)
    rows = {}
    for item in archive.postmortems:
        content = "\0".join((made, item.path, archive.digests.get(item.path, "")))
        key = _digest(content.encode(errors="surrogatepass"))
        row = kept.get(key)
        if row is None:
            row = _row(item)
            kept.put(key, row)
        rows[item.path] = row
    kept.drop_unused()
    return rows


def _row(item: Postmortem) -> bytes:
    found = features_of(item)
    lists = (found.id, found.causes, found.services, found.trigger, found.related)
    return marshal.dumps((*lists, dict(found.terms), dict(found.forms)), _NO_REFERENCES)


def _made_with(archive: Archive) -> str:
    given = f"{code_digest(_CODE, _LIBRARIES)}\0{archive.settings.model_dump_json()}"
    return _digest(given.encode(errors="surrogatepass"))


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d " % len(part) + part)
    return digest.hexdigest()
