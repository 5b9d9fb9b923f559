"""Settings and postmortems with a word in each of their places."""

from collections.abc import Sequence

from canary_pictures import public_image
from canary_words import Maker


def settings_text(maker: Maker) -> str:
    word = maker.word
    return f"""\
name: {word("name of the archive")}
description: {word("description of the archive")}
severities:
  sev-{word("severity id")}: {{name: "{word("severity name")}", public_name: Major}}
  sev-low: {{name: Low, description: "{word("severity description")}"}}
services:
  pay-{word("service id")}:
    name: "{word("service name")}"
    description: "{word("service description")}"
    aliases: ["{word("service alias")}"]
    public_name: Payments
    team: team-{word("team id")}
  inner: {{name: "{word("service without a public name")}"}}
causes:
  cause-{word("cause id")}: {{name: "{word("cause name")}", kind: "{word("cause kind")}"}}
triggers:
  trigger-{word("trigger id")}: {{name: "{word("trigger name")}", description: "{word("trigger text")}"}}
teams:
  team-{word("team id")}: {{name: "{word("team name")}"}}
people:
  ana-{word("handle")}: {{name: "Ana {word("name of a person")}"}}
words:
  synonyms: {{{word("synonym")}: [pool]}}
  internal_hosts: ["{word("internal host")}.example"]
links: {{tracker_url: "https://{word("tracker address")}.example/browse/{{key}}"}}
capture: {{roles: {{U1: "{word("role of a person")}"}}}}
public:
  sections: [impact, timeline, actions]
  approvals: [communications]
  customers: ["{word("customer")}"]
  allowed: ["{word("allowed word")}"]
require: []
# {word("comment in archive.yml")}
"""


def public_postmortem(
    maker: Maker, names: Sequence[str], number: int, title: str, more: str
) -> str:
    """A public postmortem with a word in each of its places; the approvals are still missing."""
    word, one_of = maker.word, maker.one_of
    image = public_image(maker, number)
    following = (number + 1) % len(names)
    other = f"{maker.word('folder name') if following == 1 else '2026'}/{names[following]}"
    inner = word("name of an internal file")
    mark = one_of(
        "<!-- internal --> {} <!-- /internal -->",
        "<!--internal-->{}<!--/internal-->",
        "<!-- INTERNAL -->\n{}\n<!-- /Internal -->",
        "<!-- internal -->*{}*<!-- / internal -->",
    ).format(word("marked in a line"))
    block = one_of(
        "<!-- internal -->\n\n{}\n\n<!-- /internal -->",
        "<!-- internal -->\n```\n{}\n```\n<!-- /internal -->",
        "<!-- internal -->\n| a | b |\n|---|---|\n| {} | c |\n\n<!-- /internal -->",
        "<!-- internal -->\n> - {}\n\n<!-- /internal -->",
    ).format(word("marked as a block"))
    link = one_of(
        '[another time]({}.md "{}")', "[another time]({}.md#{})", "[another time](<{}.md> '{}')"
    ).format(f"../2025/{inner}", word("title or anchor of a link"))
    heading = one_of("## Customer summary", "Customer summary\n----------------")
    return f"""\
---
title: "Inner title {word("title")} {number}"
status: published
severity: sev-{word("severity id")}
services: [pay-{word("service id")}, inner]
causes: [cause-{word("cause id")}]
trigger: trigger-{word("trigger id")}
started: 2026-0{number + 1}-12T14:05Z
resolved: 2026-0{number + 1}-12T15:05Z
review_on: 2026-0{number + 2}-02
impact:
  users: "12 {word("impact value")}"
  {word("impact key")}: "7"
authors: [ana-{word("handle")}]
reviewers: ["{word("reviewer")}"]
participants: ["{word("participant")}"]
incident: https://{word("incident address")}.example/1
references:
  - title: "{word("title of a reference")}"
    url: https://{word("address of a reference")}.example/
tags: ["{word("tag")}"]
related: [{inner}]
aliases: [2026-{word("alias")}-{number}]
{word("name of an unknown field")}: 1
owner: {{inner: ["{word("value of an unknown field")}"]}}
# {word("comment in front matter")}
audience: public
public_title: "{title}"
{more}---

{word("preamble")}

## Summary

{word("summary")}, see [{word("text of an inner link")}]({word("target of an inner link")}.md).

{heading}

Customers could not pay for an hour. {mark} <!-- {word("comment")} -->
See {link} and [a page of ours](../{other}.md).

{block}

![A graph of failed orders]({image})

## Impact

One order of eight failed.

## Timeline

{word("text of a timeline that is no entry")}

| Time (UTC) | What happened | Who {word("head of a further column")} |
|---|---|---|
| 14:05 | **Started**: orders fail <!-- {word("comment in a cell")} --> | {word("further column")} |
| 15:05 | **Resolved**: orders work again | {word("further column")} |

## Root cause

{word("root cause")}

![{word("alternative text inside")}](images/{word("name of an internal image")}.png)

    {word("indented code inside")}

## Resolution

```
{word("code inside")}
```

## What went well

- {word("what went well")}

## Lessons learned

{word("lesson")}[^1]

<div title="{word("HTML inside")}">more</div>

[^1]: {word("footnote inside")}

## {word("heading of an unknown section")}

{word("unknown section")}

{_actions(maker)}
## References

- [{word("text of a reference")}](https://{word("target of a reference")}.example/)
- [dump](dump-{word("name of an attachment")}.csv)
"""


def _actions(maker: Maker) -> str:
    word = maker.word
    key = f"{word('ticket').upper()[:10]}{word('ticket').upper()[10:]}"
    owner, due, note = word("owner"), word("due"), word("column of actions")
    return maker.one_of(
        "## Action items\n\n"
        "| Action | Owner | Due | Ticket | Note |\n|---|---|---|---|---|\n"
        f"| Add an alert | @{owner} | soon {due} | {key}-12 | {note} |\n",
        "## Action items\n\n"
        f"- [x] Add an alert (owner: @{owner}, due: after {due}, ticket: {key}-12)\n"
        f"- [ ] Add another one <!-- {note} -->\n",
        f"## Action items\n\n{note}\n\n"
        f"1. Add an alert (owner: @{owner}, due: {due}, tracker: {key}-12)\n",
    )
