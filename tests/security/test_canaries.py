"""Nothing of what is not public leaves with the public edition: a word in each place, and none is found.

`CANARY_TREES` says how many random projects are built; `make canaries` builds a thousand.
"""

import base64
import gzip
import hashlib
import html
import io
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from mkdocs.utils import get_theme_dir
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import postmortem_archive
from canaries import Tree, approved, make_tree
from canary_search import Search
from postmortem_archive.cli.main import command
from site_tree import EPOCH, tree

TREES = int(os.environ.get("CANARY_TREES", "50"))
CHANNELS = 25
"""Fewest places in which a word has to stand."""

SHOWN_INSIDE = 80
"""Fewest channels whose words the internal edition shows, so that the search is seen to find them."""

NOT_SHOWN_INSIDE = {
    *("comment", "comment in front matter", "comment in archive.yml", "comment in a cell"),
    *("name of an unknown field", "value of an unknown field", "who approved", "cache", "baseline"),
    *(
        "public title of a draft",
        "public title in review",
        "refused file",
        "file that is passed over",
    ),
    *(
        "attachment",
        "read me",
        "pipeline",
        "file of secrets",
        "hidden file beside the public pages",
    ),
    *("name of the archive", "name of a person", "role of a person", "customer", "allowed word"),
    *("internal host", "synonym", "extra of mkdocs.yml", "environment", "branch of the pipeline"),
    *(
        "author of the pipeline",
        "author of a commit",
        "address of an author",
        "message of a commit",
    ),
    *("branch", "tag of a commit", "address of a remote"),
}
"""Channels that the internal edition has no use for; their words are in the project all the same."""

WORD = "qxcanaryabcdefgh"

_known: set[bytes] = set()
"""Digests of files that were there before any word was made, or that an earlier tree gave byte for byte."""


@pytest.fixture(scope="module", autouse=True)
def files_of_packages() -> None:
    """Files that the theme and the plugin put into every site need not be looked at each time."""
    theme = Path(get_theme_dir("material")) / "assets"
    own = Path(postmortem_archive.__file__).parent / "publish" / "assets"
    for folder in (theme, own):
        _known.update(hashlib.sha256(content).digest() for _, content in files_of(folder))


def png() -> bytes:
    """A picture with the word in a packed note."""
    notes, out = PngInfo(), io.BytesIO()
    notes.add_text("a", WORD, zip=True)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def zipped() -> bytes:
    """An archive with the word in a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", f"a {WORD}")
    return out.getvalue()


HIDDEN = {
    "as it is": WORD.encode(),
    "in capitals": WORD.upper().encode(),
    "as a slug": b"qx-canary_abc.def-gh",
    "cut at its end": WORD[:-3].encode() + b" ...",
    "cut at its beginning": b"... " + WORD[5:].encode(),
    "with marks in it": b"qxcan<mark>aryabc</mark>defgh",
    "gzip": b"x" + gzip.compress(WORD.encode()),
    "zlib": b"x" + zlib.compress(WORD.encode()),
    "zip": zipped(),
    "base64": b"x " + base64.b64encode(b"abc" + WORD.encode()) + b"=",
    "base64 of addresses": b'"' + base64.urlsafe_b64encode(b"\xfb\xff" + WORD.encode()) + b'"',
    "base64 of gzip": base64.b64encode(gzip.compress(WORD.encode())),
    "gzip of base64": gzip.compress(base64.b64encode(WORD.encode())),
    "hexadecimal": WORD.encode().hex().encode(),
    "percent signs": "".join(f"%{ord(letter):02X}" for letter in WORD).encode(),
    "percent signs twice": quote("".join(f"%{ord(letter):02x}" for letter in WORD)).encode(),
    "entities": "".join(f"&#{ord(letter)};" for letter in WORD).encode(),
    "entities in entities": html.escape("".join(f"&#x{ord(one):x};" for one in WORD)).encode(),
    "JSON": "".join(f"\\u{ord(letter):04x}" for letter in WORD).encode(),
    "JSON of HTML": json.dumps("".join(f"&#{ord(letter)};" for letter in WORD)).encode(),
    "escapes of CSS and JavaScript": "".join(f"\\x{ord(letter):x}" for letter in WORD).encode(),
    "UTF-16": WORD.encode("utf-16"),
    "UTF-32": WORD.encode("utf-32-be"),
    "a note of an image": png(),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_a_word_is_found_however_it_is_hidden(way: str) -> None:
    assert Search({"a": WORD, "b": "qxotherwordofitsown"}).found_in(HIDDEN[way]) == {"a"}


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder: its name, and what it holds."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def found_in(folder: Path, search: Search) -> dict[str, str]:
    """Channels whose words are found below a folder, each with a file, or its name, in which it is."""
    found: dict[str, str] = {}
    for name, content in files_of(folder):
        channels = search.found_in(name.encode())
        if hashlib.sha256(content).digest() not in _known:
            channels |= search.found_in(content)
        found.update(dict.fromkeys(channels, name))
    return found


def run(project: Tree, *words: str) -> None:
    """Run the command in a project."""
    before = Path.cwd()
    os.chdir(project.root)
    try:
        environment = {"SOURCE_DATE_EPOCH": EPOCH, **project.environment}
        result = CliRunner().invoke(command, words, env=environment)
    finally:
        os.chdir(before)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A project whose internal edition is built."""
    root = tmp_path_factory.mktemp("inside") / "project"
    root.mkdir()
    project = make_tree(root, 0)
    run(project, "build")
    return project


