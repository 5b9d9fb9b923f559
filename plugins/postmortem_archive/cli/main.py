"""The command ``postmortem`` itself: finds its subcommands, reports misuse."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys

import click

from postmortem_archive import __version__
from postmortem_archive.model.errors import ArchiveError

from .put_off import put_off_imports

COMMANDS = (
    "init",
    "check",
    "build",
    "new",
    "capture",
    "import",
    "search",
    "related",
    "print",
    "preview",
    "approve",
    "export",
    "actions",
    "stats",
    "digest",
    "explain",
    "rules",
    "schema",
)
"""Subcommands; each is the function ``command`` of the module of that name in this package."""

_MODULES = {"import": "importing"}
"""Modules of the subcommands whose own names no module can have."""

MISUSE = 2
"""Exit code for a command that was called wrongly, or on something that is no archive."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _Commands(click.Group):
    """Imports a subcommand only when it is asked for, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All subcommands, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(
            f"{__package__}.{_MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion for a mistyped subcommand."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from postmortem_archive.model.suggest import did_you_mean  # noqa: PLC0415

            hint = did_you_mean(args[0] if args else "", COMMANDS)
            raise click.UsageError(error.message + hint, ctx) from error

    def invoke(self, ctx: click.Context) -> object:
        """As click does it, but quiet when the person has had enough, and with names made safe to print."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            from postmortem_archive.model.visible import visible  # noqa: PLC0415 - only for a complaint

            said = error.format_message()
            if visible(said) == said:
                raise
            context = error.ctx if isinstance(error, click.UsageError) else ctx
            raise click.UsageError(visible(said), context) from error
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)  # what comes next begins on a line of its own
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 there are findings or no hits, 2 the command was misused.",
)
@click.version_option(__version__, prog_name="postmortem")
def command() -> None:
    """Write, check and find postmortems kept as Markdown files in a git repository.

    \b
    Examples:
      postmortem new "Checkout failed when the pool ran dry" --service checkout --severity sev2
      postmortem check --changed
      postmortem explain PM402
      postmortem search "connection pool" cause:capacity after:2025
      postmortem actions --overdue
    """


def main() -> None:
    """Run the command; the entry point of the distribution."""
    atexit.register(gc.freeze)  # when the process ends, a last search would be in vain
    # pydantic would look through all installed packages for plugins of its own, of which there are none
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    put_off_imports()
    try:
        command.main(standalone_mode=True)
    except ArchiveError as error:
        from .telling import tell  # noqa: PLC0415 - only for a complaint

        tell(f"postmortem: {error.message}")
        if error.hint:
            tell(f"  hint: {error.hint}")
        sys.exit(MISUSE)
