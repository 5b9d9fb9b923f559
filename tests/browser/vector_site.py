"""A project that has each of the texts of ``tests/security/vectors.yml`` in each of its fields."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import yaml

from places import ROOT

FAMILIES: Mapping[str, Sequence[str]] = yaml.safe_load(
    (ROOT / "tests" / "security" / "vectors.yml").read_text("utf-8")
)
VECTORS = [text for texts in FAMILIES.values() for text in texts]

FIELDS = (
    *("body", "heading", "event", "action", "owner", "status", "due", "tracker", "title", "tags"),
    *("impact", "authors", "reviewers", "participants", "incident", "references", "related"),
    *("aliases", "trigger", "file name", "image name", "labels", "descriptions", "link patterns"),
)
"""Where each text stands; labels and descriptions are those of services, causes, severities, teams."""

PACKS = 18
"""Number of services, causes and so on: the label of each holds every 18th text."""

_LONGEST = 990  # characters of a field

MKDOCS_YML = """\
site_name: Vectors
site_url: https://vectors.example/
use_directory_urls: false
theme: {name: material, font: false}
plugins: [postmortems]
"""
INDEX = "# Home\n\n" + "".join(
    f"<!-- postmortems: {name} -->\n\n"
    for name in ("search", "latest limit=99", "open-actions limit=99", "recurring", "counts")
)
_LISTS = ("authors", "reviewers", "participants", "related", "aliases")
_DRAWN = b"\x89PNG\r\n\x1a\n"
_FIRST = date(2024, 1, 1)


def write_vector_project(project: Path) -> Path:
    """Write the project; returns its folder."""
    archive = project / "postmortems"
    archive.mkdir(parents=True)
    (project / "docs").mkdir()
    (project / "docs" / "index.md").write_text(INDEX, "utf-8")
    (project / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    (archive / "archive.yml").write_text(_dump(_settings()), "utf-8")
    for number, some in enumerate(groups()):
        images = [f"{number}{_file_name(text)}.png" for text in some]
        for text, image in zip(some, images, strict=True):
            (archive / image).write_bytes(_DRAWN)
            named = archive / f"{number}{_file_name(text)}.md"
            named.write_text(f"---\n{_dump(_meta(number))}---\n\n## Summary\n\nText.\n", "utf-8")
        name = f"{_FIRST + timedelta(days=number)}-vectors-{number}.md"
        (archive / name).write_text(_postmortem(number, some, images), "utf-8")
    return project


def one_line(text: str) -> str:
    """The text as a field of one line may hold it: without what is refused there."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable()) or "-"


def groups() -> list[list[str]]:
    """The texts in the order of the file, three to a postmortem."""
    return [VECTORS[start : start + 3] for start in range(0, len(VECTORS), 3)]


def packs() -> list[str]:
    """All texts, some of them in each of :data:`PACKS` lines."""
    made = [" ".join(map(one_line, VECTORS[number::PACKS])) for number in range(PACKS)]
    assert max(map(len, made)) <= _LONGEST
    return made


def _settings() -> dict[str, object]:
    terms = {f"x{number}": pack for number, pack in enumerate(packs())}
    breakout = "".join(FAMILIES["out of attributes"]).replace("{", "")
    return {
        "name": terms["x0"],
        "description": terms["x1"],
        "severities": _described(terms),
        "services": {
            name: {"name": label, "description": label, "team": name}
            for name, label in terms.items()
        },
        "causes": {
            name: {"name": label, "description": label, "kind": label}
            for name, label in terms.items()
        },
        "triggers": _described(terms),
        "teams": _described(terms),
        "links": {
            "tracker_url": f"https://tracker.example/{breakout}{{key}}",
            "incident_url": f"https://incident.example/{breakout}{{key}}",
        },
        "rules": {"levels": {f"PM{family}": "hint" for family in range(1, 10)}},
    }


def _described(terms: Mapping[str, str]) -> dict[str, object]:
    return {name: {"name": label, "description": label} for name, label in terms.items()}


def _meta(number: int) -> dict[str, object]:
    pack = f"x{number % PACKS}"
    day = _FIRST + timedelta(days=number)
    return {
        "title": f"Named {number}",
        "status": "published",
        "severity": pack,
        "services": [pack],
        "causes": [pack],
        "started": f"{day}T10:00:00Z",
        "resolved": f"{day}T11:00:00Z",
    }


def _postmortem(number: int, texts: list[str], images: list[str]) -> str:
    """A postmortem with some texts in every field, each in sections of its own."""
    seen, pack = [one_line(text) for text in texts], packs()[number % PACKS]
    all_seen = " ".join(seen)
    meta = _meta(number) | {
        "title": all_seen,
        "trigger": f"x{number % PACKS}" if number % 2 else pack,
        "tags": [pack],
        "impact": {"users": all_seen, all_seen: "1"},
        **{name: list(seen) for name in _LISTS},  # the same one twice would be a YAML alias
        "incident": all_seen,
        "references": [
            {"title": text, "url": address}
            for text in seen
            for address in (text, f"https://reference.example/{text}")
        ],
    }
    lines = [" ".join(text.split()) for text in texts]
    cells = [line.replace("|", "\\|") for line in lines]
    day = _FIRST + timedelta(days=number)
    headings = ("Summary", "What went well", "What could be improved")
    sections = [
        f'## {heading}\n\n{text}\n\n## Impact {line}\n\n![{line}](<{image}> "{line}")\n\na {line} b\n'
        for heading, text, line, image in zip(headings, texts, lines, images, strict=False)
    ]
    events = [f"| {day} 1{hour}:00 | **Started**: {cell} |" for hour, cell in enumerate(cells)]
    actions = [f"| {' | '.join([cell] * 5)} |" for cell in cells]
    tables = [
        *("## Timeline\n", "| Time (UTC) | What happened |", "|---|---|", *events, ""),
        *("## Root cause\n", *(f"{step}. Why? {line}" for step, line in enumerate(lines, 1)), ""),
        *(
            "## Action items\n",
            "| Action | Owner | Due | Status | Tracker |",
            "|---|---|---|---|---|",
        ),
        *(*actions, f"| More | @{cells[0]} | 2024-01-01 | open | OPS-1 |\n"),
    ]
    return "\n".join([f"---\n{_dump(meta)}---\n", *sections, *tables])


def _file_name(text: str) -> str:
    kept = text.replace("/", "").replace("\0", "")
    return kept.encode()[:100].decode(errors="ignore")


def _dump(content: object) -> str:
    return yaml.safe_dump(content, allow_unicode=False, sort_keys=False, width=100_000)
