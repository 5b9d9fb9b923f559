"""Approve a public text: note in its file who has read it, as whom, when, and which text it was."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from postmortem_archive.edition.text import public_text
from postmortem_archive.fixes.base import Source
from postmortem_archive.fixes.edits import edited
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings, Term
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.parse.yaml_reader import YamlValue

from .approval_edits import FIELD, approval_edits
from .public_texts import PublicFile, Reason, confidential
from .reading import read_document
from .rewrite import write_fixed

USER_VARIABLE = "USER"
"""The environment variable in which systems say who is at work."""


def known_role(settings: Settings, role: str) -> str:
    """A role as ``archive.yml`` writes it; any, where it names none.

    Raises:
        ArchiveError: it is none of those that have to approve.
    """
    roles = settings.public.approvals
    role = role.strip()
    if not roles or role in roles:
        return role
    same = [one for one in roles if one.casefold() == role.casefold()]
    if same:
        return same[0]
    raise ArchiveError(
        f"{role!r} is no role that approves public texts.{did_you_mean(role, roles)}",
        f"known: {', '.join(roles)}; public.approvals of archive.yml names them",
    )


def known_handle(settings: Settings, given: str | None) -> str:
    """The handle of who approves.

    Args:
        settings: of the archive; where it has ``people``, it has to be one of them.
        given: as somebody said it; where nobody did, the name by which the system knows who is at work,
            but only if it is one of ``people``.

    Raises:
        ArchiveError: nobody is known by it.
    """
    people = settings.people
    if given is None:
        user = os.environ.get(USER_VARIABLE, "")
        if user and people and user in people:
            return user
        raise ArchiveError(
            "it is not known who approves", "say it with --by HANDLE, a handle of `people`"
        )
    handle = given.strip().removeprefix("@")
    if people is None:
        return handle
    words = _words(people)
    if found := words.get(handle.casefold()):
        return found
    raise ArchiveError(
        f"nobody is known as {handle!r}.{did_you_mean(handle, words)}",
        "--by takes a handle of `people` in archive.yml; add it there",
    )


def approval_of(role: str, handle: str, day: date, digest: str) -> Approval:
    """An approval.

    Raises:
        ArchiveError: role or handle are no line of text.
    """
    try:
        values = {"role": role, "by": handle, "on": day.isoformat(), "text": digest}
        return Approval.model_validate(values)
    except ValidationError as error:
        name, why = error.errors()[0]["loc"][0], error.errors()[0]["msg"]
        option = {"role": "--as", "by": "--by"}[str(name)]
        raise ArchiveError(f"{option}: {why}", "write a few words of plain text") from error


def reasons_against(file: PublicFile, diagnostics: Sequence[Diagnostic]) -> tuple[Reason, ...]:
    """Why a public text must not be approved; empty where it may.

    Args:
        file: its file.
        diagnostics: what the checker found in the archive.
    """
    found = [*_not_offered(file), *file.faults]
    return (*found, *confidential(diagnostics, file.examined.path))


def is_given(file: PublicFile, role: str, handle: str) -> bool:
    """Whether somebody has approved this very text in that role already."""
    given = file.examined.standing.given
    return any(one.role == role and one.by == handle for one in given)


def with_approval(file: PublicFile, approval: Approval, settings: Settings) -> bytes:
    """The bytes of a file with an approval in it: nothing else in them changes.

    An earlier approval of the same role gives way to it.

    Args:
        file: as it was read.
        approval: of the text that was read of it.
        settings: of the archive.

    Raises:
        ArchiveError: the front matter is written in a way in which it cannot be put in.
    """
    before = file.examined.postmortem
    source = Source(file.document, before)
    after = edited(file.data, approval_edits(source, approval))
    document = read_document(file.found.path, after, settings)
    _compare(source, document, approval, file.examined.path)
    now = document.postmortem
    is_same = now and _mark(now, settings) == file.examined.text.mark and now.body == before.body
    if not is_same:
        raise _unclear(f"{file.examined.path}: the approval would change what it says")
    return after


def write_approval(file: PublicFile, approval: Approval, settings: Settings) -> None:
    """Write an approval into its file.

    Args:
        file: as it was read.
        approval: of the text that was read of it.
        settings: of the archive.

    Raises:
        ArchiveError: it cannot be put in, the file has changed since, or cannot be written; it is then as
            it was.
    """
    write_fixed(Path(file.found.location), file.data, with_approval(file, approval, settings))


def _not_offered(file: PublicFile) -> Iterator[Reason]:
    examined = file.examined
    if not examined.is_offered:
        yield Reason(
            "it is not offered: it does not say audience: public",
            "add audience: public to its front matter, if it is to be read outside",
            examined.postmortem.position_of("audience").line,
        )


def _compare(source: Source, after: Document, approval: Approval, path: str) -> None:
    """See to it that the approval is there, and that all else in the front matter is as it was."""
    if after.postmortem is None:
        raise _unclear(f"{path}: the front matter could not be read any more")
    wrong = [one for one in after.problems if one.field.startswith(FIELD)]
    if wrong:
        place = f"{path}:{wrong[0].position.line}"
        raise ArchiveError(
            f"{place}: {wrong[0].message}, so no approval counts", wrong[0].hint or "mend it first"
        )
    now = Source(after, after.postmortem)
    own = [one for one in after.postmortem.meta.approved_by if one.role == approval.role]
    if own != [approval] or _others(source, approval) != _others(now, approval):
        raise _unclear(f"{path}: the approval would not be read as it is written")


def _others(source: Source, approval: Approval) -> tuple[YamlValue, list[YamlValue]]:
    """All fields but that of the approvals, and all approvals but those of the role."""
    value = source.front_matter.value
    fields = dict(value) if isinstance(value, dict) else {}
    approvals = fields.pop(FIELD, None)
    items = approvals if isinstance(approvals, list) else []
    return fields, [one for one in items if _role_of(one) != approval.role]


def _role_of(item: YamlValue) -> str:
    role = item.get("role") if isinstance(item, dict) else None
    return role.strip() if isinstance(role, str) else ""


def _mark(postmortem: Postmortem, settings: Settings) -> str:
    return public_text(postmortem, settings).mark


def _words(people: Mapping[str, Term]) -> dict[str, str]:
    return {word.casefold(): key for key, term in people.items() for word in (*term.names, key)}


def _unclear(message: str) -> ArchiveError:
    return ArchiveError(
        f"{message}; it was left as it is",
        f"write {FIELD} as a list, with a line for each of role, by, on and text",
    )
