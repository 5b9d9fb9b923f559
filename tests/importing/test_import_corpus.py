"""What was counted by hand in documents that are not kept here, against what the import finds.

The texts are nobody's to copy, so only the count is here. Name the folder of the files in
IMPORT_CORPUS to compare: IMPORT_CORPUS=~/corpus pytest tests/importing/test_import_corpus.py -s
"""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from import_runs import TODAY, contents, imported, new_archive, words
from places import ROOT
from postmortem_archive.archive.baseline import known_findings
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.imports.report import State

TRUTH: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
    (ROOT / "tests/importing/truth.yml").read_text(encoding="utf-8")
)
CORPUS = os.environ.get("IMPORT_CORPUS", "")


def _key(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]


_LINK_TO_FILE = re.compile(r"\](?:\(|: )(?![a-z]+:)[^()\n]*\.(?:md|markdown|qmd)\)?")
"""A link to another document of the corpus, which leads to its new place after the import."""


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_the_count_is_complete() -> None:
    assert len(TRUTH) == 105
    assert all({*row} == {"days", "timeline", "actions"} and row["days"] for row in TRUTH.values())


if CORPUS:

    def test_the_corpus_is_imported(tmp_path: Path) -> None:
        top = Path(CORPUS).resolve()
        project = new_archive(tmp_path, "")
        done = imported(project, top)
        assert {one.state for one in done.reports} == {State.IMPORTED}
        days, timelines, actions = [], [], []
        for report in done.reports:
            original = top.joinpath(*report.source.split("/")[-2:])
            truth = TRUTH[_key(original)]
            after = words((project.folder / report.path).read_text(encoding="utf-8"))
            before = _LINK_TO_FILE.sub("]", original.read_text(encoding="utf-8"))
            assert words(before) - after == words("")
            started = report.guess("started")
            days.append(started is not None and started.value[:10] in map(str, truth["days"]))
            if truth["timeline"]:
                timelines.append(report.entries > 0)
            if truth["actions"]:
                actions.append(report.actions > 0)
        print(  # noqa: T201 - the figures are what the corpus is read for
            f"\n{len(done.reports)} files: day found in {_share(days):.1%}, timeline in "
            f"{_share(timelines):.1%} of {len(timelines)}, action items in {_share(actions):.1%} "
            f"of {len(actions)}; {sum(one.words for one in done.reports):,} words kept"
        )
        assert len(done.reports) == len(TRUTH)
        assert _share(days) >= 0.95
        assert _share(timelines) >= 0.95
        assert _share(actions) >= 0.9

        there = contents(project.root)
        assert {one.state for one in imported(project, top).reports} == {State.KNOWN}
        assert contents(project.root) == there
        outcome = check_archive(project, today=TODAY).outcome
        assert known_findings(project, outcome.baseline).compare(outcome.diagnostics).new == ()
