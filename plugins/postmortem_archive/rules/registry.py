"""All rules, in the order of their codes: each file of :mod:`.catalogue` holds one."""

from __future__ import annotations

from postmortem_archive.model.one_a_file import one_of_each_file

from . import catalogue
from .base import Rule

RULES = one_of_each_file(catalogue, Rule)
"""Every rule. A rule that requires another one stands after it."""

FAMILIES = {
    "PM0": "Reading the file",
    "PM1": "Front matter",
    "PM2": "Sections and form",
    "PM3": "Timeline",
    "PM4": "Action items",
    "PM5": "The whole archive",
    "PM6": "What the sections say",
    "PM7": "Blameless language",
    "PM8": "Timeliness and follow-up",
    "PM9": "Confidential",
}
"""What the first digit of a code stands for."""

_BY_NAME: dict[str, tuple[Rule, ...]] = {
    **{name.casefold(): (rule,) for rule in RULES for name in (rule.code, rule.alias)},
    **{
        family.casefold(): tuple(rule for rule in RULES if rule.code.startswith(family))
        for family in FAMILIES
    },
}


def rules_named(name: str) -> tuple[Rule, ...]:
    """The rules with that code, alias or family, however it is capitalised; none if there is none."""
    return _BY_NAME.get(name.casefold(), ())


def find_rule(name: str) -> Rule | None:
    """The rule with that code or alias, however it is capitalised, or ``None``."""
    found = rules_named(name)
    return (
        found[0] if len(found) == 1 and name.casefold() not in map(str.casefold, FAMILIES) else None
    )
