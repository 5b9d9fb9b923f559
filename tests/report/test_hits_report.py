"""What a search found, as it is written: marks, facts, what would narrow it, and nothing obeyed."""

import io
import json
import re
from dataclasses import replace

import pytest
from rich.console import Console

from postmortem_archive.report.hits import HIT_FORMATS, write_most_frequent
from postmortem_archive.report.related import RELATED_FORMATS, RelatedHit
from postmortem_archive.search.excerpt import Excerpt
from postmortem_archive.search.query import Condition, Notice, Query
from postmortem_archive.search.relation import Relation
from postmortem_archive.search.search import Hit, Results
from runner_commands import commands

HIT = Hit(
    *("2026-03-12-pool", "2026/2026-03-12-pool.md", Excerpt("The pool ran dry", ((4, 8),)), "sev1"),
    *("2026-03-12T14:05Z", 60, ("checkout",), ("capacity",), 2, True, 3.5),
    Excerpt("… its pool was full", ((6, 10),)),
)
RELATION = Relation(HIT.path, True, ("capacity",), ("checkout",), "", ("pool",), 1.25)
HOSTILE = "\x1b[31mred\x07 ::error::x ##[error]x \u202e\n::warning::y"


def results(total: int = 1, **facets: dict[str, int]) -> Results:
    counts = {name: tuple(values.items()) for name, values in facets.items()}
    return Results(Query("pool"), (HIT,), total, counts, ())


def written(found: Results, form: str = "text", *, color: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=100, force_terminal=color, color_system="standard")
    HIT_FORMATS[form](found, console, lambda path: f"postmortems/{path}")
    return file.getvalue()


def test_a_hit_is_three_lines_and_its_path() -> None:
    assert written(results()).splitlines() == [
        "SEV1  The pool ran dry",
        "      2026-03-12 14:05 UTC · 1 h · checkout · capacity · 2 open actions, some overdue",
        "      … its pool was full",
        "      postmortems/2026/2026-03-12-pool.md",
        "",
        "1 postmortem",
    ]


def test_found_words_stand_out_on_a_terminal() -> None:
    out = written(results(), color=True)
    assert len(re.findall(r"\x1b\[1;33mpool\x1b\[0m", out)) == 2
    assert "\x1b" not in written(results())


def test_what_would_narrow_most_is_told_only_where_more_was_found() -> None:
    facets = {
        "severity": {"sev1": 50, "sev2": 50},
        "service": {"checkout": 40, "login": 30, "dns": 20, "mail": 5, "maps": 4},
        "cause": {"capacity": 100},
        "team": {"Site reliability": 60, "payments": 40},
        "tag": {"tls": 2, "disk": 1},
        "year": {"2025": 60, "2026": 40},
    }
    assert written(results(100, **facets)).splitlines()[5:] == [
        "1 of 100 postmortems; --limit shows more, and these would narrow them:",
        "  service:checkout (40)  service:login (30)  service:dns (20)  service:mail (5)",
        "  severity:sev1 (50)  severity:sev2 (50)",
        "  year:2025 (60)  year:2026 (40)",
    ]
    assert written(results(1, **facets)).endswith("\n1 postmortem\n")
    assert written(results(100, cause={"capacity": 100})).endswith("; --limit shows more\n")


def test_what_is_most_frequent_can_be_typed_as_it_is() -> None:
    everything = results(
        service={"Site search": 9, "checkout": 5, "login": 4, "dns": 3, "mail": 2, "maps": 1},
        cause={},
        year={"2025": 60},
        tag={"tls": 100},
    )
    output = Console(file=io.StringIO(), width=100)
    write_most_frequent(everything, output)
    assert output.file.getvalue().splitlines() == [
        "Most frequent in this archive:",
        "  service:checkout (5)  service:login (4)  service:dns (3)  service:mail (2)",
        "  year:2025 (60)",
    ]


def test_a_facet_that_was_asked_for_is_not_told_again() -> None:
    asked = results(9, service={"checkout": 5, "login": 4})
    assert "service:" in written(asked)
    query = Query("", conditions=(Condition("service", ("checkout", "login")),))
    assert "service:" not in written(replace(asked, query=query))


def test_notices_come_first_with_what_was_meant() -> None:
    found = replace(results(), notices=(Notice("No postmortem has 'pol'.", "pool"),))
    assert written(found).splitlines()[:2] == ["No postmortem has 'pol'. Try: pool", ""]


@pytest.mark.parametrize("form", HIT_FORMATS)
@pytest.mark.parametrize("color", [False, True])
def test_nothing_that_an_archive_says_is_obeyed(form: str, color: bool) -> None:
    hit = replace(
        HIT,
        **dict.fromkeys(("id", "path", "severity"), HOSTILE),
        title=Excerpt(HOSTILE, ((0, 5),)),
        excerpt=Excerpt(HOSTILE, ((0, 5),)),
        services=(HOSTILE,),
        causes=(HOSTILE,),
    )
    counts = {"service": ((HOSTILE.replace(" ", ""), 4), ("b", 3))}
    found = replace(results(9), hits=(hit,), facets=counts, notices=(Notice(HOSTILE, HOSTILE),))
    out = written(found, form, color=color)
    assert "\x1b[31m" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert commands(out) == []


def related(form: str) -> str:
    file = io.StringIO()
    output = Console(file=file, width=100)
    RELATED_FORMATS[form]([RelatedHit(HIT, RELATION)], output, lambda path: f"postmortems/{path}")
    return file.getvalue()


def test_a_related_one_is_shown_with_its_reason() -> None:
    lines = related("text").splitlines()
    assert lines[0] == "SEV1  The pool ran dry"
    assert lines[2] == "      linked by its author; same cause capacity in checkout; also pool"
    assert lines[-1] == "1 related postmortem"
    assert related("paths") == "postmortems/2026/2026-03-12-pool.md\n"


def test_related_ones_as_json() -> None:
    (entry,) = json.loads(related("json"))["related"]
    assert entry["title"] == "The pool ran dry"
    assert (entry["named"], entry["likeness"]) == (True, 1.25)
    shared = {"causes": ["capacity"], "services": ["checkout"], "trigger": None, "words": ["pool"]}
    assert entry["shared"] == shared
    assert not {"score", "excerpt"} & entry.keys()
