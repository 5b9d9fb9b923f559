"""Between the pages of the archive and MkDocs: its files, its pages, its messages."""

import logging
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import quote

import nh3
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import write_file

from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import count

from .assets import asset_url
from .blocks.place import place_blocks
from .files import late_files, site_files
from .head import PageHead, feeds_head, generated_head, with_head
from .header_box import add_header_box
from .moments import changed_on
from .options import check_options, named_but_left_out, site_options
from .page import GeneratedPage
from .page_text import PageText, read_sections
from .pages.registry import site_pages
from .site import Site

Log = logging.LoggerAdapter[logging.Logger]

_LOG_LEVEL = {
    Level.ERROR: logging.WARNING,  # fails a strict build
    Level.WARNING: logging.INFO,
    Level.HINT: logging.DEBUG,  # for authors; whoever builds the site can do nothing about it
}
_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
_THEME = Path(__file__).parent / "templates" / "theme"


@dataclass
class Build:
    """One build of the site.

    Attributes:
        project: where the archive is.
        options: what ``mkdocs.yml`` says of the plugin.
        pages: the generated pages by the name under which MkDocs knows them; filled by
            :meth:`load`.
        static: content of the files that are no pages, by their path on the site; filled likewise.
        taken: addresses of the site owner's own files, in lower case; filled by :meth:`files`.
        texts: what the site's own pages say; filled while they are built.
        heads: what generated pages say of themselves, by the names of the pages; filled by
            :meth:`write`, each kept until its page is there.
        site: what the pages share; there once :meth:`load` is done.
    """

    project: Project
    options: Mapping[str, Any]
    pages: Mapping[str, GeneratedPage] = field(default_factory=dict)
    static: Mapping[str, str | bytes] = field(default_factory=dict)
    texts: list[PageText] = field(default_factory=list)
    heads: dict[str, PageHead] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    site: Site = field(init=False)

    def load(self, files: Files, config: MkDocsConfig, log: Log) -> None:
        """Read and check the archive; log what is wrong with it."""
        day = today()
        archive = load_archive(self.project, today=day, keep=self.options["cache"])
        for diagnostic in archive.diagnostics:
            log.log(_LOG_LEVEL[diagnostic.level], diagnostic_line(diagnostic))
        if archive.known:
            log.info(f"{count(archive.known, 'known finding')} not shown")
        for name in named_but_left_out(_named_in(config.nav), self.options):
            log.warning(f"the navigation names {name}, which the option 'pages' leaves out")
        docs = _docs(files, config, self.project.root)
        site = Site(archive, day, site_options(config, self.options, docs))
        self.site = site
        self.texts, self.heads = [], {}
        self.pages = {page.src_uri: page for page in site_pages(site, _named_in(config.nav))}
        self.static = site_files(site)

    def files(self, files: Files, config: MkDocsConfig, log: Log) -> Iterator[File]:
        """The generated files; a file of the site's owner at the same address is kept instead."""
        taken = {file.dest_uri.casefold(): file for file in files}
        self.taken = frozenset(taken)
        for page in self.pages.values():
            listed = page.listed and config.nav is None
            level = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, page.src_uri, content="", inclusion=level)
            if page.source:
                file.edit_uri = _edit_uri(self.project.folder / page.source, Path(config.docs_dir))
            if _is_free(file, taken, log, silently=page.stands_in):
                yield file
        for name, content in self.static.items():
            file = File.generated(
                config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV
            )
            if _is_free(file, taken, log):
                yield file

    def give_words(self, environment: Environment) -> None:
        """Give the theme's templates the words of the site's language.

        They keep a ``gettext`` of their own, which a theme or its owner may have set up for theirs.
        """
        environment.globals["postmortems_gettext"] = self.site.language.gettext

    def introduce(self, page: Page) -> None:
        """Give a generated page its title and what the theme should leave out."""
        generated = self._generated(page)
        if generated is None:
            return
        meta: MutableMapping[str, Any] = page.meta
        # Themes print titles as they are, so they have to be HTML already.
        meta["title"] = escape(generated.title)
        meta["hide"] = list(generated.hide)
        meta["search"] = {"exclude": True}  # Material's own search would load every page's text

    def write(self, page: Page, html: str, config: MkDocsConfig, files: Files, log: Log) -> str:
        """Return a generated page's content; any other page's is returned as it came."""
        generated = self._generated(page)
        if generated is None:
            return self._with_blocks(page, html)
        written = generated.write(page.edit_url or "")
        page.edit_url = None  # the page has its own link to it
        page.meta["description"] = escape(written.description)
        page.update_date = str(changed_on(self.site, generated.source) or page.update_date)
        head = generated_head(self.site, generated, written, page.canonical_url)
        self.heads[page.file.src_uri] = head
        page.toc = _toc([_title_heading(generated.title, written.headings)])
        for note in written.notes:
            log.info(one_line(note))
        if written.problem:
            log.warning(one_line(written.problem))
        for target, source in written.images.items():
            if files.get_file_from_path(target) is None:
                files.append(File.generated(config, target, abs_src_path=str(source)))
        return self._in_its_language(written.html, config)

    def read(self, page: Page, output: str) -> None:
        """Keep what a page of the site's owner says, so that the search finds it.

        Left out are drafts, which only a preview shows, and pages that say so in the theme's way:
        ``search: {exclude: true}``.
        """
        search: object = page.meta.get("search")
        excluded = isinstance(search, Mapping) and search.get("exclude")
        if excluded or self._generated(page) or page.file.inclusion in _UNPUBLISHED:
            return
        if sections := read_sections(output):
            title = _plain(str(page.title or page.file.name))
            self.texts.append(PageText(title, page.url, sections))

    def finish(self, page: Page, output: str) -> str:
        """A page with what it says to feed readers and to sites that show what somebody shares."""
        head = self.heads.pop(page.file.src_uri, None) or feeds_head(self.site, page.url)
        return with_head(output, head)

    def write_late_files(self, folder: Path) -> None:
        """Write what the search and other programs read, once every page is there.

        Args:
            folder: the site's folder.
        """
        for name, content in late_files(self.site, self.texts):
            if name.casefold() not in self.taken:
                write_file(content, str(folder / name))
        self.site.bodies.drop_others(self.site.archive.postmortems)

    def _in_its_language(self, html: str, config: MkDocsConfig) -> str:
        """The content, with its language said where that is not the page's: there is no catalogue then."""
        code = self.site.language.code
        family = str(config.theme.get("language") or code).replace("-", "_").partition("_")[0]
        return html if family == code.partition("_")[0] else f'<div lang="{code}">{html}</div>'

    def _with_blocks(self, page: Page, html: str) -> str:
        try:
            return place_blocks(html, self.site, page.url)
        except ArchiveError as error:
            message = f"docs/{page.file.src_uri}: {error.message}"
            raise ArchiveError(message, error.hint) from error

    def _generated(self, page: Page) -> GeneratedPage | None:
        return self.pages.get(page.file.src_uri) if page.file.generated_by else None


