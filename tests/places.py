"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The project's root folder."""

SITES = ROOT / "tests" / "sites"
"""Small whole archives, each a project of its own."""

SCRIPTS = ROOT / "plugins/postmortem_archive/publish/assets/search"
"""The scripts of the archive page."""
