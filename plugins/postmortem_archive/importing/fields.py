"""Front matter of any tool: where it ends, its fields, and its comments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Problem
from postmortem_archive.parse.front_matter import FrontMatterHandler
from postmortem_archive.parse.yaml_reader import read_yaml

from .words import words_in, words_of


class Front(NamedTuple):
    """Front matter, and what is left of the text.

    Attributes:
        fields: its fields; empty where there is none or it cannot be read.
        comments: its comments, a line each.
        unread: the front matter itself, where it cannot be read without losing some of it.
        body: the text after it.
    """

    fields: Mapping[str, object]
    comments: tuple[str, ...]
    unread: str
    body: str


def split_front(text: str) -> Front:
    """Split front matter off a text, in YAML between ``---`` or in TOML between ``+++``."""
    if text.startswith("+++\n"):
        front, closed, body = text.removeprefix("+++\n").partition("\n+++\n")
        return _front(front, _toml(front), body) if closed else Front({}, (), "", text)
    handler = FrontMatterHandler()
    if not handler.detect(text):
        return Front({}, (), "", text)
    try:
        front, body = handler.split(text)
    except ValueError:  # never closed: a rule at the top of a text without front matter
        return Front({}, (), "", text)
    return _front(front, _yaml(front), body)


def _front(front: str, fields: Mapping[str, object] | None, body: str) -> Front:
    comments = tuple(
        line.strip().lstrip("#").strip()
        for line in front.split("\n")
        if line.lstrip().startswith("#") and line.strip("# \t")
    )
    if fields is None or words_of(front) - words_in(dict(fields)) - words_in(list(comments)):
        return Front({}, (), front, body)
    return Front(fields, comments, "", body)


def _yaml(front: str) -> Mapping[str, object] | None:
    document = read_yaml(front)
    if isinstance(document, Problem):
        return None
    if document.value is None:
        return {}
    return dict(document.value) if isinstance(document.value, dict) else None


def _toml(front: str) -> Mapping[str, object] | None:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(front).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _plain(value: object) -> object:
    """A TOML value as texts, lists and maps of texts."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def texts_of(value: object) -> list[str]:
    """The texts of a field: of one text or of a list of them; those of a map are its values."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_of(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts_of(inner)]
    return [str(value).strip()] if value is not None and str(value).strip() else []
