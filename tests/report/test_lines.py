"""Lines reach any output whole, also one that does not have all characters."""

import io

from rich.console import Console
from rich.text import Text

from postmortem_archive.report.lines import print_line


def printed(text: str, encoding: str, *, wrap: bool, indent: int = 0) -> str:
    """The bytes written to a terminal of 30 cells, as text."""
    stream = io.BytesIO()
    file = io.TextIOWrapper(stream, encoding, newline="\n")
    console = Console(file=file, width=30, force_terminal=True, color_system=None)
    print_line(console, Text(text), indent, wrap=wrap)
    file.flush()
    return stream.getvalue().decode(encoding)


def test_characters_that_the_output_lacks_are_written_as_escapes() -> None:
    assert printed("2 h · dns … ü", "ascii", wrap=False) == "2 h \\xb7 dns \\u2026 \\xfc\n"
    assert printed("2 h · dns", "utf-8", wrap=False) == "2 h · dns\n"


def test_a_wrapped_line_is_indented_throughout() -> None:
    assert printed("word " * 8, "utf-8", wrap=True, indent=4) == (
        "    word word word word word\n    word word word\n"
    )


def test_a_line_that_is_not_wrapped_stays_one() -> None:
    assert printed("a/very/long/path " * 3, "utf-8", wrap=False).count("\n") == 1