def start(config: MkDocsConfig, options: Mapping[str, Any], log: Log) -> Build:
    """Find the archive, have it and the owner's templates watched, add what every page needs.

    Raises:
        ArchiveError: the options make no sense, or there is no such folder.
    """
    root = Path(config.config_file_path).resolve().parent
    folder = options["archive"]
    archive = root / folder
    check_options(options)
    if not archive.is_dir():
        raise ArchiveError(
            f"there is no folder {folder!r} beside mkdocs.yml",
            "create it, or name the archive's folder with the option 'archive'",
        )
    if archive.resolve() != archive or root not in archive.parents:
        raise ArchiveError(
            f"the archive {folder!r} is not a real folder below that of mkdocs.yml",
            "a link, or a folder elsewhere, is not read",
        )
    if config.theme.name != "material":
        raise ArchiveError(
            "the pages are made for the theme Material for MkDocs",
            "write into mkdocs.yml: theme: {name: material}",
        )
    watched = [str(archive), *filter(None, [config.theme.custom_dir])]
    config.watch.extend(path for path in watched if path not in config.watch)
    # What the archive says better than the theme; a site's own templates still go first.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
    style_sheet = asset_url("postmortems.css")
    if style_sheet not in config.extra_css:
        config.extra_css.insert(0, style_sheet)  # so that the owner's can change what it says
    if note := add_header_box(config):
        log.info(note)
    return Build(Project(root, archive), options)


def diagnostic_line(item: Diagnostic) -> str:
    """A finding in one line: ``path:line:column code message (hint)``."""
    place = f"{item.path}:{item.position.line}:{item.position.column}"
    return one_line(f"{place} {item.code} {with_hint(item.message, item.hint)}")


def one_line(text: str) -> str:
    """The text with nothing in it that a terminal or a log reader would act on."""
    return "".join(char if char.isprintable() else " " for char in text)


def with_hint(message: str, hint: str) -> str:
    """A message with its hint, in one line."""
    return f"{message} ({hint})" if hint else message


def _is_free(file: File, taken: Mapping[str, File], log: Log, *, silently: bool = False) -> bool:
    """Whether no other file has that address; the owner's copy of the same needs no word."""
    owner = taken.get(file.dest_uri.casefold())
    if owner is None:
        return True
    is_other = owner.is_documentation_page() or owner.content_bytes != file.content_bytes
    if is_other and not silently:
        name = f"docs/{owner.src_uri}"
        log.info(one_line(f"{name} takes the address {file.url}; the generated file is left out"))
    return False


def _docs(files: Files, config: MkDocsConfig, root: Path) -> dict[str, str]:
    """URL of each page below ``docs/`` by the path of its source relative to the project's root."""
    folder = Path(config.docs_dir)
    if not folder.is_relative_to(root):
        return {}
    prefix = folder.relative_to(root).as_posix()
    pages = files.documentation_pages()
    return {f"{prefix}/{file.src_uri}": file.url for file in pages if not file.generated_by}


def _edit_uri(path: Path, docs: Path) -> str:
    """Path of a source as the site's ``edit_uri`` counts it: from the folder of the docs."""
    return quote(relpath(path.as_posix(), docs.as_posix()))


def _named_in(nav: object) -> Iterator[str]:
    """Every path that a navigation refers to."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for entry in nav:
            yield from _named_in(entry)
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from _named_in(entry)


def _toc(headings: Sequence[Mapping[str, Any]]) -> TableOfContents:
    entries = [_anchor(heading) for heading in headings]
    for entry in entries[:1]:
        entry.active = True  # type: ignore[attr-defined]  # as MkDocs does
    return TableOfContents(entries)


def _title_heading(title: str, others: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The page's title, to which the theme's link skips, with the headings below it."""
    return {"name": escape(title), "id": "pm-title", "level": 1, "children": others}


def _anchor(heading: Mapping[str, Any]) -> AnchorLink:
    """A heading's entry: nothing but escaped text, and an ID that is safe in an address."""
    text = _plain(heading["name"])
    anchor = AnchorLink(escape(text), quote(heading["id"]), heading["level"])
    anchor.children = [_anchor(child) for child in heading["children"]]
    return anchor


def _plain(html: str) -> str:
    """The text of HTML."""
    return unescape(nh3.clean(html, tags=set()))
