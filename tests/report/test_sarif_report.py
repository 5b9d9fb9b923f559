"""The report in SARIF, validated against the specification's own JSON Schema."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from hostile_texts import hostile_texts
from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.report.report import Report
from postmortem_archive.report.sarif import MOST_RESULTS
from postmortem_archive.rules.registry import RULES
from report_maker import finding, hostile_report, render
from report_schemas import sarif_validator


def run_of(report: Report, *, validate: bool = True) -> dict[str, Any]:
    output = render("sarif", report)
    assert output.isascii()
    data = json.loads(output)
    if validate:
        sarif_validator().validate(data)
    (run,) = data["runs"]
    found: dict[str, Any] = run
    return found


def test_a_result() -> None:
    run = run_of(Report((finding(),), 1))
    (result,) = run["results"]
    assert len(result.pop("partialFingerprints")["primaryLocationLineHash"]) == 36
    assert run["tool"]["driver"]["rules"][result.pop("ruleIndex")]["id"] == "PM107"
    assert result == {
        "ruleId": "PM107",
        "level": "error",
        "message": {"text": "unknown service `chekout`\nfix: write `checkout`"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "postmortems/2026/a.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 5, "startColumn": 12},
                }
            }
        ],
    }
    assert run["columnKind"] == "unicodeCodePoints"
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def test_every_rule_is_described() -> None:
    rules = run_of(Report((), 1))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert "`" not in rule["fullDescription"]["text"]
        assert "## Why it matters" in rule["help"]["markdown"]
        assert "helpUri" not in rule


def test_levels_worst_first() -> None:
    items = tuple(finding(level=level) for level in reversed(Level))
    levels = [result["level"] for result in run_of(Report(items, 1))["results"]]
    assert levels == ["error", "warning", "note"]


def test_a_path_is_a_relative_reference() -> None:
    for path in ("a b#c?d%20.md", "a:b.md", "größe/漢.md", "[a].md", "a//b.md"):
        (result,) = run_of(Report((finding(path=path),), 1))["results"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        parts = urlsplit(uri)
        assert uri.isascii()
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert unquote(parts.path) == path


def test_a_message_has_no_link() -> None:
    (result,) = run_of(Report((finding(message="see [here](https://b.example)"),), 1))["results"]
    assert "](" not in result["message"]["text"].replace(r"\](", "")


def test_a_rule_that_is_not_known_has_no_index() -> None:
    (result,) = run_of(Report((finding(code="PM999"),), 1))["results"]
    assert "ruleIndex" not in result


def test_what_is_left_out_is_said() -> None:
    items = tuple(
        finding(level=Level.HINT, position=Position(line, 1), hint="", source="")
        for line in range(1, MOST_RESULTS + 3)
    )
    run = run_of(Report((*items, finding()), 1), validate=False)  # minutes, for that many
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][0]["level"] == "error"
    notes = [
        note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]
    ]
    assert notes == [
        "3 more findings are left out: a run has at most 25,000",
        "the host shows the worst 5,000 findings; there are 20,003 more",
    ]
    few = Report((*items[:5_000], finding()), 1)
    notes = run_of(few, validate=False)["invocations"][0]["toolExecutionNotifications"]
    assert len(notes) == 1
    sarif_validator().evolve(schema=_notification_schema()).validate(notes[0])


def _notification_schema() -> dict[str, Any]:
    schema = dict(sarif_validator().schema)
    return {**schema["definitions"]["notification"], "definitions": schema["definitions"]}


def test_any_text_keeps_the_form() -> None:
    for text in hostile_texts(12, seed=5):
        report = hostile_report(text)
        found = run_of(replace(report, diagnostics=report.diagnostics[:4]))["results"]
        assert len(found) == 4
