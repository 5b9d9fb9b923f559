"""What the tests of the site share: projects to build, and what became of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MKDOCS_YML = """\
site_name: Test
theme: {name: material, font: false}
plugins: [postmortems]
"""


@dataclass(frozen=True)
class BuiltSite:
    """A built site: its folder, and what the build logged at INFO and above, one line each."""

    folder: Path
    messages: tuple[str, ...]

    def read(self, name: str) -> str:
        """The text of one of its files."""
        return (self.folder / name).read_text(encoding="utf-8")

    def names(self, pattern: str = "*") -> set[str]:
        """Names of its files, relative to it."""
        found = self.folder.rglob(pattern)
        return {path.relative_to(self.folder).as_posix() for path in found if path.is_file()}


Build = Callable[..., BuiltSite]
Write = Callable[[Mapping[str, str | bytes]], Path]
Copy = Callable[[str], Path]
