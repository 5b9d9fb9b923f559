"""Markdown to plain text: what is kept, what goes, and that odd input costs no time."""

import time

import pytest

from postmortem_archive.search.plain import plain_text
from time_bounds import PER_FILE


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A *bold* **word** with `code`", "A bold word with code"),
        ("- [x] done (owner: @ana)\n2. second\n> quoted", "done (owner: @ana)\nsecond\nquoted"),
        (
            "| Time | What |\n|---|:--|\n| 10:00 | **Started** it |",
            "Time · What:\n10:00 · Started it.",
        ),
        (
            "| Time | What | Source |\n|---|---|---|\n| 10:00 | Why? | [a](https://a.example/), [b][1] |\n"
            "| 10:05 | | the log of [c](https://c.example/) |",
            "Time · What:\n10:00 · Why?\n10:05 · the log of c.",
        ),
        (
            "| Action | Tracker |\n|---|---|\n| Add a limit | [OPS-7](https://a.example/) |\nafter",
            "Action · Tracker:\nAdd a limit · OPS-7.\nafter",
        ),
        ("see [the page](https://example.com/a_b 'title') now", "see the page now"),
        ("![a picture](x.png) and [ref][1]", "a picture and ref"),
        ("<https://example.com> <b>bold</b> a < b", "https://example.com  bold  a < b"),
        ("before <!-- hidden\nmore --> after", "before  after"),
        ("kept <!-- never closed", "kept"),
        ("```python\n# a comment *as is*\n```\nafter", "# a comment *as is*\nafter"),
        ("~~~\n```\ninside\n~~~", "```\ninside"),
        ("snake_case and 2 &lt; 3 \\*star\\*", "snake_case and 2 < 3 *star*"),
        ("---\n\n***\n", ""),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 100_000,
        "[a](" * 30_000,
        "<" * 100_000,
        "<a" * 50_000,
        "<!--" * 30_000,
        "> " * 50_000,
        "| " * 50_000,
        "- " * 50_000,
        "*" * 100_000,
        "`" * 100_000,
        " " * 100_000 + "x",
        "&" * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_odd_text_costs_no_time(markdown: str) -> None:
    start = time.process_time()
    plain_text(markdown)
    assert time.process_time() - start < PER_FILE
