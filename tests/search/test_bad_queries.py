"""Whatever is typed or pasted gets an answer in time, and nothing of it reaches the terminal as a command."""

import time
import unicodedata

import pytest

from made_archive import TODAY
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import search
from time_bounds import PER_QUERY

BAD = {
    "a hundred thousand letters": "a" * 100_000,
    "a hundred thousand words": "pool " * 20_000,
    "many different words": " ".join(f"word{number}" for number in range(10_000)),
    "many known words": " ".join(["pool", "worker", "quorum", "lease", "retry"] * 4_000),
    "brackets": "(" * 5_000,
    "both brackets": "(" * 2_500 + ")" * 2_500 + "[{" * 2_500,
    "quotes": '"' * 5_001,
    "phrases": '"connection pool" ' * 500,
    "a long phrase": f'"{"the pool " * 1_000}"',
    "excluded phrases": '-"the pool" ' * 500,
    "operators": "AND OR NOT && || ! - + * ? ~ ^ :",
    "only operators": "- -- --- + * : , :: -: -: \" ' ' - -",
    "only minus signs": "-" * 5_000,
    "only colons": ":" * 5_000,
    "only common words": "the of to a and in for was on that is it with",
    "fields without values": "service: cause: is: before: longer: -owner:",
    "many values": "service:" + ",".join(f"value{number}" for number in range(3_000)),
    "many conditions": " ".join(f"-year:{number}" for number in range(1_500)),
    "a long value": "service:" + "x" * 9_000,
    "large numbers": "longer:999999999999999999h before:99999 after:0000 shorter:" + "9" * 5_000,
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>" * 50,
    "NUL": "pool\x00worker \x00",
    "escapes": "pool\x1b[2J\x1b]0;title\x07 \x1b[31mred \x9b5m",
    "direction": "\u202epool\u202c \u2066worker\u2069",
    "surrogates": "\ud800 pool\udfff",
    "line separators": "pool\u2028worker\u2029\x85",
    "a trailing backslash": "pool\\",
    "a regular expression": "(a+)+$ .*.*.*=.* [[[[",
    "one technical token": "a-" * 50_000,
    "dots": "." * 10_000 + "a",
    "letters without spaces": "東京" * 5_000,
    "marks": "a" + "\u0301" * 9_000,
    "joined emoji": "👩\u200d" * 3_000,
}


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_it_is_answered_in_time(made_index: Index, text: str, typing: bool) -> None:
    start = time.process_time()
    results = search(made_index, text, today=TODAY, typing=typing)
    assert time.process_time() - start < PER_QUERY
    for notice in results.notices:
        assert not _obeyed(notice.message)
        assert len(notice.message) < 2_000


@pytest.mark.parametrize("text", ["the", "the of to a", '"the pool"'])
def test_common_words_are_words(made_index: Index, text: str) -> None:
    assert search(made_index, text, today=TODAY).total > 0


def _obeyed(text: str) -> list[str]:
    """The characters of a text that a terminal does not show but acts upon."""
    return [char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Cf", "Zl", "Zp")]
