"""Whatever happens to a build, the site is the old one or the new one, whole."""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from command_runner import ARCHIVE_YML, Run
from good_postmortem import GOOD
from site_tree import EPOCH, MKDOCS_YML, started, tree, without_privileges, write_files

NAME = "2026-03-12-pool"
POSTMORTEM = f"postmortems/{NAME}.md"
PAGE = f"postmortems/{NAME}/index.html"
_PATIENCE = 60

WAITS = """\
import pathlib, time

def on_post_build(config):
    pathlib.Path("waiting").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.02)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a postmortem and a site, built once."""
    folder = tmp_path_factory.mktemp("built") / "project"
    files = {"postmortems/archive.yml": ARCHIVE_YML, POSTMORTEM: GOOD, "mkdocs.yml": MKDOCS_YML}
    write_files(folder, files | {"docs/index.md": "# Home\n"})
    code, said = ended(started(folder, "build", "--strict"))
    assert code == 0, said
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, the current folder of the test."""
    folder = Path(shutil.copytree(built, tmp_path / "project"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return folder


@pytest.fixture
def site(project: Path) -> Path:
    """Its site."""
    return project / "site"


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=_PATIENCE)
    return process.returncode, said


def beside(project: Path) -> list[str]:
    """What a build has left beside the site."""
    return [path.name for path in project.iterdir() if "postmortem-" in path.name]


def edit(project: Path, name: str, old: str, new: str) -> None:
    text = (project / name).read_text("utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new), "utf-8")


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_is_what_mkdocs_builds(site: Path, project: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "other"))
    build(config)
    assert tree(project / "other") == tree(site)
    assert PAGE in tree(site)
    assert beside(project) == []


def test_only_what_has_changed_is_written(site: Path, project: Path, run: Run) -> None:
    assert run("build").code == 0
    (site / ".nojekyll").touch()
    (site / "of-an-earlier-site.html").touch()
    before = state(site)
    edit(project, POSTMORTEM, "customers could not pay", "customers could not order")
    assert run("build", "--strict").code == 0
    after = state(site)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert str(site / PAGE) in changed
    assert str(site / "of-an-earlier-site.html") not in after
    assert str(site / ".nojekyll") in after
    assert len(changed) < len(after) / 2


def dead_link(project: Path) -> str:
    write_files(project, {"docs/index.md": '# Home\n\n<a href="gone.html#part">x</a>\n'})
    return "index.html links to gone.html#part, which is not there"


def dead_links_everywhere(project: Path) -> str:
    text = '{% extends "base.html" %}{% block footer %}<a href="/gone"></a><a href="gone"></a>{% endblock %}'
    write_files(project, {"theme/main.html": text})
    edit(project, "mkdocs.yml", "font: false", "font: false, custom_dir: theme")
    return "which is not there, as do "


def missing_page(project: Path) -> str:
    hook = "import os\n\ndef on_post_build(config):\n"
    hook += f"    os.remove(os.path.join(config.site_dir, '{PAGE}'))\n"
    with_hook(project, hook)
    return f"{PAGE} is missing; it is made of {POSTMORTEM}"


def refused_file(project: Path) -> str:
    write_files(project, {"postmortems/2026-03-13-broken.md": "---\ntitle: Outage: db\n---\n"})
    (project / "docs" / "broken.md").symlink_to(project / "postmortems/2026-03-13-broken.md")
    return "postmortems/2026-03-13-broken.md was refused, and is published"


def unfinished_file(project: Path) -> str:
    write_files(project, {"docs/plan.txt.postmortem-part": ""})
    return "plan.txt.postmortem-part is a file that was not written to its end"


def hook_that_fails(project: Path) -> str:
    with_hook(project, "def on_post_build(config):\n    raise OSError('the disk is gone')\n")
    return "the disk is gone"


def broken_settings_of_the_plugin(project: Path) -> str:
    edit(project, "mkdocs.yml", "[postmortems]", "[postmortems: {page_size: 0}]")
    return "page_size"


def with_hook(project: Path, text: str) -> None:
    write_files(project, {"hook.py": text})
    edit(project, "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")


FAULTS = [
    *(dead_link, dead_links_everywhere, missing_page, refused_file),
    *(unfinished_file, hook_that_fails, broken_settings_of_the_plugin),
]


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_site_with_a_fault_is_not_published(
    site: Path, project: Path, run: Run, spoil: Callable[[Path], str]
) -> None:
    before, files = tree(site), state(site)
    expected = spoil(project)
    done = run("build")
    assert done.code == 1
    assert expected in done.err
    assert "the site was not built; what was there before is as it was" in done.err
    assert (tree(site), state(site)) == (before, files)
    assert beside(project) == []


def test_a_link_dies_on_a_page_that_has_not_changed(site: Path, project: Path, run: Run) -> None:
    write_files(project, {"docs/a.md": "[b](b.md#part)\n", "docs/b.md": "## Part\n"})
    assert [run("build").code, run("build").code] == [0, 0]
    (project / "docs" / "b.md").write_text("## Another part\n")
    done = run("build")
    assert done.code == 1
    assert "a/index.html links to ../b/#part, which is not there" in done.err


def test_a_strict_build_stops_at_a_warning(site: Path, project: Path, run: Run) -> None:
    write_files(project, {"postmortems/2026-03-13-broken.md": "---\ntitle: Outage: db\n---\n"})
    before = tree(site)
    assert run("build", "--strict").code == 1
    assert tree(site) == before
    assert run("build").code == 0
    assert not [name for name in tree(site) if "broken" in name]


def test_the_cache_is_not_published(site: Path, project: Path, run: Run) -> None:
    edit(project, "mkdocs.yml", "plugins:", 'exclude_docs: "!.cache"\nplugins:')
    (project / "docs" / "kept").symlink_to(project / ".cache" / "postmortems")
    before = tree(site)
    done = run("build")
    assert (done.code, "CACHEDIR.TAG is a file of the cache, and not published" in done.err) == (
        0,
        True,
    )
    assert tree(site) == before


def test_a_late_hook_does_not_write_into_the_old_site(site: Path, project: Path, run: Run) -> None:
    with_hook(
        project,
        "import os\n\ndef on_post_build(config):\n"
        "    for name in ('index.html', 'feed.atom', '404.html'):\n"
        "        with open(os.path.join(config.site_dir, name), 'a') as file:\n"
        "            file.write('<a href=gone.html></a>')\n",
    )
    before = tree(site)
    assert run("build").code == 1
    assert tree(site) == before


def test_misuse(site: Path, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(site)
    for words in (("--into", "docs"), ("--into", "."), ("-f", "docs/index.md"), ("--wait", "-1")):
        assert run("build", *words).code == 2
    edit(project, "mkdocs.yml", "plugins: [postmortems]", "plugins: [search]")
    assert "does not name the plugin" in run("build").err
    (project / "mkdocs.yml").unlink()
    assert run("build").code == 2
    assert tree(site) == before
    assert beside(project) == []


def test_into_another_folder_from_below(site: Path, project: Path, run: Run) -> None:
    os.chdir(project / "docs")
    done = run("build", "--into", "../new/elsewhere", "--no-cache", "--timings")
    assert done.code == 0
    assert tree(project / "new" / "elsewhere") == tree(site)
    assert "verification" in done.err


# From here on in processes of their own, as they run out of space or are stopped.


def test_a_full_disk(site: Path, project: Path) -> None:
    def no_space() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    before = tree(site)
    edit(project, POSTMORTEM, "could not pay", "could not order")
    shutil.rmtree(project / ".cache")
    code, said = ended(started(project, "build", first=no_space))
    assert (code, "too large" in said, "Traceback" in said) == (1, True, False)
    assert tree(site) == before
    assert beside(project) == []
    assert ended(started(project, "build", "--strict")) == (0, "built and verified: site\n")


def test_folders_that_cannot_be_written(site: Path, project: Path, tmp_path: Path) -> None:
    write_files(project, {"postmortems/2026-03-13-more.md": GOOD.replace("Checkout", "Payment")})
    before = tree(project)
    paths = [project, *project.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        code, said = ended(started(project, "build", first=without_privileges))
        assert (code, "Permission denied" in said, "Traceback" in said) == (1, True, False)
        into = tmp_path / "elsewhere"
        code, said = ended(started(project, "build", "--into", str(into), first=without_privileges))
        assert code == 0, said
        code, said = ended(started(project, "search", "pool", first=without_privileges))
        assert (code, "searched with an index for this once" in said) == (0, True), said
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
    assert tree(project) == before
    assert "postmortems/2026-03-13-more/index.html" in tree(into)


def test_a_folder_that_cannot_be_locked(site: Path, project: Path, tmp_path: Path) -> None:
    write_only = tmp_path / "elsewhere"
    write_only.mkdir(mode=0o333)
    words = ("build", "--into", str(write_only / "site"))
    code, said = ended(started(project, *words, first=without_privileges))
    write_only.chmod(0o755)
    assert code == 0, said
    assert tree(write_only / "site") == tree(site)
    assert [path.name for path in write_only.iterdir()] == ["site"]
    assert (project / ".cache/postmortems/target").is_dir()


@pytest.fixture
def waiting(site: Path, project: Path) -> Iterator[subprocess.Popen[str]]:
    """A build that waits before its end until there is a file ``go``."""
    with_hook(project, WAITS)
    edit(project, POSTMORTEM, "could not pay", "could not order")
    process = started(project, "build")
    until(lambda: (project / "waiting").exists() or process.poll() is not None)
    yield process
    process.kill()
    process.communicate()


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_is_stopped(
    site: Path, project: Path, waiting: subprocess.Popen[str], sent: signal.Signals, code: int
) -> None:
    before = tree(site)
    assert beside(project) == [".site.postmortem-new"]
    waiting.send_signal(sent)
    ended_with, said = ended(waiting)
    assert (ended_with, "Traceback" in said) == (code, False)
    assert tree(site) == before
    assert beside(project) == []
    assert not (project / ".cache/postmortems/building/site").exists()


def test_two_at_once(site: Path, project: Path, waiting: subprocess.Popen[str]) -> None:
    code, said = ended(started(project, "build", "--wait", "0"))
    assert code == 2
    assert "another build puts a site into" in said
    patient = started(project, "build")
    assert patient.stderr
    assert "waiting for it" in patient.stderr.readline()
    (project / "go").touch()
    assert ended(waiting)[0] == 0
    assert ended(patient)[0] == 0
    assert "could not order" in (site / PAGE).read_text("utf-8")
    assert beside(project) == []
