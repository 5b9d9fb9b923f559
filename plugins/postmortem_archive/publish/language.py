"""The language of the pages: the words of the interface, and how days, times and numbers are said.

English words stand in the code and in the templates; ``languages/de.po`` and its like hold what they
are in another language (gettext's form). A word without a translation stays English.
"""

import gettext
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from postmortem_archive.model.moment import Moment

ENGLISH = "en"
LANGUAGES = Path(__file__).parent / "languages"
"""Folder of the catalogues."""

_TO = "\N{EN DASH}"
_IS_DAY_FIRST = "en_GB"  # "2 July 2019": the same for a reader in London and in New York


def languages() -> tuple[str, ...]:
    """Codes of the languages in which the interface can be shown."""
    return (ENGLISH, *sorted(path.stem for path in LANGUAGES.glob("*.po")))


class Language:
    """A language of the interface.

    Args:
        code: as the theme names it: ``de``, ``pt-BR``. Where there is no catalogue for it, words are
            English, and so are days and numbers, so that no sentence is half of each.
    """

    def __init__(self, code: str = ENGLISH) -> None:
        self.code = _known(code)
        self.locale = Locale.parse(_IS_DAY_FIRST if self.code == ENGLISH else self.code)
        self._translations = _translations(self.code)
        self.day: Callable[[date], str] = lru_cache(4096)(self._day)
        self.short_day: Callable[[date], str] = lru_cache(4096)(self._short_day)
        self.number: Callable[[float], str] = lru_cache(4096)(self._number)
        self._html_text: Callable[[str], Markup] = lru_cache(4096)(self._html_without_values)

    def gettext(self, message: str) -> str:
        """A text of the interface."""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A text of the interface that depends on a number."""
        return self._translations.ngettext(singular, plural, number)

    def html(self, message: str, /, **values: object) -> Markup:
        """A text of the interface for a template, where ``values`` are escaped; ``%`` is ``%%`` in it."""
        return Markup(self.gettext(message)) % values if values else self._html_text(message)  # noqa: S704

    def html_for(self, singular: str, plural: str, num: int, /, **values: object) -> Markup:
        """The same for one that depends on a number, which is the value ``num``, too."""
        text = Markup(self.ngettext(singular, plural, num))  # noqa: S704 - our own text
        return text % {"num": num, **values}

    @cached_property
    def script_words(self) -> Mapping[str, str | list[str]]:
        """The words of the archive page's scripts by the English ones; nothing in English.

        Those that depend on a number are lists of their forms.
        """
        if self.code == ENGLISH:
            return {}
        return {
            _key(message): _forms(message)
            for message in _catalogue(self.code)
            if message.id and any(str(place).endswith(".js") for place, _ in message.locations)
        }

    def lower_first(self, text: str) -> str:
        """A name for the middle of a sentence; a first word in capitals (``DNS``) stays.

        Only English writes names small there; in German, nouns never are.
        """
        word = text.split(" ", 1)[0]
        if self.code != ENGLISH or word[1:] != word[1:].lower():
            return text
        return text[:1].lower() + text[1:]

    @cached_property
    def not_recorded(self) -> str:
        """How something is shown that is not known."""
        return self.gettext("not recorded")

    def _html_without_values(self, message: str) -> Markup:
        return Markup(self.gettext(message)) % {}  # noqa: S704 - our own text

    def _number(self, value: float) -> str:
        """A number: ``10,000``."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, part: float) -> str:
        """A share from 0 to 1: ``40 %``, always with a space that does not break."""
        return str(format_percent(part, "#,##0\N{NO-BREAK SPACE}%", locale=self.locale))

    def _day(self, value: date) -> str:
        """A day: ``2 July 2019``."""
        return str(format_date(value, "long", locale=self.locale))

    def _short_day(self, value: date) -> str:
        """A day where its year is said elsewhere: ``2 Jul``."""
        return str(format_skeleton("MMMd", value, locale=self.locale))

    def clock(self, moment: Moment) -> str:
        """The time of day in UTC: ``13:42``; nothing where only the day is known."""
        return "" if moment.day_only else moment.utc.strftime("%H:%M")

    def moment(self, moment: Moment) -> str:
        """A moment in UTC: ``2 July 2019 13:42 UTC``, or the bare day where no more is known."""
        if moment.day_only:
            return self.day(moment.day)
        return f"{self.day(moment.day)} {self.clock(moment)} UTC"

    def span(self, start: Moment, end: Moment | None) -> str:
        """From when to when, saying each part once: ``2 July 2019 13:42 to 14:09``, with a dash."""
        if end is None:
            return self.gettext("%(start)s, end not recorded") % {"start": self.moment(start)}
        first, last = self.day(start.day), self.day(end.day)
        if start.day_only or end.day_only:
            return first if first == last else f"{first} {_TO} {last}"
        if first == last:
            return f"{first} {self.clock(start)}{_TO}{self.clock(end)} UTC"
        return f"{first} {self.clock(start)} {_TO} {last} {self.clock(end)} UTC"

    def duration(self, value: timedelta) -> str:
        """A duration in full, for text: ``27 minutes``, ``3 h 13 min``, ``3 d 12 h``."""
        minutes = round(value.total_seconds() / 60)
        if minutes >= 60:
            return self.short_duration(value)
        return self.ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}

    def short_duration(self, value: timedelta) -> str:
        """A duration for narrow places: ``27 min``, ``3 h 13 min``, ``3 d 12 h`` (from two days on)."""
        minutes = round(value.total_seconds() / 60)
        if minutes < 60:
            return self._units((minutes, self.gettext("min")))
        if minutes < 48 * 60:
            hours, rest = divmod(minutes, 60)
            return self._units((hours, self.gettext("h")), (rest, self.gettext("min")))
        days, rest = divmod(round(minutes / 60), 24)
        return self._units((days, self.gettext("d")), (rest, self.gettext("h")))

    def _units(self, *parts: tuple[int, str]) -> str:
        first, *rest = parts
        shown = [first, *(part for part in rest if part[0])]
        return " ".join(f"{self.number(value)} {unit}" for value, unit in shown)


def capitalize_first(text: str) -> str:
    """The text for the start of a line; the rest of it stays as it is."""
    return text[:1].upper() + text[1:]


def is_web(address: str) -> bool:
    """Whether an address may be linked to."""
    return address.startswith(("https://", "http://"))


def _known(code: str) -> str:
    """The code of a language that there is a catalogue for: itself, or that of its family."""
    name = code.replace("-", "_")
    known = languages()
    return next((one for one in (name, name.partition("_")[0]) if one in known), ENGLISH)


def _translations(code: str) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    binary = BytesIO()
    write_mo(binary, _catalogue(code))
    binary.seek(0)
    return gettext.GNUTranslations(binary)


@cache
def _catalogue(code: str) -> Catalog:
    with (LANGUAGES / f"{code}.po").open(encoding="utf-8") as file:
        return read_po(file, locale=code)


def _forms(message: Message) -> str | list[str]:
    """A translated text, or the list of its forms; empty where there is none yet."""
    return message.string if isinstance(message.string, str) else list(message.string or ())


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])
