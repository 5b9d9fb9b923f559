"""Builds, searches and checks that are killed at any moment leave nothing torn, and no wrong answer."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from places import ROOT

KILLS = int(os.environ.get("KILLS", "30"))
"""How many runs are killed; `make chaos` kills more."""


def test_nothing_is_torn(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(1_000_000)))
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "tests/chaos/killed_runs.py"),
            str(tmp_path),
            str(KILLS),
            str(seed),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["wrong"] == [], f"run again with SEED={seed}"
    assert sum(found["kills"].values()) >= KILLS
    for kind, number in found["kills"].items():
        record_property(f"count: kills survived: {kind}", number)
