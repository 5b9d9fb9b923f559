"""Phrases of everyday words, which the browser looks up by pairs: it finds what the terminal finds."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from built_site import open_reader
from made_archive import index_of
from places import ROOT
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import project_in
from postmortem_archive.search.analyzer import expanded
from postmortem_archive.search.fields import body_of, shown_text
from postmortem_archive.search.pairs import EVERYDAY
from postmortem_archive.search.search import search

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 21)
PHRASES = 150

_ASK = """(phrases) => Promise.all(phrases.map(async (text) => {
  const { rows } = await PostmortemSearch.answer(window.index, text, { today: "2026-11-21" });
  return Promise.all(rows.map(async (row) => (await window.index.document(row)).slug));
}))"""


def test_phrases_of_everyday_words(browser: Browser, tmp_path: Path) -> None:
    archive = load_archive(project_in(ROOT), today=TODAY)
    chance = random.Random(4)
    phrases: list[str] = []
    while len(phrases) < PHRASES:
        text = shown_text(body_of(chance.choice(archive.postmortems))).split()
        start = chance.randrange(len(text))
        phrase = " ".join(text[start : start + chance.randrange(2, 6)]).replace('"', "")
        if sum(one.exact[0][0] in EVERYDAY for one in expanded(phrase) if one.exact) > 1:
            phrases.append(f'"{phrase}"')
    shuffled = [f'"{" ".join(chance.sample(sorted(EVERYDAY), 2))}"' for _ in range(PHRASES)]
    page = open_reader(browser, archive, tmp_path)
    found = page.evaluate(_ASK, [*phrases, *shuffled])
    page.close()
    project = type(archive.project)(tmp_path, tmp_path / "postmortems")
    with index_of(replace(archive, project=project)) as index:
        for phrase, slugs in zip([*phrases, *shuffled], found, strict=True):
            hits = search(index, phrase, today=TODAY, limit=None).hits
            assert slugs == [hit.id for hit in hits], phrase
    # all but those that run from one part of a text into the next
    assert sum(map(bool, found[:PHRASES])) > 0.9 * PHRASES
    assert 0 < sum(map(bool, found[PHRASES:])) < PHRASES
