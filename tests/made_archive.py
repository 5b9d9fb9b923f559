"""An archive of made-up postmortems, the same on every run, for comparing searches."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import DetectedBy, FrontMatter, Kind, Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    Document,
    Postmortem,
    Section,
)
from postmortem_archive.model.settings import Cause, PublicTerm, Service, Settings, Term
from postmortem_archive.search.index import Index, open_index

TODAY = date(2026, 6, 1)

SETTINGS = Settings(
    name="Made archive",
    severities={
        "sev1": PublicTerm(name="Critical"),
        "sev2": PublicTerm(name="Major"),
        "sev3": PublicTerm(name="Minor"),
    },
    services={
        "checkout": Service(name="Checkout", team="payments", aliases=("cart",)),
        "payments-api": Service(name="Payments API", team="payments"),
        "search": Service(name="Product search", team="discovery"),
        "dns": Service(name="Name service", team="platform", aliases=("bind",)),
        "object-store": Service(name="Object store", team="platform", aliases=("s3", "blob store")),
        "login": Service(name="Login", team="identity"),
    },
    causes={
        "config-change": Cause(name="Configuration change"),
        "capacity": Cause(name="Capacity"),
        "software-bug": Cause(name="Software defect", aliases=("bug",)),
        "expired-certificate": Cause(name="Expired certificate", aliases=("tls",)),
        "network": Cause(name="Network"),
    },
    triggers={"deploy": Term(name="Deployment"), "growth": Term(name="Steady growth")},
    teams={
        "payments": Term(name="Payments"),
        "discovery": Term(name="Discovery"),
        "platform": Term(name="Platform engineering"),
        "identity": Term(name="Identity"),
    },
)

_SUBJECTS = (
    "The connection pool of {service}",
    "A rollout of v1.24.{number} to us-east-{digit}",
    "The config key max_connections",
    "The health check /healthz of {service}",
    "Replica {number} in eu-west-{digit}",
    "The certificate of *.example.com",
    "The retry queue",
    "A cached response for customer-{number}",
    "The C++ worker",
    "Host 10.0.{digit}.{number}",
    "The primary database",
    "The scheduler's lease",
)
_VERBS = (
    "exhausted its connections",
    "was exhausting the pool",
    "timed out with ERR_CONN_REFUSED",
    "stopped answering",
    "returned HTTP 503 to every client",
    "failed over twice",
    "was restarted with --max-conns=500",
    "grew beyond its limit",
    "blocked on CVE-2024-3094",
    "logged «deadlock détecté» in Zürich",
    "lost quorum",
    "was rolled back",
)
_ENDINGS = (
    "because nobody had noticed the growth",
    "until the on-call engineer drained the node",
    "while caches were cold",
    "and caching made it worse",
    "as 東京リージョンで障害が発生した",
    "when Сервер базы данных перезапущен",
    "during the deploy",
    "after the leap second",
    "before monitoring fired",
    "and customers saw errors",
)
_RARE = (
    "OOMKilled",
    "a kernel panic",
    "HTTP/2 GOAWAY",
    "java.lang.OutOfMemoryError",
    "ORA-01555",
    "EADDRINUSE 0.0.0.0:8080",
    "X-Request-Id: 7f3a",
    "fsync stalls",
    "clock skew",
    "/var/log/app/error.log",
    "user@example.com",
    "a naïve façade",
    "Ελληνικός διακομιστής",
    "数据库连接池",
    "80% disk",
)
_TAGS = ("tls", "latency", "data-loss", "black friday", "retry-storm")
_OWNERS = ("ana", "bo", "chidi", "Dörte")


def made_archive(count: int, folder: Path = Path("/nowhere/postmortems"), seed: int = 7) -> Archive:
    """An archive of ``count`` postmortems."""
    items = [made_postmortem(number, random.Random(f"{seed}/{number}")) for number in range(count)]
    documents = tuple(Document(item.path, item) for item in items)
    digests = {item.path: f"{seed}/{item.path}" for item in items}
    return Archive(Project(folder.parent, folder), SETTINGS, documents, (), digests)


def index_of(archive: Archive) -> Index:
    """The terminal's index of an archive that was made and not read."""
    items = {item.path: item for item in archive.postmortems}
    return open_index(
        archive.project,
        archive.settings,
        archive.digests,
        lambda paths: [items[path] for path in paths],
    )


def made_postmortem(number: int, chance: random.Random) -> Postmortem:
    """One made-up postmortem."""
    started = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(
        minutes=chance.randrange(3 * 365 * 24 * 60)
    )
    day_only = chance.random() < 0.1
    minutes = chance.choice((5, 12, 27, 45, 90, 180, 400, 3_000))
    services = tuple(chance.sample(sorted(SETTINGS.services or ()), chance.choice((1, 1, 2, 3))))
    meta = FrontMatter(
        title=_sentence(chance, services),
        status=chance.choice((Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED, Status.PUBLISHED)),
        severity=chance.choice(("sev1", "sev2", "sev3")),
        services=services,
        causes=tuple(chance.sample(sorted(SETTINGS.causes or ()), chance.choice((1, 2)))),
        started=Moment.of_day(started.date()) if day_only else Moment(started),
        resolved=None if chance.random() < 0.1 else Moment(started + timedelta(minutes=minutes)),
        kind=Kind.NEAR_MISS if chance.random() < 0.15 else Kind.INCIDENT,
        trigger=chance.choice((None, "deploy", "growth")),
        detected_by=chance.choice((None, *DetectedBy)),
        impact={"users": f"{chance.randrange(1, 90)} %"},
        tags=tuple(chance.sample(_TAGS, chance.choice((0, 1, 2)))),
    )
    name = f"{started:%Y-%m-%d}-incident-{number}"
    sections = tuple(
        _section(key, " ".join(_sentences(chance, services, length)))
        for key, length in (("summary", 1), ("root-cause", 3), ("resolution", 1), ("lessons", 1))
    )
    actions = tuple(_action(chance) for _ in range(chance.randrange(4)))
    return Postmortem(f"{started:%Y}/{name}.md", meta, sections=sections, actions=actions)


def _section(key: str, body: str) -> Section:
    return Section(key, key, Position(), body, 1, is_empty=False, is_template=False)


def _action(chance: random.Random) -> ActionItem:
    return ActionItem(
        Position(),
        "Alert earlier",
        owners=(chance.choice(_OWNERS),),
        due=TODAY + timedelta(days=chance.randrange(-90, 90)),
        status=chance.choice(tuple(ActionStatus)),
    )


def _sentences(chance: random.Random, services: tuple[str, ...], count: int) -> Iterator[str]:
    return (f"{_sentence(chance, services)} {chance.choice(_ENDINGS)}." for _ in range(count))


def _sentence(chance: random.Random, services: tuple[str, ...]) -> str:
    subject = chance.choice(_SUBJECTS).format(
        service=chance.choice(services), number=chance.randrange(100), digit=chance.randrange(1, 4)
    )
    rare = f" (seen as {chance.choice(_RARE)})" if chance.random() < 0.3 else ""
    return f"{subject} {chance.choice(_VERBS)}{rare}"
