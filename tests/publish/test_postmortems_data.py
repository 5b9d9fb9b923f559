"""``postmortems.json``, ``postmortems.csv`` and a JSON file for every postmortem."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from data_site import URL, files_of, hostile, made, small, with_title, written
from good_postmortem import GOOD
from postmortem_archive.publish.data.postmortems_csv import ACTION_COLUMNS, COLUMNS
from postmortem_archive.publish.site import Site

SITES_TO_READ: dict[str, Callable[[], Site]] = {
    "none": lambda: made(0),
    "one": lambda: made(1),
    "24": lambda: made(24, URL),
    "small": small,
    "small with an address": lambda: small(URL),
    "hostile": hostile,
}
DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
POOL = "2024-03-12-checkout-pool-exhausted"


def index_of(site: Site) -> dict[str, Any]:
    return dict(json.loads(files_of(site)["postmortems.json"]))


def document_of(site: Site, name: str) -> dict[str, Any]:
    return dict(json.loads(files_of(site)[f"postmortems/{name}.json"]))


@pytest.mark.parametrize("name", SITES_TO_READ)
def test_every_file_fits_its_schema(name: str) -> None:
    site = SITES_TO_READ[name]()
    files = files_of(site)
    schemas = {
        "postmortems.json": "schema/postmortems-index.json",
        **{
            path: "schema/postmortem-document.json"
            for path in files
            if path.startswith("postmortems/")
        },
    }
    assert len(schemas) == 1 + len(site.archive.postmortems)
    for path, schema in schemas.items():
        rules = json.loads(files[schema])
        Draft202012Validator.check_schema(rules)
        Draft202012Validator(rules, format_checker=FormatChecker()).validate(
            json.loads(files[path])
        )


@pytest.mark.parametrize("schema", ["postmortems-index", "postmortem-document"])
def test_a_schema_describes_and_requires_every_field(schema: str) -> None:
    rules = json.loads(files_of(made(0))[f"schema/{schema}.json"])
    records = [one for one in rules["$defs"].values() if "enum" not in one]
    assert len(records) >= 3
    for record in (rules, *records):
        assert set(record["required"]) == set(record["properties"])
        assert [
            key for key, field in record["properties"].items() if "description" not in field
        ] == []
        assert record["description"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("postmortems.json", {"version": 2}),
        ("postmortems.json", {"snapshot": "yesterday"}),
        ("postmortems.json", {"postmortems": [{}]}),
        (f"postmortems/{POOL}.json", {"services": None}),
        (f"postmortems/{POOL}.json", {"minutes_to_detect": "5"}),
        (f"postmortems/{POOL}.json", {"minutes_to_detect": -5}),
    ],
)
def test_a_schema_refuses_what_is_wrong(path: str, change: dict[str, object]) -> None:
    files = files_of(small())
    name = "postmortems-index" if path == "postmortems.json" else "postmortem-document"
    checker = Draft202012Validator(
        json.loads(files[f"schema/{name}.json"]), format_checker=FormatChecker()
    )
    content = json.loads(files[path])
    assert checker.is_valid(content)
    assert not checker.is_valid(content | change)


def test_the_facts_are_those_of_the_file() -> None:
    entries = {one["id"]: one for one in index_of(small(URL))["postmortems"]}
    one = entries[POOL]
    assert one["title"] == "Orders failed when the connection pool was exhausted"
    assert one["url"] == f"{URL}postmortems/{POOL}/"
    assert one["json_url"] == f"{URL}postmortems/{POOL}.json"
    assert one["source"] == f"postmortems/2024/{POOL}.md"
    assert one["services"] == ["checkout", "search"]
    assert one["teams"] == ["payments", "discovery"]
    assert one["started"] == "2024-03-12T14:00:00Z"
    assert one["acknowledged"] is None
    assert one["minutes_to_detect"] == 5
    assert one["minutes_to_acknowledge"] is None
    assert one["minutes_to_mitigate"] == 30
    assert one["minutes_to_resolve"] == 70
    assert one["actions"] == {"open": 2, "overdue": 1, "done": 1, "wont_do": 1}
    assert one["impact"] == {"users": "1,200 customers", "requests_failed": "4 %"}
    assert one["first_committed"] is None
    assert one["summary"].startswith("Orders failed for 70 minutes on 12 March 2024")


def test_a_document_says_what_the_author_wrote() -> None:
    one = document_of(small(), POOL)
    assert one["version"] == 1
    assert one["url"] == f"postmortems/{POOL}/"
    sections = {section["key"]: section["markdown"] for section in one["sections"]}
    assert "pool = Pool(size=10)" in sections["root-cause"]
    assert [entry["moment"] for entry in one["timeline"]] == [
        *("started", "detected", "cause-found", "mitigated", "resolved")
    ]
    assert one["timeline"][2] == {
        "at": "2024-03-12T14:12:00Z",
        "until": None,
        "time_text": "14:12",
        "approximate": False,
        "moment": "cause-found",
        "markdown": "the pool is full",
    }
    assert one["actions"][1] == {
        "markdown": "Alert at 80 % pool use",
        "owners": ["ben"],
        "due": "2024-05-01",
        "status": "open",
        "type": "detect",
        "priority": "P2",
        "tracker": "OPS-2",
    }


def test_what_is_not_recorded_is_null(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Down\nstarted: 2026-03-12\nresolved: 2026-03-13T10:00Z\n---\n\nNothing yet.\n"
    )
    site = written(tmp_path, [text])
    one = index_of(site)["postmortems"][0]
    empty = ("severity", "trigger", "detected_by", "detected", "minutes_to_resolve", "summary")
    assert {name: one[name] for name in empty} == dict.fromkeys(empty)
    assert one["started"] == "2026-03-12"
    assert one["resolved"] == "2026-03-13T10:00:00Z"
    assert one["status"] == "draft"
    assert one["services"] == []
    document = document_of(site, one["id"])
    assert document["introduction"] == "Nothing yet."
    assert document["actions"] == []


def test_an_end_before_its_start_is_no_duration(tmp_path: Path) -> None:
    text = GOOD.replace("resolved: 2026-03-12T15:05Z", "resolved: 2026-03-12T13:05Z")
    one = index_of(written(tmp_path, [text]))["postmortems"][0]
    assert one["minutes_to_resolve"] is None


def test_moments_are_in_utc_and_seconds_count(tmp_path: Path) -> None:
    text = GOOD.replace("started: 2026-03-12T14:05Z", "started: 2026-03-12T16:04:30+02:00")
    one = index_of(written(tmp_path, [text]))["postmortems"][0]
    assert one["started"] == "2026-03-12T14:04:30Z"
    assert one["minutes_to_resolve"] == 60.5


def test_comments_stay_out(tmp_path: Path) -> None:
    text = GOOD.replace("## Impact\n", "<!-- secret -->\n\n## Impact\n<!-- secret\n -->")
    text = text.replace("orders begin to fail", "orders begin <!-- secret --> to fail")
    files = files_of(written(tmp_path, [text]))
    assert b"orders begin" in files["postmortems/2026-03-12-pool-1.json"]
    assert [name for name, content in files.items() if b"secret" in content] == []


def test_the_index_and_the_documents_agree() -> None:
    site = made(24, URL)
    files = files_of(site)
    for entry in json.loads(files["postmortems.json"])["postmortems"]:
        document = json.loads(files[unquote(entry["json_url"]).removeprefix(URL)])
        shared = {name: value for name, value in entry.items() if name in document} | {
            "actions": document["actions"]
        }
        assert shared.items() <= document.items()
        counts = entry["actions"]
        assert counts["open"] + counts["done"] + counts["wont_do"] == len(document["actions"])


def test_a_document_does_not_depend_on_the_day() -> None:
    def documents(site: Site) -> dict[str, bytes]:
        return {
            name: content
            for name, content in files_of(site).items()
            if name.startswith("postmortems/")
        }

    later = made(24)
    later.today = later.today.replace(year=2031)
    assert documents(later) == documents(made(24))
    assert files_of(later)["postmortems.json"] != files_of(made(24))["postmortems.json"]


def test_two_builds_give_the_same_bytes() -> None:
    assert files_of(made(24, URL)) == files_of(made(24, URL))
    assert files_of(hostile()) == files_of(hostile())


def test_commits_are_told() -> None:
    site = small()
    path = next(path for path in site.by_path if POOL in path)
    site.commits = {path: datetime(2024, 3, 14, 9, tzinfo=UTC)}
    site.last_commits = {path: datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)}
    one = document_of(site, POOL)
    assert one["first_committed"] == "2024-03-14T09:00:00Z"
    assert one["last_committed"] == "2025-01-02T03:04:05Z"
    assert DATE_TIME.fullmatch(one["last_committed"])


@pytest.mark.parametrize("name", SITES_TO_READ)
def test_the_table_has_the_figures_of_the_index(name: str) -> None:
    site = SITES_TO_READ[name]()
    files = files_of(site)
    rows = list(csv.DictReader(io.StringIO(files["postmortems.csv"].decode(), newline="")))
    entries = json.loads(files["postmortems.json"])["postmortems"]
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        assert set(row) == {*COLUMNS, *(f"actions_{one}" for one in ACTION_COLUMNS)}
        for column in ACTION_COLUMNS:
            assert int(row[f"actions_{column}"]) == entry["actions"][column]
        for column in ("started", "resolved", "minutes_to_detect", "minutes_to_resolve"):
            expected = "" if entry[column] is None else str(entry[column])
            assert row[column] == expected


@pytest.mark.parametrize("title", ["'=1+1'", "'+1'", "'-2'", "'@SUM(1)'", "'\uff1d1+1'"])
def test_no_cell_is_a_formula(title: str, tmp_path: Path) -> None:
    site = written(tmp_path, [with_title(title)])
    rows = csv.DictReader(io.StringIO(files_of(site)["postmortems.csv"].decode()))
    assert next(iter(rows))["title"] == title.rstrip("'")


def test_foreign_words_are_kept(tmp_path: Path) -> None:
    site = written(tmp_path, [with_title("東京リージョンで障害が発生した — «été»")])
    files = files_of(site)
    for name in ("postmortems.json", "postmortems.csv", "postmortems/2026-03-12-pool-1.json"):
        assert "東京リージョンで障害が発生した — «été»".encode() in files[name]


def test_links_of_the_text_to_other_sites_are_listed_once(tmp_path: Path) -> None:
    text = GOOD.replace(
        "The pool was enlarged.\n",
        "See [the *report*](https://a.example/1), [again](https://a.example/1), "
        "[a file](other.md), [mail](mailto:a@example.com) and [x](javascript:1).\n",
    )
    one = document_of(written(tmp_path, [text]), "2026-03-12-pool-1")
    assert one["links"] == [{"text": "the report", "url": "https://a.example/1"}]
