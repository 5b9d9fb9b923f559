"""Strangers' words stay words: read as Markdown, and looked through by a code host afterwards."""

import pytest
from markdown_it.token import Token

from code_host import PARSER, REFERENCES
from hostile_texts import hostile_texts
from postmortem_archive.model.visible import visible
from postmortem_archive.report.markdown_text import LONGEST, code, prose


def inline(markdown: str) -> list[Token]:
    """The inline tokens of a paragraph that is one line of a list."""
    blocks = PARSER.parse(f"- Fix: {markdown}")
    assert [block.type for block in blocks] == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    ]
    return blocks[3].children or []


@pytest.mark.parametrize("text", hostile_texts(400, seed=7), ids=ascii)
def test_hostile_text_is_words_and_code(text: str) -> None:
    for said in (text, f"the action `{text}` has no owner", f"a{text}", f"{text}`{text}"):
        tokens = inline(prose(said))
        assert {token.type for token in tokens} <= {"text", "code_inline"}, ascii(said)
        for token in tokens:
            if token.type == "text":
                assert not REFERENCES.search(token.content), ascii(said)


@pytest.mark.parametrize("text", hostile_texts(60, seed=8), ids=ascii)
def test_code_holds_what_it_was_given(text: str) -> None:
    *_, token = inline(code(text))
    if text.strip():
        assert token.type == "code_inline"
        assert token.content.strip() == visible(text).strip()


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("unknown service `chekout`", "unknown service `chekout`"),
        ("write `a`, or `b`", "write `a`, or `b`"),
        ("at 14:05 it was 5.5 % (12%), or 100%.", "at 14:05 it was 5.5 % (12%), or 100%."),
        ('It\'s 2026-03-12; and/or "so": why?!', 'It\'s 2026-03-12; and/or "so": why?!'),
        ("größer als 漢字", "größer als 漢字"),
        ("ask @ana about #12", "ask `@ana` about `#12`"),
        ("raise max_connections", "raise `max_connections`"),
        ("see https://a.example/b.", "see `https://a.example/b.`"),
        ("the <b>pool</b>", "the `<b>pool</b>`"),
        ("an empty `` one", 'an empty "" one'),
        ("a lone ` here", "a lone `` ` `` here"),
        ("`a``b`", "`a` `b`"),
        ("tail`", "`` tail` ``"),
        ("`@x`@y", "`@x` `@y`"),
        ("a\n\n# b", "a `#` b"),
        ("", ""),
        ("5 %`` of it", '5 % "" of it'),
    ],
)
def test_what_is_written(text: str, markdown: str) -> None:
    assert prose(text) == markdown


def test_a_long_text_is_cut() -> None:
    assert len(prose("word " * 1_000)) <= LONGEST
    assert prose("word " * 1_000).endswith("…")


def test_code_takes_as_many_backquotes_as_it_needs() -> None:
    assert code("a`b") == "``a`b``"
    assert code("``a") == "``` ``a ```"
    assert code(" ") == '""'
