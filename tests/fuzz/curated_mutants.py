"""Mutants of the curated bad inputs: the same number always gives the same one."""

import random
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from bad_inputs import SETTINGS, bad_inputs
from good_postmortem import GOOD
from mutations import SPLINTERS

_MOST_BYTES = 4_000  # of what is mutated: many small ones find more than few large ones
_LONGEST = 20_000
_MOST_CHANGES = 6
_TOKENS = tuple(one.encode("utf-8", "surrogatepass") for one in SPLINTERS)


class Mutant(NamedTuple):
    """A mutated file.

    Attributes:
        kind: ``postmortem``, ``settings`` or ``baseline``: what it claims to be.
        name: the case that it was.
        data: its bytes.
    """

    kind: str
    name: str
    data: bytes


def mutant(number: int) -> Mutant:
    """The mutant of that number."""
    rng = random.Random(number)
    base = rng.choice(_bases())
    data = base.data
    for _ in range(rng.randint(1, _MOST_CHANGES)):
        data = rng.choice(_CHANGES)(rng, data)[:_LONGEST]
    return base._replace(data=data)


@cache
def _bases() -> tuple[Mutant, ...]:
    """What is mutated: the good files, and every case that is small."""
    found = [Mutant("postmortem", "good", GOOD.encode())]
    found.append(Mutant("settings", "good", SETTINGS.encode()))
    for case in bad_inputs():
        if case.data != GOOD.encode():
            found.append(Mutant("postmortem", case.name, case.data))
        elif case.baseline is not None:
            found.append(Mutant("baseline", case.name, case.baseline))
        else:
            found.append(Mutant("settings", case.name, case.settings))
    return tuple(base for base in found if len(base.data) <= _MOST_BYTES)


def _span(rng: random.Random, data: bytes, longest: int) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, longest))


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8) if data else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _delete(rng: random.Random, data: bytes) -> bytes:
    start, end = _span(rng, data, 60)
    return data[:start] + data[end:]


def _double(rng: random.Random, data: bytes) -> bytes:
    start, end = _span(rng, data, rng.choice((4, 40, 400)))
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 20)) + data[end:]


def _move(rng: random.Random, data: bytes) -> bytes:
    start, end = _span(rng, data, 60)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _splice(rng: random.Random, data: bytes) -> bytes:
    other = rng.choice(_bases()).data
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _shuffle_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    start = rng.randrange(len(lines))
    end = start + rng.randint(2, 12)
    some = lines[start:end]
    rng.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[end:]])


def _indent(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice((b" ", b"  ", b"    ", b"\t", b"> ", b"- ", b"| ", b"# ")) + lines[at]
    return b"\n".join(lines)


def _put_in(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 30)) + data[at:]


_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(_flip, _delete, _double, _move, _splice, _shuffle_lines, _indent, _put_in, _put_in),
)
