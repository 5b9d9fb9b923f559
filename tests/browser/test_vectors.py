"""Nothing that an author writes runs in a reader's browser, with and without a policy."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from built_site import build_site, serve
from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.publish.blocks.place import place_blocks
from postmortem_archive.publish.rendering.action_rows import ticket_address
from postmortem_archive.publish.site import Site
from vector_site import (
    FAMILIES,
    FIELDS,
    VECTORS,
    groups,
    one_line,
    packs,
    write_vector_project,
)

pytestmark = pytest.mark.browser

AT_ONCE = 12
MOMENT_OF_DIAGRAMS = 4_000  # ms

# In every frame before anything else: whoever sets `ran`, or asks the reader anything, is noted.
TRAP = """
  const note = () => { (window.top.caught ??= []).push(decodeURI(location.href)); };
  Object.defineProperty(window, "ran", { set: note, get: () => undefined });
  window.alert = window.confirm = window.prompt = window.print = note;
"""

# Opens pages in frames, until each has been there for a moment.
OPEN = """async ([addresses, atOnce, moment = 60]) => {
  const waiting = [...addresses];
  const one = async () => {
    while (waiting.length) {
      const frame = document.createElement("iframe");
      frame.width = 1000;
      frame.height = 300;
      const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      frame.src = waiting.shift();
      document.body.append(frame);
      await loaded;
      await new Promise((done) => setTimeout(done, moment));
      window.drawn = (window.drawn ?? 0) + frame.contentDocument.querySelectorAll("div.mermaid").length;
      frame.remove();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return window.caught ?? [];
}"""

# What could run or load on some pages if a reader did something, or the browser were another one.
SCAN = """async (addresses) => {
  const LOADS = ["src", "srcset", "poster", "data", "background", "ping", "manifest", "lowsrc"];
  const LEADS = ["href", "xlink:href", "action", "formaction", "to", "values", "from"];
  const HARMLESS = ["http", "https", "mailto", undefined];
  const STYLE = /^(text-align: (left|center|right);|--pm-[\\w:%;.-]+)$/;
  const NEVER = [
    "iframe, object, embed, base, frame, frameset, portal, applet, math, noscript, audio, video",
    ".pm-section template, .md-content style, .md-content meta, .md-content foreignObject",
  ].join(", ");
  const found = [];
  const scheme = (address) => {
    return /^([^/?#]*):/.exec(address.replace(/[\\u0000-\\u0020]/g, ""))?.[1].toLowerCase();
  };
  const isForeign = (address) => /^\\s*(\\/\\/|[a-z]+:)/i.test(address);
  for (const address of addresses) {
    const html = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(html, "text/html");
    const note = (what, one) => found.push(`${address}: ${what}: ${one.outerHTML.slice(0, 200)}`);
    for (const element of page.querySelectorAll(NEVER)) note("element", element);
    for (const script of page.querySelectorAll("script")) {
      if (script.textContent.includes("ran=")) note("script", script);
    }
    for (const element of page.querySelectorAll("*")) {
      const isLoaded = element.tagName === "LINK" && /icon|style|load|manifest/.test(element.rel);
      const loads = isLoaded ? ["href"] : LOADS;
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on") || name === "srcdoc") note(name, element);
        if (loads.includes(name) && isForeign(value)) note(name, element);
        if (LEADS.includes(name) && !HARMLESS.includes(scheme(value))) note(name, element);
        if (name === "style" && !STYLE.test(value)) note(name, element);
      }
    }
  }
  return found;
}"""


@dataclass
class Look:
    """A browser's page from which others are opened, and which requests left the site."""

    page: Page
    url: str
    has_policy: bool
    foreign: list[str] = field(default_factory=list)

    def requested(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def failed(self, request: Request) -> None:
        """Forget a request that the policy stopped before it left."""
        if request.url in self.foreign and "csp" in (request.failure or "").lower():
            self.foreign.remove(request.url)


@pytest.fixture(scope="module")
def vector_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = write_vector_project(tmp_path_factory.mktemp("vectors") / "p")
    folder = build_site(project, project / "site", strict=False)
    (folder / "opener.html").write_text("<!doctype html><title>Opener</title>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def vector_url(vector_folder: Path) -> Iterator[str]:
    with serve(vector_folder) as url:
        yield url


@pytest.fixture(scope="module", params=[False, True], ids=["policy", "no-policy"])
def look(request: pytest.FixtureRequest, browser: Browser, vector_url: str) -> Iterator[Look]:
    context = browser.new_context(bypass_csp=request.param)
    context.add_init_script(TRAP)
    found = Look(context.new_page(), vector_url, not request.param)
    context.on("request", found.requested)
    context.on("requestfailed", found.failed)
    found.page.goto(vector_url + "opener.html")
    yield found
    context.close()


def pages(folder: Path) -> list[str]:
    """Addresses of pages: every postmortem, one of each kind of index, all that list those."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    top = [name for name in names if "/" not in name and name != "opener.html"]
    kinds = {name.partition("/")[0]: name for name in names if "/" in name}
    postmortems = [name for name in names if "-vectors-" in name]
    return [quote(name) for name in (*top, *kinds.values(), *postmortems)]


def test_there_are_as_many_as_promised(record_property: Callable[[str, object], None]) -> None:
    assert len(VECTORS) == len(set(VECTORS)) >= 150
    assert len(FAMILIES) >= 15
    record_property("count: injection vectors, each in every field", len(VECTORS))
    record_property("count: fields with injection vectors", len(FIELDS))


def test_the_trap_catches_and_the_policy_holds_alone(look: Look, vector_folder: Path) -> None:
    """What a hole in everything else would let through is caught here, and stopped by the policy."""
    page = (vector_folder / "index.html").read_text("utf-8")
    hole = "<script>ran=1</script><img src=x onerror=ran=1><iframe srcdoc='<script>ran=1</script>'></iframe>"
    foreign = (
        "<img src='http://x.example/a.png'><script src='http://x.example/a.js'></script></article>"
    )
    (vector_folder / "hole.html").write_text(page.replace("</article>", hole + foreign), "utf-8")
    caught = look.page.evaluate(OPEN, [["hole.html"], 1])
    (vector_folder / "hole.html").unlink()
    requested, look.foreign[:] = set(look.foreign), []
    if look.has_policy:
        assert (caught, requested) == ([], set())
    else:
        assert len(caught) == 3
        assert requested == {"http://x.example/a.png", "http://x.example/a.js"}
    look.page.goto(look.url + "opener.html")


def test_no_text_runs(
    look: Look, vector_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    names = pages(vector_folder)
    assert sum("-vectors-" in name for name in names) == len(groups())
    assert look.page.evaluate(OPEN, [names, AT_ONCE]) == []
    assert look.foreign == []
    policy = "with" if look.has_policy else "without"
    record_property(f"count: pages with injection vectors opened {policy} a policy", len(names))


def test_no_diagram_runs(look: Look, vector_folder: Path) -> None:
    """The script that draws them is large, so they are waited for; some are no diagrams and stay text."""
    drawn = 'class="mermaid"'
    names = [
        name for name in pages(vector_folder) if drawn in (vector_folder / name).read_text("utf-8")
    ]
    assert len(names) >= 4
    names = names[:1] if look.has_policy else names
    assert look.page.evaluate(OPEN, [names, 2, MOMENT_OF_DIAGRAMS]) == []
    assert look.page.evaluate("window.drawn") >= len(names)
    assert look.foreign == []


def test_no_question_runs(look: Look) -> None:
    asked = [quote(text) for text in packs()][:: 6 if look.has_policy else 2]
    names = [f"archive.html?q={text}" for text in asked]
    names += [f"archive.html#q={text}" for text in asked[::3]]
    names += [f"{page}#{text}" for page in ("index.html", "actions.html") for text in asked[::3]]
    names += [f"actions.html?owner={text}&service={text}" for text in asked[1::3]]
    names += [f"archive.html?service={text}&sort={text}" for text in asked[2::3]]
    assert look.page.evaluate(OPEN, [names, AT_ONCE]) == []
    assert look.foreign == []


def test_no_file_for_other_programs_runs(look: Look, vector_folder: Path) -> None:
    feeds = sorted(vector_folder.rglob("*.atom"))
    assert feeds
    for path in feeds:
        ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own
    for path in (*vector_folder.glob("*.json"), *vector_folder.rglob("feeds/**/*.json")):
        assert json.loads(path.read_text("utf-8"))
    names = ["feed.atom", "feed.json", "postmortems.json", "llms.txt", "sitemap.xml"]
    assert look.page.evaluate(OPEN, [names, AT_ONCE]) == []
    assert look.foreign == []


def test_no_option_of_a_block_is_markup(made: Archive) -> None:
    site, placed = Site(made, TODAY), 0
    for text in VECTORS:
        for name in ("search examples", "latest service", "open-actions owner"):
            mark = f'<!-- postmortems: {name}="{one_line(text)}" -->'
            try:
                html = place_blocks(mark, site, "index.html")
            except ArchiveError:
                continue
            placed += 1
            inside = html.partition("<div")[2].rpartition("</div>")[0]
            assert "<" not in text or text not in inside
    assert placed > len(VECTORS)


def test_no_pattern_of_links_makes_another_scheme() -> None:
    for text in VECTORS:
        for pattern in (text + "{key}", "https://x.example/" + text + "{key}"):
            address = ticket_address(one_line(text), pattern)
            assert address is None or address.startswith(("http://", "https://"))


def test_nothing_waits_to_be_touched(
    browser: Browser, vector_folder: Path, vector_url: str
) -> None:
    page = browser.new_page()
    page.goto(vector_url + "opener.html")
    found = sorted(
        path.relative_to(vector_folder).as_posix() for path in vector_folder.rglob("*.html")
    )
    assert page.evaluate(SCAN, [quote(name) for name in found]) == []
    page.close()


def test_the_search_shows_texts_as_they_are_written(look: Look) -> None:
    page = look.page
    page.goto(look.url + "archive.html?q=ran")
    expect(page.locator(".pm-found")).to_have_attribute("aria-busy", "false")
    assert page.locator(".pm-hit").count() >= 20
    for text in ("<script>ran=1</script>", "service:<img", "zzz<img src=x onerror=ran=1>"):
        page.locator("#pm-query").fill(text)
        expect(page.locator(".pm-found")).to_have_attribute("aria-busy", "false")
    assert page.locator(".pm-archive img, .pm-archive script, .pm-archive iframe").count() == 0
    assert page.evaluate("window.caught") is None
    page.goto(look.url + "opener.html")
    assert look.foreign == []
