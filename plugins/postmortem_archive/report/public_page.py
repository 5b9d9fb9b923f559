"""A public text as it would be read outside: for those who approve it, before they do."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from postmortem_archive.archive.public_texts import Examined, Reason
from postmortem_archive.edition.approvals import ANYBODY
from postmortem_archive.edition.link_edits import with_links
from postmortem_archive.edition.plain_markdown import is_elsewhere
from postmortem_archive.edition.text import PublicSection
from postmortem_archive.model.front_matter import Approval, Kind
from postmortem_archive.model.link import Link, LinkKind
from postmortem_archive.model.visible import visible

from .lines import print_line, print_parts
from .markdown_text import prose
from .output import Output

if TYPE_CHECKING:  # a file or a pipe needs no rich
    from rich.console import Console

NO_TITLE = "(no public title yet)"

Fact = tuple[str, str]
"""What a fact is called, and what it is."""


def write_page(examined: Examined, output: Output) -> None:
    """Write the page: its title and facts, its hash and approvals, then its text.

    On a terminal the Markdown is shown as it would look; elsewhere it stays Markdown.
    """
    title = visible(examined.text.title or NO_TITLE)
    print_parts(output, [(title, "bold") if output.is_terminal else f"# {title}"])
    for facts in (facts_of(examined), standing_facts(examined)):
        print_parts(output, [""])
        for name, value in facts:
            print_parts(output, [(f"{name}: ", "dim"), visible(value)])
    print_parts(output, [""])
    _write_markdown(_sections(examined), output)


def write_markdown_page(examined: Examined, output: Output) -> None:
    """Write the same as Markdown, whatever the output is."""
    _write_lines(f"# {prose(examined.text.title or NO_TITLE)}\n", output)
    for name, value in (*facts_of(examined), *standing_facts(examined)):
        _write_lines(f"- {name}: {prose(value)}", output)
    _write_lines(f"\n{_sections(examined)}", output)


def write_reasons(reasons: Sequence[Reason], path: str, output: Output) -> None:
    """Write why a text must not leave as it stands: where, what, and how to mend it."""
    for reason in reasons:
        place = f"{visible(path)}:{reason.line}: "
        print_parts(output, [(place, "bold"), visible(reason.message)])
        if reason.hint:
            print_parts(output, [("fix: ", "green"), visible(reason.hint)], 4)


def facts_of(examined: Examined) -> Iterator[Fact]:
    """What is said outside beside title and text."""
    text = examined.text
    if text.kind is Kind.NEAR_MISS:
        yield "Kind", "near miss"
    if text.started:
        yield "Began", text.started.in_words
    if text.resolved:
        yield "Over", text.resolved.in_words
    if text.services:
        yield "Services", ", ".join(text.services)
    if text.severity:
        yield "Severity", text.severity
    if text.title or examined.postmortem.meta.public_id:  # else it would be made of the title
        yield "Page", text.id


def standing_facts(examined: Examined) -> Iterator[Fact]:
    """The hash of the text, and who has approved it; nobody outside reads this."""
    how = examined.standing
    yield "Hash", how.digest
    if how.given:
        yield "Approved", "; ".join(map(approval_said, how.given))
    if how.void:
        yield "Approved before it was changed", "; ".join(map(approval_said, how.void))
    if how.missing:
        yield "Not approved yet", missing_said(how.missing)


def approval_said(approval: Approval) -> str:
    """An approval in words: ``legal (ana, 2026-03-14)``."""
    return f"{approval.role} ({approval.by}, {approval.on})"


def missing_said(missing: Sequence[str]) -> str:
    """The roles that have not approved a text."""
    return "by anybody" if tuple(missing) == (ANYBODY,) else f"by {', '.join(missing)}"


def shown_body(section: PublicSection) -> str:
    """The Markdown of a section as it is read outside: links to internal pages are plain text."""
    return with_links(section.body, _target)


def _target(link: Link) -> str | None:
    stays = link.kind is LinkKind.IMAGE or is_elsewhere(link.target)
    return link.target if stays else None


def _sections(examined: Examined) -> str:
    sections = examined.text.sections
    return "\n\n".join(f"## {one.heading}\n\n{shown_body(one)}" for one in sections)


def _write_markdown(markdown: str, output: Output) -> None:
    if not output.is_terminal:
        _write_lines(markdown, output)
        return
    from rich.markdown import Markdown  # noqa: PLC0415 - only on a terminal
    from rich.text import Text  # noqa: PLC0415 - as above

    console = cast("Console", output)  # whatever says that it is a terminal is one of rich
    shown = Markdown("\n".join(map(visible, markdown.split("\n"))), hyperlinks=False)
    for line in console.render_lines(shown, pad=False):
        # entities such as &#x202e; become characters only here
        pieces = [(visible(one.text), one.style or "") for one in line if not one.control]
        shown_line = Text.assemble(*pieces)
        shown_line.rstrip()
        print_line(console, shown_line, wrap=False)


def _write_lines(text: str, output: Output) -> None:
    for line in text.split("\n"):
        print_parts(output, [visible(line)], wrap=False)
