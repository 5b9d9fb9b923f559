"""A page with every construct of Markdown: sanitising and the policy take nothing from it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Page, expect

from built_site import build_site, serve
from places import ROOT, SITES
from postmortem_archive.publish.language import Language
from postmortem_archive.publish.rendering.body import BodyRenderer
from postmortem_archive.publish.rendering.dialect import for_python_markdown
from postmortem_archive.publish.rendering.extensions import EXTENSIONS, extension_options

pytestmark = pytest.mark.browser

MKDOCS_YML = """\
site_name: Golden
use_directory_urls: false
theme:
  name: material
  font: false
  features: [content.code.annotate, content.code.copy, content.tabs.link]
  palette:
    - {scheme: default, toggle: {icon: material/brightness-7, name: Dark colours}}
    - {scheme: slate, toggle: {icon: material/brightness-4, name: Light colours}}
plugins: [postmortems]
markdown_extensions: [admonition, pymdownx.tabbed: {alternate_style: true}]
"""
OWN = """\
# Home

<pre class="mermaid"><code>graph LR
  a --> b</code></pre>

!!! note
    An admonition.
"""
NAME = "postmortems/2026-02-03-golden.html"
NAMES = ("index.html", NAME, "archive.html?q=pool", "actions.html", "trends.html", "services.html")

# The sections of two pages as a browser reads them, without what is added by design to one of them.
SECTIONS = """([html, plain]) => {
  const read = (text) => new DOMParser().parseFromString(text, "text/html");
  const BLOCK = / ?(<\\/?(?:div|pre|ul|ol|li|p|table|hr)\\b)/g;
  const words = (parent) => {
    for (const element of parent.querySelectorAll("[rel]")) element.removeAttribute("rel");
    for (const element of parent.querySelectorAll("[class*=mermaid]")) element.removeAttribute("class");
    for (const element of parent.querySelectorAll("[src]")) element.removeAttribute("src");
    return parent.innerHTML.replace(/\\s+/g, " ").replace(BLOCK, "\\n$1").trim();
  };
  const shown = {};
  for (const section of read(html).querySelectorAll(".pm-section, .pm-summary")) {
    section.querySelectorAll(".pm-door, .pm-impact").forEach((added) => added.remove());
    const heading = section.querySelector("h2");
    if (!section.id || !heading) continue;
    heading.remove();
    shown[heading.id] = words(section);
  }
  const written = {};
  let id = "";
  const holders = {};
  for (const element of [...read(plain).body.childNodes]) {
    if (element.tagName === "H2") { id = element.id; holders[id] = document.createElement("div"); }
    else if (id) holders[id].append(element);
  }
  for (const name in holders) written[name] = words(holders[name]);
  return [shown, written];
}"""


@pytest.fixture(scope="module")
def golden_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("golden")
    for folder in ("docs", "postmortems"):
        (project / folder).mkdir()
    (project / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    (project / "docs" / "index.md").write_text(OWN, "utf-8")
    (project / "postmortems" / "2026-02-03-golden.md").write_bytes(golden().encode())
    image = (SITES / "small" / "postmortems" / "2024" / "pool.png").read_bytes()
    (project / "postmortems" / "graph.png").write_bytes(image)
    return build_site(project, project / "site")


@pytest.fixture(scope="module")
def golden_url(golden_folder: Path) -> Iterator[str]:
    with serve(golden_folder) as url:
        yield url


@pytest.fixture
def golden_disk(golden_folder: Path) -> str:
    """The site opened from disk, without a server."""
    return f"{golden_folder.as_uri()}/"


@pytest.fixture
def said(browser_page: Page) -> list[str]:
    """What the browser says of the page: what it did not run or load, above all."""
    found: list[str] = []
    browser_page.on("console", lambda message: found.append(message.text))
    return found


def golden() -> str:
    return (ROOT / "tests" / "security" / "golden_page.md").read_text("utf-8")


def without_sanitising() -> str:
    """The same Markdown as the libraries have it, with nothing of ours done to it."""
    back, permanent, _ = BodyRenderer(date(2026, 3, 14), None, Language()).words
    options = extension_options(back, permanent)
    text = for_python_markdown(golden().split("---\n", 2)[2])
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs=options)


def test_every_construct_comes_out_unchanged(browser_page: Page, golden_folder: Path) -> None:
    html = (golden_folder / NAME).read_text("utf-8")
    shown, written = browser_page.evaluate(SECTIONS, [html, without_sanitising()])
    compared = {"impact", "root-cause", "resolution", "what-went-well", "what-could-be-improved"}
    assert compared <= set(written)
    for name in compared:
        assert shown[name].split("\n") == written[name].split("\n"), name


def test_constructs_do_what_they_are_for(
    browser_page: Page, golden_url: str, said: list[str]
) -> None:
    page = browser_page
    page.goto(golden_url + NAME)
    diagrams = page.locator("div.mermaid")
    expect(diagrams).to_have_count(2)
    for number in range(2):
        box = diagrams.nth(number).bounding_box()
        assert box and box["width"] > 150 and box["height"] > 50
    page.get_by_text("Shell", exact=True).click()
    expect(page.get_by_text("Tabs in tabs.")).to_be_visible()
    closed = page.locator("details", has_text="Details that are closed")
    closed.locator("summary").click()
    expect(closed.get_by_text("Their text.")).to_be_visible()
    expect(page.locator(".md-annotation").first).to_be_attached()
    page.locator("a.footnote-ref").first.click()
    expect(page.get_by_text("The text of a note.")).to_be_in_viewport()
    assert (
        page.locator(".pm-section th[style]").first.evaluate("e => getComputedStyle(e).textAlign")
        == "left"
    )
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert said == []


@pytest.mark.parametrize(
    ("root", "name"),
    [*(("golden_url", name) for name in NAMES), *(("golden_disk", name) for name in NAMES[:3])],
)
def test_nothing_is_missing_under_the_policy(
    browser_page: Page, request: pytest.FixtureRequest, said: list[str], root: str, name: str
) -> None:
    """Requests to other sites and script errors fail the page by themselves."""
    browser_page.goto(request.getfixturevalue(root) + name)
    browser_page.wait_for_load_state("networkidle")
    if name == "index.html":
        expect(browser_page.locator("div.mermaid")).to_have_count(1, timeout=30_000)
    if name.startswith("archive"):
        expect(browser_page.locator(".pm-hit")).to_have_count(1)
    if name == "actions.html":
        expect(browser_page.locator(".pm-action").first).to_be_visible()
    assert said == []
