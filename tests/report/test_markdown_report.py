"""The comment on a pull request."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from hostile_texts import hostile_texts
from postmortem_archive.edition.approvals import ANYBODY, Standing
from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.report.markdown import LONGEST, MARKER, OPEN_FINDINGS
from postmortem_archive.report.report import Report
from report_maker import finding, history, hostile_report, offered, past, render

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SNAPSHOTS = yaml.safe_load((Path(__file__).parent / "markdown_snapshots.yml").read_text("utf-8"))
HOST_LIMIT = 65_536


def many(number: int, **given: object) -> tuple[Any, ...]:
    return tuple(finding(position=Position(line, 1), **given) for line in range(1, number + 1))


def shape(markdown: str) -> list[str]:
    """The types of all tokens, with words and code alike as words."""
    found = []
    for block in PARSER.parse(markdown):
        found.append(block.type)
        for token in block.children or ():
            kind = "words" if token.type in ("text", "code_inline") else token.type
            if kind != "words" or found[-1] != "words":
                found.append(kind)
    return found


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda snapshot: snapshot["name"])
def test_snapshot(snapshot: dict[str, Any]) -> None:
    items = tuple(
        finding(
            **{
                **given,
                "level": Level(given.get("level", "error")),
                "position": Position(*given.get("position", (5, 12))),
            }
        )
        for given in snapshot.get("diagnostics", ())
    )
    precedents = {"found": (history("pool"),), "none": (replace(history(), found=()),)}
    report = Report(
        items,
        snapshot.get("checked", 28),
        known=snapshot.get("known", 0),
        fixable=snapshot.get("fixable", 0),
        precedents=precedents.get(snapshot.get("precedents", ""), ()),
    )
    assert render("markdown", report) == snapshot["output"]


@pytest.mark.parametrize("text", hostile_texts(150, seed=9), ids=ascii)
def test_hostile_text_does_not_change_the_shape(text: str) -> None:
    def comment(said: str) -> str:
        items = tuple(
            finding(level=level, path=said, message=f"{said} `{said}`", hint=said)
            for level in Level
        )
        report = Report(
            items,
            3,
            precedents=(history(said, "2025-01-02-pool"),),
            offered=(offered(said),),
        )
        return render("markdown", report)

    output = comment(f"a{text}b")
    assert shape(output) == shape(comment("harmless"))
    # a line that begins with a slash is a command for GitLab
    assert not [line for line in output.splitlines() if line.lstrip().startswith("/")]


def test_nothing_hostile_is_html() -> None:
    for text in hostile_texts(80, seed=10):
        output = render("markdown", hostile_report(text))
        html = [
            line
            for block in PARSER.parse(output)
            if block.type == "html_block"
            for line in block.content.splitlines()
        ]
        folded = ["<details>", "<summary>8 more findings</summary>", "</details>"]
        public = ["<details>", "<summary>The public text</summary>", "</details>"]
        assert html == [MARKER, *folded, *public], ascii(text)


def test_a_handful_is_open_the_rest_is_folded_away() -> None:
    items = (*many(OPEN_FINDINGS, level=Level.HINT), *many(3, path="b.md"))
    output = render("markdown", Report(items, 3))
    seen, _, folded = output.partition("<details>\n<summary>3 more findings</summary>\n\n")
    assert seen.count("**Error") == 3
    assert seen.count("**Hint") == OPEN_FINDINGS - 3
    assert seen.index("`b.md`") < seen.index("`postmortems/2026/a.md`")
    assert folded.count("**Hint") == 3
    assert "#### `postmortems/2026/a.md`" in folded


@pytest.mark.parametrize("number", [100, 1_000, 20_000])
def test_the_limit_of_the_host_is_kept(number: int) -> None:
    items = many(number, message="word " * 60, hint="hint " * 40)
    precedents = tuple(history("long " * 100, f"2025-01-02-{place}") for place in range(200))
    texts = tuple(offered("long " * 100 + str(place)) for place in range(200))
    output = render("markdown", Report(items, 3, precedents=precedents, offered=texts))
    assert len(output) < LONGEST < HOST_LIMIT
    assert len(output.encode("utf-16-le")) // 2 < HOST_LIMIT
    assert "more postmortems with precedents did not fit in here." in output
    assert "more public texts did not fit in here." in output
    shown = output.count("**Error in")
    assert 40 < shown < number + 1
    if shown < number:
        assert f"{number - shown:,} more do not fit in here" in output


def test_a_path_without_end_does_not_break_the_limit() -> None:
    items = many(40, path="a" * 4_000)
    assert len(render("markdown", Report(items, 3))) < LONGEST


def test_only_some_of_many_open_actions() -> None:
    record = history()
    (entry,) = record.found
    entry = replace(entry, open_actions=entry.open_actions * 4)
    output = render("markdown", Report((), 1, precedents=(replace(record, found=(entry,)),)))
    assert "Still open: 8 action items, 4 overdue" in output
    assert "  - 3 more\n" in output


def test_closed_actions_and_none() -> None:
    record = history()
    (entry,) = record.found
    closed = replace(entry, open_actions=())
    without = replace(closed, postmortem=replace(past(), actions=()))
    output = render(
        "markdown", Report((), 1, precedents=(replace(record, found=(closed, without)),))
    )
    assert "All its action items are closed." in output
    assert "It has no action items." in output


def test_markup_of_an_action_is_left_out() -> None:
    record = history("**Alert** at 80 % ([why](https://a.example/b))")
    output = render("markdown", Report((), 1, precedents=(record,)))
    assert ": Alert at 80 % (why)\n" in output


def test_what_would_become_public() -> None:
    output = render("markdown", Report((), 1, offered=(offered("Payments `failed` @all"),)))
    _, _, section = output.partition("### What would become public\n\n")
    assert (
        section
        == """\
