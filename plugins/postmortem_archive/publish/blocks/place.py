"""Puts blocks into their places on the pages of a site's owner: those that come with us, and the owner's.

An owner's block is a template in the theme's ``custom_dir``: ``postmortems/blocks/NAME.html``.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import nearest

from ..links import Links
from ..site import Site
from .registry import Block, Option, Options, blocks

MARK = "postmortems:"
"""Is part of every line that places a block."""

_MARK = re.compile(r"<!--\s{0,99}postmortems:\s{0,99}(.{0,1000}?)\s{0,99}-->", re.DOTALL)
_WORD = re.compile(r'[^\s"]{1,100}="[^"]{0,500}"|\S{1,500}')
_OPTION = re.compile(r'([A-Za-z0-9_-]+)=(?:"([^"]*)"|([^\s"]+))')
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def place_blocks(html: str, site: Site, url: str) -> str:
    """The content of a page with its blocks in their places.

    Args:
        html: the content of a page of the site's owner.
        site: the site.
        url: URL of the page, relative to the site's root.

    Raises:
        ArchiveError: a line names a block or an option that there is not, or stands in a paragraph.
    """
    links = site.links_from(url)
    return _MARK.sub(lambda mark: _placed(mark, site, links), html)


def write_block(site: Site, links: Links, name: str, given: Mapping[str, str]) -> str:
    """The HTML of a block, in an element that says which one it is and keeps it out of the search.

    Args:
        site: the site.
        links: as seen from the page.
        name: of the block.
        given: options as they were written.

    Raises:
        ArchiveError: there is no such block or option.
    """
    block = blocks().get(name)
    if block:
        html = block.write(site, links, _options(block, given))
    elif name in _own_blocks(site):
        html = site.render_for(
            f"blocks/{name}.html", links, options=given, block=block_writer(site, links)
        )
    else:
        known = sorted({*blocks(), *_own_blocks(site)})
        raise ArchiveError(f"there is no block {name!r}", _advice(name, known, "blocks"))
    # What a block repeats of postmortems is found in these; the theme's search knows the mark too.
    return f'<div class="pm-page pm-block pm-block--{name}" data-search-exclude>\n{html}\n</div>'


def block_writer(site: Site, links: Links) -> Callable[..., Markup]:
    """What a template calls to place a block: ``{{ block('latest', limit=5) }}``."""
    return partial(_write_for_template, site, links)


def _write_for_template(site: Site, links: Links, name: str, **options: object) -> Markup:
    given = {key: str(value) for key, value in options.items()}
    return Markup(write_block(site, links, name, given))  # noqa: S704 - escaped by its template


def _placed(mark: re.Match[str], site: Site, links: Links) -> str:
    name, *words = _WORD.findall(mark[1]) or [""]
    if _is_in_paragraph(mark):
        raise ArchiveError(
            f"the block {name!r} stands in a paragraph",
            "give its line an empty line before and after",
        )
    return write_block(site, links, name, _given(name, words))


def _is_in_paragraph(mark: re.Match[str]) -> bool:
    html, place = mark.string, mark.start()
    return max(html.rfind("<p>", 0, place), html.rfind("<p ", 0, place)) > html.rfind(
        "</p>", 0, place
    )


def _given(name: str, words: list[str]) -> Mapping[str, str]:
    found = {}
    for word in words:
        option = _OPTION.fullmatch(word)
        if option is None:
            raise ArchiveError(
                f"{word!r} is no option of the block {name!r}",
                'an option is written name=value or name="some words"',
            )
        found[option[1]] = option[2] if option[3] is None else option[3]
    return found


def _options(block: Block, given: Mapping[str, str]) -> Options:
    options = {name: option.usual for name, option in block.options.items()}
    for name, text in given.items():
        if name not in block.options:
            raise ArchiveError(
                f"the block {block.name!r} has no option {name!r}",
                _advice(name, list(block.options), "options"),
            )
        options[name] = _value(block, name, block.options[name], text)
    return options


def _value(block: Block, name: str, option: Option, text: str) -> str | int:
    if isinstance(option.usual, str):
        return text
    if not _NUMBER.fullmatch(text):
        raise ArchiveError(
            f"the option {name!r} of the block {block.name!r} is {text!r}",
            "it has to be a whole number from 1 to 9999",
        )
    return int(text)


def _own_blocks(site: Site) -> frozenset[str]:
    """Names of the owner's own blocks."""
    if site.options.templates is None:
        return frozenset()
    names = (path.stem for path in (site.options.templates / "blocks").glob("*.html"))
    return frozenset(name for name in names if _NAME.fullmatch(name))


def _advice(name: str, known: list[str], kind: str) -> str:
    found = nearest(name, known)
    start = f"did you mean {found!r}? " if found else ""
    return f"{start}the {kind} are: {', '.join(known) or 'none'}"
