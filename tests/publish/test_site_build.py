"""Whole small archives, built: what is published, what is refused, what is said."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from good_postmortem import GOOD
from site_builder import MKDOCS_YML, Build, Copy, Write

PATH = "postmortems/2026-03-12-pool.md"


def test_a_small_archive_gets_a_page_for_everything(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    pages = {name for name in site.names("*.html") if not name.startswith("assets/")}
    assert {
        "archive/index.html",
        "postmortems/2024-03-12-checkout-pool-exhausted/index.html",
        "postmortems/2025-06-01-mail-delayed/index.html",
        "postmortems/2025-09-09-search-draft/index.html",
        "postmortems/2025-10-10-near-miss/index.html",
        "postmortems/checkout-outage/index.html",
        "services/index.html",
        "services/checkout/index.html",
        "services/mail/index.html",
        "services/search/index.html",
        "causes/index.html",
        "causes/capacity/index.html",
        "severities/sev1/index.html",
        "teams/payments/index.html",
        "years/2024/index.html",
        "years/2025/index.html",
        "tags/postgres/index.html",
        "triggers/rollout/index.html",
    } <= pages
    assert {"schema/postmortem.json", "schema/archive.json"} <= site.names("*.json")


def test_lists_are_newest_first_and_counts_are_right(copy_site: Copy, build_project: Build) -> None:
    html = build_project(copy_site("small")).read("services/checkout/index.html")
    titles = re.findall(r'class="pm-entry__title" href="([^"]+)"', html)
    assert [title.rstrip("/").rsplit("/", 1)[1] for title in titles] == [
        "2025-10-10-near-miss",
        "2025-06-01-mail-delayed",
        "2024-03-12-checkout-pool-exhausted",
    ]
    text = text_of(html)
    assert "Takes orders & payments." in text
    assert "Incidents 2 and 1 near miss" in text
    assert "Time to detect 5 min the only one recorded, of 2" in text
    assert "Median time to resolve 24 h 35 min from 1 h 10 min to 2 d 2 of 2 recorded" in text
    assert "Action items 4 open 3 late 2 of 7 done 1 will not be done" in text


def test_a_postmortem_page_says_what_the_file_says(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    html = site.read("postmortems/2024-03-12-checkout-pool-exhausted/index.html")
    text = text_of(html)
    assert "12 March 2024 14:00 \N{EN DASH} 15:10 UTC" in text  # as read without the elements
    assert "14:00 started 14:05 detected 5 min later 14:12 cause found 7 min later 14:30" in text
    assert "before detection 5 min before mitigation 25 min after mitigation 40 min" in text
    assert "not recorded: acknowledged" in text
    assert "Time to detect 5 min Time to mitigate 30 min Time to resolve 1 h 10 min" in text
    assert "1 done · 2 open · 1 late · 1 won\N{RIGHT SINGLE QUOTATION MARK}t do" in text
    assert "Users 1,200 customers Requests failed 4 %" in text
    assert "Mails were late after a change of names" in text  # related, named by the other one
    assert html.count("https://graphs.example/7") == 1  # the author's own list has it already
    assert 'href="https://chat.example/1"' in html
    assert 'href="https://tracker.example/browse/OPS-2"' in html
    assert (
        'href="https://code.example/team/archive/edit/main/postmortems/2024/'
        '2024-03-12-checkout-pool-exhausted.md"' in html
    )
    assert "/commits/main/postmortems/2024/" in html


def test_action_items_say_where_they_stand(copy_site: Copy, build_project: Build) -> None:
    html = build_project(copy_site("small")).read(
        "postmortems/2024-03-12-checkout-pool-exhausted/index.html"
    )
    rows = dict(re.findall(r"(?s)<td>([^<]+)</td>\s*(<td>@\w+</td>.*?)</tr>", html))
    assert 'pm-state--done">done' in rows["Size the pool by load"]
    assert '2024-05-01 <strong class="pm-late">late' in rows["Alert at 80 % pool use"]
    assert "pm-late" not in rows["Review all pools"]
    assert "pm-late" not in rows["Replace the database"]
    assert "wont-do: too costly" in rows["Replace the database"]


def test_links_and_images_lead_somewhere_or_are_said(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    html = site.read("postmortems/2024-03-12-checkout-pool-exhausted/index.html")
    assert 'href="../2025-06-01-mail-delayed/#timeline"' in html
    assert 'href="../.."' in html or 'href="../../"' in html
    assert "<a>a missing one</a>" in re.sub(r' rel="[^"]*"', "", html)
    assert 'src="../2024/pool.png"' in html
    assert "postmortems/2024/pool.png" in site.names("*.png")
    assert [line for line in site.messages if "gone.md" in line and line.startswith("INFO")]


def test_the_author_text_is_all_there(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    site = build_project(project)
    for path in (project / "postmortems").rglob("*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        words = set(re.findall(r"[A-Za-z]{4,}", re.sub(r"\]\([^)]*\)|!!!.*|```\w*", "", body)))
        shown = set(
            re.findall(r"[A-Za-z]{4,}", text_of(site.read(f"postmortems/{path.stem}/index.html")))
        )
        assert words <= shown, (path.name, words - shown)


def test_an_alias_is_a_redirect(copy_site: Copy, build_project: Build) -> None:
    html = build_project(copy_site("small")).read("postmortems/checkout-outage/index.html")
    assert 'content="0; url=../2024-03-12-checkout-pool-exhausted/"' in html
    assert '<link rel="canonical" href="../2024-03-12-checkout-pool-exhausted/">' in html


def test_pages_of_another_size(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    _replace(project / "mkdocs.yml", "- postmortems", "- postmortems: {page_size: 2}")
    site = build_project(project)
    first = site.read("services/checkout/index.html")
    second = site.read("services/checkout/2/index.html")
    assert first.count("pm-entry__title") == 2
    assert second.count("pm-entry__title") == 1
    assert 'rel="next" href="2/"' in first
    assert 'rel="prev" href="../"' in second
    assert not (site.folder / "services/checkout/3").exists()


def test_an_empty_archive_builds_and_says_what_to_do(
    write_project: Write, build_project: Build
) -> None:
    nav = MKDOCS_YML + "nav: [index.md, archive.md, services.md]\n"
    site = build_project(write_project({"mkdocs.yml": nav}))
    assert "Write the first one" in text_of(site.read("services/index.html"))
    assert not (site.folder / "causes").exists()


def test_an_archive_without_settings(write_project: Write, build_project: Build) -> None:
    site = build_project(write_project({PATH: GOOD}))
    assert "services/checkout/index.html" in site.names("*.html")
    assert not (site.folder / "teams").exists()


def test_refused_files_are_not_published_and_stop_a_strict_build(
    write_project: Write, build_project: Build
) -> None:
    project = write_project(
        {
            PATH: GOOD,
            "postmortems/broken.md": GOOD.replace(
                "Checkout failed when the pool ran dry\n", "a: b: secret\n"
            ),
            "postmortems/binary.md": b"\xff\xfe\x00secret",
            "postmortems/empty.md": "",
        }
    )
    with pytest.raises(Abort):
        build_project(project)
    site = build_project(project, strict=False)
    assert "postmortems/2026-03-12-pool/index.html" in site.names("*.html")
    published = b"".join((site.folder / name).read_bytes() for name in site.names())
    assert b"secret" not in published
    for name in ("broken", "binary", "empty"):
        assert not (site.folder / "postmortems" / name).exists()
        expected = re.compile(rf"WARNING postmortems: postmortems/{name}\.md:\d+:\d+ PM\d+ ")
        assert any(expected.match(message) for message in site.messages), site.messages


def test_a_page_of_the_owner_wins(write_project: Write, build_project: Build) -> None:
    site = build_project(write_project({PATH: GOOD, "docs/services.md": "# Our own services\n"}))
    assert "Our own services" in site.read("services/index.html")
    assert any("docs/services.md takes the address services/" in line for line in site.messages)


def test_two_builds_in_one_process_know_what_was_deleted(copy_site: Copy, tmp_path: Path) -> None:
    project = copy_site("small")
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)
    build(config)
    gone = tmp_path / "site/postmortems/2025-06-01-mail-delayed/index.html"
    assert gone.is_file()
    _replace(
        project / "postmortems/2024/2024-03-12-checkout-pool-exhausted.md",
        "[the later one](../2025/2025-06-01-mail-delayed.md#timeline)",
        "the later one",
    )
    (project / "postmortems/2025/2025-06-01-mail-delayed.md").unlink()
    (project / "postmortems/2025/2025-12-12-new.md").write_text(GOOD, encoding="utf-8")
    _replace(project / "postmortems/2025/2025-12-12-new.md", "2026-03-12", "2025-12-12")
    _replace(project / "postmortems/2025/2025-12-12-new.md", ", review-gap]", "]")
    build(config)
    assert not gone.exists()
    assert not (tmp_path / "site/services/mail").exists()
    services = (tmp_path / "site/services/checkout/index.html").read_text(encoding="utf-8")
    assert "mail-delayed" not in services
    assert "2025-12-12-new" in services
    assert services.count("assets/postmortems/postmortems.") == 1


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_nothing_is_loaded_from_another_site(
    name: str, copy_site: Copy, build_project: Build
) -> None:
    site = build_project(copy_site(name))
    for page in site.names("*.html"):
        found = Resources()
        found.feed(site.read(page))
        foreign = [url for url in found.urls if urlsplit(url).netloc]
        assert foreign == [], page


def test_the_same_day_gives_the_same_bytes(
    copy_site: Copy, build_project: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    project = copy_site("small")
    first = build_project(project)
    before = {name: (first.folder / name).read_bytes() for name in first.names()}
    second = build_project(project)
    assert {name: (second.folder / name).read_bytes() for name in second.names()} == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("plugins: [{postmortems: {archive: incidents}}]", "no folder 'incidents'"),
        ("plugins: [{postmortems: {archive: ..}}]", "is not a real folder below"),
        ("plugins: [{postmortems: {page_size: 0}}]", "page_size is 0"),
        ("plugins: [postmortems]\ntheme: {name: mkdocs}", "Material for MkDocs"),
    ],
)
def test_wrong_options_are_said_in_one_line(
    settings: str,
    said: str,
    write_project: Write,
    build_project: Build,
    caplog: pytest.LogCaptureFixture,
) -> None:
    theme = "" if "theme" in settings else "theme: {name: material, font: false}\n"
    project = write_project({"mkdocs.yml": f"site_name: Test\n{theme}{settings}\n"})
    with pytest.raises(Abort):
        build_project(project)
    assert said in caplog.text


def test_the_archive_is_watched(copy_site: Copy) -> None:
    project = copy_site("small")
    config = load_config(str(project / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    assert str(project / "postmortems") in config.watch


class Resources(HTMLParser):
    """Collects the addresses that a browser loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" or (tag == "link" and ("rel", "canonical") in attrs):
            return
        self.urls += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]


class Text(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(html: str) -> str:
    """The text of a page, with single spaces."""
    parser = Text()
    parser.feed(html)
    return " ".join(" ".join(parser.parts).replace("\N{NO-BREAK SPACE}", " ").split())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
