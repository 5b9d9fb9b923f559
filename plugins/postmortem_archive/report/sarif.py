"""The report in SARIF 2.1.0, the exchange format that code hosts and editors read.

The specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from collections.abc import Sequence
from urllib.parse import quote

from postmortem_archive import __version__
from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.rules.base import Confidence, Rule
from postmortem_archive.rules.explain import explain
from postmortem_archive.rules.registry import FAMILIES, RULES

from .lines import print_json
from .markdown_text import prose
from .output import Output
from .report import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

MOST_RESULTS = 25_000
"""Results that GitHub takes of a run; it refuses a file with more."""

MOST_SHOWN = 5_000
"""Results that GitHub shows of a run."""

_ROOT = "%SRCROOT%"
_LEVEL = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}
_PRECISION = {Confidence.EXACT: "very-high", Confidence.GUESS: "medium"}
_INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def write_sarif(report: Report, output: Output) -> None:
    """Write one run with all rules and the worst findings; notifications say what is left out."""
    found = list(report.fingerprinted())
    run = {
        "tool": {
            "driver": {
                "name": "postmortem",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _notifications(found)}
        ],
        "results": [_result(item, mark) for item, mark in found[:MOST_RESULTS]],
    }
    print_json(output, {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, object]:
    explanation = explain(rule)
    parts = "\n\n".join(f"## {name}\n\n{text}" for name, text in explanation.parts.items())
    return {
        "id": rule.code,
        "name": rule.alias,
        "shortDescription": {"text": _plain(explanation.summary)},
        "fullDescription": {"text": _plain(explanation.parts["What it does"])},
        "help": {"text": parts, "markdown": parts},
        "defaultConfiguration": {"level": _LEVEL[rule.level]},
        "properties": {
            "tags": [FAMILIES[rule.code[:3]]],
            "precision": _PRECISION[rule.confidence],
        },
    }


def _plain(markdown: str) -> str:
    """A paragraph of a rule's page on one line, without the marks of code."""
    return " ".join(markdown.replace("`", "").split())


def _result(item: Diagnostic, fingerprint: str) -> dict[str, object]:
    text = f"{item.message}\nfix: {item.hint}" if item.hint else item.message
    place = {
        "artifactLocation": {"uri": _uri(item.path), "uriBaseId": _ROOT},
        "region": {"startLine": item.position.line, "startColumn": item.position.column},
    }
    result: dict[str, object] = {
        "ruleId": item.code,
        "level": _LEVEL[item.level],
        "message": {"text": "\n".join(map(_message, text.split("\n")))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if item.code in _INDEX:
        result["ruleIndex"] = _INDEX[item.code]
    return result


def _message(text: str) -> str:
    """The text with nothing in it that leads somewhere or calls somebody.

    Hosts make a link of ``[words](address)``, which is a part of the format, and some of them look for
    Markdown, names and numbers as well.
    """
    return prose(text).replace("](", r"\](")


def _uri(path: str) -> str:
    """A path as a relative reference; ``a:b.md`` must not look like one with the scheme ``a``."""
    return quote(path, safe="/", errors="backslashreplace")


def _notifications(found: Sequence[object]) -> list[dict[str, object]]:
    notes = []
    if len(found) > MOST_RESULTS:
        more = len(found) - MOST_RESULTS
        notes.append(f"{more:,} more findings are left out: a run has at most {MOST_RESULTS:,}")
    if len(found) > MOST_SHOWN:
        more = len(found) - MOST_SHOWN
        notes.append(f"the host shows the worst {MOST_SHOWN:,} findings; there are {more:,} more")
    return [{"level": "note", "message": {"text": note}} for note in notes]
