"""Print how much a JSON report of ``postmortem check`` found, as ``findings=N`` and ``checked=N``."""

import json
import sys

report = json.load(sys.stdin)
sys.stdout.write(f"findings={sum(report['counts'].values())}\nchecked={report['checked']}\n")
