"""A postmortem about which nothing is to be said, in the vocabulary of the tests' project."""

from pathlib import Path

GOOD = """\
---
title: Checkout failed when the pool ran dry
status: published
severity: sev1
services: [checkout]
causes: [capacity, review-gap]
started: 2026-03-12T14:05Z
resolved: 2026-03-12T15:05Z
review_on: 2026-04-02
---

## Summary

On 2026-03-12, customers could not pay for an hour: 12 % of orders failed. The pool of connections had the size
of last year, because nobody is asked to review it.

## Impact

12 % of customers could not order for an hour. No data was lost.

## Timeline

| Time (UTC) | What happened |
|---|---|
| 2026-03-12 14:05 | **Started**: orders begin to fail |
| 15:05 | **Resolved**: the pool is enlarged |

## Root cause

The pool had the size of last year. Its size is set by hand, and no review of capacity asks for it.

## Resolution

The pool was enlarged.

## What went well

- The alert named the pool within four minutes.

## What could be improved

- The size of the pool can follow the number of orders.

## Action items

| Action | Owner | Due | Type |
|---|---|---|---|
| Alert at 80 % use of the pool | @ana | 2026-04-01 | detect |
"""


def write(project: Path, name: str, text: str | bytes) -> Path:
    """Write a file of the year 2026; returns where it is."""
    path = project / "postmortems" / "2026" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
