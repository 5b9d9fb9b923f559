"""Between the pages of the archive and MkDocs: its files, its pages, its messages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from postmortem_archive.archive.beside import Beside
from postmortem_archive.archive.load_and_judge import Judged, load_and_judge
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import count
from postmortem_archive.search.export import ExportedFile

from .content_security import HEADERS_FILE, ContentSecurity, depth
from .course import Course
from .data.registry import data_files
from .files import begin_index, index_files, site_files
from .finishing import Finishing
from .head import with_head
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
from .messages import LOG_LEVEL, Log, diagnostic_line, one_line
from .moments import changed_on
from .options import named_but_left_out, site_options
from .own_files import docs_urls, edit_uri, is_free, named_in, text_of
from .page import GeneratedPage
from .page_filling import PageFilling, introduce
from .page_text import PageText
from .pages.registry import site_pages
from .site import Site
from .site_file import SiteFile


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
        is_preview: whether the site is only looked at while it is written.
        is_public: whether the site is the public edition.
        security: what browsers may run and load; there once :meth:`secure` is done, ``None`` for a
            site without a policy.
        site: what the pages share; there once :meth:`load` is done.
        filling: fills pages; likewise.
        finishing: makes the finished pages; there once the navigation is.
        judged: finds out what is wrong with the archive beside all else; there once :meth:`load` is done.
        index: makes the files of the search likewise.
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
    is_preview: bool = False
    is_public: bool = False
    security: ContentSecurity | None = None
    site: Site = field(init=False)
    filling: PageFilling = field(init=False)
    finishing: Finishing = field(init=False)
    judged: Beside[Judged] = field(init=False)
    index: Beside[ExportedFile] = field(init=False)

    def load(self, files: Files, log: Log) -> None:
        """Read the archive, and begin to check it."""
        day, config = today(), self.config
        with self.course.part("reading and checking"):
            progress = self.course.progress("reading")
            keep = self.options["cache"]
            levels = {level for level in Level if log.isEnabledFor(LOG_LEVEL[level])}
            archive, self.judged = load_and_judge(
                self.project, today=day, levels=levels, keep=keep, progress=progress
            )
        if self.is_public and archive.refused:
            refused = ", ".join(one.path for one in archive.refused)
            raise ArchiveError(f"{one_line(refused)} cannot be read again", "change its public_id")
        for name in named_but_left_out(named_in(config.nav), self.options):
            left_out = f"the navigation names {name}, which the option 'pages' leaves out"
            log.warning(one_line(left_out))
        docs = docs_urls(files, config, self.project.root)
        options = site_options(config, self.options, docs, is_public=self.is_public)
        site = Site(archive, day, options)
        self.open(site)
        self.index = begin_index(site, self.store.outputs.has, self.judged)
        self.pages = {page.src_uri: page for page in site_pages(site, named_in(config.nav))}
        self.static = site_files(site)

    def open(self, site: Site) -> None:
        """Find out what is kept of earlier builds, once the archive is read.

        Args:
            site: what the pages share.
        """
        self.site = site
        self.store.open(site)
        self.filling = PageFilling(self.config, site, self.store.parts)

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
        around = [navigation_digest(nav)]
        added = self.options["csp"]
        if added is not False and not self.is_preview:  # MkDocs adds a script to pages of a preview
            more = added if isinstance(added, dict) else {}
            self.security = ContentSecurity(self.config, environment, depth(files), more)
            around.append(self.security.policy)
        builder = Builder(self.config, environment, nav, files.documentation_pages())
        outputs, total = self.store.outputs, len(self.finished)
        self.finishing = Finishing(self.filling, builder, outputs, around, self.course, total)

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
        if generated := self._generated(page):
            introduce(page, generated)

    def write(self, page: Page, html: str, log: Log) -> str:
        """Return a generated page's content; any other page's is returned with its blocks."""
        generated = self._generated(page)
        if generated is None:
            return self.filling.with_blocks(page, html)
        with self.course.part("pages"):
            self.filling.fill(page, generated, log)
        return str(page.content)

    def read(self, page: Page, output: str) -> None:
        """Keep what a page of the site's owner says, so that the search finds it."""
        text = None if self._generated(page) else text_of(page, output)
        if text:
            self.texts.append(text)

    def finish(self, page: Page, output: str, log: Log) -> str:
        """A page with what it says to feed readers, to sites that show what somebody shares, to browsers."""
        head = self.filling.head(page)
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
            for path, content in index_files(self.index.answers(), self.texts):
                if path.casefold() not in self.taken:
                    outputs.put_named(path, content)
        self.tell_findings(log)
        with self.course.part("bringing the site up to date"):
            self.site.bodies.drop_others(self.site.archive.postmortems)
            changes = self.store.close()
        if changes:
            log.info(
                f"{count(changes.written, 'file')} written, {changes.unchanged:,} unchanged, "
                f"{changes.removed:,} removed"
            )
        self.tell_times(log)
        unfinished = self.filling.unfinished
        if unfinished and not self.is_preview:
            raise ArchiveError(
                f"the text of {', '.join(map(one_line, unfinished))} could not be laid out",
                "everything else is built",
            )

    def put_others(self) -> None:
        """Have images on the site that pages show, and what hosts are told."""
        images = self.filling.images
        self._put(SiteFile(path, source.read_bytes) for path, source in images.items())
        if self.security:
            self._put([SiteFile(HEADERS_FILE, self.security.headers().encode)])

    def tell_findings(self, log: Log) -> None:
        """Log what is wrong with the archive."""
        with self.course.part("reading and checking"):
            (judged,) = self.judged.answers()
        if self.is_public:  # findings are of what was left out
            return
        for diagnostic in judged.diagnostics:
            log.log(LOG_LEVEL[diagnostic.level], diagnostic_line(diagnostic))
        if judged.known:
            log.info(f"{count(judged.known, 'known finding')} not shown")

    def give_up(self) -> None:
        """Leave the site as it was."""
        for name in ("judged", "index"):
            if hasattr(self, name):
                getattr(self, name).stop()
        self.store.give_up()

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
        """Have a page on the site that MkDocs does not build."""
        self.finishing.finish(generated, file, log)

    def _generated(self, page: Page) -> GeneratedPage | None:
        return self.pages.get(page.file.src_uri) if page.file.generated_by else None


def _made(file: SiteFile) -> Made:
    return Made(file.make())
