"""The rehearsed evening: alerts, pages, chat, uptime windows, deploys and a status page as one draft."""

from datetime import UTC, date, datetime
from pathlib import Path

from captures import EVENING, SETTINGS, asked
from drafts import parsed
from places import ROOT
from postmortem_archive.archive.scaffold import Start, scaffold
from postmortem_archive.capture.gather import gather
from postmortem_archive.capture.merge import Merged, merge
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.catalogue.pm311_moment_proposed import MomentProposed

GOLDEN = Path(__file__).parent / "samples" / "evening-draft.md"
SINCE = datetime(2026, 3, 12, 18, tzinfo=UTC)


def captured(*names: str, into: bytes | None = None) -> Merged:
    """What comes of files of the evening, in a new draft or in a given one."""
    start = Start("Orders failed at checkout", "sev2", ("checkout",))
    text = scaffold(start, SETTINGS).encode() if into is None else into
    found = gather([EVENING / name for name in names], asked(since=SINCE))
    assert found.failed == []
    return merge("2026/2026-03-12-orders.md", text, SETTINGS, found.events, found.windows)


EVERY = (
    *("alertmanager.json", "pagerduty.json", "uptime.csv", "deploys.csv", "chat"),
    "statuspage.json",
)


def test_the_draft_is_the_one_shown() -> None:
    assert captured(*EVERY).data.decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_guide_shows_the_draft() -> None:
    guide = (ROOT / "docs" / "guide" / "capture.md").read_text(encoding="utf-8")
    lines = GOLDEN.read_text(encoding="utf-8").split("\n")
    rows = [line for line in lines if line.startswith(("| 2026-", "| 18:", "| 19:"))]
    assert len(rows) == 28
    assert [row for row in rows if row not in guide] == []


def test_the_draft_is_read_as_it_was_meant() -> None:
    postmortem = parsed(captured(*EVERY).data.decode())
    times = [entry.start.utc for entry in postmortem.timeline if entry.start]
    assert len(times) == len(postmortem.timeline) == 26
    assert times == sorted(times)
    assert {entry.moment.value for entry in postmortem.timeline if entry.moment} == {
        *("started", "detected", "acknowledged", "mitigated", "resolved")
    }
    assert str(postmortem.meta.started) == "2026-03-12T18:27Z"
    assert str(postmortem.meta.resolved) == "2026-03-12T19:07Z"


def test_a_person_is_asked_to_confirm_each_moment() -> None:
    postmortem = parsed(captured(*EVERY).data.decode())
    context = Context(SettingsDocument(SETTINGS), date(2026, 3, 20))
    findings = list(MomentProposed().check_postmortem(postmortem, context))
    assert [finding.subject for finding in findings] == [
        *("started", "detected", "acknowledged", "mitigated", "resolved")
    ]


def test_one_source_after_the_other_tells_the_same_evening() -> None:
    data = None
    for name in ("chat", "uptime.csv", "alertmanager.json", "deploys.csv", "statuspage.json"):
        data = captured(name, into=data).data
    assert data is not None
    together = parsed(captured(*EVERY).data.decode()).timeline
    apart = parsed(data.decode()).timeline
    minutes = {entry.start for entry in together}
    assert {entry.start for entry in apart} <= minutes
    assert captured(*EVERY[:1], *EVERY[2:], into=data).data == data
