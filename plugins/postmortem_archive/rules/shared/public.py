"""The public text of a postmortem, made once for all rules that look at it, and kept in its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from postmortem_archive.edition.approvals import Standing, standing
from postmortem_archive.edition.fault import FaultKind
from postmortem_archive.edition.text import PublicText, bound_digest, is_offered, public_text
from postmortem_archive.model.card_public import (
    CardApproval,
    CardImage,
    CardLine,
    CardPublic,
    CardSection,
)
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from ..base import Finding, gentler_in_draft


def offered_text(postmortem: Postmortem, settings: Settings) -> PublicText | None:
    """What would be read outside of a postmortem; ``None`` where it is not offered."""
    return _made(_Both(postmortem, settings)) if is_offered(postmortem) else None


def faults_of(postmortem: Postmortem, settings: Settings, kind: FaultKind) -> Sequence[Finding]:
    """The faults of one kind of an offered text, gentler in a draft; none where it is not offered."""
    text = offered_text(postmortem, settings)
    level = gentler_in_draft(postmortem)
    return [
        Finding(fault.message, fault.position, fault.hint, level=level)
        for fault in (text.faults if text else ())
        if fault.kind is kind
    ]


def card_public(postmortem: Postmortem, settings: Settings) -> CardPublic | None:
    """What a card keeps of the public text; ``None`` where the postmortem is not offered."""
    text = offered_text(postmortem, settings)
    if text is None:
        return None
    own_id = postmortem.position_of("public_id") if postmortem.meta.public_id else None
    id_position = own_id or text.title_position
    return CardPublic(
        id=text.id,
        mark=text.mark,
        title=_line(text.title, text.title_position),
        severity=text.severity,
        services=text.services,
        sections=tuple(
            CardSection(one.heading, tuple(_line(*line) for line in one.lines))
            for one in text.sections
        ),
        images=tuple(
            CardImage(one.path, one.position.line, one.position.column) for one in text.images
        ),
        approvals=tuple(_approvals(postmortem)),
        is_faultless=not text.faults,
        id_line=id_position.line,
        id_column=id_position.column,
    )


def standing_of(
    public: CardPublic, roles: Sequence[str], digest_of: Callable[[str], str]
) -> Standing:
    """How the approval of a public text stands.

    Args:
        public: the text, and what is said of approvals.
        roles: those that have to approve.
        digest_of: SHA-256 (hex) of an image by its path; empty where there is none.
    """
    digest = bound_digest(public.mark, (digest_of(image.path) for image in public.images))
    return standing([one.restored() for one in public.approvals], roles, digest)


class _Both:
    """A postmortem and its settings, told from others by which objects they are, not by what they hold."""

    def __init__(self, postmortem: Postmortem, settings: Settings) -> None:
        self.postmortem = postmortem
        self.settings = settings

    def __hash__(self) -> int:
        return id(self.postmortem)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Both)
            and self.postmortem is other.postmortem
            and self.settings is other.settings
        )


@lru_cache(maxsize=1)  # the rules look at one file after the other
def _made(both: _Both) -> PublicText:
    return public_text(both.postmortem, both.settings)


def _line(text: str, position: Position) -> CardLine:
    return CardLine(text, position.line, position.column)


def _approvals(postmortem: Postmortem) -> list[CardApproval]:
    found = []
    for number, one in enumerate(postmortem.meta.approved_by):
        place = postmortem.position_of("approved_by", number)
        on = one.on.day.isoformat()
        found.append(CardApproval(one.role, one.by, on, one.text, place.line, place.column))
    return found
