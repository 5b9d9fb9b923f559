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
    "home": ("internal", "index.html"),
    "archive": ("internal", "archive.html?q=pool"),
    "postmortem": ("internal", "postmortems/2019-07-02-cloudflare-waf-regex.html"),
    "trends": ("internal", "trends.html"),
    "inside": ("internal", "postmortems/2025-11-18-cloudflare-bot-management.html"),
    "outside": (
        "public",
        "postmortems/2025-11-18-many-sites-behind-cloudflare-could-not-be-reached.html",
    ),
}
"""Name of each picture: the edition and the page that it shows."""


def main() -> int:
    """Build both editions and write the pictures."""
    with tempfile.TemporaryDirectory() as name:
        sites = {edition: _built(edition, Path(name)) for edition in ("internal", "public")}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
            for picture, (edition, address) in PICTURES.items():
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": HEIGHT},
                    color_scheme="light",
                    reduced_motion="reduce",
                )
                _take(page, f"{sites[edition].as_uri()}/{address}", FOLDER / f"{picture}.png")
                page.close()
            browser.close()
    return 0


def _built(edition: str, folder: Path) -> Path:
    site = folder / edition
    command = ["build", "--strict", "--edition", edition, "--into", str(site)]
    subprocess.run([Path(sys.executable).with_name("postmortem"), *command], check=True)  # noqa: S603
    return site


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
