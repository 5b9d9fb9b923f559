"""Imports that libraries do at their start for what is hardly ever used are put off until it is.

pydantic names ``importlib.metadata`` for plugins that it is told not to look for; Whoosh names
``urllib.request`` for one function that it passes on, and ``cached_property``, which imports ``asyncio``, for a
decorator that Python has as well. Each takes longer than to read a postmortem, all three together as long as a
search.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType


def put_off_imports() -> None:
    """Have modules that nothing may need stand ready without being imported."""
    _put_off("importlib.metadata", entry_points=_later("importlib.metadata", "entry_points"))
    _put_off("urllib.request", urlretrieve=_later("urllib.request", "urlretrieve"))
    _put_off("cached_property", cached_property=functools.cached_property)


def _put_off(name: str, **known: object) -> None:
    """Let a module stand in for one, with what is known of it, until something else of it is used."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None:
        return
    stand_in = importlib.util.module_from_spec(spec)  # it knows its place, and has nothing in it

    def attribute(wanted: str) -> object:
        if wanted == "__path__":  # each import asks whether it is a package, and this one is none
            raise AttributeError(wanted)
        return getattr(_real(name), wanted)

    vars(stand_in).update(known, __getattr__=attribute, __stands_in__=True)
    sys.modules[name] = stand_in
    above, _, last = name.rpartition(".")
    if above:
        vars(sys.modules[above])[last] = stand_in


def _later(name: str, function: str) -> Callable[..., object]:
    """A function of a module, which is imported when the function is called."""

    def call(*given: object, **named: object) -> object:
        return getattr(_real(name), function)(*given, **named)

    return call


def _real(name: str) -> ModuleType:
    """The module itself."""
    if "__stands_in__" in vars(sys.modules.get(name, sys)):
        del sys.modules[name]
    return importlib.import_module(name)
