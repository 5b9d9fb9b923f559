"""The folder in which a new site grows: it starts with the files of the old one, which both then share.

They are hard links, so that what has not changed is neither written nor read again. Whoever brings
such a folder up to date has to replace files and must never write into one.
"""

import os
import shutil
from pathlib import Path

from postmortem_archive.archive.private_files import remove

from .target import Target


def start_beside(target: Target, *, shared: bool) -> None:
    """Make the folder of a new site.

    What is hidden at the top of the old one is its owner's, and is copied.

    Args:
        target: where the site is put.
        shared: whether it starts with the files of the old one.

    Raises:
        OSError: it cannot be made.
    """
    remove(target.beside)
    target.beside.mkdir()
    if not target.folder.is_dir():
        return
    shutil.copymode(target.folder, target.beside)
    if shared:
        try:
            _link_all(target.folder, target.beside, is_top=True)
        except OSError:  # a file system without links, or files of somebody else
            remove(target.beside)
            target.beside.mkdir()
            shutil.copymode(target.folder, target.beside)
    _copy_hidden(target.folder, target.beside)


def _link_all(source: Path, goal: Path, *, is_top: bool = False) -> None:
    with os.scandir(source) as entries:
        for entry in entries:
            if is_top and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                (goal / entry.name).mkdir()
                _link_all(source / entry.name, goal / entry.name)
            elif entry.is_file(follow_symlinks=False):
                os.link(entry.path, goal / entry.name)


def _copy_hidden(source: Path, goal: Path) -> None:
    with os.scandir(source) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.copytree(entry.path, goal / entry.name, symlinks=True)
            else:
                shutil.copy2(entry.path, goal / entry.name, follow_symlinks=False)
