from pathlib import Path

import pytest

from postmortem_archive.archive.founding.remote import Host, Repository, remote_from, repository_at
from postmortem_archive.archive.founding.tool import tool_from
from scratch_repository import ScratchRepository

COMMIT = "0123456789abcdef0123456789abcdef01234567"
INSTALLED_FROM_GIT = f"""\
{{"url": "https://t0ken@git.example/ops/pm.git", "vcs_info": {{"vcs": "git", "commit_id": "{COMMIT}"}}}}
"""


@pytest.mark.parametrize(
    ("address", "server", "path", "host"),
    [
        ("git@github.com:acme/shop.git", "github.com", "acme/shop", Host.GITHUB),
        ("https://github.com/acme/shop", "github.com", "acme/shop", Host.GITHUB),
        ("https://github.com/acme/shop.git/", "github.com", "acme/shop", Host.GITHUB),
        (
            "https://ana:s3cret@GitHub.acme.example/acme/shop.git",
            "github.acme.example",
            "acme/shop",
            Host.GITHUB,
        ),
        (
            "ssh://git@gitlab.acme.example:2222/tools/ops/shop.git",
            "gitlab.acme.example",
            "tools/ops/shop",
            Host.GITLAB,
        ),
        (
            "https://gitlab.acme.example:8443/ops/shop.git",
            "gitlab.acme.example:8443",
            "ops/shop",
            Host.GITLAB,
        ),
        ("https://git.acme.example/ops/shop.git", "git.acme.example", "ops/shop", Host.NONE),
    ],
)
def test_an_address_tells_server_and_path(address: str, server: str, path: str, host: Host) -> None:
    remote = remote_from(address)
    assert remote is not None
    assert (remote.server, remote.path, remote.host) == (server, path, host)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/srv/git/shop.git",
        "../shop",
        "C:\\git\\shop",
        "file:///srv/git/shop.git",
        "https://github.com/shop",
        "https://github.com/acme/../shop",
        "https://github.com/acme/shop\nplugins: [evil]",
        "https://github.com/acme/${{ secrets.X }}",
        "ext::sh -c id",
        "https://github.com/" + "a/" * 1_000,
    ],
)
def test_what_is_no_plain_address_of_a_server_is_not_taken(address: str) -> None:
    assert remote_from(address) is None


def test_a_repository_tells_its_place_and_main_branch(tmp_path: Path) -> None:
    scratch = ScratchRepository(tmp_path / "shop")
    scratch.commit({"a.md": "x"})
    scratch.git("remote", "add", "backup", "git@gitlab.example:backup/shop.git")
    scratch.git("remote", "add", "origin", "git@github.com:acme/shop.git")
    scratch.git("checkout", "--quiet", "-b", "try/something")
    found = repository_at(scratch.root)
    assert found.remote == ("github.com", "acme/shop")
    assert (found.is_there, found.prefix, found.branch) == (True, "", "main")
    scratch.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert repository_at(scratch.root).branch == "trunk"


def test_a_folder_that_is_not_there_yet_belongs_to_the_repository_around_it(tmp_path: Path) -> None:
    scratch = ScratchRepository(tmp_path / "shop")
    assert repository_at(scratch.root / "a" / "b").prefix == "a/b/"
    assert repository_at(tmp_path / "elsewhere") == Repository()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (INSTALLED_FROM_GIT, "ops/pm"),
        ('{"url": "https://git.example/ops/pm.git", "vcs_info": {"commit_id": "main"}}', None),
        ('{"url": "file:///srv/pm", "dir_info": {"editable": true}}', None),
        ("[]", None),
        ("", None),
    ],
)
def test_the_copy_that_was_installed_is_named_by_its_commit(text: str, path: str | None) -> None:
    tool = tool_from(text)
    assert (tool and tool.path) == path
    assert tool is None or (tool.commit == COMMIT and "t0ken" not in repr(tool))
