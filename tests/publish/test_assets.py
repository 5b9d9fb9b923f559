"""The scripts as they are published: readable, small, and the same program as their sources."""

import gzip
import hashlib
import re

import pytest
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment

from places import ROOT, SCRIPTS
from postmortem_archive.publish import diagrams
from postmortem_archive.publish.assets import (
    PAGE_PARTS,
    READER_PARTS,
    SELDOM_PARTS,
    SITE_PARTS,
    asset_files,
    asset_url,
    without_comments,
)

FOLDER = SCRIPTS.parent
SOURCES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*.js")
    if path.parent.name != "diagrams"  # somebody else's, published as it is
)


def test_comments_and_indents_go_and_nothing_else() -> None:
    script = (
        "// What it is for.\n"
        "\n"
        "(function () {\n"
        "  // why\n"
        "  \t\n"
        '  const address = "http://x"; // what it is\n'
        "  return a // b\n"
        "    / c;\n"
        "})();\n"
    )
    assert without_comments(script) == (
        '(function () {\nconst address = "http://x";\nreturn a // b\n/ c;\n})();\n'
    )
    assert without_comments(without_comments(script)) == without_comments(script)


@pytest.mark.parametrize("name", SOURCES)
def test_a_published_script_is_the_same_program(name: str) -> None:
    """By an independent reader of the language: what looks like a comment might stand in a text."""
    source = (FOLDER / name).read_text("utf-8")
    published = without_comments(source)
    assert program(published) == program(source)
    assert not source.split("\n")[-1]  # or the next part would begin within the last line


def program(script: str) -> list[tuple[object, str]]:
    """The tokens of a script without comments and spaces."""
    tokens = JavascriptLexer().get_tokens(script)
    return [(kind, text) for kind, text in tokens if kind not in Comment and text.strip()]


@pytest.mark.parametrize(("name", "most"), [("search.js", 20_000), ("more.js", 7_500)])
def test_the_scripts_are_small(name: str, most: int) -> None:
    """As a server sends them: all that finds, tells and draws; then what is seldom needed."""
    assert len(gzip.compress(asset_files()[asset_url(name)], 9)) <= most


def test_every_script_is_published_once() -> None:
    assert sorted((*READER_PARTS, *SELDOM_PARTS, *PAGE_PARTS, *SITE_PARTS, "actions.js")) == SOURCES
    published = asset_files()
    script = published[asset_url("search.js")]
    lines = script.decode().split("\n")
    assert [line for line in lines if not line.strip() or line.startswith("//")] == [""]
    for name in (*READER_PARTS, *PAGE_PARTS):
        assert without_comments((FOLDER / name).read_text("utf-8")) in script.decode()


def test_a_changed_asset_gets_another_name() -> None:
    assert len(set(asset_files())) == len(asset_files())
    for name in asset_files():
        assert re.fullmatch(r"assets/postmortems/(?:search/)?\w+\.[0-9a-f]{10}\.(?:js|css)", name)


def test_the_script_of_diagrams_has_one_version() -> None:
    """It is fetched by a tool, published under a name, and loaded by that."""
    tool = (ROOT / "tools" / "mermaid.py").read_text("utf-8")
    loader = (FOLDER / "site" / "diagrams.js").read_text("utf-8")
    version = re.search(r'^VERSION = "([0-9.]+)"$', tool, re.MULTILINE)
    assert version
    assert f"mermaid-{version[1]}.js" == diagrams.FILE
    assert f'const FILE = "{diagrams.FILE}";' in loader
    (published,) = diagrams.diagram_files().values()
    assert hashlib.sha256(published).hexdigest() in tool
