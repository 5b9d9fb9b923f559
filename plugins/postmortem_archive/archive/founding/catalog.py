"""Services from Backstage catalog files.

The form is that of Backstage's documentation, "Descriptor Format of Catalog Entities": YAML documents with
``apiVersion: backstage.io/…``, ``kind``, ``metadata`` (``name``, ``title``, ``description``) and ``spec``
(``type``, ``owner``); an owner is an entity reference, ``[kind:][namespace/]name``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postmortem_archive.model.diagnostic import Problem
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.yaml_reader import YamlValue, read_yaml

from ..discover import printable_path
from .terms import FoundService, description_of, identifier, name_of

CATALOG_NAMES = ("catalog-info.yaml", "catalog-info.yml")

_KINDS = ("component", "system")
_NO_SERVICE = "library"
"""The type of a component that does not run, so that nothing happens to it by itself."""
_TEAM_KINDS = ("", "group")


def read_catalog(path: str, text: str) -> tuple[list[FoundService], list[str]]:
    """Components and systems of a catalog file, libraries left out.

    Args:
        path: of the file, for what is said of it.
        text: one or several YAML documents.

    Returns:
        The services in the order of the file, and a line for each document that could not be read.
    """
    services: list[FoundService] = []
    problems: list[str] = []
    shown = printable_path(path)
    for first_line, document in _documents(text):
        read = read_yaml(document, first_line)
        if isinstance(read, Problem):
            problems.append(f"{shown}:{read.position.line}: {read.message}")
            continue
        entity = read.value
        if not isinstance(entity, dict):
            if entity is not None:
                problems.append(f"{shown}:{first_line}: this is no entity of a catalog")
            continue
        if not _is_service(entity):
            continue
        service = _service(entity)
        if service.id:
            services.append(service)
        else:
            name = quoted(_map(entity, "metadata").get("name"))
            problems.append(f"{shown}:{first_line}: no ID can be made of the name {name}")
    return services, problems


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """Each YAML document with the number of its first line; ``---`` in column 1 always begins one."""
    begin, lines = 1, list[str]()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if line == "---" or line.startswith(("--- ", "---\t")):
            yield begin, "\n".join(lines)
            begin, lines = number, [line[3:]]
        else:
            lines.append(line)
    yield begin, "\n".join(lines)


def _is_service(entity: Mapping[str, YamlValue]) -> bool:
    kind, version = entity.get("kind"), entity.get("apiVersion")
    if not isinstance(kind, str) or kind.lower() not in _KINDS:
        return False
    if not isinstance(version, str) or not version.startswith("backstage.io/"):
        return False
    return _map(entity, "spec").get("type") != _NO_SERVICE


def _service(entity: Mapping[str, YamlValue]) -> FoundService:
    metadata = _map(entity, "metadata")
    name = metadata.get("name")
    service_id = identifier(name) if isinstance(name, str) else ""
    return FoundService(
        service_id,
        name_of(metadata.get("title") or name, service_id),
        _team(_map(entity, "spec").get("owner")),
        description_of(metadata.get("description")),
    )


def _team(owner: YamlValue) -> str:
    """The ID of the team that an owner is; empty where it is a person."""
    if not isinstance(owner, str):
        return ""
    kind, _, name = owner.rpartition(":")
    return identifier(name.rpartition("/")[2]) if kind.lower() in _TEAM_KINDS else ""


def _map(entity: Mapping[str, YamlValue], key: str) -> Mapping[str, YamlValue]:
    value = entity.get(key)
    return value if isinstance(value, dict) else {}
