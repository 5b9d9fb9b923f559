"""A build says how far it is, and at its end where the time went."""

import logging
import re

import pytest

from postmortem_archive.publish import course
from postmortem_archive.publish.course import Course
from site_builder import MKDOCS_YML, Build, Write

PARTS = (
    *("reading and checking", "pages", "feeds, data and lists", "search index"),
    *("bringing the site up to date", "MkDocs and the theme", "total"),
)


def test_the_option_timings(write_project: Write, build_project: Build) -> None:
    options = MKDOCS_YML.replace("[postmortems]", "[postmortems: {timings: true}]")
    messages = build_project(write_project({"mkdocs.yml": options})).messages
    said = [line.partition("postmortems: ")[2] for line in messages if re.search(r"\d s\b", line)]
    assert [re.split(r" {2,}", line)[0] for line in said] == list(PARTS)
    seconds = [float(re.split(r" {2,}", line)[1].removesuffix(" s")) for line in said]
    assert sum(seconds[:-1]) == pytest.approx(seconds[-1], abs=0.05)


def test_without_the_option_nothing_is_said(write_project: Write, build_project: Build) -> None:
    messages = build_project(write_project({})).messages
    assert not [line for line in messages if "reading and checking" in line]


@pytest.mark.parametrize(("between", "lines"), [(0.0, 3), (60.0, 0)])
def test_progress_is_told_now_and_then(
    between: float,
    lines: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(course, "BETWEEN_LINES", between)
    log = logging.LoggerAdapter(logging.getLogger("test.course"))
    with caplog.at_level(logging.INFO):
        told = Course(log).progress("reading")
        for number in (1, 2, 2_000):
            told(number, 2_000)
    said = [entry.getMessage() for entry in caplog.records]
    assert said == ["reading: 1 of 2,000", "reading: 2 of 2,000", "reading: 2,000 of 2,000"][:lines]
