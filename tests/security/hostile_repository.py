"""A repository as a pull request could leave it, with something planted wherever a tool could be led to look.

Whatever is run by it leaves a file in the folder ``markers``; whatever is read by it outside of the
archive has :data:`OUTSIDE` in it.
"""

import os
import pickle
import shutil
from pathlib import Path

from good_postmortem import GOOD
from scratch_repository import ScratchRepository

OUTSIDE = "7f3a-outside-of-the-archive"
"""Stands in files that lie outside of the archive."""

VALID = GOOD.replace("severity: sev1\n", "severity: nobody-knows\n")
"""A postmortem with a finding, so that a check which takes somebody else's word for it is seen."""

_ARCHIVE_YML = """\
name: Archive
severities:
  sev1: {name: Critical}
services:
  checkout: {name: Checkout}
causes:
  capacity: {name: Capacity}
  review-gap: {name: Review gap}
rules:
  exceptions:
    - reason: read what lies outside
      paths: ["../../**", "/etc/*", "../.git/config"]
      ignore: [PM6]
"""

_MKDOCS_YML = """\
site_name: !ENV [SECRET_CANARY, none]
theme: {{name: material, custom_dir: overrides}}
plugins: [postmortems, macros, search]
hooks: [hook.py]
markdown_extensions:
  - pymdownx.snippets: {{base_path: [.], restrict_base_path: false}}
  - pymdownx.emoji: {{emoji_index: !!python/name:hook.run }}
  - toc: {{slugify: !!python/object/apply:os.system ["touch {markers}/mkdocs-tag"]}}
"""

_BODY_TRAPS = """
--8<-- "outside.md"
--8<-- ".git/config"
--8<-- "/etc/passwd"
;--8<-- "../outside.md"
{{ config }} {{ 7 * 7 }} {% include "outside.md" %} ${SECRET_CANARY} $(env) `env` !ENV SECRET_CANARY
![x](../../outside.md) [y](/etc/passwd) <img src="file:///etc/passwd">
"""

MODULES = (
    *("sitecustomize", "usercustomize", "conftest", "hook", "main", "setup", "postmortem"),
    *("yaml", "click", "json", "re", "rich", "pydantic", "frontmatter", "markdown_it", "whoosh"),
)
"""Names of modules that the repository has in its root, to be imported instead of the real ones."""


