"""A digest of code tells every part of it, and nothing of where it lies."""

import pytest

from postmortem_archive.archive.code_digest import code_digest


def test_every_part_and_library_counts() -> None:
    given: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        ((), ()),
        (("model",), ()),
        (("archive/facets.py",), ()),
        (("model", "archive/facets.py"), ()),
        ((), ("pydantic",)),
        ((), ("pyyaml",)),
    ]
    assert len({code_digest(*one) for one in given}) == len(given)


@pytest.mark.parametrize("part", ["archive/nothing.py", "nothing"])
def test_a_part_that_is_not_there_is_an_error(part: str) -> None:
    with pytest.raises(FileNotFoundError, match="nothing"):
        code_digest((part,), ())
