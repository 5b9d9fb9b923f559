import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run

NEW = ("new", "Checkout failed", "--service", "checkout", "--severity", "sev2")
STARTED = ("--started", "2026-03-12T14:05Z")


def test_writes_the_file_and_says_where(project: Path, run: Run) -> None:
    done = run(*NEW, *STARTED)
    assert (done.code, done.out) == (0, "postmortems/2026/2026-03-12-checkout-failed.md\n")
    assert "postmortem check postmortems/2026/2026-03-12-checkout-failed.md" in done.err
    text = (project / done.out.strip()).read_text(encoding="utf-8")
    assert "title: Checkout failed\nstatus: draft\nseverity: sev2\nservices: [checkout]\n" in text
    assert "started: 2026-03-12T14:05Z\n" in text


def test_a_new_file_only_has_parts_to_fill_in(project: Path, run: Run) -> None:
    run(*NEW)
    run("new", "Backups unreadable", "--service", "login", "--severity", "sev1", "--kind=near-miss")
    done = run("check")
    codes = {line.split()[1] for line in done.out.splitlines() if line.startswith("postmortems/")}
    assert done.code == 0
    assert len(codes) == 1, done.out
    assert "not filled in yet" in done.out


def test_overwrites_nothing(project: Path, run: Run) -> None:
    path = project / run(*NEW, *STARTED).out.strip()
    path.write_text("mine", encoding="utf-8")
    done = run(*NEW, *STARTED)
    assert (done.code, done.out) == (2, "")
    assert "exists already and was left as it is" in done.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_takes_no_id_that_is_used_in_another_folder(project: Path, run: Run) -> None:
    elsewhere = project / "postmortems" / "old" / "2026-03-12-Checkout-failed.md"
    elsewhere.parent.mkdir()
    elsewhere.write_text("mine", encoding="utf-8")
    done = run(*NEW, *STARTED)
    assert done.code == 2
    assert "postmortems/old/2026-03-12-Checkout-failed.md exists already" in done.err
    assert list((project / "postmortems").rglob("*.md")) == [elsewhere]


@pytest.mark.parametrize("word", ["cart", "Checkout", "CHECKOUT"])
def test_names_and_aliases_stand_for_their_service(project: Path, run: Run, word: str) -> None:
    path = run("new", "t", "--service", word, "--severity", "sev1").out.strip()
    assert "services: [checkout]" in (project / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("new", "t", "--service", "chekout", "--severity", "sev1"), "Did you mean 'checkout'?"),
        (("new", "t", "--service", "zzz", "--severity", "sev1"), "known: checkout, login"),
        (("new", "t", "--service", "login", "--severity", "sve1"), "Did you mean 'sev1'?"),
        (("new", "t", "--service", "login"), "the option --severity is missing"),
        (("new", "t", "--severity", "sev1"), "the option --service is missing"),
        (("new", " ", "--service", "login", "--severity", "sev1"), "the title is empty"),
        ((*NEW, "--started", "2026-03-12 14:05"), "in UTC that is written 2026-03-12T14:05Z"),
        ((*NEW, "--started", "yesterday"), "'yesterday' is no time"),
        ((*NEW, "--kind", "nearmiss"), "'nearmiss' is not one of"),
        (("new", "t"), "the options --service and --severity are missing"),
        (("new", "t"), "known services: checkout, login; known severities: sev1, sev2"),
        (("new", "x" * 201, *NEW[2:]), "the title has 201 characters, more than 200"),
        (("new", "a\x1bb", *NEW[2:]), r"\x1bb' has a line break or a control character"),
        (("new", "a\udce9b", *NEW[2:]), "has a line break or a control character"),
        (("new", "t", "--service", "", "--severity", "sev1"), "--service: the word is empty"),
    ],
)
def test_misuse_is_said_and_writes_nothing(
    project: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    done = run(*words)
    assert done.code == 2
    assert message in done.err
    assert list((project / "postmortems").rglob("*.md")) == []


def test_without_a_vocabulary_any_word_will_do(project: Path, run: Run) -> None:
    (project / "postmortems" / "archive.yml").unlink()
    for words in (("--service", "a\nb"), ("--service", "a", "--cause", "a\x07")):
        done = run("new", "t", *words, "--severity", "bad")
        assert done.code == 2
        assert "has a line break or a control character" in done.err
    done = run("new", "t", "--service", "Our Thing", "--severity", "bad")
    assert done.code == 0
    assert "services: [Our Thing]" in (project / done.out.strip()).read_text(encoding="utf-8")


def test_without_an_archive_it_says_how_to_begin(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*NEW)
    assert done.code == 2
    assert "hint: begin one with: postmortem init" in done.err


class Terminal(io.StringIO):
    """A terminal at which somebody types these lines, and then Ctrl-C or Ctrl-D."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_on_a_terminal_what_is_missing_is_asked_for_until_it_is_known(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(
        monkeypatch, "chekout", "cart, login", "Majr", "major", "2026-03-12 14:05", "2026-03-12"
    )
    done = run("new", "Checkout failed")
    assert (done.code, done.out) == (0, "postmortems/2026/2026-03-12-checkout-failed.md\n")
    text = (project / done.out.strip()).read_text(encoding="utf-8")
    assert "severity: sev2\nservices: [checkout, login]\n" in text
    assert "'chekout' is not in the archive's services. Did you mean 'checkout'?" in done.err
    assert "Known: sev1 (Critical), sev2 (Major)" in done.err
    assert "Did you mean 'Major'?" in done.err or "Did you mean 'major'?" in done.err
    assert "in UTC that is written 2026-03-12T14:05Z" in done.err


def test_on_a_terminal_the_start_may_be_left_open(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "")
    assert run(*NEW).out == "postmortems/2026/2026-03-14-checkout-failed.md\n"
    assert run("new", "other", *NEW[2:], "--started", "2026-03-12").code == 0  # nothing is asked


def test_who_has_had_enough_may_stop(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "login")
    done = run("new", "t")
    assert (done.code, done.out) == (130, "")
    assert done.err.endswith("\n")
    assert "Aborted" not in done.err
    assert list((project / "postmortems").rglob("*.md")) == []


def test_a_disk_that_is_full_leaves_no_half_file(project: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("postmortem"), *NEW],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written: " in done.stderr
    assert list((project / "postmortems").rglob("*.md")) == []