**``postmortems/2026/Payments `failed` @all.md``** would be read as: Payments `failed` `@all`

- Approved by ``Payments `failed` @all given`` (``Payments `failed` @all``, 2026-03-18).
- **Void**, because the text was changed since: ``Payments `failed` @all void`` (``Payments `failed` @all``, \
2026-03-18).
- **Not approved** by ``Payments `failed` @all void``, ``Payments `failed` @all missing``.
- Images: ``2026/Payments `failed` @all.png``
- Hash of the text: `ddcf5ac26fa76415`

<details>
<summary>The public text</summary>

> ```text
> Payments `failed` @all
>
> Severity: Payments `failed` @all
> Services: Payments `failed` @all, Payments `failed` @all
> Started: 2026-03-12 14:05 UTC
> Resolved: 2026-03-13
>
> ## Summary
>
> Payments `failed` @all
> Payments `failed` @all again
> ```

</details>
"""
    )


def test_a_public_text_that_waits_has_faults_and_is_approved_by_nobody() -> None:
    one = offered(status="in-review")
    one = one._replace(
        public=one.public._replace(is_faultless=False, images=()),
        standing=Standing("ddcf5ac26fa76415", (), (), (ANYBODY,)),
    )
    facts = render("markdown", Report((), 1, offered=(one,))).partition("\n<details>")[0]
    assert facts.endswith("""
- **It cannot become public as it stands**; the findings say why.
- It waits until it is published; its status is `in-review`.
- **Not approved** by anybody.
- Hash of the text: `ddcf5ac26fa76415`
""")


def test_a_fence_in_a_public_text_does_not_end_the_quotation() -> None:
    output = render("markdown", Report((), 1, offered=(offered("````"),)))
    assert "> `````text\n> ````\n" in output
    assert [block.type for block in PARSER.parse(output)].count("fence") == 1


def test_a_long_public_text_is_cut_and_wrapped() -> None:
    one = offered()
    title = one.public.title._replace(text="word " * 3_000)
    one = one._replace(public=one.public._replace(title=title))
    output = render("markdown", Report((), 1, offered=(one,)))
    lines = [line for line in output.splitlines() if line.startswith("> ")]
    assert max(map(len, lines[:-2])) <= 102
    assert not any(line.startswith(">  ") for line in lines)
    assert lines[-2].startswith("> … The rest does not fit in here: postmortem preview ")
