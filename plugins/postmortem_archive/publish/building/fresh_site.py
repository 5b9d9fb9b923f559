"""The site of a fresh tree: what ``build --edition public`` and ``preview --open`` have in common."""

from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.archive.timings import Timings

from .build_site import Order, Say, configured, put_into_place
from .public_folder import PublicFolder
from .public_settings import FOLDER, SETTINGS
from .target import Target

PAGES = ("archive", "services", "severities", "years")
"""Kinds of pages of a public edition whose settings do not say which."""


class FreshSite(NamedTuple):
    """What is to be built of a tree of approved texts.

    Attributes:
        tree: the folder in which everything is that the site is made of.
        public: what the project's folder ``public/`` gives to it.
        target: where the site is put.
        strict: whether warnings stop the build.
        status_page: whether files for status pages are made.
    """

    tree: Path
    public: PublicFolder
    target: Target
    strict: bool = False
    status_page: bool = False


def build_fresh(site: FreshSite, tell: Say, timings: Timings) -> None:
    """Build a site of a fresh tree, and put it into its place if it is whole.

    Args:
        site: what is to be built.
        tell: is told what the build has to say, one line each.
        timings: is told where the time goes.

    Raises:
        NotBuiltError: the build failed; what was there is as it was.
        OSError: something cannot be written or read.
    """
    (site.tree / site.public.docs).mkdir(parents=True, exist_ok=True)
    with chdir(site.tree):  # extensions look for relative paths in the current folder
        with timings.part("settings"):
            order = Order(site.tree / SETTINGS, site.target.folder, site.strict, keep=False)
            config, plugin = configured(order, f"{FOLDER}/{SETTINGS}")
            plugin.is_public = True
            plugin.config["status_page"] = site.status_page
            if plugin.config["pages"] is None:
                plugin.config["pages"] = list(PAGES)
        put_into_place(config, plugin, site.target, tell, timings)
