"""Exports that cannot be read: one clear message each, and the others are read."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from captures import EVENING, PRODUCTS, asked
from postmortem_archive.capture.gather import Gathered, gather

JSON = sorted(path for path in PRODUCTS.iterdir() if path.suffix == ".json")


def gathered(*paths: Path) -> Gathered:
    return gather(paths, asked())


def said(found: Gathered) -> str:
    return "\n".join(f"{report.error}; {report.hint}" for report in found.failed)


@pytest.mark.parametrize("path", JSON, ids=lambda path: path.stem)
def test_json_that_ends_in_the_middle_gives_nothing(path: Path, tmp_path: Path) -> None:
    cut = tmp_path / path.name
    cut.write_bytes(path.read_bytes().rstrip()[:-2])
    found = gathered(cut)
    assert len(found.failed) == 1
    assert "its JSON ends in the middle" in said(found)
    assert "export it again" in said(found)
    assert (found.events, found.windows) == ([], [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b"  \n \n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a binary file"),
        (b"2026-03-12T18:00:00Z started\n" * 3000 + b"\0\0\0", "it is a binary file"),
        (
            gzip.compress(b"2026-03-12T18:00:00Z x", mtime=0),
            "it is compressed (gzip); unpack it first",
        ),
        (
            b'{"invoices": [{"number": 7, "total": 12.5}]}',
            "not known what this is: JSON with invoices",
        ),
        (b"[]", "JSON without records"),
        (b"Dear all,\nthe shop was down.\n", "text whose lines begin with no time"),
        (b"18:31 first call\n18:35 ticket\n", "text whose lines begin with no time"),
        (
            b"2026-03-12 18:31 first call\n",
            "its times say no zone, as 2026-03-12 18:31:00; say which",
        ),
        (b"Mar 12 18:31:02 db postgres: FATAL\n", "its times say no zone"),
        (b"PK\x03\x04 and no more", "it is a broken zip archive"),
        (
            b'[{"labels": {"alertname": "A"}, "startsAt": "2026-03-12T18:00:00Z", "receivers": [}]',
            "broken",
        ),
    ],
)
def test_says_what_is_wrong_with_a_file(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(data)
    found = gathered(path, EVENING / "statuspage.json")
    assert len(found.failed) == 1
    assert message in said(found)
    assert len(found.events) == 3, "the other file is read"


def test_nesting_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    alert = '{"labels": {"alertname": "[[[[\\"[[["}, "startsAt": "2026-03-12T18:00:00Z", "receivers": []'
    flat = f"[{','.join([alert + '}'] * 400)}"
    path.write_text(f'{flat},{alert}, "x": {"[" * 300}{"]" * 300}}}]', encoding="utf-8")
    assert "its JSON is nested more than 200 levels deep" in said(gathered(path))
    path.write_text(f"{flat}]", encoding="utf-8")
    assert gathered(path).failed == [], "brackets in strings are text"


def test_two_readers_that_are_as_sure_are_both_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("service,version,env,start,end,time\na,1,prod,,,\n", encoding="utf-8")
    assert "it could be deploy records or downtime windows" in said(gathered(path))


def test_one_bad_file_among_five_hundred(tmp_path: Path) -> None:
    for number in range(500):
        alert = {
            "labels": {"alertname": f"Alert{number}"},
            "startsAt": f"2026-03-12T{number // 60:02}:{number % 60:02}:00Z",
            "receivers": [],
        }
        (tmp_path / f"{number:03}.json").write_text(json.dumps([alert]), encoding="utf-8")
    (tmp_path / "250.json").write_bytes(b"\x7fELF\0\0")
    found = gathered(tmp_path)
    (failed,) = found.failed
    assert failed.name.endswith("250.json")
    assert len(found.events) == 499
    assert [report.files for report in found.reports if not report.error] == [499]


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    assert "it cannot be opened: no such file" in said(gathered(tmp_path / "gone.json"))


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert "it is an empty folder" in said(gathered(tmp_path))


def test_an_encrypted_or_damaged_member_of_an_archive_is_said(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(EVENING / "statuspage.json", "status.json")
        archive.write(EVENING / "alertmanager.json", "alerts.json")
    data = bytearray(path.read_bytes())
    at = data.find(b"Orders fail at checkout")
    data[at : at + 6] = b"orders"  # the checksum of the member is wrong now
    path.write_bytes(bytes(data))
    found = gathered(path)
    (failed,) = found.failed
    assert "cannot be read to its end: bad crc" in failed.error
    assert len(found.events) == 8


def test_clocks_that_are_wrong_are_said(tmp_path: Path) -> None:
    ahead = tmp_path / "ahead.log"
    ahead.write_text("2026-03-12T18:00:00Z begin\n2031-01-01T00:00:00Z end\n", encoding="utf-8")
    backwards = tmp_path / "backwards.json"
    alert = {
        "labels": {"alertname": "Skewed"},
        "startsAt": "2026-03-12T18:31:00Z",
        "endsAt": "2026-03-12T18:30:00Z",
        "receivers": [],
    }
    backwards.write_text(json.dumps([alert]), encoding="utf-8")
    window = tmp_path / "window.csv"
    window.write_text(
        "service,start,end\na,2026-03-12T18:00Z,2026-03-12T17:00Z\n", encoding="utf-8"
    )
    found = gathered(ahead, backwards, window)
    notes = [note for report in found.reports for note in report.notes]
    assert any("lie ahead of now: its clock, or its zone, may be wrong" in note for note in notes)
    assert any("alert Skewed ends before it begins" in note for note in notes)
    assert any("a window that ends before it begins was left out" in note for note in notes)
    assert found.failed == []
    assert len(found.events) == 3
    assert found.windows == []


def test_records_without_a_time_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "deploys.csv"
    path.write_text(
        "time,service,version\nsoon,a,1\n2026-03-12T18:00:00Z,a,2\n0,a,3\n", encoding="utf-8"
    )
    found = gathered(path)
    assert [event.text for event in found.events] == ["Deploy of a 2"]
    assert found.reports[0].notes == [
        "a deploy was left out: 'soon' is no time",
        "a deploy was left out: 0 stands for no time",
    ]


def test_nothing_outlandish_breaks_a_reader(tmp_path: Path) -> None:
    """Fields of other types than the documentation says."""
    for path in JSON:
        text = path.read_text(encoding="utf-8")
        for old, new in (
            (': "', ': 7, "x": "'),
            (": {", ': [], "y": {'),
            (": [", ': null, "z": ['),
        ):
            changed = tmp_path / path.name
            changed.write_text(text.replace(old, new), encoding="utf-8")
            gathered(changed)
