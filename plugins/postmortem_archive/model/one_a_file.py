"""Parts that are found by their file: whoever adds one touches nothing else."""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType
from typing import TypeVar

_Part = TypeVar("_Part")


def one_of_each_file(package: ModuleType, base: type[_Part]) -> tuple[_Part, ...]:
    """One object for each module of a package, by the modules' names; those that begin with ``_`` hold none.

    Args:
        package: its modules each define one class derived from ``base``.
        base: what the classes have in common.
    """
    names = sorted(os.listdir(package.__path__[0]))  # noqa: PTH208 - a name is all that is asked
    return tuple(
        _defined_in(f"{package.__name__}.{name.removesuffix('.py')}", base)
        for name in names
        if name.endswith(".py") and not name.startswith("_")
    )


def _defined_in(module_name: str, base: type[_Part]) -> _Part:
    module = import_module(module_name)
    (kind,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and issubclass(value, base)
    )
    return kind()
