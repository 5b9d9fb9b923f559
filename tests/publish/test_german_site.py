"""A site in German: every type of page says in German what the interface says."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from mkdocs.commands.build import build
from mkdocs.config import load_config

from german_site import MANY, write_german_project
from postmortem_archive.publish.language import LANGUAGES
from site_builder import BuiltSite

PAGES = (
    *("index", "archive", "actions", "trends", "404", "postmortems/2019-07-02-kasse-0"),
    *("postmortems/2020-07-03-kasse-1", "postmortems/2022-07-05-kasse-3"),
    *(
        "postmortems/2024-07-02-kasse-5",
        "postmortems/2019-07-04-kasse-7",
        "postmortems/2023-07-06-kasse-4",
    ),
    *("services", "services/kasse", "causes", "causes/kapazitaet", "causes/kapazitaet/2"),
    *(
        "severities",
        "severities/sev1",
        "teams",
        "teams/handel",
        "teams/handel/2",
        "years",
        "years/2019",
    ),
    *("tags", "tags/stau-1", "triggers", "triggers/auslieferung", "triggers/auslieferung/2"),
    *("detections", "detections/customer"),
)
_PLACE = re.compile(r"%\(\w+\)s|<[^>]*>|`[^`]*`")
_SHOWN = ("aria-label", "title", "placeholder", "alt", "data-label")
_INLINE = ("a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "span", "strong", "time", "text")


class Shown(HTMLParser):
    """What a page says: its text, what is read aloud instead, its description."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.language = ""
        self._silent = 0
        self.feed(page)
        self.text = "\n".join(" ".join(line.split()) for line in self.lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"]
        self.lines[:0] = [given[name] for name in _SHOWN if name in given]
        if tag == "meta" and (given.get("name") or given.get("property", "")).endswith(
            ("description", "title")
        ):
            self.lines[:0] = [given["content"]]
        self._silent += tag in ("script", "style")
        if tag not in _INLINE:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        if tag not in _INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_german_project(tmp_path_factory.mktemp("german") / "project")


@pytest.fixture(scope="module")
def site(project: Path) -> BuiltSite:
    folder = project.parent / "site"
    build(load_config(str(project / "mkdocs.yml"), site_dir=str(folder)))
    return BuiltSite(folder, ())


@pytest.fixture(scope="module")
def english(project: Path) -> Mapping[str, str]:
    """Pieces of two words and more of the English texts that are others in German, with the whole text.

    What authors wrote is theirs: a heading as the format names it is not looked for.
    """
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in (project / "postmortems").iterdir()
    )
    return {piece: text for piece, text in _pieces() if piece not in written}


def _pieces() -> Iterator[tuple[str, str]]:
    with (LANGUAGES / "de.po").open(encoding="utf-8") as file:
        catalogue = read_po(file, locale="de")
    for message in catalogue:
        texts = (message.id,) if isinstance(message.id, str) else message.id
        german = (message.string,) if isinstance(message.string, str) else message.string
        for text in filter(None, texts):
            for piece in _PLACE.split(text):
                words = piece.strip(" .,:;()\N{HORIZONTAL ELLIPSIS}")
                if len(re.findall(r"[^\W\d]{2,}", words)) > 1 and not any(
                    words in one for one in german
                ):
                    yield words, text


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_the_interface_is_english(
    site: BuiltSite, english: Mapping[str, str], name: str
) -> None:
    page = Shown(site.read(f"{name}.html"))
    assert page.language == "de"
    assert len(english) > 300
    any_of_them = "|".join(re.escape(piece) for piece in sorted(english, key=len, reverse=True))
    found = re.findall(rf"(?<!\w)(?:{any_of_them})(?!\w)", page.text)
    assert {piece: english[piece] for piece in found} == {}


def test_every_type_of_page_is_looked_at(site: BuiltSite) -> None:
    kinds = {(name.split("/")[0], name.count("/")) for name in site.names("*.html")}
    assert kinds == {(f"{name}.html".split("/")[0], name.count("/")) for name in PAGES}


def test_days_and_numbers_are_german(site: BuiltSite) -> None:
    postmortem = Shown(site.read("postmortems/2019-07-02-kasse-0.html")).text
    assert "2. Juli 2019 13:42\N{EN DASH}15:00 UTC" in postmortem
    assert "fällig am 1. April 2024" in Shown(site.read("index.html")).text
    assert re.search(rf"{MANY // 1000}\.\d\d\d offen, ", site.read("actions.html"))


def test_the_facts_of_a_postmortem_are_said_in_german(site: BuiltSite) -> None:
    page = Shown(site.read("postmortems/2020-07-03-kasse-1.html")).text
    for said in (
        "Entdeckt durch\n",
        "\nKundschaft\n",
        "1 h 19 min",
        "Geschrieben wegen\n",
        "\nSchwellenwert\n",
        "gleiche Ursache Abgelaufenes Zertifikat bei Lagerverwaltung",
        "Zurück zur Fußnote 1 im Text",
        "Dauerhafter Link",
        "überfällig",
    ):
        assert said in re.sub(r"\n+", "\n", page)


def test_data_for_people_is_german_and_for_programs_is_not(site: BuiltSite) -> None:
    assert "SUMMARY:Fällig: Warnung ab achtzig Prozent (ana)" in site.read("calendar.ics")
    assert "## Daten\n" in site.read("llms.txt")
    assert "Dienste: Kasse\\, Lagerverwaltung" not in site.read("postmortems.csv")
    assert '"detected_by": "customer"' in re.sub(r'":"', '": "', site.read("postmortems.json"))
    assert "Entdeckt durch: Kundschaft" in site.read("feed.atom")


def test_a_renamed_postmortem_is_pointed_to_in_german(site: BuiltSite) -> None:
    page = site.read("postmortems/alte-nummer.html")
    assert '<html lang="de">' in page
    assert "Dieses Postmortem ist jetzt hier: <a" in page
