"""HTML and DOCX to Markdown by pandoc, where it is installed; its result is compared with the original."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .errors import RefusedError
from .words import Words, refuse_lost, words_of

_LONGEST_RUN = 120  # seconds
_MAX_FILES = 200
_MAX_FILE_BYTES = 20 * 1024 * 1024
_BOX = lazy_pattern(r"^(?P<bullet>[ \t]*[-*+][ \t]+)\\\[(?P<tick>[ xX])\\\](?=[ \t])", re.MULTILINE)
_LEFT_OUT = "[TABLE]"
"""What pandoc writes in the place of a table that Markdown has no form for."""

_TAG = lazy_pattern(r"(<[^<>]{1,2000}>)")
_LINE_BREAKING = frozenset(["p", "div", "br"])
_MARKUP = lazy_pattern(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,300})?/?>|[*~`\\^]")

_BLOCKS = frozenset(
    [
        *("p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "article", "header"),
        *("footer", "main", "nav", "aside", "figure", "figcaption", "caption", "thead", "tbody"),
        *("details", "summary", "img", "option", "button", "label", "address", "form", "w:p"),
        *("w:br", "w:tab", "w:tc", "w:cr"),
    ]
)
_NEVER_SHOWN = frozenset(["script", "style", "head", "template", "noscript", "title"])


def to_markdown(data: bytes, form: str) -> tuple[str, Mapping[str, bytes]]:
    """A document as Markdown, and the files that were inside of it.

    pandoc runs in its sandbox: it reads nothing but the document, neither files nor the network.

    Args:
        data: the document.
        form: what it is, by pandoc's name: ``html``, ``docx``.

    Raises:
        RefusedError: pandoc is not installed, or cannot read the document.
    """
    program = shutil.which("pandoc")
    if program is None:
        raise RefusedError(
            "pandoc is needed to read HTML and DOCX, and it is not installed here",
            "install pandoc (2.17 or later), or save the page as Markdown",
        )
    options = ["--sandbox", f"--from={form}", "--wrap=none"]
    to = "gfm"
    if form != "html":
        # paragraphs in the styles of a title, an author and a date come as front matter
        options += ["--standalone", "--extract-media=."]
        to = "gfm+yaml_metadata_block"
    with tempfile.TemporaryDirectory() as folder:
        text = _run([program, *options, f"--to={to}-raw_html"], data, folder)
        if _LEFT_OUT in text.split("\n"):
            # a table with lists in its cells; as HTML it is not read, but nothing of it is lost
            text = _run([program, *options, f"--to={to}"], data, folder)
        return _BOX.sub(r"\g<bullet>[\g<tick>]", text), _files(Path(folder))


def _run(command: list[str], data: bytes, folder: str) -> str:
    """What pandoc makes of a document."""
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, no shell
            command,
            input=data,
            capture_output=True,
            cwd=folder,
            timeout=_LONGEST_RUN,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")[0]
        raise RefusedError(
            f"pandoc cannot read it: {said[:200]}", "open it and save it again"
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RefusedError(
            f"pandoc could not be run to its end: {error}", "save the page as Markdown instead"
        ) from error
    return done.stdout.decode(errors="replace").replace("\r\n", "\n")


def flat_cells(page: str) -> str:
    """A page whose table cells are one line each, as Markdown needs them, and without widths of columns."""
    pieces: list[str] = []
    depth = 0
    for piece in _TAG.split(page):
        name = _name_of(piece)
        if name in ("td", "th"):
            depth += 1
        elif name in ("/td", "/th"):
            depth = max(0, depth - 1)
        is_break = depth and name.strip("/") in _LINE_BREAKING
        if is_break or name.strip("/") in ("col", "colgroup"):
            pieces.append(" ")
        else:
            pieces.append(piece)
    return "".join(pieces)


def _name_of(piece: str) -> str:
    """The name of a tag, with a slash where it ends something; empty where it is none."""
    if not piece.startswith("<"):
        return ""
    return piece[1:-1].split(None, 1)[0].casefold() if piece[1:-1].split() else ""


def _files(folder: Path) -> Mapping[str, bytes]:
    """The files that pandoc took out of a document, by the paths that its Markdown names them by."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if len(found) < _MAX_FILES and path.is_file() and path.stat().st_size <= _MAX_FILE_BYTES:
            inside = path.relative_to(folder).as_posix()
            found[inside] = found[f"./{inside}"] = path.read_bytes()
    return found


def refuse_lost_words(markup: str, markdown: str, only_in: str = "") -> None:
    """See to it that the Markdown has every word of an HTML or XML document.

    Args:
        markup: the document.
        markdown: what was made of it.
        only_in: the only element whose text counts; any where empty.

    Raises:
        RefusedError: a word is missing.
    """
    shown = _Shown(only_in)
    shown.feed(markup)
    shown.close()
    refuse_lost(_bare_words("".join(shown.pieces)), _bare_words(markdown), "the document")


def title_of(markup: str) -> str:
    """The title that an HTML document gives itself in its head; empty where it gives none."""
    found = re.search(r"<title[^>]{0,200}>([^<]{1,500})</title>", markup, re.IGNORECASE)
    parser = _Shown("")
    parser.feed(found[1] if found else "")
    parser.close()
    return " ".join("".join(parser.pieces).split())


def _bare_words(text: str) -> Words:
    """The words of a text without markup inside of them; signs that stand for letters are letters."""
    return words_of(unicodedata.normalize("NFKC", _MARKUP.sub("", text)))


class _Shown(HTMLParser):
    """Collects the text that a reader of a document sees."""

    def __init__(self, only_in: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._only_in = only_in
        self._inside = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Words of two blocks are two words."""
        if tag in _BLOCKS:
            self.pieces.append("\n")
        self._hidden += tag in _NEVER_SHOWN
        self._inside += tag == self._only_in

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """An element without text."""
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends a word."""
        if tag in _BLOCKS:
            self.pieces.append("\n")
        self._hidden = max(0, self._hidden - (tag in _NEVER_SHOWN))
        self._inside = max(0, self._inside - (tag == self._only_in))

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        if not self._hidden and (not self._only_in or self._inside):
            self.pieces.append(data)
