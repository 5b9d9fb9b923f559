"""Texts made to break a reader: each is imported without losing a word, or refused with a reason."""

from bad_inputs import bad_inputs
from hostile_texts import hostile_texts
from import_runs import words
from postmortem_archive.importing.base import Source
from postmortem_archive.importing.convert import compose, convert
from postmortem_archive.importing.errors import RefusedError
from postmortem_archive.importing.registry import reader_of
from postmortem_archive.importing.words import Words
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.text import decode

SMALL = 2_000  # bytes; larger ones take long and are about the parser's own bounds
STEP = 4


def _refusal_of(data: bytes) -> str:
    """Why a file is not imported; empty where it is, with all its words."""
    decoded = decode(data)
    refusal = decoded.problem.message if decoded.problem else ""
    source = Source("old/2024-05-03-x.md", data, None if refusal else decoded.text, refusal)
    try:
        reader = reader_of(source)
        assert reader is not None
        made = convert(source, reader.read(source), Settings())
        result, _ = compose(made, "x.md", made.draft.body, [], (Words(), Words()))
    except RefusedError as error:
        return error.message
    read = result.replace("\\uFEFF", "\ufeff")  # YAML writes invisible signs as escapes
    assert set(words(decoded.text) - words(read)) <= {"track", "update"}
    return ""


def test_what_breaks_a_reader_is_refused_or_kept() -> None:
    small = [case.data for case in bad_inputs() if len(case.data) < SMALL][::STEP]
    texts = [text.encode(errors="surrogatepass") for text in hostile_texts(40, seed=5)]
    refusals = [_refusal_of(data) for data in (*small, *texts)]
    assert len(refusals) > 150
    assert sum(not refusal for refusal in refusals) > len(refusals) * 0.8
    assert not any("would be" in refusal for refusal in refusals)
