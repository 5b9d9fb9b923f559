"""Files that lie where MkDocs looks for pages, and are nobody's to read."""

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.structure.files import File

from postmortem_archive.archive.project import Project


def files_of_the_cache(files: Iterable[File], project: Project) -> list[File]:
    """Those files that lie in the private cache folder, however they are reached."""
    cache = Path(os.path.realpath(project.cache_folder))
    return [file for file in files if file.abs_src_path and _lies_in(cache, file.abs_src_path)]


def _lies_in(folder: Path, path: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(folder)
