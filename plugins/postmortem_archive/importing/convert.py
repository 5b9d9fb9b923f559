"""One document into the format: read, brought into form, and compared word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.markdown import bounds_problem
from postmortem_archive.rules.shared.fields import is_filled, required_fields
from postmortem_archive.rules.shared.needed_sections import (
    required_sections,
    sections_at_any_level,
)

from .base import Read, Source
from .contents import find_actions, find_timeline, summary_of_preamble
from .dates import resolved_of, started_of
from .draft import Draft
from .errors import RefusedError
from .fields import texts_of
from .front import carried, front_text, is_title, status_of
from .guess import Guess, Sure
from .headings import bold_headings, level_sections, take_title
from .proposals import propose
from .tasks import tick_boxes
from .timelines import tabulate_timeline
from .words import Words, refuse_changed, refuse_lost, words_in, words_of

_DATE = lazy_pattern(r"(?<!\d)\d{4}[-_.]?\d{2}[-_.]?\d{2}(?!\d)")
_UNREAD_HEADING = "Front matter"
_URLS = ("url", "link", "permalink", "source", "source_url")


@dataclass(frozen=True, slots=True)
class Converted:
    """A document in the format, but for its place and the links that depend on it.

    Attributes:
        source: the document.
        read: what its reader says of it.
        draft: its body.
        started: when it started; ``None`` where nothing says so.
        resolved: when it was resolved; ``None`` where front matter does not say so.
        guesses: what was found, how sure it is, and why.
    """

    source: Source
    read: Read
    draft: Draft
    started: Moment | None
    resolved: Moment | None
    guesses: tuple[Guess, ...]


def convert(source: Source, read: Read, settings: Settings) -> Converted:
    """Bring a document into the format.

    Raises:
        RefusedError: a word would be lost.
    """
    if problem := bounds_problem(read.body):
        raise RefusedError(problem.message, problem.hint)
    refuse_lost(read.words, words_of(read.body), "the text")
    draft = Draft(read.body, settings)
    bold_headings(draft)
    take_title(draft, _given_title(read), read.title if is_title(read.title) else "")
    level_sections(draft)
    find_timeline(draft)
    find_actions(draft)
    summary_of_preamble(draft)
    _title(draft, read, source)
    started = started_of(draft, read.fields, source.stem)
    resolved = resolved_of(draft, read.fields, started)
    if tabulate_timeline(draft, started):
        draft.guesses.append(Guess("timeline", "a table", Sure.CERTAIN, "it reads as before"))
    tick_boxes(draft)
    draft.body = draft.body.strip("\n") + "\n"
    if read.unread_front:
        fence = "~" * 4
        while fence in read.unread_front:
            fence += "~"
        draft.body += f"\n## {_UNREAD_HEADING}\n\n{fence}\n{read.unread_front}\n{fence}\n"
        draft.added += words_of(_UNREAD_HEADING)
    proposed = propose(settings, read.fields, draft.title, read.body)
    kept = carried(read.fields, settings)
    guesses = (*draft.guesses, *(one for one in proposed if one.what not in kept))
    before = words_of(read.body) + words_of(read.unread_front) + draft.added
    refuse_changed(before, words_of(draft.body) + draft.moved, "the text")
    return Converted(source, read, draft, started, resolved, guesses)


def compose(
    made: Converted, path: str, body: str, aliases: Sequence[str], changed: tuple[Words, Words]
) -> tuple[str, Postmortem]:
    """The whole file, read again to be sure of it.

    Args:
        made: the document.
        path: where it will be, relative to the archive's folder.
        body: its body with the links of that place.
        aliases: former IDs.
        changed: the words that the links of the draft's body lost and got.

    Raises:
        RefusedError: a word would be lost, or the file could not be read.
    """
    fields = made.read.fields
    front = front_text(
        title=made.draft.title,
        status=status_of(fields),
        moments={"started": made.started, "resolved": made.resolved},
        fields=fields,
        same=carried(fields, made.draft.settings),
        source=made.source.path,
        url=_url(fields),
        aliases=aliases,
        guesses=made.guesses,
        comments=made.read.comments,
    )
    text = f"{front}\n{body}"
    document = parse_document(path, text.encode(), made.draft.settings)
    postmortem = document.postmortem
    if postmortem is None:
        problem = document.problems[0]
        raise RefusedError(problem.message, problem.hint)
    if not any(one.url == made.source.path for one in postmortem.meta.references):
        raise RefusedError("its path cannot be noted in the front matter", "give it a shorter name")
    # YAML writes some characters as escapes, so a word may stand there only once it is read
    in_front = words_of(front) | words_in([postmortem.meta.model_dump(), postmortem.extra_meta])
    refuse_lost(words_in(dict(fields)), in_front, "the front matter")
    refuse_lost(words_in(list(made.read.comments)) + made.draft.moved, in_front, "the front matter")
    lost, gained = changed
    refuse_changed(words_of(made.draft.body) + gained, words_of(postmortem.body) + lost, "the text")
    return text, postmortem


def to_fill_in(made: Converted, postmortem: Postmortem) -> tuple[str, ...]:
    """The fields and sections that a person must fill in, in the order of the format."""
    settings = made.draft.settings
    needed = required_fields(postmortem, settings)
    fields = [name for name in needed if not is_filled(postmortem, name)]
    needed_sections = required_sections(postmortem, settings)
    there = sections_at_any_level(postmortem, needed_sections, settings)
    empty = [key for key, found in there.items() if all(section.is_empty for section in found)]
    return (*fields, *(f"section {key}" for key in needed_sections if key in empty))


def _given_title(read: Read) -> str:
    title = " ".join(texts_of(read.fields.get("title")))
    return title if title and is_title(title) else ""


def _title(draft: Draft, read: Read, source: Source) -> None:
    """Note where the title comes from; without any, the file's name is the title."""
    if draft.title:
        where = "front matter" if _given_title(read) else "the heading at the top"
        where = "the page's title" if draft.title == read.title else where
        draft.guesses.append(Guess("title", draft.title, Sure.CERTAIN, where))
        return
    words = _DATE.sub(" ", source.stem).replace("_", " ").replace("-", " ").split()
    draft.title = " ".join(words) or source.name
    draft.guesses.append(Guess("title", draft.title, Sure.GUESS, "file name"))


def _url(fields: Mapping[str, object]) -> str:
    """The first web address that front matter names as the document's source."""
    for name in _URLS:
        for text in texts_of(fields.get(name)):
            if text.startswith(("https://", "http://")) and is_title(text):
                return text
    return ""
