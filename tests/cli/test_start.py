"""What is put off at the start of the command is there all the same, and nothing more is imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import ARCHIVE_YML

_START = """
import sys
for name in [name for name in sys.modules if name.startswith("importlib.metadata")]:
    del sys.modules[name]
from postmortem_archive.cli.put_off import put_off_imports
put_off_imports()
"""


def python(code: str, folder: Path) -> str:
    """What a program prints that is run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "use",
    [
        "import importlib.metadata; print(importlib.metadata.version('click'))",
        "import importlib.metadata as names; print(names.version('click'))",
        "from importlib import metadata; print(metadata.version('click'))",
        "from importlib.metadata import version; print(version('click'))",
        "from importlib.metadata import entry_points\n"
        "print(entry_points(group='console_scripts', name='postmortem')['postmortem'].name)",
        "import importlib.metadata._meta as meta; print(meta.PackageMetadata.__name__)",
        "import urllib.request; print(urllib.request.Request('file:/x').host)",
        "from urllib import request; print(request.pathname2url('a b'))",
        "import pathlib, urllib.request\n"
        "print(urllib.request.urlretrieve(pathlib.Path().absolute().as_uri() + '/file.txt')[0])",
        "import pathlib\nfrom urllib.request import urlretrieve\n"
        "print(urlretrieve(pathlib.Path().absolute().as_uri() + '/file.txt')[0])",
        "from urllib.request import *; print(Request.__name__)",
        "import cached_property; print(cached_property.threaded_cached_property.__name__)",
        "from cached_property import cached_property\n"
        "class One:\n    @cached_property\n    def number(self): return 1\nprint(One().number)",
    ],
)
def test_what_is_put_off_can_be_used_however_it_is_imported(use: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("Something to retrieve.\n", "utf-8")
    assert python(_START + use, tmp_path) == python(use, tmp_path) != ""


_RUN = """
import json, sys
sys.argv = ["postmortem", "check"]
from postmortem_archive.cli.main import main
try:
    main()
except SystemExit:
    print(json.dumps(sorted(sys.modules)))
"""

_SEARCH = _RUN.replace('"check"', '"search", "pool"')


def test_what_is_imported(tmp_path: Path) -> None:
    """Nothing that draws where no terminal is; where all is kept, no parser and no rule either."""
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "archive.yml").write_text(ARCHIVE_YML, "utf-8")
    modules = [set(json.loads(python(_RUN, tmp_path).splitlines()[-1])) for _ in ("anew", "again")]
    for imported in modules:
        assert not [name for name in imported if name.split(".")[0] in ("rich", "mkdocs", "whoosh")]
    anew, again = modules
    heavy = ("pydantic", "markdown_it", "yaml", "postmortem_archive.rules.registry")
    assert set(heavy) <= anew
    assert "email.message" not in anew  # it comes with importlib.metadata
    assert set(heavy).isdisjoint(again)


def test_what_a_search_imports(tmp_path: Path) -> None:
    """Whoosh, but nothing for networks; where the index is there, no parser either."""
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "archive.yml").write_text(ARCHIVE_YML, "utf-8")
    modules = [
        set(json.loads(python(_SEARCH, tmp_path).splitlines()[-1])) for _ in ("anew", "again")
    ]
    for imported in modules:
        assert "whoosh.reading" in imported
        assert {"asyncio", "http.client", "ssl", "rich", "mkdocs"}.isdisjoint(imported)
    assert {"pydantic", "markdown_it", "yaml"}.isdisjoint(modules[1])
