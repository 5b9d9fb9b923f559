"""An archive in which every name and every value means harm, for all that prints what an archive says."""

import os
import random
import re
from pathlib import Path
from typing import Any

import yaml

from hostile_texts import PIECES

_FILES = 5
_LONGEST_NAME = 120
"""Bytes of a file's name; most file systems take 255."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no file of text has in it."""

_BODY = """\
## Summary

On 2026-03-12 {text} {text} failed for an hour: [{text}]({text}) ![{text}](x.png "{text}")

## Impact

12 % of customers could not order for an hour {text}.

<!-- postmortem: ignore PM402 {text} -->
<!-- postmortem: ignore {text} -->
## Timeline

| Time (UTC) | What happened |
|---|---|
| 2026-03-12 14:05 | **Started**: {text} |
| {text} | {text} |
| 15:05 | **Resolved**: the pool is enlarged |

## Root cause

The connection pool {text} ran dry. {text}

## {text}

{text}

{text}: {text}

## Customer summary

Orders failed <!-- internal -->{text}<!-- /internal --> for an hour: {text}

## Action items

| Action | Owner | Due | Type | Status | Tracker | Priority |
|---|---|---|---|---|---|---|
| {text} | @{text} | 2026-03-13 | detect | open | {text} | {text} |
| Alert {text} {text} {text} | {text} | {text} | {text} | {text} | OPS-1 | p1 |
| {text} {text} | @ana | 2026-03-12 | mitigate | done 2026-03-12 | | |
"""


class HostileArchive:
    """An archive below a folder: the same seed always gives the same one.

    Args:
        folder: of the project; it is made.
        seed: what the texts are chosen by.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self._rng = random.Random(seed)
        self.paths: list[str] = []
        """Files of the archive, relative to the project's folder; some have names that nobody can type."""

        (folder / "postmortems").mkdir(parents=True)
        (folder / "postmortems" / "archive.yml").write_bytes(self._settings())
        for number in range(_FILES):
            self._write(number)

    def text(self) -> str:
        """A hostile text."""
        return "".join(self._rng.choices(PIECES, k=self._rng.choice((1, 1, 2, 3))))

    def line(self) -> str:
        """A hostile text that may stand in one line: the reader of a file refuses anything else."""
        return " ".join(word for word in "".join(map(_printable, self.text())).split()) or "x"

    def _write(self, number: int) -> None:
        """A file; a few have names for which they are refused, so that what they say is never read."""
        has_name = number % 3 == 2
        name = self._name() if has_name else f"2026-03-1{number + 2}-pool"
        place = self.folder / "postmortems" / (self._name() if number == _FILES - 1 else "2026")
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{name}.md"
        path.write_bytes(self._postmortem())
        self.paths.append(os.path.relpath(path, self.folder))

    def _name(self) -> str:
        text = self.text().replace("/", "∕").replace("\0", "␀").lstrip("._")
        data = text.encode("utf-8", "surrogateescape")[:_LONGEST_NAME]
        return data.decode("utf-8", "surrogateescape") or "x"

    def _postmortem(self) -> bytes:
        some = self._some
        fields: dict[str, Any] = {
            "title": self.line(),
            "status": some("published", "draft"),
            "severity": some("sev1"),
            "services": [some("checkout"), "checkout"],
            "causes": [some("capacity"), "capacity"],
            "started": some("2026-03-12T14:05Z"),
            "resolved": some("2026-03-12T15:05Z"),
            "tags": [self.line(), "tls"],
            "trigger": self.line(),
            "detection": some("alert"),
        }
        if self._rng.random() < 0.3:
            fields |= {self.line(): self.line(), "title": self.text(), "related": [self.line()]}
        if self._rng.random() < 0.5:
            approval = {
                "role": self.line(),
                "by": self.line(),
                "on": "2026-03-20",
                "text": "0" * 16,
            }
            fields |= {
                "audience": "public",
                "public_title": self.line(),
                "approved_by": [approval],
            }
        head = yaml.safe_dump(fields, allow_unicode=self._rng.random() < 0.5, sort_keys=False)
        if self._rng.random() < 0.15:
            head += f"{self.text()}: {self.text()}\n"
        first, *others = _BODY.split("{text}")
        body = first + "".join(self._words() + part for part in others)
        return f"---\n{head}---\n\n{body}".encode("utf-8", "surrogateescape")

    def _words(self) -> str:
        """A hostile text within a file, seldom one for which the file is refused as a whole."""
        text = self.text()
        return text if self._rng.random() < 0.01 else _NO_TEXT.sub("", text)

    def _settings(self) -> bytes:
        settings: dict[str, Any] = {
            "name": self.line(),
            "severities": {"sev1": {"name": self.line(), "description": self.text()}},
            "services": {"checkout": {"name": self.line(), "team": "payments"}},
            "causes": {"capacity": {"name": self.line(), "aliases": [self.line()]}},
            "teams": {"payments": {"name": self.line()}},
            "priorities": [self.line(), "p1"],
            "unknown_words": [self.line()],
            "rules": {
                "ignore": {"PM305": f"{self.line()} ##[error]x"},
                "levels": {"file-date-differs": "warning"},
                "exceptions": [{"reason": self.line(), "paths": ["2019/*"], "ignore": ["PM6"]}],
            },
            self.line(): self.text(),
        }
        if self._rng.random() < 0.2:
            settings["rules"] = {"baseline": self.text(), "ignore": {self.line(): self.line()}}
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
        if self._rng.random() < 0.1:
            text += self.text()
        return text.encode("utf-8", "surrogateescape")

    def _some(self, *usual: str) -> str:
        """One of the usual values, or now and then a hostile one."""
        return self._rng.choice(usual) if self._rng.random() < 0.7 else self.line()


def _printable(char: str) -> str:
    """The character, or a space instead of one that no line may hold."""
    return char if char.isprintable() or char == "\u200d" else " "
