"""The Code Quality report for GitLab."""

import json
from dataclasses import replace
from typing import Any

from hostile_texts import hostile_texts
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.report.report import Report
from report_maker import finding, hostile_report, render
from report_schemas import gitlab_validator


def entries(report: Report) -> list[dict[str, Any]]:
    output = render("gitlab", report)
    assert output.isascii()
    found: list[dict[str, Any]] = json.loads(output)
    gitlab_validator().validate(found)
    return found


def fingerprints(*items: Diagnostic) -> list[str]:
    return [entry["fingerprint"] for entry in entries(Report(items, 1))]


def test_an_entry() -> None:
    (entry,) = entries(Report((finding(),), 1))
    assert len(entry.pop("fingerprint")) == 36
    assert entry == {
        "description": "unknown service `chekout`; fix: write `checkout`",
        "check_name": "PM107",
        "severity": "major",
        "location": {"path": "postmortems/2026/a.md", "lines": {"begin": 5}},
    }


def test_worst_first() -> None:
    items = tuple(finding(level=level) for level in reversed(Level))
    assert [entry["severity"] for entry in entries(Report(items, 1))] == ["major", "minor", "info"]


def test_nothing_to_say_is_an_empty_list() -> None:
    assert entries(Report((), 3)) == []


def test_a_fingerprint_stays_when_lines_move() -> None:
    item = finding()
    moved = replace(item, position=Position(50, 14), source="  services: [chekout]")
    assert fingerprints(item) == fingerprints(moved)


def test_a_fingerprint_tells_findings_apart() -> None:
    item = finding()
    others = (
        replace(item, path="b.md"),
        replace(item, code="PM106"),
        replace(item, message="unknown service `chekin`"),
        replace(item, source="services: [chekout, mail]"),
        replace(item, position=Position(6, 12)),
        item,
    )
    found = fingerprints(item, *others)
    assert len(set(found)) == len(found) == 7


def test_any_text_keeps_the_form() -> None:
    for text in hostile_texts(60, seed=4):
        path = text.lstrip("./") or "a"
        report = hostile_report(text)
        items = tuple(replace(item, path=path) for item in report.diagnostics)
        assert len(entries(replace(report, diagnostics=items))) == len(items)
