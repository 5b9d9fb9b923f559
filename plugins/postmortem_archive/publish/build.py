"""Between the pages of the archive and MkDocs: its files, its pages, its messages."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import count

from .blocks.place import MARK, place_blocks
from .content_security import HEADERS_FILE, ContentSecurity, depth
from .contents import plain, table_of_contents
from .course import Course
from .data.registry import data_files
from .destinations import Asked, Destinations, lead_there_still
from .files import index_files, site_files
from .head import PageHead, feeds_head, generated_head, with_head
from .keeping.finished_pages import (
    Builder,
    FinishedFile,
    ListedFile,
    can_hand_over,
    finished_file,
    listed,
)
from .keeping.given import navigation_digest
from .keeping.outputs import Made
from .keeping.store import Store
from .messages import LOG_LEVEL, Log, as_plugin_error, diagnostic_line, one_line
from .moments import changed_on
from .options import named_but_left_out, site_options
from .own_files import docs_urls, edit_uri, is_free, named_in
from .page import GeneratedPage, Written
from .page_text import PageText, read_sections
from .pages.registry import site_pages
from .site import Site
from .site_file import SiteFile

_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass
class Build:
    """One build of the site.

    Attributes:
        config: of the site.
        project: where the archive is.
        options: what ``mkdocs.yml`` says of the plugin.
        store: what is kept of earlier builds, and where this one writes.
        course: how the build goes.
        pages: the generated pages by the name under which MkDocs knows them; filled by
            :meth:`load`.
        static: content of the files that are no pages, by their path on the site; filled likewise.
        taken: addresses of the site owner's own files, in lower case; filled by :meth:`files`.
        finished: the pages that MkDocs does not build; filled likewise.
        texts: what the site's own pages say; filled while they are built.
        heads: what generated pages say of themselves, by the names of the pages; filled by
            :meth:`write`, each kept until its page is there.
        images: files that pages show: path on the site to path on disk; filled likewise.
        is_preview: whether the site is only looked at while it is written.
        unfinished: paths of the postmortems whose text could not be laid out; filled by :meth:`write`.
        security: what browsers may run and load; there once :meth:`secure` is done, ``None`` for a
            site without a policy.
        site: what the pages share; there once :meth:`load` is done.
        builder: what finished pages are built with; there once the navigation is.
        around: what stands for all that surrounds a page's content; likewise.
        done: how many of the finished pages are on the site.
    """

    config: MkDocsConfig
    project: Project
    options: Mapping[str, Any]
    store: Store
    course: Course
    pages: Mapping[str, GeneratedPage] = field(default_factory=dict)
    static: Mapping[str, str | bytes] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    finished: list[FinishedFile] = field(default_factory=list)
    texts: list[PageText] = field(default_factory=list)
    heads: dict[str, PageHead] = field(default_factory=dict)
    images: dict[str, Path] = field(default_factory=dict)
    is_preview: bool = False
    unfinished: list[str] = field(default_factory=list)
    security: ContentSecurity | None = None
    site: Site = field(init=False)
    builder: Builder = field(init=False)
    around: list[str] = field(default_factory=list)
    done: int = 0

    def load(self, files: Files, log: Log) -> None:
        """Read and check the archive; log what is wrong with it."""
        day, config = today(), self.config
        with self.course.part("reading and checking"):
            progress = self.course.progress("reading")
            keep = self.options["cache"]
            archive = load_archive(self.project, today=day, keep=keep, progress=progress)
        for diagnostic in archive.diagnostics:
            level = LOG_LEVEL[diagnostic.level]
            if log.isEnabledFor(level):  # a large archive has many that nobody asked for
                log.log(level, diagnostic_line(diagnostic))
        if archive.known:
            log.info(f"{count(archive.known, 'known finding')} not shown")
        for name in named_but_left_out(named_in(config.nav), self.options):
            left_out = f"the navigation names {name}, which the option 'pages' leaves out"
            log.warning(one_line(left_out))
        docs = docs_urls(files, config, self.project.root)
        site = Site(archive, day, site_options(config, self.options, docs))
        self.site = site
        self.store.open(site)
        self.pages = {page.src_uri: page for page in site_pages(site, named_in(config.nav))}
        self.static = site_files(site)

    def files(self, files: Files, log: Log) -> Iterator[File]:
        """The generated files; a file of the site's owner at the same address is kept instead."""
        config = self.config
        taken = {file.dest_uri.casefold(): file for file in files}
        self.taken = frozenset(taken)
        named = set(named_in(config.nav))
        hands_over = can_hand_over(config)
        for page in self.pages.values():
            is_listed = page.listed and config.nav is None
            level = InclusionLevel.INCLUDED if is_listed else InclusionLevel.NOT_IN_NAV
            file = finished_file(config, page.src_uri, level)
            if page.source:
                file.edit_uri = edit_uri(self.project.folder / page.source, Path(config.docs_dir))
            if not is_free(file, taken, log, silently=page.stands_in):
                continue
            if hands_over and not is_listed and page.src_uri not in named:
                file.hand_over(partial(self._finish, page, log))
                self.finished.append(file)
            yield file
        for name, content in self.static.items():
            level = InclusionLevel.NOT_IN_NAV
            other = File.generated(config, name, content=content, inclusion=level)
            if is_free(other, taken, log):
                yield other

    def give_words(self, environment: Environment) -> None:
        """Give the theme's templates the words of the site's language.

        They keep a ``gettext`` of their own, which a theme or its owner may have set up for theirs.
        """
        environment.globals["postmortems_gettext"] = self.site.language.gettext

    def prepare(self, environment: Environment, nav: Navigation, files: Files) -> None:
        """Have what pages are built with, once every page in the navigation has its title."""
        self.store.compile(environment)
        self.builder = Builder(self.config, environment, nav, files.documentation_pages())
        self.around = [navigation_digest(nav)]
        added = self.options["csp"]
        if added is not False and not self.is_preview:  # MkDocs adds a script to pages of a preview
            more = added if isinstance(added, dict) else {}
            self.security = ContentSecurity(self.config, environment, depth(files), more)
            self.around.append(self.security.policy)

    def site_map(self, pages: Sequence[File]) -> list[File | ListedFile]:
        """The pages of a site map: those that MkDocs builds, and those that it does not."""
        ours: dict[str, File | ListedFile] = {
            file.src_uri: listed(
                self.config, file, changed_on(self.site, self.pages[file.src_uri].source)
            )
            for file in self.finished
        }
        ours |= {file.src_uri: file for file in pages if file.generated_by}
        others = [file for file in pages if file.src_uri not in ours]
        return [*others, *(ours[name] for name in self.pages if name in ours)]

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

    def write(self, page: Page, html: str, log: Log) -> str:
        """Return a generated page's content; any other page's is returned with its blocks."""
        generated = self._generated(page)
        if generated is None:
            return self._with_blocks(page, html)
        with self.course.part("pages"):
            self._fill(page, generated, log)
        return str(page.content)

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
            title = plain(str(page.title or page.file.name))
            self.texts.append(PageText(title, page.url, sections))

    def finish(self, page: Page, output: str, log: Log) -> str:
        """A page with what it says to feed readers, to sites that show what somebody shares, to browsers."""
        head = self.heads.pop(page.file.src_uri, None) or feeds_head(self.site, page.url)
        if self.security is None:
            return with_head(output, head)
        for source in [] if self._generated(page) else self.security.kept_from_running(output):
            hint = f'if it is yours, allow it in mkdocs.yml: csp: {{script-src: ["{source}"]}}'
            message = f"docs/{page.file.src_uri} has a script that browsers will not run ({hint})"
            log.info(one_line(message))
        return self.security.with_policy(with_head(output, head))

    def finish_template(self, name: str, output: str) -> str:
        """A page of the theme's own with the policy; other files as they are."""
        is_page = self.security is not None and name.endswith(".html")
        return self.security.with_policy(output) if self.security and is_page else output

    def end(self, log: Log) -> None:
        """Write what the search and other programs read, and images, once every page is there.

        Raises:
            ArchiveError: a postmortem's text could not be laid out; all else is there.
        """
        outputs = self.store.outputs
        with self.course.part("feeds, data and lists"):
            self._put(data_files(self.site))
            self.put_others()
        with self.course.part("search index"):
            for path, content in index_files(self.site, self.texts, outputs.has):
                if path.casefold() not in self.taken:
                    outputs.put_named(path, content)
        with self.course.part("bringing the site up to date"):
            self.site.bodies.drop_others(self.site.archive.postmortems)
            changes = self.store.close()
        if changes:
            log.info(
                f"{count(changes.written, 'file')} written, {changes.unchanged:,} unchanged, "
                f"{changes.removed:,} removed"
            )
        self.tell_times(log)
        if self.unfinished and not self.is_preview:
            raise ArchiveError(
                f"the text of {', '.join(map(one_line, self.unfinished))} could not be laid out",
                "everything else is built",
            )

    def put_others(self) -> None:
        """Have images on the site that pages show, and what hosts are told."""
        self._put(SiteFile(path, source.read_bytes) for path, source in self.images.items())
        if self.security:
            self._put([SiteFile(HEADERS_FILE, self.security.headers().encode)])

    def tell_times(self, log: Log) -> None:
        """Say where the time went, where that was asked for."""
        for line in self.course.lines() if self.options["timings"] else ():
            log.info(line)

    def _put(self, files: Iterable[SiteFile]) -> None:
        for file in files:
            if file.path.casefold() not in self.taken:
                shows = file.shows and file.shows()
                self.store.outputs.put(file.path, shows, partial(_made, file))

    def _finish(self, generated: GeneratedPage, log: Log, file: FinishedFile) -> None:
        """Have a page on the site that MkDocs does not build; make it where what it shows has changed."""
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
                file, lambda page: written.append(self._fill(page, generated, log))
            )
            data = output.encode("utf-8", errors="xmlcharrefreplace")
            return Made(data, written[0].asked, is_final=not written[0].problem)

        with as_plugin_error(), self.course.part("pages"):
            shown = [self.around, generated.title, generated.shows()] if generated.shows else None
            self.store.outputs.put(file.dest_uri, shown, make, holds)
        for destinations in found:
            self._note(destinations.notes, destinations.images, log)
        self.done += 1
        self.course.progress("pages")(self.done, len(self.finished))

    def _fill(self, page: Page, generated: GeneratedPage, log: Log) -> Written:
        """Give a page its content, and whatever else the theme asks of it."""
        self.introduce(page)
        written = self._written(generated, page.edit_url or "")
        page.edit_url = None  # the page has its own link to it
        page.meta["description"] = escape(written.description)
        page.update_date = str(changed_on(self.site, generated.source) or page.update_date)
        head = generated_head(self.site, generated, written, page.canonical_url)
        self.heads[page.file.src_uri] = head
        page.toc = table_of_contents(generated.title, written.headings)
        page.content = self._in_its_language(written.html)
        self._note(written.notes, written.images, log)
        if written.problem:
            log.warning(one_line(written.problem))
            self.unfinished.append(self.project.shown_path(generated.source))
        return written

    def _written(self, generated: GeneratedPage, edit_url: str) -> Written:
        if generated.shows is None or generated.destinations:
            return generated.write(edit_url)
        shown = [generated.src_uri, generated.shows()]
        return Written(**self.store.parts.get(shown, lambda: asdict(generated.write(edit_url))))

    def _note(self, notes: Iterable[str], images: Mapping[str, Path], log: Log) -> None:
        """Say what a maintainer should know of a page, and have its images published."""
        for note in notes:
            log.info(one_line(note))
        self.images.update(images)

    def _in_its_language(self, html: str) -> str:
        """The content, with its language said where that is not the page's: there is no catalogue then."""
        code = self.site.language.code
        family = str(self.config.theme.get("language") or code).replace("-", "_").partition("_")[0]
        return html if family == code.partition("_")[0] else f'<div lang="{code}">{html}</div>'

    def _with_blocks(self, page: Page, html: str) -> str:
        if MARK not in html:
            return html
        shown = [page.url, html, self.site.marks.whole_told()]
        try:
            placed = self.store.parts.get(shown, lambda: place_blocks(html, self.site, page.url))
            return str(placed)
        except ArchiveError as error:
            message = f"docs/{page.file.src_uri}: {error.message}"
            raise ArchiveError(message, error.hint) from error

    def _generated(self, page: Page) -> GeneratedPage | None:
        return self.pages.get(page.file.src_uri) if page.file.generated_by else None


def _made(file: SiteFile) -> Made:
    return Made(file.make())
