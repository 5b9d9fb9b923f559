"""What a team's page says for its monthly review."""

from typing import Any

from facet_sites import TODAY, action, postmortem, site_of, text_of, value_page
from page_tables import PageTables
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.publish.pages.team_review import MOST_ITEMS
from postmortem_archive.publish.site import Site

SETTINGS: dict[str, Any] = {
    "services": {
        "checkout": {"name": "Checkout", "team": "payments"},
        "refunds": {"name": "Refunds", "team": "payments"},
        "login": {"name": "Login", "team": "identity"},
    },
    "teams": {"payments": {"name": "Payments", "aliases": ["pay crew"]}, "identity": {}},
    "people": {"ana": {"name": "Ana Silva"}},
}


def about(name: str, *actions: Any, **fields: Any) -> Postmortem:
    given = {"services": ["checkout"], "status": "published", **fields}
    return postmortem(name, *actions, **given)


def team_site(*items: Postmortem) -> Site:
    return site_of(*items, settings=SETTINGS)


def page_of(*items: Postmortem) -> PageTables:
    return PageTables(value_page(team_site(*items), "team", "payments"))


def texts(page: PageTables, name: str) -> list[str]:
    return [cell.text for cell in page.items.get(name, [])]


def test_its_services_with_and_without_postmortems() -> None:
    page = page_of(about("one"), about("other", services=["login"]))
    assert texts(page, "services") == ["Checkout 1", "Refunds no postmortem yet"]


def test_new_ones_are_of_the_last_ninety_days() -> None:
    days = {"old": "2026-03-02", "edge": "2026-03-03", "new": "2026-05-30"}
    assert (TODAY.isoformat(), len(days)) == ("2026-06-01", 3)
    page = page_of(*(about(name, started=day) for name, day in days.items()), about("undated"))
    assert [text.split(" ")[-1] for text in texts(page, "new")] == ["new", "edge"]


def test_items_of_the_team_and_of_its_postmortems_by_owner() -> None:
    own = about(
        "own",
        action("Later", owners=("ana",), due="2026-09-01"),
        action("Late", owners=("@Ana",), due="2026-05-31"),
        action("Done", "done", owners=("ana",)),
        action("Nobody's"),
        action("Of the crew", owners=("pay crew",)),
        action("Of one who left", owners=("zoe",)),
    )
    elsewhere = about(
        "elsewhere",
        action("Abroad", owners=("payments",)),
        action("Not ours", owners=("identity",)),
        services=["login"],
    )
    page = page_of(own, elsewhere)
    assert [" | ".join(row) for row in page.rows("review-items")] == [
        "Payments",
        "no due date | Of the crew own",
        "no due date | Abroad elsewhere",
        "Ana Silva",
        "31 May 2026 late | Late own",
        "1 September 2026 | Later own",
        "zoe not in archive.yml",
        "no due date | Of one who left own",
        "no owner",
        "no due date | Nobody's own",
    ]
    (text,) = (value for name, value in page.texts.items() if name == "review-actions")
    assert text == "Action items to be done"


def test_what_the_team_owns_is_counted_and_linked() -> None:
    one = about(
        "one",
        action("A", owners=("payments",), due="2026-05-31"),
        action("B", "in-progress", owners=("payments",)),
        action("C", "done", owners=("payments",)),
        action("D", owners=("ana",)),
    )
    html = value_page(team_site(one), "team", "payments")
    assert "The team itself owns 3: 2 open, 1 of them late, 1 done." in text_of(html)
    assert 'href="../../actions/?team=payments"' in html


def test_long_lists_are_cut_and_say_so() -> None:
    items = [
        about(f"n{n:03}", action("Alert"), started="2026-05-01") for n in range(MOST_ITEMS + 5)
    ]
    html = value_page(team_site(*items), "team", "payments")
    page = PageTables(html)
    assert len(page.rows("review-items")) == MOST_ITEMS + 1
    assert "archive/?team=payments&amp;q=is%3Aopen" in html
    assert "and 5 more" in text_of(html)
    assert len(texts(page, "new")) == 10
    assert "and 35 more" in text_of(html)


def test_causes_that_came_back_are_those_of_its_services() -> None:
    fields = {"causes": ["dns"], "started": "2026-01-01T00:00Z", "resolved": "2026-01-01T01:00Z"}
    later = {"causes": ["dns"], "started": "2026-02-01T00:00Z", "resolved": "2026-02-01T01:00Z"}
    helps = action("Pin it", type="prevent")
    items = [
        about("first", helps, **fields),
        about("second", **later),
        about("other-first", helps, services=["login"], **fields),
        about("other-second", services=["login"], **later),
    ]
    (text,) = texts(page_of(*items), "returned")
    assert text == "1 February 2026 second dns · before: first · 1 action still open"


def test_follow_ups_that_are_due_or_passed_with_open_items() -> None:
    days = {"soon": "2026-06-20", "passed": "2026-05-01", "far": "2026-08-01"}
    items = [about(name, action("Alert"), review_on=day) for name, day in days.items()]
    items.append(about("settled", action("Alert", "done"), review_on="2026-05-01"))
    assert texts(page_of(*items), "follow-ups") == [
        "1 May 2026 passed passed 1 open action",
        "20 June 2026 soon 1 open action",
    ]


def test_those_that_are_not_published() -> None:
    items = [about("a", status="draft"), about("b", status="in-review"), about("c")]
    items.append(about("d", status=None))
    said = {
        text.removeprefix("date not recorded ") for text in texts(page_of(*items), "unpublished")
    }
    assert said == {"a draft", "b in review", "d draft"}


def test_nothing_to_look_at_is_said() -> None:
    text = text_of(value_page(team_site(about("one")), "team", "payments"))
    for said in ("No postmortem.", "The team itself owns none.", "Nothing is to be done."):
        assert said in text
    assert "Causes that came back despite an action None." in text
    assert "Follow-up reviews until 1 July 2026 None." in text
    assert "All are published." in text


def test_a_team_that_no_vocabulary_describes() -> None:
    settings = {"services": {"checkout": {"team": "payments"}}}
    one = about("one", action("Alert", owners=("payments",)), action("Call", owners=("zoe",)))
    html = value_page(site_of(one, settings=settings), "team", "payments")
    rows = [" | ".join(row) for row in PageTables(html).rows("review-items")]
    assert rows[0] == "payments"
    assert "not in archive.yml" not in text_of(html)


def test_owners_are_not_doubted_where_nobody_is_described() -> None:
    settings = {name: SETTINGS[name] for name in ("services", "teams")}
    one = about("one", action("Alert", owners=("zoe",)))
    html = value_page(site_of(one, settings=settings), "team", "payments")
    assert "zoe" in text_of(html)
    assert "not in archive.yml" not in text_of(html)
