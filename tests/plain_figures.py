"""Figures of an archive by plain loops over its files, with nothing of the package: a second opinion."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

MEASURES = {
    "time-to-detect": ("started", "detected"),
    "time-to-acknowledge": ("detected", "acknowledged"),
    "time-to-mitigate": ("started", "mitigated"),
    "time-to-resolve": ("started", "resolved"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class PlainAction:
    """An action item as its row says it; days are texts, empty where there is none."""

    status: str
    closed: date | None
    owner: str
    due: str
    type: str

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "in-progress")


@dataclass(frozen=True)
class Plain:
    """A postmortem: where its file is, its front matter as texts, its action items."""

    path: str
    meta: dict[str, Any]
    actions: tuple[PlainAction, ...]

    @property
    def id(self) -> str:
        return Path(self.path).stem

    @property
    def is_incident(self) -> bool:
        return self.meta.get("kind", "incident") == "incident"

    def all(self, name: str) -> list[str]:
        value = self.meta.get(name) or []
        return list(dict.fromkeys(value if isinstance(value, list) else [value]))

    def moment(self, name: str, *, latest: bool = False) -> datetime | None:
        text = self.meta.get(name)
        if not text:
            return None
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max if latest else time(), UTC)
        return datetime.fromisoformat(text).astimezone(UTC)

    def minutes(self, start: str, end: str) -> float | None:
        if any(len(self.meta.get(name) or "") <= 10 for name in (start, end)):
            return None
        passed = datetime.fromisoformat(self.meta[end]) - datetime.fromisoformat(self.meta[start])
        return passed / timedelta(minutes=1) if passed >= timedelta() else None

    @property
    def quarter(self) -> str:
        day = self.moment("started")
        return f"{day.year}-Q{(day.month + 2) // 3}" if day else ""


def plain_archive(folder: Path) -> list[Plain]:
    """Every postmortem of an archive's folder whose front matter can be read."""
    found = []
    for path in sorted(folder.glob("[0-9]*/*.md")):
        text = path.read_text(encoding="utf-8")
        try:
            meta = yaml.load(text.split("---\n")[1], yaml.BaseLoader)  # noqa: S506
        except yaml.YAMLError:
            continue
        name = path.relative_to(folder).as_posix()
        found.append(Plain(name, meta, tuple(_actions(text))))
    return found


def _actions(text: str) -> Iterator[PlainAction]:
    section = text.partition("\n## Action items\n")[2].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    for row in rows[2:]:
        cells = dict(zip(rows[0], row, strict=True))
        status = cells.get("Status", "")
        day, due = _DAY.search(status), _DAY.search(cells.get("Due", ""))
        word = status.split(":")[0].split(" ")[0] or "open"
        yield PlainAction(
            word,
            date.fromisoformat(day[0]) if day and word in ("done", "wont-do") else None,
            cells.get("Owner", ""),
            due[0] if due else "",
            cells.get("Type", ""),
        )


def incidents(items: Iterable[Plain]) -> list[Plain]:
    """Those in which harm was done."""
    return [item for item in items if item.is_incident]


def by_quarter(items: Iterable[Plain]) -> dict[str, Counter[str]]:
    """For each quarter, how many incidents have each severity."""
    found: dict[str, Counter[str]] = {}
    for item in incidents(items):
        if item.quarter:
            found.setdefault(item.quarter, Counter())[item.meta.get("severity") or ""] += 1
    return found


def noticed(items: Iterable[Plain]) -> Counter[str]:
    """How many incidents were noticed by whom; empty where that is not recorded."""
    return Counter(item.meta.get("detected_by") or "" for item in incidents(items))


def pairs(items: Iterable[Plain]) -> Counter[tuple[str, str]]:
    """How many incidents name each cause together with each service."""
    return Counter(
        (cause, service)
        for item in incidents(items)
        for cause in item.all("causes")
        for service in item.all("services")
    )


def came_back(items: list[Plain]) -> dict[tuple[str, str], tuple[set[str], Counter[str]]]:
    """For each (later, earlier) ID: the causes that came back, and where the actions stood."""
    found: dict[tuple[str, str], tuple[set[str], Counter[str]]] = {}
    for later in items:
        start = later.moment("started")
        for cause in later.all("causes"):
            before = [one for one in items if start and _is_before(one, later, cause, start)]
            for is_open in (True, False):
                helpful = [one for one in before if any(x.is_open == is_open for x in helps(one))]
                if helpful:
                    last = max(
                        helpful,
                        key=lambda one: (str(one.moment("resolved", latest=True)), one.path),
                    )
                    assert start
                    states = Counter(_stood(action, start.date()) for action in helps(last))
                    causes, _ = found.setdefault((later.id, last.id), (set(), states))
                    causes.add(cause)
    return found


def helps(item: Plain) -> list[PlainAction]:
    """The actions that were to prevent or to detect, without those decided against."""
    return [
        action
        for action in item.actions
        if action.type in ("prevent", "detect") and action.status != "wont-do"
    ]


def _is_before(earlier: Plain, later: Plain, cause: str, start: datetime) -> bool:
    end = earlier.moment("resolved", latest=True)
    return bool(
        earlier is not later
        and end
        and end < start
        and cause in earlier.all("causes")
        and set(earlier.all("services")) & set(later.all("services"))
    )


def _stood(action: PlainAction, start: date) -> str:
    if action.is_open:
        return "open"
    if action.closed is None:
        return "done-undated"
    return "done-before" if action.closed < start else "done-since"


def days_until_done(items: Iterable[Plain]) -> list[float | None]:
    """For each item that is done, the days from resolution to the day behind its status."""
    found: list[float | None] = []
    for item in items:
        end = item.moment("resolved")
        for action in item.actions:
            if action.status == "done":
                is_known = end and action.closed
                found.append(max((action.closed - end.date()).days, 0) if is_known else None)  # type: ignore[union-attr,operator]
    return found
