"""YAML and front matter are read in one place each, so that the bounds hold wherever a file is read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import postmortem_archive

SOURCES = Path(postmortem_archive.__file__).parent
LOADS = {
    "load",
    "load_all",
    "safe_load",
    "safe_load_all",
    "full_load",
    "unsafe_load",
    "compose",
    "scan",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield path.relative_to(SOURCES).as_posix(), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Names of the packages that a module imports."""
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def asked_of(tree: ast.Module, package: str) -> set[str]:
    """What a module takes from a package: ``yaml.parse``, or ``from yaml import parse``."""
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.update([node.attr] if node.value.id == package else [])
        elif isinstance(node, ast.ImportFrom) and node.module == package:
            found.update(alias.name for alias in node.names)
    return found


def test_front_matter_is_split_in_one_module() -> None:
    assert [name for name, tree in modules() if "frontmatter" in imports(tree)] == [
        "parse/front_matter.py"
    ]


def test_yaml_is_parsed_in_one_module() -> None:
    asked = {name: asked_of(tree, "yaml") for name, tree in modules()}
    assert [name for name, words in asked.items() if "parse" in words] == ["parse/yaml_reader.py"]
    # how a text is written, once it was read within the bounds
    loads = {name: words & LOADS for name, words in asked.items() if words & LOADS}
    assert loads == {"parse/yaml_reader.py": {"compose"}}
