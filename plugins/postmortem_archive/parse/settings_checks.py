"""What ``archive.yml`` says in one place, and contradicts or does not know in another."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.sections import SECTIONS
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import quoted

from .sections import normalise_heading
from .wrong_values import did_you_mean
from .yaml_reader import Path, YamlDocument


def contradictions(settings: Settings, document: YamlDocument) -> Iterator[Problem]:
    """A problem for each requirement, link and heading that cannot work as it is written."""
    if "require" in settings.model_fields_set:
        yield from _requirements(settings, document)
    yield from _links(settings, document)
    yield from _headings(settings, document)


def _requirements(settings: Settings, document: YamlDocument) -> Iterator[Problem]:
    for index, requirement in enumerate(settings.require):
        for place, severity in enumerate(requirement.severity):
            if settings.severities is not None and severity not in settings.severities:
                yield _problem(
                    document,
                    ("require", index, "severity", place),
                    f"the severity {quoted(severity)} is not defined",
                    did_you_mean(severity, settings.severities) or "define it under `severities`",
                )
        for place, name in enumerate(requirement.fields):
            # An archive may ask for fields of its own; a name near a known one is a slip.
            near = did_you_mean(name, FrontMatter.model_fields)
            if name not in FrontMatter.model_fields and near:
                yield _problem(
                    document,
                    ("require", index, "fields", place),
                    f"{quoted(name)} is no field of the front matter",
                    near,
                )


def _links(settings: Settings, document: YamlDocument) -> Iterator[Problem]:
    addresses = {
        "tracker_url": settings.links.tracker_url,
        "incident_url": settings.links.incident_url,
    }
    for name, address in addresses.items():
        if address is None:
            continue
        path: Path = ("links", name)
        example = f"write it as `{name}: https://tracker.example/browse/{{key}}`"
        if not address.lower().startswith(("https://", "http://")):
            message = f"`{name}` must begin with https:// or http://, not {quoted(address)}"
            yield _problem(document, path, message, example)
        elif "{key}" not in address:
            yield _problem(document, path, f"`{name}` does not say where the key goes", example)


def _headings(settings: Settings, document: YamlDocument) -> Iterator[Problem]:
    """Headings that mean another section already, built in or given by the archive itself."""
    owners = _built_in_headings()
    for key, headings in settings.sections.items():
        for place, heading in enumerate(headings):
            owner = owners.setdefault(normalise_heading(heading), key)
            if owner != key:
                yield _problem(
                    document,
                    ("sections", key, place),
                    f"the heading {quoted(heading)} of `{key}` means `{owner}` already",
                    "give the section another heading",
                )


def _built_in_headings() -> dict[str, str]:
    return {
        normalise_heading(name): kind.key
        for kind in SECTIONS
        for name in (kind.key, kind.heading, *kind.aliases)
    }


def _problem(document: YamlDocument, path: Path, message: str, hint: str) -> Problem:
    position = document.position_of(path)
    return Problem(ProblemKind.WRONG_TYPE, message, position, hint, str(path[0]))
