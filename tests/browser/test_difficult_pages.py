"""Sites of no, one and 24 difficult postmortems: every type of page is whole, legible and quiet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from difficult_archive import INDEXES
from page_checks import LOOKS, messages, violations

pytestmark = pytest.mark.browser

COMMON = ("", "archive/", "actions/", "trends/")
ADDRESSES = {
    0: (*COMMON, "services/", "years/", "404.html"),
    1: (
        *COMMON,
        "postmortems/2026-02-03-worst/",
        "services/",
        "services/service-02/",
        "teams/crew/",
    ),
    24: (
        *COMMON,
        *(f"{name}/" for name in INDEXES),
        "archive/?q=service&severity=sev2",
        "postmortems/2026-02-03-worst/",
        "postmortems/2026-01-02-nothing/",
        "postmortems/2025-10-01-ninety-days/",
        "postmortems/2025-09-01-arabic/",
        "postmortems/2025-03-01-hostile/",
        "services/service-01/",
        "causes/long/",
        "severities/sev2/",
        "teams/crew/",
        "years/2025/",
        "detections/monitoring/",
    ),
}
PAGES = [(number, name) for number, names in ADDRESSES.items() for name in names]

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const frames = (element) => getComputedStyle(element).overflowX !== "visible";
  const held = (element) => {
    const around = element.parentElement;
    return around && (frames(around) || held(around));
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !held(element))
    .map((element) => element.outerHTML.slice(0, 150)).concat("the page scrolls sideways");
}"""


@dataclass
class Look:
    """A browser's page of one look, and what went wrong in it since it was last asked."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors, answers that are none, and requests to other sites."""
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("request", self._requested)
        self.page.on("response", self._answered)

    def open(self, url: str) -> None:
        """Open a page and wait until its scripts have done what they do at first."""
        self.problems.clear()
        self.page.goto(url)
        if self.page.locator(".pm-found").count():
            expect(self.page.locator(".pm-found")).to_have_attribute("aria-busy", "false")

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.problems.append(f"request to another site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Look]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    found = Look(context.new_page())
    found.watch()
    yield found
    context.close()


@pytest.mark.parametrize(("number", "name"), PAGES)
def test_a_page_is_whole(
    look: Look, difficult_urls: dict[int, str], number: int, name: str
) -> None:
    look.open(difficult_urls[number] + name)
    assert look.page.evaluate(TOO_WIDE) == []
    assert look.page.evaluate("window.ran") is None
    assert violations(look.page) == []
    assert look.problems == []


def test_every_page_is_valid(difficult_folders: dict[int, Path]) -> None:
    assert messages(*difficult_folders.values()) == []


@pytest.mark.parametrize("name", [name for name in ADDRESSES[0] if name != "404.html"])
def test_an_empty_archive_says_how_it_is_begun(
    look: Look, difficult_urls: dict[int, str], name: str
) -> None:
    look.open(difficult_urls[0] + name)
    command = look.page.locator("code", has_text='postmortem new "What broke, for whom"')
    expect(command.first).to_be_visible()
