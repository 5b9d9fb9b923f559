"""Repositories in which an archive is to begin."""

from pathlib import Path

from scratch_repository import ScratchRepository

WORKFLOW = ".github/workflows/postmortems.yml"
"""Where the check of GitHub stands."""

SHOP_FILES = {
    "catalog-info.yaml": """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout, title: Checkout, description: "Takes orders and money."}
spec: {type: service, lifecycle: production, owner: group:default/payments}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: login, title: Login}
spec: {type: service, lifecycle: production, owner: identity}
""",
    ".github/CODEOWNERS": "*  @acme/platform\n/src/checkout/  @acme/payments\n",
    ".gitignore": "node_modules/\n",
    "README.md": "# The shop\n",
}
"""A repository that tells of its services and teams."""


def empty_repository(root: Path) -> Path:
    """A repository without a commit and without a file."""
    scratch = ScratchRepository(root)
    (root / "postmortems").rmdir()
    assert scratch.git("status", "--short") == ""
    return root


def shop_repository(root: Path, origin: str = "git@github.com:acme/shop.git") -> Path:
    """The shop's repository, with an ``origin``."""
    scratch = ScratchRepository(root)
    (root / "postmortems").rmdir()
    scratch.git("remote", "add", "origin", origin)
    for name, text in SHOP_FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def files_below(root: Path) -> dict[str, bytes]:
    """The bytes of every file but git's own, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }
