"""Bring the catalogues of the interface's languages up to date with the code, or see whether they are.

The English texts are read from the pages' code, templates and scripts. A text that is new gets an empty
translation; one that is gone is dropped.

    python tools/messages.py           write
    python tools/messages.py --check   only say what is missing or too much; 1 if anything is
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from postmortem_archive.archive.facets import FACETS
from postmortem_archive.archive.statistics import action_items, counts, definitions
from postmortem_archive.archive.statistics.figures import Definition
from postmortem_archive.archive.statistics.returns import Remedy
from postmortem_archive.archive.statistics.sections import SECTIONS
from postmortem_archive.model.front_matter import Criterion, DetectedBy, Status
from postmortem_archive.model.postmortem import ActionStatus, ActionType, KeyMoment
from postmortem_archive.publish.assets import PAGE_PARTS
from postmortem_archive.publish.language import LANGUAGES

PACKAGE = LANGUAGES.parent
_ASKED_OF_SITE = {"_": None, "gettext": None, "ngettext": (1, 2), "title": (2,)}
_ASKED_OF_SCRIPT = {
    f"{owner}{name}": numbers
    for owner in ("", "search.")
    for name, numbers in (("say", None), ("pieces", None), ("sayMany", (1, 2)))
}
_KINDS = (
    ("**/*.html", "jinja2.ext:babel_extract", _ASKED_OF_SITE),
    ("**/*.py", "python", _ASKED_OF_SITE),
    ("assets/search/*.js", "javascript", _ASKED_OF_SCRIPT),
)
_TRIMMED = {"trimmed": "true"}  # what Site.templates says of templates; others do not ask
_ENUMERATIONS = (Status, DetectedBy, Criterion, ActionStatus, ActionType)
_CONDITIONS = ("before", "after", "longer", "shorter", "is", "owner")
_SCRIPT = f"assets/{PAGE_PARTS[0]}"

Text = str | tuple[str, ...]


def main() -> int:
    """Write or check every catalogue."""
    wanted = dict(sorted(_wanted().items(), key=lambda pair: (pair[1], str(pair[0]))))
    act = _check if "--check" in sys.argv else _write
    return 1 if sum(act(path, wanted) for path in sorted(LANGUAGES.glob("*.po"))) else 0


def _wanted() -> dict[Text, tuple[str, ...]]:
    """Every text of the interface, and the files in which it stands."""
    found: dict[Text, set[str]] = {}
    for place, text in (*_written(), *_computed()):
        found.setdefault(text, set()).add(place)
    return {text: tuple(sorted(places)) for text, places in found.items()}


def _written() -> Iterator[tuple[str, Text]]:
    """Texts that stand in the code, the templates and the scripts of the pages."""
    for pattern, method, keywords in _KINDS:
        for path in sorted(PACKAGE.glob(pattern)):
            with path.open("rb") as file:
                for _, text, _, _ in extract(method, file, keywords=keywords, options=_TRIMMED):
                    yield path.relative_to(PACKAGE).as_posix(), text


def _computed() -> Iterator[tuple[str, Text]]:
    """Texts that are values of the model, or that layers below the pages give."""
    for facet in FACETS:
        yield from (("site.py", text) for text in (facet.title, facet.name))
        yield from ((_SCRIPT, text) for text in (facet.title, facet.name, facet.name.capitalize()))
    for name in _CONDITIONS:
        yield from ((_SCRIPT, text) for text in (name, name.capitalize()))
    for values in _ENUMERATIONS:
        yield from (("site.py", value.value.replace("-", " ")) for value in values)
    yield from ((_SCRIPT, value.value.replace("-", " ")) for value in Status)
    yield from (("site.py", moment.label.lower()) for moment in KeyMoment)
    for one in vars(definitions).values():
        if isinstance(one, Definition):
            yield from (("site.py", text) for text in (one.title, one.text))
    for text in (
        *(*definitions.CAUTIONS, action_items.NO_TEAM, action_items.NO_OWNER, counts.NOT_RECORDED),
        *(section.title for section in SECTIONS),
        *(remedy.label for remedy in Remedy),
    ):
        yield "site.py", text


def _write(path: Path, wanted: dict[Text, tuple[str, ...]]) -> int:
    old = _read(path)
    new = Catalog(
        locale=path.stem,
        header_comment=old.header_comment,
        project="postmortem-archive",
        version="1",
        msgid_bugs_address="none",
        last_translator="none",
        language_team="none",
        fuzzy=False,
    )
    for text, places in wanted.items():
        known = old.get(text[0] if isinstance(text, tuple) else text)
        translated = known.string if known and known.id == text else None
        new.add(text, translated, locations=[(place, 1) for place in places])
    new.revision_date = new.creation_date = old.creation_date
    with path.open("wb") as file:
        write_po(file, new, width=0, include_lineno=False, omit_header=False)
    return 0


def _check(path: Path, wanted: dict[Text, tuple[str, ...]]) -> int:
    """Say what a catalogue lacks or has too much; how many such texts there are."""
    known = {message.id: message for message in _read(path) if message.id}
    missing = [text for text in wanted if not _is_translated(known.get(text))]
    unused = [text for text in known if text not in wanted]
    for kind, texts in (("without a translation", missing), ("not used any more", unused)):
        for text in texts:
            print(f"{path.name}: {kind}: {text!r}", file=sys.stderr)
    if missing or unused:
        print("Run 'make messages', then translate what is empty.", file=sys.stderr)
    return len(missing) + len(unused)


def _is_translated(message: object) -> bool:
    text = getattr(message, "string", "")
    return bool(text) and (isinstance(text, str) or all(text))


def _read(path: Path) -> Catalog:
    with path.open(encoding="utf-8") as file:
        return read_po(file, locale=path.stem)


if __name__ == "__main__":
    sys.exit(main())
