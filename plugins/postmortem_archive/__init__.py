"""Make a git repository of postmortems into a checked, searchable, published archive.

The package is layered; imports run downwards only:
``cli`` → ``publish`` | ``report`` → ``search`` → ``archive`` → ``rules`` → ``parse`` → ``model``.
"""

from __future__ import annotations

__version__ = "0.1.0"
