"""The findings in what was imported become known, so that only new mistakes count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import decode

from ..baseline import DEFAULT_NAME, Baseline, baseline_path, baseline_text, known_findings
from ..outcome import Outcome
from ..private_files import is_regular, write_whole
from ..project import Project


def new_before(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """The findings of an archive that its baseline does not know: they stay what they are.

    Raises:
        ArchiveError: the baseline that archive.yml names cannot be read.
    """
    project, name = outcome.project, outcome.baseline
    path = baseline_path(project, name)
    if path is not None and not path.exists():
        return outcome.diagnostics
    return known_findings(project, name).compare(outcome.diagnostics).new


def extend_baseline(
    project: Project, outcome: Outcome, open_before: Sequence[Diagnostic]
) -> tuple[Path | None, int, bool]:
    """Make known what an import brought.

    Args:
        project: where the archive is.
        outcome: of a check after the import.
        open_before: the findings before it that were not known.

    Returns:
        The baseline, how many findings it knows, and whether archive.yml names it; no baseline where
        there is none yet, and nothing that it would have to know.

    Raises:
        OSError: it cannot be written.
    """
    known = Baseline.of(open_before).compare(outcome.diagnostics).new
    listed = baseline_path(project, outcome.baseline)
    if not known and not listed:
        return None, 0, True
    path = listed or project.folder / DEFAULT_NAME
    write_whole(path, baseline_text(known))
    return path, len(known), listed is not None or _name_baseline(project)


def _name_baseline(project: Project) -> bool:
    """Name the baseline in archive.yml, where that can be done without touching what stands there."""
    path = project.settings_path
    if not path.exists():
        write_whole(path, f"rules:\n  baseline: {DEFAULT_NAME}\n")
        return True
    if not is_regular(path):
        return False
    data = path.read_bytes()
    decoded = decode(data)
    if decoded.problem or b"\r" in data:
        return False
    before = parse_settings(decoded.text)
    for text in _with_baseline(decoded.text):
        after = parse_settings(text)
        if after.settings.rules.baseline == DEFAULT_NAME and len(after.problems) <= len(
            before.problems
        ):
            write_whole(path, text)
            return True
    return False


def _with_baseline(text: str) -> list[str]:
    """The text of an archive.yml with the line, where it could stand."""
    whole = text if text.endswith("\n") or not text else f"{text}\n"
    lines = whole.split("\n")
    found = next((i for i, line in enumerate(lines) if line.split("#")[0].rstrip() == "rules:"), -1)
    if found < 0:
        return [f"{whole}\nrules:\n  baseline: {DEFAULT_NAME}\n"]
    below = next((line for line in lines[found + 1 :] if line.strip(" ") and "#" not in line), "")
    indent = below[: len(below) - len(below.lstrip())] or "  "
    return [
        "\n".join([*lines[: found + 1], f"{indent}baseline: {DEFAULT_NAME}", *lines[found + 1 :]])
    ]
