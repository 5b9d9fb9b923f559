from pathlib import Path

import pytest
import yaml

from postmortem_archive.publish.rendering.dialect import for_python_markdown

CASES = yaml.safe_load((Path(__file__).parent / "dialect_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_lists_and_tables_are_put_into_the_other_dialect(case: dict[str, str]) -> None:
    assert for_python_markdown(case["in"]) == case.get("out", case["in"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_word_is_lost(case: dict[str, str]) -> None:
    assert for_python_markdown(case["in"]).split() == case["in"].split()
