"""Pages that MkDocs does not build are made here, where what they show has changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from .course import Course
from .destinations import Asked, Destinations, lead_there_still
from .keeping.finished_pages import Builder, FinishedFile
from .keeping.outputs import Made, Outputs
from .messages import Log, as_plugin_error
from .page import GeneratedPage, Written
from .page_filling import PageFilling


@dataclass
class Finishing:
    """Has the pages of one build on the site that MkDocs does not build.

    Attributes:
        filling: fills them.
        builder: what they are built with.
        outputs: has files on the site.
        around: what stands for all that surrounds a page's content.
        course: is told how far things are.
        total: how many pages there are.
        done: how many of them are on the site.
    """

    filling: PageFilling
    builder: Builder
    outputs: Outputs
    around: Sequence[str]
    course: Course
    total: int
    done: int = 0

    def finish(self, generated: GeneratedPage, file: FinishedFile, log: Log) -> None:
        """Have a page on the site; make it where what it shows has changed.

        Args:
            generated: the page.
            file: its file.
            log: is told what a maintainer should know of the page.

        Raises:
            PluginError: the page cannot be made.
        """
        found: list[Destinations] = []

        def holds(asked: Asked) -> bool:
            destinations = generated.destinations() if generated.destinations else None
            if destinations is None or not lead_there_still(asked, destinations):
                return not asked
            found.append(destinations)
            return True

        def make() -> Made:
            written: list[Written] = []
            output = self.builder.page(
                file, lambda page: written.append(self.filling.fill(page, generated, log))
            )
            data = output.encode("utf-8", errors="xmlcharrefreplace")
            return Made(data, written[0].asked, is_final=not written[0].problem)

        with as_plugin_error(), self.course.part("pages"):
            shown = [self.around, generated.title, generated.shows()] if generated.shows else None
            self.outputs.put(file.dest_uri, shown, make, holds)
        for destinations in found:
            self.filling.note(destinations.notes, destinations.images, log)
        self.done += 1
        self.course.progress("pages")(self.done, self.total)
