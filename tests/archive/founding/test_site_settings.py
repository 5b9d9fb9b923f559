from pathlib import Path

import pytest

from postmortem_archive.archive.founding.ignored import missing_lines, with_lines
from postmortem_archive.archive.founding.site_settings import site_settings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_name: x\n", (False, False, "docs", "postmortems")),
        (
            "plugins:\n  - search\n  # - postmortems\nnav: [postmortems.md]\n",
            (True, False, "docs", "postmortems"),
        ),
        ("site_name: x\nplugins: [search, postmortems]\n", (True, True, "docs", "postmortems")),
        (
            "plugins:\n- search\n- postmortems:\n    archive: incidents/ # ours\nnav: []\n",
            (True, True, "docs", "incidents"),
        ),
        (
            "plugins:\n  postmortems:\n    archive: ../elsewhere\n",
            (True, True, "docs", "postmortems"),
        ),
        (
            "docs_dir: 'pages/here'  # ours\r\nplugins:\r\n  - search\r\n",
            (True, False, "pages/here", "postmortems"),
        ),
        ("docs_dir: ../elsewhere\n", (False, False, "", "postmortems")),
        (
            "theme:\n  docs_dir: no\nx: !!python/name:os.system\n",
            (False, False, "docs", "postmortems"),
        ),
    ],
)
def test_what_a_site_says_already(
    text: str, expected: tuple[bool, bool, str, str], tmp_path: Path
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode())
    found = site_settings(tmp_path)
    assert found == ("mkdocs.yml", *expected)


def test_where_a_site_may_be(tmp_path: Path) -> None:
    assert site_settings(tmp_path) is None
    (tmp_path / "mkdocs.yaml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").symlink_to("elsewhere")
    assert site_settings(tmp_path) == ("mkdocs.yml", False, False, "", "postmortems")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"site/\n.cache/\n"),
        (b"a", b"a\nsite/\n.cache/\n"),
        (b"a\r\n/site\r\n", b"a\r\n/site\r\n.cache/\r\n"),
        (b"# site/\n!site/\nsites/\n", b"# site/\n!site/\nsites/\nsite/\n.cache/\n"),
        (b"site\n  .cache/ \n", b"site\n  .cache/ \n"),
    ],
)
def test_lines_are_added_only_where_they_are_missing(before: bytes, after: bytes) -> None:
    assert with_lines(before, missing_lines(before.decode(), ["site/", ".cache/"])) == after
