"""Mermaid, which draws diagrams in the reader's browser, as a file of the site itself."""

from functools import cache
from pathlib import Path

from .assets import PUBLISHED_BELOW

FILE = "mermaid-11.17.2.js"
"""Under which name it is published, beside the script that loads it (``assets/site/diagrams.js``)."""

_SCRIPT = Path(__file__).parent / "assets" / "diagrams" / "mermaid.min.js"


@cache
def has_diagrams() -> bool:
    """Whether this installation can draw diagrams; one made from git has to be given Mermaid first."""
    return _SCRIPT.is_file()


def diagram_files() -> dict[str, bytes]:
    """Content of the script by where it is published; nothing where it is not there."""
    return {f"{PUBLISHED_BELOW}/{FILE}": _SCRIPT.read_bytes()} if has_diagrams() else {}