def test_there_are_enough_channels(inside: Tree) -> None:
    assert len(inside.words) >= CHANNELS
    assert len(set(inside.words.values())) == len(inside.words)


def test_every_word_is_in_the_project(inside: Tree) -> None:
    """A word that is not there, or that the search would not find there, would prove nothing."""
    search = Search(inside.words)
    environment = " ".join(inside.environment.values()).encode()
    found = found_in(inside.root, search).keys() | search.found_in(environment)
    assert found == set(inside.words)


def test_what_shows_inside_is_found_there(inside: Tree) -> None:
    found = found_in(inside.root / "site", Search(inside.words))
    assert len(found) >= SHOWN_INSIDE
    assert set(found) == set(inside.words) - NOT_SHOWN_INSIDE


@pytest.mark.parametrize("seed", range(1, TREES + 1))
def test_no_word_is_found_outside(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """Every file of the site is looked at, its name too; and nothing is left beside the site."""
    root, temporary = tmp_path / "project", tmp_path / "tmp"
    root.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    project = make_tree(root, seed)
    before = tree(root)
    run(project, "build", "--edition", "public")
    site = root / "public" / "site"
    files = dict(files_of(site))
    assert all(f"postmortems/{name}.json" in files for name in project.public_ids)
    assert sum(name.startswith("postmortems/2026/images/") for name in files) == len(
        project.public_ids
    )
    found = found_in(site, Search(project.words))
    record_property("count: words found in public sites", len(found))
    assert not found
    digests = {name: hashlib.sha256(content).digest() for name, content in files.items()}
    own = [content for name, content in files.items() if digests[name] not in _known]
    _known.update(digests.values())
    assert not list(temporary.iterdir())
    after = tree(root)
    assert {path: after[path] for path in before} == before
    written = {path for path in after.keys() - before.keys() if "public/site" not in path}
    assert not [path for path in written if not path.startswith(".cache/")]
    record_property("count: trees with canaries", 1)
    record_property(
        f"count: words looked for, {len(project.words)} places in each tree", len(project.words)
    )
    record_property("count: files of public sites", len(files))
    record_property("count: bytes of public sites", sum(map(len, files.values())))
    record_property("count: bytes of them that no tree had before", sum(map(len, own)))


def test_no_word_comes_from_what_the_internal_edition_kept(inside: Tree) -> None:
    """The cache of the internal edition holds every word, and so does its site."""
    run(inside, "search", "orders")
    assert found_in(inside.root / ".cache", Search(inside.words))
    run(inside, "build", "--edition", "public")
    assert not found_in(inside.root / "public" / "site", Search(inside.words))
    run(inside, "build")  # in the same process, which must not go on building for readers outside
    found = found_in(inside.root / "site", Search(inside.words))
    assert set(found) == set(inside.words) - NOT_SHOWN_INSIDE


@pytest.mark.parametrize("form", ["statuspage", "cstate"])
def test_no_word_is_found_in_what_a_status_page_is_given(
    inside: Tree, tmp_path: Path, form: str
) -> None:
    run(inside, "export", "--edition", "public", "--format", form, "--into", str(tmp_path / "out"))
    assert len(list(files_of(tmp_path / "out"))) >= len(inside.public_ids)
    assert not found_in(tmp_path / "out", Search(inside.words))


def test_what_was_public_once_is_gone(tmp_path: Path) -> None:
    """A postmortem that is taken back leaves nothing behind in the site that is built next."""
    root = tmp_path / "project"
    root.mkdir()
    project = make_tree(root, 0)
    (taken,) = (root / "postmortems" / "2026").glob("*-0.md")
    word = "qxonceitwaspubliconly"
    plain = taken.read_text("utf-8").replace("public_id: outage-0\n", f"public_id: {word}\n")
    settings = (root / "postmortems" / "archive.yml").read_text("utf-8")

    def image(path: str) -> bytes:
        return (root / "postmortems" / path).read_bytes()

    taken.write_text(approved(f"2026/{taken.name}", plain, settings, image), "utf-8")
    search = Search({"taken back": word})
    run(project, "build", "--edition", "public")
    assert found_in(root / "public" / "site", search)
    taken.write_text(plain.replace("audience: public\n", "audience: internal\n"), "utf-8")
    run(project, "build", "--edition", "public")
    assert not found_in(root / "public" / "site", search)
