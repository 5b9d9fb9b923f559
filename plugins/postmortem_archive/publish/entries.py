"""Lines of lists of postmortems, for index pages: most postmortems stand in a dozen of them."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from postmortem_archive.model.postmortem import Postmortem

from .links import Links

if TYPE_CHECKING:
    import jinja2


class DrawnEntries:
    """Draws a postmortem's line once for all pages that name its page by the same address.

    Args:
        templates: those of the site; the macro ``entry`` of ``macros.html`` draws a line.
    """

    def __init__(self, templates: "jinja2.Environment") -> None:
        self._templates = templates
        self._drawn: dict[tuple[str, str], Markup] = {}

    def entry(self, item: Postmortem, links: Links) -> Markup:
        """The line of a postmortem.

        Args:
            item: the postmortem.
            links: as seen from the page that shows it.
        """
        key = item.path, links.postmortem(item.path)
        if key not in self._drawn:
            macros: Any = self._templates.get_template("macros.html").module
            self._drawn[key] = macros.entry(item, links)
        return self._drawn[key]
