"""Regular expressions that are compiled when they are first used.

Compiling all that the rules know takes longer than reading a file with them, and many serve only
where something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


def lazy_pattern(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As :func:`re.compile`, but nothing is compiled, nor any mistake found, before the first use.

    Args:
        expression: the regular expression.
        flags: those of :mod:`re`.
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    """Stands in for a compiled pattern, and from its first use on hands everything to it."""

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        """The method of the compiled pattern; each is asked for only once, as it is kept."""
        if name not in _METHODS:
            raise AttributeError(name)
        method: Callable[..., object] = getattr(self._compiled, name)
        setattr(self, name, method)
        return method

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)
