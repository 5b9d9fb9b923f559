"""What independent programs say of a page: axe-core of how accessible it is, the Nu checker of its HTML."""

import json
import subprocess
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from places import ROOT

JAR = ROOT / ".venv/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"

THE_THEMES = (
    "Attribute “autocomplete” is only allowed when",  # its hidden toggles are checkboxes
    "Bad value “” for attribute “tabindex” on element “label”",
    "The value of the “for” attribute of the “label” element must be the ID of",
)
"""What the checker says of Material's own frame, on every page of every site made with it."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [("light", 390), ("dark", 1280)]
"""Colours and room are independent of each other: each of both is seen once."""


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


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
