"""Made-up archives of any size, the same on every run: what a large company has after ten years.

Words follow each other as they do in the project's own postmortems, so frequent words are frequent,
rare ones rare, and phrases return. Technical tokens come from a family without end, ever rarer ones
among them, so that the vocabulary grows with the archive. Services, causes and owners are skewed: a
few have most of the incidents. A postmortem has about 600 words and refers to earlier ones.
"""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import yaml

OWN = Path(__file__).parents[2] / "postmortems"
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650

_MOST_WORDS = 26
_TECHNICAL = 0.03  # share of the words
_PARTS = (
    *("account", "audit", "billing", "cart", "catalogue", "chat", "checkout", "config", "edge"),
    *("export", "fraud", "identity", "image", "ledger", "mail", "order", "payment", "price"),
    *("profile", "report", "search", "session", "stock", "token"),
)
_KINDS = (
    *("api", "cache", "db", "gateway", "importer", "index", "proxy", "queue", "store", "stream"),
    *("ui", "worker"),
)
_TOKENS = (
    *("`ERR_{part}_{number}`", "`{part}-{number}.eu-west-{digit}`", "`{part}.max_connections`"),
    *("`/var/log/{part}/{number}.log`", "HTTP {code}", "us-east-{digit}", "v{digit}.{number}"),
    *("10.{digit}.{code}.{number}", "`--{part}-limit={number}`", "{number} %"),
)
_PRIORITIES, _TYPES = ("P0", "P1", "P1", "P2"), ("prevent", "mitigate", "detect", "process")
_STATES = ("open", "in progress", "done", "done", "done")


def write_archive(folder: Path, count: int, seed: int = 7) -> None:
    """Write an archive of ``count`` postmortems, about 600 words each, into ``folder``."""
    folder.mkdir(parents=True)
    (folder / "archive.yml").write_text(_settings(), "utf-8")
    for number in range(count):
        path = folder / _name(number, seed)
        path.parent.mkdir(exist_ok=True)
        path.write_text(_Maker(number, seed).text(), "utf-8")


