"""Text that means harm to whoever prints it: to CI runners, terminals, code hosts, spreadsheets."""

import random

PIECES = (
    *("::", ":", "##", "#", "[", "]", "##[", "##vso[", "##VSO[", "##teamcity[", "%", ",", "=", " "),
    *("::error file=a,line=1::b", "::add-mask::x", "::set-output name=a::b", "::stop-commands::t"),
    *("##[error]x", "##[command]", "##vso[task.setvariable variable=a]b", "%0A::", "%3A%3A", "\n"),
    *(
        "\n::warning::x",
        "\r::warning::x",
        "\r\n##[group]",
        "\u2028::a::b",
        "\x85::a::b",
        "\x0b",
        "\t",
    ),
    *(
        "\x0c::a::b",
        "\ufeff",
        "\x1b[2K",
        "\x1b]8;;http://x\x07",
        "\u202e",
        "\u00a0::a::b",
        "\u3000",
    ),
    *("\udcff", "\x00", "\ufffe", "`", "``", "\\", "<!--", "-->", "<script>", "</details>", "&lt;"),
    *(
        "]]>",
        "<![CDATA[",
        "@everyone",
        "@org/team",
        "#123",
        "org/repo#1",
        "!12",
        "GH-7",
        "~bug",
        "$1",
    ),
    *(
        "[a](https://b.example)",
        "![a](//b.example)",
        "https://b.example",
        "www.b.example",
        "a@b.example",
    ),
    *(
        "<https://b.example>",
        "**a**",
        "_a_",
        "~~a~~",
        "| a |",
        "[^1]",
        "\n\n# a",
        "\n/close",
        ":bomb:",
    ),
    *(
        "0123456789abcdef0123456789abcdef01234567",
        "OPS-123",
        "CVE-2026-1",
        "$$a$$",
        "{+a+}",
        "[[a]]",
    ),
    *(
        "word",
        "error",
        "x" * 90,
        "漢字",
        "é",
        "👩\u200d💻",
        "%1",
        "&1",
        "^1",
        "mailto:a",
        "..",
        "/",
        "\\\n",
    ),
    *(
        "fixes #1",
        "Closes org/repo#1",
        "resolved GH-1",
        "section_start:1:a\r\x1b[0K",
        "section_end:1:a\r",
        "\x9b2J",
        "\x08\x7f",
        "${{ github.token }}",
        "=1+1",
        "&#64;team",
        "%0A##[error]x",
        " ::error::x",
    ),
)
"""What hostile text is put together from."""


def hostile_texts(number: int, seed: int) -> list[str]:
    """Each piece alone, and random sequences of pieces."""
    source = random.Random(seed)
    mixed = ["".join(source.choices(PIECES, k=source.randint(2, 9))) for _ in range(number)]
    return [*PIECES, *mixed]
