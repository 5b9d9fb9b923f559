"""Where this tool was installed from, so that a recipe for CI can name it."""

from __future__ import annotations

import importlib.metadata
import json
import re
from typing import NamedTuple

from .remote import Remote, remote_from

_DISTRIBUTION = "postmortem-archive"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Tool(NamedTuple):
    """A copy of this tool in git.

    Attributes:
        remote: where it is.
        commit: the full hash of the commit that was installed.
    """

    remote: Remote
    commit: str

    @property
    def path(self) -> str:
        """Groups and name of the copy's repository."""
        return self.remote.path


def installed_tool() -> Tool | None:
    """The repository and the commit that pip installed this tool from; ``None`` where it was not from git."""
    try:
        text = importlib.metadata.distribution(_DISTRIBUTION).read_text("direct_url.json")
    except importlib.metadata.PackageNotFoundError:
        return None
    return tool_from(text or "")


def tool_from(text: str) -> Tool | None:
    """What a ``direct_url.json`` says (Python's packaging guide, "Recording the Direct URL Origin")."""
    try:
        origin = json.loads(text)
        commit = origin["vcs_info"]["commit_id"]
        remote = remote_from(origin["url"])
    except (ValueError, KeyError, TypeError):  # from an index, a folder or a file
        return None
    if remote is None or not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        return None
    return Tool(remote, commit)
