"""How the approvals of all public texts stand: for people and for programs."""

from collections.abc import Callable, Mapping, Sequence

from rich.console import Console

from postmortem_archive.archive.public_texts import Examined
from postmortem_archive.edition.text import is_due
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.wording import count

from .lines import print_json, print_parts
from .tables import Table, print_table

VERSION = 1
"""Of the JSON form; raised when something is renamed or removed, not when something is added."""

_HEAD = ("Postmortem", "Status", "Hash", "Approved", "Void", "Missing", "Faults")


def write_text(texts: Sequence[Examined], console: Console) -> None:
    """A table of the public texts, and a line that sums them up."""
    if texts:
        print_table(Table(_HEAD, [_row(one) for one in texts], left=len(_HEAD)), console)
        print_parts(console, [""])
    print_parts(console, [summary(texts)])


def write_json(texts: Sequence[Examined], console: Console) -> None:
    """One JSON object, ASCII only.

    Its shape: ``{"version", "counts": {"offered", "approved", "published_not_approved"}, "texts": [{"id",
    "path", "page", "status", "hash", "approved", "given": [{"role", "by", "on", "text"}], "void": [...],
    "missing": [role], "faults": [{"line", "message", "hint"}]}]}``. Where no role is asked for and nobody
    has approved a text, ``missing`` is ``["anybody"]``.
    """
    data = {
        "version": VERSION,
        "counts": {
            "offered": len(texts),
            "approved": sum(one.standing.is_approved for one in texts),
            "published_not_approved": len(not_approved(texts)),
        },
        "texts": [_values(one) for one in texts],
    }
    print_json(console, data)


APPROVAL_FORMATS: Mapping[str, Callable[[Sequence[Examined], Console], None]] = {
    "text": write_text,
    "json": write_json,
}
"""Writers by the name under which they are asked for; the first is the default."""


def not_approved(texts: Sequence[Examined]) -> list[Examined]:
    """Those of published postmortems that are not approved."""
    return [one for one in texts if is_due(one.postmortem) and not one.standing.is_approved]


def summary(texts: Sequence[Examined]) -> str:
    """The counts in a line: ``4 public texts, 3 approved; 1 published one is not``."""
    if not texts:
        return "no postmortem says audience: public"
    approved = sum(one.standing.is_approved for one in texts)
    waiting = len(not_approved(texts))
    said = f"{count(len(texts), 'public text')}, {approved:,} approved"
    verb = "one is" if waiting == 1 else "ones are"
    return f"{said}; {waiting:,} published {verb} not" if waiting else said


def _row(one: Examined) -> tuple[str, ...]:
    how = one.standing
    return (
        one.id,
        str(one.postmortem.meta.status or ""),
        how.digest,
        ", ".join(approval.role for approval in how.given) or "-",
        ", ".join(approval.role for approval in how.void) or "-",
        ", ".join(how.missing) or "-",
        f"{len(one.faults):,}" if one.faults else "-",
    )


def _values(one: Examined) -> dict[str, object]:
    how = one.standing
    return {
        "id": one.id,
        "path": one.path,
        "page": one.text.id,
        "status": one.postmortem.meta.status,
        "hash": how.digest,
        "approved": how.is_approved,
        "given": [_approval(approval) for approval in how.given],
        "void": [_approval(approval) for approval in how.void],
        "missing": list(how.missing),
        "faults": [
            {"line": fault.line, "message": fault.message, "hint": fault.hint}
            for fault in one.faults
        ],
    }


def _approval(approval: Approval) -> dict[str, str]:
    return {
        "role": approval.role,
        "by": approval.by,
        "on": str(approval.on),
        "text": approval.text,
    }
