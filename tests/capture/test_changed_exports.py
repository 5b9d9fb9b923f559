"""Exports that were damaged anywhere: a message or a timeline, never a crash; `make fuzz` tries more."""

import re
import tempfile
from datetime import UTC
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from captures import EVENING, PRODUCTS, asked
from drafts import draft, is_kept_in, merged
from postmortem_archive.capture.gather import gather

SAMPLES = [
    path.read_bytes()
    for path in sorted([*PRODUCTS.iterdir(), *EVENING.rglob("*")])
    if path.is_file()
]
VALUE = re.compile(rb'"(?:[^"\\]|\\.){0,400}"|-?\d+|null|true|false')
VALUES = st.sampled_from(
    [
        *(b"null", b"[]", b"{}", b"-1", b"1e400", b'"\\ud800"', b'"\\u0000"', b"true", b'""'),
        *(b"99999999999999999999", b'"2026-03-12T18:00:00Z"', b'"| [x](y) <!-- -->"'),
    ]
)
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), VALUES | st.binary(max_size=4)), max_size=5)


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, new in changes:
        found = list(VALUE.finditer(data))
        if found:
            old = found[place % len(found)]
            data = data[: old.start()] + new + data[old.end() :]
    return data


@given(st.sampled_from(SAMPLES), CHANGES)
def test_a_damaged_export_never_breaks_the_capture(
    sample: bytes, changes: list[tuple[int, bytes]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(changed(sample, changes))
        found = gather([path], asked(UTC))
    before = draft(
        "## Timeline\n\n| Time (UTC) | What |\n|---|---|\n| 2026-03-12 18:27 | orders fail |\n"
    )
    once, _ = merged(before, found.events, found.windows)
    assert is_kept_in(before, once)
    assert merged(once, found.events, found.windows)[0] == once
