"""After any edits, a site that is built with what is kept is the site that is built without."""

import os
import re
import shutil
from pathlib import Path

import pytest

from postmortem_archive.archive import load_and_judge
from random_edits import Editor
from site_builder import Build, BuiltSite, Copy

SEQUENCES = int(os.environ.get("EDIT_SEQUENCES", "6"))
"""How many there are; ``make test-long`` asks for 200."""

_LONGEST = 6
_FIGURES = re.compile(r" written, |: [\d,]+ of [\d,]+$")
"""In lines that say how a build went, and how far it is where it takes long: no two builds agree on them."""


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_random_edits(
    seed: int,
    copy_site: Copy,
    build_project: Build,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if seed % 2:  # as where an archive is large
        monkeypatch.setattr(load_and_judge, "LEAST_BESIDE", 1)
    project = copy_site("small")
    editor = Editor(project, seed)
    edits = []
    build_project(project, strict=False)
    for number in range(1 + seed % _LONGEST):
        edits.append(editor.edit())
        if number % 3 == 2:  # as where CI restores the cache, but not the site
            shutil.rmtree(tmp_path / "site")
        again = _contents(build_project(project, strict=False))
    options = (project / "mkdocs.yml").read_text("utf-8")
    without = options.replace("- postmortems", "- postmortems: {cache: false}")
    assert without != options
    (project / "mkdocs.yml").write_text(without, "utf-8")
    plain = _contents(build_project(project, strict=False))
    differing = {
        name
        for name in plain[0].keys() | again[0].keys()
        if plain[0].get(name) != again[0].get(name)
    }
    assert differing == set(), edits
    assert again == plain, edits


def _contents(site: BuiltSite) -> tuple[dict[str, bytes], list[str]]:
    """Every file with its content, but for the packed site map, which tells the time; and what we logged."""
    names = [name for name in sorted(site.names()) if not name.endswith(".gz")]
    said = [
        line for line in site.messages if " postmortems: " in line and not _FIGURES.search(line)
    ]
    return {name: (site.folder / name).read_bytes() for name in names}, sorted(said)
