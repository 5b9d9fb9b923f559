import json
import unicodedata
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    write(project, "2026-03-12-pool.md", GOOD)
    login = GOOD.replace("[checkout]", "[login]").replace("pool ran dry", "session store was full")
    write(project, "2026-03-12-session-store.md", login.replace("pool", "store"))
    return project


def test_words_find_the_postmortem_and_say_where_it_is(run: Run) -> None:
    done = run("search", "pool", "dry")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "SEV1  Checkout failed when the pool ran dry"
    assert (
        lines[1].strip()
        == "2026-03-12 14:05 UTC · 1 h · checkout · capacity, review-gap · 1 open action"
    )
    assert lines[3].strip() == "postmortems/2026/2026-03-12-pool.md"
    assert lines[-1] == "1 postmortem"


def test_one_late_action_is_overdue_of_several_some_are(project: Path, run: Run) -> None:
    late = GOOD.replace("2026-04-01", "2026-03-13")
    write(project, "2026-03-12-pool.md", late)
    assert " · 1 open action, overdue\n" in run("search", "pool").out
    row = "| Alert at 80 % use of the pool | @ana | 2026-03-13 | detect |\n"
    assert row in late
    write(project, "2026-03-12-pool.md", late.replace(row, row + row.replace("Alert", "Warn")))
    assert " · 2 open actions, some overdue\n" in run("search", "pool").out


def test_a_hit_without_text_has_no_empty_line(project: Path, run: Run) -> None:
    head = GOOD.split("---")[1]
    write(project, "2026-03-12-pool.md", f"---{head}---\n")
    lines = run("search", "pool").out.splitlines()
    assert lines[2].strip() == "postmortems/2026/2026-03-12-pool.md"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("service:login", ["session-store"]),
        ("service:cart", ["pool"]),
        ("team:payments,identity", ["pool", "session-store"]),
        ('"session store"', ["session-store"]),
        ("checkout -store", ["pool"]),
        ("after:2026-03-13", []),
        ("longer:59m is:published", ["pool", "session-store"]),
        ("is:overdue", []),
        ("owner:ana severity:sev1", ["pool", "session-store"]),
    ],
)
def test_the_language(run: Run, query: str, found: list[str]) -> None:
    done = run("search", query, "--format", "paths")
    assert sorted(Path(line).stem[11:] for line in done.out.splitlines()) == found
    assert done.code == (0 if found else 1)


def test_a_word_that_begins_with_a_hyphen_is_no_option(run: Run) -> None:
    done = run("search", "checkout", "-store", "--format", "paths")
    assert done.out.splitlines() == ["postmortems/2026/2026-03-12-pool.md"]


def test_an_unknown_field_or_value_is_said(run: Run) -> None:
    assert "Did you mean" in run("search", "servce:checkout").out
    done = run("search", "service:chekout")
    assert "checkout" in done.out
    assert "chekout" in done.out


@pytest.mark.parametrize("query", ["is:foo", "-is:foo", "pool after:yesterday", "longer:abc"])
def test_a_value_that_is_none_finds_nothing(run: Run, query: str) -> None:
    done = run("search", query, "--format", "json")
    data = json.loads(done.out)
    assert (done.code, data["total"]) == (1, 0)
    assert len(data["notices"]) == 1


def test_a_word_that_looks_like_a_field_is_said(project: Path, run: Run) -> None:
    done = run("search", "foo:bar")
    assert done.code == 1
    assert "there is no field 'foo'. Fields: service, cause," in done.out
    for word in ("http://foo", "14:05", "std::string"):
        assert "no field" not in run("search", word).out
    write(project, "2026-03-12-pool.md", GOOD.replace("pool", "foo:bar"))
    done = run("search", "foo:bar")
    assert done.code == 0
    assert "no field" not in done.out


