"""The actions board as it is printed, and the lists that its script reads."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from action_archive import DAY, write_action_archive
from made_archive import TODAY, made_archive
from postmortem_archive.archive.actions import SORTS, actions_of
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.publish.assets import asset_files, asset_url
from postmortem_archive.publish.data.action_lists import action_lists
from postmortem_archive.publish.pages.actions import MOST_PRINTED, write_actions
from postmortem_archive.publish.site import Site
from site_builder import Build, Write

ROW = '<tr class="pm-action"'
HEAD = "---\ntitle: A\nstatus: draft\n---\n\n## Action items\n\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = write_action_archive(tmp_path_factory.mktemp("board"), 40)
    return load_archive(Project(folder.parent, folder), today=DAY)


def printed(html: str) -> str:
    """The page without the row that its script copies."""
    return re.sub(r"(?s)<template>.*?</template>", "", html)


def content(data: bytes) -> dict[str, Any]:
    text = data.decode("ascii")
    assert text.startswith("postmortemActions(")
    return dict(json.loads(text.removeprefix("postmortemActions(").removesuffix(");\n")))


def test_it_prints_what_is_open_by_due_date(archive: Archive) -> None:
    every = SORTS["due"](actions_of(archive, DAY).actions)
    still = [action for action in every if not action.item.status.is_closed]
    html = printed(write_actions(Site(archive, DAY)).html)
    assert html.count(ROW) == len(still) > 50
    assert html.count('class="pm-late" data-part') == sum(one.is_overdue for one in still) > 10
    dues = re.findall(r'data-part="due" datetime="([^"]+)"', html)
    assert dues == [str(one.item.due) for one in still if one.item.due]
    assert "<b>stop</b>" not in html


def test_the_lists_hold_every_item(archive: Archive) -> None:
    lists = action_lists(Site(archive, DAY))
    every = SORTS["due"](actions_of(archive, DAY).actions)
    still = [action for action in every if not action.item.status.is_closed]
    for name, actions in (("open", still), ("all", every)):
        path, data = lists[name]
        assert re.fullmatch(rf"assets/postmortems/actions/{name}\.[0-9a-f]{{10}}\.js", path)
        found = content(data)
        assert [item[3] for item in found["items"]] == [one.item.status.value for one in actions]
        owners = [[found["owners"][place][0] for place in item[1]] for item in found["items"]]
        assert owners == [list(one.item.owners) for one in actions]
        assert [found["postmortems"][item[8]][0] for item in found["items"]] == [
            one.id for one in actions
        ]


def test_people_stand_by_the_alphabet_and_are_not_counted(archive: Archive) -> None:
    html = write_actions(Site(archive, DAY)).html
    select = html.split('<select name="owner">')[1].split("</select>")[0]
    names = re.findall(r">([^<\n]+)</option>", select)
    assert names == ["all", "ana", "Bo Lind", "Dörte", "zoë", "سارة"]


def test_a_large_archive_is_not_a_large_page() -> None:
    """At 2,000 postmortems, some 1,500 items are open."""
    site = Site(made_archive(2_000), TODAY)
    html = write_actions(site).html
    still = [one for one in site.action_items.actions if not one.item.status.is_closed]
    assert len(still) > 2 * MOST_PRINTED
    assert printed(html).count(ROW) == MOST_PRINTED
    assert f"The first {MOST_PRINTED} of {len(still):,} open items are above." in html
    assert len(gzip.compress(html.encode(), 9)) < 60_000
    for _, data in action_lists(site).values():
        assert len(data) < 250 * len(site.action_items.actions)


def test_an_archive_without_items_says_what_to_do(
    write_project: Write, build_project: Build
) -> None:
    project = write_project({"postmortems/a.md": HEAD})
    html = build_project(project, strict=False).read("actions/index.html")
    assert "No action item is recorded yet." in html
    assert "<table" not in html
    assert "<form" not in html.split('id="pm-actions"')[1]
    assert "calendar.ics" in html


def test_where_nothing_is_open_it_is_said(write_project: Write, build_project: Build) -> None:
    project = write_project({"postmortems/a.md": f"{HEAD}- [x] Alert early\n"})
    html = build_project(project, strict=False).read("actions/index.html")
    assert re.search(r'<p class="pm-actions__none">Nothing is open\.', html)
    assert '<option value="done">' in html


def test_a_site_can_do_without_it(write_project: Write, build_project: Build) -> None:
    plugin = "plugins: [{postmortems: {pages: [services]}}]"
    config = f"site_name: Test\ntheme: {{name: material, font: false}}\n{plugin}\n"
    project = write_project({"mkdocs.yml": config, "postmortems/a.md": HEAD})
    names = build_project(project, strict=False).names()
    assert "actions/index.html" not in names
    assert not [name for name in names if name.startswith("assets/postmortems/actions/")]
    assert "calendar.ics" in names


def test_what_is_not_recorded_is_said(write_project: Write, build_project: Build) -> None:
    project = write_project({"postmortems/a.md": f"{HEAD}- [ ] Alert early\n"})
    html = printed(build_project(project, strict=False).read("actions/index.html"))
    row = html.split(ROW)[1].split("</tr>")[0]
    assert row.count("not recorded") == 3  # due date, owner, type
    assert "Ticket" not in html


def test_the_script_is_small() -> None:
    assert len(gzip.compress(asset_files()[asset_url("actions.js")], 9)) <= 6_000


def test_a_tracker_that_is_no_address_stays_text(tmp_path: Path) -> None:
    folder = tmp_path / "postmortems"
    folder.mkdir()
    table = "| Action | Tracker |\n|---|---|\n| Alert | javascript:alert(1) |\n| Log | http://[ |\n"
    (folder / "a.md").write_text(HEAD + table, "utf-8")
    site = Site(load_archive(Project(tmp_path, folder), today=DAY), DAY)
    html = printed(write_actions(site).html)
    assert 'href="javascript' not in html
    assert 'data-part="key" dir="auto">javascript:alert(1)</span>' in html
