"""``postmortem schema``: the JSON Schemas, for editors and other tools."""

import json

import click

from postmortem_archive.model.front_matter import front_matter_schema
from postmortem_archive.model.settings import settings_schema

SCHEMAS = {"postmortem": front_matter_schema, "archive": settings_schema}
"""Schemas by the name of what they describe."""


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print a JSON Schema: of a postmortem's front matter, or of archive.yml.

    \b
    Examples:
      postmortem schema archive > postmortems/.archive.schema.json
      postmortem schema postmortem
    """
    click.echo(json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False))
