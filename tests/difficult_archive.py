"""An archive of what makes pages fall apart: long words, forty services, six scripts, hostile text."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

MKDOCS_YML = """\
site_name: Difficult archive
theme:
  name: material
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: white
      toggle: {icon: material/brightness-7, name: Dark colours}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: black
      toggle: {icon: material/brightness-4, name: Light colours}
plugins: [postmortems]
extra: {generator: false}
"""

INDEXES = ("services", "causes", "severities", "teams", "years", "tags", "triggers", "detections")
NAV = "".join(f"\n  - {name}.md" for name in ("index", "archive", "actions", "trends", *INDEXES))

HOSTILE = (
    '"><img src=x onerror="window.ran=1"><script>window.ran=1</script> {{ 7 * 7 }} &amp; %(num)s'
)
LONG_WORD = "x" * 140 + "_" + "Überlänge" * 17
LONG_TITLE = " ".join(
    ["Orders, payments and refunds of the northern region were answered late"] * 4
)[:300]
SERVICES = tuple(f"service-{number:02}" for number in range(1, 41))

ARABIC = "تعطل خدمة الدفع بعد تحديث الإعدادات في us-east-1"
HEBREW = "מסד הנתונים לא הגיב אחרי עדכון"
CHINESE = "东京区域的数据库连接池耗尽，导致所有客户无法下单"
GREEK = "Ο διακομιστής πληρωμών σταμάτησε να απαντά"

_SEVERITIES = ("sev1", "sev2", "sev3", "sev4", "sev5", "sev6", "unmeasured")
_OWNERS = ("@ana", "@left-long-ago", HOSTILE.replace("|", ""), "@" + "o" * 80, "", ARABIC)
_STATES = ("open", "done", "in-progress", "won't do")


def write_difficult_archive(project: Path, count: int) -> Path:
    """Write a project with the first ``count`` of 24 postmortems; returns its folder.

    Without any, there is no ``archive.yml`` either, but a navigation that names every index: it is how
    an archive begins.
    """
    archive = project / "postmortems"
    archive.mkdir(parents=True)
    (project / "docs").mkdir()
    nav = "" if count else f"nav:{NAV}\n"
    (project / "mkdocs.yml").write_text(MKDOCS_YML + nav, "utf-8")
    if count:
        (archive / "archive.yml").write_text(_yaml(_vocabulary()), "utf-8")
    for name, text in _postmortems()[:count]:
        (archive / f"{name}.md").write_text(text, "utf-8")
    return project


def _vocabulary() -> dict[str, object]:
    named = {
        "service-02": LONG_WORD,
        "service-03": ARABIC,
        "service-04": HOSTILE,
        "service-05": GREEK,
    }
    return {
        "name": f"Postmortems of {CHINESE}",
        "description": f"{HOSTILE} {LONG_WORD}",
        "severities": {name: {"name": f"Step {name}"} for name in _SEVERITIES},
        "services": {
            name: {
                "name": named.get(name, name.capitalize()),
                "team": "crew" if number % 2 else "night",
            }
            for number, name in enumerate(SERVICES)
        },
        "causes": {
            "long": {"name": LONG_WORD, "description": LONG_TITLE, "kind": HOSTILE},
            "capacity": {"name": HEBREW, "description": ARABIC},
            "never": {"name": "Never seen"},
        },
        "teams": {"crew": {"name": HOSTILE}, "night": {"name": ARABIC}, "idle": {"name": "Idle"}},
        "rules": {"levels": {f"PM{family}": "hint" for family in range(1, 10)}},
    }


def _postmortems() -> list[tuple[str, str]]:
    """Names and texts; the first is the worst."""
    meta = _meta("2026-02-03T23:50Z", "2026-02-04T00:40Z")
    worst = meta | {
        "title": "W" * 290 + " end",
        "services": list(SERVICES),
        "causes": ["long", "capacity", "undescribed"],
        "impact": {"users": f"{LONG_WORD} {ARABIC}", HOSTILE: HOSTILE},
        "tags": [LONG_WORD[:60], "日本語", HOSTILE[:40]],
        "authors": ["o" * 90, ARABIC],
        "incident": "I" * 200,
        "references": [{"title": LONG_WORD, "url": "https://x.example/" + "y" * 200}],
        "aliases": ["z" * 120],
        "review_on": "2026-03-01",
    }
    special = {
        "2026-02-03-worst": (worst, _body(LONG_WORD, "2026-02-03", events=40) + _wide()),
        "2026-01-01-long-title": (meta | {"title": LONG_TITLE}, _body(LONG_TITLE, "2026-02-03")),
        "2026-01-02-nothing": ({}, ""),
        "2026-01-03-no-times": (
            {
                "title": "No time is known",
                "status": "published",
                "severity": "sev1",
                "services": ["service-01"],
            },
            _body("Nobody noted when", "", events=0),
        ),
        "2026-01-04-no-causes": (
            meta | {"title": "No cause", "causes": []},
            _body("Text", "2026-02-03"),
        ),
        "2025-10-01-ninety-days": (
            _meta("2025-10-01", "2025-12-30")
            | {"title": "Ninety days", "detected": "2025-11-15T08:00Z"},
            _body("It went on", "2025-10-01", events=12, step=7 * 24 * 60),
        ),
        "2025-09-01-arabic": (
            _meta("2025-09-01T10:00Z", "2025-09-01T11:00Z")
            | {"title": ARABIC, "services": ["service-03"]},
            _body(ARABIC, "2025-09-01"),
        ),
        "2025-08-01-hebrew": (
            _meta("2025-08-01T10:00Z", "2025-08-01T10:00Z")
            | {"title": HEBREW, "causes": ["capacity"]},
            _body(HEBREW, "2025-08-01"),
        ),
        "2025-07-01-chinese": (
            _meta("2025-07-01T10:00Z", "2025-07-03T11:00Z") | {"title": CHINESE * 4},
            _body(CHINESE * 6, "2025-07-01"),
        ),
        "2025-06-01-greek": (
            _meta("2025-06-01T10:00+03:00", "2025-06-01T12:00+03:00")
            | {"title": GREEK, "status": "in-review"},
            _body(GREEK, "2025-06-01"),
        ),
        "2025-05-01-draft": (
            {"title": "A draft", "status": "draft", "started": "2025-05-01"},
            "## Summary\n",
        ),
        "2025-04-01-near-miss": (
            _meta("2025-04-01T10:00Z", "2025-04-01T10:20Z")
            | {"title": "Nearly", "kind": "near-miss"},
            _body("Nothing happened", "2025-04-01"),
        ),
        "2025-03-01-hostile": (
            _meta("2025-03-01T10:00Z", "2025-03-01T12:00Z")
            | {
                "title": HOSTILE,
                "services": [HOSTILE[:50]],
                "causes": ["long"],
                "trigger": HOSTILE[:30],
            },
            _body(HOSTILE.replace("|", ""), "2025-03-01"),
        ),
        "2025-02-01-no-actions": (
            _meta("2025-02-01T10:00Z", "2025-02-01T12:00Z") | {"title": "Nothing was promised"},
            _body("Text", "2025-02-01", actions=0),
        ),
    }
    made = [(name, _document(*parts)) for name, parts in special.items()]
    return made + list(_usual(24 - len(made)))


def _usual(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        day = date(2024, 12, 20) - timedelta(days=40 * number)
        meta = _meta(f"{day}T0{number % 9}:10Z", f"{day}T{10 + number}:30Z") | {
            "title": f"Usual incident {number} of a long year",
            "severity": _SEVERITIES[number % len(_SEVERITIES)],
            "services": [SERVICES[number % 5], SERVICES[5]],
            "causes": [("long", "capacity")[number % 2]],
            "detected_by": ("monitoring", "customer", "employee")[number % 3],
        }
        yield f"{day}-usual-{number}", _document(meta, _body("Text", str(day)))


def _meta(started: str, resolved: str) -> dict[str, object]:
    return {
        "status": "published",
        "severity": "sev2",
        "services": ["service-01", "service-02"],
        "causes": ["long"],
        "started": started,
        "resolved": resolved,
    }


def _body(text: str, day: str, events: int = 3, actions: int = 6, step: int = 4) -> str:
    """Every section, each with the text.

    Args:
        text: of each section, cell and item.
        day: of the first event; empty where no time is known.
        events: how many more than two there are.
        actions: how many action items.
        step: minutes from one event to the next.
    """
    rows = [f"| {day} 10:00 | **Started**: {text} |" if day else f"| ? | {text} |"]
    minutes = [10 * 60 + step * (number + 1) for number in range(events)]
    if day:
        first = date.fromisoformat(day)
        for minute in minutes:
            at = first + timedelta(days=minute // 1440)
            rows.append(f"| {at} {minute // 60 % 24:02}:{minute % 60:02} | {text} |")
    dues = ("2024-01-01", "", "2030-01-01")
    items = [
        f"| {text} | {_OWNERS[number % 6]} | {dues[number % 3]} | {_STATES[number % 4]} |"
        for number in range(actions)
    ]
    table = ["| Action | Owner | Due | Status |", "|---|---|---|---|", *items] if items else []
    parts = {
        "Summary": text,
        "Impact": f"- {text}\n- {text}",
        "Timeline": "\n".join(["| Time (UTC) | What happened |", "|---|---|", *rows]),
        "Root cause": f"{text}\n\n1. Why? {text}\n2. Why? {text}\n3. Why? {text}",
        "Resolution": f"```\n{text * 2}\n```",
        "What went well": f"> {text}",
        "What could be improved": f"`{text}`",
        "Action items": "\n".join(table),
    }
    return "\n".join(f"## {heading}\n\n{content}\n" for heading, content in parts.items())


def _wide() -> str:
    """A section with a table that no screen holds, and headings that skip a level."""
    head = "| " + " | ".join(f"Column {number}" for number in range(24)) + " |"
    rule = "|" + "---|" * 24
    row = "| " + " | ".join(["0123456789"] * 24) + " |"
    return f"\n## {LONG_WORD}\n\n#### Skipped\n\n{head}\n{rule}\n{row}\n"


def _document(meta: dict[str, object], body: str) -> str:
    return f"---\n{_yaml(meta)}---\n\n{body}"


def _yaml(content: dict[str, object]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100_000)
