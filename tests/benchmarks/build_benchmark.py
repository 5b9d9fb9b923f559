"""What a build costs beside what people would take instead: ``python build_benchmark.py [N ...]``.

All build a site of the same made-up archive, turn by turn in one run, so that ratios hold on a machine
that does other things too; of the rounds, the one with the least processor time counts. The tables
and a plot are written into the project's documentation.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive_maker import write_archive
from build_peers import Contestant, hugo, material, ours, pagefind
from build_report import write_report
from process_costs import Result, run

SIZES = (125, 250, 500, 1_000)
ROUNDS = 2
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1788220800"}  # 2026-09-01

Seen = Mapping[str, tuple[int, int]]
"""When each file of a site was written, and its size, by its path."""


def main() -> None:
    """Measure, print each result as it is there, and write the page."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as name:
        # an installed program has been compiled to byte code; this tree may not have been
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= {"PYTHONPYCACHEPREFIX": f"{name}/byte-code", "XDG_CACHE_HOME": f"{name}/kept"}
        for _ in _rounds(Path(name) / "first", 10, rounds=1):
            pass  # compiles
        for size in sizes:
            for result in _rounds(Path(name) / str(size), size, ROUNDS):
                results.append(result)
                _print(result)
            write_report(results)  # a long run that is ended early leaves what it has


def _rounds(scratch: Path, size: int, rounds: int) -> Iterator[Result]:
    """The best result of each kind of work, all of them turn by turn."""
    best: dict[tuple[str, str], Result] = {}
    contestants = _contestants(scratch, size)
    for _ in range(rounds):
        for contestant in contestants:
            for result in _results(contestant, size):
                key = result.name, result.work
                if key not in best or result.cost.cpu < best[key].cost.cpu:
                    best[key] = result
    yield from best.values()


def _contestants(scratch: Path, size: int) -> list[Contestant]:
    archive = scratch / "ours" / "postmortems"
    write_archive(archive, size)
    with_search = material(scratch / "material", archive, search=True)
    return [
        hugo(scratch / "hugo", archive),
        with_search,
        pagefind(with_search),
        material(scratch / "tags", archive, search=False),
        ours(archive.parent),
    ]


def _results(contestant: Contestant, size: int) -> Iterator[Result]:
    contestant.forget()
    yield _result(contestant, size, "cold")
    if contestant.edit:
        yield _result(contestant, size, "unchanged")
        contestant.edit()
        yield _result(contestant, size, "one edit")


def _result(contestant: Contestant, size: int, work: str) -> Result:
    before = _seen(contestant.site)
    cost = run(contestant.command, contestant.folder, ENVIRONMENT)
    after = _seen(contestant.site)
    written = [after[path][1] for path in after if before.get(path) != after[path]]
    return Result(size, contestant.name, work, cost, len(written), sum(written))


def _seen(site: Path) -> Seen:
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            status = path.stat()
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def _print(result: Result) -> None:
    cost = result.cost
    print(
        f"{result.size:>6,}  {result.name:<26} {result.work:<10} {cost.cpu:>7.2f} CPU s "
        f"{cost.wall:>7.2f} s {cost.megabytes:>6.0f} MB {result.files:>6,} files "
        f"{result.written / 1e6:>7.1f} MB written",
        flush=True,
    )


if __name__ == "__main__":
    main()
