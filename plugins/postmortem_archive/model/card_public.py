"""What a card keeps of a postmortem that is offered to those outside: its public text, and who approved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .diagnostic import Position
from .front_matter import Approval
from .moment import Moment


class CardLine(NamedTuple):
    """A line of a public text that an author wrote, and where it stands in the file."""

    text: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where its first character stands."""
        return Position(self.line, self.column)


class CardSection(NamedTuple):
    """A section of a public text: its heading as it is shown, and its lines."""

    heading: str
    lines: tuple[CardLine, ...]


class CardImage(NamedTuple):
    """An image that a public text shows: its path relative to the archive's folder, and where."""

    path: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it is shown."""
        return Position(self.line, self.column)


class CardApproval(NamedTuple):
    """An approval, as :class:`~.front_matter.Approval` has it, and where it is; ``on`` is an ISO date."""

    role: str
    by: str
    on: str
    text: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it is."""
        return Position(self.line, self.column)

    def restored(self) -> Approval:
        """The approval itself."""
        on = Moment.from_text(self.on)
        return Approval.model_construct(role=self.role, by=self.by, on=on, text=self.text)


class CardPublic(NamedTuple):
    """What would be read outside of a postmortem, and how it stands.

    Attributes:
        id: the name of its page.
        mark: what tells the text from every other one, but for what its images show.
        title: its public title, and where that stands or should.
        severity: public name of the severity, or empty.
        services: public names of services.
        sections: what is read.
        images: what it shows, in the order of the text.
        approvals: what the file says of them, in its order.
        is_faultless: it can leave as it stands, once it is approved.
        id_line: line at which the ID stands, or that of the title of which it is made.
        id_column: the column.
    """

    id: str
    mark: str
    title: CardLine
    severity: str
    services: tuple[str, ...]
    sections: tuple[CardSection, ...]
    images: tuple[CardImage, ...]
    approvals: tuple[CardApproval, ...]
    is_faultless: bool
    id_line: int
    id_column: int

    @property
    def id_position(self) -> Position:
        """Where the ID stands, or the title of which it is made."""
        return Position(self.id_line, self.id_column)

    @property
    def lines(self) -> tuple[CardLine, ...]:
        """Every line that an author wrote, the ID among them."""
        own_id = CardLine(self.id, self.id_line, self.id_column)
        return (self.title, own_id, *(line for one in self.sections for line in one.lines))

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> CardPublic:
        """What was a row of JSON values.

        Raises:
            TypeError: it has other fields than this version's.
        """
        public = cls(*row)
        return public._replace(
            title=CardLine(*public.title),
            services=tuple(public.services),
            sections=tuple(
                CardSection(heading, tuple(CardLine(*line) for line in lines))
                for heading, lines in public.sections
            ),
            images=tuple(CardImage(*one) for one in public.images),
            approvals=tuple(CardApproval(*one) for one in public.approvals),
        )
