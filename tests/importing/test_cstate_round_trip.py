"""What is exported for cState can be imported again, and says the same."""

from pathlib import Path

from import_runs import imported, new_archive, words
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from postmortem_archive.publish.building.export_public import exported_files
from public_project import FIRST_ID, SECOND_ID, write_public_project


def test_an_export_that_is_imported_keeps_the_facts(tmp_path: Path) -> None:
    root = write_public_project(tmp_path / "shop")
    project = Project(root, root / "postmortems")
    files = exported_files(project, "cstate")
    assert sorted(files) == [f"content/issues/{FIRST_ID}.md", f"content/issues/{SECOND_ID}.md"]
    paths = []
    for path, content in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        paths.append(place)
    archive = new_archive(tmp_path)
    done = imported(archive, *paths)
    assert [one.error for one in done.reports if one.error] == []
    found = {one.title: one for one in load_archive(archive, today=today()).postmortems}
    first = found["Orders failed for an hour"]
    assert (str(first.meta.started), str(first.meta.resolved)) == (
        "2026-03-12T14:05Z",
        "2026-03-12T15:05Z",
    )
    kept = first.extra_meta["imported"]
    assert isinstance(kept, dict)
    assert kept["affected"] == ["Orders"]
    assert kept["severity"] == "disrupted"
    assert [one.text for one in first.timeline] == [
        "*Started* - orders begin to fail",
        "*Resolved* - the pool is enlarged",
    ]
    issue = files[f"content/issues/{FIRST_ID}.md"].decode()
    body = issue.split("---\n", 2)[2].replace("track", "")
    assert not words(body) - words(first.text)
    assert found.keys() == {"Orders failed for an hour", "Payments were slow"}
