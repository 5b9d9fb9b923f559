"""The report as JUnit XML."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from hostile_texts import PIECES, hostile_texts
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.report.report import Report
from report_maker import finding, hostile_report, render
from report_schemas import junit_schema


def suites(report: Report) -> list[Element]:
    output = render("junit", report)
    assert output.isascii()
    root = fromstring(output)  # noqa: S314 - our own
    junit_schema().validate(root)
    found = list(root)
    assert int(root.get("tests", "")) == sum(len(suite) for suite in found)
    assert int(root.get("failures", "")) == len(root.findall("*/*/failure"))
    for suite in found:
        assert int(suite.get("tests", "")) == len(suite)
        assert int(suite.get("failures", "")) == len(suite.findall("*/failure"))
    return found


def test_an_error_is_a_failure_anything_else_passes_with_its_words() -> None:
    levels = [Level.HINT, Level.WARNING, Level.ERROR]
    (suite,) = suites(Report(tuple(finding(level=level) for level in levels), 1))
    assert suite.get("name") == "postmortems/2026/a.md"
    failed, warned, hinted = suite
    assert failed.get("name") == "PM107 unknown-term (line 5, column 12)"
    (failure,) = failed
    assert (failure.get("type"), failure.get("message")) == ("PM107", "unknown service `chekout`")
    assert failure.text == ("line 5, column 12: unknown service `chekout`\nfix: write `checkout`")
    texts = [(case[0].tag, (case[0].text or "").partition(":")[0]) for case in (warned, hinted)]
    assert texts == [("system-out", "warning"), ("system-out", "hint")]


def test_a_clean_file_is_a_test_that_passes() -> None:
    items = (finding(path="b.md", level=Level.HINT), finding(path="c.md"))
    found = suites(Report(items, 3, files=("a.md", "b.md", "c.md")))
    assert [suite.get("name") for suite in found] == ["c.md", "b.md", "a.md"]
    (case,) = found[2]
    assert (case.get("name"), len(case)) == ("no findings", 0)


def test_nothing_checked_is_a_document_too() -> None:
    assert suites(Report((), 0)) == []


@pytest.mark.parametrize("text", PIECES, ids=ascii)
def test_any_text_makes_valid_xml(text: str) -> None:
    assert len(suites(hostile_report(text))) == 3


def test_text_comes_back_as_it_was_shown() -> None:
    (suite,) = suites(Report((finding(message='a <b> & "c" ]]> \x1b 漢'),), 1))
    assert suite[0][0].get("message") == 'a <b> & "c" ]]> \\x1b 漢'


def test_random_text_makes_valid_xml() -> None:
    for text in hostile_texts(40, seed=6):
        suites(hostile_report(text))
