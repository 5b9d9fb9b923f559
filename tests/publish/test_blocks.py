"""Blocks that a site's owner places: where they go, what they say, and what is said of a slip."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from mkdocs.exceptions import Abort

from good_postmortem import GOOD
from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Kind, Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, Document, Postmortem, Section
from postmortem_archive.publish.blocks.place import place_blocks
from postmortem_archive.publish.blocks.registry import blocks
from postmortem_archive.publish.blocks.search import examples
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import search
from site_builder import MKDOCS_YML, Build, Write

HOSTILE = '<img src=x onerror=alert(1)> & "x" ' + "\N{HEBREW LETTER ALEF}" * 3 + "{{ 7 * 7 }}"


def placed(site: Site, line: str, url: str = "index.html") -> str:
    """What a line becomes."""
    return place_blocks(f"<!-- postmortems: {line} -->", site, url)


def site_of(archive: Archive, **options: object) -> Site:
    """A site of an archive, opened from disk."""
    return Site(archive, TODAY, SiteOptions(use_directory_urls=False, **options))  # type: ignore[arg-type]


def with_items(archive: Archive, items: list[Postmortem]) -> Archive:
    """The archive with these postmortems alone."""
    return replace(archive, documents=tuple(Document(item.path, item) for item in items))


class Balanced(HTMLParser):
    """Fails where elements are not closed in the order in which they were opened."""

    VOID = ("input", "img", "br", "hr", "link", "meta")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags_of(html: str) -> set[str]:
    """The names of the elements, which are well nested."""
    reader = Balanced()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.tags


EMPTY = {
    "anniversaries": "Nothing of these days a year ago is recorded.",
    "counts": "no postmortem yet",
    "in-review": "Nothing is waiting for review.",
    "latest": "Write the first one:",
    "open-actions": "No action item is recorded.",
    "recurring": "No cause is named by two incidents.",
    "reviews-due": "No follow-up review is due.",
    "search": "<form",
}


def test_each_block_says_something_of_an_empty_archive(made: Archive) -> None:
    site = site_of(with_items(made, []))
    assert set(EMPTY) == set(blocks())
    for name, said in EMPTY.items():
        html = placed(site, name)
        assert said in html, name
        tags_of(html)


@pytest.mark.parametrize("name", sorted(EMPTY))
@pytest.mark.parametrize("count", [1, 24, None])
def test_each_block_holds_well_formed_html_without_headings(
    made: Archive, name: str, count: int | None
) -> None:
    html = placed(site_of(with_items(made, list(made.postmortems)[:count])), name)
    assert f'class="pm-page pm-block pm-block--{name}" data-search-exclude' in html
    assert not tags_of(html) & {"h1", "h2", "h3", "h4", "script"}


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_what_an_author_writes_stays_text(made: Archive, name: str) -> None:
    html = placed(site_of(with_items(made, hostile_items(made))), name)
    assert "img" not in tags_of(html)
    assert "49" not in re.sub(r'href="[^"]*"', "", html)
    if name not in ("search", "counts"):
        assert "&lt;img src=x onerror=alert(1)&gt; &amp; " in html


def hostile_items(made: Archive) -> list[Postmortem]:
    """Two postmortems whose author puts markup everywhere; every block has something of them."""
    item = made.postmortems[0]
    values = (HOSTILE,)
    meta = item.meta.model_copy(
        update={
            "title": HOSTILE,
            "services": values,
            "causes": values,
            "tags": values,
            "severity": HOSTILE,
            "kind": Kind.INCIDENT,
            "status": Status.IN_REVIEW,
            "started": Moment.of_day(TODAY - timedelta(days=366)),
            "resolved": None,
            "review_on": Moment.of_day(TODAY + timedelta(days=3)),
        }
    )
    action = ActionItem(Position(), HOSTILE, owners=values, due=TODAY)
    summary = Section(
        "summary", "Summary", Position(), HOSTILE, 1, is_empty=False, is_template=False
    )
    return [
        replace(
            item, path=f"{n}.md", meta=meta, actions=(action,), sections=(summary,), text=HOSTILE
        )
        for n in range(2)
    ]


def test_numbers_are_those_of_the_archive(made: Archive) -> None:
    site = site_of(made)
    text = words(placed(site, "counts"))
    near = sum(item.is_near_miss for item in made.postmortems)
    drafts = sum(item.is_draft for item in made.postmortems)
    years = [item.meta.started.day.year for item in made.postmortems if item.meta.started]
    assert text == (
        f"{len(made.postmortems)} postmortems since {min(years)} {near} near misses {drafts} drafts "
        "as of 1 June 2026"
    )
    actions = [action for item in made.postmortems for action in item.actions]
    still = [action for action in actions if not action.status.is_closed]
    late = [action for action in still if action.due and action.due < TODAY]
    text = words(placed(site, "open-actions limit=1"))
    assert text.startswith(f"{len(still)} open {len(late)} late Alert earlier late due ")
    first = min(action.due for action in still if action.due)
    assert f"due {first.day} {first:%B} {first.year}" in text


def test_the_latest_of_a_selection(made: Archive) -> None:
    html = placed(site_of(made), "latest limit=3 service=checkout cause=capacity opening=none")
    wanted = [
        item
        for item in made.postmortems
        if "checkout" in item.meta.services and "capacity" in item.meta.causes
    ]
    assert len(wanted) > 3
    shown = re.findall(r'class="pm-news__title" href="postmortems/([^"]+).html"', html)
    assert shown == [item.id for item in wanted[:3]]
    assert "pm-news__opening" not in html
    assert (
        f'<a href="archive.html?service=checkout&amp;cause=capacity">All {len(wanted)} postmortems'
        in html
    )


def test_causes_recur_by_how_often_incidents_name_them(made: Archive) -> None:
    found = Counter(
        cause for item in made.postmortems if not item.is_near_miss for cause in item.meta.causes
    )
    html = placed(site_of(made), "recurring limit=9")
    counts = re.findall(r'archive.html\?cause=([a-z-]+)&amp;q=is%3Aincident">(\d+) incidents', html)
    assert counts == sorted(((cause, str(n)) for cause, n in found.items()), key=by_count)
    assert counts[0][1] != counts[-1][1]


def by_count(pair: tuple[str, str]) -> tuple[int, str]:
    """Most frequent first."""
    return -int(pair[1]), pair[0]


def test_every_example_has_an_answer(made: Archive, made_index: Index) -> None:
    queries = examples(site_of(made))
    assert [query.split(":")[0] for query in queries] == ["service", "cause", "is"]
    for query in queries:
        assert search(made_index, query, today=TODAY).total > 0, query


def test_a_symptom_is_a_tag_that_its_author_also_wrote(made: Archive) -> None:
    def tagged(number: int, tags: tuple[str, ...], text: str) -> Postmortem:
        item = made.postmortems[number]
        meta = item.meta.model_copy(update={"tags": tags})
        return replace(item, meta=meta, text=text)

    items = [
        tagged(0, ("dns", "lost-quorum"), "The quorum was lost, and DNS with it."),
        tagged(1, ("dns", "connection-pool"), "DNS; a Connection Pool."),
        tagged(2, ("接続 プール", 'a"b'), "接続 プール"),
        tagged(3, ("connection-pool",), "the connection pool again"),
    ]
    assert examples(site_of(with_items(made, items)))[0] == "connection pool"
    assert examples(site_of(with_items(made, items[:1])))[0] == "dns"
    assert examples(site_of(with_items(made, items[2:3])))[0] == "接続 プール"


def test_blocks_stand_wherever_a_line_can_stand(write_project: Write, build_project: Build) -> None:
    page = """\
