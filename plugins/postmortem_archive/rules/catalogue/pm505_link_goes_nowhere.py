"""PM505: a link or an image leads to no file of the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from posixpath import dirname, normpath, relpath

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.link import linked_path
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding

_MAX_GUESSES = 20
"""Links of a file for which the nearest name is looked up; each look-up reads all names."""


class LinkGoesNowhere(ArchiveRule):
    """A link or an image leads to no file of the archive.

    ## What it does

    Follows each link, image and reference in the text that gives a path relative to its file, as
    `../2026-03-09-checkout-slow.md`, and looks for a postmortem or another regular file there.
    Links out of the archive's folder are left alone; so are links to folders, whole addresses and
    anchors. It speaks once for each path in a file.

    ## Why it matters

    A dead link is found by the reader who needs it, in the middle of the next incident. The site
    shows its text without a link, and shows no image at all.

    ## Bad example

    ```markdown
    ## References

    - [The slow checkout three days before](2026-03-09-checkout-slow.md)
    ```

    ```markdown title="2026-03-09-checkout-slow.md"
    ---
    title: Checkout was slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-09T09:00Z
    ---
    ```

    ## Good example

    ```markdown
    ## References

    - [The slow checkout three days before](../2026-03-09-checkout-slow.md)
    ```

    ```markdown title="2026-03-09-checkout-slow.md"
    ---
    title: Checkout was slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-09T09:00Z
    ---
    ```

    ## How to fix

    Write the path as seen from this file, with the extension, in the letters that the file's name
    has. If the file is gone, remove the link and keep its text.
    """

    code = "PM505"
    alias = "link-goes-nowhere"

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each path of a file that leads nowhere, at its first link."""
        paths = {card.path for card in cards}
        folders = {
            folder for path in paths for folder in accumulate(dirname(path).split("/"), _join)
        }
        by_id = {card.id: card.path for card in cards}
        for card in cards:
            guesses = 0
            for target, link in {link.target: link for link in reversed(card.links)}.items():
                path = _resolved(card.path, target)
                if path is None or path in paths or path in folders or context.file_exists(path):
                    continue
                guesses += 1
                meant = _meant(path, by_id, guess=guesses <= _MAX_GUESSES)
                yield (
                    card,
                    Finding(
                        f"the link to {quoted(target)} leads to no file of the archive",
                        link.position,
                        f"write {quoted(relpath(meant, dirname(card.path) or '.'), 255)}"
                        if meant
                        else "correct the path, or remove the link",
                        level=Level.WARNING if card.is_draft else None,
                    ),
                )


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}"


def _resolved(here: str, target: str) -> str | None:
    """The path relative to the archive's folder; ``None`` where it leads out of it, or to a folder."""
    path = linked_path(target)
    if not path or path.startswith("/") or path.endswith("/"):
        return None
    resolved = normpath(f"{dirname(here) or '.'}/{path}")
    return None if resolved == "." or resolved.split("/", 1)[0] == ".." else resolved


def _meant(path: str, by_id: Mapping[str, str], *, guess: bool) -> str | None:
    """The postmortem of that name in another folder, or of the nearest name; ``None`` if there is none.

    Args:
        path: what the link leads to.
        by_id: paths of all postmortems by their ID.
        guess: whether to look for the nearest name too.
    """
    name = path.rpartition("/")[2]
    stem, _, extension = name.rpartition(".")
    if extension not in ("md", "markdown", "html"):
        stem = name if "." not in name else ""
    near = stem if stem in by_id else nearest(stem, by_id) if stem and guess else None
    return by_id[near] if near else None
