"""Who of an archive has what: a cause, a service, a trigger or a telling word; and how rare that is.

How many have something is taken in steps: one more or less hardly ever changes how rare it is, so that
an edit concerns few of the others. Steps of a value are finer than those of a word, of which there are
two hundred in a text.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .features import Features

Mark = str | tuple[str, str]
"""What postmortems may share: a term, or a value as kind and value."""

MOST_WITH_VALUE = 200
"""Newest postmortems looked at per shared value: bounds the work where a value is on every page."""

MOST_WITH_TERM = 40
"""Newest postmortems looked at per shared term."""

_WIDTH = array("I").itemsize

_TERM_STEPS = 3
_VALUE_STEPS = 4
"""Leading binary digits that are kept of a count."""

_SMALL_ARCHIVE = 8
"""In an archive smaller than this, nothing that two share can be known to be rare or common."""


class _Rarities(dict[Mark, float]):
    """How rare each mark of an archive is, worked out when it is first asked for."""

    def __init__(self, holders: "Holders") -> None:
        super().__init__()
        self._holders = holders

    def __missing__(self, mark: Mark) -> float:
        rarity = self[mark] = self._holders.rarity(mark)
        return rarity


class Holders:
    """The postmortems that have each mark, newest first, each by a number of its own.

    Args:
        lists: for each mark, the numbers of those that have it, as an array's bytes.
        ranks: place of each postmortem in the archive, by its number; 0 is the newest.

    Attributes:
        lists: the same.
        ranks: the same.
        rarities: how rare each mark is, with nothing but the archive in view.
    """

    def __init__(self, lists: dict[Mark, bytes], ranks: Mapping[int, int]) -> None:
        self.lists = lists
        self.ranks = ranks
        self.rarities: Mapping[Mark, float] = _Rarities(self)

    @classmethod
    def of(cls, features: Iterable[Features]) -> "Holders":
        """The holders among postmortems that are numbered from 0, the newest first."""
        found: defaultdict[Mark, list[int]] = defaultdict(list)
        number = -1
        for number, item in enumerate(features):
            for mark in item.marks():
                found[mark].append(number)
        lists = {mark: array("I", numbers).tobytes() for mark, numbers in found.items()}
        return cls(lists, {each: each for each in range(number + 1)})

    def all(self, mark: Mark) -> Sequence[int]:
        """Everyone who has it."""
        return memoryview(self.lists.get(mark, b"")).cast("I")

    def newest(self, mark: Mark) -> Sequence[int]:
        """The newest of those who have it: all that are looked at."""
        return self.all(mark)[: MOST_WITH_TERM if isinstance(mark, str) else MOST_WITH_VALUE]

    def add(self, mark: Mark, number: int) -> None:
        """Note that a postmortem, whose rank is known, has it."""
        numbers = array("I", self.lists.get(mark, b""))
        place = bisect_left(numbers, self.ranks[number], key=self.ranks.__getitem__)
        numbers.insert(place, number)
        self.lists[mark] = numbers.tobytes()

    def remove(self, mark: Mark, number: int) -> None:
        """Note that a postmortem has it no longer."""
        numbers = array("I", self.lists[mark])
        numbers.remove(number)
        if numbers:
            self.lists[mark] = numbers.tobytes()
        else:
            del self.lists[mark]

    def size(self, more: int = 0) -> float:
        """How many postmortems there are, with ``more`` beside them, as far as that counts."""
        return stepped(len(self.ranks) + more, _VALUE_STEPS)

    def count(self, mark: Mark, more: int = 0) -> float:
        """How many have it, with ``more`` beside them, as far as that counts."""
        steps = _TERM_STEPS if isinstance(mark, str) else _VALUE_STEPS
        return stepped(len(self.lists.get(mark, b"")) // _WIDTH + more, steps)

    def rarity(self, mark: Mark, more: int = 0) -> float:
        """1 where only one of the archive, and of ``more`` beside it, has it; 0 where all have it."""
        size = self.size(more)
        if not isinstance(mark, str):
            size = max(size, _SMALL_ARCHIVE)
        count = min(self.count(mark, more), size)
        return math.log((size + 1) / count) / math.log(size + 1)


def stepped(count: int, digits: int) -> float:
    """The middle of all counts with the same leading binary digits, as many as said."""
    width = 1 << max(0, count.bit_length() - digits)
    return count // width * width + (width - 1) / 2
