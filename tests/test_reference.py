"""Derived pages and schemas agree with the code, and the schemas with what people write."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from places import ROOT
from postmortem_archive.cli.main import COMMANDS

CONTENT = sorted((ROOT / "postmortems").glob("2*/*.md"))


def schema(name: str) -> jsonschema.Draft202012Validator:
    text = (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def test_derived_files_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_subcommand_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"## postmortem {name}\n" not in page] == []


def test_every_key_of_the_schemas_is_described() -> None:
    for name in ("postmortem", "archive"):
        record = schema(name).schema
        records = [record, *record["$defs"].values()]
        missing = [
            key
            for record in records
            for key, value in record.get("properties", {}).items()
            if not value.get("description")
        ]
        assert missing == []


def test_the_archive_yml_of_the_project_fits_the_schema() -> None:
    text = (ROOT / "postmortems" / "archive.yml").read_text(encoding="utf-8")
    schema("archive").validate(yaml.safe_load(text))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_front_matter_of_the_project_fits_the_schema(path: Path) -> None:
    front_matter = path.read_text(encoding="utf-8").split("---\n")[1]
    values = yaml.load(front_matter, yaml.BaseLoader)  # noqa: S506  # every value stays text
    schema("postmortem").validate(values)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": "final"}, "'final' is not valid"),
        ({"services": "checkout"}, "is not of type 'array'"),
        ({"resolved": None}, "'resolved' is a required property"),
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(
    change: dict[str, object], message: str
) -> None:
    good = {
        "title": "t",
        "status": "published",
        "severity": "sev1",
        "services": ["checkout"],
        "causes": ["capacity"],
        "started": "2026-03-12T14:05:00Z",
        "resolved": "2026-03-12T15:05:00Z",
    }
    schema("postmortem").validate(good)
    bad = {key: value for key, value in (good | change).items() if value is not None}
    with pytest.raises(jsonschema.ValidationError, match=message):
        schema("postmortem").validate(bad)
