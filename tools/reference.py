"""Write what is derived from the code: rules, fixes, command line, schemas, tables of fields.

Some pages are derived as a whole, in others only what stands between ``<!-- generated: NAME -->`` and
``<!-- /generated -->``.

With ``--check`` nothing is written; the exit code is 1 when a file differs, is missing, or is there
without being generated any more.
"""

import difflib
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from data_tables import document_tables, facts_table, index_tables

from postmortem_archive.capture.registry import READERS
from postmortem_archive.cli.main import COMMANDS
from postmortem_archive.cli.main import command as postmortem
from postmortem_archive.cli.schema import SCHEMAS
from postmortem_archive.fixes.page import fixes_page
from postmortem_archive.importing.registry import READERS as DOCUMENT_READERS
from postmortem_archive.model.front_matter import front_matter_schema
from postmortem_archive.model.sections import SECTIONS
from postmortem_archive.model.settings import settings_schema
from postmortem_archive.publish.blocks.registry import Block, blocks
from postmortem_archive.publish.pages.registry import page_kinds
from postmortem_archive.rules.explain import rule_page, rules_index
from postmortem_archive.rules.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OWNED = (DOCS / "reference" / "rules", DOCS / "schema")
"""Folders in which everything is generated."""


def main() -> int:
    """Write or check all derived files; 1 when a check finds drift."""
    check = sys.argv[1:] == ["--check"]
    wanted = derived()
    stale = [path for path in _present() if path not in wanted]
    changed = [path for path, text in wanted.items() if _read(path) != text]
    if check:
        for path in changed:
            _show_difference(path, wanted[path])
        for path in stale:
            print(f"{path.relative_to(ROOT)}: not generated any more")
        if changed or stale:
            print("Derived files differ from the code. Run: make reference")
            return 1
        print(f"{len(wanted)} derived files are up to date.")
        return 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    for path in stale:
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}")
    return 0


def derived() -> dict[Path, str]:
    """The text of every derived file, by its path."""
    files = {DOCS / "reference" / "command-line.md": command_line_page()}
    files[DOCS / "reference" / "fixes.md"] = fixes_page()
    files[DOCS / "reference" / "rules" / "index.md"] = rules_index()
    for rule in RULES:
        files[DOCS / "reference" / "rules" / f"{rule.code}.md"] = rule_page(rule)
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
        files[DOCS / "schema" / f"{name}.json"] = text
    found: list[str] = []
    for page in GENERATED_WITHIN:
        text = page.read_text(encoding="utf-8")
        found += [name for _, name, _ in _BLOCK.findall(text)]
        files[page] = _BLOCK.sub(_block, text)
    if sorted(found) != sorted(GENERATED):
        raise LookupError(f"generated blocks are {found}, and should be {list(GENERATED)}")
    return files


def command_line_page() -> str:
    """The command-line reference: the help of every subcommand, as it is printed."""
    parts = [
        "# Command line\n\nGenerated from the code; the same as `postmortem COMMAND --help` prints.\n",
        _help_block("postmortem", postmortem),
    ]
    group = click.Context(postmortem, info_name="postmortem")
    for name in COMMANDS:
        subcommand = postmortem.get_command(group, name)
        if subcommand is None:
            raise LookupError(f"the subcommand {name} is not there")
        parts.append(f"## postmortem {name}\n")
        parts.append(_help_block(name, subcommand, group))
    return "\n".join(parts)


def blocks_list() -> str:
    """The blocks that can be placed on a page, each with its options."""
    return "\n\n".join(_block_entry(block) for block in blocks().values())


def page_kinds_table() -> str:
    """The kinds of generated pages, as a table."""
    rows = [f"| `{kind.name}` | {'no' if kind.optional else 'yes'} |" for kind in page_kinds()]
    return "\n".join(["| Name | Always there |", "|---|---|", *rows])


def front_matter_table() -> str:
    """The fields of the front matter, as a table."""
    schema = front_matter_schema()
    required = dict.fromkeys(schema["required"], "yes") | {"resolved": "unless draft"}
    rows = [
        f"| `{name}` | {required.get(name, 'no')} | {_form(field, schema)} | {field['description']} |"
        for name, field in schema["properties"].items()
    ]
    return "\n".join(["| Field | Required | Form | Meaning |", "|---|---|---|---|", *rows])


def settings_tables() -> str:
    """The keys of ``archive.yml``, then those of each record in it, as tables."""
    schema = settings_schema()
    parts = [_keys_table(schema, schema)]
    for name, record in schema["$defs"].items():
        if "properties" in record:
            parts += [f"### {name}", record["description"], _keys_table(record, schema)]
    return "\n\n".join(parts)


