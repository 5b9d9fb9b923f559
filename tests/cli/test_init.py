import io
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from command_runner import Run
from init_repository import SHOP_FILES, empty_repository, files_below, shop_repository
from places import ROOT
from postmortem_archive.archive.founding import texts
from postmortem_archive.archive.founding.remote import Remote
from postmortem_archive.archive.founding.tool import Tool

EXAMPLE = "postmortems/2026/2026-03-13-example-connection-pool-ran-dry.md"
WORKFLOW = ".github/workflows/postmortems.yml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop's repository; the current folder of the test."""
    root = shop_repository(tmp_path / "shop")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    monkeypatch.setenv("NO_COLOR", "1")
    return root


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


@pytest.mark.parametrize(
    ("words", "path", "said"),
    [
        (("git@gitlab.acme.example:ops/shop.git",), ".gitlab-ci.yml", "replace GROUP and COMMIT"),
        (("git@git.acme.example:ops/shop.git",), "", "No code host was recognised"),
        (("git@git.acme.example:ops/shop.git", "--host", "github"), WORKFLOW, "OWNER and COMMIT"),
        (("git@github.com:acme/shop.git", "--host", "none"), "", "Next"),
        (("git@github.com:acme/shop.git", "--host", "gitlab"), ".gitlab-ci.yml", "GROUP and"),
    ],
)
def test_the_check_is_that_of_the_host(
    words: tuple[str, ...], path: str, said: str, tmp_path: Path, run: Run
) -> None:
    origin, *options = words
    root = shop_repository(tmp_path / "shop", origin)
    (root / ".github" / "CODEOWNERS").unlink()
    (root / ".github").rmdir()
    done = run("init", str(root), "--yes", *options)
    assert done.code == 0
    assert said in done.err
    assert f"Next, in {root}:" in done.err
    written = {one for one in (".gitlab-ci.yml", WORKFLOW) if (root / one).exists()}
    assert written == ({path} if path else set())


def test_a_pipeline_that_is_there_gets_lines_to_add_by_hand(tmp_path: Path, run: Run) -> None:
    root = shop_repository(tmp_path / "shop", "git@gitlab.acme.example:ops/shop.git")
    (root / ".gitlab-ci.yml").write_text("test: {script: [make]}\n", encoding="utf-8")
    done = run("init", str(root), "--yes")
    assert "Add to it:\n  include:\n    - component: $CI_SERVER_FQDN/GROUP/" in done.err
    (root / ".gitlab-ci.yml").write_text("# postmortem-archive is here", encoding="utf-8")
    assert "Add to it" not in run("init", str(root), "--yes").err


def test_recipes_are_those_of_the_guide() -> None:
    guide = (ROOT / "docs" / "guide" / "pull-request.md").read_text(encoding="utf-8")
    tool = Tool(Remote("gitlab.example", "tools/postmortem-archive"), "COMMIT")
    for text in (texts.github_text(None), texts.gitlab_text(tool, "gitlab.example")):
        recipe = "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith("#")
        )
        assert recipe in guide
    filled = texts.github_text(Tool(Remote("github.com", "acme/postmortem-archive"), COMMIT))
    assert f"- uses: acme/postmortem-archive@{COMMIT} # v" in filled
    assert "OWNER" not in filled


@pytest.mark.parametrize("text", [texts.github_text(None), texts.gitlab_text(None, "SERVER")])
def test_recipes_are_valid(text: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yml"
    path.write_text(text, encoding="utf-8")
    kind = "github-workflows" if "jobs:" in text else "gitlab-ci"
    schema = ("--builtin-schema", f"vendor.{kind}")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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


def make_home(root: Path) -> Path:
    return root


def make_above_home(root: Path) -> Path:
    return root.parent


def make_top(root: Path) -> Path:
    return Path("/")


def make_file(root: Path) -> Path:
    (root / "file").touch()
    return root / "file"


def make_link(root: Path) -> Path:
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    return root / "link"


def make_git_folder(root: Path) -> Path:
    return empty_repository(root / "shop") / ".git" / "hooks"


def make_bare(root: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--bare", root / "bare"], check=True)
    return root / "bare"


def make_archive(root: Path) -> Path:
    (root / "postmortems").mkdir()
    (root / "postmortems" / "archive.yml").touch()
    return root / "postmortems"


def make_long_name(root: Path) -> Path:
    return root / ("x" * 300)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_home, "holds more than one project"),
        (make_above_home, "holds more than one project"),
        (make_top, "holds more than one project"),
        (make_file, "is no folder"),
        (make_link, "is a symbolic link, which is not followed"),
        (make_git_folder, "is a folder of git's own"),
        (make_bare, "is a folder of git's own"),
        (make_archive, "is an archive's folder already"),
        (make_long_name, "cannot be looked at: file name too long"),
    ],
)
def test_places_that_make_no_sense_are_refused(
    make: Callable[[Path], Path],
    said: str,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = make(tmp_path)
    before = files_below(tmp_path)
    done = run("init", str(folder), "--yes")
    assert (done.code, done.out, files_below(tmp_path)) == (2, "", before)
    assert said in done.err


@pytest.mark.parametrize(
    ("name", "is_folder"),
    [("postmortems", True), (".github/workflows", True), ("postmortems", False)],
)
def test_nothing_is_written_through_a_link(
    name: str, is_folder: bool, shop: Path, run: Run, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if is_folder:
        (shop / name).symlink_to(outside)
    else:
        (shop / name).touch()
    before = files_below(shop)
    done = run("init", "--yes")
    assert (done.code, files_below(shop), files_below(outside)) == (2, before, {})
    assert "nothing was written" in done.err


def test_linked_files_are_left_as_they_are(shop: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.touch()
    (shop / ".gitignore").unlink()
    for name in (".gitignore", "mkdocs.yml"):
        (shop / name).symlink_to(target)
    done = run("init", "--yes")
    assert (done.code, target.read_bytes()) == (0, b"")
    assert ".gitignore is a link or no regular file" in done.err


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    root = empty_repository(tmp_path / "shop")
    done = subprocess.run(
        [Path(sys.executable).with_name("postmortem"), "init", str(root), "--yes"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written: file too large" in done.stderr
    assert "nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_below(root) == {}


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
