"""The text of a section as the rules about what it says read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.prose import BLANK, Passage, PassageKind, Sentence, passages

_WORD = lazy_pattern(r"[^\W\d_][\w'’-]*")  # noqa: RUF001
_LINKED = lazy_pattern(rf"\[([^\[\]]{{0,400}})\]{BLANK}+")
_BLANKS = lazy_pattern(rf"{BLANK}+")
_ONLY_A_LINK = lazy_pattern(rf"[!\s]*\[[^\[\]]{{0,400}}\]{BLANK}*[\s.]*")
_MAX_TEXT = 20_000  # characters of a section that are read: what it says is said by then
_COMMON = frozenset(
    [
        *("the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from"),
        *("with", "and", "or", "but", "was", "were", "is", "are", "be", "been", "had"),
        *("has", "have", "that", "this", "which", "when", "it", "its", "not", "no", "all"),
        *("because", "so", "as", "after", "until"),
    ]
)
_VERB = lazy_pattern(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|cannot|could|will|would|may|might|must|"
    r"should|\w{2,12}n['’]t|[a-z]{2,20}(?<!e)ed|began|begins|became|becomes|broke|brought|built|came|"  # noqa: RUF001
    r"caught|fell|fails|felt|found|gave|gets|goes|got|grew|held|holds|kept|keeps|knew|led|left|lost|made|"
    r"makes|means|met|put|ran|remains|said|saw|seems|sent|shut|spent|stood|takes|thought|told|took|went|"
    r"won|wrote)\b",
    re.IGNORECASE,
)
"""Words that make a sentence of an English list item; what ends in s may be a plural as well."""
_COMMON_SHARE = 0.15
_FEWEST_WORDS = 5


def written_section(postmortem: Postmortem, key: str) -> Section | None:
    """The first section of that key in which something is written."""
    return next((one for one in postmortem.sections if one.key == key and not one.is_empty), None)


def prose_of(section: Section) -> str:
    """What the author of a section says: its passages, one below the other."""
    return "\n\n".join(passage.text for passage in passages_of(section))


def with_code(section: Section) -> str:
    """All that a section says, with what is set as code."""
    return "\n\n".join(passage.raw.replace("`", "") for passage in passages_of(section))


@lru_cache(maxsize=64)
def sentences_of(section: Section) -> tuple[Sentence, ...]:
    """Its sentences; a link that stands alone, a label or a word or two are none."""
    return tuple(
        sentence
        for passage in passages_of(section)
        for sentence in passage.sentences()
        if len(words_of(sentence.text)) > 2
    )


def full_sentences_of(section: Section) -> tuple[Sentence, ...]:
    """Its sentences without list items and table cells that have no verb: those are facts, no prose."""
    return tuple(
        sentence
        for passage in passages_of(section)
        for sentence in passage.sentences()
        if len(words_of(sentence.text)) > 2
        and (passage.kind is PassageKind.PARAGRAPH or _VERB.search(sentence.text))
    )


def as_shown(text: str) -> str:
    """A blanked text for people: links by their words, a mark of omission for whatever is blank."""
    return _BLANKS.sub("…", _LINKED.sub(r"\1", text))


def words_of(text: str) -> list[str]:
    """The words of a text; figures are none."""
    return _WORD.findall(text)


def is_english(text: str) -> bool:
    """Whether enough common English words are in a text to miss others in it."""
    words = words_of(text)
    common = sum(word.casefold() in _COMMON for word in words)
    return len(words) >= _FEWEST_WORDS and common >= _COMMON_SHARE * len(words)


def says_what_is_unknown(section: Section, settings: Settings) -> bool:
    """Whether a section says, in words that the archive has for it, that something is not known."""
    text = section.body.casefold()
    return any(word.casefold() in text for word in settings.unknown_words)


@lru_cache(maxsize=64)
def passages_of(section: Section) -> tuple[Passage, ...]:
    """Its passages, links that stand alone left out; of a very long section only the beginning."""
    return tuple(_passages_of(section))


def _passages_of(section: Section) -> Iterator[Passage]:
    last = section.body_line + section.body.count("\n", 0, _MAX_TEXT)
    for passage in passages(section):
        if passage.line > last:
            return
        text, raw = passage.text[:_MAX_TEXT], passage.raw[:_MAX_TEXT]
        if not _ONLY_A_LINK.fullmatch(text):
            yield passage if text == passage.text else passage._replace(text=text, raw=raw)
