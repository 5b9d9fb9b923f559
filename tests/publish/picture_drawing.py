"""Pictures as they stand on a page, read back; and figures for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from made_archive import SETTINGS
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.statistics.counts import Quarter
from postmortem_archive.archive.statistics.definitions import TIME_TO_DETECT
from postmortem_archive.archive.statistics.figures import Distribution, Tally, distribution
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.publish.site import Site

HOSTILE = "\"><script>alert('1')</script>%(num)s {{ 7*7 }} & <!-- ]]>"
LABELS = (HOSTILE, "データベース", "قاعدة البيانات", "Ünïcode – ﷽", "x" * 300)


def draw(name: str, picture: object, *arguments: object, **named: object) -> ElementTree.Element:
    """The picture, drawn by the template of that name and read as XML; every id stands once."""
    environment = Site(Archive(Project(Path("/p"), Path("/p/postmortems")), SETTINGS, ()), date.max)
    module = environment.templates.get_template(f"pictures/{name}.html").module
    html = str(getattr(module, name)(picture, "p", *arguments, **named))
    drawn = ElementTree.fromstring(f"<div>{html}</div>")  # noqa: S314  # our own
    ids = Counter(element.get("id") for element in drawn.iter() if element.get("id"))
    assert set(ids.values()) == {1}
    assert all(id.split("-")[0] == "p" for id in ids if id)
    for element in drawn.iter():
        refers = (element.get("aria-labelledby") or "").split()
        assert set(refers) <= set(ids)
        assert "script" not in element.tag
        if element.get("role") == "img":
            assert refers
            assert not list(element.iter("a"))
    return drawn


def text(element: ElementTree.Element) -> str:
    """What an element says, its white space folded."""
    return " ".join("".join(element.itertext()).split())


def of_class(drawn: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements of a class, in their order."""
    return [one for one in drawn.iter() if name in (one.get("class") or "").split()]


def caption(drawn: ElementTree.Element) -> str:
    """What stands over the picture."""
    return text(next(drawn.iter("figcaption")))


def rows(drawn: ElementTree.Element) -> list[list[str]]:
    """The texts of its table, the head included."""
    table = next(drawn.iter("table"))
    return [[text(cell) for cell in row] for row in table.iter("tr")]


def tally(value: str, n: int, label: str = "") -> Tally:
    """So many postmortems with a value."""
    return Tally(value, label or value, tuple(f"{value}-{number}" for number in range(n)))


def quarter(year: int, number: int, counts: Mapping[str, int] | int) -> Quarter:
    """A quarter with so many incidents of each severity."""
    given = {"sev1": counts} if isinstance(counts, int) else counts
    found = tuple(tally(value, n) for value, n in given.items())
    return Quarter(year, number, tuple(id for one in found for id in one.ids), found)


def spread_of(values: Sequence[timedelta | None]) -> Distribution:
    """The distribution of some durations."""
    items = [Postmortem(f"{number}.md", FrontMatter()) for number in range(len(values))]
    return distribution(TIME_TO_DETECT, zip(items, values, strict=True))
