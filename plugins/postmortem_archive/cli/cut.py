"""The options that cut sources to an incident; apart from what reads sources, which takes long to import."""

from collections.abc import Callable
from typing import Any, NamedTuple

import click


class Cut(NamedTuple):
    """The options that say which events are taken, as they were given."""

    zone: str | None
    since: str | None
    until: str | None


def cut_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--zone``, ``--since`` and ``--until``."""
    for option in (
        click.option(
            "--until", metavar="TIME", help="Nothing after it: 2026-03-12T20:00Z, or a day."
        ),
        click.option(
            "--since", metavar="TIME", help="Nothing before it: 2026-03-12T18:00Z, or a day."
        ),
        click.option(
            "--zone",
            help="Zone of sources that say none: UTC, +02:00, Europe/Berlin. It is never guessed.",
        ),
    ):
        command = option(command)
    return command
