"""Take the pictures of the README and the guide anew, from the project's own site."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser import NAMES

FOLDER = Path("docs/assets")
WIDTH, HEIGHT = 1280, 860

PICTURES = {
    "home": ("index.html", "light"),
    "archive": ("archive.html?q=pool", "light"),
    "postmortem": ("postmortems/2019-07-02-cloudflare-waf-regex.html", "light"),
    "trends": ("trends.html", "light"),
}
"""Name of each picture: the page that it shows, and in which colours."""


def main() -> int:
    """Build the site and write the pictures."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        subprocess.run(command, check=True)  # noqa: S603
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
            for picture, (address, colours) in PICTURES.items():
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": HEIGHT},
                    color_scheme="dark" if colours == "dark" else "light",
                    reduced_motion="reduce",
                )
                _take(page, f"{site.as_uri()}/{address}", FOLDER / f"{picture}.png")
                page.close()
            browser.close()
    return 0


def _take(page: Page, address: str, target: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=target)
    print(f"{target}: {target.stat().st_size:,} bytes")


def _browser() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main())
