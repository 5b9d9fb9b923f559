import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from postmortem_archive.archive.founding.vocabulary import vocabulary_of

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("vocabulary.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_repository_tells(case: dict[str, Any], tmp_path: Path) -> None:
    for name, text in case["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = vocabulary_of(tmp_path)
    services = {
        service.id: {
            key: value for key, value in service._asdict().items() if value and key != "id"
        }
        for service in found.services.values()
    }
    assert services == case.get("services", {})
    assert list(found.teams) == case.get("teams", [])
    assert found.origins == case.get("origins", [])
    assert found.problems == case.get("problems", [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"kind: \xff", "is not UTF-8 text"),
        (b"#" * 1_000_001, "is larger than 1,000,000 bytes"),
        (b"a: " + b"[" * 5_000, "nested more than"),
        (b"kind: Component\n---\n" * 2_000 + b": :", "catalog-info.yaml:"),
        (b"a: \x00", "the invisible character"),
    ],
)
def test_a_hostile_catalog_is_said_and_the_others_are_read(
    data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "catalog-info.yaml").write_bytes(data)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "catalog-info.yml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: shop}\n",
        encoding="utf-8",
    )
    found = vocabulary_of(tmp_path)
    assert list(found.services) == ["shop"]
    (problem,) = found.problems
    assert said in problem


def test_no_link_is_followed_and_no_pipe_waited_for(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: not-ours}\n",
        encoding="utf-8",
    )
    (outside / "CODEOWNERS").write_text("* @acme/not-ours", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "linked").symlink_to(outside)
    (root / "catalog-info.yaml").symlink_to(outside / "catalog-info.yaml")
    (root / ".github").symlink_to(outside)
    os.mkfifo(root / "services.txt")
    found = vocabulary_of(root)
    assert (found.services, found.teams) == ({}, {})
    assert len(found.problems) == 3
    assert all("is a link or no regular file" in problem for problem in found.problems)
