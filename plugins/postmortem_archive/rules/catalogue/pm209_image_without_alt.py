"""PM209: an image has no text for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.link import LinkKind
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule


class ImageWithoutAlt(PostmortemRule):
    """An image has no text for those who do not see it.

    ## What it does

    Reports an image without text in its brackets, `![](graph.png)`, and one written as `<img>`
    whose `alt` is missing or empty.

    ## Why it matters

    The text is what a screen reader reads, what the search finds, and all that is left when the
    image is gone. Graphs are the evidence of an incident; in words they last longer.

    ## Bad example

    ```markdown
    ## Impact

    All customers were hit for 65 minutes: 4,200 payments were refused. No data was lost.

    ![](https://graphs.example/refused.png)
    ```

    ## Good example

    ```markdown
    ## Impact

    All customers were hit for 65 minutes: 4,200 payments were refused. No data was lost.

    ![Refused payments: none before 14:05, 65 a minute until 15:10](https://graphs.example/refused.png)
    ```

    ## How to fix

    Say in a few words what the image shows, not that it is one: the figure that the reader should
    take from it.
    """

    code = "PM209"
    alias = "image-without-alt"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each image."""
        for link in postmortem.links:
            if link.kind is LinkKind.IMAGE and not link.text:
                is_embedded = link.target.startswith("data:")
                file = "" if is_embedded else link.target.rpartition("/")[2]
                name = f"the image {quoted(file)}" if file else "this image"
                yield Finding(
                    f"{name} has no text for those who do not see it",
                    link.position,
                    "say what it shows between `![` and `]`, or in `alt` where it is an `<img>`",
                )
