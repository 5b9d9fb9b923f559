"""A project whose postmortems are told in German, as is its site; for tests of the interface's language."""

from pathlib import Path

MANY = 1_100
"""Action items of one of its postmortems: enough for a number with a mark for thousands."""

NUMBER = 64
"""How many postmortems it has: more than one page of each list."""

_MKDOCS_YML = """\
site_name: Vorfallarchiv
theme: {name: material, font: false, language: de}
plugins: [postmortems: {page_size: 30}]
use_directory_urls: false
extra: {generator: false}
"""
_ARCHIVE_YML = """\
name: Vorfallarchiv
severities:
  sev1: {name: Kritisch}
  sev2: {name: Groß}
  sev3: {name: Klein}
services:
  kasse: {name: Kasse, team: handel, tier: 1, description: Nimmt Bestellungen entgegen.}
  lager: {name: Lagerverwaltung, team: handel, aliases: [bestand]}
  post: {name: Postversand}
causes:
  kapazitaet: {name: Kapazität, kind: aufbau, description: Es kam mehr an als vorgesehen.}
  zertifikat: {name: Abgelaufenes Zertifikat, kind: ablauf}
  namen: {name: Namensauflösung}
triggers:
  auslieferung: {name: Auslieferung}
teams:
  handel: {name: Handel}
  netz: {name: Netzbetrieb}
rules:
  levels: {PM105: hint, PM201: hint, PM202: hint, PM203: hint, PM407: hint}
"""
_SEVERITIES = ("sev1", "sev2", "sev3", "")
_SERVICES = ("[kasse, lager]", "[lager]", "[post]", "[kasse]", "[]")
_CAUSES = ("[kapazitaet, namen]", "[zertifikat]", "[kapazitaet]", "[]")
_NOTICED = ("monitoring", "customer", "employee", "third-party", "")
_STATUSES = ("published", "published", "published", "in-review", "draft")
_CRITERIA = ("outage", "threshold", "data-loss", "request")
_ACTIONS = """\
| Warnung ab achtzig Prozent | @ana | 2024-04-01 | open | detect |
| Verbindungen begrenzen | handel | 2099-12-31 | in progress | prevent |
| Handbuch ergänzen | @ben | | done 2024-05-02 | process |
| Ersatzgerät aufstellen | | | wont do | mitigate |
"""


def write_german_project(folder: Path) -> Path:
    """Write the project below ``folder``; returns it. It has no page of its own, so all are made."""
    postmortems = folder / "postmortems"
    postmortems.mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(_MKDOCS_YML, encoding="utf-8")
    (postmortems / "archive.yml").write_text(_ARCHIVE_YML, encoding="utf-8")
    for number in range(NUMBER):
        path = postmortems / f"{_day(number)}-kasse-{number}.md"
        path.write_text(_postmortem(number), encoding="utf-8")
    return folder


def _day(number: int) -> str:
    return f"{2019 + number % 7}-07-{2 + number % 5:02}"


def _postmortem(number: int) -> str:
    day = _day(number)
    facts = {
        "title": f"Die Kasse blieb stehen, Fall {number}",
        "status": _STATUSES[number % len(_STATUSES)],
        "kind": "near-miss" if number % 9 == 8 else "incident",
        "severity": _SEVERITIES[number % len(_SEVERITIES)],
        "services": _SERVICES[number % len(_SERVICES)],
        "causes": _CAUSES[number % len(_CAUSES)],
        "trigger": "auslieferung" if number % 2 else "",
        "detected_by": _NOTICED[number % len(_NOTICED)],
        "criteria": _CRITERIA[number % len(_CRITERIA)],
        "started": f"{day}T13:42Z" if number % 8 != 7 else "",
        "detected": f"{day}T13:45Z" if number % 3 == 0 else "",
        "resolved": f"{day}T15:{number % 60:02}Z" if number % 8 != 7 else "",
        "review_on": "2024-08-01" if number % 6 == 0 else "",
        "tags": f"[stau-{number % 4}]" if number % 2 else "",
        "aliases": "[alte-nummer]" if number == 3 else "",
    }
    front = "\n".join(f"{name}: {value}" for name, value in facts.items() if value)
    further = "\n".join(
        f"| Schritt {step} | @ana | 2024-04-01 | open | prevent |" for step in range(MANY)
    )
    return f"""\
---
{front}
---

## Summary

Am {day} konnten viele an der Kasse nicht bezahlen. Verbindungspool{number} war erschöpft.[^1]

[^1]: Laut Protokoll.

## Impact

Zwölf von hundert Bestellungen schlugen fehl.

## Timeline

| Zeit | Geschehen |
|---|---|
| {day} 13:42 | **Started**: Bestellungen schlagen fehl |
| 13:45 | **Detected**: Warnung geht ein |
| 14:20 | Pool wird vergrößert |
| 15:{number % 60:02} | **Resolved**: Kasse läuft |

## Root cause

Pool hatte Größe vom Vorjahr, siehe [Fall 0]({_day(0)}-kasse-0.md).

## Action items

| Action | Owner | Due | Status | Type |
|---|---|---|---|---|
{_ACTIONS if number % 3 else ""}{further if number == 5 else ""}
"""