class HostileRepository:
    """The repository, in a folder of its own beside ``markers``, ``outside.md`` and ``outside/``.

    Args:
        folder: where all of it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.markers = folder / "markers"
        self.markers.mkdir()
        self.outside = folder / "outside"
        self.outside.mkdir()
        for place in (folder / "outside.md", self.outside / "2026-03-12-outside.md"):
            place.write_text(GOOD.replace("Checkout", OUTSIDE), encoding="utf-8")
        self.repository = ScratchRepository(folder / "checkout")
        self.root = self.repository.root
        self.archive = self.root / "postmortems"
        self.repository.commit({"archive.yml": _ARCHIVE_YML, "2025/2025-01-10-old.md": VALID})
        self.repository.git("switch", "--quiet", "--create", "x;touch${IFS}ran;`id`")
        self._write_archive()
        self._write_root()
        self.repository.commit({})
        self._configure()

    def bomb(self, name: str) -> bytes:
        """A pickle that leaves a marker when it is loaded."""
        return pickle.dumps(_Bomb(f"touch {self.markers / name}"))

    def plant_cache(self, data: bytes | None, theirs: Path) -> None:
        """Put a cache into the repository, as well made as only this tool makes them.

        Args:
            data: bytes of every file in it; ``None`` for those of ``theirs``.
            theirs: a cache that somebody else has made, with a key of their own.
        """
        cache = self.root / ".cache" / "postmortems"
        shutil.copytree(theirs, cache, dirs_exist_ok=True)
        for place in cache.rglob("*"):
            if data is not None and place.is_file():
                place.write_bytes(data)
        index = cache / "index"
        index.mkdir(exist_ok=True)
        (index / "_MAIN_1.toc").write_bytes(self.bomb("index"))

    def plant_repository(self) -> None:
        """Make the archive's folder look like a repository: its settings, and a history that is made up.

        A checkout can carry that, for none of its files is called ``.git``.
        """
        self.repository.git("init", "--quiet", "--bare", str(self.archive))
        settings = self._git_config("inner", "repositoryformatversion = 0\n\tworktree = .")
        (self.archive / "config").write_text(settings, encoding="utf-8")
        inner = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
        inner += ("-c", "filter.evil.required=false", "-C", str(self.archive))
        self.repository.git(*inner, "add", "2025", "2026/2026-03-12-checkout.md", "archive.yml")
        self.repository.git(*inner, "commit", "--quiet", "--message", "all is well")

    def _write_archive(self) -> None:
        tag = f"evil: !!python/object/apply:os.system ['{self._touch('tag')}']\ntitle: X"
        trapped = VALID.replace("\n## Impact", f"{_BODY_TRAPS}\n## Impact")
        self.repository.write(
            {
                "2026/2026-03-12-checkout.md": trapped,
                "2026/2026-03-13-tag.md": VALID.replace("title: Checkout", tag),
                "2026/2026-03-14-env.md": VALID.replace("title: Checkout", "title: !ENV CANARY"),
                "2026/conftest.py": self._python("archive-conftest"),
                "2026/__init__.py": self._python("archive-init"),
            }
        )
        for name, target in (
            ("passwd.md", "/etc/passwd"),
            ("config.md", "../../.git/config"),
            ("outside.md", "../../../outside.md"),
            ("environ.md", "/proc/self/environ"),
            ("loop.md", "loop.md"),
            ("folder", "../../../outside"),
            ("loop", "."),
        ):
            (self.archive / "2026" / name).symlink_to(target)

    def _write_root(self) -> None:
        for name in MODULES:
            (self.root / f"{name}.py").write_text(self._python(name), encoding="utf-8")
        package = self.root / "postmortem_archive"
        package.mkdir()
        (package / "__init__.py").write_text(self._python("package"), encoding="utf-8")
        files = {
            "mkdocs.yml": _MKDOCS_YML.format(markers=self.markers),
            "overrides/main.html": "{{ config.__class__.__init__.__globals__ }}",
            "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-p hook"\n',
            "pyvenv.cfg": f"home = {self.root}\n",
            "setup.cfg": "[tool:pytest]\naddopts = -p hook\n",
            ".env": "PYTHONPATH=.\nPYTHONSTARTUP=hook.py\n",
            ".gitattributes": "* diff=evil filter=evil merge=evil export-subst\n",
            ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "{self._touch("submodule")}"\n'
            f"\tupdate = !{self._touch('update')}\n",
            "git": f"#!/bin/sh\n{self._touch('git')}\n",
        }
        for name, text in files.items():
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")
        (self.root / "git").chmod(0o755)
        (self.root / "docs").symlink_to(self.outside)

    def _configure(self) -> None:
        """What no checkout carries, but a copy of a folder does: settings and hooks of the repository."""
        with (self.root / ".git" / "config").open("a", encoding="utf-8") as file:
            file.write(self._git_config("outer"))
        for name in ("post-index-change", "reference-transaction", "post-checkout", "pre-commit"):
            hook = self.root / ".git" / "hooks" / name
            hook.parent.mkdir(exist_ok=True)
            hook.write_text(f"#!/bin/sh\n{self._touch(f'hook-{name}')}\n", encoding="utf-8")
            hook.chmod(0o755)

    def _git_config(self, name: str, core: str = "bare = false") -> str:
        run = f"{self._touch(f'git-{name}')};"
        return (
            f'[core]\n\t{core}\n\tfsmonitor = "{run}"\n\tpager = "{run}"\n\tsshCommand = "{run}"\n'
            f'\thooksPath = "{self.root}"\n[diff]\n\texternal = "{run}"\n[diff "evil"]\n'
            f'\ttextconv = "{run}"\n\tcommand = "{run}"\n[filter "evil"]\n\tclean = "{run}"\n'
            f'\tsmudge = "{run}"\n\tprocess = "{run}"\n\trequired = true\n[alias]\n\tlog = "!{run}"\n'
            f'\trev-parse = "!{run}"\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = "{run}"\n'
        )

    def _touch(self, name: str) -> str:
        return f"touch {self.markers / name}"

    def _python(self, name: str) -> str:
        return f"open({os.fspath(self.markers / name)!r}, 'w').close()\n"


class _Bomb:
    """Its pickle runs a command."""

    def __init__(self, command: str) -> None:
        self._command = command

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self._command,)
