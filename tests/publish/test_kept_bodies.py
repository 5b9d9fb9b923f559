"""A body is the same, and as much is noted of it, whether it was kept or is made anew."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.publish.rendering.body import Body
from postmortem_archive.publish.rendering.targets import Targets
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions
from site_builder import MKDOCS_YML, Build, BuiltSite

TODAY = date(2026, 3, 14)
OPTIONS = SiteOptions(cache=True, docs={"docs/runbook.md": "runbook/"})
FIRST_SOURCE = "2026-01-02-first.md"
FIRST = f"postmortems/{FIRST_SOURCE}"
SECOND_SOURCE = "2025/2025-12-01-second.md"
SECOND = f"postmortems/{SECOND_SOURCE}"
IMAGE = "postmortems/graph.png"
SETTINGS = "postmortems/archive.yml"

FIRST_TEXT = """\
---
title: First
started: 2026-01-02T10:00Z
---
# First

## Summary

As [before](2025/2025-12-01-second.md "T"), see [the book](../docs/runbook.md#a) and [nothing](gone.md),
[nothing](gone.md) again.[^1] ![drawn](graph.png) ![lost](lost.png)

[^1]: A note with &amp;, \u00e9, \U0001f600.

### Words & `code`

## Course of events

- 10:00 it began
- 10:20 it ended

## What we do

| Action | Owner | Due | Status | Tracker |
|---|---|---|---|---|
| Mend | @a | 2026-03-20 | open | OPS-1 |
| Watch | @b | 2026-02-20 | open | |
"""
SECOND_TEXT = "---\ntitle: Second\nstarted: 2025-12-01T08:00Z\n---\n## Summary\n\nIt was like it.\n"

Edit = Callable[[Path], None]


def writing(name: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return edit


def moving(name: str, other: str) -> Edit:
    def edit(root: Path) -> None:
        (root / name).rename(root / other)

    return edit


def removing(name: str) -> Edit:
    return lambda root: (root / name).unlink()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    writing(FIRST, FIRST_TEXT)(tmp_path)
    writing(SECOND, SECOND_TEXT)(tmp_path)
    writing(IMAGE, "an image")(tmp_path)
    writing(SETTINGS, HEADINGS)(tmp_path)
    return tmp_path


def site(root: Path, options: SiteOptions = OPTIONS, today: date = TODAY) -> Site:
    archive = load_archive(Project(root, root / "postmortems"), today=today)
    return Site(archive, today, options)


@dataclass(frozen=True)
class Rendered:
    """A body, what was noted of it, and the images that it shows."""

    body: Body
    notes: list[str]
    images: dict[str, Path]

    @property
    def html(self) -> str:
        return "".join(part.html for part in self.body.parts)


def rendered(site: Site) -> dict[str, Rendered]:
    """Every body, by the path of its postmortem."""
    found = {}
    for item in site.archive.postmortems:
        targets = Targets(site, item, site.links(site.addresses[item.path]))
        body = site.bodies.render(item, targets)
        found[item.path] = Rendered(body, targets.notes, targets.images)
    return found


def entries(root: Path) -> set[Path]:
    folder = Project(root, root / "postmortems").cache_folder / "bodies"
    return {path for path in folder.rglob("*") if path.is_file()}


def files(built: BuiltSite) -> dict[str, bytes]:
    return {name: (built.folder / name).read_bytes() for name in built.names()}


def swap_kept_bodies(root: Path, old: str, new: str) -> None:
    """Change what is kept, under the seal, so that a page shows whether it was taken from there."""
    kept = KeptEntries(Project(root, root / "postmortems"), "bodies")
    for path in entries(root):
        data = kept.get(path.name)
        assert data is not None
        kept.put(path.name, data.replace(old.encode(), new.encode()))


def test_a_body_that_was_kept_is_not_rendered_again(root: Path) -> None:
    cold = rendered(site(root))
    assert len(entries(root)) == 2
    assert rendered(site(root)) == cold
    swap_kept_bodies(root, "it began", "it is kept")
    warm = rendered(site(root))[FIRST_SOURCE].html
    assert "it is kept" in warm
    assert warm.replace("it is kept", "it began") == cold[FIRST_SOURCE].html


def test_what_is_noted_of_a_body_is_noted_in_each_build(root: Path) -> None:
    notes = [rendered(site(root))[FIRST_SOURCE].notes for _ in range(2)]
    assert notes[0] == notes[1]
    assert [note.split("'")[1] for note in notes[0]] == ["gone.md", "gone.md", "lost.png"]


HEADINGS = "sections: {timeline: [Course of events], actions: [What we do]}\n"
TRACKER = "links: {tracker_url: 'https://t.example/{key}'}\n"
EDITS: dict[str, Edit] = {
    "text": writing(FIRST, FIRST_TEXT.replace("began", "begun")),
    "time": writing(FIRST, FIRST_TEXT.replace("10:20", "10:21")),
    "title": writing(FIRST, FIRST_TEXT.replace("title: First", "title: F")),
    "renamed": moving(FIRST, "postmortems/2026-01-03-other.md"),
    "other renamed": moving(SECOND, "postmortems/2025-12-01-second.md"),
    "other removed": removing(SECOND),
    "image removed": removing(IMAGE),
    "image found": writing("postmortems/lost.png", "found"),
    "page found": writing("postmortems/gone.md", SECOND_TEXT),
    "tracker": writing(SETTINGS, HEADINGS + TRACKER),
    "headings": removing(SETTINGS),
}
HARMLESS: dict[str, Edit] = {
    "image changed": writing(IMAGE, "another"),
    "other changed": writing(SECOND, f"{SECOND_TEXT}\nMore.\n"),
    "vocabulary": writing(SETTINGS, f"{HEADINGS}services: {{checkout: Checkout}}\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_an_edit_bodies_are_as_without_keeping(root: Path, edit: Edit) -> None:
    before = rendered(site(root))
    edit(root)
    made = rendered(site(root, replace(OPTIONS, cache=False)))
    assert rendered(site(root)) == made
    assert rendered(site(root)) == made
    assert made != before


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS.keys())
def test_after_an_edit_elsewhere_a_body_is_not_rendered_again(root: Path, edit: Edit) -> None:
    rendered(site(root))
    swap_kept_bodies(root, "it began", "it is kept")
    edit(root)
    made = rendered(site(root, replace(OPTIONS, cache=False)))[FIRST_SOURCE]
    kept = rendered(site(root))[FIRST_SOURCE]
    assert kept.html == made.html.replace("it began", "it is kept")
    assert kept.notes == made.notes


@pytest.mark.parametrize(
    ("options", "today"),
    [
        pytest.param(replace(OPTIONS, language="de"), TODAY, id="language"),
        pytest.param(replace(OPTIONS, docs={}), TODAY, id="docs"),
        pytest.param(replace(OPTIONS, docs={"docs/runbook.md": "b.html"}), TODAY, id="docs moved"),
        pytest.param(replace(OPTIONS, use_directory_urls=False), TODAY, id="addresses"),
        pytest.param(OPTIONS, date(2026, 4, 1), id="another item is late"),
        pytest.param(OPTIONS, date(2026, 1, 10), id="none is late"),
    ],
)
def test_another_build_of_the_same_files_is_as_without_keeping(
    root: Path, options: SiteOptions, today: date
) -> None:
    usual = rendered(site(root))
    other = rendered(site(root, options, today))
    assert other == rendered(site(root, replace(options, cache=False), today))
    assert other != usual
    assert rendered(site(root)) == usual


def test_a_text_that_was_not_laid_out_is_tried_again(root: Path) -> None:
    writing(SECOND, "---\ntitle: S\n---\n" + "1. " * 2_000)(root)
    problems = [rendered(site(root))[SECOND_SOURCE].body.problem for _ in range(2)]
    assert problems[0] == problems[1] != ""
    assert len(entries(root)) == 1


def test_bodies_of_postmortems_that_are_gone_are_dropped(root: Path) -> None:
    rendered(site(root))
    writing(FIRST, FIRST_TEXT.replace("began", "begun"))(root)
    removing(SECOND)(root)
    before = site(root)
    rendered(before)
    assert len(entries(root)) == 3
    unasked = site(root)
    unasked.bodies.drop_others(unasked.archive.postmortems)
    assert len(entries(root)) == 1
    assert rendered(site(root)) == rendered(before)
    assert len(entries(root)) == 1


def test_without_keeping_nothing_is_written(root: Path) -> None:
    rendered(site(root, replace(OPTIONS, cache=False)))
    assert not entries(root)


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"{}"])
def test_damaged_bodies_are_rendered_again(root: Path, damage: bytes) -> None:
    cold = rendered(site(root))
    for path in entries(root):
        path.write_bytes(damage)
    assert rendered(site(root)) == cold
    assert all(path.read_bytes() != damage for path in entries(root))


def test_a_build_keeps_bodies_and_drops_those_that_are_gone(
    root: Path, build_project: Build
) -> None:
    writing("mkdocs.yml", MKDOCS_YML)(root)
    writing("docs/index.md", "# Home\n")(root)
    cold = build_project(root, strict=False)
    was = entries(root)
    assert len(was) == 2
    assert files(build_project(root, strict=False)) == files(cold)
    assert entries(root) == was
    writing(FIRST, FIRST_TEXT.replace("began", "begun"))(root)
    warm = build_project(root, strict=False)
    assert len(entries(root)) == 2
    assert len(entries(root) & was) == 1
    assert [line for line in warm.messages if "gone.md" in line]
    kept = files(warm)
    writing("mkdocs.yml", MKDOCS_YML.replace("[postmortems]", "[postmortems: {cache: false}]"))(
        root
    )
    assert files(build_project(root, strict=False)) == kept
