"""The search box in the header of every page: the theme's look and place, the archive's search."""

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from .assets import asset_url

_THEME_SEARCH = "material/search"
"""Under this name the theme's header looks for its search plugin before it shows a box."""


class _Shown(base.Config):  # type: ignore[no-untyped-call]
    """What the theme's header asks of its search plugin."""

    enabled = option.Type(bool, default=True)


class _HeaderBox(BasePlugin[_Shown]):  # type: ignore[no-untyped-call]
    """Stands where the theme's search plugin would, and does nothing.

    So the theme's own header shows the box, in whatever release; what is in the box is our
    ``partials/search.html``. The alternative, a header of our own, would be a copy of the theme's
    that gets old.
    """


def add_header_box(config: MkDocsConfig) -> str:
    """Have every page's header show the box; the template is found in the theme's folders.

    Returns:
        What the site's owner may want to know, empty where there is nothing.
    """
    script = asset_url("site.js")
    if script not in config.extra_javascript:
        config.extra_javascript.append(script)
    search = config.plugins.get(_THEME_SEARCH)
    if search is not None and search.config["enabled"]:
        return (
            "the header's search box opens the archive's search, which finds the site's other "
            "pages too; the plugin 'search' of the theme is not needed"
        )
    box = _HeaderBox()
    box.load_config({})
    config.plugins[_THEME_SEARCH] = box
    return ""
