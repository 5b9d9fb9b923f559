"""Archives of any size, the same on every run: the real postmortems, retold of other days and services."""

import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

ARCHIVE = Path(__file__).parents[2] / "postmortems"
_FIRST_DAY = date(2016, 1, 1)
_DAY = re.compile(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)")
_SERVICES = re.compile(r"^services: \[.*\]$", re.MULTILINE)
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)


def write_archive(folder: Path, count: int, seed: int = 7) -> None:
    """Write an archive of ``count`` postmortems into ``folder``, with the real vocabulary."""
    folder.mkdir(parents=True)
    shutil.copy(ARCHIVE / "archive.yml", folder)
    texts = [path.read_text("utf-8") for path in sorted(ARCHIVE.glob("*/*.md"))]
    services = sorted({name for text in texts for name in _services(text)})
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        text = texts[number % len(texts)]
        first = date.fromisoformat(_DAY.findall(text)[0])
        day = _FIRST_DAY + timedelta(days=chance.randrange(3_650))
        text = _DAY.sub(lambda found, by=day - first: _shifted(found[0], by), text)
        chosen = ", ".join(chance.sample(services, chance.choice((1, 1, 2, 3))))
        text = _SERVICES.sub(f"services: [{chosen}]", text, count=1)
        text = _TITLE.sub(
            lambda found, number=number: f"title: Case {number}, {found[1]}", text, count=1
        )
        text = re.sub(r"^related: .*\n", "", text, flags=re.MULTILINE)
        path = folder / str(day.year) / f"{day}-case-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def _shifted(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except ValueError:  # a number that only looks like a day
        return day


def _services(text: str) -> list[str]:
    found = _SERVICES.search(text)
    return found[0].removeprefix("services: [").rstrip("]").split(", ") if found else []
