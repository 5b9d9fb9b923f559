"""Another postmortem that is worth reading beside one, and how the reason is told."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Relation(NamedTuple):
    """Another postmortem, and why it is worth reading beside this one.

    Attributes:
        path: of the other one, relative to the archive's folder.
        named: one of the two names the other as related.
        causes: the causes that both have, in the order of this one.
        services: the services that both have, in the order of this one.
        trigger: what set off both; empty where that was not the same.
        words: telling words that both have, as this one writes them, most telling first.
        likeness: how much alike they are; see ``LEAST_ALIKE``.
    """

    path: str
    named: bool
    causes: tuple[str, ...]
    services: tuple[str, ...]
    trigger: str
    words: tuple[str, ...]
    likeness: float


def reason(relation: Relation, shown: Callable[[str, str], str]) -> str:
    """Why another postmortem is worth reading, in half a sentence; empty where words cannot tell.

    Args:
        relation: what is to be told.
        shown: how a value is shown, given its kind (``cause``, ``service``, ``trigger``, ``word``).
    """
    parts = ["linked by its author"] if relation.named else []
    causes, services = (
        ", ".join(shown(kind, value) for value in values)
        for kind, values in (("cause", relation.causes), ("service", relation.services))
    )
    if causes:
        place = f" in {services}" if services else ""
        parts.append(f"same {_plural('cause', relation.causes)} {causes}{place}")
    elif services:
        parts.append(f"same {_plural('service', relation.services)} {services}")
    if relation.trigger:
        parts.append(f"same trigger {shown('trigger', relation.trigger)}")
    if relation.words:
        words = ", ".join(shown("word", word) for word in relation.words)
        parts.append(f"also {words}" if parts else f"both have {words}")
    return "; ".join(parts)


def _plural(name: str, values: Sequence[str]) -> str:
    return name if len(values) == 1 else f"{name}s"
