"""Documents of every shape that people have, imported into the format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from import_runs import SAMPLES, imported, new_archive, report_of, words
from postmortem_archive.archive.imports.report import State
from postmortem_archive.archive.imports.run import Imported
from postmortem_archive.archive.project import Project
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

EXPECTED: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
    (SAMPLES.parent / "expected.yml").read_text(encoding="utf-8")
)
MARKUP = {
    "2023-05-11-status-page.md": words("track track"),
    "2021-12-02_dashboard-slow.md": words("update update"),
    "2019-03-02-many-shapes.md": words("img img files"),
}
"""Words of the samples that are markup or paths, and mean nothing in the new place."""


@pytest.fixture(scope="module")
def all_samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Imported]:
    project = new_archive(tmp_path_factory.mktemp("samples"))
    return project, imported(project, SAMPLES)


def test_every_sample_is_imported(all_samples: tuple[Project, Imported]) -> None:
    reports = all_samples[1].reports
    assert {one.source.split("/")[-1] for one in reports} == set(EXPECTED)
    assert {one.state for one in reports} == {State.IMPORTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_says_what_a_document_holds(all_samples: tuple[Project, Imported], name: str) -> None:
    expected = EXPECTED[name]
    report = report_of(all_samples[1], name)
    started = report.guess("started")
    assert started is not None
    assert (started.value, started.sure) == (str(expected["started"]), expected["sure"])
    title = report.guess("title")
    assert title is not None and title.value == expected["title"]
    assert report.read_as == expected["read_as"]
    assert [*report.sections] == expected["sections"]
    assert [*report.own_headings] == expected.get("own", [])
    assert (report.entries, report.actions) == (expected["timeline"], expected["actions"])
    assert report.attachments == expected.get("attachments", 0)
    proposed = {one.what: one.value for one in report.guesses if one.is_proposed}
    assert proposed == expected.get("proposed", {})


@pytest.mark.parametrize("name", EXPECTED)
def test_no_word_is_lost(all_samples: tuple[Project, Imported], name: str) -> None:
    project, done = all_samples
    path = report_of(done, name).path
    before = words((SAMPLES / name).read_text(encoding="utf-8"))
    after = words((project.folder / path).read_text(encoding="utf-8"))
    assert before - after == MARKUP.get(name, words(""))


@pytest.mark.parametrize("name", EXPECTED)
def test_is_read_as_it_was_reported(all_samples: tuple[Project, Imported], name: str) -> None:
    project, done = all_samples
    report = report_of(done, name)
    data = (project.folder / report.path).read_bytes()
    postmortem = parse_document(report.path, data, Settings()).postmortem
    assert postmortem is not None
    assert (len(postmortem.timeline), len(postmortem.actions)) == (report.entries, report.actions)
    assert postmortem.title == EXPECTED[name]["title"]
    assert str(postmortem.meta.started) == str(EXPECTED[name]["started"])
    assert [one.url for one in postmortem.meta.references][-1] == report.source


def text_of(all_samples: tuple[Project, Imported], name: str) -> str:
    project, done = all_samples
    return (project.folder / report_of(done, name).path).read_text(encoding="utf-8")


def test_a_heading_per_entry_becomes_a_table(all_samples: tuple[Project, Imported]) -> None:
    text = text_of(all_samples, "2019-06-20-heading-per-entry.qmd")
    assert "| Time | What happened |\n|---|---|\n| 2019-06-20 13:04 | Students report" in text
    assert "| 13:41 | It works again: Another kind of node is allowed. |" in text


def test_paragraphs_with_times_become_a_table(all_samples: tuple[Project, Imported]) -> None:
    text = text_of(all_samples, "actions-by-other-names.md")
    assert "| 1:03 PM | First alert fires |\n| 1:10 PM | Engineers" in text


def test_action_items_get_boxes_that_say_what_is_done(
    all_samples: tuple[Project, Imported],
) -> None:
    text = text_of(all_samples, "actions-by-other-names.md")
    assert "## Action items\n\n### Immediate improvements (completed)\n\n- [x] Refund" in text
    assert "- [ ] Give each charge a key\n" in text


def test_updates_of_a_status_page_come_in_their_order(
    all_samples: tuple[Project, Imported],
) -> None:
    text = text_of(all_samples, "2023-05-11-status-page.md")
    assert text.index("12:00:00 Half of") < text.index("15:30:00 **Resolved**: all builds")
    assert "resolved: 2023-05-11T15:30Z\n" in text
    assert "# down, disrupted or notice\n" in text


def test_levels_of_headings_are_kept_below_their_sections(
    all_samples: tuple[Project, Imported],
) -> None:
    assert "\n### What went well {#well}\n" in text_of(all_samples, "several-titles.md")
    text = text_of(all_samples, "2019-03-02-many-shapes.md")
    assert "\n### Details of the disk\n" in text
    assert "\n# not a heading\n21:15 write stalls\n" in text


def test_proposals_are_comments(all_samples: tuple[Project, Imported]) -> None:
    text = text_of(all_samples, "bold-bullets.html.md.erb")
    assert "\n# services: [login]\n# causes: [certificate]\n---\n" in text
    assert "\nservices:" not in text


def test_front_matter_that_cannot_be_read_is_kept_as_text(
    all_samples: tuple[Project, Imported],
) -> None:
    text = text_of(all_samples, "broken-front-matter.md")
    assert '## Front matter\n\n~~~~\ntitle: "Cache: cold after restart\n' in text


def test_where_dates_disagree_two_outvote_one(tmp_path: Path) -> None:
    source = tmp_path / "2022-06-02-pods.md"
    source.write_text(
        "# 2022-01-27, no more pods\n\n## Timeline\n\n- 2022-06-02 10:00Z It starts\n",
        encoding="utf-8",
    )
    done = imported(new_archive(tmp_path), source)
    started = done.reports[0].guess("started")
    assert started is not None
    assert (started.value, started.sure) == ("2022-06-02", "guess")
    assert started.why == "file name; timeline; title says 2022-01-27"


@pytest.mark.parametrize(
    ("name", "text", "started", "sure"),
    [
        (
            "a.md",
            "# A\n\n**Date:** January 14-19, 2026\n\n## Summary\n\nB.\n",
            "2026-01-14",
            "likely",
        ),
        (
            "a.md",
            "# A\n\n| Date | 2021-03-04 |\n|---|---|\n| Lead | ana |\n",
            "2021-03-04",
            "likely",
        ),
        ("20210304_a.md", "# A, 4th of March 2021\n\n## Summary\n\nB.\n", "2021-03-04", "certain"),
        (
            "PM2022-006 a.md",
            "# A\n\n## Timeline\n\n- 2020-12-21 cause\n- 2022-05-25 10:00Z harm\n",
            "2022-05-25",
            "likely",
        ),
        (
            "a.md",
            "---\npublished: 2023-07-08\n---\n# A\n\n## Summary\n\nB.\n",
            "2023-07-08",
            "guess",
        ),
        ("a.md", "# A\n\n## Summary\n\nIt broke on 9 May 2020, again.\n", "2020-05-09", "guess"),
        ("2021-13-45.md", "# A\n\n## Summary\n\nB.\n", None, None),
    ],
)
def test_finds_the_day(
    tmp_path: Path, name: str, text: str, started: str | None, sure: str | None
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (report,) = imported(new_archive(tmp_path), tmp_path / name).reports
    found = report.guess("started")
    assert ((found.value, found.sure) if found else (None, None)) == (started, sure)
    assert report.path.startswith(f"{started[:4]}/{started}-" if started else "undated/")


def test_a_postmortem_of_another_archive_stays_as_it_is(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Mail was late\nstatus: published\nseverity: sev2\nservices: [queue]\n"
        "causes: [config]\nstarted: 2024-05-03T10:00+02:00\nresolved: 2024-05-03T11:00:00Z\n"
        "references: [{title: Chat, url: https://chat.example/1}]\naliases: [mail]\n---\n\n"
        "## Summary\n\nMail was late.\n"
    )
    (tmp_path / "2024-05-03-mail.md").write_text(text, encoding="utf-8")
    project = new_archive(tmp_path)
    (report,) = imported(project, tmp_path / "2024-05-03-mail.md").reports
    before = parse_document("x.md", text.encode(), Settings()).postmortem
    after = parse_document(
        "x.md", (project.folder / report.path).read_bytes(), Settings()
    ).postmortem
    assert before and after
    assert after.extra_meta == {} and after.body == before.body
    assert after.meta.model_copy(update={"references": before.meta.references}) == before.meta
    assert after.meta.references[:-1] == before.meta.references