def sections_table() -> str:
    """The canonical sections, as a table."""
    rows = [f"| `{kind.key}` | {kind.heading} | {', '.join(kind.aliases)} |" for kind in SECTIONS]
    return "\n".join(["| Key | Heading | Also read as |", "|---|---|---|", *rows])


def _block_entry(block: Block) -> str:
    head = f"## {block.name}\n\n{block.text}\n\n```html\n<!-- postmortems: {block.name} -->\n```"
    if not block.options:
        return head
    rows = [
        f"| `{name}` | {f'`{option.usual}`' if option.usual else ''} | {option.text} |"
        for name, option in block.options.items()
    ]
    return "\n".join([f"{head}\n", "| Option | Usually | Meaning |", "|---|---|---|", *rows])


def _keys_table(record: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    rows = [
        f"| `{name}` | {_form(field, schema)} | {field.get('description', '')} |"
        for name, field in record["properties"].items()
    ]
    return "\n".join(["| Key | Form | Meaning |", "|---|---|---|", *rows])


def _form(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a value looks like, in words, from its JSON Schema."""
    if reference := field.get("$ref"):
        return _record_form(reference.removeprefix("#/$defs/"), schema)
    if options := field.get("anyOf"):
        forms = [_form(option, schema) for option in options if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(forms))
    if values := field.get("enum"):
        return ", ".join(f"`{value}`" for value in values)
    if field.get("type") == "array":
        return f"list of {_form(field.get('items') or field['prefixItems'][0], schema)}"
    if field.get("type") == "object":
        patterns = [*field.get("patternProperties", {}).values(), field.get("additionalProperties")]
        kind = _form(patterns[0], schema) if isinstance(patterns[0], dict) else "text"
        return f"map of ID to {kind}"
    names = {"string": field.get("format", "text"), "integer": "number"}
    types = field.get("type", "string")
    types = types if isinstance(types, list) else [types]
    return " or ".join(names.get(one, one) for one in types)


def _record_form(name: str, schema: Mapping[str, Any]) -> str:
    """A choice by its values, a record whose keys are all needed by those, another one by its heading."""
    target = schema["$defs"][name]
    if "enum" in target:
        return _form(target, schema)
    keys = list(target["properties"])
    return (
        f"`{{{', '.join(keys)}}}`"
        if keys == target.get("required")
        else f"[{name}](#{name.lower()})"
    )


def readers_table() -> str:
    """What is read from which product, and how one gets it."""
    rows = [
        f"| {reader.name[:1].upper()}{reader.name[1:]} | {reader.reads} | {reader.hint} |"
        for reader in sorted(READERS, key=lambda reader: reader.name.casefold())
    ]
    return "\n".join(["| Product | What is read | How to get it |", "|---|---|---|", *rows])


def document_readers_table() -> str:
    """Which documents are imported, and how their files are named."""
    rows = []
    for reader in sorted(DOCUMENT_READERS, key=lambda reader: reader.name.casefold()):
        named = ", ".join(f"`{one}`" for one in reader.extensions if one)
        none = ", or none" if "" in reader.extensions else ""
        rows.append(f"| {reader.name} | {reader.reads} | {named}{none} |")
    return "\n".join(["| Kind | What is read | Extensions |", "|---|---|---|", *rows])


GENERATED_WITHIN = (
    *(DOCS / "reference" / f"{name}.md" for name in ("format", "archive-yml", "data", "blocks")),
    *(DOCS / "guide" / f"{name}.md" for name in ("customise", "capture", "import")),
)
"""Pages of which parts are generated."""

GENERATED: Mapping[str, Callable[[], str]] = {
    "blocks": blocks_list,
    "page kinds": page_kinds_table,
    "readers": readers_table,
    "documents": document_readers_table,
    "front matter": front_matter_table,
    "sections": sections_table,
    "settings": settings_tables,
    "facts": facts_table,
    "index": index_tables,
    "document": document_tables,
}
"""What can stand between the marks of a page."""

_BLOCK = re.compile(r"(<!-- generated: ([a-z ]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)


def _block(found: re.Match[str]) -> str:
    return f"{found[1]}\n{GENERATED[found[2]]()}\n\n{found[3]}"


def _help_block(name: str, command: click.Command, parent: click.Context | None = None) -> str:
    settings = command.context_settings | {"terminal_width": 88, "max_content_width": 88}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    return f"```text\n{command.get_help(context)}\n```\n"


def _present() -> list[Path]:
    return [path for folder in OWNED for path in folder.rglob("*") if path.is_file()]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _show_difference(path: Path, wanted: str) -> None:
    name = str(path.relative_to(ROOT))
    lines = difflib.unified_diff(
        (_read(path) or "").splitlines(),
        wanted.splitlines(),
        name,
        f"{name} (from the code)",
        "",
        "",
        1,
    )
    print(*list(lines)[:40], sep="\n")


if __name__ == "__main__":
    sys.exit(main())
