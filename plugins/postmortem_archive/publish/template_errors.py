"""What is wrong with a template, in one line: an owner's own templates are written by hand."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import jinja2

from postmortem_archive.model.errors import ArchiveError


@contextmanager
def told_in_one_line(template: str) -> Iterator[None]:
    """Turn what Jinja says of a template into :class:`ArchiveError`.

    Args:
        template: the name of the one that is rendered; it may extend or include others.
    """
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise ArchiveError(
            f"the template {error.name!r} is not there", f"{template} asks for it"
        ) from error
    except jinja2.TemplateSyntaxError as error:
        place = f"{error.filename or error.name or template}, line {error.lineno}"
        raise ArchiveError(f"the template {place}: {error.message}") from error
    except jinja2.TemplateError as error:
        raise ArchiveError(f"the template {_place(error, template)}: {error.message}") from error


def _place(error: jinja2.TemplateError, template: str) -> str:
    """The last line of a template that ran; Jinja puts it among the frames."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((one for one in reversed(frames) if one.filename.endswith(".html")), None)
    return f"{last.filename}, line {last.lineno}" if last else template
