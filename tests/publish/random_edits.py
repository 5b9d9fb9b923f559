"""Random edits of a small archive and its site, one after another: what people do between two builds."""

import random
import re
from collections.abc import Callable
from pathlib import Path

_WORDS = [
    "pool",
    "lease",
    "shard",
    "quota",
    "replica",
    "certificate",
    "rollout",
    "latency",
    "`ERR_POOL`",
    "heartbeat",
]
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500015a0f2a9e0000000049454e44ae426082"
)


class Editor:
    """Edits a project.

    Args:
        project: its folder.
        seed: of the edits.
    """

    def __init__(self, project: Path, seed: int) -> None:
        self._archive = project / "postmortems"
        self._project = project
        self._random = random.Random(seed)
        self._written = 0

    def edit(self) -> str:
        """Make one edit; give the name of its kind."""
        kinds: list[Callable[[], None]] = [
            *(self.text, self.text, self.text, self.summary, self.action, self.field, self.field),
            *(self.link, self.image, self.create, self.create, self.delete, self.rename, self.move),
            *(self.vocabulary, self.option, self.page, self.theme, self.damage, self.nothing),
        ]
        kind = self._random.choice(kinds)
        kind()
        return kind.__name__

    def text(self) -> None:
        """Add a sentence below some heading."""
        path = self._file()
        lines = path.read_text("utf-8").split("\n")
        headings = [number for number, line in enumerate(lines) if line.startswith("## ")]
        place = self._random.choice(headings or [len(lines) - 1])
        lines.insert(place + 1, f"\n{self._sentence()}\n")
        path.write_text("\n".join(lines), "utf-8")

    def summary(self) -> None:
        """Add a sentence to a summary."""
        self._replace(self._file(), r"(## Summary\n+)", rf"\1{self._sentence()} ")

    def action(self) -> None:
        """Change the state or the date of an action item."""
        state = self._random.choice(("open", "done", "in progress"))
        day = self._random.choice(("2020-01-01", "2031-01-01"))
        pattern, new = self._random.choice(
            (
                (r"\b(open|done|in progress)\b", state),
                (r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b \|", f"{day} |"),
            )
        )
        self._replace(self._file(), rf"(?s)({pattern})(?=(?:(?!## ).)*\Z)", new)

    def field(self) -> None:
        """Change a field of the front matter."""
        name, values = self._random.choice(
            (
                (
                    "title",
                    (f"Orders failed {self._random.randrange(9)} times", "Mail was late & lost"),
                ),
                ("severity", ("sev1", "sev2", "sev3")),
                (
                    "services",
                    ("[checkout]", "[mail, search]", f"[new-{self._random.randrange(4)}]"),
                ),
                ("causes", ("[capacity]", "[config-change, capacity]", "[dns]")),
                ("status", ("draft", "in-review", "published")),
                ("tags", ("[postgres]", "[a, b, c]")),
                ("resolved", ("2026-01-03T10:00:00Z", "2026-01-03T12:00:00Z")),
            )
        )
        self._replace(self._file(), rf"(?m)^{name}: .*$", f"{name}: {self._random.choice(values)}")

    def link(self) -> None:
        """Link to another postmortem, or to nothing."""
        target = self._random.choice(("../gone.md", f"/postmortems/{self._name(self._file())}"))
        self._replace(self._file(), r"(## Root cause\n+)", rf"\1See [this]({target}#summary). ")

    def image(self) -> None:
        """Show an image; it comes, goes or changes."""
        image = self._archive / "graph.png"
        if image.exists() and self._random.random() < 0.5:
            image.unlink()
        else:
            image.write_bytes(_PIXEL + bytes([self._random.randrange(256)]))
        self._replace(self._file(), r"(## Impact\n+)", r"\1![The graph](/postmortems/graph.png) ")

    def create(self) -> None:
        """Write another postmortem, much like one that is there."""
        self._written += 1
        day = f"202{self._random.randrange(7)}-0{self._random.randrange(1, 10)}-1{self._random.randrange(10)}"
        text = self._file().read_text("utf-8")
        text = re.sub(r"(?m)^aliases: .*\n", "", text)
        text = re.sub(r"(?m)^title: .*$", f"title: Incident {self._written}", text)
        place = self._archive / day[:4] / f"{day}-made-{self._written}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")

    def delete(self) -> None:
        """Remove a postmortem; a few stay."""
        if len(self._files()) > 3:
            self._file().unlink()

    def rename(self) -> None:
        """Give a postmortem another ID."""
        self._written += 1
        path = self._file()
        path.rename(path.with_name(f"{path.stem[:10]}-renamed-{self._written}.md"))

    def move(self) -> None:
        """Move a postmortem to another folder."""
        path = self._file()
        place = self._archive / self._random.choice(("old", "new")) / path.name
        place.parent.mkdir(exist_ok=True)
        path.rename(place)

    def vocabulary(self) -> None:
        """Call a term otherwise."""
        self._replace(
            self._archive / "archive.yml",
            r"(?m)^(    name: ).*$",
            rf"\1Term {self._random.randrange(99)}",
        )

    def option(self) -> None:
        """Change an option of the site."""
        old, new = self._random.choice(
            (
                (r"(?m)^site_name: .*$", f"site_name: Archive {self._random.randrange(9)}"),
                (r"(?m)^site_url: .*\n|\A", "site_url: https://pm.example.com/\n"),
                (r"(?m)^use_directory_urls: .*\n|\A", "use_directory_urls: false\n"),
                (r"(?m)^use_directory_urls: .*\n|\A", "use_directory_urls: true\n"),
            )
        )
        self._replace(self._project / "mkdocs.yml", old, new)

    def page(self) -> None:
        """Write, change or remove a page of the owner's."""
        page = self._project / "docs" / self._random.choice(("about.md", "index.md", "team/how.md"))
        page.parent.mkdir(parents=True, exist_ok=True)
        if page.exists() and self._random.random() < 0.3:
            page.unlink()
        else:
            page.write_text(
                f"# {self._sentence()}\n\n<!-- postmortems: latest limit=2 -->\n", "utf-8"
            )

    def theme(self) -> None:
        """Change a template of the owner's."""
        template = self._project / "theme" / "main.html"
        template.parent.mkdir(exist_ok=True)
        number = self._random.randrange(9)
        text = f'{{% extends "base.html" %}}{{% block announce %}}Notice {number}{{% endblock %}}'
        template.write_text(text, "utf-8")
        self._replace(
            self._project / "mkdocs.yml",
            r"(?m)^  font: false\n(  custom_dir: theme\n)?",
            "  font: false\n  custom_dir: theme\n",
        )

    def damage(self) -> None:
        """Spoil the front matter of a postmortem, or mend one."""
        spoilt = [path for path in self._files() if "title: {" in path.read_text("utf-8")]
        if spoilt:
            self._replace(spoilt[0], r"(?m)^title: \{$", "title: Mended")
        else:
            self._replace(self._file(), r"(?m)^title: .*$", "title: {")

    def nothing(self) -> None:
        """Build again."""

    def _sentence(self) -> str:
        return f"The {self._random.choice(_WORDS)} met the {self._random.choice(_WORDS)} again."

    def _files(self) -> list[Path]:
        return sorted(self._archive.rglob("*.md"))

    def _file(self) -> Path:
        return self._random.choice(self._files())

    def _name(self, path: Path) -> str:
        return path.relative_to(self._archive).as_posix()

    def _replace(self, path: Path, pattern: str, new: str) -> None:
        """Replace what is found first, if it is found."""
        path.write_text(re.sub(pattern, new, path.read_text("utf-8"), count=1), "utf-8")
