"""What the guide for whoever begins shows is what the command prints."""

import re
from pathlib import Path

import pytest

from command_runner import Run
from init_repository import shop_repository
from places import ROOT

GUIDE = (ROOT / "docs" / "guide" / "start.md").read_text(encoding="utf-8")


def test_the_guide_shows_what_is_printed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shop_repository(tmp_path / "shop")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    done = run("init", "--yes")
    (shown,) = re.findall(r"^```text\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    printed = (done.out + done.err).replace(str(root), "/home/ana/src/shop")
    assert printed == shown
