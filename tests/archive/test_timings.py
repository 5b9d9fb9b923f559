import pytest

from postmortem_archive.archive import timings
from postmortem_archive.archive.timings import Timings


def test_parts_add_up_in_the_order_in_which_they_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 1.0, 1.0, 2.5, 3.0, 4.0])
    monkeypatch.setattr(timings.time, "perf_counter", lambda: next(clock))
    times = Timings()
    for name in ("reading", "rules", "reading"):
        with times.part(name):
            pass
    assert times.seconds == {"reading": 2.0, "rules": 1.5}
    assert list(times.lines()) == [
        "reading      2.00 s   57%",
        "rules        1.50 s   43%",
        "total        3.50 s",
    ]


def test_nothing_was_done() -> None:
    assert list(Timings().lines()) == ["total      0.00 s"]
