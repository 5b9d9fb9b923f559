"""What status pages read of the public edition: incidents as JSON, their history as Atom, issues of cState."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from places import ROOT
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from postmortem_archive.model.front_matter import Kind
from postmortem_archive.publish.building.export_public import exported_files
from postmortem_archive.publish.data.status_page import impact_of
from postmortem_archive.publish.site import Site
from public_project import FIRST, FIRST_ID, KEPT_IN, SECOND_ID, approve, write_public_project
from site_builder import Build, Write

SCHEMAS = ROOT / "tests" / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://incidents.shop.example/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = write_public_project(tmp_path_factory.mktemp("project") / "shop")
    return Project(root, root / "postmortems")


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, bytes]:
    """Files for programs that read Atlassian Statuspage."""
    return exported_files(project, "statuspage")


@pytest.fixture(scope="module")
def incidents(files: dict[str, bytes]) -> Any:
    return json.loads(files["api/v2/incidents.json"])


def test_the_shape_is_that_of_the_api(incidents: Any) -> None:
    schema = json.loads((SCHEMAS / "statuspage_incidents.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(incidents)


def test_the_facts_of_an_incident(incidents: Any, files: dict[str, bytes]) -> None:
    assert [one["id"] for one in incidents["incidents"]] == [SECOND_ID, FIRST_ID]
    first = incidents["incidents"][1]
    assert json.loads(files[f"incidents/{FIRST_ID}.json"]) == first
    assert incidents["page"]["name"] == "Shop incidents"
    told = {
        "name": "Orders failed for an hour",
        "status": "postmortem",
        "impact": "major",
        "started_at": "2026-03-12T14:05:00Z",
        "resolved_at": "2026-03-12T15:05:00Z",
        "shortlink": f"{URL}postmortems/{FIRST_ID}/",
    }
    assert {name: first[name] for name in told} == told
    assert [one["name"] for one in first["components"]] == ["Orders"]
    updates = [(one["status"], one["display_at"], one["body"]) for one in first["incident_updates"]]
    assert updates[1:] == [
        ("resolved", "2026-03-12T15:05:00Z", "the pool is enlarged"),
        ("investigating", "2026-03-12T14:05:00Z", "orders begin to fail"),
    ]
    assert updates[0][:2] == ("postmortem", "2026-03-12T15:05:00Z")
    assert updates[0][2].startswith("On 2026-03-12, orders failed for an hour: 12 % of customers")


def test_the_history(files: dict[str, bytes]) -> None:
    feed = ElementTree.fromstring(files["history.atom"])  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    for element, names in (
        (feed, ("author",)),
        *((one, ("content", "published")) for one in entries),
    ):
        for name in ("id", "title", "updated", "link", *names):
            assert element.find(f"{ATOM}{name}") is not None, name
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "Payments were slow",
        "Orders failed for an hour",
    ]
    content = entries[1].find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<strong>Resolved</strong> - the pool is enlarged</p>" in (content.text or "")
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2


@pytest.mark.parametrize("form", ["statuspage", "cstate"])
def test_nothing_else_leaves(project: Project, form: str) -> None:
    for path, content in exported_files(project, form).items():
        assert not [word for word in KEPT_IN if word.encode() in content], path


def test_text_is_no_markup_there(tmp_path: Path) -> None:
    root = write_public_project(tmp_path / "shop")
    text = (root / FIRST).read_text("utf-8")
    code = 'We made `a<b&{{< ref "x" >}}` room'
    (root / FIRST).write_text(text.replace("We made room", code), "utf-8")
    approve(root)
    project = Project(root, root / "postmortems")
    history = exported_files(project, "statuspage")["history.atom"]
    feed = ElementTree.fromstring(history)  # noqa: S314 - our own
    assert "a&lt;b&amp;{{&lt; ref" in "".join(one.text or "" for one in feed.iter(f"{ATOM}content"))
    issue = exported_files(project, "cstate")[f"content/issues/{FIRST_ID}.md"].decode()
    assert '{ {< ref "x" >}}' in issue
    assert "{{<" not in issue.replace("{{< track", "")


SEVERITIES = """\
severities:
  a: {name: Critical}
  b: {name: Everything is slow}
  c: {name: Partial outage}
  d: {name: A scratch}
"""


@pytest.mark.parametrize(
    ("severity", "impact"),
    [("a", "critical"), ("b", "major"), ("c", "minor"), ("d", "minor"), ("", "none")],
)
def test_how_bad_it_was(write_project: Write, severity: str, impact: str) -> None:
    said = f"severity: {severity}\n" if severity else ""
    files = {
        "postmortems/archive.yml": SEVERITIES,
        "postmortems/2026-03-12-x.md": f"---\ntitle: X\n{said}started: 2026-03-12\n---\n",
        "postmortems/2026-03-13-y.md": f"---\ntitle: Y\n{said}kind: near-miss\n---\n",
    }
    root = write_project(files)
    site = Site(load_archive(Project(root, root / "postmortems"), today=today()), today())
    kinds = {item.meta.kind: impact_of(site, item) for item in site.archive.postmortems}
    assert kinds == {Kind.INCIDENT: impact, Kind.NEAR_MISS: "none"}


def test_a_site_has_them_where_they_are_asked_for(
    write_project: Write, build_project: Build
) -> None:
    root = write_project(
        {"postmortems/2026-03-12-x.md": "---\ntitle: X\nstarted: 2026-03-12\n---\n"}
    )
    names = {path.name for path in build_project(root, strict=False).folder.rglob("*")}
    assert not names & {"incidents.json", "history.atom"}
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert "[postmortems]" in settings
    asked = settings.replace("[postmortems]", "[postmortems: {status_page: true}]")
    (root / "mkdocs.yml").write_text(asked, "utf-8")
    folder = build_project(root, strict=False).folder
    (incident,) = json.loads((folder / "api/v2/incidents.json").read_text("utf-8"))["incidents"]
    assert (incident["name"], incident["resolved_at"]) == ("X", None)
