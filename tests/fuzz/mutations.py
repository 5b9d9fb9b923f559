"""Texts that are nearly postmortems: real ones with something cut, doubled, moved or put in."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

_REAL = sorted((Path(__file__).parents[2] / "postmortems").glob("*/*.md"))
_SETTINGS = Path(__file__).parents[2] / "postmortems" / "archive.yml"

SPLINTERS = (
    *("---\n", "...\n", "\r\n", "\r", "\t", "\0", "\ufeff", "\u202e", "\u2028", "\x85", "\x1b[2J"),
    *("# ", "## ", "## Timeline\n", "## Summary\n", "<!--", "-->", "```\n", "~~~\n", "> ", "    "),
    *(
        "|",
        "| a | b |\n|---|---|\n",
        "- [ ] ",
        "1. ",
        "* ",
        "[",
        "](",
        "![",
        "](x)",
        "<a ",
        "`",
        "``",
    ),
    *(
        "&a ",
        "*a ",
        "<<: ",
        "!!python/object ",
        "? ",
        "- - - ",
        "{",
        "[[",
        '"',
        "'",
        ": ",
        "#",
        "%",
    ),
    *(
        "14:05",
        "14:05Z",
        "2026-03-12T14:05",
        "9999-12-31",
        "0000-00-00",
        "24:00",
        "-99:99",
        "12 am",
    ),
    *(
        "a@b.c",
        "+49 30 1234567",
        "4111111111111111",
        "::error::x",
        "##[error]x",
        "${{ x }}",
        "=1+1",
    ),
    *(
        "<!-- postmortem: ignore PM1 x -->",
        "<!-- postmortem: ignore",
        "# postmortem: ignore PM1 x\n",
    ),
    *("should have", "human error", "TODO", "¯\\_(ツ)_/¯", "a" * 500, "é" * 300, "\U0001f4a5"),
)

Mutation = Callable[[random.Random, str], str]


def _cut(rng: random.Random, text: str) -> str:
    first, last = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:first] + text[min(last, first + 400) :]


def _put_in(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SPLINTERS) * rng.choice((1, 1, 1, 2, 50)) + text[at:]


def _double(rng: random.Random, text: str) -> str:
    first = rng.randrange(len(text) + 1)
    piece = text[first : first + rng.choice((5, 50, 500))]
    return text[:first] + piece * rng.choice((2, 2, 20)) + text[first:]


def _swap_lines(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def _change_sign(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + chr(rng.randrange(1, 0x3000)) + text[at + 1 :]


_MUTATIONS: tuple[Mutation, ...] = (_cut, _put_in, _put_in, _double, _swap_lines, _change_sign)


@dataclass(frozen=True)
class Mutant:
    """A mutated file: the same seed and number of changes always give the same one."""

    seed: int
    changes: int

    def text_of(self, path: Path, rng: random.Random) -> str:
        """The text of a file after the changes."""
        text = path.read_text("utf-8")
        for _ in range(self.changes):
            text = rng.choice(_MUTATIONS)(rng, text)
        return text

    @property
    def postmortem(self) -> bytes:
        """A postmortem, in one of the encodings that files come in."""
        rng = random.Random(self.seed)
        data = self.text_of(rng.choice(_REAL), rng).encode("utf-8", "replace")
        if rng.random() < 0.1:
            at = rng.randrange(len(data) + 1)
            data = data[:at] + bytes([rng.randrange(256)]) + data[at:]
        return data.replace(b"\n", b"\r\n") if rng.random() < 0.1 else data

    @property
    def settings(self) -> str:
        """An ``archive.yml``."""
        return self.text_of(_SETTINGS, random.Random(self.seed))


mutants = st.builds(Mutant, seed=st.integers(0, 2**32), changes=st.integers(1, 12))
