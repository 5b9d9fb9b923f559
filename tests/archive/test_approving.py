"""Who may approve which text, and what becomes of an approval."""

import io
from pathlib import Path

import pytest
from PIL import Image

from approved_files import DAY, PATH, SETTINGS, approval, approved, file_of
from offered_postmortem import ID, OFFERED
from postmortem_archive.archive.approving import (
    approval_of,
    is_given,
    known_handle,
    known_role,
    reasons_against,
    write_approval,
)
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_texts import (
    offered_texts,
    public_file,
    understood_settings,
)
from postmortem_archive.archive.read import read_settings
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.settings import Settings


def test_another_role_approves_beside_the_first() -> None:
    first = approved(OFFERED, "legal")
    second = approved(first, "communications", "bo-k")
    how = file_of(second).examined.standing
    assert [(one.role, one.by) for one in how.given] == [
        ("legal", "ana"),
        ("communications", "bo-k"),
    ]
    assert how.is_approved
    assert is_given(file_of(second), "legal", "ana")
    assert not is_given(file_of(second), "legal", "bo-k")


@pytest.mark.parametrize(
    ("roles", "said_role", "known"),
    [(["legal"], " legal ", "legal"), (["Legal"], "legal", "Legal"), ([], "anything", "anything")],
)
def test_a_role_is_known_by_its_name(roles: list[str], said_role: str, known: str) -> None:
    settings = Settings.model_validate({"public": {"approvals": roles}})
    assert known_role(settings, said_role) == known


def test_a_role_that_is_not_known_is_told_from_those_that_are() -> None:
    with pytest.raises(ArchiveError, match="Did you mean 'legal'") as refused:
        known_role(SETTINGS, "leagl")
    assert "communications, legal" in refused.value.hint


PEOPLE = {"ana": {"name": "Ana Lind"}, "bo-k": {"aliases": ["bo"]}}


@pytest.mark.parametrize(
    ("people", "user", "said", "known"),
    [
        (PEOPLE, "root", "@ana", "ana"),
        (PEOPLE, "root", "Ana Lind", "ana"),
        (PEOPLE, "root", "BO", "bo-k"),
        (PEOPLE, "ana", None, "ana"),
        (None, "ana", "@cyd", "cyd"),
    ],
)
def test_who_approves_is_said_or_known(
    people: object, user: str, said: str | None, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", user)
    assert known_handle(Settings.model_validate({"people": people}), said) == known


@pytest.mark.parametrize(
    ("people", "user", "said", "message"),
    [
        (PEOPLE, "root", None, "not known who approves"),
        (PEOPLE, "Ana Lind", None, "not known who approves"),
        (None, "ana", None, "not known who approves"),
        (PEOPLE, "ana", "anna", "Did you mean 'ana'"),
    ],
)
def test_who_approves_is_never_guessed(
    people: object, user: str, said: str | None, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", user)
    with pytest.raises(ArchiveError, match=message) as refused:
        known_handle(Settings.model_validate({"people": people}), said)
    assert "--by" in refused.value.hint


@pytest.mark.parametrize("values", [("", "ana"), ("legal", "a\nb"), ("legal", "\u202eana")])
def test_no_approval_is_made_of_what_is_no_line(values: tuple[str, str]) -> None:
    with pytest.raises(ArchiveError, match=r"--(as|by): "):
        approval_of(*values, DAY, "0123456789abcdef")


FAULTY = {
    "not offered": (OFFERED.replace("audience: public\n", ""), "not offered"),
    "a doubtful audience": (OFFERED.replace("audience: public", "audience: pubilc"), "not offered"),
    "no title": (OFFERED.replace("public_title", "x_title"), "needs a title"),
    "no summary": (OFFERED.replace("## Customer summary", "## Else"), "`Customer summary`"),
    "a mark without end": (OFFERED.replace("<!-- /internal -->", ""), "ends nowhere"),
    "an image that is gone": (
        OFFERED.replace("Nothing was lost.", "Nothing was lost. ![Orders](orders.png)"),
        "the image `2026/orders.png` is not there",
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTY.values(), ids=FAULTY)
def test_what_is_wrong_with_a_text_is_said(text: str, said: str) -> None:
    reasons = reasons_against(file_of(text), ())
    assert said in " ".join(reason.message for reason in reasons)
    assert all(reason.hint and reason.line for reason in reasons)


def test_of_a_good_text_nothing_is_said() -> None:
    assert reasons_against(file_of(OFFERED), ()) == ()


def png(width: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 1)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "postmortems"
    (folder / "2026").mkdir(parents=True)
    (folder / PATH).write_text(
        OFFERED.replace("Nothing was", "![Orders](o.png) Nothing was"), "utf-8"
    )
    (folder / "2026" / "o.png").write_bytes(png(1))
    (folder / "archive.yml").write_text("public: {approvals: [legal]}\n", encoding="utf-8")
    return Project(tmp_path, folder)


def test_an_image_that_changes_makes_an_approval_void(project: Project) -> None:
    settings = read_settings(project).settings
    file = public_file(project, settings, ID)
    write_approval(file, approval(file), settings)
    assert public_file(project, settings, ID).examined.standing.is_approved
    (project.folder / "2026" / "o.png").write_bytes(png(2))
    how = public_file(project, settings, ID).examined.standing
    assert not how.is_approved
    assert [one.role for one in how.void] == ["legal"]


def test_an_image_that_cannot_be_shown_outside_is_refused(project: Project) -> None:
    settings = read_settings(project).settings
    assert reasons_against(public_file(project, settings, ID), ()) == ()
    (project.folder / "2026" / "o.png").write_bytes(b"no image")
    (reason,) = reasons_against(public_file(project, settings, ID), ())
    assert "the image `2026/o.png` cannot be read as" in reason.message


def test_a_file_that_changed_after_it_was_shown_is_not_written(project: Project) -> None:
    settings = read_settings(project).settings
    file = public_file(project, settings, ID)
    place = project.folder / PATH
    place.write_bytes(file.data + b"One more word.\n")
    with pytest.raises(ArchiveError, match="was not written"):
        write_approval(file, approval(file), settings)
    assert place.read_bytes() == file.data + b"One more word.\n"


def test_settings_that_are_not_understood_offer_nothing(project: Project) -> None:
    project.settings_path.write_text("public: {aprovals: [legal]}\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="not known what may be public") as refused:
        understood_settings(project)
    assert "approvals" in refused.value.hint


def test_texts_are_offered_by_public_postmortems_alone(project: Project) -> None:
    inside = OFFERED.replace("audience: public\n", "")
    (project.folder / "2026" / "2026-03-13-inside.md").write_text(inside, encoding="utf-8")
    (project.folder / "2026" / "2026-03-14-broken.md").write_text("---\n: [", encoding="utf-8")
    archive = load_archive(project, today=DAY)
    assert [one.id for one in offered_texts(archive)] == [ID]


def test_a_file_that_cannot_be_read_has_no_public_text(project: Project) -> None:
    (project.folder / "2026" / "2026-03-14-broken.md").write_text("---\n: [", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"2026-03-14-broken\.md:\d"):
        public_file(project, Settings(), "2026-03-14-broken")
