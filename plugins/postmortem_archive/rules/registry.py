"""All rules, in the order of their codes: each file of :mod:`.catalogue` holds one."""

from __future__ import annotations

import os
from importlib import import_module

from . import catalogue
from .base import Rule


def _rule_in(name: str) -> Rule:
    """The rule that a file of the catalogue defines."""
    module = import_module(f"{catalogue.__name__}.{name}")
    (rule,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and issubclass(value, Rule)
    )
    return rule()


RULES: tuple[Rule, ...] = tuple(
    _rule_in(file.removesuffix(".py"))
    for file in sorted(os.listdir(catalogue.__path__[0]))  # noqa: PTH208 - a name is all that is asked
    if file.startswith("pm")
)
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
