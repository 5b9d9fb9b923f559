"""The review as Markdown, for text that means harm and for more than anybody reads."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from markdown_it import MarkdownIt

from made_archive import TODAY, made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.statistics.review import review
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.report.digest import MOST_LISTED, DigestReport, digest_markdown
from test_stats_report import HOSTILE, archive_with

TOKENS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("code_inline", "strong_open", "strong_close", "hardbreak", "softbreak", "hr"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("link_open", "link_close"),
}


def digest(archive: Archive, since: date, until: date = TODAY) -> str:
    found = review(archive, TODAY, since, until)
    return digest_markdown(DigestReport(found, archive.settings, quote))


def dated(archive: Archive) -> Archive:
    """The archive, its actions due and its reviews on days of the window."""

    def changed(item: Postmortem) -> Postmortem:
        actions = tuple(replace(action, due=date(2026, 5, 1)) for action in item.actions)
        return replace(item, actions=actions)

    documents = tuple(
        replace(document, postmortem=changed(document.postmortem))
        for document in archive.documents
        if document.postmortem
    )
    return replace(archive, documents=documents)


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_markdown_holds_text_and_links_into_the_archive(word: str) -> None:
    archive = dated(archive_with(word))
    output = digest(archive, date(2025, 12, 1))
    assert "Causes that came back" in output
    tokens = [
        inner
        for token in MarkdownIt("commonmark").enable("table").parse(output)
        for inner in (token, *(token.children or ()))
    ]
    assert {token.type for token in tokens} <= TOKENS
    targets = {token.attrs["href"] for token in tokens if token.type == "link_open"}
    assert targets == {quote(item.path) for item in archive.postmortems}
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1"] + ["h2"] * 7


def test_a_long_list_is_cut_and_says_where_all_of_it_is() -> None:
    archive = made_archive(400)
    output = digest(archive, date(2025, 1, 1))
    late = output.partition("## Late\n\n")[2].partition("\n\n")[0].splitlines()
    assert len(late) == MOST_LISTED + 1
    number = len(review(archive, TODAY, date(2025, 1, 1), TODAY).late)
    assert (
        late[-1] == f"- and {number - MOST_LISTED:,} more: `postmortem actions --overdue` lists all"
    )


def test_an_incident_without_times_is_said_to_be_so() -> None:
    output = digest(archive_with("Größe"), date(2025, 12, 1))
    assert "duration not recorded" in output
    assert "0 min" not in output
