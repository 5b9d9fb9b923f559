"""``postmortem explain``: say what a rule is for, and how to satisfy it."""

import click
from rich.console import Console
from rich.markdown import Markdown

from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.rules.base import Rule
from postmortem_archive.rules.explain import rule_page
from postmortem_archive.rules.registry import RULES, rules_named

_WIDEST = 100


@click.command("explain")
@click.argument("names", metavar="RULE...", nargs=-1, required=True)
def command(names: tuple[str, ...]) -> None:
    """Explain rules, each named by its code, its alias or its family.

    What it does, why it matters, a bad and a good example, and how to fix a finding. Off a terminal
    it is Markdown.

    \b
    Examples:
      postmortem explain PM402
      postmortem explain action-owner
      postmortem explain PM7 | less

    Exit codes: 0 fine, 2 misuse.
    """
    pages = [rule_page(rule) for name in names for rule in _found(name)]
    console = Console()
    text = "\n".join(pages)
    if console.is_terminal:
        console.print(Markdown(text), width=min(console.width, _WIDEST))
    else:
        click.echo(text, nl=False)


def _found(name: str) -> tuple[Rule, ...]:
    found = rules_named(name)
    if not found:
        known = [one for rule in RULES for one in (rule.code, rule.alias)]
        hint = did_you_mean(name, known) or "\nList them with: postmortem rules"
        raise click.UsageError(f"No rule is called {name!r}.{hint}")
    return found
