"""Every page is valid HTML, as W3C's own checker sees it."""

import json
import subprocess
from pathlib import Path

from places import ROOT

JAR = ROOT / ".venv/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"

THE_THEMES = (
    "Attribute “autocomplete” is only allowed when",  # its hidden toggles are checkboxes
    "Bad value “” for attribute “tabindex” on element “label”",
    "The value of the “for” attribute of the “label” element must be the ID of",
)
"""What the checker says of Material's own frame, on every page of every site made with it."""


def test_the_projects_own_site(site_folder: Path) -> None:
    assert messages(site_folder) == []


def messages(*folders: Path) -> list[str]:
    """What the checker says of sites' pages, one line each, but for what is the theme's."""
    pages = [str(path) for folder in folders for path in sorted(folder.rglob("*.html"))]
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", str(JAR), "--errors-only", "--format", "json", *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    found = json.loads(done.stderr)["messages"]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}: {one.get('extract')}"
        for one in found
        if not one["message"].startswith(THE_THEMES)
    ]
