"""Prints how much memory (MB, at its peak) it takes to capture a file: python show_memory.py FILE."""

import resource
import sys
from pathlib import Path

from captures import asked
from postmortem_archive.capture.fold import timeline_of
from postmortem_archive.capture.gather import gather

if __name__ == "__main__":
    found = gather([Path(sys.argv[1])], asked())
    rows = timeline_of(found.events, found.windows)
    assert not found.failed, found.failed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{peak:.1f} {len(rows)}\n")
