import json

import pytest

from command_runner import Run
from places import ROOT


@pytest.mark.parametrize("name", ["postmortem", "archive"])
def test_prints_what_is_published(run: Run, name: str) -> None:
    published = ROOT / "docs" / "schema" / f"{name}.json"
    assert json.loads(run("schema", name).out) == json.loads(published.read_text("utf-8"))


def test_knows_its_schemas(run: Run) -> None:
    assert run("schema", "site").code == 2
