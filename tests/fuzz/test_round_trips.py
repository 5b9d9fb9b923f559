"""What is written is read again letter by letter, however a file was saved, and fixes touch nothing else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from curated_mutants import Mutant as CuratedMutant
from curated_mutants import mutant
from mutations import Mutant, mutants
from postmortem_archive.archive.baseline import baseline_text, read_baseline
from postmortem_archive.archive.scaffold import Start, scaffold
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position, Problem
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.front_matter import FrontMatterHandler, read_front_matter
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import decode
from postmortem_archive.parse.yaml_errors import in_quotes
from postmortem_archive.parse.yaml_reader import read_yaml

PATH = "2026/2026-03-12-checkout.md"
OWN = parse_settings((Path(__file__).parents[2] / "postmortems" / "archive.yml").read_text("utf-8"))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)
names = lines.filter(lambda name: name != "<<")
values = st.recursive(
    st.none() | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names | st.just("~"), inner, max_size=4)
    ),
    max_leaves=12,
)


class PlainDumper(yaml.SafeDumper):
    """Writes a value out each time it occurs."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML asks
        return True


def dumped(value: Any, *, escaped: bool = False) -> str:
    text: str = yaml.dump(value, Dumper=PlainDumper, allow_unicode=not escaped, width=1_000_000)
    return text


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0)


@given(st.dictionaries(names, values, max_size=5))
def test_yaml_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    assume(depth(value) <= 12)
    read = read_yaml(dumped(value, escaped=True))
    assert not isinstance(read, Problem), read
    assert read.value == (value or {})


@given(lines)
def test_a_quoted_hint_is_read_as_the_value(text: str) -> None:
    read = read_yaml(f"title: {in_quotes(text)}")
    assert not isinstance(read, Problem)
    assert read.value == {"title": text}


@given(
    st.fixed_dictionaries(
        {"title": lines, "severity": lines},
        optional={
            "services": st.lists(lines, max_size=4),
            "tags": st.lists(lines, max_size=4),
            "trigger": lines,
            "impact": st.dictionaries(names, lines, max_size=3),
            "references": st.lists(
                st.fixed_dictionaries({"title": lines, "url": lines}), max_size=3
            ),
        },
    )
)
def test_front_matter_is_read_as_it_was_written(fields: dict[str, Any]) -> None:
    read = read_front_matter(f"---\n{dumped(fields)}---\nText.\n")
    assert read.problems == ()
    assert read.meta == FrontMatter.model_validate(fields)
    assert read.body == "Text.\n"


@given(texts, texts, st.sampled_from(["---", "...", "--- ", "---\t "]))
def test_front_matter_and_body_are_the_whole_file(front: str, body: str, closing: str) -> None:
    decoded = decode(f"---\n{front}\n{closing}\n{body}".encode())
    assume(decoded.problem is None)
    text = decoded.text
    handler = FrontMatterHandler()
    assert handler.detect(text)
    found, rest = handler.split(text)
    above = text[: len(text) - len(rest)]
    assert text == above + rest
    assert above.startswith("---\n" + found) or found == ""
    assert above.rstrip(" \t\n").endswith(("---", "..."))
    read = read_front_matter(text)
    if read.meta:
        assert read.body == rest
        assert text.split("\n")[read.body_line - 1 :] == rest.split("\n") or rest == ""


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    "saved",
    [crlf, lambda data: data.replace(b"\n", b"\r"), lambda data: b"\xef\xbb\xbf" + crlf(data)],
    ids=["crlf", "cr", "bom"],
)
@given(st.integers(0, 2**32).map(mutant))
def test_line_ends_and_marks_change_nothing(
    saved: Callable[[bytes], bytes], one_file: CuratedMutant
) -> None:
    data = one_file.data.replace(b"\r", b"")
    assume(not data.startswith(b"\xef\xbb\xbf"))
    one, other = (parse_document(PATH, item, OWN.settings) for item in (data, saved(data)))
    if one.problems and one.problems[0].kind == "unreadable":
        assert [item.kind for item in other.problems] == [item.kind for item in one.problems]
        return
    assert other.postmortem == one.postmortem
    assert other.problems == one.problems
    assert other.text == one.text


@given(mutants)
def test_a_fix_keeps_line_ends_and_marks(real: Mutant) -> None:
    data = real.postmortem.replace(b"\r", b"")
    assume(not data.startswith(b"\xef\xbb\xbf"))
    plain, other = (
        fix_document(PATH, one, OWN.settings) for one in (data, b"\xef\xbb\xbf" + crlf(data))
    )
    if plain is None:
        assert other is None
    else:
        assert other is not None
        assert other.data == b"\xef\xbb\xbf" + crlf(plain.data)
        assert other.names == plain.names


titles = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=100)


@given(titles.map(str.strip).filter(bool), st.lists(lines, min_size=1, max_size=3))
def test_a_new_postmortem_is_read_as_it_was_begun(title: str, services: list[str]) -> None:
    start = Start(title, "sev1", tuple(services), started=Moment.from_text("2026-03-12T14:05Z"))
    document = parse_document(PATH, scaffold(start, Settings()).encode(), Settings())
    assert document.postmortem
    meta = document.postmortem.meta
    assert (meta.title, meta.services, meta.started) == (title, tuple(services), start.started)


offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
aware = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=offsets)  # noqa: DTZ001


@given(aware, st.sampled_from(["T", " "]), st.sampled_from(["minutes", "seconds"]))
def test_moments_are_read_as_they_were_written(at: datetime, sign: str, precision: str) -> None:
    at = at.replace(second=at.second if precision == "seconds" else 0, microsecond=0)
    moment = Moment.from_text(at.isoformat(sign, precision))
    assert moment.at == at
    assert Moment.from_text(str(moment)).utc == at.astimezone(UTC).replace(second=0)


@given(st.dates())
def test_days_are_read_as_they_were_written(day: date) -> None:
    moment = Moment.from_text(day.isoformat())
    assert moment == Moment(datetime.combine(day, time(), UTC), day_only=True)
    assert str(moment) == day.isoformat()


@given(st.lists(st.tuples(lines, lines, lines), max_size=8))
def test_a_baseline_knows_what_it_was_written_from(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str, str]]
) -> None:
    found = [
        Diagnostic("PM101", Level.ERROR, path, Position(), message, source=source)
        for path, message, source in said
    ]
    place = tmp_path_factory.getbasetemp() / "baseline.json"
    place.write_text(baseline_text(found), "utf-8")
    compared = read_baseline(place).compare(found)
    assert (compared.new, compared.known, compared.gone) == ((), len(found), 0)
