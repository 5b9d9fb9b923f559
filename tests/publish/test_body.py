from datetime import date

import pytest

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.publish.rendering.body import BodyRenderer

TODAY = date(2026, 3, 14)


def postmortem(body: str) -> Postmortem:
    document = parse_document("a.md", f"---\ntitle: T\n---\n{body}".encode(), Settings())
    assert document.postmortem
    return document.postmortem


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [("![" * 40_000, "takes too long"), ("1. " * 2_000, "nests too deeply")],
)
def test_a_hostile_body_is_given_as_written_and_the_next_one_is_rendered(
    hostile: str, reason: str
) -> None:
    bodies = BodyRenderer(TODAY, None, seconds=1)
    body = bodies.render(postmortem(f"## Summary\n\n{hostile}\n\n<b>"), str, str)
    assert reason in body.problem
    (part,) = body.parts
    assert part.html.startswith("<p>This text could not be laid out.</p><pre>## Summary")
    assert "<b>" not in part.html
    good = bodies.render(postmortem("## Summary\n\n**All** is well."), str, str)
    assert good.problem == ""
    assert "<strong>All</strong> is well." in good.parts[0].html
