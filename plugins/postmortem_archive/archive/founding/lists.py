"""Teams from ``CODEOWNERS``, and services from a plain list.

The form of the first is that of GitHub's documentation, "About code owners", and GitLab's, "Code
Owners": lines of a pattern and its owners, of which ``@organisation/team`` is a team; GitLab's sections
are headings in brackets, with owners too.
"""

from __future__ import annotations

from postmortem_archive.model.wording import quoted

from .terms import FoundService, identifier, name_of

CODEOWNERS_PATHS = (
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""Where the hosts look for it; the first one counts."""

LIST_PATH = "services.txt"
"""A list of services: one in a line, and behind a comma the team that owns it."""


def read_code_owners(text: str) -> list[str]:
    """The IDs of the teams that own code, in the order of the file, each once."""
    teams: dict[str, None] = {}
    for line in text.split("\n"):
        _, *owners = line.partition("#")[0].split() or [""]
        for owner in owners:
            organisation, slash, team = owner.rpartition("/")
            if slash and organisation.startswith("@") and (team_id := identifier(team)):
                teams[team_id] = None
    return list(teams)


def read_service_list(text: str) -> tuple[list[FoundService], list[str]]:
    """The services of a plain list, and a line for each entry that no ID can be made of.

    Empty lines, and what follows a ``#``, are passed over.
    """
    services: list[FoundService] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        name, _, team = line.partition("#")[0].partition(",")
        service_id = identifier(name)
        if service_id:
            services.append(
                FoundService(service_id, name_of(name.strip(), service_id), identifier(team))
            )
        elif name.strip():
            problems.append(
                f"{LIST_PATH}:{number}: no ID can be made of the name {quoted(name.strip())}"
            )
    return services, problems