class _Maker:
    """Makes one postmortem.

    Args:
        number: which one, from 0.
        seed: of the whole archive.
    """

    def __init__(self, number: int, seed: int) -> None:
        self._chance = chance = random.Random(f"{seed}/{number}")
        self._number = number
        self._seed = seed
        self._start = datetime.combine(_day(number, seed), datetime.min.time(), UTC) + timedelta(
            minutes=chance.randrange(24 * 60)
        )
        self._end = self._start + timedelta(minutes=int(20 * chance.paretovariate(1.1)) % 4_000 + 5)

    def text(self) -> str:
        """The whole file."""
        sections = {
            "Summary": f"{self._prose(3)} Customers saw {self._figure()} of requests fail.",
            "Impact": self._impact(),
            "Timeline": f"All times in UTC.\n\n{self._timeline()}",
            "Root cause": f"{self._prose(3)}\n\n{self._prose(3)}{self._reference()}",
            "Contributing factors": self._bullets(3),
            "Resolution": self._prose(3),
            "What went well": self._bullets(2),
            "What could be improved": self._bullets(3),
            "Action items": self._actions(),
        }
        body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections.items())
        return f"---\n{self._front_matter()}---\n\n{body}\n"

    def _front_matter(self) -> str:
        chance = self._chance
        settings = _vocabulary()
        title = " ".join(self._prose(1).replace("`", "").split()[:12]).rstrip(".,;:")
        meta = {
            "title": f"{title}, case {self._number}",
            "status": chance.choices(("published", "in-review", "draft"), (90, 6, 4))[0],
            "severity": chance.choices(list(settings["severities"]), (1, 3, 6, 4))[0],
            "services": self._skewed(list(settings["services"]), chance.choice((1, 1, 2, 3))),
            "causes": self._skewed(list(settings["causes"]), chance.choice((1, 2, 3))),
            "trigger": chance.choice(list(settings["triggers"])),
            "started": f"{self._start:%Y-%m-%dT%H:%M:00Z}",
            "resolved": f"{self._end:%Y-%m-%dT%H:%M:00Z}",
            "detected_by": chance.choice(("monitoring", "monitoring", "customer", "employee")),
            "impact": {"users": self._figure()},
            "tags": self._skewed(list(_PARTS), chance.choice((0, 1, 2, 3))),
        }
        if self._number and chance.random() < 0.2:
            meta["related"] = [Path(self._earlier()).stem]
        text: str = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=1_000)
        return re.sub(r"'(\d{4}-\d\d-\d\dT\d\d:\d\d:00Z)'", r"\1", text)

    def _skewed(self, values: Sequence[str], count: int) -> list[str]:
        """Different values; the one of rank r is about 1/r as frequent as the first."""
        weights = [1 / rank for rank in range(1, len(values) + 1)]
        return list(dict.fromkeys(self._chance.choices(values, weights, k=count)))

    def _timeline(self) -> str:
        length = self._end - self._start
        moments = sorted(self._chance.random() for _ in range(self._chance.randrange(4, 9)))
        rows = [("**Started**: ", 0.0), *(("", at) for at in moments), ("**Resolved**: ", 1.0)]
        rows.insert(2, ("**Detected**: ", moments[0]))
        lines = [
            f"| {self._start + at * length:%Y-%m-%d %H:%M} | {label}{self._phrase(12)} |"
            for label, at in rows
        ]
        return "\n".join(("| Time (UTC) | What happened |", "|---|---|", *lines))

    def _actions(self) -> str:
        lines = [
            f"| {self._phrase(9)} | {self._skewed(_teams(), 1)[0]} "
            f"| {self._end.date() + timedelta(days=self._chance.randrange(7, 120))} "
            f"| {self._chance.choice(_PRIORITIES)} | {self._chance.choice(_TYPES)} "
            f"| {self._chance.choice(_STATES)} |"
            for _ in range(self._chance.randrange(2, 6))
        ]
        head = "| Action | Owner | Due | Priority | Type | Status |\n|---|---|---|---|---|---|"
        return "\n".join((head, *lines))

    def _bullets(self, count: int) -> str:
        return "\n".join(f"- {self._prose(1)}" for _ in range(count))

    def _impact(self) -> str:
        return "\n".join(f"- {self._figure()} of requests: {self._prose(1)}" for _ in range(3))

    def _reference(self) -> str:
        """One postmortem in three links to an earlier one."""
        if not self._number or self._chance.random() > 0.3:
            return ""
        return f" It resembles [an earlier case](../{self._earlier()})."

    def _earlier(self) -> str:
        return _name(self._chance.randrange(self._number), self._seed)

    def _figure(self) -> str:
        return f"{self._chance.randrange(1, 90)} %"

    def _phrase(self, most: int) -> str:
        return " ".join(self._prose(1).split()[:most]).rstrip(".,;:")

    def _prose(self, sentences: int) -> str:
        return " ".join(" ".join(self._sentence()) for _ in range(sentences))

    def _sentence(self) -> Iterator[str]:
        starts, following = _chain()
        word = self._chance.choice(starts)
        for _ in range(_MOST_WORDS):
            yield word
            if word.endswith(".") or word not in following:
                return
            if self._chance.random() < _TECHNICAL:
                yield self._token()
            word = self._chance.choice(following[word])
        yield "again."

    def _token(self) -> str:
        chance = self._chance
        return chance.choice(_TOKENS).format(
            part=self._skewed(_PARTS, 1)[0],
            number=int(chance.paretovariate(0.7)) % 1_000_000,
            digit=chance.randrange(1, 4),
            code=chance.randrange(100, 250),
        )


def _day(number: int, seed: int) -> date:
    return FIRST_DAY + timedelta(days=random.Random(f"{seed}/{number}/day").randrange(DAYS))


def _name(number: int, seed: int) -> str:
    day = _day(number, seed)
    return f"{day.year}/{day}-case-{number}.md"


@cache
def _chain() -> tuple[list[str], dict[str, list[str]]]:
    """First words of sentences, and the words that follow each word, as often as they do."""
    starts: list[str] = []
    following: dict[str, list[str]] = {}
    for path in sorted(OWN.glob("*/*.md")):
        prose = re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", path.read_text("utf-8"))
        for paragraph in prose.split("\n\n")[1:]:
            if not re.match(r"(?!All times)[A-Z]", paragraph):
                continue
            words = re.sub(r"[`*_<>|#\[\]]", "", paragraph).split()
            starts.append(words[0])
            for word, after in pairwise(words):
                following.setdefault(word, []).append(after)
    return starts, following


@cache
def _vocabulary() -> dict[str, dict[str, object]]:
    """The project's own severities, causes and triggers; services and teams of a company."""
    own = yaml.safe_load((OWN / "archive.yml").read_text("utf-8"))
    services = {
        f"{part}-{kind}": {"name": f"{part.capitalize()} {kind}", "team": f"team-{part}", "tier": 1}
        for kind, part in product(_KINDS, _PARTS)
    }
    return {
        **{name: own[name] for name in ("severities", "causes", "triggers")},
        "services": services,
        "teams": {f"team-{part}": {"name": f"Team {part}"} for part in _PARTS},
    }


def _teams() -> list[str]:
    return list(_vocabulary()["teams"])


@cache
def _settings() -> str:
    text: str = yaml.safe_dump({"name": "A made archive", **_vocabulary()}, sort_keys=False)
    return text
