"""A made-up archive on disk whose action items are written in every way that owners are written."""

import random
from datetime import date, timedelta
from pathlib import Path

DAY = date(2026, 6, 1)
"""The day against which its due dates are held."""

SETTINGS = """\
severities: {sev1: {name: Critical}, sev2: {name: Major}}
services:
  checkout: {name: Checkout, team: payments, aliases: [cart]}
  login: {name: Login}
teams:
  payments: {name: Payments, aliases: [pay]}
  identity: {name: Identity}
people:
  bo: {name: Bo Lind}
links: {tracker_url: "https://tracker.example/{key}"}
"""

_OWNERS = (
    *(
        "@ana",
        "Ana",
        "ana",
        "payments",
        "Payments team",
        "@acme/payments",
        "Bo Lind",
        "bo",
        "Dörte",
    ),
    *("", "ana, bo", "سارة", "zoë"),
)
_STATUSES = ("open", "in-progress", "done", "wont-do: there was a better way")
_TYPES = ("prevent", "detect", "mitigate", "process", "")
_SERVICES = ("checkout", "login", "checkout, login", "mail")
_TEXTS = ("alert at `80 %` of the pool", "<b>stop</b> & retry", "تنبيه مبكر", "*show* the pool")


def write_action_archive(project: Path, count: int, seed: int = 5) -> Path:
    """Write an archive of ``count`` postmortems with up to nine items each; returns its folder."""
    chance = random.Random(seed)
    folder = project / "postmortems"
    folder.mkdir(parents=True)
    (folder / "archive.yml").write_text(SETTINGS, "utf-8")
    for number in range(count):
        day = DAY - timedelta(days=chance.randrange(300))
        text = _postmortem(number, day, chance)
        (folder / f"{day}-incident-{number}.md").write_text(text, "utf-8")
    return folder


def _postmortem(number: int, day: date, chance: random.Random) -> str:
    started = f"started: {day}T10:00Z\n" if chance.random() < 0.9 else ""
    review = f"review_on: {day + timedelta(days=28)}\n" if chance.random() < 0.7 else ""
    rows = [_row(f"{number}.{place}", chance) for place in range(chance.randrange(10))]
    return (
        f"---\ntitle: Incident {number} – 東京\nstatus: published\n"
        f"severity: {chance.choice(('sev1', 'sev2', 'sev9'))}\n"
        f"services: [{chance.choice(_SERVICES)}]\n{started}{review}---\n\n## Action items\n\n"
        "| Action | Owner | Due | Type | Priority | Status | Tracker |\n"
        "|---|---|---|---|---|---|---|\n" + "".join(rows)
    )


def _row(name: str, chance: random.Random) -> str:
    due = DAY + timedelta(days=chance.randrange(-60, 60))
    return "| {} |\n".format(
        " | ".join(
            (
                f"Item {name}: {chance.choice(_TEXTS)}",
                chance.choice(_OWNERS),
                str(due) if chance.random() < 0.8 else "",
                chance.choice(_TYPES),
                chance.choice(("P1", "")),
                chance.choice(_STATUSES),
                chance.choice(("OPS-7", "", "https://issues.example/a/12")),
            )
        )
    )
