"""What the owner of a site has said and put below ``docs/``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import relpath
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from .contents import plain
from .messages import Log, one_line
from .page_text import PageText, read_sections

_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def is_free(file: File, taken: Mapping[str, File], log: Log, *, silently: bool = False) -> bool:
    """Whether no other file has that address; the owner's copy of the same needs no word."""
    owner = taken.get(file.dest_uri.casefold())
    if owner is None:
        return True
    is_other = owner.is_documentation_page() or owner.content_bytes != file.content_bytes
    if is_other and not silently:
        name = f"docs/{owner.src_uri}"
        log.info(one_line(f"{name} takes the address {file.url}; the generated file is left out"))
    return False


def docs_urls(files: Files, config: MkDocsConfig, root: Path) -> dict[str, str]:
    """URL of each page below ``docs/`` by the path of its source relative to the project's root."""
    folder = Path(config.docs_dir)
    if not folder.is_relative_to(root):
        return {}
    prefix = folder.relative_to(root).as_posix()
    pages = files.documentation_pages()
    return {f"{prefix}/{file.src_uri}": file.url for file in pages if not file.generated_by}


def edit_uri(path: Path, docs: Path) -> str:
    """Path of a source as the site's ``edit_uri`` counts it: from the folder of the docs."""
    return quote(relpath(path.as_posix(), docs.as_posix()))


def named_in(nav: object) -> Iterator[str]:
    """Every path that a navigation refers to."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for entry in nav:
            yield from named_in(entry)
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from named_in(entry)


def text_of(page: Page, output: str) -> PageText | None:
    """What a page says, so that the search finds it.

    Left out are drafts, which only a preview shows, and pages that say so in the theme's way:
    ``search: {exclude: true}``.

    Args:
        page: as MkDocs knows it.
        output: the whole page, as HTML.

    Returns:
        ``None`` where the page is left out, or says nothing.
    """
    search: object = page.meta.get("search")
    excluded = isinstance(search, Mapping) and search.get("exclude")
    if excluded or page.file.inclusion in _UNPUBLISHED:
        return None
    sections = read_sections(output)
    return (
        PageText(plain(str(page.title or page.file.name)), page.url, sections) if sections else None
    )
