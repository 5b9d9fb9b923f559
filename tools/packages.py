"""Install what the platform's package manager has, as whoever may."""

import os
import shutil
import subprocess

_MANAGERS = (
    ("apt-get", (("update", "-q"), ("install", "-y", "-q", "--no-install-recommends"))),
    ("dnf", (("install", "-y"),)),
    ("apk", (("add",),)),
    ("pacman", (("-S", "--noconfirm"),)),
)
"""Package managers, each with its calls; the last one is given the packages."""


def install(*packages: str) -> bool:
    """Install packages with the first package manager that is there; whether that went well."""
    for manager, (*before, last) in _MANAGERS:
        if shutil.which(manager):
            calls = (*before, (*last, *packages))
            return all(run(*_as_root(), manager, *call) for call in calls)
    return False


def run(*command: str) -> bool:
    """Show and run a command; whether it went well."""
    print("$", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603


def _as_root() -> tuple[str, ...]:
    """What to put before a command that needs to be root; nothing where we are, or sudo would ask."""
    return () if os.geteuid() == 0 or not shutil.which("sudo") else ("sudo", "-n")
