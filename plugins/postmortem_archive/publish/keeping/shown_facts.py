"""What a file says of its postmortem to the pages of others: kept, so that no text need be read for it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import NamedTuple

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_rows import KeptRows
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.link import linked_path
from postmortem_archive.model.postmortem import Postmortem

from .plain_rows import PLAIN

_CODE = ("model", "parse", "publish/keeping/shown_facts.py")
_LIBRARIES = ("markdown-it-py", "pydantic", "pyyaml")


class ShownFacts(NamedTuple):
    """What others show of a postmortem.

    Attributes:
        digest: of its front matter and action items, which lists and figures show.
        summary: digest of its summary, which feeds and the list of all for other programs show, too.
        links: paths that its text links to, as they are written.
    """

    digest: str
    summary: str
    links: Sequence[str]


def shown_facts(archive: Archive, *, keep: bool) -> Mapping[str, ShownFacts]:
    """The facts of each postmortem, by its path.

    Args:
        archive: the archive.
        keep: use and write what is kept of earlier builds; never of an archive that is not on a disk.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    keep = keep and bool(archive.digests)
    made = _digest(code_digest(_CODE, _LIBRARIES), archive.settings.model_dump_json())
    kept = KeptRows(archive.project, "shown-facts", made, PLAIN, active=keep)
    before = kept.read()
    rows = {}
    for item in archive.postmortems:
        content = archive.digests.get(item.path, "")
        row = before.get(item.path) if keep else None
        rows[item.path] = row if row and row[0] == content else [content, *_facts(item)]
    kept.write(rows)
    return {path: ShownFacts(*row[1:]) for path, row in rows.items()}


def _facts(item: Postmortem) -> ShownFacts:
    # where an item stands in its file is of no matter to others
    actions = [asdict(replace(action, position=Position())) for action in item.actions]
    summary = item.section("summary")
    paths = (linked_path(link.target) for link in item.links)
    return ShownFacts(
        _digest(item.path, item.meta.model_dump_json(), json.dumps(actions, default=str)),
        _digest(summary.body if summary else ""),
        list(dict.fromkeys(path for path in paths if path)),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
