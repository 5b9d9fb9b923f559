from datetime import date, timedelta

import pytest
from markupsafe import Markup

from postmortem_archive.model.moment import Moment
from postmortem_archive.publish.language import Language, is_web
from site_builder import MKDOCS_YML, Build, Write

ENGLISH = Language("en")
MINUTES = [
    (0, "0 minutes"),
    (1, "1 minute"),
    (27, "27 minutes"),
    (60, "1 h"),
    (193, "3 h 13 min"),
]


@pytest.mark.parametrize(("minutes", "said"), MINUTES)
def test_durations_in_text_are_in_full_below_an_hour(minutes: int, said: str) -> None:
    assert ENGLISH.duration(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2019-07-02T13:42Z", "2019-07-02T14:09Z", "2 July 2019 13:42\N{EN DASH}14:09 UTC"),
        (
            "2011-04-21T07:47Z",
            "2011-04-24T19:30Z",
            "21 April 2011 07:47 \N{EN DASH} 24 April 2011 19:30 UTC",
        ),
        (
            "2025-06-01T01:30+02:00",
            "2025-06-01T03:00+02:00",
            "31 May 2025 23:30 \N{EN DASH} 1 June",
        ),
        ("2019-07-02", "2019-07-02", "2 July 2019"),
        ("2019-07-02", "2019-07-04", "2 July 2019 \N{EN DASH} 4 July 2019"),
        ("2019-07-02T13:42Z", None, "2 July 2019 13:42 UTC, end not recorded"),
    ],
)
def test_spans_are_in_utc_and_say_each_part_once(start: str, end: str | None, said: str) -> None:
    given_end = Moment.from_text(end) if end else None
    assert ENGLISH.span(Moment.from_text(start), given_end).startswith(said)


def test_words_and_days_are_of_one_language() -> None:
    assert ENGLISH.day(date(2019, 7, 2)) == "2 July 2019"
    assert ENGLISH.short_day(date(2019, 7, 2)) == "2 Jul"
    assert ENGLISH.number(12_000) == "12,000"
    assert ENGLISH.percent(0.404) == "40\N{NO-BREAK SPACE}%"


def test_a_language_without_a_catalogue_is_english_throughout() -> None:
    for code in ("tlh", "", "x-nonsense", "../../etc"):
        unknown = Language(code)
        assert unknown.code == "en"
        assert unknown.day(date(2019, 7, 2)) == "2 July 2019"


def test_small_words() -> None:
    assert Language().lower_first("Configuration change") == "configuration change"
    assert Language().lower_first("DNS") == "DNS"
    assert Language().lower_first("") == ""
    assert not is_web("javascript:alert(1)")


def test_texts_for_templates_are_html_and_what_is_put_into_them_is_escaped() -> None:
    german = Language("de")
    assert ENGLISH.html("all of it") == Markup("all of it")
    assert ENGLISH.html("100 %% of <b>%(name)s</b>", name="<a>") == "100 % of <b>&lt;a&gt;</b>"
    assert ENGLISH.html("100 %%") == "100 %"
    assert isinstance(ENGLISH.html("100 %%"), Markup)
    assert german.html("not recorded") == german.gettext("not recorded")
    assert ENGLISH.html_for("%(num)s item", "%(num)s items", 2) == "2 items"
    assert ENGLISH.html_for("%(num)s in %(a)s", "", 1, num="one", a="<") == "one in &lt;"
    assert german.html_for("%(num)s minute", "%(num)s minutes", 2) == "2 Minuten"


def test_a_page_says_its_language_where_the_themes_is_another(
    write_project: Write, build_project: Build
) -> None:
    french = MKDOCS_YML.replace("font: false", "font: false, language: fr")
    page = build_project(write_project({"mkdocs.yml": french})).read("archive/index.html")
    assert '<html lang="fr"' in page
    assert '<div lang="en">' in page
    page = build_project(write_project({})).read("archive/index.html")
    assert '<div lang="en">' not in page
