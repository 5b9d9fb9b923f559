"""Every phrase of the vocabulary is found, says what to write instead, and costs linear time."""

import time

import pytest

from example_archive import Change, check
from postmortem_archive.rules.shared.blame import OwnPhrases
from postmortem_archive.rules.shared.blaming_phrases import BLAMING_PHRASES
from time_bounds import PER_FILE

SENTENCES = (
    "The reviewer forgot to set a limit.",
    "We forgot about the limit.",
    "They failed to tell support.",
    "We failed to notice the limit.",
    "The engineer failed to join the call.",
    "The team neglected to set a limit.",
    "He did not bother to ask.",
    "It was careless.",
    "It was negligence.",
    "It was incompetence.",
    "It was sloppy.",
    "It was stupid.",
    "It was reckless.",
    "It was irresponsible.",
    "It was unprofessional.",
    "It was inattention.",
    "It was sheer laziness.",
    "The reviewer was not paying attention.",
    "It was lack of care.",
    "It was human error.",
    "It was a fat-fingered command.",
    "It was caused by user error.",
    "It was an operator's mistake.",
    "They did not think of the limit.",
    "Nobody bothered to look.",
    "Nobody looked, although it was obvious.",
    "We made a mistake.",
    "It was a rookie mistake.",
    "We messed it up.",
    "The team botched it.",
    "The team was at fault.",
    "The reviewer is to blame.",
    "The blame lies with us.",
    "It was our own fault.",
    "It was the fault of the engineer.",
    "The reviewer should have known better.",
    "We must be more careful.",
    "The engineer ignored the warnings.",
)


def found_in(sentence: str) -> list[str]:
    found = check(Change(body=f"## Lessons learned\n\n{sentence}\n").archive())
    return [item.hint for item in found if item.code == "PM701"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_phrase_is_found_once(sentence: str) -> None:
    hints = found_in(sentence)
    assert len(hints) == 1
    assert hints[0]
    assert "{" not in hints[0]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_phrase_is_not_found_in_a_quotation(sentence: str) -> None:
    assert not found_in(f'Somebody said: "{sentence}"')


def test_every_phrase_has_a_sentence() -> None:
    for phrase in BLAMING_PHRASES:
        assert any(phrase.pattern.search(sentence) for sentence in SENTENCES), phrase.words
        for sentence in SENTENCES:
            if phrase.pattern.search(sentence):
                assert phrase.cue in sentence.casefold()


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "we failed to notice ",
            "we forgot to set a limit ",
            "if we had ",
            "had we asked ",
            "@a ",
        ),
        *(
            "we should have been ",
            "not careless ",
            "by @ben, ",
            "a " * 50 + "failed to ",
            "made a ",
            "caused by user error ",
            "nobody noticed ",
        ),
    ],
)
def test_a_long_text_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    files = Change(body=f"## Root cause\n\n{text}\n").archive()
    started = time.process_time()
    found = check(files)
    assert time.process_time() - started < PER_FILE
    assert "PM001" not in {item.code for item in found}  # it was read


def test_many_phrases_of_an_archive_cost_no_more_than_the_text() -> None:
    own = OwnPhrases({f"it was {'a ' * (number % 50)}{number}": "x" for number in range(20_000)})
    started = time.process_time()
    found = list(own.found_in("It was a a 102, and it was a a a a of a hundred. " * 5_000))
    assert time.process_time() - started < PER_FILE
    assert [match[0] for match, _ in found] == ["It was a a 102"] * 5_000
