"""Whatever is typed or pasted into the archive page: an answer or a message, soon, and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from archive_site import found, opened, settled

pytestmark = pytest.mark.browser

PROMISED = 0.5  # seconds
SLACK = 3

QUERIES = {
    "one long word": "x" * 100_000,
    "long text": "pool worker quorum lease " * 4_000,
    "many different words": " ".join(f"word{number}" for number in range(12_000)),
    "brackets": "(" * 5_000,
    "closed brackets": "[{(" * 1_700 + ")}]" * 1_700,
    "quotes": '"' * 5_001,
    "quotes and words": '"pool ' * 16_000,
    "operators": "- -- AND OR NOT | & ! : , \" ' ^ ~ * ? + " * 50,
    "colons": "service:" * 12_000,
    "commas": "service:" + "," * 90_000,
    "values": "service:" + ",".join(f"s{number}" for number in range(10_000)),
    "unknown fields": "a:b " * 25_000,
    "dates": "after:2025 before:2026 " * 4_000,
    "stop words": "the of and a in to is it " * 20,
    "a phrase of stop words": f'"{"the of " * 1_400}"',
    "markup": "<img src=x onerror=window.ran=1><script>window.ran=1</script>" * 1_500,
    "markup in a field": "service:<svg/onload=window.ran=1> <b>x</b>",
    "template": "${window.ran=1} {{constructor.constructor('window.ran=1')()}}",
    "nul": "po\0ol \0 \0\0",
    "controls": "".join(map(chr, range(1, 32))) * 300,
    "separators": "\u2028\u2029\ufeff\u200b\u202e" * 2_000,
    "half a letter": "\ud83d pool \udca9" * 500,
    "letters without spaces": "データベース接続" * 12_000,
    "marks": ("e" + "\u0301" * 50) * 1_800,
    "emoji": "\N{FIRE}" * 20_000,
    "percent": "%00%ff%u0000 % %%" * 500,
    "path": "../../../../etc/passwd " * 4_000,
    "prototype": "__proto__ constructor toString service:__proto__ is:constructor hasOwnProperty:x",
}

# Asks in the page's own box, and waits until what is shown answers it: milliseconds.
_ASK = """async (text) => {
  const input = document.querySelector(".pm-ask__query");
  const found = document.querySelector(".pm-found");
  const started = performance.now();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  while (found.getAttribute("aria-busy") !== "false") await new Promise((go) => setTimeout(go));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - started;
}"""


@pytest.fixture
def archive(browser_page: Page, archive_folder: Path) -> Page:
    """The archive page, opened from disk; a script error fails the test."""
    return opened(browser_page, (archive_folder / "archive.html").as_uri())


def test_any_text_is_answered_soon(archive: Page) -> None:
    for name, text in QUERIES.items():
        milliseconds = archive.evaluate(_ASK, text)
        assert milliseconds < PROMISED * SLACK * 1000, name
        assert 0 <= found(archive) <= 60, name
        assert archive.evaluate("window.ran") is None, name
        strange = archive.locator(".pm-archive :is(img, svg, script, b, iframe)")
        assert strange.count() == 0, name


LASTING = ["long text", "many different words", "markup", "nul", "half a letter", "percent"]


@pytest.mark.parametrize("name", LASTING)
def test_the_address_of_any_text_gives_the_same(archive: Page, name: str) -> None:
    """An address is no longer than a web server takes; the rest of it stays in the browser."""
    archive.get_by_role("searchbox").fill(QUERIES[name])
    archive.keyboard.press("Enter")
    before = shown(archive)
    assert archive.evaluate("(location.pathname + location.search).length") < 4_000
    archive.reload()
    after = shown(archive)
    cut = "Only the first 10,000 characters were searched for."
    assert after == before.replace(cut, "").strip()
    assert archive.evaluate("window.ran") is None


def shown(page: Page) -> str:
    """What the page says and shows, once it has answered."""
    settled(page)
    return page.locator(".pm-notices").inner_text() + page.locator(".pm-found").inner_text()
