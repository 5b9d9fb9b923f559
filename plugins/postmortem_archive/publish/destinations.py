"""What the addresses in an author's text lead to: asked when a page is made, and before it is left as it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

Asked = Sequence[tuple[str, str, str | None]]
"""What was asked: ``link`` or ``image``, the address as written, and that on the site, if there is one."""


class Destinations(Protocol):
    """Says what addresses lead to, and notes what came of it.

    Attributes:
        images: files to publish: address on the site to path on disk.
        notes: what a maintainer should know; one line each.
    """

    images: dict[str, Path]
    notes: list[str]

    def link(self, address: str) -> str | None:
        """The address to print for that of a link."""

    def image(self, address: str) -> str | None:
        """The address to print for that of an image."""

    def start_again(self) -> None:
        """Forget what was asked."""


def lead_there_still(asked: Asked, destinations: Destinations) -> bool:
    """Whether all that was asked is answered now as it was then; where not, it is as if nothing was asked."""
    for kind, address, answer in asked:
        now = (destinations.link if kind == "link" else destinations.image)(address)
        if now != answer:
            destinations.start_again()
            return False
    return True
