"""The lines of a ``.gitignore`` that keep out of git what is built."""

from __future__ import annotations

from collections.abc import Iterable


def missing_lines(text: str, wanted: Iterable[str]) -> list[str]:
    """Those of the ``wanted`` lines, each a folder such as ``site/``, that no line of the text stands for.

    A line stands for it with or without a slash at either end.
    """
    there = {line.strip().strip("/") for line in text.split("\n")}
    return [line for line in wanted if line.strip("/") not in there]


def with_lines(before: bytes, lines: Iterable[str]) -> bytes:
    """The bytes of a ``.gitignore`` with lines added at its end, which end as the others do."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    start = before if not before or before.endswith(b"\n") else before + end
    return start + b"".join(line.encode() + end for line in lines)
