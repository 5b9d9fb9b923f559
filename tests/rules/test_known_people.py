"""Names are found in a text however they are written, and nothing that only looks like one."""

import time

import pytest

from postmortem_archive.model.card import Card
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.shared.known_people import KnownPeople, people_of_archive
from postmortem_archive.rules.shared.known_words import KnownWords
from time_bounds import PER_FILE


def named(names: list[str], text: str) -> list[str]:
    """What is found, without what stands inside of something longer."""
    places = sorted(KnownPeople(names).found_in(text))
    ends = [0, *(end for _, end in places)]
    return [
        text[start:end]
        for number, (start, end) in enumerate(places)
        if end > max(ends[: number + 1])
    ]


def words(names: list[str], text: str) -> list[str]:
    places = KnownWords(names, any_case=True).found_in(text)
    return [text[start:end] for start, end in sorted(places)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("ana", "ana, Ana, @ana and @Ana.", ["ana", "Ana", "@ana", "@Ana"]),
        (
            "ana",
            "_Ana_, **ana**'s, (ana) [Ana](https://x.example/ana)",
            ["Ana", "ana", "ana", "Ana", "ana"],
        ),
        ("ana", "banana, analyst, ANA, ana1", []),
        ("Ana", "Ana and ana", ["Ana"]),
        ("al", "al and Al, but @al", ["@al"]),
        ("will", "It will. Will did, and @will.", ["Will", "@will"]),
        ("may", "In May it may, @may says.", ["@may"]),
        (
            "ana-silva",
            "ana-silva, Ana-Silva, Ana Silva, ana_silva",
            ["ana-silva", "Ana-Silva", "Ana Silva", "ana_silva"],
        ),
        (
            "ana.silva@shop.example",
            "@ana.silva. Ana Silva",
            ["@ana.silva", "Ana Silva"],
        ),
        (
            "Ana Silva",
            "Ana\n> Silva, Ana **Silva**, Ana, Silva",
            ["Ana\n> Silva", "Ana **Silva", "Ana", "Silva"],
        ),
        ("Ana Silva", "Ana spoke, then Silva did; silva is wood", ["Ana", "Silva"]),
        ("Jan van der Berg (on call)", "a van, der call, Berg", ["Berg"]),
        ("Sean O'Brien", "Mr. O\u2019Brien and Brien", ["O\u2019Brien"]),
        ("Jos\u00e9 Li", "Jose\u0301 and Jos\u00e9, Jose", ["Jose\u0301", "Jos\u00e9"]),
        ("April Jones", "In April, Jones; April Jones", ["Jones", "April Jones"]),
    ],
)
def test_ways_to_name_somebody(name: str, text: str, found: list[str]) -> None:
    assert named([name], text) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Acme Shoes", "ACME  shoes, acme-shoes, Acme, shoes", ["ACME  shoes", "acme-shoes"]),
        ("C&A", "C&A, c&a, C. A day, C & A, CA", ["C&A", "c&a", "C & A"]),
        ("Acme", "Acme's, acmes", ["Acme"]),
        ("Acme Shoes", "Acme" + " " * 30 + "Shoes", []),
        ("\u6771\u4eac", "\u5728\u6771\u4eac\u5e02", ["\u6771\u4eac"]),
        ("", "a", []),
        ("&", "a & b", []),
    ],
)
def test_whole_words(name: str, text: str, found: list[str]) -> None:
    assert words([name], text) == found


def test_the_longer_one_counts() -> None:
    assert words(["Acme", "Acme Shoes Ltd", "Acme Shoes"], "Acme Shoes and Acme") == [
        "Acme Shoes",
        "Acme",
    ]


def test_people_of_an_archive() -> None:
    settings = parse_settings(
        "teams: {payments: {name: Paula}}\npeople: {dara: {name: Dara Okafor, aliases: [dee]}, payments: {}}\n"
        "capture: {roles: {eve: the commander, deploy-bot: a program}}\n"
    ).settings
    cards = [
        Card("a.md", people=("ana", "Paula", "the on-call engineer")),
        Card("b.md", people=("ana",)),
    ]
    assert people_of_archive(cards, settings) == ("Dara Okafor", "ana", "dara", "dee", "eve")
    assert people_of_archive([], Settings()) == ()


def test_many_names_take_no_time() -> None:
    names = [f"Ana Silva{number}" for number in range(20_000)]
    text = "Ana Ana, Silva9 and " * 20_000
    started = time.process_time()
    found = list(KnownPeople(names).found_in(text))
    assert len(found) == 60_000
    assert time.process_time() - started < PER_FILE
