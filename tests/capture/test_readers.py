"""Each reader on samples in the form that its product documents."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from captures import PRODUCTS, asked, read, told
from postmortem_archive.capture.base import Sureness
from postmortem_archive.capture.registry import READERS
from postmortem_archive.capture.sources import exports_at
from postmortem_archive.capture.times import read_zone

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "readers.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", CASES)
def test_reads_what_the_sample_holds(name: str) -> None:
    case = CASES[name]
    zone = read_zone(case["zone"]) if "zone" in case else None
    reader, captured, notes = read(PRODUCTS / name, asked(zone))
    assert reader == case["reader"]
    assert [told(one) for one in captured] == case["events"]
    assert notes == case.get("notes", [])


@pytest.mark.parametrize("name", CASES)
def test_an_export_is_known_by_its_content_and_not_by_its_name(name: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download (3)"
    shutil.copy(PRODUCTS / name, renamed)
    zone = CASES[name].get("zone")
    assert read(renamed, asked(read_zone(zone) if zone else None))[0] == CASES[name]["reader"]


@pytest.mark.parametrize("name", CASES)
def test_one_reader_is_surest(name: str) -> None:
    (export,) = exports_at(PRODUCTS / name)
    head = export.head()
    sure = sorted((reader.sureness(head) for reader in READERS), reverse=True)
    assert sure[0] > sure[1]
    assert sure[0] > Sureness.NO


def test_every_sample_has_a_case_and_every_reader_a_sample() -> None:
    assert sorted(CASES) == sorted(path.name for path in PRODUCTS.iterdir())
    assert {case["reader"] for case in CASES.values()} == {reader.name for reader in READERS}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_names_the_documentation_it_follows(reader: Any) -> None:
    assert "Documentation: " in reader.__doc__
    assert reader.name
    assert reader.reads


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["kubernetes.json", "downtimes.csv", "notes.txt"])
def test_reads_what_other_systems_write(name: str, encoding: str, tmp_path: Path) -> None:
    text = (PRODUCTS / name).read_text(encoding="utf-8")
    path = tmp_path / name
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    zone = CASES[name].get("zone")
    captured = read(path, asked(read_zone(zone) if zone else None))[1]
    assert [told(one) for one in captured] == CASES[name]["events"]
