"""What happened before the postmortems that a branch changes."""

from collections.abc import Iterable

from postmortem_archive.archive.check import Checked
from postmortem_archive.archive.discover import discover
from postmortem_archive.archive.read import read_bytes
from postmortem_archive.archive.reading import read_document
from postmortem_archive.archive.today import today
from postmortem_archive.model.card import Card
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.precedents import Precedents, precedents

MOST_READ = 1_000
"""Past postmortems that are read; in a larger archive, those with a shared cause or service."""


def precedents_of(checked: Checked) -> tuple[Precedents, ...]:
    """What happened before each changed postmortem; nothing where a whole archive was checked."""
    if not checked.changed:
        return ()
    cards = [file.card for file in checked.files if file.card.understood]
    changed = [card for card in cards if card.path in checked.changed]
    past = _most_likely(changed, [card for card in cards if card.path not in checked.changed])
    read = {item.path: item for item in _read(checked, [*changed, *past])}
    new = [read[card.path] for card in changed if card.path in read]
    return precedents(new, tuple(read.values()), today())


def _most_likely(changed: list[Card], past: list[Card]) -> list[Card]:
    if len(past) <= MOST_READ:
        return past
    causes = {value for card in changed for value in card.causes}
    services = {value for card in changed for value in card.services}
    kindred = [card for card in past if causes & {*card.causes} or services & {*card.services}]
    return sorted(kindred, key=lambda card: card.started, reverse=True)[:MOST_READ]


def _read(checked: Checked, cards: Iterable[Card]) -> Iterable[Postmortem]:
    found = {item.path: item for item in discover(checked.project.folder)}
    for card in cards:
        if card.path in found:
            data = read_bytes(found[card.path])
            document = read_document(card.path, data, checked.settings)
            if document.postmortem:
                yield document.postmortem
