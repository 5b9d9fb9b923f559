"""See to it that the Nu Html Checker is there for the tests: W3C's reference, a Java program from npm."""

import shutil
import sys
from pathlib import Path

from packages import install, run

FOLDER = Path(".venv/html-checker")
JAR = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
VERSION = "26.9.27"


def main() -> int:
    """Find or install the checker and what runs it; 0 when they are there."""
    if not shutil.which("java"):
        install("default-jre-headless")
    if not JAR.is_file():
        if not shutil.which("npm"):
            install("npm")
        package = f"vnu-jar@{VERSION}"
        run(
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(FOLDER),
            package,
        )
    if shutil.which("java") and JAR.is_file():
        print(f"HTML checker: {JAR}")
        return 0
    print(
        "The Nu Html Checker could not be installed. It needs Java, and npm to fetch it: install "
        "both with the platform's package manager and run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
