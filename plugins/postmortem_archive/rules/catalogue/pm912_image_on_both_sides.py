"""PM912: an image of a public text is used inside too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from postmortem_archive.edition.plain_markdown import path_from
from postmortem_archive.model.card import Card
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding


class ImageOnBothSides(ArchiveRule):
    """An image of a public text is used inside too.

    ## What it does

    Looks for images that a public text shows, and that a postmortem also shows or links to outside of public
    texts: in another section, or in one that is internal.

    ## Why it matters

    An image inside is drawn again, with a host or a name more in it, by somebody who does not know that it is
    public. One that is public is a file of its own, which nobody changes by the way.

    ## Bad example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 6a129d13e83bac9c}
    ```

    ```markdown title="2026/pool.png"
    (an image)
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes.

    ![Payments over time: none from 14:05 to 15:10](pool.png)
    ```

    ```markdown
    ## References

    - [Payments over time](pool.png)
    ```

    ## Good example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 2f405a2cc7f6d1c6}
    ```

    ```markdown title="2026/pool.png"
    (an image)
    ```

    ```markdown title="2026/pool-public.png"
    (another one)
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes.

    ![Payments over time: none from 14:05 to 15:10](pool-public.png)
    ```

    ```markdown
    ## References

    - [Payments over time](pool.png)
    ```

    ## How to fix

    Copy the image, take out of the copy what is not meant for those outside, and show that in the public text.
    """

    code = "PM912"
    alias = "image-on-both-sides"
    is_fixed = True

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each image of a file, at its first place."""
        public = {image.path for card in cards if card.public for image in card.public.images}
        inside: dict[str, tuple[Card, int]] = {}
        for card in cards if public else ():
            for path, line in _inside(card, public):
                inside.setdefault(path, (card, line))
        for card in cards:
            images = card.public.images if card.public else ()
            for image in {image.path: image for image in reversed(images)}.values():
                if image.path in inside:
                    user, line = inside[image.path]
                    place = f"line {line}" if user is card else f"{quoted(user.path)}, line {line},"
                    yield (
                        card,
                        Finding(
                            f"the public text shows {quoted(image.path)}, and {place} uses it inside",
                            image.position,
                            "show a copy of it here, without what is not meant for those outside",
                        ),
                    )


def _inside(card: Card, public: set[str]) -> Iterator[tuple[str, int]]:
    """Each public image that a file uses more often than its public text does, and the line where."""
    images = card.public.images if card.public else ()
    shown = Counter(image.path for image in images)
    lines = {(image.path, image.line) for image in images}
    used: dict[str, list[int]] = {}
    for link in card.links:
        path = path_from(card.path, link.target)
        if path in public:
            used.setdefault(path, []).append(link.line)
    for path, every in used.items():
        if len(every) > shown[path]:
            elsewhere = [line for line in every if (path, line) not in lines]
            yield path, (elsewhere or every)[0]