def test_a_changed_a_new_and_a_deleted_file_are_noticed(project: Path, run: Run) -> None:
    assert run("search", "kafka").code == 1
    path = write(project, "2026-03-14-queue.md", GOOD.replace("pool", "kafka"))
    assert run("search", "kafka", "--format", "paths").out.strip().endswith("2026-03-14-queue.md")
    path.write_text(GOOD.replace("pool", "rabbit"), encoding="utf-8")
    assert run("search", "kafka").code == 1
    assert run("search", "rabbit").code == 0
    path.unlink()
    assert run("search", "rabbit").code == 1


def test_a_refused_file_is_not_found_and_does_not_disturb(project: Path, run: Run) -> None:
    write(project, "2026-03-15-broken.md", b"---\ntitle: pool: x\n---\npool")
    write(project, "2026-03-15-binary.md", b"pool\x00")
    done = run("search", "pool", "--format", "paths")
    assert done.out.splitlines() == ["postmortems/2026/2026-03-12-pool.md"]


def test_a_broken_archive_yml_does_not_stop_the_search(project: Path, run: Run) -> None:
    (project / "postmortems" / "archive.yml").write_text("services: [", encoding="utf-8")
    assert run("search", "pool").code == 0


def test_a_damaged_index_is_built_again(project: Path, run: Run) -> None:
    assert run("search", "pool").code == 0
    for path in (project / ".cache").rglob("*"):
        if path.is_file() and path.stat().st_size:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0xFF
            path.write_bytes(data)
    assert run("search", "pool").code == 0


def test_where_the_index_cannot_be_kept_it_says_so_and_answers(project: Path, run: Run) -> None:
    (project / ".cache").write_text("", encoding="utf-8")
    done = run("search", "pool", "--format", "paths")
    assert (done.code, done.out) == (0, "postmortems/2026/2026-03-12-pool.md\n")
    assert done.err.startswith("searched with an index for this once: ")
    assert done.err.count("\n") == 1


def test_without_a_home_folder_it_still_answers(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = project / "no-folder"
    nowhere.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    assert run("search", "pool").code == 0
    assert run("search", "pool").code == 0


def test_json_is_stable(run: Run) -> None:
    data = json.loads(run("search", "pool dry", "--format", "json").out)
    assert (data["version"], data["total"]) == (1, 1)
    hit = data["hits"][0]
    assert hit["id"] == "2026-03-12-pool"
    assert hit["duration"] == 60
    first, last = hit["title"]["marks"][0]
    assert hit["title"]["text"][first:last] == "pool"
    assert ["checkout", 1] in data["facets"]["service"]


@pytest.mark.parametrize(
    "query",
    [
        *("", '"', "(((((", "service:", "a" * 100_000, "\x00", "- - -", ":::", "<b>", "∅"),
        *("(" * 5_000, "AND OR NOT", "the of to", "\x1b[2Jpool\x07", "is:\x9b31m service:\u202ex"),
    ],
)
@pytest.mark.parametrize("form", ["text", "paths", "json"])
def test_any_query_gets_an_answer(run: Run, query: str, form: str) -> None:
    done = run("search", "--format", form, "--", query)
    assert done.code in (0, 1)
    obeyed = {char for char in done.out + done.err if unicodedata.category(char) in ("Cc", "Cf")}
    assert obeyed <= {"\n"}


def test_where_nothing_is_found_it_tells_what_there_is(run: Run) -> None:
    done = run("search", "zebra")
    assert done.code == 1
    assert "\nNothing found.\nMost frequent in this archive:\n  service:" in done.out
    examples = [word for word in done.out.split() if ":" in word and word[-1] != ":"]
    assert {example.partition(":")[0] for example in examples} == {"service", "cause", "year"}
    for example in examples:
        assert run("search", example).code == 0
    assert "Most frequent" not in run("search", "zebra", "--format", "paths").out


def test_an_empty_archive_says_that_nothing_was_found(project: Path, run: Run) -> None:
    for path in (project / "postmortems" / "2026").iterdir():
        path.unlink()
    done = run("search", "pool")
    assert done.code == 1
    assert "Nothing found." in done.out
    assert "Most frequent" not in done.out
