"""The parts of a postmortem's page, each for the facts that a file may or may not have."""

import re
from collections.abc import Collection
from html import unescape
from pathlib import Path

import pytest

from made_archive import SETTINGS, TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.postmortem import Document
from postmortem_archive.parse.document import parse_document
from postmortem_archive.publish.pages.postmortem import write_postmortem
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

HOSTILE = "<img src=x onerror=alert(1)>\"'{{ 7*7 }}"


def page(
    front: str = "",
    body: str = "",
    *others: tuple[str, str],
    url: str = "",
    pages: Collection[str] | None = None,
) -> str:
    """The page of a postmortem, given the rest of its front matter and its text."""
    project = Project(Path("/p"), Path("/p/postmortems"))
    texts = [("2025/2025-01-01-a.md", f"title: A title\n{front}\n---\n{body}"), *others]
    documents: list[Document] = [
        parse_document(path, f"---\n{text}".encode(), SETTINGS) for path, text in texts
    ]
    options = SiteOptions("Site", url, pages=None if pages is None else tuple(pages))
    site = Site(Archive(project, SETTINGS, tuple(documents)), TODAY, options)
    item = documents[0].postmortem
    assert item
    return write_postmortem(site, item).html


def fact(html: str, name: str) -> str:
    """What the page says of a fact, as plain text."""
    found = re.search(rf"(?s)<dt>{name}</dt><dd[^>]*>(.*?)</dd></div>", html)
    assert found, name
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def test_what_is_not_known_is_said_to_be_so() -> None:
    html = page()
    for name in ("Hit", "Detected by", "Services", "Causes", "Trigger", "Time to detect"):
        assert fact(html, name) == "not recorded"
    assert fact(html, "Actions") == "none recorded"
    assert "severity not recorded" in html
    assert "duration not recorded" in html
    assert "dates not recorded" in html
    assert "pm-time" not in html


def test_the_head_says_who_was_hit() -> None:
    html = page("impact:\n  Customers: 12 of them\n  revenue: none\n  users: 4,000 a minute")
    assert fact(html, "Hit") == "12 of them; 4,000 a minute"


def test_many_services_do_not_push_the_rest_away() -> None:
    names = [f"service-{number}" for number in range(40)]
    html = page(f"services: [{', '.join(names)}]")
    shown, _, folded = html.partition('<details class="pm-more">')
    assert shown.count("services/service-") == 8
    assert "32 more" in folded
    assert folded.partition("</details>")[0].count("services/service-") == 32


@pytest.mark.parametrize(
    ("status", "word"), [("draft", "Draft"), ("in-review", "In review"), ("published", "")]
)
def test_what_is_not_final_says_so_on_screen_and_on_every_sheet(status: str, word: str) -> None:
    html = page(f"status: {status}")
    stamps = re.findall(r'<p class="pm-stamp" aria-hidden="true">(.*?)</p>', html)
    assert stamps == ([word] if word else [])
    assert ("pm-notice" in html) == bool(word)
    assert f"pm-page--{status}" in html


def test_it_can_be_cited() -> None:
    html = page("started: 2025-01-01T10:00Z\nauthors: [ann, bob]", url="https://s.example/")
    address = "https://s.example/postmortems/2025-01-01-a/"
    assert fact(html, "ID") == "2025-01-01-a"
    assert fact(html, "Permalink") == address
    assert (
        f"<pre><code>ann, bob. A title. Postmortem 2025-01-01-a. Site. 1 January 2025. {address}<"
        in html
    )


def test_where_the_site_is_not_known_the_permalink_is_relative() -> None:
    html = page()
    assert fact(html, "Permalink") == "postmortems/2025-01-01-a/"
    cited = re.findall("<pre><code>(.*?)</code>", html)
    assert cited == ["A title. Postmortem 2025-01-01-a. Site. postmortems/2025-01-01-a/"]


ACTIONS = "## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n"


def test_the_count_of_actions_leads_to_all_actions_where_the_site_has_them() -> None:
    rows = "| A | ann | 2020-01-01 | open |\n| B | ann | 2020-01-01 | done |\n"
    html = page(body=ACTIONS + rows)
    assert fact(html, "Actions") == "1 done · 1 open · 1 late"
    assert 'href="../../actions/?postmortem=2025-01-01-a"' in html
    assert 'id="pm-action-1"' in html
    assert "actions/?postmortem" not in page(body=ACTIONS + rows, pages=["services"])
    assert "actions/?postmortem" not in page()


def test_it_says_who_refers_to_it() -> None:
    link = "[a](../2025/2025-01-01-a.md#timeline) [again](/postmortems/2025/2025-01-01-a.md)"
    other = ("2026/2026-01-01-b.md", f"title: B\n---\n## Summary\n\n{link}\n")
    own = "## Summary\n\n[itself](2025-01-01-a.md) [gone](x.md) [bad](http://[)\n"
    html = page("", own, other)
    part = html.partition('id="referred-to-by"')[2].partition("</ul>")[0]
    assert re.findall(r'href="(.*?)"', part) == ["../2026-01-01-b/"]
    assert "referred-to-by" not in page("", own)


def test_reasons_for_being_related_lead_to_what_is_shared() -> None:
    shared = "causes: [capacity, config-change]\nservices: [checkout]"
    html = page(shared, "", ("2025/2025-02-02-b.md", f"title: B\n{shared}\n---\n"))
    why = html.partition('class="pm-entry__reason">')[2].partition("</p>")[0]
    assert {"../../causes/capacity/", "../../services/checkout/"} <= set(
        re.findall(r'href="(.*?)"', why)
    )


def test_nothing_of_an_author_becomes_markup() -> None:
    value = '"' + HOSTILE.replace('"', '\\"') + '"'
    front = "\n".join(
        [
            *("status: published", "started: 2025-01-01T10:00Z", "detected: 2025-01-01T10:05Z"),
            *("resolved: 2025-01-01T11:00Z", f"severity: {value}", f"services: [{value}]"),
            *(f"causes: [{value}]", f"trigger: {value}", f"authors: [{value}]", f"tags: [{value}]"),
            *(f"impact: {{users: {value}, {value}: x}}", f"incident: {value}"),
        ]
    )
    body = f"## Timeline\n\n- 10:20 {HOSTILE}\n- 10:30 &lt;script&gt;alert(1)&lt;/script&gt;\n"
    html = page(front, body, url="https://s.example/")
    assert "pm-event__told" in html
    assert not re.search(r"<[^>]*\sonerror", html)
    assert "<script" not in html
    assert ">49<" not in html
    assert "{{ 7*7 }}" in unescape(html)
