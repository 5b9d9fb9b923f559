"""What tests of the capture share: the samples, and what a person could have asked for."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

from postmortem_archive.capture.base import Asked
from postmortem_archive.capture.event import Captured, Downtime
from postmortem_archive.capture.privacy import Privacy
from postmortem_archive.capture.registry import reader_of
from postmortem_archive.capture.sources import exports_at
from postmortem_archive.model.settings import Settings

SAMPLES = Path(__file__).parent / "samples"
PRODUCTS = SAMPLES / "products"
EVENING = SAMPLES / "evening"

SETTINGS = Settings.model_validate(
    {
        "people": {
            "mira": {"name": "Mira Okafor", "aliases": ["mira.okafor"]},
            "jonas": {"name": "Jonas Weber", "aliases": ["jonas.weber"]},
        },
        "capture": {
            "roles": {
                "mira": "the on-call engineer",
                "jonas": "the author of the change",
                "leila": "customer support",
            }
        },
    }
)


def asked(
    zone: tzinfo | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    settings: Settings = SETTINGS,
) -> Asked:
    """What a person asks for who captures a week after the evening."""
    now = datetime(2026, 3, 20, tzinfo=UTC)
    marks = frozenset(settings.capture.marks)
    return Asked(Privacy(settings), now, zone, since, until, marks)


def read(path: Path, question: Asked) -> tuple[str, list[Captured], list[str]]:
    """The reader's name, what it made of the file, and what it has to say about it."""
    (export,) = exports_at(path)
    reader = reader_of(export.head())
    return reader.name, list(reader.read(export, question)), export.notes


def told(captured: Captured) -> str:
    """What was captured on one line."""
    if isinstance(captured, Downtime):
        end = f"{captured.end:%H:%M:%S}" if captured.end else "?"
        reason = f" | {captured.reason}" if captured.reason else ""
        return f"{captured.begin:%H:%M:%S} to {end} | {captured.what}{reason}"
    times = f" x{captured.count}" if captured.count > 1 else ""
    mark = {0: "-", 1: ".", 2: "", 3: "!"}[captured.importance]
    return f"{captured.at:%H:%M:%S} | {mark}{captured.signal}{times} | {captured.text}"
