"""HTML and DOCX through pandoc: what is asked of it, and what is made of its answer.

A script stands in for pandoc, so that the tests do not depend on what is installed.
"""

import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from import_runs import contents, imported, new_archive
from postmortem_archive.archive.imports.report import State
from postmortem_archive.archive.project import Project
from postmortem_archive.importing.pandoc import flat_cells

PAGE = """\
<!DOCTYPE html><html><head><title>INC-7 &amp; after - Wiki</title><style>p {color: red}</style></head>
<body><h1>Mail was late</h1><p>For <b>all</b>, see H<sub>2</sub>O.</p><h2>Timeline</h2>
<ul><li>2024-05-03 10:00 UTC Queue grows</li><li>11:00 UTC Queue is empty</li></ul>
<h2>Follow-up</h2><ul><li>[ ] Second worker</li></ul><script>track()</script></body></html>
"""
MARKDOWN = """\
# Mail was late

For **all**, see H₂O.

## Timeline

- 2024-05-03 10:00 UTC Queue grows
- 11:00 UTC Queue is empty

## Follow-up

- \\[ \\] Second worker
"""
PARAGRAPHS = ("Mail was late", "Timeline", "2024-05-03 10:00 UTC Queue grows", "Second worker")
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_archive(tmp_path)


def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a pandoc on the path that runs a script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "pandoc"
    program.write_text(f"#!{sys.executable}\nimport pathlib, sys\n{script}", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def answering(text: str) -> str:
    """A script that keeps what it was asked, and answers with a text."""
    return (
        "asked = pathlib.Path(__file__).with_name('asked')\n"
        "asked.write_text(' '.join(sys.argv[1:]))\n"
        "sys.stdin.buffer.read()\n"
        f"sys.stdout.buffer.write({text.encode()!r})\n"
    )


def docx(*paragraphs: str) -> bytes:
    """A document in which Word has cut each word into two runs."""
    runs = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{char}</w:t></w:r>" for char in text) + "</w:p>"
        for text in paragraphs
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{runs}</w:body></w:document>")
    return held.getvalue()


def test_a_page_of_a_wiki(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, answering(MARKDOWN))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (report,) = imported(project, tmp_path / "page.html").reports
    assert (report.state, report.read_as, report.error) == (State.IMPORTED, "HTML", "")
    assert (report.entries, report.actions) == (2, 1)
    text = (project.folder / report.path).read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Mail was late\n")
    assert "\n  page_title: INC-7 & after - Wiki\n" in text
    assert "- [ ] Second worker" in text
    asked = (tmp_path / "bin" / "asked").read_text(encoding="utf-8")
    assert asked == "--sandbox --from=html --wrap=none --to=gfm-raw_html"


def test_a_page_of_which_a_word_got_lost_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, answering(MARKDOWN.replace("Second ", "")))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    before = contents(project.root)
    (report,) = imported(project, tmp_path / "page.html").reports
    assert report.error == "1 of the words of the document would be lost: Second"
    assert contents(project.root) == before


def test_a_document_with_a_picture(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = "# Mail was late\n\n## Timeline\n\n- 2024-05-03 10:00 UTC Queue grows\n\n"
    script = (
        "pathlib.Path('media').mkdir()\n"
        f"pathlib.Path('media/image1.png').write_bytes({PICTURE!r})\n"
        + answering(answer + "Second worker\n\n![queue](./media/image1.png)\n")
    )
    install(tmp_path, monkeypatch, script)
    (tmp_path / "mail.docx").write_bytes(docx(*PARAGRAPHS))
    (report,) = imported(project, tmp_path / "mail.docx").reports
    assert (report.state, report.error, report.attachments) == (State.IMPORTED, "", 1)
    text = (project.folder / report.path).read_text(encoding="utf-8")
    assert "![queue](2024-05-03-mail-was-late/image1.png)" in text
    picture = project.folder / "2024/2024-05-03-mail-was-late/image1.png"
    assert picture.read_bytes() == PICTURE
    assert "--extract-media=." in (tmp_path / "bin" / "asked").read_text(encoding="utf-8")


def test_a_table_that_markdown_has_no_form_for_stays_html(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "<table><tr><td><ul><li>10:00 down</li></ul></td></tr></table>"
    script = (
        "is_plain = sys.argv[-1].endswith('-raw_html')\n"
        f"print('# T\\n\\n' + ('[TABLE]' if is_plain else {table!r}))\n"
    )
    install(tmp_path, monkeypatch, script)
    (tmp_path / "page.html").write_text(f"<h1>T</h1>{table}", encoding="utf-8")
    (report,) = imported(project, tmp_path / "page.html").reports
    assert (report.state, report.error) == (State.IMPORTED, "")
    assert table in (project.folder / report.path).read_text(encoding="utf-8")


def test_cells_of_a_table_become_one_line() -> None:
    widths = "<colgroup><col style='width: 9%'></colgroup>"
    page = f"<table>{widths}<tr><td><p>10:00</p><p>down<br/>hard</p></td></tr>"
    assert flat_cells(page + "</table><p>a<br>b</p>") == (
        "<table>   <tr><td> 10:00  down hard </td></tr></table><p>a<br>b</p>"
    )


def test_without_pandoc_it_is_said_plainly(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "page.htm").write_text(PAGE, encoding="utf-8")
    (tmp_path / "mail.docx").write_bytes(docx(*PARAGRAPHS))
    done = imported(project, tmp_path / "page.htm", tmp_path / "mail.docx")
    for report in done.reports:
        assert report.state is State.FAILED
        assert report.error.startswith("pandoc is needed to read HTML and DOCX")
        assert "install pandoc" in report.hint


def test_what_pandoc_says_is_repeated(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "sys.exit('couldn\\'t parse docx file')")
    (tmp_path / "mail.docx").write_bytes(docx(*PARAGRAPHS))
    (report,) = imported(project, tmp_path / "mail.docx").reports
    assert report.error == "pandoc cannot read it: couldn't parse docx file"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.docx", b"no archive", "it is no DOCX document, or a broken one"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "it is no DOCX document, or a broken one"),
        ("a.html", b"<p>\xff</p>", "it is not UTF-8: byte 0xFF at offset 3"),
        ("a.html", b"<p>\x00</p>", "it is binary: it has a NUL byte"),
    ],
)
def test_broken_documents_never_reach_pandoc(
    project: Project, tmp_path: Path, name: str, data: bytes, error: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (report,) = imported(project, tmp_path / name).reports
    assert report.error == error
