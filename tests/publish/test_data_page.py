"""The page on data for other programs: its examples run, and what it names is there."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from data_site import files_of, made
from places import ROOT
from postmortem_archive.model.postmortem import ActionStatus
from postmortem_archive.publish.data.postmortems_csv import ACTION_COLUMNS, COLUMNS
from postmortem_archive.publish.data.registry import data_files
from postmortem_archive.publish.site import Site

PAGE = (ROOT / "docs/reference/data.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"(?s)```python\n(.*?)```", PAGE)
SHELL = re.findall(r"(?s)```bash\n(.*?)```", PAGE)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is written to ``tmp_path/site``."""
    shown = made(40)
    for name, content in files_of(shown).items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return shown


def printed(number: int, folder: Path) -> list[str]:
    """What an example prints, run beside the site's folder."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PYTHON[number]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def test_how_long_each_took(site: Site, tmp_path: Path) -> None:
    lines = [line.split(" ") for line in printed(0, tmp_path)]
    times = [float(line[0]) for line in lines]
    assert times == sorted(times, reverse=True)
    expected = {
        item.id: took.total_seconds() / 60
        for item in site.archive.postmortems
        if (took := item.time_to_resolve) is not None
    }
    assert {line[1]: float(line[0]) for line in lines} == expected
    services = {item.id: list(item.meta.services) for item in site.archive.postmortems}
    assert all(line[2:] == services[line[1]] for line in lines)


def test_overdue_action_items(site: Site, tmp_path: Path) -> None:
    expected = [
        f"{late} overdue: {item.title}"
        for item in site.archive.postmortems
        if (late := sum(action.is_overdue(site.today) for action in item.actions))
    ]
    lines = printed(1, tmp_path)
    assert expected
    assert [line.rpartition(" ")[0] for line in lines] == expected


def test_who_owns_what_is_open(site: Site, tmp_path: Path) -> None:
    still_open = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    owners = Counter(
        owner
        for item in site.archive.postmortems
        for action in item.actions
        if action.status in still_open
        for owner in action.owners
    )
    assert owners
    assert printed(2, tmp_path) == [f"{owners[name]} {name}" for name in sorted(owners)]


def test_the_shell_examples_name_fields_that_are_there() -> None:
    files = files_of(made(0))
    known = {"postmortems"}
    for name in ("schema/postmortems-index.json", "schema/postmortem-document.json"):
        schema = json.loads(files[name])
        for record in (schema, *schema["$defs"].values()):
            known |= set(record.get("properties", ()))
    assert len(SHELL) == len(PYTHON) == 3
    for example in SHELL:
        named = set(re.findall(r"(?<![\w/])\.([a-z_]+)", example.partition("jq")[2]))
        assert named
        assert named <= known


def test_every_file_is_named() -> None:
    listed = re.findall(r"(?m)^\| (.*?) \|", PAGE.partition("## What is promised")[0])
    names = {name for line in listed for name in re.findall(r"`([^`]+)`", line)}
    paths = [file.path for file in data_files(made(4)) if not file.path.startswith("assets/")]
    assert {_shape(path) for path in paths} <= names


def _shape(path: str) -> str:
    """The path with ID or NAME instead of those of this archive, and services for all that have feeds."""
    folder, _, name = path.rpartition("/")
    ending = name.rpartition(".")[2]
    if folder == "trends":
        return f"trends/NAME.{ending}"
    if folder in ("feeds/services", "feeds/causes", "feeds/teams"):
        return f"feeds/services/ID.{ending}"
    return f"postmortems/ID.{ending}" if folder == "postmortems" else path


def test_columns_of_the_table_are_fields_or_named() -> None:
    fields = set(re.findall(r"(?m)^\| `(\w+)` \|", PAGE))
    assert set(COLUMNS) <= fields
    assert all(f"`actions_{name}`" in PAGE for name in ACTION_COLUMNS)
