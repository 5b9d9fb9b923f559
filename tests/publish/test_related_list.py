"""The list of related postmortems on a page, and why each is in it."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from made_archive import SETTINGS, TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.publish.pages.postmortem import write_postmortem
from postmortem_archive.publish.site import Site


def item(path: str, **fields: object) -> Postmortem:
    return Postmortem(path, FrontMatter.model_validate(fields))


def reasons(*items: Postmortem) -> list[tuple[str, str]]:
    """(title, reason) of each entry on the page of the first one."""
    project = Project(Path("/p"), Path("/p/postmortems"))
    archive = Archive(project, SETTINGS, tuple(Document(each.path, each) for each in items))
    html = write_postmortem(Site(archive, TODAY), items[0]).html
    related = html.partition('id="pm-related"')[2].partition("</section>")[0]
    titles = re.findall(r'class="pm-entry__title"[^>]*>(.*?)</a>', related)
    said = re.findall(r'class="pm-entry__reason">(.*?)</p>', related)
    plain = [unescape(re.sub(r"</?a\b[^>]*>", "", why)) for why in said]
    return [(unescape(title), why) for title, why in zip(titles, plain, strict=True)]


FIELDS = {"causes": ("config-change",), "services": ("payments-api",), "trigger": "deploy"}


def test_reasons_name_values_as_the_archive_does() -> None:
    one = item("a.md", title="Orders stuck in max_queue_depth", **FIELDS)
    other = item("b.md", title="Mail stuck in max_queue_depth", **FIELDS)
    assert reasons(one, other) == [
        (
            "Mail stuck in max_queue_depth",
            "same cause Configuration change in Payments API; same trigger Deployment;"
            " also max_queue_depth, stuck",
        )
    ]


def test_what_its_author_names_comes_first() -> None:
    one = item("a.md", title="A", related=("c",), **FIELDS)
    found = reasons(one, item("b.md", title="B", **FIELDS), item("c.md", title="C"))
    assert [title for title, _ in found] == ["C", "B"]
    assert found[0][1] == "linked by its author"


def test_where_nothing_is_like_it_the_page_says_so() -> None:
    one = item("a.md", title="A", **FIELDS)
    assert reasons(one, item("b.md", title="B")) == []


def test_words_of_an_author_are_no_markup() -> None:
    word = "<img/onerror=alert(1)>"
    one = item("a.md", title=f"{word} broke", **FIELDS)
    other = replace(one, path="b.md")
    project = Project(Path("/p"), Path("/p/postmortems"))
    archive = Archive(project, SETTINGS, tuple(Document(each.path, each) for each in (one, other)))
    assert "<img/" not in write_postmortem(Site(archive, TODAY), one).html
