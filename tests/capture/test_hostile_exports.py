"""Texts that are made to take long do not."""

import json
import time
from pathlib import Path

import pytest

from captures import asked
from postmortem_archive.capture.fold import timeline_of
from postmortem_archive.capture.gather import gather
from postmortem_archive.capture.rows import told
from time_bounds import PER_FILE

SIZE = 60_000


def message(text: str) -> str:
    return json.dumps([{"type": "message", "user": "U1", "ts": "1773340262.000100", "text": text}])


TEXTS = {
    "emoji": ":k" * (SIZE // 2) + "!",
    "block": "```" + " " * SIZE,
    "markup": "<" * SIZE,
    "links": "<https://a|" * (SIZE // 11),
    "stars": "* " * (SIZE // 2),
    "phones": "+1" * (SIZE // 2),
    "mentions": "@a" * (SIZE // 2),
    "words": "looking " * (SIZE // 8),
    "backquotes": "`" * SIZE,
}
LINES = {
    "tabs": "2026-03-12T18:31:02Z" + "\t" * SIZE,
    "figures": "2026-03-12T18:31:02Z " + "a" * SIZE + "!",
    "git": "9e8d7c6 2026-03-12T18:31:02Z" + " " * SIZE,
    "commit": "commit 9e8d7c6 (" + "(" * SIZE,
    "deep": "[" * SIZE,
    "deep objects": '{"a":' * (SIZE // 5),
    "semicolons": "service;start;end" + ";" * SIZE + "\n" + ";" * SIZE,
    "quotes": 'service,start,end\n"' + '"",' * (SIZE // 3),
}


@pytest.mark.parametrize(
    "text", [*map(message, TEXTS.values()), *LINES.values()], ids=[*TEXTS, *LINES]
)
def test_time_stays_small(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_text(text + "\n" + text + "\n", encoding="utf-8")
    begin = time.process_time()
    found = gather([path], asked())
    for row in timeline_of(found.events, found.windows):
        told(row)
    assert time.process_time() - begin < PER_FILE
