"""What would become public, as Markdown: each public text as it would be read, and who approved it."""

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from postmortem_archive.edition.approvals import ANYBODY
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count, shown

from .markdown_text import code, prose
from .offered import Offered

LONGEST_TEXT = 8_000
"""Most characters of one public text that are shown."""

MOST_NAMES = 20
"""Most images, approvals and roles of a public text that are listed."""

_HEADING = "### What would become public"
_WIDTH = 100
_LONGEST_PATH = 255
_CUT = "… The rest does not fit in here: postmortem preview {id} --edition public"
_BACKQUOTES = re.compile(r"`+")


def what_becomes_public(offered: Sequence[Offered], room: int) -> str:
    """The section about public texts, of at most ``room`` characters; empty where there is none."""
    if not offered:
        return ""
    blocks: list[str] = []
    for one in offered:
        block = _block(one)
        room -= len(block) + 2
        if room < 0:
            break
        blocks.append(block)
    if left := len(offered) - len(blocks):
        blocks.append(f"{count(left, 'more public text')} did not fit in here.")
    return "\n\n".join([_HEADING, *blocks])


def _block(one: Offered) -> str:
    facts = "\n".join(f"- {fact}" for fact in _facts(one))
    lines = "\n".join(f"> {line}".rstrip() for line in _quotation(one))
    folded = f"<details>\n<summary>The public text</summary>\n\n{lines}\n\n</details>"
    return f"**{code(one.path)}** would be read as: {prose(one.public.title.text)}\n\n{facts}\n\n{folded}"


def _facts(one: Offered) -> Iterator[str]:
    standing = one.standing
    if not one.public.is_faultless:
        yield "**It cannot become public as it stands**; the findings say why."
    if not one.card.is_due:
        yield f"It waits until it is published; its status is {code(one.card.status or 'draft')}."
    if standing.given:
        yield f"Approved by {_approvals(standing.given)}."
    if standing.void:
        yield f"**Void**, because the text was changed since: {_approvals(standing.void)}."
    if standing.missing == (ANYBODY,):
        yield "**Not approved** by anybody."
    elif standing.missing:
        yield f"**Not approved** by {_listed([code(shown(role)) for role in standing.missing])}."
    if one.public.images:
        paths = dict.fromkeys(image.path for image in one.public.images)
        yield f"Images: {_listed([code(shown(path, _LONGEST_PATH)) for path in paths])}"
    yield f"Hash of the text: {code(standing.digest)}"


def _approvals(approvals: Sequence[Approval]) -> str:
    return _listed(
        [
            f"{code(shown(one.role))} ({code(shown(one.by))}, {one.on.day.isoformat()})"
            for one in approvals
        ]
    )


def _listed(words: Sequence[str]) -> str:
    more = len(words) - MOST_NAMES
    return ", ".join(words[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")


def _quotation(one: Offered) -> list[str]:
    """The lines of the text as a block of code, in which nothing is obeyed, and nobody is called."""
    kept: list[str] = []
    room = LONGEST_TEXT
    for line in _lines(one):
        if room <= 0:
            break
        text = visible(line[:room])
        indent = text[: len(text) - len(text.lstrip())][: _WIDTH // 2]
        kept += wrap(text, _WIDTH, subsequent_indent=indent) or [""]
        room -= len(text) + 1
    if room <= 0:
        kept.append(_CUT.format(id=visible(one.card.id)))
    runs = [len(run) for line in kept for run in _BACKQUOTES.findall(line)]
    fence = "`" * max(3, 1 + max(runs, default=0))
    return [f"{fence}text", *kept, fence]


def _lines(one: Offered) -> Iterator[str]:
    public, card = one.public, one.card
    yield public.title.text
    yield ""
    facts = {
        "Severity": public.severity,
        "Services": ", ".join(public.services),
        "Started": _time(card.started),
        "Resolved": _time(card.resolved),
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)
    for section in public.sections:
        yield from ("", f"## {section.heading}", "")
        yield from (line.text for line in section.lines)


def _time(iso: str) -> str:
    return Moment.from_text(iso).in_words if iso else ""
