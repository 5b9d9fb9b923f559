"""Queries made from the words of an archive, the same on every run, and an archive in many scripts."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from made_archive import made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import Document, Section
from postmortem_archive.search.fields import body_of, shown_text
from postmortem_archive.search.query import FLAGS, VALUE_FIELDS
from postmortem_archive.search.symptom import pasted_words
from postmortem_archive.search.vocabulary import Vocabulary

LANGUAGES = (
    "Café Zürich: die Datenbank war über Nacht voll, naïve façade, coöperatie, Ærø, İstanbul.",
    "Сервер базы данных перезапущен после СБОЯ сети; очередь сообщений росла.",
    "Ο διακομιστής ΔΕΔΟΜΈΝΩΝ σταμάτησε και η ουρά γέμισε.",
    "数据库连接池耗尽，导致支付服务中断。重启后恢复正常。",
    "東京リージョンで障害が発生し、データベースの接続が失敗した。",
    "השרת קרס אחרי עדכון ההגדרות, ומסד הנתונים לא הגיב.",
    "تعطل الخادم بعد تحديث الإعدادات وامتلأت قاعدة البيانات.",
    "서버가 재시작되었고 데이터베이스 연결이 끊어졌다.",
    "เซิร์ฟเวอร์หยุดทำงานหลังการอัปเดต",
    "डेटाबेस सर्वर फिर से शुरू हुआ।",
    "Máy chủ cơ sở dữ liệu ngừng hoạt động; ĐƯỜNG truyền chậm.",
    "The ﬁle system ① of ｅｕ-ｗｅｓｔ-１ and ½ of the straße.",
)
"""A sentence or two in each; every one is in some postmortems of :func:`languages_archive`."""

_BARE = re.compile(r'[^\s",;()«»。、，]+')  # what a person would copy as a word
_TECHNICAL = re.compile(r"[^\s\",;()«»]*[A-Za-z0-9][-_./:@=+][A-Za-z0-9][^\s\",;()«»]*")
_DAYS = ("2023", "2024", "2025", "2023-07", "2024-02-29", "2025-1-9", "2030", "2024-12")
_DURATIONS = ("5m", "12m", "27min", "90m", "1h30m", "2h", "6.5h", "2d", "1w")


@dataclass(frozen=True)
class Made:
    """A query: what it is of, its text, and whether its last word is still being typed."""

    kind: str
    text: str
    typing: bool = False


def languages_archive(count: int, folder: Path) -> Archive:
    """Made-up postmortems, each with a section in one more language."""
    made = made_archive(count, folder)
    documents = []
    for number, item in enumerate(made.postmortems):
        body = LANGUAGES[number % len(LANGUAGES)]
        section = Section("notes", "Notes", Position(), body, 1, is_empty=False, is_template=False)
        documents.append(Document(item.path, replace(item, sections=(*item.sections, section))))
    return replace(made, documents=tuple(documents))


class QueryMaker:
    """Makes queries that the archive answers more often than not.

    Args:
        archive: whose words are used.
        vocabulary: what its fields can be asked for.
        seed: another one gives other queries.
    """

    def __init__(self, archive: Archive, vocabulary: Vocabulary, seed: int = 11) -> None:
        self._chance = random.Random(seed)
        self._texts = [f"{item.title}\n{shown_text(body_of(item))}" for item in archive.postmortems]
        self._names = {field: sorted(vocabulary.names[field]) for field in VALUE_FIELDS}
        self.kinds: Mapping[str, Callable[[], str]] = {
            "words": lambda: " ".join(self._words(self._chance.choice((1, 1, 2, 2, 3)))),
            "typed": self._typed,
            "fields": self._field,
            "words and fields": lambda: f"{self._words(1)[0]} {self._field()}",
            "phrases": lambda: f'"{self._phrase()}"',
            "exclusions": self._exclusion,
            "dates and durations": self._range,
            "scripts": self._script,
            "technical": self._technical,
            "mixed": self._mixed,
        }

    def queries(self, each: int) -> Iterator[Made]:
        """So many different queries of each kind."""
        for kind, make in self.kinds.items():
            found: dict[str, None] = {}
            while len(found) < each:
                text = make()
                if not pasted_words(text):  # such a text is not read as the language at all
                    found[text] = None
            for text in found:
                yield Made(kind, text, typing=kind == "typed")

    def _line(self) -> list[str]:
        """The words of a line of a postmortem, as written."""
        lines = self._chance.choice(self._texts).split("\n")
        return _BARE.findall(self._chance.choice(lines)) or self._line()

    def _words(self, count: int) -> list[str]:
        """Some words of one line, in any case."""
        line = self._line()
        chosen = self._chance.sample(line, min(count, len(line)))
        return [self._chance.choice((word, word, word.lower(), word.upper())) for word in chosen]

    def _typed(self) -> str:
        *others, last = self._words(self._chance.choice((1, 1, 2)))
        return " ".join([*others, last[: self._chance.randrange(1, len(last) + 1)]])

    def _field(self) -> str:
        field = self._chance.choice(VALUE_FIELDS)
        names = self._names[field]
        chosen = self._chance.sample(names, min(self._chance.choice((1, 1, 2, 3)), len(names)))
        values = ",".join(f'"{name}"' if " " in name else name for name in chosen)
        field = self._chance.choice((field, field, field.upper()))
        return f"{self._minus(0.25)}{field}:{values}"

    def _phrase(self) -> str:
        line = self._line()
        start = self._chance.randrange(len(line))
        return " ".join(line[start : start + self._chance.choice((1, 2, 2, 3, 5))])

    def _exclusion(self) -> str:
        excluded = self._chance.choice((self._words(1)[0].lstrip("-"), f'"{self._phrase()}"'))
        wanted = self._chance.choice(("", self._words(1)[0]))
        return f"{wanted} -{excluded}".strip()

    def _range(self) -> str:
        field = self._chance.choice(("before", "after", "longer", "shorter", "is"))
        values = {"is": FLAGS, "before": _DAYS, "after": _DAYS}.get(field, _DURATIONS)
        more = self._chance.choice(("", "", f" {self._words(1)[0]}", f" {self._field()}"))
        return f"{self._minus(0.2)}{field}:{self._chance.choice(values)}{more}"

    def _script(self) -> str:
        words = _BARE.findall(self._chance.choice(LANGUAGES))
        word = self._chance.choice(words)
        start = self._chance.randrange(len(word))
        part = word[start : start + self._chance.choice((1, 2, 4, 20))]
        two = " ".join(words[:2])
        return self._chance.choice(
            (word, word.upper(), word.lower(), part, f'"{part}"', f'"{two}"')
        )

    def _technical(self) -> str:
        found = _TECHNICAL.findall(self._chance.choice(self._texts))
        if not found:
            return self._technical()
        token = self._chance.choice(found)
        parts = re.split(r"(?<=[-_./:@=+])", token)
        start = self._chance.randrange(len(parts))
        part = "".join(parts[start : start + 2]).strip("-_./:@=+")
        return self._chance.choice((token, token.upper(), part or token, f'"{token}"'))

    def _mixed(self) -> str:
        pieces = [self._field(), self._range(), f'"{self._phrase()}"', self._technical()]
        pieces += [self._exclusion(), *self._words(1)]
        return " ".join(self._chance.sample(pieces, self._chance.choice((2, 3))))

    def _minus(self, share: float) -> str:
        return "-" if self._chance.random() < share else ""
