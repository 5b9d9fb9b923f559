"""The live preview of a large archive: after an edit of a text, the page of that text alone is made anew.

Whoever writes wants to see the page, at once. Lists, figures, the search and what is related stay as they
were until the next whole build: when a file comes or goes, or ``archive.yml`` or ``mkdocs.yml`` is saved.
A small archive is built whole every time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from postmortem_archive.archive.load import Here, look, read_again

from .build import Build
from .keeping.finished_pages import FinishedFile, ListedFile
from .messages import LOG_LEVEL, Log, diagnostic_line
from .page import GeneratedPage
from .pages.postmortem import postmortem_pages
from .site import Site

QUICK_FROM = 2.0
"""Seconds of a whole build from which on an edit is shown without one."""

MOST_CHANGED = 20
"""Most files that are shown anew without a whole build."""


@dataclass
class Preview:
    """What a preview remembers of its builds.

    Attributes:
        build: the last one; ``None`` before the first one.
        settings: state of ``archive.yml`` and ``mkdocs.yml`` at the last whole build.
        seconds: how long that took.
    """

    build: Build | None = None
    settings: tuple[str, int] = ("", 0)
    seconds: float = 0.0

    def next(self, build: Build) -> Build:
        """The build that shows what was edited: a whole one as it is, or one of a few pages.

        Args:
            build: a whole one, not yet begun.
        """
        here = look(build.project, keep=build.options["cache"])
        settings = (here.settings_mark, _written(build.config))
        changed = self._changed(here, settings)
        if self.build is None or changed is None:
            self.settings = settings
            return build
        return QuickBuild(
            *(build.config, build.project, build.options, build.store, build.course),
            pages=self.build.pages,
            static=self.build.static,
            finished=self.build.finished,
            is_preview=True,
            was=self.build.site,
            here=here,
            changed=changed,
        )

    def done(self, build: Build) -> None:
        """Remember a build that came to its end."""
        if not isinstance(build, QuickBuild):
            self.seconds = build.course.seconds
        self.build = build

    def _changed(self, here: Here, settings: tuple[str, int]) -> Sequence[str] | None:
        """Paths of the files that were edited; ``None`` where a whole build is due."""
        if self.build is None or self.seconds < QUICK_FROM or settings != self.settings:
            return None
        before = self.build.site.archive.digests
        now = here.digests
        changed = [path for path in now if now[path] != before.get(path)]
        understood = self.build.site.by_path.keys()
        if now.keys() != before.keys() or len(changed) > MOST_CHANGED:
            return None
        return changed if understood >= set(changed) else None


@dataclass
class QuickBuild(Build):
    """A build that makes the pages of a few postmortems anew; see :class:`Build`.

    Pages and files are those of the build before.

    Attributes:
        was: the site as it was then.
        here: what the archive consists of now.
        changed: paths of the postmortems.
    """

    was: Site = field(kw_only=True)
    here: Here = field(kw_only=True)
    changed: Sequence[str] = field(kw_only=True)

    def load(self, files: Files, log: Log) -> None:  # noqa: ARG002 - as a whole build is told
        """Read what was edited; log what is wrong with it."""
        was = self.was
        archive = read_again(was.archive, self.here, self.changed, was.today)
        for diagnostic in archive.diagnostics:
            log.log(LOG_LEVEL[diagnostic.level], diagnostic_line(diagnostic))
        site = Site(archive, was.today, was.options)
        site.related, site.backlinks, site.marks = was.related, was.backlinks, was.marks
        site.shown_facts = was.shown_facts
        self.open(site)
        edited = [
            replace(page, shows=None)  # it is made anew, so there is nothing to compare
            for page in postmortem_pages(site)
            if page.source in self.changed
        ]
        self.pages = {**self.pages, **{page.src_uri: page for page in edited}}

    def files(self, files: Files, log: Log) -> Iterator[File]:
        """The generated files; those of the pages that are left are the ones of the build before."""
        self.finished, finished = [], self.finished
        pages, self.pages = self.pages, _without(self.pages, finished)
        yield from super().files(files, log)
        self.pages, self.finished = pages, finished
        for file in finished:
            page = pages[file.src_uri]
            is_edited = page.source in self.changed
            file.hand_over(partial(self._finish, page, log) if is_edited else _leave)
            yield file

    def site_map(self, pages: Sequence[File]) -> list[File | ListedFile]:
        """Nobody asks a preview for all its pages."""
        return list(pages)

    def end(self, log: Log) -> None:
        """Have the images of the pages published, and all else left as it is."""
        self.put_others()
        self.store.close_early()
        log.info("the pages of what was edited are anew; lists, search and relations follow")
        self.tell_times(log)


def _without(
    pages: Mapping[str, GeneratedPage], finished: Sequence[FinishedFile]
) -> Mapping[str, GeneratedPage]:
    known = {file.src_uri for file in finished}
    return {name: page for name, page in pages.items() if name not in known}


def _leave(_file: FinishedFile) -> None:
    """The page stays as it is."""


def _written(config: MkDocsConfig) -> int:
    return Path(config.config_file_path).stat().st_mtime_ns
