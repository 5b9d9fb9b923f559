from datetime import date, timedelta

from figure_archive import TODAY, action, archive_of, postmortem

from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.archive.statistics.groups import MOST_PARTNERS, Group, Grouping, grouping
from postmortem_archive.archive.statistics.overview import overview
from postmortem_archive.archive.statistics.rows import grouping_rows, overview_rows
from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings


def by(facet: str, *items: Postmortem) -> Grouping:
    return grouping(archive_of(*items), FACET_BY_NAME[facet], TODAY)


def only(found: Grouping) -> Group:
    (group,) = found.groups
    return group


def test_an_empty_archive_has_no_figures_and_no_zeros() -> None:
    found = overview(archive_of(settings=Settings()), TODAY, {})
    assert (found.n, found.first, found.quarters, found.causes) == (0, None, (), ())
    assert [one.median for one in found.times] == [None] * 4
    assert found.actions.done_share is None
    assert all(row.n == 0 for row in overview_rows(found))
    assert by("service").groups == ()


def test_what_is_missing_is_not_recorded_and_never_zero() -> None:
    item = postmortem("bare.md", services=("checkout",))
    group = only(by("service", item))
    assert group.incidents == ("bare",)
    assert [(tally.value, tally.label) for tally in group.severities] == [("", "not recorded")]
    assert group.quarters == ()
    assert [(one.n, one.unrecorded, one.median) for one in group.times] == [
        (0, ("bare",), None)
    ] * 4
    assert [partners.most for partners in group.partners] == [(), (), ()]
    whole = overview(archive_of(item), TODAY, {})
    assert [(tally.value, tally.n) for tally in whole.causes] == [("", 1)]
    assert whole.undated == ("bare",)


def test_days_and_moments_out_of_order_are_not_measured() -> None:
    days = postmortem("days.md", services=("s",), started="2026-01-01", resolved="2026-01-03")
    wrong = postmortem(
        "wrong.md", services=("s",), started="2026-01-02T10:00Z", resolved="2026-01-02T09:00Z"
    )
    *_, resolve = only(by("service", days, wrong)).times
    assert (resolve.n, set(resolve.unrecorded)) == (0, {"days", "wrong"})


def test_ninety_days_are_ninety_days() -> None:
    item = postmortem(
        "long.md", services=("s",), started="2026-01-01T00:00Z", resolved="2026-04-01T00:00Z"
    )
    *_, resolve = only(by("service", item)).times
    assert (resolve.median, resolve.p90) == (timedelta(days=90), None)


def test_near_misses_stand_apart_but_their_actions_count() -> None:
    fields = {"services": ("s",), "causes": ("dns",), "severity": "sev1"}
    harm = postmortem("harm.md", action("open"), started="2026-01-01", **fields)
    luck = postmortem("luck.md", action("done"), kind="near-miss", started="2026-01-01", **fields)
    group = only(by("service", harm, luck))
    assert (group.incidents, group.near_misses) == (("harm",), ("luck",))
    assert [tally.ids for tally in group.severities] == [("harm",)]
    assert [quarter.ids for quarter in group.quarters] == [("harm",)]
    assert (group.actions.total.n, group.actions.done.ids) == (2, ("luck",))


def test_five_thousand_of_one_service() -> None:
    items = [
        postmortem(
            f"{number:05}.md",
            services=("checkout",),
            causes=("capacity", "dns"),
            started=f"2025-{number % 12 + 1:02}-01T00:00Z",
            resolved=f"2025-{number % 12 + 1:02}-01T{number % 24:02}:00Z",
        )
        for number in range(5_000)
    ]
    group = only(by("service", *items))
    assert (len(group.incidents), sum(quarter.n for quarter in group.quarters)) == (5_000, 5_000)
    assert [tally.n for tally in group.partners[1].most] == [5_000, 5_000]
    whole = overview(archive_of(*items), TODAY, {})
    assert (whole.matrix.cells[0].n, whole.returned) == (5_000, ())


def test_forty_services_on_one_incident() -> None:
    services = tuple(f"service-{number:02}" for number in range(40))
    item = postmortem("wide.md", services=services, causes=("dns",))
    found = by("service", item)
    assert [group.value for group in found.groups] == list(services)
    partners = found.groups[0].partners[0]
    assert (len(partners.most), partners.more) == (MOST_PARTNERS, 39 - MOST_PARTNERS)
    assert "service-00" not in {tally.value for tally in partners.most}


def test_a_service_named_twice_counts_once() -> None:
    item = postmortem("a.md", services=("s", "s"), causes=("dns", "dns"))
    assert only(by("service", item)).incidents == ("a",)
    assert [cell.n for cell in overview(archive_of(item), TODAY, {}).matrix.cells] == [1]


def test_in_a_window_only_what_came_back_in_it_did() -> None:
    fields = {"services": ("s",), "causes": ("dns",)}
    items = [
        postmortem(
            f"{year}.md",
            action("open", type="prevent"),
            started=f"{year}-01-01",
            resolved=f"{year}-01-02",
            **fields,
        )
        for year in (2023, 2024, 2025)
    ]
    found = overview(archive_of(*items), TODAY, {}, Window(date(2025, 1, 1)))
    assert [(one.postmortem.id, one.earlier.id) for one in found.returned] == [("2025", "2024")]


def test_days_are_given_in_days_and_times_in_minutes() -> None:
    item = postmortem(
        "a.md",
        action("done", status_text="done 2026-01-11"),
        started="2026-01-01T10:00Z",
        resolved="2026-01-01T11:30:30Z",
    )
    rows = {row.figure: row for row in overview_rows(overview(archive_of(item), TODAY, {}))}
    assert (rows["time-to-complete"].unit, set(rows["time-to-complete"].spread)) == (
        "days",
        {10.0, None},
    )
    assert (rows["time-to-resolve"].unit, set(rows["time-to-resolve"].spread)) == (
        "minutes",
        {90.5, None},
    )


def test_those_without_a_value_are_named() -> None:
    found = by("detection", postmortem("a.md", detected_by="customer"), postmortem("b.md"))
    assert (only(found).value, found.without) == ("customer", ("b",))


def test_rows_of_groups_say_what_they_are_of() -> None:
    item = postmortem("a.md", action("open"), services=("s",), causes=("dns",), severity="sev1")
    rows = {(row.figure, row.value, row.part): row.n for row in grouping_rows(by("service", item))}
    assert rows[("incidents", "s", "")] == rows[("incidents", "s", "sev1")] == 1
    assert rows[("with-cause", "s", "dns")] == rows[("actions", "s", "open")] == 1
    assert rows[("time-to-detect", "s", "")] == 0
