"""Who has approved a public text, and whether it is still the text that was approved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from postmortem_archive.model.front_matter import Approval


class Standing(NamedTuple):
    """How the approval of a public text stands.

    Attributes:
        digest: hash of the text as it is now.
        given: approvals of this text.
        void: approvals of another text; the text was changed since.
        missing: roles that have not approved this text.
    """

    digest: str
    given: tuple[Approval, ...]
    void: tuple[Approval, ...]
    missing: tuple[str, ...]

    @property
    def is_approved(self) -> bool:
        """Whether every role has approved this text."""
        return not self.missing


def standing(approvals: Sequence[Approval], roles: Sequence[str], digest: str) -> Standing:
    """How the approval of a public text stands.

    Of a role that has approved several texts, one approval of this text is enough.

    Args:
        approvals: what the file says.
        roles: those that have to approve; where there is none, anybody has to.
        digest: hash of the text as it is now.
    """
    given = tuple(one for one in approvals if one.text == digest)
    have = {one.role for one in given}
    void = tuple(one for one in approvals if one.text != digest and one.role not in have)
    missing = tuple(role for role in roles if role not in have)
    if not roles and not given:
        missing = (ANYBODY,)
    return Standing(digest, given, void, missing)


ANYBODY = "anybody"
"""The role that is missing where ``archive.yml`` names none and nobody has approved a text."""
