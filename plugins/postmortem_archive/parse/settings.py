"""``archive.yml``: text to settings, with a problem for every part that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from pydantic import BaseModel

from postmortem_archive.model.capture_settings import Capture
from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.rule_settings import RuleSettings
from postmortem_archive.model.settings import (
    VOCABULARIES,
    Cause,
    Links,
    Public,
    PublicTerm,
    Requirement,
    Service,
    Settings,
    SettingsDocument,
    Term,
    VocabularyName,
)
from postmortem_archive.model.word_settings import Words
from postmortem_archive.model.wording import quoted

from .settings_checks import contradictions
from .validation import MAX_PROBLEMS, cut_values, unknown_names, validate
from .wrong_values import did_you_mean
from .yaml_errors import colon_slip
from .yaml_reader import Path, YamlDocument, YamlValue, read_yaml

_RECORDS: Mapping[str, type[BaseModel]] = {
    "severities": PublicTerm,
    "services": Service,
    "causes": Cause,
    "triggers": Term,
    "teams": Term,
    "people": Term,
    "require": Requirement,
    "rules": RuleSettings,
    "words": Words,
    "links": Links,
    "public": Public,
    "capture": Capture,
}


def parse_settings(text: str) -> SettingsDocument:
    """Read ``archive.yml``.

    A top-level part with anything wrong in it is left out, so its default holds; the rest counts.
    What can be read but contradicts itself (a team that is not defined, an alias of two terms) is
    kept.

    Returns:
        What it says and what is wrong with it. Text that is no YAML gives the default settings and
        one problem.
    """
    document = read_yaml(text)
    if isinstance(document, Problem):
        return SettingsDocument(problems=(document,), text=text)
    if document.value is not None and not isinstance(document.value, dict):
        message, hint = colon_slip(text.strip().split("\n", 1)[0]) or (
            "archive.yml has no settings",
            "write one setting a line: name: Our postmortems",
        )
        position = document.position_of(())
        problem = Problem(ProblemKind.FRONT_MATTER_BROKEN, message, position, hint)
        return SettingsDocument(problems=(problem,), text=text)
    values = document.value or {}
    problems = [*unknown_names(Settings, values, document, "setting")]
    known = {
        name: _without_gaps(name, value)
        for name, value in values.items()
        if name in Settings.model_fields and value is not None
    }
    checked = validate(Settings, known, document, _RECORDS)
    settings = Settings.model_validate(checked.values)
    problems.extend(checked.problems)
    problems.extend(cut_values(document))
    problems.extend(islice(_unknown_teams(settings, document), MAX_PROBLEMS))
    for name in VOCABULARIES:
        problems.extend(_shared_words(name, settings, document))
    problems.extend(islice(contradictions(settings, document), MAX_PROBLEMS))
    problems.sort(key=lambda problem: (problem.position.line, problem.position.column))
    return SettingsDocument(settings, tuple(problems), document.key_positions, text)


def _without_gaps(name: str, value: YamlValue) -> YamlValue:
    """A part in which what is there but empty counts as not given.

    A term without any details (`checkout:`) is an empty map. An empty value of a key that is not
    known stays, so that it is reported: it may well be the rest of a text that was cut at a comma.
    """
    if not isinstance(value, dict):
        return value
    if name not in (*VOCABULARIES, "people"):
        return _without_empty(value, _RECORDS.get(name))
    terms = {key: {} if inner is None else inner for key, inner in value.items()}
    return {
        key: _without_empty(inner, _RECORDS[name]) if isinstance(inner, dict) else inner
        for key, inner in terms.items()
    }


def _without_empty(value: dict[str, YamlValue], record: type[BaseModel] | None) -> YamlValue:
    known = record.model_fields if record else value
    return {key: inner for key, inner in value.items() if inner is not None or key not in known}


def _unknown_teams(settings: Settings, document: YamlDocument) -> Iterator[Problem]:
    if settings.teams is None:
        return
    for name, service in (settings.services or {}).items():
        if service.team is not None and service.team not in settings.teams:
            yield Problem(
                ProblemKind.WRONG_TYPE,
                f"the team {quoted(service.team)} of service `{name}` is not defined",
                document.position_of(("services", name, "team")),
                did_you_mean(service.team, settings.teams) or "define it under `teams`",
                "services",
            )


def _shared_words(
    name: VocabularyName, settings: Settings, document: YamlDocument
) -> Iterator[Problem]:
    """Aliases that mean two terms of one vocabulary; IDs are words for their terms, too."""
    terms = settings.vocabulary(name) or {}
    owners = {term_id.casefold(): term_id for term_id in terms}
    for term_id, term in terms.items():
        for index, alias in enumerate(term.aliases):
            owner = owners.setdefault(alias.casefold(), term_id)
            if owner == term_id:
                continue
            path: Path = (name, term_id, "aliases", index)
            yield Problem(
                ProblemKind.WRONG_TYPE,
                f"the alias {quoted(alias)} of `{term_id}` means `{owner}` already",
                document.position_of(path),
                "keep it at one of them",
                name,
            )
