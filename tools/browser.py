"""See to it that a Chromium is there for the browser tests.

One that is installed is taken as it is; else the platform's package manager is asked; else Playwright's
own download. Tests find it by the same names (``tests/browser/conftest.py``).
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

PACKAGE_MANAGERS = (
    ("apt-get", (("update", "-q"), ("install", "-y", "-q", "--no-install-recommends", "chromium"))),
    ("dnf", (("install", "-y", "chromium"),)),
    ("apk", (("add", "chromium"),)),
    ("pacman", (("-S", "--noconfirm", "chromium"),)),
)
"""Package managers, each with the calls that install Chromium."""


def main() -> int:
    """Find or install a Chromium; 0 when there is one."""
    if found := _find():
        print(f"browser: {found}")
        return 0
    for manager, calls in PACKAGE_MANAGERS:
        if shutil.which(manager) and all(_run(*_as_root(), manager, *call) for call in calls):
            break
    if found := _find():
        print(f"browser: {found}, just installed")
        return 0
    if _run(sys.executable, "-m", "playwright", "install", "chromium"):
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


def _as_root() -> tuple[str, ...]:
    """What to put before a command that needs to be root; nothing where we are, or sudo would ask."""
    return () if os.geteuid() == 0 or not shutil.which("sudo") else ("sudo", "-n")


def _run(*command: str) -> bool:
    print("$", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
