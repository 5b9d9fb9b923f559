"""What ``mkdocs.yml`` says of the plugin, checked, and as the pages want it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import nearest

from .content_security import check_policy
from .pages.registry import page_kinds
from .site_options import SiteOptions

TEMPLATES = "postmortems"
"""Folder below the theme's ``custom_dir`` with templates of the owner's."""


def check_options(options: Mapping[str, Any]) -> None:
    """Raise :class:`ArchiveError` where the options make no sense."""
    if options["page_size"] < 1:
        raise ArchiveError(f"page_size is {options['page_size']}", "it must be at least 1")
    for name in (*(options["pages"] or ()), *options["titles"]):
        _check_kind(name)
    for name, title in options["titles"].items():
        if not isinstance(title, str) or not title.strip():
            raise ArchiveError(f"the title of {name!r} is {title!r}", "it must be a text")
    check_policy(options["csp"])


def site_options(
    config: MkDocsConfig,
    options: Mapping[str, Any],
    docs: Mapping[str, str],
    *,
    is_public: bool = False,
) -> SiteOptions:
    """What the pages need to know of a site.

    Args:
        config: of the site.
        options: of the plugin, checked.
        docs: URL of each page below ``docs/`` by its path.
        is_public: whether the site is the public edition.
    """
    custom = config.theme.custom_dir
    pages = options["pages"]
    url = config.site_url or ""
    return SiteOptions(
        name=config.site_name,
        url=url if not url or url.endswith("/") else f"{url}/",
        use_directory_urls=config.use_directory_urls,
        page_size=options["page_size"],
        pages=None if pages is None else tuple(pages),
        titles=options["titles"],
        language=str(config.theme.get("language") or "en"),
        templates=Path(custom) / TEMPLATES if custom else None,
        docs=docs,
        cache=options["cache"],
        status_page=options["status_page"],
        is_public=is_public,
    )


def named_but_left_out(names: Iterable[str], options: Mapping[str, Any]) -> tuple[str, ...]:
    """Those of the pages named in a navigation that the option ``pages`` leaves out.

    Args:
        names: what the navigation names: ``services.md``.
        options: of the plugin, checked.
    """
    if options["pages"] is None:
        return ()
    left_out = {kind.name for kind in page_kinds() if kind.optional} - set(options["pages"])
    return tuple(name for name in names if name.removesuffix(".md") in left_out)


def _check_kind(name: object) -> None:
    known = [kind.name for kind in page_kinds()]
    if name in known:
        return
    near = nearest(str(name), known)
    start = f"did you mean {near!r}? " if near else ""
    raise ArchiveError(f"there is no page {name!r}", f"{start}there are: {', '.join(known)}")
