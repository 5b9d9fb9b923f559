"""What a build says in its log: one line each, with nothing in it that a terminal or a log reader acts on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import PluginError

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.visible import without_commands

Log = logging.LoggerAdapter[logging.Logger]

LOG_LEVEL = {
    Level.ERROR: logging.WARNING,  # fails a strict build
    Level.WARNING: logging.INFO,
    Level.HINT: logging.DEBUG,  # for authors; whoever builds the site can do nothing about it
}


def diagnostic_line(item: Diagnostic) -> str:
    """A finding in one line: ``path:line:column code message (hint)``."""
    place = f"{item.path}:{item.position.line}:{item.position.column}"
    return one_line(f"{place} {item.code} {with_hint(item.message, item.hint)}")


def one_line(text: str) -> str:
    """The text with nothing in it that a terminal, a log reader or a CI runner would act on."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return without_commands(text)


def with_hint(message: str, hint: str) -> str:
    """A message with its hint, in one line."""
    return f"{message} ({hint})" if hint else message


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """MkDocs prints an error of this kind in one line and stops; any other one is a traceback."""
    try:
        yield
    except ArchiveError as error:
        message = f"postmortems: {with_hint(error.message, error.hint)}"
        raise PluginError(one_line(message)) from error
