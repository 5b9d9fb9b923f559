"""The outcome of a check in one line, the same in all formats that people read."""

from postmortem_archive.model.wording import count

from .report import Report


def summary(report: Report) -> str:
    """How many findings of each level there are, in how many files, out of how many postmortems."""
    checked = f"{count(report.checked, 'postmortem')} checked"
    known = f"{count(report.known, 'known finding')} not shown" if report.known else ""
    if report.diagnostics:
        files = count(report.files_with_findings, "file")
        parts = [f"{level_counts(report)} in {files}", checked, known]
    elif known:
        parts = [f"{checked}: nothing new", known]
    elif report.checked:
        parts = [f"{checked}: all fine"]
    else:
        parts = ["no postmortem was changed" if report.is_change else "no postmortems found"]
    return "; ".join(part for part in parts if part)


def level_counts(report: Report) -> str:
    """The levels that there are findings of, gravest first: ``2 errors, 1 hint``."""
    return ", ".join(
        count(number, level.value) for level, number in report.counts().items() if number
    )


def fixable_hint(report: Report) -> str:
    """What the tool can do about it by itself; empty where it can do nothing."""
    if not report.fixable:
        return ""
    return f"postmortem check --fix can fix some of this in {count(report.fixable, 'file')}"
