"""Diffs that git applies, byte for byte."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from postmortem_archive.fixes.diff import diff
from time_bounds import PER_FILE

LINES = [f"line {number}\n" for number in range(40)]
TEXT = "".join(LINES)


def applied(folder: Path, name: str, before: bytes, text: str) -> bytes:
    """The bytes that git makes of a file with a diff."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "--unsafe-paths", "-"],
        cwd=folder,
        input=text.encode(),
        check=True,
    )
    return file.read_bytes()


@pytest.mark.parametrize("name", ["2026/a.md", "2026/two words.md", "été/日本.md", "a'b\"c\\d.md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TEXT, TEXT.replace("line 3\n", "LINE\n").replace("line 30\n", "")),
        (TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r\n").replace("line 9\r", "x\r")),
        ("\ufeffa\nb\r\nc\rd", "\ufeffA\nb\r\nc\rD"),
        ("a\nb", "a\nB"),
        ("a\nb", "b\na"),
        ("a\n", "b\na\n"),
        ("a  \n\n\n", "a  \n\n"),
        ("x\u2028y\x0cz\n", "x\u2028y\x0cZ\n"),
        ("- a\n+ b\n-- c\n", "- a\n+ B\n--- c\n"),
    ],
)
def test_git_applies_it(tmp_path: Path, name: str, before: str, after: str) -> None:
    text = diff(name, before.encode(), after.encode())
    assert applied(tmp_path, name, before.encode(), text) == after.encode()


def test_it_reads_as_people_expect() -> None:
    after = TEXT.replace("line 3\n", "LINE\n").replace("line 39\n", "end")
    assert diff("2026/a.md", TEXT.encode(), after.encode()) == (
        "--- a/2026/a.md\n+++ b/2026/a.md\n"
        "@@ -1,7 +1,7 @@\n line 0\n line 1\n line 2\n-line 3\n+LINE\n line 4\n line 5\n line 6\n"
        "@@ -37,4 +37,4 @@\n line 36\n line 37\n line 38\n-line 39\n+end\n"
        "\\ No newline at end of file\n"
    )


def test_nothing_changes() -> None:
    assert diff("a.md", b"a\n", b"a\n") == ""


@pytest.mark.parametrize("seed", range(20))
def test_git_applies_random_changes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines = [chance.choice(("a\n", "b\r\n", "\n", "c d\n")) for _ in range(60)]
    changed = lines[:]
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(changed))
        changed[at : at + chance.randrange(3)] = [chance.choice(("x\n", "a\n", "\n"))]
    before, after = "".join(lines).encode(), "".join(changed).encode().removesuffix(b"\n")
    assert applied(tmp_path, "a.md", before, diff("a.md", before, after)) == after


def test_a_hostile_file_is_compared_in_time(tmp_path: Path) -> None:
    chance = random.Random(1)
    lines = [f"{chance.randrange(90)}\n" for _ in range(20_000)]
    before = "".join(lines).encode()
    chance.shuffle(lines)
    after = "".join(lines).encode()
    start = time.process_time()
    text = diff("a.md", before, after)
    assert time.process_time() - start < PER_FILE
    assert applied(tmp_path, "a.md", before, text) == after
