"""Projects of one archive for each program that builds a site of it, ourselves among them.

Peers get pages with the author's text and facts as their own kind of front matter, in a form that
asks nothing of them that they cannot do: no action board, no relations, no checks, no feeds for each
service. Postmortems are outside of the navigation everywhere, since a navigation with all of them
costs the square of their number.
"""

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

OURS = "postmortem-archive"
MATERIAL = "Material, tags and search"
WITHOUT_SEARCH = "Material, tags"
HUGO = "Hugo"
PAGEFIND = "Pagefind"

MKDOCS = str(Path(sys.executable).parent / "mkdocs")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_EXTENSIONS = """
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - sane_lists
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.magiclink
  - pymdownx.superfences
  - pymdownx.tasklist
"""
"""Those that the author of such pages needs, most of them also used for ours."""

_OURS = """site_name: A made archive
site_url: https://postmortems.example/
theme: {name: material, font: false}
plugins: [postmortems]
"""
_MATERIAL = """site_name: A made archive
site_url: https://postmortems.example/
theme: {{name: material, font: false}}
plugins: [{plugins}]
nav: [index.md, tags.md]
not_in_nav: /postmortems/
"""
_HUGO = """baseURL: https://postmortems.example/
title: A made archive
taxonomies: {service: services, cause: causes, severity: severities, tag: tags}
enableGitInfo: false
"""
_HUGO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title><meta name="description" content="{{ .Summary | plainify }}">
<link rel="canonical" href="{{ .Permalink }}"></head><body>
<header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
"""
_HUGO_SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p>{{ .Date.Format "2006-01-02" }}
{{ range $name := slice "services" "causes" "severities" "tags" }}{{ range $.GetTerms $name }}
<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}{{ end }}</p>
{{ .TableOfContents }}{{ .Content }}</article>{{ end }}
"""
_HUGO_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>
{{ range (.Paginate .RegularPages 50).Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Date.Format "2006-01-02" }}</li>{{ end }}</ul>
{{ template "_internal/pagination.html" . }}{{ end }}
"""
_HUGO_TERMS = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
"""


@dataclass(frozen=True)
class Contestant:
    """A program that builds a site.

    Attributes:
        name: as the tables show it.
        folder: in which it works.
        site: where the files are that it writes.
        command: what is run, in that folder.
        edit: changes one postmortem a little; ``None`` where a second build is not measured.
    """

    name: str
    folder: Path
    site: Path
    command: Sequence[str]
    edit: Callable[[], None] | None = None

    def forget(self) -> None:
        """Remove what it wrote, and what it keeps for the next time."""
        for path in (self.site, self.folder / ".cache", self.folder / "resources"):
            shutil.rmtree(path, ignore_errors=True)


def ours(project: Path) -> Contestant:
    """Our own site of the archive in ``project``/postmortems."""
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(_OURS, "utf-8")
    path = max((project / "postmortems").glob("*/*.md"))

    def edit() -> None:
        path.write_text(path.read_text("utf-8") + "\nIt was seen again.\n", "utf-8")

    return Contestant(OURS, project, project / "site", [MKDOCS, "build", "-q"], edit)


def material(folder: Path, archive: Path, *, search: bool) -> Contestant:
    """MkDocs with the theme Material: its plugin for tags, and its search if asked for."""
    plugins = "tags, search" if search else "tags"
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_MATERIAL.format(plugins=plugins) + _EXTENSIONS, "utf-8")
    (folder / "docs" / "index.md").write_text("# A made archive\n\n[By tag](tags.md)\n", "utf-8")
    (folder / "docs" / "tags.md").write_text("# By tag\n\n<!-- material/tags -->\n", "utf-8")
    for name, facts, body in _pages(archive):
        tags = [*facts["services"], *facts["causes"], facts["severity"], *facts["tags"]]
        meta = {"title": facts["title"], "tags": tags}
        _write(folder / "docs" / "postmortems" / name, meta, body)
    name = MATERIAL if search else WITHOUT_SEARCH
    return Contestant(name, folder, folder / "site", [MKDOCS, "build", "-q"])


def hugo(folder: Path, archive: Path) -> Contestant:
    """Hugo with the smallest layout that has lists by service, cause, severity and tag."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "config.yaml").write_text(_HUGO, "utf-8")
    for name, text in (
        ("baseof", _HUGO_PAGE),
        ("single", _HUGO_SINGLE),
        ("list", _HUGO_LIST),
        ("terms", _HUGO_TERMS),
    ):
        (layouts / f"{name}.html").write_text(text, "utf-8")
    (layouts.parent / "index.html").write_text(_HUGO_LIST, "utf-8")
    for name, facts, body in _pages(archive):
        meta = {
            **{key: facts[key] for key in ("title", "services", "causes", "tags")},
            "severities": [facts["severity"]],
            "date": str(facts["started"]),
        }
        _write(folder / "content" / "postmortems" / name, meta, body)
    command = [shutil.which("hugo") or "hugo", "--quiet"]
    return Contestant(HUGO, folder, folder / "public", command)


def pagefind(pages: Contestant) -> Contestant:
    """Pagefind over the pages that another one has built before."""
    site = pages.site
    command = [
        *(sys.executable, "-m", "pagefind", "--silent"),
        *("--site", str(site), "--glob", "postmortems/**/*.html"),
    ]
    return Contestant(PAGEFIND, pages.folder, site / "pagefind", command)


def _pages(archive: Path) -> list[tuple[str, dict[str, Any], str]]:
    """Path, facts and text of each postmortem."""
    found = []
    for path in sorted(archive.glob("*/*.md")):
        text = path.read_text("utf-8")
        head = _FRONT_MATTER.match(text)
        assert head, path
        facts = yaml.load(head[1], yaml.CSafeLoader)
        found.append((path.relative_to(archive).as_posix(), facts, text[head.end() :]))
    return found


def _write(path: Path, meta: dict[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True)
    path.write_text(f"---\n{head}---\n{body}", "utf-8")
