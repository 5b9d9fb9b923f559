"""The policy: one for all pages, of the theme's own scripts alone, widened by the owner alone."""

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from site_builder import Build, BuiltSite, Write

POSTMORTEM = "---\ntitle: A\nstatus: published\n---\n## Summary\n\n<script>ran=1</script>\n"
TAG = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def mkdocs_yml(options: str = "", rest: str = "", font: str = "false") -> str:
    plugin = f"postmortems: {{{options}}}" if options else "postmortems"
    return f"site_name: Test\ntheme: {{name: material, font: {font}}}\nplugins: [{plugin}]\n{rest}"


def policies(site: BuiltSite) -> set[str]:
    """The policies of all pages but redirects."""
    found = set()
    for name in site.names("*.html"):
        text = site.read(name)
        (policy,) = TAG.findall(text) or [""]
        found.add(unescape(policy))
        assert text.find("Content-Security-Policy") < text.find("<script") or not policy
    return found


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in map(str.split, policy.split("; "))}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_all_pages_have_one_policy_and_it_names_their_scripts(
    write_project: Write, build_project: Build
) -> None:
    palette = "extra: {consent: {title: A, description: b}}\n"
    site = build_project(
        write_project(
            {
                "mkdocs.yml": mkdocs_yml(rest=palette),
                "docs/a/b/c/deep.md": "# Deep\n",
                "postmortems/2026-01-01-a.md": POSTMORTEM,
            }
        ),
        strict=False,
    )
    (policy,) = policies(site)
    given = directives(policy)
    assert given["default-src"] == given["object-src"] == given["base-uri"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*"} & set(
        given["script-src"]
    )
    for name in site.names("*.html"):
        for attributes, text in re.findall(
            r"<script([^>]*)>(.*?)</script>", site.read(name), re.DOTALL
        ):
            if "src=" not in attributes and "json" not in attributes:
                assert hash_of(text) in given["script-src"], (name, text)
    headers = site.read("_headers")
    assert headers.startswith(f"/*\n  Content-Security-Policy: {policy}; frame-ancestors 'self'\n")


def test_no_author_gets_a_script_into_the_policy(
    write_project: Write, build_project: Build
) -> None:
    files = {
        "docs/own.md": "# Own\n\n<script>ran=1</script>\n\n<script src='https://x.example/a.js'></script>\n"
    }
    site = build_project(
        write_project(files | {"postmortems/2026-01-01-a.md": POSTMORTEM}), strict=False
    )
    (policy,) = policies(site)
    assert hash_of("ran=1") not in policy
    assert "x.example" not in policy
    said = [
        line
        for line in site.messages
        if "docs/own.md has a script that browsers will not run" in line
    ]
    assert len(said) == 2
    assert f'csp: {{script-src: ["{hash_of("ran=1")}"]}}' in said[0]
    assert "https://x.example/a.js" in said[1]


def test_what_the_settings_name_is_allowed(write_project: Write, build_project: Build) -> None:
    rest = (
        'extra_javascript: ["https://cdn.example/a.js?v=1"]\n'
        "extra_css: [https://cdn.example/a.css]\n"
    )
    csp = (
        'csp: {script-src: ["https://stats.example"], frame-src: ["https://video.example"], '
        'frame-ancestors: ["https://wiki.example"]}'
    )
    site = build_project(write_project({"mkdocs.yml": mkdocs_yml(csp, rest, font="{text: Inter}")}))
    (policy,) = policies(site)
    given = directives(policy)
    assert {"https://cdn.example/a.js", "https://stats.example"} <= set(given["script-src"])
    assert {"https://cdn.example/a.css", "https://fonts.googleapis.com/css"} <= set(
        given["style-src"]
    )
    assert given["frame-src"] == ["https://video.example"]
    assert "https://fonts.gstatic.com" in given["font-src"]
    assert "frame-ancestors" not in given
    assert "frame-ancestors 'self' https://wiki.example" in site.read("_headers")


def test_an_owner_can_do_without(write_project: Write, build_project: Build) -> None:
    site = build_project(write_project({"mkdocs.yml": mkdocs_yml("csp: false")}))
    assert policies(site) == {""}
    assert "_headers" not in site.names()


def test_a_preview_has_no_policy_and_goes_on(write_project: Write, tmp_path: Path) -> None:
    """MkDocs adds a script to every page that it serves while somebody writes."""
    hostile = "---\ntitle: A\n---\n## Summary\n\n" + "1. " * 2_000 + "\n"
    project = write_project({"postmortems/2026-01-01-a.md": hostile})
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "preview"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert policies(BuiltSite(tmp_path / "preview", ())) == {""}


def test_headers_of_the_owner_stay(write_project: Write, build_project: Build) -> None:
    site = build_project(write_project({"docs/_headers": "/*\n  X-Own: 1\n"}))
    assert site.read("_headers") == "/*\n  X-Own: 1\n"


@pytest.mark.parametrize(
    ("csp", "message"),
    [
        ("{script-source: [a]}", "did you mean 'script-src'?"),
        ("{script-src: 'https://a.example'}", "it must be a list"),
        ("{img-src: ['https://a.example; script-src *']}", "it must be a list"),
        ("{img-src: ['a\"><script>']}", "it must be a list"),
        ("{img-src: [1]}", "it must be a list"),
    ],
)
def test_wrong_options_are_said(
    write_project: Write,
    build_project: Build,
    caplog: pytest.LogCaptureFixture,
    csp: str,
    message: str,
) -> None:
    with pytest.raises(Abort):
        build_project(write_project({"mkdocs.yml": mkdocs_yml(f"csp: {csp}")}))
    assert message in caplog.text
