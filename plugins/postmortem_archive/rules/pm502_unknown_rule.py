"""PM502: archive.yml names a rule that does not exist, or one that it cannot change."""

from collections.abc import Iterator

from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from .base import Context, Finding, SettingsRule


class UnknownRule(SettingsRule):
    """`archive.yml` names a rule that does not exist, or one that it cannot change.

    ## What it does

    Looks up each code and alias under `rules` in `archive.yml`. A few rules are fixed: those about
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
        rules = context.settings.rules
        known = {name.casefold() for name in context.rule_names}
        fixed = {name.casefold() for name in context.fixed_names}
        named = [("ignore", name) for name in rules.ignore]
        named += [("levels", name) for name in rules.levels]
        for part, name in named:
            if name.casefold() in fixed:
                yield Finding(
                    f"the rule {quoted(name)} cannot be ignored or softened",
                    context.archive_yml.position_of_key("rules", part, name),
                    "take it out, and mend the files it speaks of",
                )
            if name.casefold() in known:
                continue
            near = nearest(name, context.rule_names)
            yield Finding(
                f"no rule is called {quoted(name)}"
                + (f"; did you mean {quoted(near)}?" if near else ""),
                context.archive_yml.position_of_key("rules", part, name),
                f"write {quoted(near)}" if near else "name a rule by its code, such as `PM305`",
            )
