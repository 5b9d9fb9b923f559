"""Index pages where little is known, much is there, or words come from strangers."""

import re
from pathlib import Path

import pytest

from facet_sites import action, figures, list_page, postmortem, site_of, text_of, value_page
from page_tables import PageTables
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.publish.pages.facet_list import MOST_ROWS
from postmortem_archive.publish.pages.registry import site_pages
from site_builder import Build, Copy

FACETS = ("service", "cause", "severity", "team", "year", "tag", "trigger", "detection")
VOCABULARY = {
    "services": {
        "checkout": {"name": "Checkout", "team": "payments", "tier": 1, "aliases": ["cart"]},
        "idle": {"name": "Idle one"},
    },
    "causes": {
        "dns": {"name": "DNS", "kind": "technology"},
        "slip": {"name": "Slip", "kind": "human"},
        "plain": {},
    },
    "teams": {"payments": {"name": "Payments"}},
}


def many(number: int, **fields: object) -> list[Postmortem]:
    return [
        postmortem(
            f"{place:05}",
            started=f"2025-{place % 12 + 1:02}-01T00:00Z",
            resolved=f"2025-{place % 12 + 1:02}-01T01:00Z",
            services=["checkout"],
            **fields,
        )
        for place in range(number)
    ]


def test_what_is_missing_is_not_recorded_and_never_zero() -> None:
    site = site_of(postmortem("bare", services=["checkout"]))
    html = value_page(site, "service", "checkout")
    assert "Time to detect not recorded Time to resolve not recorded" in figures(html)
    assert figures(html).endswith("Action items none recorded")
    text = text_of(html)
    assert "Causes not recorded" in text
    assert "Triggers not recorded" in text
    assert "Other services hit" not in text
    assert "date not recorded" in text
    assert not re.search(r"\bNone\b|\b0 min|\b0\b", text)


def test_one_incident_has_no_median_and_no_picture() -> None:
    one = postmortem(
        "one",
        services=["checkout"],
        started="2026-01-01T00:00Z",
        detected="2026-01-01T00:00Z",
        resolved="2026-04-01T00:00Z",
    )
    html = value_page(site_of(one), "service", "checkout")
    assert "Time to detect 0 min one incident, no median" in figures(html)
    assert "Time to resolve 90 d one incident, no median" in figures(html)
    assert "<svg" not in html


def test_near_misses_stand_apart() -> None:
    near = postmortem(
        "near", action("Alert"), kind="near-miss", services=["s"], started="2026-01-01"
    )
    html = value_page(site_of(near), "service", "s")
    assert figures(html).startswith("Incidents none and 1 near miss Time to detect no incident")
    assert "Action items 1 open 0 of 1 done" in figures(html)
    assert "Causes not recorded" in text_of(html)


def test_an_end_before_the_start_is_not_recorded() -> None:
    wrong = postmortem(
        "wrong", services=["s"], started="2026-01-02T10:00Z", resolved="2026-01-02T09:00Z"
    )
    html = value_page(site_of(wrong), "service", "s")
    assert "Time to resolve not recorded" in figures(html)
    assert re.search(r'pm-entry__duration"><span class="pm-quiet">not recorded', html)


def test_incidents_without_a_start_are_in_no_bar() -> None:
    items = [*many(3), postmortem("undated", services=["checkout"])]
    text = text_of(value_page(site_of(*items), "service", "checkout"))
    assert "3 incidents" in text
    assert "1 more has no recorded start." in text


def test_what_the_vocabulary_says_is_said() -> None:
    site = site_of(*many(1), settings=VOCABULARY)
    text = text_of(value_page(site, "service", "checkout"))
    assert "ID checkout Team Payments Tier 1 Also called cart" in text
    assert "archive.yml does not describe it." not in text


def test_a_value_that_the_vocabulary_does_not_know_says_so() -> None:
    item = postmortem("one", services=["chekout"], tags=["new"])
    site = site_of(item, settings=VOCABULARY)
    assert "archive.yml does not describe it." in text_of(value_page(site, "service", "chekout"))
    assert "archive.yml does not describe it." not in text_of(value_page(site, "tag", "new"))
    open_site = site_of(item)
    assert "does not describe" not in text_of(value_page(open_site, "service", "chekout"))


def test_values_without_a_postmortem_are_named() -> None:
    site = site_of(*many(1), postmortem("none"), settings=VOCABULARY)
    text = text_of(list_page(site, "service"))
    assert "1 service in 1 postmortem. 1 postmortem names no service." in text
    assert "Described in archive.yml, with no postmortem yet: Idle one ." in text


def test_causes_stand_by_their_kind() -> None:
    items = [postmortem(cause, causes=[cause]) for cause in ("plain", "dns", "slip")]
    html = list_page(site_of(*items, settings=VOCABULARY), "cause")
    kinds = re.findall(r'<h2 id="kind-\d">([^<]+)</h2>', html)
    assert kinds == ["Technology", "Human", "Other"]
    page = PageTables(html)
    assert [page.rows(name)[0][0] for name in page.tables] == ["DNS", "Slip", "plain"]


@pytest.mark.parametrize("facet", FACETS)
def test_an_empty_archive_has_nothing_to_list(facet: str) -> None:
    html = list_page(site_of(), facet)
    assert 'Write the first one: postmortem new "What broke, for whom"' in text_of(html)
    assert "<table" not in html


def test_an_empty_archive_names_what_is_defined() -> None:
    text = text_of(list_page(site_of(settings=VOCABULARY), "service"))
    assert "with no postmortem yet: Checkout , Idle one ." in text


