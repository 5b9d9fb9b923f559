"""What a search costs a browser: bytes as sent by a server that compresses, and milliseconds."""

import gzip
import multiprocessing
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from postmortem_archive.publish.assets import asset_files, asset_url

COMPRESSED = (".html", ".css", ".js", ".json")  # Pagefind compresses its other files itself
PAGES = (".html", ".css")  # how a page looks is no part of the search
PHRASE = '"one of the"'
TYPED = "connection pool"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]

_PROCESSES = multiprocessing.get_context("fork")  # what was compressed is there

# Both engines draw the same ten lines, from a list of [title, address, excerpt as HTML].
_DRAW = """() => {
window.draw = (lines) => {
  const list = document.createElement("ol");
  for (const [title, url, excerpt] of lines) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = title;
    link.href = url;
    const text = document.createElement("p");
    text.innerHTML = excerpt;
    line.append(link, text);
    list.append(line);
  }
  document.body.replaceChildren(list);
  list.getBoundingClientRect(); // laid out
};
}"""

_LOAD = """async () => {
  window.engine = await PostmortemSearch.openIndex("/search/entry.js");
}"""

_ASK = """async ([text, typing]) => {
  const start = performance.now();
  const answer = await PostmortemSearch.answer(window.engine, text, { today: "2026-06-01", typing, shown: 10 });
  window.draw(await Promise.all(answer.documents.map(async (loading) => {
    const document = await loading;
    const { text, marks } = PostmortemSearch.excerpt(document.text, answer.units);
    const escaped = (part) => part.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    let [html, place] = ["", 0];
    for (const [from, to] of marks) {
      html += escaped(text.slice(place, from)) + "<mark>" + escaped(text.slice(from, to)) + "</mark>";
      place = to;
    }
    return [document.title, document.slug, html + escaped(text.slice(place))];
  })));
  return performance.now() - start;
}"""

_LOAD_PAGEFIND = """async () => {
  window.engine = await import("/pagefind/pagefind.js");
  await window.engine.init();
  window.filters = await window.engine.filters();
}"""

_ASK_PAGEFIND = """async ([text]) => {
  const start = performance.now();
  const found = await window.engine.search(text);
  const hits = await Promise.all(found.results.slice(0, 10).map((hit) => hit.data()));
  window.draw(hits.map((hit) => [hit.meta.title, hit.url, hit.excerpt]));
  return performance.now() - start;
}"""


@dataclass(frozen=True)
class Costs:
    """Bytes and milliseconds of one search engine.

    Attributes:
        load: bytes before the first query, scripts included.
        first: bytes of a first query of two words with its excerpts.
        phrase: bytes of a first query for a phrase of common words.
        typed: bytes of typing two words letter by letter, each answered.
        median: milliseconds from a cold query to drawn results, half of them faster.
        worst: the slowest of them.
    """

    load: int
    first: int
    phrase: int
    typed: int
    median: float
    worst: float


class _Server(ThreadingHTTPServer):
    """Serves a folder, compressed, and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sent = _PROCESSES.Value("Q")
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    def add(self, size: int) -> None:
        """Count what was sent."""
        with self._sent.get_lock():
            self._sent.value += size

    def taken(self) -> int:
        """Bytes sent since it was last asked."""
        with self._sent.get_lock():
            sent, self._sent.value = self._sent.value, 0
        return sent

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve in a process of its own, which does not share its time with what drives the browser."""
        process = _PROCESSES.Process(target=self.serve_forever, daemon=True)
        process.start()
        try:
            yield
        finally:
            process.terminate()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = (
        -1
    )  # head and body go out together: in two pieces, the second waits for a delayed ACK
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = _body(path)
        assert isinstance(self.server, _Server)
        if path.suffix not in PAGES:
            self.server.add(len(body))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def _compress_all(folder: Path) -> None:
    """Compress what will be asked for, so that no answer has to wait for it."""
    for part in ("search", "pagefind"):
        for path in (folder / part).rglob("*"):
            if path.is_file():
                _body(path)


@cache
def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in COMPRESSED else data


class Engine:
    """A search engine on a page: how it is loaded and how it is asked."""

    def __init__(self, browser: Browser, server: _Server, *, ours: bool) -> None:
        self._browser = browser
        self._server = server
        self._ours = ours

    @contextmanager
    def opened(self) -> Iterator[Page]:
        """A page whose index is loaded, with nothing kept from any other page."""
        context: BrowserContext = self._browser.new_context()
        page = context.new_page()
        url = f"http://127.0.0.1:{self._server.server_port}/"
        page.goto(f"{url}{'ours' if self._ours else 'pagefind'}.html")
        page.evaluate(_DRAW)
        page.evaluate(_LOAD if self._ours else _LOAD_PAGEFIND)
        yield page
        context.close()

    def ask(self, page: Page, text: str, *, typing: bool = False) -> float:
        """Milliseconds from the question to drawn results."""
        script = _ASK if self._ours else _ASK_PAGEFIND
        taken: float = page.evaluate(script, [text, typing])
        return taken

    def costs(self, queries: list[str]) -> Costs:
        """All figures."""
        bytes_of: list[int] = []
        self._server.taken()
        for asked in ([TYPED], [PHRASE], _letters(TYPED)):
            with self.opened() as page:
                load = self._server.taken()
                for text in asked:
                    self.ask(page, text, typing=len(asked) > 1)
                page.wait_for_timeout(100)
                bytes_of.append(self._server.taken())
        times = []
        for query in queries:
            with self.opened() as page:
                times.append(self.ask(page, query))
        return Costs(load, *bytes_of, statistics.median(times), max(times))


def measure(site: Path, queries: list[str]) -> tuple[Costs, Costs]:
    """Ours and Pagefind's on the same site."""
    start = "<!doctype html><meta charset=utf-8><body>"
    for name in ("search.js", "more.js"):
        (site / name).write_bytes(asset_files()[asset_url(name)])
    (site / "ours.html").write_text(f"{start}<script src='search.js' data-more='more.js'></script>")
    (site / "pagefind.html").write_text(start)
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    _compress_all(site)
    with _Server(site) as server, server.serving(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        ours = Engine(browser, server, ours=True).costs(queries)
        pagefind = Engine(browser, server, ours=False).costs(queries)
        browser.close()
    return ours, pagefind


def _letters(text: str) -> list[str]:
    return [text[:end] for end in range(1, len(text) + 1)]
