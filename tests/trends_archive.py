"""A made-up archive on a disk, in a git repository, with everything that makes figures hard.

Times are missing, known to the day, or out of order; an incident lasts ninety days; a severity is one
that archive.yml does not know; there are near misses, drafts, and a file that cannot be understood.
"""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scratch_repository import ScratchRepository

BEGUN = datetime(2022, 1, 3, 9, tzinfo=UTC)
"""When the archive got its first file."""

ARCHIVE_YML = """\
name: Made for trends
severities:
  sev1: {name: Critical}
  sev2: {name: Major}
  sev3: {name: "Minor, <b>kept</b> short"}
services:
  checkout: {name: Checkout, team: payments}
  login: {name: 登录, team: identity}
  search: {name: "=Search", team: discovery}
  mail: {name: Mail}
causes:
  capacity: {name: Capacity}
  dns: {name: DNS}
  config-change: {name: Configuration change}
teams:
  payments: {name: Payments, aliases: [pay crew]}
  identity: {name: Identity}
  discovery: {name: Discovery}
"""
_OWNERS = ("@payments", "pay crew", "Identity", "@discovery", "@ana", "", "@payments, @identity")
_STATUS = ("open", "in-progress", "done", "done {day}", "done {day}", "wont-do: too costly")


def write_trends_archive(root: Path, number: int = 90, seed: int = 3) -> dict[str, datetime]:
    """Write the archive and commit it, file after file in batches; returns the first commit by path.

    Args:
        root: of the repository that is made.
        number: how many postmortems.
        seed: of what is made up.
    """
    repository = ScratchRepository(root)
    chance = random.Random(seed)
    files = dict(_file(place, chance) for place in range(number))
    files["2024/2024-02-03-broken.md"] = "---\ntitle: [never closed\n---\n"
    repository.commit({"archive.yml": ARCHIVE_YML}, "2021-12-01T09:00:00Z")
    commits = {}
    names = sorted(files)
    size = -(-len(names) // 12)
    for batch in range(0, len(names), size):
        at = BEGUN + timedelta(days=batch * 17)
        some = names[batch : batch + size]
        repository.commit({name: files[name] for name in some}, at.isoformat())
        commits |= dict.fromkeys(some, at)
    return commits


def _file(place: int, chance: random.Random) -> tuple[str, str]:
    start = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(10 * 365 * 1440))
    length = timedelta(minutes=chance.choice((0, 4, 27, 90, 400, 3_000)))
    length = timedelta(days=90) if place == 7 else length
    moments = {
        "started": start,
        "detected": start + timedelta(minutes=chance.choice((0, 2, 9, 40, -5))),
        "acknowledged": start + timedelta(minutes=chance.choice((41, 50))),
        "mitigated": start + length / 2,
        "resolved": start + length,
    }
    lines = [
        "title: Something & <i>other</i> things broke",
        f"status: {chance.choice(('draft', 'in-review', 'published', 'published'))}",
        f"kind: {chance.choice(('incident',) * 7 + ('near-miss',))}",
        f"services: [{', '.join(chance.sample(('checkout', 'login', 'search', 'mail'), 2))}]",
    ]
    for name, moment in moments.items():
        if place and chance.random() < (0.95 if name in ("started", "resolved") else 0.6):
            is_day = chance.random() < 0.1
            lines.append(f"{name}: {moment:%Y-%m-%d}{'' if is_day else moment.strftime('T%H:%MZ')}")
    if chance.random() < 0.9:
        lines.append(f"severity: {chance.choice(('sev1', 'sev2', 'sev3', 'sev 9'))}")
    if chance.random() < 0.7:
        lines.append(f"detected_by: {chance.choice(('monitoring', 'customer', 'third-party'))}")
    if chance.random() < 0.9:
        causes = chance.sample(("capacity", "dns", "config-change"), chance.choice((1, 2)))
        lines.append(f"causes: [{', '.join(causes)}]")
    rows = [_row(start, chance) for _ in range(chance.randrange(3))]
    table = "| Action | Owner | Due | Type | Status |\n|---|---|---|---|---|\n" + "".join(rows)
    body = f"\n## Summary\n\nIt broke.\n\n## Action items\n\n{table if rows else 'None.'}\n"
    name = f"{start.year}/{start:%Y-%m-%d}-number-{place}.md"
    return name, "---\n" + "\n".join(lines) + "\n---\n" + body


def _row(start: datetime, chance: random.Random) -> str:
    closed = start + timedelta(days=chance.choice((-1, 3, 40, 900)))
    status = chance.choice(_STATUS).format(day=f"{closed:%Y-%m-%d}")
    due = f"{start + timedelta(days=30):%Y-%m-%d}" if chance.random() < 0.8 else ""
    kind = chance.choice(("prevent", "detect", "mitigate", ""))
    return f"| Look at it | {chance.choice(_OWNERS)} | {due} | {kind} | {status} |\n"
