"""The front matter of an imported postmortem: what is sure, what is proposed, and all that was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import yaml
from pydantic import ValidationError

from postmortem_archive.model.diagnostic import Problem
from postmortem_archive.model.front_matter import FrontMatter, Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.visible import visible
from postmortem_archive.parse.yaml_reader import read_yaml
from postmortem_archive.rules.shared.fields import VOCABULARY_OF

from .errors import RefusedError
from .fields import texts_of
from .guess import Guess

IMPORTED_FROM = "Imported from"
"""Title of the reference to the original, by which a file is known again."""

KEPT = "imported"
"""Field that keeps what the original's front matter said in fields of its own."""

_OWN = ("title", "started", "resolved", "status")
_WIDEST = 1_000_000


def status_of(fields: Mapping[str, object]) -> Status:
    """The status that an original has: its own, a draft's, or else one that waits for a review."""
    said = " ".join(texts_of(fields.get("status"))).casefold()
    if said in {one.value for one in Status}:
        return Status(said)
    is_draft = " ".join(texts_of(fields.get("draft"))).casefold() == "true"
    return Status.DRAFT if is_draft else Status.IN_REVIEW


def carried(fields: Mapping[str, object], settings: Settings) -> dict[str, object]:
    """The fields that the format has too, with values that it takes."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        if name not in FrontMatter.model_fields or name in _OWN or value is None:
            continue
        if name in VOCABULARY_OF and not _are_known(name, value, settings):
            continue
        try:
            FrontMatter.model_validate({name: value})
        except ValidationError:
            continue
        found[name] = value
    return found


def is_title(text: str) -> bool:
    """Whether a text can be a title: one line that is not too long."""
    try:
        FrontMatter.model_validate({"title": text})
    except ValidationError:
        return False
    return not isinstance(read_yaml(_yaml({"title": text})), Problem)


def front_text(  # noqa: PLR0913 - the parts of front matter
    *,
    title: str,
    status: Status,
    moments: Mapping[str, Moment | None],
    fields: Mapping[str, object],
    same: Mapping[str, object],
    source: str,
    url: str,
    aliases: Sequence[str],
    guesses: Iterable[Guess],
    comments: Sequence[str],
) -> str:
    """Front matter between its boundaries.

    Args:
        title: of the postmortem.
        status: where its review stands.
        moments: key moments by their fields.
        fields: those of the original.
        same: which of them are taken over as they are.
        source: path of the original.
        url: address that the original names as its source; may be empty.
        aliases: former IDs.
        guesses: what was found; proposals become comments.
        comments: those of the original's front matter.
    """
    lines = [_yaml({"title": title}), f"status: {status}\n"]
    said = {name: _as_written(fields.get(name), at) for name, at in moments.items() if at}
    lines += [f"{name}: {text}\n" for name, text in said.items()]
    lists: dict[str, list[object]] = {"references": [], "aliases": []} | {
        name: list(value) for name, value in same.items() if isinstance(value, list)
    }
    if plain := {name: value for name, value in same.items() if name not in lists}:
        lines.append(_yaml(plain))
    if url:
        lists["references"].append({"title": url, "url": url})
    lists["references"].append({"title": IMPORTED_FROM, "url": source})
    lists["aliases"] += [one for one in aliases if one not in lists["aliases"]]
    lines += [_yaml({name: value}) for name, value in lists.items() if value or name in same]
    said |= {"title": title, "status": str(status)}
    kept = {
        name: value
        for name, value in fields.items()
        if name not in same and (name not in said or value != said[name])
    }
    if kept:
        lines.append(_yaml({KEPT: kept}))
    proposed = [guess for guess in guesses if guess.is_proposed]
    if proposed:
        lines.append("# Proposed by the import; take away the sign # where it is right:\n")
        lines += [f"# {guess.what}: {guess.value}\n" for guess in proposed]
    lines += [f"# {visible(comment)}\n" for comment in comments]
    text = "".join(lines)
    problem = read_yaml(text)
    if isinstance(problem, Problem):
        raise RefusedError(
            f"its front matter cannot be taken over: {problem.message}", problem.hint
        )
    return f"---\n{text}---\n"


def _as_written(value: object, moment: Moment) -> str:
    """A moment as the original writes it, where it can be read so; else in UTC."""
    try:
        is_same = isinstance(value, str) and Moment.from_text(value) == moment
    except (ValueError, OverflowError):
        is_same = False
    return str(value) if is_same else str(moment)


def _are_known(name: str, value: object, settings: Settings) -> bool:
    terms = settings.vocabulary(VOCABULARY_OF[name])
    return terms is None or all(text in terms for text in texts_of(value))


def _yaml(value: Mapping[str, object]) -> str:
    text: str = yaml.safe_dump(
        dict(value), allow_unicode=True, sort_keys=False, width=_WIDEST, default_flow_style=False
    )
    return text
