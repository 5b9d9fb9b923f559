"""PM502: archive.yml names a rule that does not exist."""

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.suggest import nearest

from .base import Context, Finding, SettingsRule
from .wording import quoted


class UnknownRule(SettingsRule):
    """`archive.yml` names a rule that does not exist.

    ## What it does

    Looks up each code and alias under `rules` in `archive.yml`.

    ## Why it matters

    A rule that was meant to be ignored still speaks, or one that was meant to be strict is not.

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

    Write the rule's code or alias as the list of rules has it.
    """

    code = "PM502"
    alias = "unknown-rule"

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each name."""
        rules = context.settings.rules
        known = {name.casefold() for name in context.rule_names}
        for name in dict.fromkeys((*rules.ignore, *rules.levels)):
            if name.casefold() in known:
                continue
            near = nearest(name, context.rule_names)
            yield Finding(
                f"no rule is called {quoted(name)}"
                + (f"; did you mean {quoted(near)}?" if near else ""),
                _key_position(context.settings_text, name),
                f"write {quoted(near)}" if near else "name a rule by its code, such as `PM305`",
            )


def _key_position(text: str, key: str) -> Position:
    """Where ``key`` first stands as a key in the text of ``archive.yml``; else its beginning."""
    found = re.search(rf"(?:^|[\s{{,])(?P<key>['\"]?{re.escape(key)}['\"]?)\s*:", text)
    if not found:
        return Position()
    before = text[: found.start("key")]
    return Position(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
