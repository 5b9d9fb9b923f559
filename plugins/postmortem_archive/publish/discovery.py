"""Parts that are found by their file: pages, blocks, files for other programs."""

import importlib
import pkgutil
from typing import Any


def found_in(package: str, name: str) -> list[Any]:
    """What the modules of a package hold under a name, by the modules' names; others hold nothing.

    Args:
        package: its full name.
        name: of what is looked for: ``BLOCK``.
    """
    folder = importlib.import_module(package).__path__
    modules = [
        importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules(folder)
    ]
    return [getattr(module, name) for module in modules if hasattr(module, name)]
