"""PM502: archive.yml names a rule that does not exist, or one that it cannot change."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.rule_settings import RuleSettings
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, SettingsRule


class UnknownRule(SettingsRule):
    """`archive.yml` names a rule that does not exist, or one that it cannot change.

    ## What it does

    Looks up each code, alias and family under `rules` in `archive.yml`. A few rules are fixed: those about
    files that cannot be understood at all.

    ## Why it matters

    A rule that was meant to be ignored still speaks, or one that was meant to be strict is not. And
    if a broken file could be ignored, it would pass for a good one.

    ## Bad example

    ```yaml title="archive.yml"
    rules:
      ignore:
        timeline-witout-offset: all our timelines are in UTC
    ```

    ## Good example

    ```yaml title="archive.yml"
    rules:
      ignore:
        timeline-without-offset: all our timelines are in UTC
    ```

    ## How to fix

    Write the rule's code or alias as the list of rules has it. Take a fixed rule out of the list.
    """

    code = "PM502"
    alias = "unknown-rule"
    is_fixed = True

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each name, at each place where it stands."""
        known = {name.casefold() for name in context.rule_names}
        fixed = {name.casefold() for name in context.fixed_names}
        for path, name in _named(context.settings.rules):
            position = context.archive_yml.position_of_key("rules", *path, name)
            if name.casefold() in fixed and path[0] != "select":
                yield Finding(
                    f"the rule {quoted(name)} cannot be ignored or softened",
                    position,
                    "take it out, and mend the files it speaks of",
                )
            if name.casefold() in known:
                continue
            near = nearest(name, context.rule_names)
            yield Finding(
                f"no rule is called {quoted(name)}"
                + (f"; did you mean {quoted(near)}?" if near else ""),
                position,
                f"write {quoted(near)}" if near else "name a rule by its code, such as `PM305`",
            )


def _named(rules: RuleSettings) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name of a rule, with the path of the setting in which it stands."""
    for part, names in (
        ("select", rules.select or ()),
        ("ignore", rules.ignore),
        ("levels", rules.levels),
    ):
        yield from (((part,), name) for name in names)
    for number, exception in enumerate(rules.exceptions):
        for part, names in (("ignore", exception.ignore), ("levels", exception.levels)):
            yield from ((("exceptions", number, part), name) for name in names)
