"""An approval is put into a file, and nothing else of the file changes, however it is written."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from approved_files import PATH, SETTINGS, approval, approved, file_of
from offered_postmortem import CUSTOMER_SUMMARY, FIELDS, OFFERED
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.parse.document import parse_document


def with_field(field: str) -> str:
    """The offered postmortem with this in its front matter, between other fields."""
    return OFFERED.replace("services: [checkout]\n", f"{field}services: [checkout]\n", 1)


HASH = file_of(OFFERED).examined.standing.digest
TEXT = HASH if HASH[0].isalpha() else f'"{HASH}"'
BLOCK = f"""\
  - role: legal
    by: ana
    on: 2026-03-14
    text: {TEXT}
"""
FLOW = f"{{role: legal, by: ana, on: 2026-03-14, text: {TEXT}}}"
OTHER = "{role: communications, by: bo-k, on: 2026-03-01, text: abc}"
OLD = "{role: legal, by: bo-k, on: 2026-03-01, text: old}"
OTHER_BLOCK = """\
  - by: bo-k  # who writes to customers
    role: "communications"
    text: 'abc'
    on: 2026-03-01 # a Sunday

"""
OLD_BLOCK = """\
  - role: legal
    by: bo-k
    on: 2026-03-01
    text: old
"""

LAYOUTS = {
    "nothing behind it": ("approved_by:\n", f"approved_by:\n{BLOCK}"),
    "a comment behind it": ("approved_by: # nobody yet\n", f"approved_by: # nobody yet\n{BLOCK}"),
    "null": ("approved_by: null # yet\n", f"approved_by: [{FLOW}] # yet\n"),
    "tilde": ("'approved_by' : ~\n", f"'approved_by' : [{FLOW}]\n"),
    "empty list": ("approved_by: []\n", f"approved_by: [{FLOW}]\n"),
    "empty list over lines": ("approved_by: [\n  ]\n", f"approved_by: [{FLOW}\n  ]\n"),
    "flow of another role": (
        f"approved_by: [{OTHER}] # one\n",
        f"approved_by: [{OTHER}, {FLOW}] # one\n",
    ),
    "flow with a last comma": (
        f"approved_by: [ {OTHER}, ]\n",
        f"approved_by: [ {OTHER}, {FLOW}, ]\n",
    ),
    "flow of the same role": (
        f"approved_by: [{OLD},\n  {OTHER}]\n",
        f"approved_by: [{FLOW},\n  {OTHER}]\n",
    ),
    "flow of the same role twice": (
        f"approved_by: [{OTHER}, {OLD}, {OLD}]\n",
        f"approved_by: [{OTHER}, {FLOW}]\n",
    ),
    "block of another role": (
        f"approved_by:\n{OTHER_BLOCK}# and then\n",
        f"approved_by:\n{OTHER_BLOCK.rstrip()}\n{BLOCK}\n# and then\n",
    ),
    "block of the same role": (
        f"approved_by: # all\n{OLD_BLOCK}{OTHER_BLOCK}",
        f"approved_by: # all\n{BLOCK}{OTHER_BLOCK}",
    ),
    "block of the same role twice": (
        f"approved_by:\n{OLD_BLOCK}{OTHER_BLOCK}{OLD_BLOCK}",
        f"approved_by:\n{BLOCK}{OTHER_BLOCK}",
    ),
    "block that is not indented": (
        f"approved_by:\n- {OTHER}\n- {OLD}\n",
        f"approved_by:\n- {OTHER}\n- role: legal\n  by: ana\n  on: 2026-03-14\n  text: {TEXT}\n",
    ),
    "dashes on lines of their own": (
        "approved_by:\n  -\n    role: legal\n    by: bo-k\n    on: 2026-03-01\n    text: |\n      old\n",
        f"approved_by:\n{BLOCK}",
    ),
    "an unfinished approval of the same role": (
        "approved_by:\n  - role: legal\n    by:\n",
        f"approved_by:\n{BLOCK}",
    ),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_the_lines_of_the_approval_change(
    before: str, after: str, line_end: str, mark: bytes
) -> None:
    old = mark + with_field(before).replace("\n", line_end).encode()
    new = mark + with_field(after).replace("\n", line_end).encode()
    assert approved(old) == new
    assert file_of(new).examined.standing.given == (approval(file_of(old)),)


def test_where_there_is_no_such_field_it_is_written_below_the_others() -> None:
    after = OFFERED.replace(FIELDS, f"{FIELDS}approved_by:\n{BLOCK}")
    assert approved(OFFERED).decode() == after
    indented = OFFERED.replace("---\n\n", "# the end\n...\n\n", 1)
    expected = indented.replace("# the end\n", f"# the end\napproved_by:\n{BLOCK}")
    assert approved(indented).decode() == expected


def test_a_front_matter_that_is_indented_stays_so() -> None:
    front, body = OFFERED[4:].split("---\n", 1)
    lines = "".join(f"   {line}\n" for line in front.splitlines())
    added = "".join(f"   {line}\n" for line in f"approved_by:\n{BLOCK}".splitlines())
    text = f"---\n{lines}---\n{body}"
    assert approved(text).decode() == f"---\n{lines}{added}---\n{body}"


@pytest.mark.parametrize(
    ("role", "handle"),
    [("Legal & compliance: EU", "ana"), ('the "board"', "o'neil"), ("no", "null"), ("7", "1e3")],
)
def test_names_are_quoted_where_yaml_would_take_them_otherwise(role: str, handle: str) -> None:
    after = approved(OFFERED, role, handle)
    front = after.decode().split("---\n")[1]
    read = yaml.safe_load(front)["approved_by"][0]
    assert [read["role"], read["by"], read["text"]] == [role, handle, HASH]
    given = parse_document(PATH, after, SETTINGS).postmortem
    assert given is not None
    assert given.meta.approved_by == (approval(file_of(OFFERED), role, handle),)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("approved_by: ana\n", "holds no list"),
        ("approved_by: 'no one'\n", "holds no list"),
        ("approved_by: {role: legal}\n", "holds no list"),
        ("approved_by:\n  - role: communications\n", "so no approval counts"),
        ("approved_by: [ana]\n", "so no approval counts"),
        ("? approved_by\n", "left as it is"),
    ],
)
def test_a_field_that_is_written_otherwise_is_left_as_it_is(field: str, said: str) -> None:
    with pytest.raises(ArchiveError) as refused:
        approved(with_field(field))
    assert said in refused.value.message
    assert refused.value.hint


def test_a_front_matter_in_braces_is_left_as_it_is() -> None:
    text = OFFERED.replace(
        OFFERED.split("---\n")[1], "{audience: public, public_title: Not paid}\n"
    )
    with pytest.raises(ArchiveError, match="no place for the approval"):
        approved(text)


NAMES = st.sampled_from(["owner", "notes", "x-team", "zusatz", "tags_of_ours"])
SCALARS = st.sampled_from(
    [
        "plain words",
        "'quoted # words'",
        '"more: \\"words\\""',
        "10:30 # a time",
        "",
        "|\n  a block\n\n  of lines",
        "|+\n  a block\n\n",
        ">-\n  folded\n  lines",
        "words that go\n  on in the next line",
        "[a, {b: c}, 'd']",
        "[a,\n  b # why\n  ]",
        "\n  - one\n  -   two: 3\n      four: 5",
        "\n- one\n\n# remark\n- two",
        "{a: [1, 2],\n  b: c}",
        "\n  a: b\n  # remark\n  c:\n    - d",
    ]
)
FILLERS = st.sampled_from(["", "\n", "# a remark: of ours\n", "  # indented\n", "\n\n"])
OTHERS = st.sampled_from(["", *(before for before, _ in LAYOUTS.values())])


@given(
    st.lists(st.tuples(NAMES, SCALARS, FILLERS), max_size=4, unique_by=lambda one: one[0]),
    OTHERS,
    st.integers(0, 4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_whatever_else_the_front_matter_holds_stays_byte_for_byte(
    fields: list[tuple[str, str, str]], field: str, place: int, line_end: str, has_mark: bool
) -> None:
    pieces = [f"{name}: {value}\n{filler}" for name, value, filler in fields]
    above = f"---\n{FIELDS}started: 2026-03-12\n{''.join(pieces[:place])}"
    below = f"{''.join(pieces[place:])}---\n\n{CUSTOMER_SUMMARY}"
    if not field:  # it is written at the end
        above, below = above + below.split("---\n", maxsplit=1)[0], f"---\n\n{CUSTOMER_SUMMARY}"
    first, middle, last = (
        text.replace("\n", line_end).encode()
        for text in ("\ufeff" * has_mark + above, field, below)
    )
    before = first + middle + last
    after = approved(before)
    assert after.startswith(first)
    assert after.endswith(last)
    old, new = file_of(before).examined, file_of(after).examined
    assert new.postmortem.extra_meta == old.postmortem.extra_meta
    assert new.postmortem.body == old.postmortem.body
    assert new.standing.digest == old.standing.digest
    assert [one.role for one in new.standing.given] == ["legal"]
    others = [one for one in old.postmortem.meta.approved_by if one.role != "legal"]
    assert [one for one in new.postmortem.meta.approved_by if one.role != "legal"] == others