def test_five_hundred_services_stay_readable() -> None:
    names = [f"{letter}-service-{number:02}" for letter in "abcdefghij" for number in range(50)]
    items = [postmortem(name, services=[name]) for name in names]
    items += [postmortem(f"again-{name}", services=[name]) for name in names[:3]]
    html = list_page(site_of(*items), "service")
    page = PageTables(html)
    assert [row[0] for row in page.rows("values-1")][:3] == names[:3]
    assert len(page.rows("values-1")) == 20
    assert re.findall(r'<h3 id="letter-\d+">(.)</h3>', html) == list("ABCDEFGHIJ")
    assert len(page.items["values-of-1"]) == 50
    assert len(html) < 300_000


def test_first_letters_of_all_scripts() -> None:
    names = ["zürich", "Ärger", "алерты", "数据库", "7zip", "-x"]
    names += [f"m{number:02}" for number in range(MOST_ROWS)]
    items = [postmortem(f"n{place}", tags=[name]) for place, name in enumerate(names)]
    html = list_page(site_of(*items), "tag")
    assert re.findall(r'<h3 id="letter-\d+">([^<]+)</h3>', html) == ["A", "M", "Z", "А", "Other"]


def test_small_pictures_share_a_scale() -> None:
    items = [
        *(postmortem(f"a{n}", services=["often"], started="2024-05-01") for n in range(8)),
        postmortem("b", services=["seldom"], started="2025-05-01"),
        postmortem("c", services=["undated"]),
    ]
    html = list_page(site_of(*items), "service")
    bars = re.findall(r'<rect x="(\d+)" y="([\d.]+)" width="4" height="([\d.]+)"/>', html)
    assert bars == [("0", "0.0", "16.0"), ("5", "14.0", "2.0")]
    assert "2024 to 2025" in text_of(html)


def test_one_year_needs_no_small_picture() -> None:
    html = list_page(site_of(*many(3)), "service")
    assert "<svg" not in html


def test_five_thousand_of_one_service_are_paged() -> None:
    site = site_of(*many(5_000))
    first = value_page(site, "service", "checkout")
    last = value_page(site, "service", "checkout", 100)
    assert "Incidents 5,000" in figures(first)
    assert "Page 1 of 100" in text_of(first)
    assert "Search within these 5,000 postmortems" in text_of(first)
    assert len(first) < 100_000
    assert "Page 100 of 100" in text_of(last)
    assert 'id="figures"' not in last
    assert "<svg" not in last
    titles = {
        page.title for page in site_pages(site) if page.address.startswith("services/checkout")
    }
    assert len(titles) == 100
    assert "checkout, page 100 of 100" in titles


def test_forty_services_and_words_of_strangers() -> None:
    services = [f"service-{number:02}" for number in range(39)] + ['<b>"x"</b>, y']
    item = postmortem("wide", services=services, causes=["<script>alert(1)</script>"])
    site = site_of(item)
    for value in services:
        html = value_page(site, "service", value)
        assert "<script" not in html
        assert "<b>" not in html
        assert len(PageTables(html).items["with-service"]) == 6
        assert "and 33 more" in text_of(html)


def test_a_value_in_quotes_is_counted_without_a_link() -> None:
    item = postmortem("q", services=["a", 'b "c"'])
    (cell,) = PageTables(value_page(site_of(item), "service", "a")).items["with-service"]
    assert (cell.text, len(cell.links)) == ('b "c" 1', 1)


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("service", "actions/?service=checkout&amp;overdue=1"),
        ("tag", "archive/?tag=tls&amp;q=is%3Aoverdue"),
    ],
)
def test_late_items_are_a_link(facet: str, expected: str) -> None:
    late = action("Alert", due="2026-05-01")
    site = site_of(postmortem("late", late, services=["checkout"], tags=["tls"]))
    html = value_page(site, facet, "checkout" if facet == "service" else "tls")
    assert f'{expected}">1 late' in html


def test_a_site_without_the_board_links_to_the_search() -> None:
    item = postmortem("late", action("Alert"), services=["checkout"])
    site = site_of(item, pages=("archive", "services"))
    html = value_page(site, "service", "checkout")
    assert "actions/" not in html
    assert "archive/?service=checkout&amp;q=is%3Aopen" in html


@pytest.mark.parametrize(("facet", "has"), [("service", True), ("cause", True), ("tag", False)])
def test_feeds_are_where_there_are_feeds(facet: str, has: bool) -> None:
    item = postmortem("one", services=["s"], causes=["s"], tags=["s"])
    html = value_page(site_of(item), facet, "s")
    assert ("Atom feed" in html) == has
    assert (f"feeds/{facet}s/s.atom" in html) == has


def test_every_feed_that_a_page_names_is_there(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    html = site.read("services/checkout/index.html")
    named = re.findall(r'<a href="\.\./\.\./(feeds/[^"]+)"', html)
    assert len(named) == 2
    assert set(named) <= site.names()


def test_a_block_of_the_owners(tmp_path: Path) -> None:
    own = tmp_path / "pages/facet_value.html"
    own.parent.mkdir()
    own.write_text(
        '{% extends "postmortem_archive/pages/facet_value.html" %}'
        "{% block partners %}<p>Ours: {{ super() }}</p>{% endblock %}",
        encoding="utf-8",
    )
    html = value_page(site_of(*many(3), templates=tmp_path), "service", "checkout")
    assert "Ours:" in html
    assert "Incidents 3" in figures(html)
