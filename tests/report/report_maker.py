"""Findings and reports for the tests of the formats, filled with what a test wants."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

from rich.console import Console

from postmortem_archive.edition.approvals import Standing
from postmortem_archive.model.card import Card
from postmortem_archive.model.card_public import CardImage, CardLine, CardPublic, CardSection
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.front_matter import Approval, FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, Postmortem
from postmortem_archive.report.formats import write_report
from postmortem_archive.report.offered import Offered
from postmortem_archive.report.report import Report
from postmortem_archive.search.precedents import OpenAction, Precedent, Precedents
from postmortem_archive.search.relation import Relation


def finding(**given: object) -> Diagnostic:
    values: dict[str, Any] = {
        "code": "PM107",
        "level": Level.ERROR,
        "path": "postmortems/2026/a.md",
        "position": Position(5, 12),
        "message": "unknown service `chekout`",
        "hint": "write `checkout`",
        "source": "services: [chekout]",
    }
    return Diagnostic(**{**values, **given})


def past(text: str = "Checkout failed", name: str = "2025-01-02-pool") -> Postmortem:
    """A postmortem that says ``text`` wherever it can say something."""
    meta = FrontMatter.model_construct(
        title=text, severity=text, started=Moment.of_day(date(2025, 1, 2)), tags=(text,)
    )
    actions = (ActionItem(Position(9, 1), text, (text,), date(2025, 2, 3)),)
    return Postmortem(f"2025/{name}.md", meta, actions=actions)


def history(text: str = "checkout", name: str = "2025-01-02-pool") -> Precedents:
    """What happened before a postmortem: one like it, with an open and an overdue action item."""
    other = past(text, name)
    (action,) = other.actions
    later = replace(action, due=date(2027, 1, 1))
    entries = (OpenAction(action, is_overdue=True), OpenAction(later, is_overdue=False))
    relation = Relation(other.path, False, (text,), (text,), text, (text,), 1.0)
    found = Precedent(other, relation, entries)
    return Precedents(past(text, name), (found,))


def offered(text: str = "Payments failed", **card: Any) -> Offered:
    """A public text that says ``text`` wherever it can say something, approved, void and missing."""
    line = CardLine(text, 3, 4)
    public = CardPublic(
        id=text,
        mark="5b0e",
        title=line,
        severity=text,
        services=(text, text),
        sections=(CardSection("Summary", (line, CardLine(f"{text} again", 4, 4))),),
        images=(CardImage(f"2026/{text}.png", 5, 1),),
        approvals=(),
        is_faultless=True,
        id_line=3,
        id_column=4,
    )
    on = Moment.of_day(date(2026, 3, 18))
    given, void = (
        Approval.model_construct(role=role, by=text, on=on, text="5b0e")
        for role in (f"{text} given", f"{text} void")
    )
    standing = Standing("ddcf5ac26fa76415", (given,), (void,), (f"{text} void", f"{text} missing"))
    about = {
        "status": "published",
        "started": "2026-03-12T14:05:00+00:00",
        "resolved": "2026-03-13",
        **card,
    }
    of_it = Card(f"2026/{text}.md", public=public, **about)
    return Offered(f"postmortems/2026/{text}.md", of_it, public, standing)


def hostile_report(text: str) -> Report:
    """A report that has ``text`` in every place where something of an archive can be."""
    items = [
        finding(level=level, path=path, message=message, hint=text, source=text)
        for level in Level
        for path in (text, f"a/{text}.md")
        for message in (text, f"the action `{text}` is `{text}`", "word " * 9 + text)
    ]
    return Report(
        tuple(items),
        3,
        known=2,
        fixable=1,
        files=(f"b/{text}.md",),
        precedents=(history(text, text),),
        offered=(offered(text),),
    )


def render(name: str, report: Report, **console: Any) -> str:
    """What a format prints, to a pipe unless said otherwise."""
    stream = io.StringIO()
    options = {"width": 80, "color_system": None, "legacy_windows": False, **console}
    write_report(name, report, Console(file=stream, **options))
    return stream.getvalue()
