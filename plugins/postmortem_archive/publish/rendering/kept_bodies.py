"""Rendered bodies kept from one build to the next: laying out a text is most of what its page costs."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.model.postmortem import Postmortem

from ..destinations import Destinations, lead_there_still
from ..diagrams import has_diagrams
from .body import Body, BodyRenderer, Part
from .sanitize import LinkTarget

_CODE = ("model", "parse", "publish/rendering")  # decides what a body looks like
_LIBRARIES = ("markdown", "pymdown-extensions", "pygments", "nh3")

_Asked = list[tuple[str, str, str | None]]


class KeptBodies:
    """Renders bodies one after another, those that are kept excepted.

    A body depends on its text and on the headings that the archive takes for sections, on which action
    items are late, on the words of the interface, on our code and that of others; all of it is in the
    key. What its links and images lead to is kept with it, and asked again: a page may have moved, an
    image may be gone, and what is noted of them has to be noted in each build.

    Args:
        renderer: renders what is not kept.
        archive: the archive that the bodies are of.
        active: whether any are kept.
    """

    def __init__(self, renderer: BodyRenderer, archive: Archive, *, active: bool) -> None:
        self._renderer = renderer
        self._entries = KeptEntries(archive.project, "bodies", active=active)
        self._digests = archive.digests
        settings = archive.settings
        headings = {key: list(names) for key, names in settings.sections.items()}
        given = [
            code_digest(_CODE, _LIBRARIES),
            headings,
            settings.links.tracker_url,
            renderer.words,
            has_diagrams(),
        ]
        self._common = json.dumps(given)

    def render(self, item: Postmortem, targets: Destinations) -> Body:
        """Render the body of ``item``, as :meth:`BodyRenderer.render` does.

        Args:
            item: the postmortem.
            targets: what its links and images lead to.
        """
        key = self._key(item)
        data = self._entries.get(key)
        if data is not None:
            kept = json.loads(data)
            if lead_there_still(kept["asked"], targets):
                return _body(kept)
        asked: _Asked = []
        link = _noting("link", targets.link, asked)
        image = _noting("image", targets.image, asked)
        body = replace(self._renderer.render(item, link, image), asked=asked)
        if not body.problem:  # the next computer may be faster
            self._entries.put(key, _kept(body))
        return body

    def late_items(self, item: Postmortem) -> list[int]:
        """Which action items of ``item`` are shown as late, by their numbers."""
        return self._renderer.late_items(item)

    def drop_others(self, items: Iterable[Postmortem]) -> None:
        """Remove whatever is kept but the bodies of ``items``, rendered in this build or not."""
        for item in items:
            self._entries.spare(self._key(item))
        self._entries.drop_unused()

    def _key(self, item: Postmortem) -> str:
        content = self._digests.get(item.path) or item.text
        given = [self._common, item.path, content, self._renderer.late_items(item)]
        return hashlib.sha256(json.dumps(given).encode()).hexdigest()


def _noting(kind: str, target: LinkTarget, asked: _Asked) -> LinkTarget:
    """The target, which also notes each address that it is asked for, and its answer."""

    def noted(address: str) -> str | None:
        answer = target(address)
        asked.append((kind, address, answer))
        return answer

    return noted


def _kept(body: Body) -> bytes:
    kept = {
        "parts": [(part.section, part.html) for part in body.parts],
        "headings": body.headings,
        "anchors": sorted(body.anchors),
        "asked": body.asked,
    }
    return json.dumps(kept).encode()


def _body(kept: dict[str, Any]) -> Body:
    parts = tuple(Part(section, html) for section, html in kept["parts"])
    asked = [(kind, address, answer) for kind, address, answer in kept["asked"]]
    return Body(parts, kept["headings"], anchors=set(kept["anchors"]), asked=asked)
