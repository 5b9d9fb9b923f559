"""The report as JUnit XML, which most CI systems show as test results.

A file is a test suite, a finding a test case. Errors are failures. Warnings and hints pass, with what
there is to say as their output, because they do not make a check fail either.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.visible import visible
from postmortem_archive.rules.registry import find_rule

from .lines import print_plain
from .output import Output
from .report import Report


def write_junit(report: Report, output: Output) -> None:
    """Write one XML document, ASCII only; a file without findings has a test case that passes."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in report.files}
    for item in report.worst_first():
        found.setdefault(item.path, []).append(item)
    cases = sum(len(items) or 1 for items in found.values())
    attributes = {"tests": str(cases), "failures": str(report.counts()[Level.ERROR])}
    root = Element("testsuites", {"name": "postmortem check", **attributes})
    for path, items in sorted(found.items(), key=lambda entry: _rank(*entry)):
        _suite(root, path, items)
    indent(root)
    print_plain(output, tostring(root, "us-ascii", xml_declaration=True).decode("ascii"))


def _rank(path: str, items: list[Diagnostic]) -> tuple[int, str]:
    """Sort key of a file: by its gravest finding, files without any last, then by path."""
    return (items[0].level.rank if items else len(Level), path)


def _suite(root: Element, path: str, items: list[Diagnostic]) -> None:
    failures = sum(item.level is Level.ERROR for item in items)
    attributes = {"tests": str(len(items) or 1), "failures": str(failures)}
    suite = SubElement(
        root, "testsuite", {"name": visible(path), **attributes, "errors": "0", "skipped": "0"}
    )
    for item in items:
        _case(suite, item)
    if not items:
        SubElement(suite, "testcase", {"classname": visible(path), "name": "no findings"})


def _case(suite: Element, item: Diagnostic) -> None:
    place = f"line {item.position.line}, column {item.position.column}"
    rule = find_rule(item.code)
    name = f"{item.code} {rule.alias}" if rule else item.code
    case = SubElement(
        suite, "testcase", {"classname": visible(item.path), "name": f"{name} ({place})"}
    )
    text = f"{place}: {visible(item.message)}"
    if item.hint:
        text += f"\nfix: {visible(item.hint)}"
    if item.level is Level.ERROR:
        failure = {"type": item.code, "message": visible(item.message)}
        SubElement(case, "failure", failure).text = text
    else:
        SubElement(case, "system-out").text = f"{item.level}: {text}"
