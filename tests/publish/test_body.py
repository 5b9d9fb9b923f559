import re
from dataclasses import replace
from datetime import date

import pytest

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.publish.language import Language
from postmortem_archive.publish.rendering.body import BodyRenderer

TODAY = date(2026, 3, 14)


def postmortem(body: str) -> Postmortem:
    document = parse_document("a.md", f"---\ntitle: T\n---\n{body}".encode(), Settings())
    assert document.postmortem
    return document.postmortem


@pytest.mark.parametrize(
    ("hostile", "seconds", "reason"),
    [("![" * 40_000, 1, "takes too long"), ("1. " * 2_000, 30, "nests too deeply")],
)
def test_a_hostile_body_is_given_as_written_and_the_next_one_is_rendered(
    hostile: str, seconds: float, reason: str
) -> None:
    bodies = BodyRenderer(TODAY, None, Language(), seconds)
    body = bodies.render(postmortem(f"## Summary\n\n{hostile}\n\n<b>"), str, str)
    assert reason in body.problem
    (part,) = body.parts
    assert part.html.startswith("<p>This text could not be laid out.</p><pre>## Summary")
    assert "<b>" not in part.html
    good = bodies.render(postmortem("## Summary\n\n**All** is well."), str, str)
    assert good.problem == ""
    assert "<strong>All</strong> is well." in good.parts[0].html


TIMELINE = "## Timeline\n\nAll times in UTC.\n\n"


@pytest.mark.parametrize(
    ("events", "places"),
    [
        ("| Time | What |\n|---|---|\n| 10:00 | a |\n| 10:05 | b \\| |\n", ["tr", "tr"]),
        ("- 10:00 **a**\n- 10:05 `b`  \n  c\n", ["li", "li"]),
        ("- 10:00 a\n\n- 10:05 b\n", ["li", "li"]),
        ("### 10:00 a\n\ntext\n\n### 10:05 b ###\n\ntext\n", ["span", "span"]),
        ("10:00 - a\n10:05 - b\n", ["p", "span"]),
    ],
)
def test_events_have_ids_and_their_text_stays(events: str, places: list[str]) -> None:
    item = postmortem(f"{TIMELINE}{events}")
    assert len(item.timeline) == 2
    body = BodyRenderer(TODAY, None, Language()).render(item, str, str)
    html = "".join(part.html for part in body.parts)
    assert re.findall(r'<(\w+) id="pm-event-\d"', html) == places
    assert body.anchors == {"pm-event-0", "pm-event-1"}
    bare = re.sub(r' id="pm-event-\d"|<span></span>', "", html)
    unmarked = BodyRenderer(TODAY, None, Language()).render(replace(item, timeline=()), str, str)
    assert bare.replace("<span></span>", "") == "".join(part.html for part in unmarked.parts)


def test_a_block_of_code_that_holds_events_stays_as_it_is() -> None:
    text = f"{TIMELINE}```python\n10:00 a\n10:05 b\n```\n"
    item = postmortem(text)
    assert item.timeline
    body = BodyRenderer(TODAY, None, Language()).render(item, str, str)
    unmarked = BodyRenderer(TODAY, None, Language()).render(replace(item, timeline=()), str, str)
    assert body == unmarked
    assert body.anchors == set()


def test_no_author_writes_an_id_of_the_page() -> None:
    forged = '<p id="&#xfdd2;event-0&#xfdd3;">x</p>\n\n<p id="pm-event-0">y</p>\n\n'
    item = postmortem(f"## Summary\n\n{forged}{TIMELINE}- 10:00 a\n- 10:05 b\n")
    body = BodyRenderer(TODAY, None, Language()).render(item, str, str)
    html = "".join(part.html for part in body.parts)
    assert html.count('id="pm-event-0"') == 1
    assert '<li id="pm-event-0">10:00 a</li>' in html
    assert html.count('id="pm-event-1"') == 1


@pytest.mark.parametrize(
    ("whys", "steps"),
    [
        ("1. Why a? b.\n2. Why b? c.\n", 2),
        ("- Why a? b.\n  - Why b? c.\n    - Why c? d.\n", 3),
        ("1. Why a? b.\n\n2. Why b? c.\n", 2),
        ("**Why a?** b.\n\n**Why b?** c.\n", 2),
    ],
)
def test_the_steps_of_a_chain_of_whys_are_marked_and_keep_their_words(
    whys: str, steps: int
) -> None:
    item = postmortem(f"## Root cause\n\n### Five whys\n\n{whys}\n### Factors\n\n- x\n")
    html = BodyRenderer(TODAY, None, Language()).render(item, str, str).parts[0].html
    assert len(re.findall(r'<(?:li|p) class="pm-why">', html)) == steps
    unmarked = (
        BodyRenderer(TODAY, None, Language()).render(replace(item, whys=()), str, str).parts[0].html
    )
    assert re.sub(r' class="pm-whys?"', "", html) == unmarked
    assert "<li>x</li>" in html


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("## A\n\n#### B\n\n##### C\n\n### D\n\n## E\n", "23432"),
        ("#### A\n\n## B\n", "22"),
        ("# T\n\n# A\n\n### B\n\n> ###### C\n", "234"),
    ],
)
def test_no_level_of_headings_is_skipped(written: str, levels: str) -> None:
    body = BodyRenderer(TODAY, None, Language()).render(postmortem(written), str, str)
    html = "".join(part.html for part in body.parts)
    assert "".join(re.findall(r"<h(\d)", html)) == levels


@pytest.mark.parametrize(
    ("text", "ways_back"),
    [
        ("Text[^1] and[^1] text.", ["#fnref:1", "#fnref2:1"]),
        ("<div>See [^1].</div>", []),
        ("Text[^2].\n\n<div>See [^1].</div>\n\n[^2]: Other.", ["#fnref:2"]),
    ],
)
def test_footnotes_lead_back_only_to_references_that_are_there(
    text: str, ways_back: list[str]
) -> None:
    item = postmortem(f"## Summary\n\n{text}\n\n[^1]: The note.\n")
    body = BodyRenderer(TODAY, None, Language()).render(item, lambda to: to, str)
    html = "".join(part.html for part in body.parts)
    assert "The note." in html
    found = re.findall(r'href="(#[^"]*fnref[^"]*)"', html)
    assert [to.replace("pm-", "") for to in found] == ways_back
