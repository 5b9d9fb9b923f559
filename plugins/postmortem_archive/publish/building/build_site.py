"""``postmortem build``: beside the site that is there, verified, and into its place at once."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from postmortem_archive.archive.private_files import is_regular
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.timings import Timings
from postmortem_archive.model.errors import ArchiveError

from ..keeping.finished_pages import can_hand_over
from ..messages import one_line
from ..plugin import PostmortemsPlugin
from .beside import start_beside
from .lock import only_build
from .public_settings import FOLDER, SETTINGS
from .swap import clear, put_back, take_place
from .target import Target, checked_target
from .verify import faults

_PLUGIN = "postmortems"
Say = Callable[[str], None]


class Order(NamedTuple):
    """What is to be built.

    Attributes:
        config_file: the site's ``mkdocs.yml``.
        into: the site's folder; ``None`` for the one that ``mkdocs.yml`` says.
        strict: whether a warning stops the build.
        keep: whether what was made is kept, and taken from there, if ``mkdocs.yml`` agrees.
        wait: how long to wait for another build, in seconds.
        verbose: whether information is told too.
    """

    config_file: Path
    into: Path | None = None
    strict: bool = False
    keep: bool = True
    wait: float = 900
    verbose: bool = False


class NotBuiltError(Exception):
    """A site could not be built, or has faults; the one that was there is as it was.

    Attributes:
        reasons: why, one line each.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(reasons[0])
        self.reasons = tuple(reasons)


def build_site(order: Order, tell: Say, timings: Timings) -> Path:
    """Build a site, and put it into its place if it is whole.

    Args:
        order: what is to be built.
        tell: is told what the build has to say, one line each.
        timings: is told where the time goes.

    Returns:
        The site's folder.

    Raises:
        ArchiveError: the order makes no sense, the folder holds something else, or another build does
            not come to an end.
        NotBuiltError: the build failed, or the site has faults.
        OSError: something cannot be written or read, as where a disk is full.
    """
    with told(tell, verbose=order.verbose):
        with timings.part("settings"):
            config, plugin = configured(order)
            target, project = _target(config, plugin, order)
            target.folder.parent.mkdir(parents=True, exist_ok=True)
        with only_build(target, project, order.wait, tell):
            put_into_place(config, plugin, target, tell, timings)
    return target.folder


def put_into_place(
    config: MkDocsConfig, plugin: PostmortemsPlugin, target: Target, tell: Say, timings: Timings
) -> None:
    """Build beside the site that is there, verify, and put the new one into its place.

    Args:
        config: of the site.
        plugin: of these settings.
        target: where the site is put; nobody else does so now.
        tell: is told what the build has to say, one line each.
        timings: is told where the time goes.

    Raises:
        NotBuiltError: the build failed, or the site has faults.
        OSError: something cannot be written or read.
    """
    if put_back(target):
        tell("the last build was stopped before its end; the site from before is back")
    try:
        with timings.part("folder"):
            shared = plugin.config["cache"] and can_hand_over(config)
            start_beside(target, shared=shared)
        with timings.part("build"):
            _build(config, plugin, target)
        with timings.part("verification"):
            _verify(config, plugin, target)
        with timings.part("taking its place"):
            take_place(target)
    finally:
        clear(target)


def configured(order: Order, shown: str = "") -> tuple[MkDocsConfig, PostmortemsPlugin]:
    """The settings of a site, and the plugin in them.

    Args:
        order: what is to be built.
        shown: how people know the settings; their own path where not given.

    Raises:
        ArchiveError: they cannot be used, or do not name the plugin.
    """
    shown = shown or str(order.config_file)
    try:
        config = load_config(str(order.config_file), strict=order.strict or None)
    except Abort as error:
        raise ArchiveError(f"{shown} cannot be used: {error}") from error
    plugin = config.plugins.get(_PLUGIN)
    if not isinstance(plugin, PostmortemsPlugin):
        raise ArchiveError(
            f"{shown} does not name the plugin {_PLUGIN}",
            f"write into it: plugins: [{_PLUGIN}]",
        )
    if not order.keep:
        plugin.config["cache"] = False
    return config, plugin


def _target(
    config: MkDocsConfig, plugin: PostmortemsPlugin, order: Order
) -> tuple[Target, Project]:
    root = Path(config.config_file_path).resolve().parent
    project = Project(root, root / plugin.config["archive"])
    sources = [project.folder, Path(config.docs_dir), project.cache_folder, root / ".git"]
    if config.theme.custom_dir:
        sources.append(Path(config.theme.custom_dir))
    if is_regular(root / FOLDER / SETTINGS):  # else it may well be where a site is put
        sources.append(root / FOLDER)
    return checked_target(order.into or Path(config.site_dir), root, sources), project


def _build(config: MkDocsConfig, plugin: PostmortemsPlugin, target: Target) -> None:
    config.site_dir = str(target.beside)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as error:
        raise NotBuiltError([one_line(str(error))]) from error
    except BaseException:
        plugin.on_build_error()  # which MkDocs does not say where somebody stops it
        raise
    finally:
        config.plugins.on_shutdown()


def _verify(config: MkDocsConfig, plugin: PostmortemsPlugin, target: Target) -> None:
    found = list(faults(target.beside, plugin.build.site, plugin.files, config.site_url or ""))
    if found:
        raise NotBuiltError(found)


class _Handler(logging.Handler):
    def __init__(self, tell: Say, level: int) -> None:
        super().__init__(level)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(f"{record.levelname.lower()}: {one_line(record.getMessage())}")


@contextmanager
def told(tell: Say, *, verbose: bool) -> Iterator[None]:
    """Have what MkDocs and its plugins log told, and nothing of it twice."""
    log = logging.getLogger("mkdocs")
    before = log.level
    handler = _Handler(tell, logging.INFO if verbose else logging.WARNING)
    log.addHandler(handler)
    log.setLevel(handler.level)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
