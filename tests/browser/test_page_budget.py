"""What a page weighs, and that nothing on it moves once it is drawn."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from page_types import POSTMORTEM
from postmortem_archive.publish.assets import asset_files

pytestmark = pytest.mark.browser

MOST_OF_A_PAGE = 150_000
"""Bytes of a page, gzipped, without what a browser keeps."""

MOST_OF_ASSETS = 60_000
"""Bytes of all style sheets and scripts of the package, each gzipped: they are loaded once."""

MOST_SHIFT = 0.02
STEADY = (
    *("index.html", "archive.html", "archive.html?q=dns&cause=config-change", POSTMORTEM),
    *("services/aws-ec2.html", "services.html", "actions.html", "actions.html?overdue=1"),
    "trends.html",
)

# An observer that is there before the page is; a shift just after the reader's own doing does not count.
OBSERVE = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const what = entry.sources.map((one) => one.node?.outerHTML?.slice(0, 120) ?? one.node?.nodeName);
      window.shifts.push([entry.value, what]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))"


def test_no_page_is_heavy(site_folder: Path) -> None:
    pages = list(site_folder.rglob("*.html"))
    weights = {page.name: len(gzip.compress(page.read_bytes())) for page in pages}
    assert len(weights) > 100
    assert {name: size for name, size in weights.items() if size > MOST_OF_A_PAGE} == {}


def test_all_assets_together_are_light() -> None:
    weights = {name: len(gzip.compress(content)) for name, content in asset_files().items()}
    assert sum(weights.values()) < MOST_OF_ASSETS, weights


@pytest.fixture(scope="module", params=[390, 1280])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that notes what moves, of a reader whose times are not those of the page."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, timezone_id="America/New_York"
    )
    context.add_init_script(OBSERVE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", STEADY)
def test_nothing_moves(watched: Page, site_url: str, name: str) -> None:
    watched.goto(site_url + name, wait_until="networkidle")
    watched.evaluate(DRAWN)
    shifts = watched.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < MOST_SHIFT, shifts
