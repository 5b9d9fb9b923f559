"""What an owner can change: templates, blocks, the set of pages and their names, the front page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from good_postmortem import GOOD
from site_builder import MKDOCS_YML, Build, BuiltSite, Copy, Write

THEME = MKDOCS_YML.replace("font: false", "font: false, custom_dir: theme")
SERVICE = "theme/postmortems/pages/facet_value.html"
EXTENDS = '{% extends "postmortem_archive/pages/facet_value.html" %}\n'


def test_the_documented_example(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("customised"))
    service = site.read("services/checkout.html")
    assert 'href="https://runbooks.example/checkout">Runbook of Checkout</a>' in service
    assert "Mails were late after a change of names" in service  # the rest of the page is there
    assert "our-runbook" not in site.read("causes/dns.html")
    home = site.read("index.html")
    assert "Call +1 555 0100." in home
    assert "Checkout &lt;b&gt;failed&lt;/b&gt; when the pool &amp; its spare ran dry</a>" in home
    assert "<b>failed" not in home


def test_titles_are_used_in_headings_and_in_the_navigation(
    copy_site: Copy, build_project: Build
) -> None:
    site = build_project(copy_site("customised"))
    for name, title in [
        ("archive", "Incident library"),
        ("services", "Systems"),
        ("actions", "Promises"),
    ]:
        page = site.read(f"{name}.html")
        assert re.search(rf"<h1[^>]*>{title}</h1>", page)
        assert f"<title>{title} - Customised archive</title>" in page
        assert re.search(
            rf'href="{name}.html"[^>]*>\s*<span[^>]*>\s*{title}\s*<', site.read("index.html")
        )


@pytest.mark.parametrize("pages", ["[]", "[services]", "[trends, actions]", "[years, archive]"])
def test_no_link_leads_to_a_page_that_is_left_out(
    pages: str, copy_site: Copy, build_project: Build
) -> None:
    project = copy_site("small")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("- postmortems", f"- postmortems: {{pages: {pages}}}")
    (project / "mkdocs.yml").write_text(text + "site_url: ''\n", encoding="utf-8")
    (project / "docs/index.md").unlink()
    site = build_project(project)
    kinds = {"services", "causes", "severities", "teams", "years", "tags", "triggers", "trends"}
    made = {name.partition("/")[0] for name in site.names("*/index.html")} & {*kinds, "actions"}
    assert made == set(re.findall("[a-z]+", pages)) - {"archive"}
    assert list(broken_links(site)) == []


def test_pages_come_in_the_order_that_is_given(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace(
        "- postmortems", "- postmortems: {pages: [years, causes, archive, services]}"
    )
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    home = build_project(project).read("index.html")
    navigation = home[home.index("md-nav--primary") :]
    links = re.findall(r'href="(years|causes|archive|services)/" class="md-nav__link"', navigation)
    assert links == ["years", "causes", "archive", "services"]


def test_a_site_without_a_front_page_gets_one(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    (project / "docs/index.md").unlink()
    site = build_project(project)
    html = site.read("index.html")
    article = html[html.index("<article") : html.index("</article>")]
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", article) == ["Small archive"]
    assert re.findall(r'pm-block--([a-z-]+)"', article) == [
        *("search", "counts", "latest", "open-actions", "recurring")
    ]
    assert 'href="postmortems/2025-06-01-mail-delayed/"' in article
    page = site.read("services/checkout/index.html")
    assert re.search(r'href="\.\./\.\./?"', page)  # the header leads home


def test_the_front_page_of_an_empty_archive(write_project: Write, build_project: Build) -> None:
    project = write_project({"docs/assets/note.txt": "so that the folder is there"})
    (project / "docs/index.md").unlink()
    html = build_project(project).read("index.html")
    assert re.search("<h1[^>]*>Test</h1>", html)
    assert "Write the first one:" in html


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_the_front_page_of_the_owner_stays_without_a_word(
    name: str, write_project: Write, build_project: Build
) -> None:
    project = write_project({f"docs/{name}": "# Ours\n", "postmortems/a.md": GOOD})
    if name != "index.md":
        (project / "docs/index.md").unlink()
    site = build_project(project, strict=False)
    assert "pm-block" not in site.read("index.html")
    assert not [line for line in site.messages if "takes the address" in line]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% block head %}", f"{SERVICE}, line 2: Unexpected end of template."),
        ("{% block head %}\n{{ labl }}{% endblock %}", f"{SERVICE}, line 3: 'labl' is undefined"),
        (
            "{% block head %}{% include 'no.html' %}{% endblock %}",
            "the template 'no.html' is not there",
        ),
        ("{% block head %}{{ block('no') }}{% endblock %}", "'block' is undefined"),
    ],
)
def test_a_slip_in_a_template_is_said_in_one_line(
    template: str,
    said: str,
    write_project: Write,
    build_project: Build,
    caplog: pytest.LogCaptureFixture,
) -> None:
    files = {"mkdocs.yml": THEME, SERVICE: EXTENDS + template, "postmortems/a.md": GOOD}
    with pytest.raises(Abort):
        build_project(write_project(files), strict=False)
    (line,) = [entry for entry in caplog.text.splitlines() if "postmortems: the template" in entry]
    assert said in line
    assert "Traceback" not in caplog.text


def test_a_block_of_ours_can_be_changed_and_used_in_one_of_the_owner_s(
    write_project: Write, build_project: Build
) -> None:
    folder = "theme/postmortems/blocks"
    site = build_project(
        write_project(
            {
                "mkdocs.yml": THEME,
                "docs/index.md": "# Home\n\n<!-- postmortems: both -->\n",
                f"{folder}/both.html": "{{ block('counts') }}<hr>{{ block('latest', limit=1) }}",
                f"{folder}/counts.html": "<p>{{ figures.n }} & more</p>",
                "postmortems/a.md": GOOD,
            }
        ),
        strict=False,
    )
    html = site.read("index.html")
    assert "<p>1 & more</p>" in html
    assert html.count('class="pm-news__item"') == 1


def test_a_page_that_the_navigation_names_and_pages_leaves_out(
    write_project: Write, build_project: Build
) -> None:
    settings = MKDOCS_YML.replace("[postmortems]", "[postmortems: {pages: [causes]}]")
    project = write_project({"mkdocs.yml": settings + "nav: [index.md, archive.md, services.md]\n"})
    site = build_project(project, strict=False)
    expected = (
        "WARNING postmortems: the navigation names services.md, which the option 'pages' leaves out"
    )
    assert expected in site.messages


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            "pages: [service]",
            "there is no page 'service' (did you mean 'services'? there are: home, ",
        ),
        ("titles: {actoins: Promises}", "there is no page 'actoins' (did you mean 'actions'?"),
        ("titles: {actions: ''}", "the title of 'actions' is ''"),
    ],
)
def test_wrong_options_are_said_with_what_was_meant(
    options: str,
    said: str,
    write_project: Write,
    build_project: Build,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = MKDOCS_YML.replace("[postmortems]", f"[postmortems: {{{options}}}]")
    with pytest.raises(Abort):
        build_project(write_project({"mkdocs.yml": settings}))
    assert said in caplog.text


def test_the_templates_are_watched_and_a_mended_one_is_used(
    copy_site: Copy, tmp_path: Path
) -> None:
    """As ``mkdocs serve`` does it: one build after another in one process, the first of which fails."""
    project = copy_site("customised")
    template = project / SERVICE
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("endif", "endfi"), encoding="utf-8")

    def run() -> None:
        build(load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "site")))

    with pytest.raises(Abort):
        run()
    template.write_text(good.replace("Runbook of", "Mended:"), encoding="utf-8")
    run()
    assert "Mended: Checkout" in (tmp_path / "site/services/checkout.html").read_text("utf-8")
    config = load_config(str(project / "mkdocs.yml"))
    assert str(project / "theme") in config.plugins.on_config(config).watch


def broken_links(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """(page, address) of every link between pages of a site that leads nowhere."""
    there = site.names()
    for page in sorted(there):
        if not page.endswith(".html") or page == "404.html":
            continue
        reader = Links()
        reader.feed(site.read(page))
        for url in reader.found:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = normpath(join(dirname(page), unquote(parts.path))).lstrip("/")
            if not {target, normpath(f"{target}/index.html")} & there:
                yield page, url


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.found += [found[name] or "" for name in ("href", "action") if found.get(name)]
