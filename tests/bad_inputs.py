"""Bad inputs as data: what a case puts into a postmortem or an archive, and what must be found there.

A case of `security/inputs/*.yml` is a map with a `name` and what of a good archive it exchanges:

- `field`: lines of the front matter, instead of those of the same names; `front`: all of its lines;
- `text`, `timeline`, `actions`: the content of a section; `body`: everything below the front matter;
- `file`: the whole file; `base64`: the same as bytes; `settings`, `baseline`: those files instead.

Each of them is a text or a list of pieces: texts, `{repeat: text, times: n}` or, where `{n}` stands for the
number, `{numbered: text, times: n}`. `encoding`, `line_ends` (crlf, cr) and `bom` say how it is saved.

`finds` lists every finding as `CODE level line:column`; those in archive.yml have its name before them, and
what stops the whole check begins with `stops:`. `reads` says what the file must be read as.
"""

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from good_postmortem import GOOD

INPUTS = Path(__file__).parent / "security" / "inputs"
NAME = "2026-03-12-checkout.md"
"""Name of a case's file; the good postmortem is of that day."""

SETTINGS = """\
severities: {sev1: {}, sev2: {}}
services: {checkout: {}}
causes: {capacity: {}, review-gap: {}}
rules:
  select: [
    PM0, PM1, PM201, PM202, PM203, PM204, PM205, PM301, PM302, PM303, PM304, PM305, PM306, PM308,
    PM401, PM402, PM403, PM404, PM407, PM414, PM415, PM501, PM502, PM503, PM504, PM505, PM506]
"""
"""An archive.yml under which nothing is to be said of the good postmortem, with the rules about reading."""

_MOST_LISTED = 6
_SECTIONS = {"text": "Impact", "timeline": "Timeline", "actions": "Action items"}
_LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


class BadInput(NamedTuple):
    """A case, made.

    Attributes:
        name: its family and its own name.
        data: the postmortem.
        settings: archive.yml.
        baseline: the baseline file; ``None`` where there is none.
        finds: every finding.
        reads: what is read, by field; ``timeline`` and ``due`` stand for the table's.
    """

    name: str
    data: bytes
    settings: bytes
    baseline: bytes | None
    finds: tuple[str, ...]
    reads: Mapping[str, Any]


@cache
def bad_inputs() -> tuple[BadInput, ...]:
    """Every case, in the order of the files."""
    return tuple(
        _made(path.stem, case)
        for path in sorted(INPUTS.glob("*.yml"))
        for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    )


def listed(findings: list[str]) -> tuple[str, ...]:
    """Findings as a case lists them: of many the first few, and how many more there are."""
    more = len(findings) - _MOST_LISTED
    return (*findings[:_MOST_LISTED], *([f"and {more} more"] if more > 0 else []))


def _made(family: str, case: Mapping[str, Any]) -> BadInput:
    settings, baseline = case.get("settings"), case.get("baseline")
    return BadInput(
        f"{family}: {case['name']}",
        _saved(_postmortem(case), {} if settings is not None else case),
        SETTINGS.encode() if settings is None else _saved(settings, case),
        None if baseline is None else _saved(baseline, {}),
        tuple(case["finds"]),
        case.get("reads", {}),
    )


def _postmortem(case: Mapping[str, Any]) -> str | bytes:
    _, front, body = GOOD.split("---\n", 2)
    if "base64" in case:
        return base64.b64decode(case["base64"])
    if "file" in case:
        return _text(case["file"])
    if "field" in case:
        field = _text(case["field"])
        names = {line.split(":")[0] for line in field.split("\n")}
        kept = [line for line in front.splitlines(True) if line.split(":")[0] not in names]
        front = f"{''.join(kept)}{field}\n"
    front = _text(case.get("front", front))
    body = _text(case.get("body", body))
    for key, heading in _SECTIONS.items():
        if key in case:
            body = _with_section(body, heading, _text(case[key]))
    return f"---\n{front.removesuffix(chr(10))}\n---\n{body}"


def _with_section(body: str, heading: str, content: str) -> str:
    before, _, rest = body.partition(f"## {heading}\n\n")
    _, following, after = rest.partition("\n## ")
    return f"{before}## {heading}\n\n{content}\n{following}{after}"


def _text(written: Any) -> str:
    pieces = written if isinstance(written, list) else [written]
    return "".join(map(_piece, pieces))


def _piece(piece: Any) -> str:
    if isinstance(piece, str):
        return piece
    if "repeat" in piece:
        return str(piece["repeat"]) * int(piece["times"])
    return "".join(piece["numbered"].replace("{n}", str(n)) for n in range(piece["times"]))


def _saved(written: Any, case: Mapping[str, Any]) -> bytes:
    if isinstance(written, bytes):
        return written
    text = _text(written).replace("\n", _LINE_ENDS[case.get("line_ends", "lf")])
    mark = "\ufeff" if case.get("bom") else ""
    return f"{mark}{text}".encode(case.get("encoding", "utf-8"))
