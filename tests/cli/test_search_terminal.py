"""What the terminal's search does beside finding: narrowing, opening, standard input, completion."""

import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write

PROGRAM = "from postmortem_archive.cli.main import main; main()"
TRACE = """\
2026-03-20T03:12:44.918Z ERROR [http-7] c.e.Checkout - request 4bf92f3577b34da6 failed -dns
PoolExhausted: the pool ran dry, orders are refused service:nowhere
\tat com.example.Pool.take(Pool.java:142)
"""


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    write(project, "2026-03-12-pool.md", GOOD)
    for day in range(1, 10):
        service = "login" if day % 3 else "checkout"
        text = GOOD.replace("2026-03-12", f"2026-03-0{day}").replace("[checkout]", f"[{service}]")
        write(project, f"2026-03-0{day}-store.md", text.replace("pool ran dry", "store was full"))
    return project


def piped(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_what_would_narrow_the_answer_is_said_where_not_all_is_shown(run: Run) -> None:
    lines = run("search", "--limit", "3").out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("3 of 10"))
    assert lines[place] == "3 of 10 postmortems; --limit shows more, and these would narrow them:"
    assert "  service:login (6)  service:checkout (4)" in lines[place + 1 :]
    assert not any(line.strip().startswith("severity:") for line in lines[place:])  # all have one
    for line in lines[place + 1 :]:
        value = line.split()[0]
        assert run("search", value).code == 0


def test_nothing_is_said_of_facets_where_all_is_shown_or_they_were_asked_for(run: Run) -> None:
    assert "narrow" not in run("search", "--limit", "20").out
    out = run("search", "service:login,checkout", "--limit", "3").out
    assert "3 of 10 postmortems" in out
    assert "  service:" not in out


def test_text_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, TRACE.encode() + b"\xff\xfe")
    done = run("search", "-", "--format", "paths", "--limit", "1")
    assert done.out == "postmortems/2026/2026-03-12-pool.md\n"
    piped(monkeypatch, TRACE.encode())
    assert "A pasted text is searched for by its most telling words." in run("search", "-").out


def test_standard_input_that_is_empty_or_long_is_answered(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, b"")
    assert run("search", "-").code == 0
    piped(monkeypatch, b"xyzzy plugh frobozz \n" * 100_000)
    done = run("search", "-")
    assert done.code == 1
    assert "Only the first 10,000 characters were searched for." in done.out


@pytest.fixture
def editor(project: Path) -> str:
    """A command that writes down what it is asked to open, with an argument of its own."""
    script = project / "an editor.py"
    script.write_text(
        "import sys; from pathlib import Path; Path('opened').write_text('|'.join(sys.argv[1:]))",
        encoding="utf-8",
    )
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait"


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR", "PAGER"])
def test_the_best_hit_is_opened(
    project: Path, run: Run, editor: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for other in ("VISUAL", "EDITOR", "PAGER"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, editor)
    done = run("search", "pool dry", "--open")
    assert (done.code, done.out) == (0, "")
    option, path = (project / "opened").read_text("utf-8").split("|")
    assert option == "--wait"
    assert path == str(project / "postmortems/2026/2026-03-12-pool.md")


def test_no_shell_reads_the_path(
    project: Path, run: Run, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "2026-03-13-$(touch gone); x y.md"
    write(project, name, GOOD.replace("pool", "zeppelin"))
    monkeypatch.setenv("VISUAL", editor)
    assert run("search", "zeppelin", "--open").code == 0
    assert (project / "opened").read_text("utf-8").endswith(f"/2026/{name}")
    assert not (project / "gone").exists()


def test_without_an_editor_it_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    for name in ("VISUAL", "EDITOR", "PAGER"):
        monkeypatch.setenv(name, "no-such-program")
    monkeypatch.setenv("PATH", str(project))
    done = run("search", "pool", "--open")
    assert done.code == 2
    assert "EDITOR" in done.err
    monkeypatch.setenv("VISUAL", '"')
    assert "$VISUAL cannot be understood" in run("search", "pool", "--open").err


def test_nothing_found_opens_nothing(
    project: Path, run: Run, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    assert run("search", "xyzzy", "--open").code == 1
    assert not (project / "opened").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-", "--open"), "--open needs the terminal"),
        (("--limit", "0"), "limit"),
        (("--format", "xml"), "format"),
        (("--sort", "best"), "sort"),
        (("--archive", "nowhere"), "nowhere"),
    ],
)
def test_misuse_is_said_with_exit_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("search", "pool", *words) if words[0] != "-" else run("search", *words)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def completed(project: Path, shell: str, *words: str) -> list[str]:
    """What a shell is offered for the last word; each shell hands the words over in its own way."""
    env = {"_POSTMORTEM_COMPLETE": f"{shell}_complete"}
    env["COMP_WORDS"] = shlex.join(["postmortem", *words])
    env["COMP_CWORD"] = words[-1] if shell == "fish" else str(len(words))
    if shell == "fish":
        env["COMP_WORDS"] = shlex.join(["postmortem", *words[:-1]])
    program = "import sys; sys.argv[0] = 'postmortem'; " + PROGRAM
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    if shell == "zsh":
        values = [lines[number + 1] for number in range(0, len(lines) - 2, 3)]
        return [value.replace("\\:", ":") for value in values]
    return [line.partition(",")[2].partition("\t")[0] for line in lines if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("se",), ["service:", "severity:"]),
        (("pool", "is:o"), ["is:open", "is:overdue"]),
        (("service:che",), ["service:checkout"]),
        (("service:login,ch",), ["service:login,checkout"]),
        (("team:",), ["team:identity", "team:payments"]),
        (("status:in",), ["status:in-review"]),
        (("serv",), ["service:checkout", "service:login"]),
        (("longer:1",), ["longer:15m", "longer:1d", "longer:1h"]),
        (("nosuch:x",), []),
        (("pool",), []),
    ],
)
def test_zsh_and_fish_are_offered_fields_and_values(
    project: Path, words: tuple[str, ...], offered: list[str]
) -> None:
    for shell in ("zsh", "fish"):
        assert sorted(completed(project, shell, "search", *words)) == offered
    assert not (project / ".cache/postmortems/search/whoosh").exists()  # nothing was built


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("se",), ["service:", "severity:"]),
        (("service", ":"), ["checkout", "login"]),
        (("pool", "service", ":", "che"), ["checkout"]),
        (("service", ":", "login,ch"), ["login,checkout"]),
    ],
)
def test_bash_takes_a_colon_for_the_end_of_a_word(
    project: Path, words: tuple[str, ...], offered: list[str]
) -> None:
    assert sorted(completed(project, "bash", "search", *words)) == offered


def test_values_that_only_postmortems_have_are_offered_after_a_search(
    project: Path, run: Run
) -> None:
    assert completed(project, "zsh", "search", "owner:") == []
    assert run("search").code == 0
    assert "owner:ana" in completed(project, "zsh", "search", "owner:")
    assert completed(project, "zsh", "search", "after:2") == ["after:2026"]


def test_where_there_is_no_archive_nothing_is_offered(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert completed(tmp_path_factory.mktemp("empty"), "zsh", "search", "service:") == []
