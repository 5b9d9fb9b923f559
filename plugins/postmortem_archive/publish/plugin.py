"""The MkDocs plugin ``postmortems``: it translates and delegates; nothing outlives a build."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from postmortem_archive.model.errors import ArchiveError

from . import adapter
from .navigation import put_in_order

log = get_plugin_logger("postmortems")


class PostmortemsConfig(base.Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` can say of the plugin."""

    archive = option.Type(str, default="postmortems")
    """Folder of the archive, beside ``mkdocs.yml``."""

    page_size = option.Type(int, default=50)
    """Most postmortems on one index page."""

    pages = option.Optional(option.ListOfItems(option.Type(str)))
    """Kinds of pages to make, in the order of an automatic navigation; all, where it is left out."""

    titles = option.Type(dict, default={})
    """What pages are called, by the name of their kind."""

    cache = option.Type(bool, default=True)
    """Whether what was made is kept, so that the next build makes anew only what has changed."""


class PostmortemsPlugin(BasePlugin[PostmortemsConfig]):  # type: ignore[no-untyped-call]
    """Publishes an archive of postmortems as part of a site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the archive, have it watched, add what every page needs."""
        with _as_plugin_error():
            self.build = adapter.start(config, self.config, log)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the archive anew, say what is wrong with it, and add its pages and files."""
        with _as_plugin_error():
            self.build.load(files, config, log)
        for file in self.build.files(files, config, log):
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
        """Put the archive's pages into their order, where MkDocs made the navigation by itself."""
        if config.nav is None:
            put_in_order(nav, list(self.build.pages))
        return nav

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Let the templates of the theme that are ours speak the site's language."""
        self.build.give_words(env)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Give a generated page its title, so that other pages can name it."""
        self.build.introduce(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Write a generated page; images that it shows become files of the site."""
        with _as_plugin_error():
            return self.build.write(page, html, config, files, log)

    @event_priority(-100)  # after every other plugin: what the reader of the page sees
    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Keep what the page says for the search, and have it say where the feeds are."""
        self.build.read(page, output)
        return self.build.finish(page, output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what the search and other programs read."""
        with _as_plugin_error():
            self.build.write_late_files(Path(config.site_dir))


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """MkDocs prints an error of this kind in one line and stops; any other one is a traceback."""
    try:
        yield
    except ArchiveError as error:
        raise PluginError(f"postmortems: {adapter.with_hint(error.message, error.hint)}") from error
