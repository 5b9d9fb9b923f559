"""No word gets lost: the invariant itself, and texts made at random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from import_runs import words
from postmortem_archive.importing.base import Source
from postmortem_archive.importing.convert import compose, convert
from postmortem_archive.importing.errors import RefusedError
from postmortem_archive.importing.registry import reader_of
from postmortem_archive.importing.words import Words, refuse_changed, refuse_lost, words_of
from postmortem_archive.model.settings import Settings

PIECES = (
    *("# Mail was late", "# Summary", "## Impact", "### Timeline ###", "Timeline\n--------"),
    *("## Root cause {#why}", "#### :fire: What we saw", "## Action items", "### 10:15", "# Stats"),
    *(
        "**Impact:** five users",
        "**Timeline**\n10:00 first\n11:00 second",
        "__Root cause__: a typo",
    ),
    *(
        "* **Impact**: none\n* **Timeline**:\n  * 10:00 a\n  * 11:00 b",
        "- one\n- two",
        "* [x] done",
    ),
    *(
        "10:00 it begins",
        "2024-05-01 10:00Z - it begins\n10:20 it ends",
        "- 10:00 UTC a\n- 10:30 b",
    ),
    *("| Time | Event |\n|---|---|\n| 10:00 | down |", "```\n## no heading\n10:00 x\n```"),
    *("<!-- a comment -->", "text that goes\non for lines", "> said `so` _and_ so", "1. a\n2. b"),
    *("[a]: b.png", "![p](c/d.png) and [x](<e f.txt>)", "    indented | code", "---", "***"),
    *(
        "::: update Resolved | 2024-05-01T10:00:00Z\nwell\n:::",
        'ok {{< track "2024-05-01 10:00" >}}',
    ),
    *("### Immediate actions (completed)\n\n- buy disks", "<details>\n\nmore\n\n</details>"),
)
FRONT = (
    *("", "---\ntitle: A title\ndate: 2024-05-01\n---\n", "---\ntitle: [never closed\n---\n"),
    *(
        "+++\ntitle = 'T'\ndate = 2024-05-01\n+++\n",
        "---\n# a hint\nseverity: Major\ntags: [a, b]\n---\n",
    ),
    *("---\nstarted: 2024-05-01T10:00:00+02:00\nreferences: [{title: a, url: b}]\n---\n", "---\n"),
)
MARKUP = {"track", "update"}
"""Words that are markup of status pages."""


@settings(max_examples=60)
@given(some.sampled_from(FRONT), some.lists(some.sampled_from(PIECES), min_size=1, max_size=8))
def test_no_word_of_any_text_is_lost(front: str, pieces: list[str]) -> None:
    text = front + "\n\n".join(pieces) + "\n"
    source = Source("a/2024-05-01-made.md", text.encode(), text)
    reader = reader_of(source)
    assert reader is not None
    made = convert(source, reader.read(source), Settings())
    result, _ = compose(made, "x.md", made.draft.body, [], (Words(), Words()))
    lost = words(text) - words(result)
    assert set(lost) <= MARKUP
    assert lost["track"] <= text.count("{{< track")
    assert lost["update"] <= text.count("::: update")


def test_a_lost_word_is_refused() -> None:
    with pytest.raises(RefusedError, match="1 of the words of the text would be lost: disk"):
        refuse_lost(words_of("disk full, disk"), words_of("full disk"), "the text")


def test_an_added_word_is_refused() -> None:
    with pytest.raises(RefusedError, match="1 words would be added to the text: more"):
        refuse_changed(words_of("disk"), words_of("disk more"), "the text")


def test_words_are_counted_in_their_case_and_without_signs() -> None:
    assert words_of("Disk_full, *disk* 10:15") == Words(["Disk", "full", "disk", "10", "15"])
