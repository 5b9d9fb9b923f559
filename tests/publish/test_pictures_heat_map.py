"""Causes by services: every number in its cell, the darker the more."""

from itertools import pairwise

import pytest

from picture_drawing import HOSTILE, LABELS, caption, draw, of_class, rows, tally, text
from postmortem_archive.archive.statistics.causes import Cell, Matrix
from postmortem_archive.publish.pictures.heat_map import TINTS, heat_map, tint


def matrix(counts: dict[tuple[str, str], int], causes: list[str], services: list[str]) -> Matrix:
    cells = [Cell(*pair, tuple(map(str, range(n)))) for pair, n in counts.items()]
    return Matrix(
        tuple(tally(cause, 50) for cause in causes),
        tuple(tally(service, 50) for service in services),
        tuple(cells),
    )


def test_without_pairs_it_says_so_in_a_sentence() -> None:
    for given in (matrix({}, [], []), matrix({}, ["dns"], ["cdn"])):
        drawn = draw("heat_map", heat_map(given), "Causes and services")
        assert caption(drawn) == "Causes and services No incident names both a cause and a service."
        assert not list(drawn.iter("table"))


def test_numbers_stand_in_their_cells_and_lead_to_their_incidents() -> None:
    given = matrix({("dns", "cdn"): 1, ("full", "login"): 12}, ["full", "dns"], ["cdn", "login"])
    picture = heat_map(
        given,
        link=lambda cause, service: f"?cause={cause}&service={service}",
        cause_link=lambda cause: f"causes/{cause}",
        service_link=lambda service: f"services/{service}",
    )
    drawn = draw("heat_map", picture, "Causes and services")
    assert rows(drawn) == [
        ["", "cdn", "login"],
        ["full", "none", "12"],
        ["dns", "1", "none"],
    ]
    assert [one.get("href") for one in next(drawn.iter("table")).iter("a")] == [
        *("services/cdn", "services/login"),
        *("causes/full", "?cause=full&service=login", "causes/dns", "?cause=dns&service=cdn"),
    ]
    assert "full and login, in 12 incidents." in caption(drawn)
    classes = [cell.get("class") for cell in of_class(drawn, "pm-heat")]
    assert classes == ["pm-heat", "pm-heat pm-heat--5", "pm-heat pm-heat--1", "pm-heat"]


@pytest.mark.parametrize("most", [1, 2, 5, 6, 7, 12, 99, 5_000])
def test_tints_grow_with_the_number_and_the_key_tells_them(most: int) -> None:
    tints = [tint(n, most) for n in range(most + 1)]
    assert tints[:2] == [0, 1]
    assert all(0 <= after - before <= 1 for before, after in pairwise(tints))
    assert tints[-1] == min(most, TINTS)
    key = heat_map(matrix({("a", "b"): most}, ["a"], ["b"])).tints
    told = {n: step for step, fewest, last in key for n in range(fewest, last + 1)}
    assert told == {n: step for n, step in enumerate(tints) if n}


def test_forty_services_are_cut_and_the_rest_is_counted() -> None:
    causes, services = [f"c{n}" for n in range(30)], [f"s{n}" for n in range(40)]
    counts = {(cause, service): 1 for cause in causes for service in services}
    counts["c20", "s30"] = 100  # not shown, so no measure of the tints
    picture = heat_map(matrix(counts, causes, services))
    drawn = draw("heat_map", picture, "Causes and services", "#causes", "#services")
    shown = rows(drawn)
    assert (len(shown), len(shown[0])) == (1 + 12, 1 + 10)
    assert [text(one) for one in of_class(drawn, "pm-picture__more")] == [
        *("and 18 more causes", "and 30 more services")
    ]
    assert [one.get("href") for one in drawn.iter("a")] == ["#causes", "#services"]
    assert picture.tints == ((1, 1, 1),)


def test_words_of_authors_are_no_markup() -> None:
    given = matrix({(label, HOSTILE): 2 for label in LABELS}, list(LABELS), [HOSTILE])
    drawn = draw("heat_map", heat_map(given, link=lambda cause, _: cause), HOSTILE)
    folded = [" ".join(label.split()) for label in LABELS]
    assert [row[0] for row in rows(drawn)[1:]] == folded
    links = next(drawn.iter("tbody")).iter("a")
    assert [one.get("href") for one in links] == list(LABELS)
