"""What a build finds of earlier ones, and where it writes."""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.project import Project

from ..messages import Log
from ..site import Site
from .given import site_digest
from .kept_parts import KeptParts
from .outputs import KeptOutputs, Outputs, PlainOutputs
from .site_folder import Changes, SiteFolder
from .templates import KeptTemplates

_TEMPLATES = ("site", "theme")


class Store:
    """Where a build writes; with what it keeps, where something is to be kept.

    Args:
        project: where the archive is.
        config: of the site; its ``site_dir`` is another one until the build has come to its end.
        log: is told where another build has to be waited for.
        keep: whether anything is kept.

    Attributes:
        outputs: has files on the site; there once the archive is read, as is ``parts``.
        parts: makes parts of pages.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    outputs: Outputs
    parts: KeptParts

    def __init__(self, project: Project, config: MkDocsConfig, log: Log, *, keep: bool) -> None:
        self._project = project
        self._config = config
        self._keep = keep
        self._templates: list[KeptTemplates] = []
        self._folder = _folder(project, Path(config.site_dir), log) if keep else None
        if self._folder:
            config.site_dir = str(self._folder.fresh)

    def open(self, site: Site) -> None:
        """Find out what everything that is kept depends on.

        Args:
            site: what is built.
        """
        shared = site_digest(self._config, site.archive.settings)
        if self._keep:
            self._templates = [KeptTemplates(self._project, kind, shared) for kind in _TEMPLATES]
            site.templates.bytecode_cache = self._templates[0]
        if site.options.templates and site.options.templates.is_dir():
            # templates of the owner's can show anything of the archive on any page
            shared = "".join([shared, site.marks.whole(), *site.archive.digests.values()])
        self.parts = site.parts = KeptParts(self._project, shared, active=self._keep)
        if self._folder:
            self.outputs = KeptOutputs(self._folder, self._entries("outputs"), shared)
        else:
            self.outputs = PlainOutputs(Path(self._config.site_dir))

    def compile(self, environment: Environment) -> None:
        """Have the templates of the theme taken from what is kept."""
        if self._templates and environment.bytecode_cache is None:
            environment.bytecode_cache = self._templates[1]

    def close(self) -> Changes | None:
        """Bring the site's folder up to date; say what has changed, where that is known.

        Raises:
            OSError: a file cannot be written or removed.
        """
        self.parts.drop_others()
        self.outputs.drop_others()
        for templates in self._templates:
            templates.clear()
        if self._folder is None:
            return None
        self._config.site_dir = str(self._folder.folder)
        return self._folder.finish()

    def close_early(self) -> None:
        """Put what was made into the site's folder, and leave all else as it is.

        Raises:
            OSError: a file cannot be written.
        """
        if self._folder:
            self._config.site_dir = str(self._folder.folder)
            self._folder.add()

    def give_up(self) -> None:
        """Leave the site's folder as it is."""
        if self._folder:
            self._config.site_dir = str(self._folder.folder)
            self._folder.give_up()

    def _entries(self, kind: str) -> KeptEntries:
        return KeptEntries(self._project, kind, active=self._keep)


def _folder(project: Project, folder: Path, log: Log) -> SiteFolder | None:
    try:
        return SiteFolder(project, folder, log)
    except OSError:
        return None  # a read-only checkout: MkDocs builds into the site's folder at once
