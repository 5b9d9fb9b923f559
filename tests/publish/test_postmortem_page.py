import pytest

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.publish.messages import diagnostic_line
from postmortem_archive.publish.pages.postmortem import history_url
from postmortem_archive.publish.rendering.action_rows import ticket_address


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
