"""PM501: something in archive.yml cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level, ProblemKind

from ..base import Context, Finding, SettingsRule


class SettingsBroken(SettingsRule):
    """Something in `archive.yml` cannot be understood.

    ## What it does

    Reports whatever `archive.yml` says in a way that cannot be read: broken YAML, an unknown key,
    an ID with capital letters, a rule ignored without a reason. The rest of the file still counts.
    Text that YAML takes for a comment (` #payments`) is a warning.

    ## Why it matters

    The archive is then checked by other rules than those that were meant.

    ## Bad example

    ```yaml title="archive.yml"
    services:
      Check Out: {name: Checkout}
    ```

    ## Good example

    ```yaml title="archive.yml"
    services:
      checkout: {name: Checkout}
    ```

    ## How to fix

    Go to the line that is named. Editors that know the JSON Schema of `archive.yml` help while you
    type.
    """

    code = "PM501"
    alias = "settings-broken"
    is_fixed = True

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each problem the parser had."""
        for problem in context.archive_yml.problems:
            is_cut = problem.kind is ProblemKind.CUT_BY_COMMENT
            yield Finding(
                problem.message,
                problem.position,
                problem.hint,
                problem.field,
                Level.WARNING if is_cut else None,
            )
