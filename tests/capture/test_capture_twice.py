"""Whatever is captured into whatever timeline: nothing is lost, and capturing twice changes nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import draft, entries, is_kept_in, merged
from postmortem_archive.capture.event import CapturedEvent, Downtime, Importance, Signal

EVENING = datetime(2026, 3, 12, 18, tzinfo=UTC)
MOMENTS = st.integers(0, 9 * 3600).map(lambda seconds: EVENING + timedelta(seconds=seconds))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["Alert A fires", "Alert A fires again", "I'm on it", "rolled back", "all clear"]
    ),
)
EVENTS = st.lists(
    st.builds(
        CapturedEvent,
        at=MOMENTS,
        text=TEXTS,
        source=st.sampled_from(["Alertmanager", "#inc", "a|b", ""]),
        link=st.sampled_from(["", "https://a.example/x", "javascript:x", "https://a.example/)|("]),
        signal=st.sampled_from(Signal),
        importance=st.sampled_from([Importance.PLAIN, Importance.NOTABLE, Importance.MARKED]),
        key=st.sampled_from(["", "A", "B"]),
        id=st.sampled_from(["", "7", "8"]),
    ),
    max_size=25,
)
WINDOWS = st.lists(
    st.builds(
        lambda begin, seconds, what: Downtime(
            begin, begin + timedelta(seconds=seconds) if seconds else None, what, "Uptime Kuma"
        ),
        MOMENTS,
        st.integers(0, 4000),
        st.sampled_from(["shop", "search"]),
    ),
    max_size=4,
)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 59), st.text(st.characters(codec="ascii", categories=["L"]), min_size=1)
    ),
    max_size=6,
).map(lambda rows: [f"18:{minute:02} {text}" for minute, text in sorted(rows)])
FORMS = st.sampled_from(["table", "list", "prose", "none"])


def body(form: str, rows: list[str]) -> str:
    if form == "table":
        lines = [f"| {row[:5]} | {row[6:]} |" for row in rows]
        return "\n".join(["## Timeline", "", "| Time (UTC) | What |", "|---|---|", *lines, ""])
    if form == "list":
        return "\n".join(["## Timeline (UTC)", "", *(f"- {row}" for row in rows), ""])
    return "## Timeline\n\nTo be told.\n" if form == "prose" else "## Summary\n\nOrders failed.\n"


@settings(max_examples=40)
@given(EVENTS, WINDOWS, FORMS, ROWS)
def test_capturing_twice_changes_nothing(
    events: list[CapturedEvent], windows: list[Downtime], form: str, rows: list[str]
) -> None:
    before = draft(body(form, rows))
    once, done = merged(before, events, windows)
    assert is_kept_in(before, once)
    assert len(entries(once)) == len(entries(before)) + len(done.rows)
    twice, again = merged(once, events, windows)
    assert twice == once
    assert (again.rows, again.windows, again.proposed) == ((), (), ())


@settings(max_examples=40)
@given(EVENTS, EVENTS, FORMS, ROWS)
def test_a_further_source_takes_nothing_away(
    first: list[CapturedEvent], second: list[CapturedEvent], form: str, rows: list[str]
) -> None:
    once, _ = merged(draft(body(form, rows)), first)
    twice, _ = merged(once, [*first, *second])
    assert is_kept_in(once, twice)
    old = entries(once)
    remaining = iter(entries(twice))
    assert all(entry in remaining for entry in old)
