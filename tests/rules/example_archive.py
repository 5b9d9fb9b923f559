"""Small archives for the tests of rules: a faultless postmortem, and what a case changes of it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from postmortem_archive.archive.reading import in_reading_order
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import Checker, Shown
from postmortem_archive.rules.shared.confidential import masked

PATH = "2026/2026-03-12-checkout-pool-exhausted.md"
"""Where the faultless postmortem is."""

SETTINGS_PATH = "archive.yml"
TODAY = date(2026, 3, 20)

FIELDS = """\
title: Checkout failed for all customers
status: published
severity: sev1
services: [checkout]
causes: [capacity, monitoring-gap]
started: 2026-03-12T14:05Z
detected: 2026-03-12T14:09Z
resolved: 2026-03-12T15:10Z
review_on: 2026-04-02
"""

BODY = """\
## Summary

On 12 March 2026 no customer could pay for 65 minutes, and 4,200 payments were refused. The pool of payment
connections was full, because a slow query held its connections.

## Impact

All customers were hit for 65 minutes: 4,200 payments were refused. No data was lost.

## Timeline

| Time (UTC) | What happened |
|---|---|
| 2026-03-12 14:05 | **Started**: the pool is full, payments are refused. |
| 14:09 | **Detected**: the alert for refused payments goes off. |
| 14:12 | **Acknowledged**: the on-call engineer takes the page. |
| 14:40 | **Cause found**: a slow query holds all connections. |
| 14:55 | **Mitigated**: the query is stopped, most payments work. |
| 15:10 | **Resolved**: payments work again. |

The times are those of the [incident channel](https://chat.example/checkout).

## Root cause

A slow query held its connections, and nothing limited how long. The limit was missing because the template
of new services does not set one, and no review asks for it. The dashboard of the pool was not linked from the
runbook, so the cause took half an hour to find.

## Resolution

The query was stopped, then the pool was made larger.

## What went well

- The alert named the service within four minutes.

## What could be improved

- The runbook can name the dashboard of the pool.

## Action items

| Action | Owner | Due | Type |
|---|---|---|---|
| Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
| Set a limit of 5 seconds for queries in the template of new services | payments-team | 2026-04-10 | prevent |
"""

SETTINGS = """\
severities:
  sev1: {name: Critical}
  sev2: {name: Major}
"""
"""Used where a case does not bring its own."""

_SPAN = re.compile(r"\{(\d+)\.\.(\d+)\}")
_KEY = re.compile(r"^([\w.-]+):", re.MULTILINE)
_SECTION = re.compile(r"^## (.+?)$\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Change:
    """What a case changes: whole files, or parts of the faultless postmortem.

    Attributes:
        files: whole files by path; ``archive.yml`` holds the settings. A path with ``{01..10}``
            stands for ten files, with the number wherever the text has ``{01..10}``.
        fields: front matter lines that replace those of the same field, or are added.
        without: fields to leave out.
        body: sections that replace those of the same heading, or are added.
        whole_body: everything below the front matter.
    """

    files: dict[str, str | bytes] = field(default_factory=dict)
    fields: str = ""
    without: tuple[str, ...] = ()
    body: str = ""
    whole_body: str | None = None

    def archive(self) -> dict[str, str | bytes]:
        """All files of the archive, settings included."""
        files: dict[str, str | bytes] = {SETTINGS_PATH: SETTINGS, **self.files}
        only_whole_files = set(self.files) - {SETTINGS_PATH} and not self._changes_the_faultless
        if not only_whole_files:
            files[PATH] = self._faultless()
        return dict(_counted(files))

    @property
    def _changes_the_faultless(self) -> bool:
        return bool(self.fields or self.without or self.body or self.whole_body is not None)

    def _faultless(self) -> str:
        replaced = {*_KEY.findall(self.fields), *self.without}
        fields = [line for line in FIELDS.splitlines() if line.split(":")[0] not in replaced]
        front_matter = "\n".join([*fields, self.fields.rstrip("\n")]).rstrip("\n")
        body = self.whole_body if self.whole_body is not None else _with_sections(self.body)
        return f"---\n{front_matter}\n---\n\n{body}"


def check(
    files: Mapping[str, str | bytes], commits: Mapping[str, datetime] | None = None
) -> tuple[Diagnostic, ...]:
    """Check an archive given as its files, and when each was first committed."""
    settings_text = files.get(SETTINGS_PATH, "")
    assert isinstance(settings_text, str)
    archive_yml = parse_settings(settings_text)
    documents = [
        parse_document(
            path, text if isinstance(text, bytes) else text.encode(), archive_yml.settings
        )
        for path, text in sorted(files.items())
        if path.endswith((".md", ".markdown"))
    ]
    texts = {document.path: document.text for document in documents}
    context = Context(
        archive_yml,
        TODAY,
        file_exists=files.__contains__,
        file_digest=partial(_digest, files),
        first_commits=lambda: commits or {},
    )
    checker = Checker(context, Shown(str, SETTINGS_PATH, partial(_line, texts)))
    checked = [checker.check_file(document) for document in documents]
    return in_reading_order(checked, checker.check_archive(checked))


def _digest(files: Mapping[str, str | bytes], path: str) -> str:
    text = files.get(path)
    data = text.encode() if isinstance(text, str) else text
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _counted(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, str | bytes]]:
    for path, text in files.items():
        span = _SPAN.search(path)
        if not span or isinstance(text, bytes):
            yield path, text
            continue
        for number in range(int(span[1]), int(span[2]) + 1):
            digits = f"{number:0{len(span[1])}}"
            yield path.replace(span[0], digits), text.replace(span[0], digits)


def _line(texts: Mapping[str, str], path: str, number: int) -> str:
    return masked(texts[path].split("\n")[number - 1])


def _with_sections(changed: str) -> str:
    body = BODY
    seen: set[str] = set()
    for section in _SECTION.finditer(changed):
        text = section[0].rstrip("\n") + "\n\n"
        name = section[1].split(" (")[0]  # `Timeline (UTC)` replaces `Timeline`
        old = re.compile(rf"^## {re.escape(name)}$\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
        # the first time a heading is given it replaces that section; a second one is added
        if old.search(body) and name not in seen:
            body = old.sub(lambda _, text=text: text, body, count=1)
        else:
            body = body.rstrip("\n") + "\n\n" + text
        seen.add(name)
    return body
