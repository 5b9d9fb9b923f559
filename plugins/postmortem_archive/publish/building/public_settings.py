"""``public/mkdocs.yml``: an ordinary settings file of MkDocs that must not lead out of its folder."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from postmortem_archive.archive.private_files import read_regular
from postmortem_archive.archive.project import ARCHIVE_FOLDER
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import quoted

from ..messages import one_line

FOLDER = "public"
SETTINGS = "mkdocs.yml"

SMALLEST = (
    "write public/mkdocs.yml: site_name: Incidents of …; site_url: https://…; "
    "theme: {name: material, font: false}; plugins: [postmortems]"
)
"""What the folder has to hold at least, each setting on a line of its own."""

_LEADING_OUT = {
    "INHERIT": "write all settings of the public edition into this file",
    "repo_url": "leave it out: nobody outside can open the repository",
    "repo_name": "leave it out: nobody outside can open the repository",
    "edit_uri": "leave it out: nobody outside can edit a page",
    "edit_uri_template": "leave it out: nobody outside can edit a page",
    "hooks": "leave them out: a program can read anything",
    "watch": "leave it out: it names folders beside this one",
}
_INCLUDING = {
    *(
        "pymdownx.snippets",
        "pymdownx.b64",
        "markdown_include.include",
        "mdx_include",
        "include-markdown",
    ),
    *("macros", "markdownextradata", "gen-files", "mkdocstrings"),
    *("git-authors", "git-committers", "git-revision-date", "git-revision-date-localized"),
}
"""Extensions and plugins that put other files, or what git knows, into pages."""

_PATHS_IN = ("docs_dir", "plugins", "markdown_extensions")


def read_settings(path: Path) -> Mapping[str, Any]:
    """What the settings say, read as MkDocs reads them, but for what they inherit.

    Raises:
        ArchiveError: they cannot be read.
    """
    shown = f"{FOLDER}/{SETTINGS}"
    try:
        text = read_regular(path).decode()
        said: object = yaml_load(text, get_yaml_loader(config=MkDocsConfig()))
    except (OSError, UnicodeDecodeError, ConfigurationError) as error:
        raise ArchiveError(f"{shown} cannot be read: {one_line(str(error))}") from error
    if not isinstance(said, Mapping):
        raise ArchiveError(f"{shown} holds no settings", SMALLEST)
    return said


def setting_faults(said: Mapping[str, Any]) -> Iterator[str]:
    """What the settings must not say, one line each."""
    shown = f"{FOLDER}/{SETTINGS}"
    for name, hint in _LEADING_OUT.items():
        if said.get(name):
            yield f"{shown} must not say {name} ({hint})"
    for list_name in ("plugins", "markdown_extensions"):
        for name in _names(said.get(list_name)):
            if name in _INCLUDING:
                yield (
                    f"{shown} must not name {name}, which puts other files into pages (write into "
                    f"{FOLDER}/ what is to be read)"
                )
    for options in options_of(said.get("plugins"), "postmortems"):
        if options.get("archive", ARCHIVE_FOLDER) != ARCHIVE_FOLDER:
            yield f"{shown} must not name another archive (leave out the option 'archive')"
    paths = {name: said.get(name) for name in _PATHS_IN} | {"custom_dir": custom_dir(said)}
    for name, value in paths.items():
        for text in _texts(value):
            if _leads_out(text):
                yield f"{shown}: {name} leads out of {FOLDER}/ with {quoted(text)} (put it into {FOLDER}/)"


def custom_dir(said: Mapping[str, Any]) -> object:
    """The folder of the site's own templates, as it is written; ``None`` where there is none."""
    theme = said.get("theme")
    return theme.get("custom_dir") if isinstance(theme, Mapping) else None


def _names(listed: object) -> Iterator[str]:
    """The names in a list of plugins or extensions, whichever way it is written."""
    if isinstance(listed, Mapping):
        yield from map(str, listed)
    elif isinstance(listed, list):
        for one in listed:
            yield from map(str, one) if isinstance(one, Mapping) else (str(one),)


def options_of(listed: object, name: str) -> Iterator[Mapping[str, Any]]:
    """Options of the plugin of that name in a list of plugins, whichever way it is written."""
    for one in listed if isinstance(listed, list) else [listed]:
        options = one.get(name) if isinstance(one, Mapping) else None
        if isinstance(options, Mapping):
            yield options


def _texts(value: object) -> Iterator[str]:
    """Every text in a setting, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one


def _leads_out(text: str) -> bool:
    path = PurePosixPath(text.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or text.startswith("~")
