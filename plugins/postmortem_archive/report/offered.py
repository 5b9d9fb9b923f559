"""The public texts that a check came across, for the report that shows them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.edition.approvals import Standing
from postmortem_archive.model.card import Card
from postmortem_archive.model.card_public import CardPublic
from postmortem_archive.rules.shared.public import standing_of


class Offered(NamedTuple):
    """A postmortem that is offered to those outside.

    Attributes:
        path: as it is shown.
        card: what is known of the postmortem.
        public: what would be read of it.
        standing: who has approved that.
    """

    path: str
    card: Card
    public: CardPublic
    standing: Standing


def offered_of(
    cards: Iterable[Card],
    roles: Sequence[str],
    digest_of: Callable[[str], str],
    shown_path: Callable[[str], str],
) -> Iterator[Offered]:
    """Those of the postmortems that are offered.

    Args:
        cards: of the postmortems.
        roles: those that have to approve a public text.
        digest_of: SHA-256 (hex) of an image by its path; empty where there is none.
        shown_path: turns a file's path into the one that is shown.
    """
    for card in cards:
        if card.public:
            standing = standing_of(card.public, roles, digest_of)
            yield Offered(shown_path(card.path), card, card.public, standing)
