r"""The reference page of a rule, read from its docstring.

The docstring of a rule is Markdown: one sentence, then the parts of :data:`PARTS` as level-2
headings. Its examples are fenced blocks that a test puts into an archive and checks. There are
these forms:

- ``markdown title="PATH"`` or ``yaml title="archive.yml"``: a whole file of the archive; with
  ``{01..10}`` in the path, ten of them, with the same number wherever the text has ``{01..10}``;
- ``yaml title="first commits"``: when files were first committed, by path;
- ``yaml`` without a title: fields that replace those of a faultless postmortem, or are added;
- ``markdown`` without a title: sections that replace those with the same heading, or are added.

The bad example yields findings of that rule and of no other, the good one none at all.
"""

from __future__ import annotations

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.explanation import Explanation, read_explanation

from .base import Confidence, DocumentRule, Rule
from .registry import FAMILIES, RULES

PARTS = ("What it does", "Why it matters", "Bad example", "Good example", "How to fix")
"""Headings of a rule's docstring, in their order."""

_CONFIDENCE = {
    Confidence.EXACT: "exact; what it says follows from the format",
    Confidence.GUESS: "a guess from the words; it can be wrong, and then an ignore with a reason is right",
}

_INDEX_HEAD = """\
# Rules

An error must be fixed before a pull request passes; a warning is worth a look; a hint is a suggestion. A
rule marked as a guess reads words and can be wrong. `postmortem explain CODE` prints the same pages,
`postmortem rules` lists the rules as they are in force, and
[archive.yml](../archive-yml.md#which-rules-apply) changes that.

"""


def explain(rule: Rule) -> Explanation:
    """Read the docstring of a rule.

    Raises:
        ValueError: it does not have the parts in their order; a bug of the rule.
    """
    return read_explanation(type(rule), PARTS)


def rule_page(rule: Rule) -> str:
    """The reference page of a rule, as Markdown."""
    explanation = explain(rule)
    parts = "\n\n".join(f"## {name}\n\n{text}" for name, text in explanation.parts.items())
    return (
        f"# {rule.code} {rule.alias}\n\n"
        f"{explanation.summary}\n\n"
        f"{_facts(rule)}\n\n"
        f"{parts}\n\n"
        "## In archive.yml\n\n"
        f"{_in_settings(rule)}\n"
    )


def rules_index() -> str:
    """The list of all rules, as Markdown: a table for each family."""
    tables = []
    for prefix, family in FAMILIES.items():
        rows = [
            f"| [{rule.code}]({rule.code}.md)<br>`{rule.alias}` | {explain(rule).summary} "
            f"| {_level(rule)} |"
            for rule in RULES
            if rule.code.startswith(prefix)
        ]
        head = "| Rule | What is wrong | Level |\n|---|---|---|"
        tables.append(f"## {family}\n\n" + "\n".join([head, *rows]))
    return _INDEX_HEAD + "\n\n".join(tables) + "\n"


def _level(rule: Rule) -> str:
    return f"{rule.level}, a guess" if rule.confidence is Confidence.GUESS else str(rule.level)


def _facts(rule: Rule) -> str:
    lines = [
        f"- Family: {FAMILIES[rule.code[:3]]}",
        f"- Level: {rule.level}",
        f"- Confidence: {_CONFIDENCE[rule.confidence]}",
    ]
    if isinstance(rule, DocumentRule) and rule.requires:
        others = ", ".join(f"[{code}]({code}.md)" for code in rule.requires)
        lines.append(f"- Silent about whatever one of these already reports: {others}")
    return "\n".join(lines)


def _in_settings(rule: Rule) -> str:
    """How to change the rule's level, and how to turn it off."""
    if rule.is_fixed:
        return (
            "This rule cannot be ignored or softened: neither what is not understood nor what must not "
            "leave may ever pass for good."
        )
    other = Level.ERROR if rule.level is not Level.ERROR else Level.WARNING
    return (
        "Choose another level, or ignore the rule and say why:\n\n"
        "```yaml\n"
        "rules:\n"
        "  levels:\n"
        f"    {rule.alias}: {other}\n"
        "  ignore:\n"
        f"    {rule.code}: the reason why it does not apply here\n"
        "```"
    )
