"""A made-up archive, and its index for the terminal."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from made_archive import index_of, made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.search.index import Index
from symptom_cases import symptom_archive

pytest_plugins = ("counted",)

# The same examples in every run, so that a failure is the change's; `make fuzz` looks further.
hypothesis.settings.register_profile(
    "default", derandomize=True, deadline=None, database=None, max_examples=150
)
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps the key of what is cached out of the user's own cache folder."""
    folder = tmp_path_factory.getbasetemp() / "user-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of sixty made-up postmortems."""
    folder = tmp_path_factory.mktemp("made") / "postmortems"
    folder.mkdir()
    return made_archive(60, folder)


@pytest.fixture(scope="session")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of three hundred postmortems in which incidents are planted that pastes are about."""
    folder = tmp_path_factory.mktemp("symptoms") / "postmortems"
    folder.mkdir()
    return symptom_archive(folder)


@pytest.fixture
def made_index(made: Archive, own_cache: Path) -> Iterator[Index]:
    """Its index for the terminal."""
    with index_of(made) as opened:
        yield opened
