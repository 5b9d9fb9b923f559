"""Whatever a file looks like: a fix never raises, keeps the meaning, and is the last one."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from fix_cases import FRONT, PATH, cases, whole
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.base import Source
from postmortem_archive.fixes.edits import edited
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.fixes.registry import FIXERS
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Cause, PublicTerm, Service, Settings
from postmortem_archive.parse.document import parse_document

SETTINGS = Settings(
    severities={"sev1": PublicTerm(), "sev2": PublicTerm()},
    services={"checkout": Service(aliases=("cart",)), "payments-api": Service()},
    causes={"capacity": Cause(), "config-change": Cause()},
    sections={"root-cause": ("Ursache",)},
)

GOOD = """\
---
title: Checkout failed when the pool ran dry
status: published
severity: sev1
services: [checkout, payments-api]
causes:
  - capacity
  - config-change
started: 2026-03-12T14:05Z
detected: 2026-03-12T14:09:30+00:00
resolved: 2026-03-12 16:05+01:00
review_on: 2026-04-01
---

# Checkout

## Summary

For an hour, 12 % of orders failed.

## Impact

<!-- postmortem: ignore PM203 not known -->

12 % of orders failed.

---

## Timeline

All times in UTC.

| Time | What happened | Source |
|---|:-:|--:|
| 2026-03-12 14:05 | **Started**: orders fail | [log](https://example.com) |
| 14:09 | **Detected**: the alert fires \\| twice | |
| 14:30 | 障害 `a \\| b` | 3 |
| 2026-03-12 15:05 | **Resolved**: all is well | 4 |

- 2026-03-13 09:00 report
- 09:30 review
  with two lines

## Root cause

### Five whys

1. Because the pool was small.
2. Because nobody was told.

## Resolution

```
## Impact
```

<!-- postmortem: ignore PM404 none -->
## Action items

| Action | Owner | Due |
|---|---|---|
| Alert at 80 % | @ana | 2026-04-01 |

- [ ] Enlarge the pool (owner: @bo, due: 2026/05/01)

## References

- <https://example.com>
"""

PIECES = ["\n", "\n\n", "|", "- ", "## ", "## Overview\n", "## Contributing factors\n", "# Part\n"]
PIECES += [
    "14:23",
    "~",
    "2026-03-11 ",
    " PDT",
    "**",
    "```\n",
    "<!--",
    "-->",
    "---\n",
    "\t",
    " ",
    "\r\n",
]
PIECES += [
    "\r",
    "{#a}",
    "(UTC)",
    "é",
    "障",
    "\u00a0",
    "<details>\n",
    "    ",
    "> ",
    "1. ",
    ": ",
    "'",
    '"',
]
PIECES += [
    "2026/03/12",
    "1 April 2026",
    "04/05/2026",
    "cart",
    "Checkout",
    "24:00",
    "\\",
    "#",
    "~~~\n",
]


def mutations(seed: int) -> Iterator[str]:
    """Files with lines moved, pieces put in and characters cut out."""
    chance = random.Random(seed)
    texts = [GOOD, GOOD, GOOD, *(one.values[0].before for one in cases())]
    for _ in range(40):
        front, body = chance.choice(texts).split("\n---\n", 1)
        lines = body.split("\n")
        for _ in range(chance.choice((0, 1, 3))):
            at = chance.randrange(len(lines))
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        text = "\n".join([front, "---", *lines])
        for _ in range(chance.choice((1, 2, 6))):
            # what is put into the front matter mostly breaks it, and then there is nothing to fix
            first = 0 if chance.random() < 0.1 else min(len(front) + 5, len(text))
            at = chance.randrange(first, len(text) + 1)
            end = at + (chance.randrange(12) if chance.random() < 0.4 else 0)
            text = text[:at] + chance.choice((*PIECES, "")) + text[end:]
        yield text


@pytest.mark.parametrize("seed", range(15))
def test_a_fix_keeps_the_meaning_and_is_the_last_one(seed: int) -> None:
    for text in mutations(seed):
        data = text.encode()
        found = fix_document(PATH, data, SETTINGS)
        if found is None:
            continue
        assert found.data != data
        before = parse_document(PATH, data, SETTINGS)
        after = parse_document(PATH, found.data, SETTINGS)
        assert after.postmortem is not None
        assert before.postmortem is not None
        assert facts(after) >= facts(before)
        assert keys(after.postmortem) == keys(before.postmortem)
        assert len(after.problems) <= len(before.problems)
        assert fix_document(PATH, found.data, SETTINGS) is None


@pytest.mark.parametrize("seed", range(100, 115))
def test_no_fixer_proposes_what_has_to_be_dropped(seed: int) -> None:
    for text in mutations(seed):
        document = parse_document(PATH, text.encode(), SETTINGS)
        if document.postmortem is None:
            continue
        for fixer in FIXERS:
            edits = fixer.edits(Source(document, document.postmortem), SETTINGS)
            after = parse_document(PATH, edited(text.encode(), edits), SETTINGS)
            assert means_the_same(document, after, SETTINGS), (fixer.name, text)


def facts(document: Document) -> Counter[str]:
    """What a file says, wherever it says it: what was understood before must be there after it."""
    assert document.postmortem is not None
    item = document.postmortem
    found = [f"{name} {moment}" for name, moment in item.meta.moments()]
    found += [f"section {section.key}" for section in item.sections if section.key]
    found += [f"entry {entry.start} {entry.text}" for entry in item.timeline if entry.start]
    found += [f"action {one.text} {one.owners} {one.due}" for one in item.actions if one.due]
    found += [f"why {why.text}" for why in item.whys]
    return Counter(" ".join(fact.split()) for fact in found)


def keys(item: Postmortem) -> Counter[str]:
    return Counter(section.key or section.heading for section in item.sections)


@pytest.mark.parametrize("seed", range(10))
def test_moving_and_padding_lose_no_character(seed: int) -> None:
    moving = [one for one in FIXERS if one.name in ("section-order", "tables", "timeline-order")]
    for text in mutations(seed + 1_000):
        found = fix_document(PATH, text.encode(), SETTINGS, moving)
        if found is not None:
            lost = letters(text) - letters(found.data.decode())
            added = letters(found.data.decode()) - letters(text)
            assert not lost
            assert set(added) <= set("0123456789")  # a day that was written out


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s-]", "", text))


HOSTILE = {
    "sections": "".join(f"## Next steps {at}\n\n## Impact\n\n" for at in range(4_000)),
    "sections in turn": "## Impact\n\n## Summary\n\n" + "## a\n\nb\n\n" * 4_000,
    "comments": "## Impact\n\n" + "<!-- postmortem: a -->\n\n" * 5_000 + "## Summary\n",
    "links": "[a](#a)" * 50_000 + "\n\n## Overview\n",
    "tables": "| a | b |\n|---|---|\n| longer | d |\n\n" * 4_000,
    "one long table": "| a | b |\n|---|---|\n" + "| longer | d |\n" * 12_000,
    "cells": "|a" * 15_000 + "|\n" + "|-" * 15_000 + "|\n" + "|b",
    "entries": "## Timeline\n\n"
    + "".join(f"- 2026-03-12 {at % 3 + 10}:{at % 60:02} a\n" for at in range(8_000)),
    "timelines": "## Timeline\n\n"
    + "- 2026-03-12 14:30 a\n- 2026-03-12 14:10 b\n\ntext\n\n" * 3_000,
    "actions": "## Action items\n\n" + "- a (due: 2026/04/01)\n" * 8_000,
    "due dates": "## Action items\n\n| Action | Due |\n|---|---|\n"
    + "| a | 2026/04/01 |\n" * 9_000,
    "a heading": "## " + "((" * 50_000 + "Overview\n",
    "spaces": "## Impact" + " " * 100_000 + "x\n\n## Summary" + " " * 100_000 + "{",
    "bars": "|" * 39_000,
    "words": "long " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_fixed_in_time(name: str) -> None:
    data = whole(FRONT, HOSTILE[name]).encode()
    started = time.process_time()
    document = parse_document(PATH, data, SETTINGS)
    reading = time.process_time() - started
    assert document.postmortem is not None
    started = time.process_time()
    found = fix_document(PATH, data, SETTINGS)
    assert time.process_time() - started < 20 * reading + 2
    assert found is None or fix_document(PATH, found.data, SETTINGS) is None
