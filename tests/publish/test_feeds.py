"""Feeds: valid, the newest first, the same in both forms, and nothing that a reader of feeds cannot take."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
import xmlschema
from jsonschema import Draft202012Validator

from data_site import URL, files_of, hostile, made, small, with_title, written
from good_postmortem import GOOD
from made_archive import TODAY
from places import ROOT
from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.publish.data.atom import atom, atom_entry
from postmortem_archive.publish.data.feed import MAX_ENTRIES, FeedMaker
from postmortem_archive.publish.data.feed_addresses import FEED_FACETS, feed_address
from postmortem_archive.publish.data.json_feed import json_entry
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMAS = ROOT / "tests" / "schemas"
SITES_TO_READ: dict[str, Callable[[], Site]] = {
    "none": lambda: made(0),
    "24": lambda: made(24, URL),
    "120": lambda: made(120),
    "small": small,
    "hostile": lambda: hostile(URL),
}


@cache
def atom_schema() -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(SCHEMAS / "atom.xsd")


@cache
def json_feed_schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / "json_feed.json").read_text("utf-8")))


def feeds_of(site: Site) -> dict[str, bytes]:
    return {name: text for name, text in files_of(site).items() if name.startswith("feed")}


def root_of(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own


def entries(site: Site, name: str = "feed.json") -> list[dict[str, Any]]:
    return list(json.loads(feeds_of(site)[name])["items"])


@pytest.mark.parametrize("name", SITES_TO_READ)
def test_every_feed_is_valid(name: str) -> None:
    site = SITES_TO_READ[name]()
    feeds = feeds_of(site)
    values = sum(len(site.groups[facet]) for facet in FEED_FACETS)
    assert len(feeds) == 2 * (1 + values)
    for path, content in feeds.items():
        if path.endswith(".atom"):
            atom_schema().validate(content.decode())
        else:
            json_feed_schema().validate(json.loads(content))


def test_both_forms_say_the_same() -> None:
    feeds = feeds_of(made(24, URL))
    for path in (path for path in feeds if path.endswith(".atom")):
        root = root_of(feeds[path])
        said = json.loads(feeds[path.replace(".atom", ".json")])
        assert root.findtext(f"{ATOM}title") == said["title"]
        found = [
            (
                one.findtext(f"{ATOM}id"),
                one.findtext(f"{ATOM}title"),
                one.findtext(f"{ATOM}published"),
                one.findtext(f"{ATOM}updated"),
                one.findtext(f"{ATOM}summary"),
            )
            for one in root.iter(f"{ATOM}entry")
        ]
        names = ("id", "title", "date_published", "date_modified", "content_text")
        assert found == [tuple(item[name] for name in names) for item in said["items"]]


def test_the_newest_are_there_and_no_draft() -> None:
    site = made(120)
    expected = [item for item in site.archive.postmortems if not item.is_draft]
    expected.sort(key=_over, reverse=True)
    assert len(expected) > MAX_ENTRIES
    titles = [entry["title"] for entry in entries(site)]
    assert titles == [item.title for item in expected[:MAX_ENTRIES]]


def _over(item: Any) -> datetime:
    moment = item.meta.resolved or item.meta.started
    return moment.utc if moment else datetime.min.replace(tzinfo=UTC)


def test_a_value_has_a_feed_of_its_own() -> None:
    site = small(URL)
    feed = json.loads(feeds_of(site)["feeds/services/checkout.json"])
    assert feed["title"] == "Test \N{EN DASH} Services: Checkout"
    assert feed["home_page_url"] == f"{URL}services/checkout/"
    ids = [item.id for item in site.groups["service"]["checkout"] if not item.is_draft]
    assert [entry["url"] for entry in feed["items"]] == [f"{URL}postmortems/{one}/" for one in ids]


def test_an_entry_tells_what_is_to_be_known() -> None:
    entry = next(one for one in entries(small(URL)) if "pool-exhausted" in one["url"])
    assert entry["content_text"].split("\n") == [
        "sev1 · 12 March 2024 14:00\N{EN DASH}15:10 UTC · 1 h 10 min",
        "Services: Checkout, Product search",
        "Causes: Capacity, Configuration change",
        "Detected by: monitoring",
        "",
        "Orders failed for 70 minutes on 12 March 2024, because the pool of database connections "
        "was too small.",
    ]
    assert entry["tags"] == ["sev1", "checkout", "search", "capacity", "config-change"]
    assert entry["date_published"] == "2024-03-12T15:10:00Z"


def test_many_services_are_counted(tmp_path: Path) -> None:
    names = ", ".join(f"s{number}" for number in range(40))
    text = GOOD.replace("[checkout]", f"[{names}]")
    facts = entries(written(tmp_path, [text]))[0]["content_text"]
    assert "Services: s0, s1, s2, s3, s4, s5, s6, s7 and 32 more\n" in facts


def test_commits_say_when_it_appeared_and_changed() -> None:
    site = small()
    first = datetime(2026, 1, 1, tzinfo=UTC)
    paths = list(site.by_path)
    site.commits = {path: first + timedelta(days=rank) for rank, path in enumerate(paths)}
    site.last_commits = {path: first + timedelta(days=90) for path in paths}
    shown = entries(site)
    published = [entry["date_published"] for entry in shown]
    assert published == sorted(published, reverse=True)
    assert {entry["date_modified"] for entry in shown} == {"2026-04-01T00:00:00Z"}
    root = root_of(feeds_of(site)["feed.atom"])
    assert root.findtext(f"{ATOM}updated") == "2026-04-01T00:00:00Z"


def test_what_nobody_can_date_is_in_no_feed(tmp_path: Path) -> None:
    undated = GOOD.replace("started: 2026-03-12T14:05Z\nresolved: 2026-03-12T15:05Z\n", "")
    site = written(tmp_path, [undated, GOOD])
    assert len(site.archive.postmortems) == 2
    assert len(entries(site)) == 1


def test_an_empty_feed_has_the_day_of_the_build() -> None:
    root = root_of(feeds_of(made(0))["feed.atom"])
    assert root.findtext(f"{ATOM}updated") == f"{TODAY}T00:00:00Z"


def test_without_an_address_links_are_relative_and_ids_are_names() -> None:
    feeds = feeds_of(small())
    for path, prefix in (("feed.json", ""), ("feeds/services/checkout.json", "../../")):
        said = json.loads(feeds[path])
        assert said["user_comment"]
        for item in said["items"]:
            assert item["id"].startswith("urn:uuid:")
            assert item["url"].startswith(f"{prefix}postmortems/")
        assert urljoin(f"https://x.example/{path}", said["feed_url"]) == f"https://x.example/{path}"


def test_ids_are_the_same_in_every_feed() -> None:
    for site in (small(), small(URL)):
        feeds = feeds_of(site)
        whole = {item["title"]: item["id"] for item in json.loads(feeds["feed.json"])["items"]}
        for path in (path for path in feeds if path.endswith(".json")):
            for item in json.loads(feeds[path])["items"]:
                assert item["id"] == whole[item["title"]]
        assert len(set(whole.values())) == len(whole)


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_signs_that_xml_cannot_hold_are_left_out(sign: str) -> None:
    feed = replace(FeedMaker(made(0)).feed((), "archive"), title=f"A{sign}B <&> ]]>")
    content = atom(feed, "feed.atom", lambda url: url, atom_entry)
    assert root_of(content).findtext(f"{ATOM}title") == "AB <&> ]]>"


def test_markup_of_an_author_is_text(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> & ]]> \N{SNOWMAN} \U0001f600"
    site = written(tmp_path, [with_title(f"'{title}'")])
    root = root_of(feeds_of(site)["feed.atom"])
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == title


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x1c", "\n"])
def test_a_line_break_in_a_title_stays_one(sign: str) -> None:
    site = made(3)
    entry, *_ = FeedMaker(site).feed(site.archive.postmortems, "archive").entries
    written = json_entry(replace(entry, title=f"A{sign}B"), "address")
    assert json.loads(written)["title"] == f"A{sign}B"


def test_no_feeds_of_a_facet_without_pages() -> None:
    site = Site(made(24).archive, TODAY, SiteOptions(name="Made", pages=("services",)))
    folders = {path.split("/")[1] for path in feeds_of(site) if "/" in path}
    assert folders == {"services"}


def test_addresses() -> None:
    service = FACET_BY_NAME["service"]
    assert feed_address(None, None, "atom") == "feed.atom"
    assert feed_address(service, "checkout", "json") == "feeds/services/checkout.json"
    odd = feed_address(service, "../C++", "atom")
    assert odd.startswith("feeds/services/c~")
    assert odd.endswith(".atom")
