"""Style sheets and scripts that come with the package, and under which names they are published."""

import hashlib
from functools import cache
from pathlib import Path

PUBLISHED_BELOW = "assets/postmortems"
"""Where on the site they are."""

_FOLDER = Path(__file__).parent / "assets"


@cache
def asset_url(name: str) -> str:
    """Where an asset is published, relative to the site's root.

    The published name says the content, so that a browser never mixes the files of two releases.

    Args:
        name: its path below the package's ``assets`` folder: ``search/page.js``.
    """
    path = Path(name)
    digest = hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:10]
    return f"{PUBLISHED_BELOW}/{path.with_name(f'{path.stem}.{digest}{path.suffix}').as_posix()}"


def asset_files() -> dict[str, str | bytes]:
    """Content of every asset by where it is published."""
    paths = sorted(path for path in _FOLDER.rglob("*") if path.suffix in (".css", ".js"))
    return {asset_url(path.relative_to(_FOLDER).as_posix()): path.read_bytes() for path in paths}
