"""What a subcommand says beside its result, on standard error."""

import click

from postmortem_archive.model.visible import visible


def tell(text: str) -> None:
    """Say a line; names in it come from strangers, so nothing of it reaches a terminal as a command.

    Args:
        text: the line; it begins with a word of ours, because a CI runner obeys some lines that do not.
    """
    click.echo(visible(text), err=True)
