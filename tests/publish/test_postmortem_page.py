import pytest
from postmortem_archive.publish.pages.strip import phases, strip

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.model.wording import short_duration
from postmortem_archive.publish.adapter import diagnostic_line
from postmortem_archive.publish.pages.postmortem import history_url
from postmortem_archive.publish.rendering.action_rows import ticket_address


def test_the_strip_joins_front_matter_and_timeline() -> None:
    steps = strip(_item("cause-found", "2025-01-01T10:20Z", detected="2025-01-01T10:10Z"))
    assert [(step.label, step.gap) for step in steps] == [
        ("started", "10 min"),
        ("detected", "10 min"),
        ("cause found", "40 min"),
        ("resolved", ""),
    ]
    assert [(step.start, step.width) for step in steps] == [
        (0, 167),
        (167, 166),
        (333, 667),
        (1000, 0),
    ]
    assert [(phase.label, short_duration(phase.length)) for phase in phases(steps)] == [
        ("before detection", "10 min"),
        ("before resolution", "50 min"),
    ]


def test_nothing_is_called_undetected_where_detection_is_not_recorded() -> None:
    steps = strip(_item("mitigated", "2025-01-01T10:30Z"))
    assert [phase.label for phase in phases(steps)] == ["before mitigation", "after mitigation"]


def test_days_alone_make_no_strip() -> None:
    meta = FrontMatter.model_validate({"started": "2025-01-01", "resolved": "2025-01-02"})
    assert strip(Postmortem("a.md", meta)) == ()


@pytest.mark.parametrize(
    ("edit", "history"),
    [
        ("https://h.example/o/r/edit/main/a.md", "https://h.example/o/r/commits/main/a.md"),
        ("https://h.example/o/r/-/edit/main/a.md", "https://h.example/o/r/-/commits/main/a.md"),
        ("https://h.example/o/r/_edit/main/a.md", "https://h.example/o/r/commits/branch/main/a.md"),
        ("https://h.example/?file=a.md", ""),
        ("", ""),
    ],
)
def test_the_history_is_beside_the_editor(edit: str, history: str) -> None:
    assert history_url(edit) == history


@pytest.mark.parametrize(
    ("key", "pattern", "address"),
    [
        ("OPS-1", "https://t.example/{key}", "https://t.example/OPS-1"),
        ("a/b?c", "https://t.example/{key}", "https://t.example/a%2Fb%3Fc"),
        ("https://t.example/9", None, "https://t.example/9"),
        ("OPS-1", None, None),
        ("OPS-1", "javascript:alert(1)//{key}", None),
        ("javascript:alert(1)", "", None),
        ("", "https://t.example/{key}", None),
    ],
)
def test_only_web_addresses_become_links(
    key: str, pattern: str | None, address: str | None
) -> None:
    assert ticket_address(key, pattern) == address


def test_a_log_line_is_one_line_of_text() -> None:
    finding = Diagnostic(
        "PM201", Level.ERROR, "p/a\n::error.md", Position(3, 4), "no \x1b[31mSummary", "add one"
    )
    assert diagnostic_line(finding) == "p/a ::error.md:3:4 PM201 no  [31mSummary (add one)"


def _item(moment: str, at: str, **more: str) -> Postmortem:
    meta = FrontMatter.model_validate(
        {"started": "2025-01-01T10:00Z", "resolved": "2025-01-01T11:00Z"} | more
    )
    entry = TimelineEntry(
        Position(), "10:20", Moment.from_text(at), "what happened", moment=KeyMoment(moment)
    )
    return Postmortem("a.md", meta, timeline=(entry,))
