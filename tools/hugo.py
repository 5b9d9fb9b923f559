"""See to it that Hugo is there, beside which builds are measured.

One that is installed is taken as it is; else the platform's package manager is asked.
"""

import shutil
import sys

from packages import install


def main() -> int:
    """Find or install Hugo; 0 when it is there."""
    if shutil.which("hugo") or (install("hugo") and shutil.which("hugo")):
        return 0
    print(
        "Hugo is not here and could not be installed; install it and run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