# Home

```html
<!-- postmortems: latest -->
```

`<!-- postmortems: latest -->` in a line

<!-- postmortems: counts -->

<!-- postmortems:
     latest
     limit=1 -->

<div markdown>
<!-- postmortems: counts -->
</div>

- item

    <!-- postmortems: counts -->

> <!-- postmortems: counts -->
"""
    settings = MKDOCS_YML + "markdown_extensions: [md_in_html]\n"
    site = build_project(
        write_project({"mkdocs.yml": settings, "docs/index.md": page, "postmortems/a.md": GOOD}),
        strict=False,
    )
    html = site.read("index.html")
    article = html[html.index("<article") : html.index("</article>")]
    assert article.count("pm-block--counts") == 4
    assert article.count("pm-block--latest") == 1
    assert article.count("&lt;!-- postmortems: latest --&gt;") == 2
    assert "<!-- postmortems" not in article
    tags_of(article[article.index("<h1") :])


def test_what_blocks_repeat_is_not_found_twice(write_project: Write, build_project: Build) -> None:
    page = "# Home\n\nWelcome\n\n<!-- postmortems: latest -->\n\nGoodbye\n"
    site = build_project(
        write_project({"docs/index.md": page, "postmortems/a.md": GOOD}), strict=False
    )
    assert "Checkout failed when the pool ran dry" in site.read("index.html")
    (payload,) = [site.read(name) for name in site.names("assets/postmortems/index/pages-*.js")]
    assert "Welcome Goodbye" in payload
    assert "pool ran dry" not in payload


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "lates",
            "there is no block 'lates' (did you mean 'latest'? the blocks are: anniversaries, ",
        ),
        ("", "there is no block '' (the blocks are: "),
        (
            "latest limti=3",
            "the block 'latest' has no option 'limti' (did you mean 'limit'? the options are: ",
        ),
        (
            "latest limit=0",
            "the option 'limit' of the block 'latest' is '0' (it has to be a whole number from 1",
        ),
        (
            "latest limit",
            "'limit' is no option of the block 'latest' (an option is written name=value",
        ),
        ("counts limit=2", "the block 'counts' has no option 'limit' (the options are: none)"),
        ("../secret", "there is no block '../secret'"),
    ],
)
def test_a_slip_is_said_in_one_line_that_names_the_file(
    line: str,
    said: str,
    write_project: Write,
    build_project: Build,
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = f"# Guide\n\n<!-- postmortems: {line} -->\n"
    with pytest.raises(Abort):
        build_project(write_project({"docs/team/guide.md": page}))
    assert f"postmortems: docs/team/guide.md: {said}" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_block_in_a_sentence_is_refused(made: Archive) -> None:
    with pytest.raises(ArchiveError, match="the block 'counts' stands in a paragraph"):
        place_blocks("<p>There are <!-- postmortems: counts --></p>", site_of(made), "index.html")


def test_a_value_that_the_vocabulary_does_not_have(made: Archive) -> None:
    with pytest.raises(ArchiveError, match="no service 'chekout'") as caught:
        placed(site_of(made), "latest service=chekout")
    assert caught.value.hint == "did you mean 'checkout'?"


def test_links_are_as_seen_from_the_page(made: Archive) -> None:
    site = Site(made, TODAY, SiteOptions(use_directory_urls=True))
    assert 'action="../../archive/"' in placed(site, "search", "team/guide/")
    assert 'action="archive/"' in placed(site, "search", "")


def words(html: str) -> str:
    """The text of some HTML, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
