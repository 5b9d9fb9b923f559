"""Records of deploys."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Asked, Reader, Sureness, text_of
from ..event import Captured, CapturedEvent, Signal, one_line
from ..export import Export, Head
from ..generic import field, record_fields, records

AT = (
    *("deployed_at", "finished_at", "time", "at", "timestamp", "date", "created_at", "started_at"),
    "when",
)
WHAT = ("service", "app", "application", "project", "repository", "repo", "component")
VERSION = ("version", "tag", "ref", "sha", "revision", "commit", "release", "image")
WHERE = ("environment", "env", "cluster", "stage")
STATUS = ("status", "state", "result")
WHO = ("deployed_by", "by", "user", "author", "deployer", "creator", "actor")
KIND = ("kind", "type", "action", "event")
ABOUT = ("description", "message", "title", "reason", "notes")
LINK = ("link", "url", "html_url", "web_url", "permalink")
LISTS = ("deploys", "deployments", "releases")

_SHA = 40


class Deploys(Reader):
    """Records of deploys and rollbacks, of any tool.

    Documentation: this archive's guide, "Start from what was recorded"; "List deployments" of the GitHub
    REST API has this form too.
    """

    name = "deploy records"
    reads = "CSV or JSON with a time, a version, and a service or an environment"

    def sureness(self, head: Head) -> Sureness:
        """Likely where a time, a version and a service or environment are there."""
        _, names = record_fields(head, LISTS)
        has_all = all(not names.isdisjoint(one) for one in (AT, VERSION, (*WHAT, *WHERE)))
        return Sureness.LIKELY if has_all else Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """One event for each record."""
        prefix, _ = record_fields(export.head(), LISTS)
        for record in records(export, prefix):
            at = asked.time_or_note(field(record, AT), "a deploy", export)
            if at is None:
                continue
            link = next((text_of(record[name]) for name in LINK if record.get(name)), "")
            is_back = _is_rollback(record)
            signal = Signal.MITIGATED if is_back else Signal.CHANGE
            text = _text(record, asked, is_back=is_back)
            known_by = " ".join(field(record, names) for names in (WHAT, VERSION, WHERE))
            yield CapturedEvent(at, text, "deploys", link, signal, id=f"deploy {known_by}")


def _is_rollback(record: dict[str, object]) -> bool:
    said = f"{field(record, KIND)} {field(record, ABOUT)} {field(record, STATUS)}".casefold()
    return any(word in said for word in ("rollback", "roll back", "rolled back", "revert"))


def _text(record: dict[str, object], asked: Asked, *, is_back: bool) -> str:
    version = field(record, VERSION)
    if len(version) == _SHA and all(sign in "0123456789abcdef" for sign in version):
        version = version[:9]
    what, where = field(record, WHAT), field(record, WHERE)
    verb = "Rollback to" if is_back else "Deploy of"
    name = " ".join(part for part in (what, version) if part)
    text = f"{verb} {name}{f' to {where}' if where and not is_back else ''}"
    who, status, about = field(record, WHO), field(record, STATUS), field(record, ABOUT)
    if who:
        text += f" by {asked.privacy.person(who)}"
    if status and status.casefold() not in ("success", "succeeded", "ok", "done", "finished"):
        text += f" ({status})"
    return one_line(f"{text}: {about}" if about else text)
