"""What the tests of the site share: projects to build, and what became of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SITES = Path(__file__).parents[1] / "sites"

MKDOCS_YML = """\
site_name: Test
theme: {name: material, font: false}
plugins: [postmortems]
"""

POSTMORTEM = """\
---
title: Orders failed
status: published
severity: sev1
services: [checkout]
causes: [capacity]
started: 2025-03-12T14:00:00Z
resolved: 2025-03-12T15:10:00Z
---

## Summary

Orders failed for 70 minutes.

## Impact

1,200 customers could not order.

## Timeline

| Time (UTC) | What happened |
|---|---|
| 14:00 | **Started**: the first order fails |
| 15:10 | **Resolved**: all orders pass |

## Root cause

The pool was too small.

## Resolution

The pool was doubled.

## What went well

- The alert fired.

## What could be improved

- The size was not reviewed.

## Action items

| Action | Owner | Due |
|---|---|---|
| Size the pool by load | @ana | 2025-04-01 |
"""


@dataclass(frozen=True)
class BuiltSite:
    """A built site: its folder, and what the build logged at INFO and above, one line each."""

    folder: Path
    messages: tuple[str, ...]

    def read(self, name: str) -> str:
        """The text of one of its files."""
        return (self.folder / name).read_text(encoding="utf-8")

    def names(self, pattern: str = "*") -> set[str]:
        """Names of its files, relative to it."""
        found = self.folder.rglob(pattern)
        return {path.relative_to(self.folder).as_posix() for path in found if path.is_file()}


Build = Callable[..., BuiltSite]
Write = Callable[[Mapping[str, str | bytes]], Path]
Copy = Callable[[str], Path]
