"""What ``postmortem init`` writes, and what it says of it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from command_runner import Run
from init_repository import SHOP_FILES, WORKFLOW, files_below, shop_repository

EXAMPLE = "postmortems/2026/2026-03-13-example-connection-pool-ran-dry.md"


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_writes_what_it_shows_from_what_it_sees(shop: Path, run: Run) -> None:
    done = run("init", "--yes")
    assert done.code == 0, done.err
    new = set(files_below(shop)) - set(SHOP_FILES)
    assert new == {"mkdocs.yml", "docs/index.md", "postmortems/archive.yml", EXAMPLE, WORKFLOW}
    assert done.out.startswith(f"6 files will be written in {shop}:\n")
    for path in (*new, ".gitignore"):
        assert path.rpartition("/")[2] in done.out
    assert "2 services and 3 teams, from catalog-info.yaml and CODEOWNERS" in done.out
    assert "replace OWNER and COMMIT in .github/workflows/postmortems.yml" in done.err
    assert "6 files written.\nNext:\n  mkdocs serve" in done.err
    assert f"delete it: rm {EXAMPLE}" in done.err
    site = yaml.safe_load(read(shop, "mkdocs.yml"))
    assert site["site_name"] == "Postmortems of shop"
    assert site["edit_uri"] == "https://github.com/acme/shop/edit/main/docs/"
    assert read(shop, ".gitignore") == "node_modules/\nsite/\n.cache/\n"
    words = yaml.safe_load(read(shop, "postmortems/archive.yml"))
    assert words["services"]["checkout"] == {
        "name": "Checkout",
        "team": "payments",
        "description": "Takes orders and money.",
    }
    assert words["teams"] == {"identity": {}, "payments": {}, "platform": {}}


def test_a_second_run_has_nothing_to_write(shop: Path, run: Run) -> None:
    run("init", "--yes")
    before = files_below(shop)
    done = run("init")
    assert (done.code, files_below(shop)) == (0, before)
    assert done.out == f"Nothing to write in {shop}: all of it is there.\n"
    (shop / EXAMPLE).unlink()
    assert run("init").out == done.out  # what was deleted stays away


def test_a_dry_run_prints_a_patch_that_git_takes(shop: Path, run: Run) -> None:
    before = files_below(shop)
    done = run("init", "--dry-run")
    assert (done.code, files_below(shop)) == (0, before)
    subprocess.run(["git", "apply"], input=done.out, cwd=shop, text=True, check=True)
    patched = files_below(shop)
    for path in set(patched) - set(before):
        (shop / path).unlink()
    (shop / ".gitignore").write_bytes(before[".gitignore"])
    run("init", "--yes")
    assert files_below(shop) == patched


def test_overwrites_nothing_and_says_what_is_left_to_do(shop: Path, run: Run) -> None:
    kept = {
        "mkdocs.yml": "site_name: Ours\nplugins:\n  - search\n",
        "docs/index.md": "# Ours\n",
        "postmortems/archive.yml": "name: Ours\n",
        WORKFLOW: "name: Ours\n",
    }
    for name, text in kept.items():
        (shop / name).parent.mkdir(parents=True, exist_ok=True)
        (shop / name).write_text(text, encoding="utf-8")
    done = run("init", "--yes")
    assert done.code == 0
    assert "1 file will be written" in done.out
    assert {name: read(shop, name) for name in kept} == kept
    assert "left as they are: mkdocs.yml, postmortems/archive.yml, .github/" in done.err
    assert "Add to its plugins:\n    - postmortems\n" in done.err


def test_pages_and_builds_of_something_else_are_left_alone(shop: Path, run: Run) -> None:
    (shop / "docs").mkdir()
    (shop / "docs" / "broken.md").write_text("[x](nowhere.md)", encoding="utf-8")
    (shop / "site").mkdir()
    done = run("init", "--yes")
    site = yaml.safe_load(read(shop, "mkdocs.yml"))
    assert (site["docs_dir"], site["site_dir"]) == ("postmortem-docs", "postmortem-site")
    assert (shop / "postmortem-docs" / "index.md").is_file()
    assert read(shop, ".gitignore").endswith("postmortem-site/\n.cache/\n")
    assert "the site's own pages are in postmortem-docs/" in done.err
    assert "the site is built in postmortem-site/" in done.err


def test_words_are_not_begun_for_postmortems_that_are_there(shop: Path, run: Run) -> None:
    (shop / "postmortems").mkdir()
    (shop / "postmortems" / "old.md").write_text("# Old", encoding="utf-8")
    done = run("init", "--yes")
    assert "has postmortems already, so postmortems/archive.yml is left to you" in done.err
    assert [path.name for path in (shop / "postmortems").iterdir()] == ["old.md"]


def test_a_catalog_that_cannot_be_read_is_said_and_the_rest_is_done(shop: Path, run: Run) -> None:
    (shop / "a").mkdir()
    (shop / "a" / "catalog-info.yaml").write_text("a: &b \x1b[2J", encoding="utf-8")
    done = run("init", "--yes")
    assert done.code == 1
    assert "Not understood: a/catalog-info.yaml:1: " in done.err
    assert "\x1b" not in done.out + done.err
    assert (shop / "postmortems" / "archive.yml").is_file()
    assert run("init").code == 0


def test_a_token_in_an_address_goes_nowhere(tmp_path: Path, run: Run) -> None:
    root = shop_repository(tmp_path / "shop", "https://ana:gl-t0ken@gitlab.com/acme/shop.git")
    done = run("init", str(root), "--yes")
    assert "https://gitlab.com/acme/shop/-/edit/main/docs/" in read(root, "mkdocs.yml")
    assert "t0ken" not in done.out + done.err
    assert not any(b"t0ken" in data for data in files_below(root).values())


def test_a_folder_within_a_repository_gets_no_pipeline(shop: Path, run: Run) -> None:
    done = run("init", "ops/archive", "--yes")
    assert done.code == 0
    assert "belongs at the root of the repository" in done.err
    assert "edit/main/ops/archive/docs/" in read(shop, "ops/archive/mkdocs.yml")
    assert not (shop / "ops" / "archive" / ".github").exists()


def test_without_git_it_is_said(tmp_path: Path, run: Run) -> None:
    done = run("init", str(tmp_path / "new" / "one"), "--yes")
    assert done.code == 0
    assert "is in no git repository yet: git init makes it one" in done.err
    assert "site_name: Postmortems of one\n" in read(tmp_path, "new/one/mkdocs.yml")


class Terminal(io.StringIO):
    """A terminal at which somebody types this."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("answer", "code"), [("\n", 0), ("n\n", 1)])
def test_on_a_terminal_it_asks_once(
    answer: str, code: int, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    done = run("init")
    assert done.code == code
    assert done.err.count("Write it?") == 1
    assert ("Nothing was written", "6 files written")[code == 0] in done.err
    assert (shop / "mkdocs.yml").exists() is (code == 0)


def test_where_nobody_can_be_asked_nothing_is_written(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    done = run("init")
    assert done.code == 2
    assert "hint: add --yes to write it, or --dry-run to see it" in done.err
    assert set(files_below(shop)) == set(SHOP_FILES)
