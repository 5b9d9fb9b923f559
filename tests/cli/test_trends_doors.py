"""Every link of the page of trends finds what was counted beside it."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from made_archive import index_of
from page_tables import Link
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import search
from told_trends import TODAY, Told

COUNTED = ("incident", "incidents", "near", "postmortem", "postmortems", "draft", "drafts")


@pytest.fixture(scope="module")
def index(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        archive = told.site.archive
        digests = {path: archive.digests[path] for path in told.site.by_path}
        with index_of(replace(archive, digests=digests)) as opened:
            yield opened


def doors(told: Told) -> list[Link]:
    """The links of the page that lead into the archive search."""
    return [link for link in told.page.links if "archive/?" in link.href]


def question(href: str) -> str:
    """What the archive page is asked by an address."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    text = asked.pop("q", "")
    return " ".join([text, *(f'{name}:"{value}"' for name, value in asked.items())])


def test_every_door_leads_to_what_was_counted(told: Told, index: Index) -> None:
    found = {
        link.href: search(index, question(link.href), today=TODAY, limit=None)
        for link in doors(told)
    }
    assert not [notice for results in found.values() for notice in results.notices]
    checked = 0
    for name in ("quarters", "heat"):
        for row in told.page.tables[name][1:]:
            for cell in row[1:]:
                for href in cell.links:
                    assert found[href].total == int(cell.text.replace(",", "")), href
                    checked += 1
    for row in told.page.tables["detect-by-year"][1:]:
        assert found[row[0].links[0]].total == int(row[1].text) + int(row[8].text)
        checked += 1
    for link in doors(told):
        number, *others = link.said.replace(",", "").split()
        if number.isdigit() and others and others[0] in COUNTED:
            assert found[link.href].total == int(number), link
            checked += 1
    assert checked > 30
    for row in told.rows:
        if row["figure"] == "incidents-by-quarter" and not row["part"]:
            year, number = row["value"].split("-Q")
            months = f"after:{year}-{3 * int(number) - 2:02}"
            assert any(months in question(href) for href in found)
