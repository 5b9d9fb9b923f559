"""Pasted log lines, traces and alerts find the incident that they belong to."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_archive import TODAY, index_of
from postmortem_archive.archive.archive import Archive
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import Results, search
from postmortem_archive.search.symptom import MAX_TELLING, pasted_words, telling_words
from symptom_cases import PAGE, SIZE, Symptom, symptoms

FIRST = 3
LEAST = 18
PROMISED = 0.25  # seconds

CASES = symptoms()


@pytest.fixture
def index(hidden: Archive, own_cache: Path) -> Iterator[Index]:
    with index_of(hidden) as opened:
        yield opened


def asked(index: Index, text: str) -> Results:
    return search(index, text, today=TODAY)


def is_found(index: Index, case: Symptom) -> bool:
    return case.meant in [hit.id for hit in asked(index, case.paste).hits[:FIRST]]


def test_there_are_twenty_cases_among_three_hundred_postmortems(hidden: Archive) -> None:
    assert len(CASES) == 20
    assert sum(case.is_final for case in CASES) == 10
    assert len(hidden.postmortems) == SIZE
    assert {case.meant for case in CASES} <= hidden.by_id.keys()
    assert max(len(case.paste) for case in CASES) <= PAGE
    assert sum(len(case.paste) > PAGE - 200 for case in CASES) == 3


def test_the_incident_is_among_the_first_three(index: Index) -> None:
    missed = [case.name for case in CASES if not is_found(index, case)]
    assert len(missed) <= len(CASES) - LEAST, missed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_says_by_which_words_and_marks_them(index: Index, case: Symptom) -> None:
    results = asked(index, case.paste)
    (notice,) = results.notices
    assert str(notice).startswith("A pasted text is searched for by its most telling words.")
    said = str(notice).partition("fit best on: ")[2].rstrip(".").split(", ")
    assert all(word in case.paste for word in said)
    assert results.hits[0].title.marks or results.hits[0].excerpt.marks


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_breaks_say_nothing(case: Symptom) -> None:
    """A box of one line makes spaces of them: the answer on the site must be the same."""
    flat = case.paste.replace("\n", " ")
    assert telling_words(flat) == telling_words(case.paste)
    assert bool(pasted_words(flat)) == bool(pasted_words(case.paste))


def test_the_longest_paste_is_answered_in_time(index: Index) -> None:
    pages = [case.paste for case in CASES if len(case.paste) > PAGE - 200]
    start = time.process_time()
    for page in pages:
        asked(index, page)
    assert (time.process_time() - start) / len(pages) < 3 * PROMISED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pool exhausted",
        "14:05:30",
        "checkout 14:05:30",
        "10.0.3.4:5432 timeout",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "2026-03-12T14:05:00Z",
        'service:checkout,payments-api cause:capacity team:"Platform engineering" -is:draft "connection pool"',
        "\n\n pool exhausted \n",
        "after:2025 before:2026-03-12 longer:2h severity:sev1 status:published is:overdue certificate -dns",
    ],
)
def test_what_is_typed_is_not_taken_for_a_paste(text: str) -> None:
    assert pasted_words(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "dial tcp 10.0.3.4:5432: connect: connection refused",
        '{"level":"error","msg":"pool exhausted, waiting for a connection"}',
        'level=error msg="lookup of service:checkout failed" -dns cause:unknown',
        "pool exhausted\nservice:checkout -kafka refused",
        "Mar 12 14:05:00 db-1 postgres: checkpoint is starting too often",
    ],
)
def test_a_paste_has_no_conditions_and_excludes_nothing(index: Index, text: str) -> None:
    query = asked(index, text).query
    assert query.pasted
    assert (query.units, query.conditions) == ((), ())


def test_what_never_comes_again_is_left_out() -> None:
    text = (
        "2026-03-12T14:05:00.123Z 10.0.3.4:5432 3e1d9c4a-5b6f-4e0e-9d53-0a6f1c2b7e88 0x7ffd 30001ms "
        "4bf92f3577b34da6a3ce929d0e0e4736 deadbeef01 12345 checkout-7d9f8b6c5d-x2x9z OrderPool.java:142"
    )
    assert [word.term for word in telling_words(text)] == ["checkout"]


def test_names_come_first_and_everyday_words_not_at_all() -> None:
    text = "ERROR the request failed: nf_conntrack table full in TokenBucket, ORA-01555 x509"
    terms = [word.term for word in telling_words(text)]
    assert set(terms[:3]) == {"nf_conntrack", "tokenbucket", "ora-01555"}
    assert not {"error", "request", "the", "fail"} & set(terms)


def test_a_paste_in_a_script_without_spaces_is_found(index: Index) -> None:
    results = asked(
        index, "2026-03-12 03:14:07 ERROR\n東京リージョンで障害が発生しました (code 17)"
    )
    assert results.query.pasted
    assert results.total
    assert all("東京リージョン" in hit.excerpt.text for hit in results.hits[:FIRST])


def test_a_long_typed_query_falls_back_too_and_still_excludes(index: Index) -> None:
    words = "conntrack gateways packets callbacks suppressed network table full wraparound"
    found = asked(index, words)
    assert str(found.notices[0]).startswith(
        "No postmortem has all of these 9 words. These fit best"
    )
    ids = {hit.id for hit in found.hits}
    assert {"planted-kernel-conntrack", "other-10"} <= ids
    less = {hit.id for hit in asked(index, f"{words} -switch").hits}
    assert less == ids - {"other-10"}


def test_a_paste_of_which_nothing_is_known_says_so(index: Index) -> None:
    results = asked(index, "Flummoxed\nwidgetry_overrun in QuuxFrobnicator and zorkmids")
    assert results.total == 0
    assert str(results.notices[0]).endswith("No postmortem has enough of them.")


@pytest.mark.parametrize(
    "text", ["a-" * 50_000, "_" * 100_000, "x.y " * 25_000, "Aa" * 50_000, "at a.b\n" * 10_000]
)
def test_any_paste_is_read_in_time(text: str) -> None:
    start = time.process_time()
    assert len(telling_words(text[:PAGE])) <= MAX_TELLING
    assert time.process_time() - start < 3 * PROMISED
