"""What pages say of themselves in their heads."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from good_postmortem import GOOD
from postmortem_archive.publish.head import PageHead, with_head
from site_builder import MKDOCS_YML, Build, Copy, Write

PAGE = "<!doctype html><html><head><title>T</title></head><body></head></body></html>"
FULL = PageHead(
    feeds=(("All", "../feed.atom"), ("All", "../feed.json")),
    title='Down & "out"',
    description="<b>Nothing</b> worked.",
    site="Ours",
    url="https://pm.example/a/",
    is_article=True,
    published=datetime(2026, 3, 12, 14, 5, tzinfo=UTC),
    updated=datetime(2026, 3, 14, tzinfo=UTC),
)


class Head(HTMLParser):
    """Collects what a page's head says: properties and names, and where its feeds are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feeds: list[tuple[str, str, str]] = []
        self.feed(html.partition("</head>")[0])
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        name = values.get("property") or values.get("name")
        if tag == "meta" and name:
            assert name not in self.said, name
            self.said[name] = values["content"]
        if tag == "link" and values.get("rel") == "alternate feed":
            self.feeds.append((values["title"], values["type"], values["href"]))


def test_everything_is_said_and_escaped() -> None:
    head = Head(with_head(PAGE, FULL))
    assert head.said == {
        "og:type": "article",
        "og:title": 'Down & "out"',
        "og:description": "<b>Nothing</b> worked.",
        "og:site_name": "Ours",
        "og:url": "https://pm.example/a/",
        "article:published_time": "2026-03-12T14:05:00Z",
        "article:modified_time": "2026-03-14T00:00:00Z",
        "twitter:card": "summary",
    }
    assert head.feeds == [
        ("All", "application/atom+xml", "../feed.atom"),
        ("All", "application/feed+json", "../feed.json"),
    ]


def test_what_is_not_known_is_not_said() -> None:
    head = Head(with_head(PAGE, PageHead(title="A list", site="Ours")))
    assert set(head.said) == {"og:type", "og:title", "og:site_name", "twitter:card"}
    assert head.said["og:type"] == "website"


def test_a_body_stays_as_it_is() -> None:
    done = with_head(PAGE, FULL)
    assert done.partition("</head>")[2] == PAGE.partition("</head>")[2]


def test_words_of_the_owner_are_kept() -> None:
    page = PAGE.replace("<title>", '<meta property="og:title" content="Own"><title>')
    head = Head(with_head(page, FULL))
    assert head.said == {"og:title": "Own"}
    assert len(head.feeds) == 2


@pytest.mark.parametrize("text", ["", "plain text", "<html><body>no head</body></html>"])
def test_what_has_no_head_stays_as_it_is(text: str) -> None:
    assert with_head(text, FULL) == text


def test_every_page_leads_to_the_feeds(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    names = site.names()
    pages = [
        name
        for name in names
        if name.endswith(".html") and name != "404.html" and "checkout-outage" not in name
    ]
    for name in pages:
        head = Head(site.read(name))
        found = [urljoin(name, url) for _, _, url in head.feeds]
        assert found[-2:] == ["feed.atom", "feed.json"], name
        assert set(found) <= names
        assert len(set(found)) == len(found)
    assert len(pages) > 20


def test_generated_pages_say_what_they_are(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    text = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"{text}site_url: https://pm.example/docs/\n", "utf-8")
    site = build_project(project)
    name = "postmortems/2024-03-12-checkout-pool-exhausted/"
    head = Head(site.read(f"{name}index.html"))
    assert head.said["og:type"] == "article"
    assert head.said["og:title"] == "Orders failed when the connection pool was exhausted"
    assert head.said["og:description"] == head.said["description"]
    assert head.said["og:url"] == f"https://pm.example/docs/{name}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}Z", head.said["article:published_time"])
    assert Head(site.read("services/checkout/index.html")).said["og:type"] == "website"
    assert "og:title" not in Head(site.read("index.html")).said


def test_a_hostile_title_stays_text(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("hostile"), strict=False)
    head = Head(site.read("postmortems/2025-01-01-title.html"))
    assert head.said["og:title"].startswith('<img src=x onerror="window.ran=1"> "><script>')


def test_a_file_of_the_owner_wins(write_project: Write, build_project: Build) -> None:
    files = {
        "postmortems/2026-03-12-pool.md": GOOD,
        "mkdocs.yml": MKDOCS_YML,
        "docs/llms.txt": "ours\n",
        "docs/feed.atom": "<ours/>\n",
    }
    site = build_project(write_project(files))
    assert site.read("llms.txt") == "ours\n"
    assert site.read("feed.atom") == "<ours/>\n"
    assert "jsonfeed" in site.read("feed.json")
