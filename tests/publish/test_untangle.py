"""Whatever HTML an author wrote, what reads it next is done in time that grows with its length."""

import re
import time

import pytest

from postmortem_archive.publish.rendering.sanitize import sanitize
from postmortem_archive.publish.rendering.untangle import DEPTH, untangled

TAGS = {"b", "br", "code", "div", "i", "img", "li", "p", "ul"}
FILLER = "<p>text</p>" * 500  # short HTML is left alone

SIZE = 300_000
TANGLES = {
    "open elements": "<div>" * (SIZE // 5),
    "open items": "<ul><li>" * (SIZE // 8),
    "formatting that differs": "".join(f"<b id={number}>" for number in range(SIZE // 12)),
    "formatting that is opened again and again": (
        "<p>" + "".join(f"<b id={n}>" for n in range(SIZE // 20)) + "</p>" + "<p>x" * (SIZE // 12)
    ),
    "end tags of nothing": "<b></p>" * (SIZE // 7),
    "crossed": "<b><i></b></i>" * (SIZE // 14),
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(SIZE // 8)) + ">",
    "opened in remarks": "<b id=1><!--</b>-->" * (SIZE // 19),
    "signs": "<" * SIZE,
    "names": "<a" * (SIZE // 2),
    "remarks": "<!--" * (SIZE // 4),
    "scripts": "<script>" * (SIZE // 8),
}


@pytest.mark.parametrize("name", TANGLES)
def test_no_html_takes_long(name: str) -> None:
    start = time.process_time()
    html = sanitize(TANGLES[name], str, str)
    assert time.process_time() - start < 3
    assert len(html) <= 4 * SIZE


@pytest.mark.parametrize(
    "html",
    [
        '<div class="a"><p>a <b>b</b><br /><img src="a>b" alt=""> c &lt; d</p></div>',
        "<ul><li>a</li><li><code>&lt;b&gt;</code></li></ul>",
        "<div>" * DEPTH + "</div>" * DEPTH,
    ],
)
def test_what_is_closed_in_order_stays(html: str) -> None:
    assert untangled(html, TAGS) == html
    assert untangled(FILLER + html, TAGS) == FILLER + html
    assert untangled(f"{FILLER}<!-- a remark -->{html}", TAGS) == FILLER + html


@pytest.mark.parametrize(
    ("html", "untangled_html"),
    [
        ("<p>a <b>b</p>", "<p>a <b>b</b></p>"),
        ("a</b> b</p>", "a b"),
        ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
        ("<u>a</u> <b>b</b>", "a <b>b</b>"),
        ("a < b <b>c</b> <", "a &lt; b <b>c</b> &lt;"),
        ("<script>a <b>b</b></script>c", "c"),
        ("<style>a</STYLE >c<script>d", "c"),
        ("<img></img>", "<img>"),
        ("<div>" * 200 + "a", "<div>" * DEPTH + "a" + "</div>" * DEPTH),
    ],
)
def test_what_is_not_is_closed(html: str, untangled_html: str) -> None:
    assert untangled(FILLER + html, TAGS) == FILLER + untangled_html


def test_no_word_of_a_long_text_is_lost() -> None:
    html = FILLER + "<div><b>one <i>two</b> three</i> <blink>four</blink> <p>five"
    text = re.sub(r"<[^>]*>", "", sanitize(html, str, str))
    assert text == "text" * 500 + "one two three four five"
