"""What a browser may run and load on the site's pages: a Content-Security-Policy, the same for all of them.

No script runs that stands in a page itself, but those of the theme: they are allowed by their hashes.
The hashes are taken from pages that the theme makes of nothing, never from a page with somebody's
text, so that what is smuggled into a text never gets one.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import nearest

HEADERS_FILE = "_headers"
"""Where on the site the headers stand, for hosts that read them from there."""

_BASE: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    # Diagrams and the drawn timeline style themselves; a style runs nothing, and loads from here alone.
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'",),
    "frame-src": ("'none'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
_ANCESTORS = "frame-ancestors"  # browsers heed it in headers only
_FONTS = "https://fonts.gstatic.com"

_SOURCE = re.compile(r"""[^\s,;"<>]+""")  # nothing that would end it
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"""\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_DATA = re.compile(
    r"""\stype\s*=\s*["']?(?!module\b|(?:text|application)/javascript)\w""", re.IGNORECASE
)
_STYLE_SHEET = re.compile(r"""<link rel="stylesheet" href="([^"]+)">""")

Added = bool | Mapping[str, Sequence[str]]
"""The option ``csp``: whether there is a policy, or what it allows more, by directive."""


def check_policy(added: Added) -> None:
    """Raise :class:`ArchiveError` where the option ``csp`` makes no sense."""
    if isinstance(added, bool):
        return
    known = [*_BASE, _ANCESTORS]
    for name, sources in added.items():
        if name not in known:
            near = nearest(str(name), known)
            start = f"did you mean {near!r}? " if near else ""
            raise ArchiveError(
                f"the option csp knows no {name!r}", f"{start}there are: {', '.join(known)}"
            )
        whole = isinstance(sources, list) and all(
            isinstance(source, str) and _SOURCE.fullmatch(source) for source in sources
        )
        if not whole:
            raise ArchiveError(
                f"csp: {name} is {sources!r}", "it must be a list such as [https://stats.example]"
            )


class ContentSecurity:
    """The policy of one build.

    It depends on the theme with its settings and the owner's templates, on the style sheets and scripts
    that ``mkdocs.yml`` names, on how deep pages lie below the site's root, and on the option ``csp``.

    Args:
        config: of the site.
        environment: the theme's templates.
        levels: how many folders the deepest page lies below the site's root.
        added: the option ``csp``, checked.

    Attributes:
        policy: as it stands in a page.
    """

    def __init__(
        self, config: MkDocsConfig, environment: Environment, levels: int, added: Mapping[str, Any]
    ) -> None:
        empty_pages = list(_empty_pages(config, environment, levels))
        sources = {name: list(given) for name, given in _BASE.items()}
        sources["script-src"] += [
            source for page in empty_pages for source in (*_hashes(page), *_scripts(page))
        ]
        sources["style-src"] += [source for page in empty_pages for source in _style_sheets(page)]
        if config.theme.get("font") is not False:
            sources["font-src"].append(_FONTS)
        self._ancestors = ["'self'", *added.get(_ANCESTORS, ())]
        for name in _BASE:
            sources[name] += added.get(name, ())
        self.policy = "; ".join(_directive(name, given) for name, given in sources.items())
        self._tag = (
            f'\n<meta http-equiv="Content-Security-Policy" content="{escape(self.policy, False)}">'
        )

    def with_policy(self, output: str) -> str:
        """A page with the policy before anything that it is about; one without a head stays as it is."""
        head = _HEAD.search(output)
        return output[: head.end()] + self._tag + output[head.end() :] if head else output

    def headers(self) -> str:
        """The headers that a host should send with every file, as Netlify and Cloudflare Pages read them."""
        policy = f"{self.policy}; {_directive(_ANCESTORS, self._ancestors)}"
        lines = [
            f"Content-Security-Policy: {policy}",
            "Referrer-Policy: same-origin",
            "X-Content-Type-Options: nosniff",
        ]
        return "/*\n" + "".join(f"  {line}\n" for line in lines)

    def kept_from_running(self, output: str) -> list[str]:
        """Sources that would have to be allowed for every script in a page to run."""
        allowed = set(self.policy.replace(";", " ").split())
        return [one for one in (*_hashes(output), *_scripts(output)) if one not in allowed]


def depth(files: Iterable[File]) -> int:
    """How many folders the deepest page among some files lies below the site's root."""
    pages = (file for file in files if file.src_uri.endswith(".md"))
    return max((file.url.count("/") for file in pages), default=0)


def _empty_pages(config: MkDocsConfig, environment: Environment, levels: int) -> Iterator[str]:
    """What the theme makes of pages with no content, one a level; some scripts name the way to the root."""
    nav = Navigation([], [])
    template = environment.get_template("main.html")
    for level in range(levels + 1):
        file = File("x/" * level + "index.md", "", "", config.use_directory_urls)
        page = Page("", file, config)
        page.content, page.toc, page.meta = "", TableOfContents([]), {}
        yield template.render(get_context(nav, Files([]), config, page))
    root = urlsplit(config.site_url or "/").path  # as MkDocs has it for pages that are not found
    missing = environment.get_template("404.html")
    yield missing.render(get_context(nav, Files([]), config, base_url=root))


def _hashes(page: str) -> Iterator[str]:
    """What allows the scripts that stand in a page itself, by their text."""
    for attributes, text in _SCRIPT.findall(page):
        if not _ADDRESS.search(attributes) and not _DATA.search(attributes):
            read = text.replace("\r\n", "\n")  # as browsers do before they look at it
            digest = base64.b64encode(hashlib.sha256(read.encode()).digest()).decode()
            yield f"'sha256-{digest}'"


def _scripts(page: str) -> Iterator[str]:
    """The addresses of a page's scripts that are on other sites."""
    found = (_ADDRESS.search(attributes) for attributes, _ in _SCRIPT.findall(page))
    return _elsewhere(address[1] for address in found if address)


def _style_sheets(page: str) -> Iterator[str]:
    return _elsewhere(_STYLE_SHEET.findall(page))


def _elsewhere(addresses: Iterable[str]) -> Iterator[str]:
    """Those of some addresses that are on other sites, without what stands behind a question mark."""
    for address in addresses:
        parts = urlsplit(address)
        if parts.netloc:
            yield f"{parts.scheme or 'https'}://{parts.netloc}{parts.path}"


def _directive(name: str, sources: Iterable[str]) -> str:
    """A directive; nothing but ``'none'`` may stand beside that."""
    once = list(dict.fromkeys(sources))
    given = [source for source in once if source != "'none'"]
    return " ".join([name, *(given or once)])
