"""Pages are laid out by another program than the one that looks for links: it must find no other ones."""

from html.parser import HTMLParser
from typing import Any

import markdown
from hypothesis import given
from hypothesis import strategies as st

from edition_cases import load_cases, public_of
from postmortem_archive.edition.file import public_file
from postmortem_archive.edition.plain_markdown import is_elsewhere
from postmortem_archive.model.link import Link
from postmortem_archive.publish.rendering.dialect import for_python_markdown
from postmortem_archive.publish.rendering.extensions import EXTENSIONS, extension_options

PIECES: Any = load_cases("pieces")
_ANY = st.sampled_from([*PIECES["links"], *PIECES["around"], *PIECES["dialect"]])
_ADDRESSES = ("href", "src", "srcset", "title", "alt", "data", "cite", "action")
_OWN = "the link of a heading to itself"


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value or "" for name, value in attrs if name in _ADDRESSES]


def addresses_in(text: str) -> list[str]:
    """Addresses and texts that are in the tags of a page."""
    program = markdown.Markdown(
        extensions=EXTENSIONS, extension_configs=extension_options(_OWN, _OWN)
    )
    reader = _Addresses()
    reader.feed(program.convert(for_python_markdown(text)))
    return reader.found


def outside(link: Link) -> str | None:
    """Links to the web stay; no other link leads anywhere."""
    return link.target if is_elsewhere(link.target) else None


def test_the_addresses_of_a_page_are_seen() -> None:
    found = addresses_in("[a](b.md 'c') ![d](e.png)\n\n*f*{title=g}\n")
    assert found == ["b.md", "c", "d", "e.png", "g"]


@given(st.lists(_ANY, min_size=1, max_size=14).map("".join))
def test_a_text_without_faults_leads_nowhere_inside(body: str) -> None:
    text = public_of(f"## Customer summary\n\nx {body}")
    if text.faults:
        return
    for address in addresses_in(public_file(text, outside).split("---\n", 2)[2]):
        assert address == _OWN or address.startswith(("#", "https://", "http://", "mailto:"))
