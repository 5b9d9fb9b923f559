"""``llms.txt``: the form that readers of it expect, links that lead somewhere, a bounded length."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from data_site import URL, files_of, hostile, made, small, with_title, written
from postmortem_archive.publish.data.llms import MAX_LISTED

ITEM = re.compile(r"- \[((?:\\.|[^\[\]\\])+)\]\(([^()\s]+)\)(?:: (.+))?")


def lines_of(text: bytes) -> list[str]:
    return text.decode().splitlines()


def links_of(text: bytes) -> list[tuple[str, str, str]]:
    lines = [line for line in lines_of(text) if line.startswith("-")]
    found = [ITEM.fullmatch(line) for line in lines]
    assert all(found), lines
    return [match.group(1, 2, 3) for match in found if match]


@pytest.mark.parametrize("make", [lambda: made(0), small, hostile, lambda: made(300)])
def test_it_has_the_form(make: object) -> None:
    assert callable(make)
    lines = lines_of(files_of(make())["llms.txt"])
    heads = [line for line in lines if line.startswith("#")]
    assert lines[0] == heads[0]
    assert re.fullmatch(r"# \S.*", lines[0])
    assert re.fullmatch(r"> \S.*", lines[2])
    assert all(head.startswith("## ") for head in heads[1:])
    assert heads[-1] == "## Optional"
    links_of(files_of(make())["llms.txt"])


def test_links_lead_to_files() -> None:
    files = files_of(small(URL))
    for _, url, _ in links_of(files["llms.txt"]):
        assert url.startswith(URL)
        path = unquote(url.removeprefix(URL))
        assert path in files or path.endswith("/"), path


def test_a_postmortem_is_told_in_a_line() -> None:
    links = {text: (url, about) for text, url, about in links_of(files_of(small())["llms.txt"])}
    url, about = links["Orders failed when the connection pool was exhausted"]
    assert url == "postmortems/2024-03-12-checkout-pool-exhausted.json"
    assert about.startswith("sev1, 2024-03-12, Checkout, Product search. Orders failed for 70")


def test_a_large_archive_is_cut_and_says_so() -> None:
    text = files_of(made(300))["llms.txt"]
    listed = [url for _, url, _ in links_of(text) if url.startswith("postmortems/")]
    assert len(listed) == MAX_LISTED
    assert "300 postmortems." in lines_of(text)
    assert "The newest 100; all others are in postmortems.json." in lines_of(text)


def test_titles_are_text(tmp_path: Path) -> None:
    title = "'[x](https://a.example) *b* `c` <d> # e'"
    text = files_of(written(tmp_path, [with_title(title)]))["llms.txt"].decode()
    assert r"- [\[x\](https://a.example) \*b\* \`c\` \<d\> # e](postmortems/" in text
