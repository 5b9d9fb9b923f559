"""Whatever an archive holds, nothing that a subcommand prints is obeyed by whoever reads it.

Each subcommand runs on archives in which every name and every value means harm, in each of its formats,
into a pipe and onto a terminal. A runner of CI jobs, a terminal and a code host read what comes out.
"""

import contextlib
import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from code_host import obeyed_markdown
from hostile_archive import HostileArchive
from postmortem_archive.cli.main import main
from postmortem_archive.report.formats import FORMATS
from runner_commands import COLOUR, Command, commands, hidden_characters
from scratch_repository import ScratchRepository

EXAMPLES = max(settings.default.max_examples // 75, 1) if settings.default else 1
"""An archive is worth hundreds of texts, and takes half a second."""

OWN = ("error", "warning", "notice")
JSON = ("json", "gitlab", "sarif")
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1773450000", "NO_COLOR": "1", "COLUMNS": "72", "CI": "1"}
TERMINAL = {**ENVIRONMENT, "TTY_COMPATIBLE": "1", "FORCE_COLOR": "1", "NO_COLOR": ""}
LISTS = {
    "search": ("text", "json", "paths"),
    "related": ("text", "json", "paths"),
    "actions": ("text", "json", "csv", "markdown"),
    "stats": ("text", "json", "csv", "markdown"),
    "rules": ("text", "json"),
    "approve": ("text", "json"),
}


@dataclass(frozen=True)
class Printed:
    """What a command printed, and in which of its formats."""

    form: str
    out: str
    err: str


def run(words: list[str], environment: dict[str, str]) -> tuple[str, str]:
    """What a command prints to standard output and to standard error; it never ends in a traceback."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2)]
    out, err = streams
    with (
        mock.patch("sys.argv", ["postmortem", *words]),
        mock.patch.dict(os.environ, environment),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    assert ended.value.code in (0, 1, 2, None), words
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return texts[0], texts[1]


def calls(archive: HostileArchive) -> Iterator[tuple[str, list[str]]]:
    """Every format and the words of the command that prints it."""
    for form in FORMATS:
        yield form, ["check", "--format", form]
        yield form, ["check", "--changed=main", "--format", form]
    for name, forms in LISTS.items():
        subject = {"search": ["pool"], "related": ["2026-03-12-pool"], "actions": ["--all"]}
        subject["approve"] = ["--list"]
        for form in forms:
            yield form, [name, *subject.get(name, []), "--format", form]
    for facet in ("service", "cause", "team", "tag", "severity", "trigger"):
        yield "markdown", ["stats", "--by", facet, "--format", "markdown"]
        yield "text", ["stats", "--by", facet]
    yield "patch", ["check", "--diff"]
    yield "markdown", ["digest"]
    yield "markdown", ["digest", "--since", "2025", "--link-base", "https://git.example/x"]
    yield "text", ["search"]
    yield "text", ["search", "--", archive.line()]
    said = archive.text().replace("\0", "")
    for command in ("check", "related", "print", "explain", "rules", "search", "no-such"):
        yield "text", [command, said]
    for option in ("check --archive", "check --changed", "check --baseline", "actions --owner"):
        yield "text", [*option.split(), said]
    yield "text", ["stats", "--by", said]
    yield "text", ["digest", "--since", said]
    yield "text", ["digest", "--output", f"no-folder/{said}"]
    yield "text", ["new", said, "--service", said, "--severity", "sev1"]
    yield "text", ["new", archive.line(), "--service", "checkout", "--severity", "sev1"]
    yield "text", ["approve", said, "--as", said, "--by", said]
    for path in archive.paths:
        for form in ("text", "diff", "markdown"):
            name = Path(path).stem
            yield "text", ["preview", "--edition", "public", "--format", form, "--", name]
        yield "text", ["check", "--", path]
        yield "text", ["related", "--", path]
        yield "text", ["print", "--", path]
        yield "text", ["rules", "--", path]
        yield "github", ["check", "--format", "github", "--", path]


def judge(printed: Printed) -> None:
    """Nothing in it is obeyed, and what it is for can read it."""
    # a patch has the bytes of the file; a tab moves the cursor and does nothing else
    allowed = {"\t"} if printed.form == "patch" else set()
    assert hidden_characters(printed.out) <= allowed
    assert hidden_characters(printed.err) == set()
    assert commands(COLOUR.sub("", printed.err)) == []
    found = commands(COLOUR.sub("", printed.out))
    if printed.form == "github":
        assert {item.name for item in found} <= set(OWN)
        assert all(set(item.properties) == {"file", "line", "col", "title"} for item in found)
    else:
        assert found == []
    if printed.form == "markdown":
        shown = printed.out.replace("(https://git.example/x/", "(x/")
        assert obeyed_markdown(shown) == []
        assert not [line for line in shown.splitlines() if line.lstrip().startswith("/")]
    if printed.form in JSON and printed.out:
        data = json.loads(printed.out)
        assert printed.out.isascii()
        if printed.form == "sarif":
            judge_sarif(data)
    if printed.form == "junit" and printed.out:
        assert fromstring(printed.out).tag == "testsuites"  # noqa: S314 - our own text
    if printed.form == "csv":
        rows = list(csv.reader(io.StringIO(printed.out)))
        assert len({len(row) for row in rows}) == 1


def judge_sarif(data: dict[str, list[dict[str, list[dict[str, dict[str, str]]]]]]) -> None:
    """No message has markup: neither a link of SARIF's own nor anything that a host looks for."""
    for result in data["runs"][0]["results"]:
        text = result["message"]["text"]
        assert "](" not in text.replace(r"\](", "")
        assert obeyed_markdown(text) == [], ascii(text)
        assert hidden_characters(text) == set()


def test_nothing_that_is_printed_is_obeyed(record_property: Callable[[str, object], None]) -> None:
    judged = 0

    @given(st.integers(0, 2**32))
    @settings(max_examples=EXAMPLES)
    @example(0)
    @example(1)
    @example(49946)  # its patch has a tab
    def on_an_archive(seed: int) -> None:
        nonlocal judged
        judged += judge_archive(seed)

    on_an_archive()
    record_property("count: outputs of hostile archives, of which nothing is obeyed", judged)


def judge_archive(seed: int) -> int:
    """Judge what every command prints of an archive; returns how many outputs that are."""
    judged = 0
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        repository = ScratchRepository(Path(folder) / "project")
        repository.commit({"2025/2025-03-01-old.md": "# Old\n"})
        (repository.root / "postmortems").rename(repository.root / "old")
        archive = HostileArchive(repository.root, seed)
        os.chdir(repository.root)
        for environment in (ENVIRONMENT, TERMINAL):
            for form, words in calls(archive):
                if form not in ("text", "patch") and environment is TERMINAL:
                    continue  # only what is written for people looks different there
                out, err = run(words, environment)
                try:
                    judge(Printed(form, out, err))
                except AssertionError as error:
                    raise AssertionError(f"{words} with {environment}: {error}") from error
                judged += 1
    return judged


def test_the_judge_sees_what_is_obeyed() -> None:
    for form, out in (
        ("text", "a\n ::error::b"),
        ("text", "a ##[error]b"),
        ("text", "a \x1b[2J"),
        ("text", "a\r"),
        ("github", "::add-mask::x"),
        ("github", "::error file=a,line=1,col=1,title=b,endLine=2::x"),
        ("markdown", "a @team"),
        ("markdown", "fixes #1"),
        ("markdown", "a <img src=x>"),
        ("markdown", "[a](https://b.example)"),
        ("markdown", "![a](b.png)"),
        ("json", "{"),
        ("junit", "<testsuites>"),
        ("csv", "a,b\nc\n"),
        ("sarif", '{"runs": [{"results": [{"message": {"text": "by @ana"}}]}]}'),
    ):
        with pytest.raises((AssertionError, SyntaxError, ValueError)):
            judge(Printed(form, out, ""))
    assert commands("::error file=a::b") == [Command("error", {"file": "a"}, "b")]
