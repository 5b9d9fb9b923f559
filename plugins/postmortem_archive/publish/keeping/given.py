"""What all pages of a site depend on beside the archive: options, theme, navigation, code."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section

from postmortem_archive.model.settings import Settings

_PACKAGE = Path(__file__).parents[2]
_LIBRARIES = (
    *("mkdocs", "mkdocs-material", "jinja2", "markupsafe", "markdown", "pymdown-extensions"),
    *("pygments", "nh3", "babel", "icalendar", "markdown-it-py", "pydantic", "pyyaml"),
)
_OF_NO_MATTER = {
    *("config_file_path", "dev_addr", "docs_dir", "site_dir", "strict", "watch"),
    "plugins",
}
"""Options of MkDocs that no page shows, and the plugins, which are looked at by themselves."""

_OF_BUILDS_ALONE = {"cache", "timings"}
"""Options of ours that no page shows."""

_BY_ITS_TERMS = {"services", "causes", "triggers", "teams"}
"""Vocabularies of which a page shows what it has of them; that is in the marks of postmortems."""


def site_digest(config: MkDocsConfig, settings: Settings) -> str:
    """Digest (hex) of all that the pages and files of a site share.

    Args:
        config: of the site.
        settings: of the archive.
    """
    versions = [sys.version, *(version(name) for name in _LIBRARIES)]
    options = {name: _plain(value) for name, value in config.items() if name not in _OF_NO_MATTER}
    plugins = {
        name: dict(plugin.config)
        for name, plugin in config.plugins.items()
        if isinstance(plugin, BasePlugin)  # hooks are modules, and an option that names them
    }
    for option in _OF_BUILDS_ALONE:
        plugins["postmortems"].pop(option)
    own = settings.model_dump_json(exclude=_BY_ITS_TERMS)
    digest = hashlib.sha256(
        json.dumps([versions, options, _plain(plugins), own], sort_keys=True).encode()
    )
    folders = [_PACKAGE, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    for folder in folders:
        for path in _files(folder):
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def navigation_digest(nav: Navigation) -> str:
    """Digest (hex) of what the theme shows of the navigation; to be asked once all pages have titles."""
    return hashlib.sha256(json.dumps(list(_entries(nav.items))).encode()).hexdigest()


def _files(folder: Path) -> list[Path]:
    """Our code and its data, or the templates and files of the site's owner."""
    found = (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    return sorted(found)


def _entries(items: Iterable[StructureItem]) -> Iterator[object]:
    for item in items:
        below = list(_entries(item.children)) if isinstance(item, Section) else []
        meta = getattr(item, "meta", None) or {}
        shown = [str(meta.get(name)) for name in ("icon", "subtitle", "status")]
        yield [type(item).__name__, str(item.title), str(getattr(item, "url", "")), shown, below]


def _plain(value: object) -> object:
    """An option as plain data; what is none, such as a function, by its name."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"
