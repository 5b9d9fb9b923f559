"""See to it that a Chromium is there for the browser tests.

One that is installed is taken as it is; else the platform's package manager is asked; else Playwright's
own download. Tests find it by the same names (``tests/browser/conftest.py``).
"""

import shutil
import sys

from packages import install, run

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Find or install a Chromium; 0 when there is one."""
    if found := _find():
        print(f"browser: {found}")
        return 0
    if install("chromium") and (found := _find()):
        print(f"browser: {found}, just installed")
        return 0
    if run(sys.executable, "-m", "playwright", "install", "chromium"):
        print("browser: Playwright's own Chromium")
        return 0
    print(
        "No Chromium could be found or installed. Install one with the platform's package manager "
        "and run this again.",
        file=sys.stderr,
    )
    return 1


def _find() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main())
