"""Put Mermaid, which draws the diagrams of pages, into the package: one file of its npm package.

A wheel of this project holds the file, so that whoever installs that needs neither npm nor a request
to another site. Git does not: it is three megabytes of somebody else's.
"""

import hashlib
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from packages import install, run

VERSION = "11.17.2"
"""Of the major version that the theme asks for."""

SHA256 = "581ed7d74bd9048d0e3a91363927d72ef22942d7722546b27f7cc29e35390eb8"
"""Of the file; a registry that gives another one is not believed."""

FOLDER = Path("plugins/postmortem_archive/publish/assets/diagrams")
SCRIPT = FOLDER / "mermaid.min.js"


def main() -> int:
    """Find or fetch the file; 0 when it is there and the right one."""
    if not _is_right():
        if not shutil.which("npm"):
            install("npm")
        _fetch()
    if _is_right():
        print(f"Mermaid {VERSION}: {SCRIPT}")
        return 0
    print(
        f"Mermaid {VERSION} could not be fetched, or is not the file that was expected. npm is needed: "
        "install it with the platform's package manager and run this again.",
        file=sys.stderr,
    )
    return 1


def _is_right() -> bool:
    return SCRIPT.is_file() and hashlib.sha256(SCRIPT.read_bytes()).hexdigest() == SHA256


def _fetch() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = ("--pack-destination", folder)
        if not run("npm", "pack", "--silent", *target, f"mermaid@{VERSION}"):
            return
        FOLDER.mkdir(exist_ok=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            for name in ("dist/mermaid.min.js", "LICENSE"):
                member = package.extractfile(f"package/{name}")
                if member:
                    (FOLDER / Path(name).name).write_bytes(member.read())


if __name__ == "__main__":
    sys.exit(main())
