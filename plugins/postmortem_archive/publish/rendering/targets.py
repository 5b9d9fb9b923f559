"""What the addresses in an author's text lead to on the site."""

from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import quote, unquote, urlsplit

from postmortem_archive.model.postmortem import Postmortem

from ..links import Links
from ..site import Site

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Images that are published beside a postmortem. SVG is not: it can hold scripts."""


class Targets:
    """Decides what the addresses in an author's text lead to; notes what it had to leave out.

    Args:
        site: the site.
        item: the postmortem in which the addresses stand.
        links: links as seen from its page.
    """

    def __init__(self, site: Site, item: Postmortem, links: Links) -> None:
        self._site = site
        self._project = site.archive.project
        self._shown = self._project.shown_path(item.path)
        self._links = links
        self.images: dict[str, Path] = {}
        self.notes: list[str] = []

    def link(self, address: str) -> str | None:
        """The address to print for a link; ``None`` where its text stays without one."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return self._drop(address, "is no address")
        if parts.scheme:
            return address if parts.scheme in ("http", "https", "mailto") else None
        if parts.netloc or not parts.path:
            return address
        path = self._resolve(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if path in self._site.sources:
            return self._links.postmortem(self._site.sources[path]) + fragment
        if path in self._site.options.docs:
            return self._links.to_file(self._site.options.docs[path]) + fragment
        return self._drop(address, "leads to nothing on the site; its text stays, without a link")

    def image(self, address: str) -> str | None:
        """The address to print for an image; ``None`` where it cannot be shown."""
        path = self._resolve(address.partition("?")[0].partition("#")[0])
        folder = self._project.shown_path("").rstrip("/")
        inside = path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else ""
        if not inside or not inside.lower().endswith(IMAGE_TYPES):
            return self._drop(
                address, "is no PNG, JPEG, GIF, WebP or AVIF image in the archive; it is not shown"
            )
        location = self._project.folder / inside
        if not location.is_file() or location.resolve() != self._project.folder.resolve() / inside:
            return self._drop(address, "does not exist as a regular file; it is not shown")
        target = f"postmortems/{inside}"
        self.images[target] = location
        return self._links.to_file(quote(target))

    def start_again(self) -> None:
        """Forget what was asked: the text is read once more."""
        self.images.clear()
        self.notes.clear()

    def _resolve(self, path: str) -> str:
        """Path relative to the project's root, as one that starts with a slash is already."""
        path = unquote(path)
        return normpath(
            path.lstrip("/") if path.startswith("/") else f"{dirname(self._shown)}/{path}"
        )

    def _drop(self, address: str, reason: str) -> str | None:
        self.notes.append(f"{self._shown}: {address!r} {reason}")
        return None
