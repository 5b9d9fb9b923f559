"""``postmortem build``: build the site beside the one that is there, verify it, put it into its place."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from postmortem_archive.archive.project import find_project
from postmortem_archive.archive.timings import Timings
from postmortem_archive.model.errors import ArchiveError

from .stopping import stopped_in_order
from .telling import tell

NOT_BUILT = 1
"""Exit code where the site is as it was."""

EDITIONS = ("internal", "public")

_MOST_TOLD = 50
_NAMES = ("mkdocs.yml", "mkdocs.yaml")


@click.command("build")
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default=EDITIONS[0],
    show_default=True,
    help="The full archive for those inside, or the approved texts for those outside.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site's folder.  [default: site_dir of mkdocs.yml, else site; of public/mkdocs.yml for "
    "the public edition]",
)
@click.option("--strict", is_flag=True, help="A warning stops the build.")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The site's settings.  [default: mkdocs.yml, here or above]",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=900,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another build of the same site; 0 to stop at once.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say all that MkDocs says.")
@click.option("--timings", is_flag=True, help="Say at the end, on stderr, where the time went.")
def command(
    edition: str,
    into: Path | None,
    strict: bool,
    config_file: Path | None,
    no_cache: bool,
    wait: float,
    verbose: bool,
    timings: bool,
) -> None:
    """Build the site beside the one that is there, verify it, and put it into its place at once.

    Verified is that every page is there, that no link in the site leads nowhere, and that nothing is
    published that was refused or is private. If anything is wrong, or the build is stopped at whatever
    moment, the site stays as it was. A folder that holds something else is never touched.

    Plugins and hooks of mkdocs.yml are run, as by MkDocs: build what you have reviewed. For pull
    requests there is `postmortem check`, which runs nothing.

    The public edition is built of the folder public/ and of the approved texts of published postmortems
    with `audience: public`, in a private temporary folder that holds nothing else. If any of them must
    not leave as it stands, nothing is built.

    \b
    Examples:
      postmortem build --strict
      postmortem build --edition public
      postmortem build --into /srv/www/postmortems
      postmortem build -f other/mkdocs.yml --no-cache --timings

    Exit codes: 0 the site is built, 1 it is not, and is as it was, 2 misuse.
    """
    from postmortem_archive.publish.building.build_public import (  # noqa: PLC0415 - takes long
        build_public,
    )
    from postmortem_archive.publish.building.build_site import (  # noqa: PLC0415 - takes long
        NotBuiltError,
        Order,
        build_site,
    )

    times = Timings()
    try:
        with stopped_in_order():
            if edition == "public":
                root, settings = _public(config_file)
                order = Order(settings, into and into.absolute(), strict, False, wait, verbose)
                folder = build_public(root, order, tell, times)
            else:
                order = Order(config_file or _found(), into, strict, not no_cache, wait, verbose)
                folder = build_site(order, tell, times)
    except NotBuiltError as error:
        _say_why(error.reasons)
        raise SystemExit(NOT_BUILT) from error
    except OSError as error:
        _say_why([str(error)])
        raise SystemExit(NOT_BUILT) from error
    finally:
        if timings and times.seconds:
            for line in times.lines():
                tell(line)
    tell(f"built and verified: {os.path.relpath(folder)}")


def _found() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in _NAMES:
            if (folder / name).is_file():
                return folder / name
    raise ArchiveError(
        f"there is no mkdocs.yml in {here} or above",
        "write one; the guide for publishers shows what it needs",
    )


def _public(config_file: Path | None) -> tuple[Path, Path]:
    """The project's root, and where the settings of the internal edition are, or would be."""
    if config_file:
        return config_file.absolute().parent, config_file.absolute()
    here = Path.cwd()
    above = (here, *here.parents)
    root = next((one for one in above if (one / "public" / _NAMES[0]).is_file()), None)
    root = root or find_project(here).root
    there = (root / name for name in _NAMES if (root / name).is_file())
    return root, next(there, root / _NAMES[0])


def _say_why(reasons: Sequence[str]) -> None:
    for reason in reasons[:_MOST_TOLD]:
        tell(f"postmortem: {reason}")
    if len(reasons) > _MOST_TOLD:
        tell(f"postmortem: and {len(reasons) - _MOST_TOLD:,} more like these")
    tell("the site was not built; what was there before is as it was")
