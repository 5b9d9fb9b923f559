"""The MkDocs plugin ``postmortems``: it translates and delegates; nothing outlives a build."""

import atexit
import gc
from contextlib import ExitStack
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from postmortem_archive.archive.reading import seldom_collecting

from .build import Build
from .messages import as_plugin_error, one_line
from .navigation import put_in_order
from .preview import Preview
from .private import files_of_the_cache
from .start import start

log = get_plugin_logger("postmortems")

SITE_MAP = "sitemap.xml"
"""Name of the template of the site map."""


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

    timings = option.Type(bool, default=False)
    """Whether the build says at its end where the time went."""

    status_page = option.Type(bool, default=False)
    """Whether there are files in the shape that status pages read; the public edition has them."""

    csp = option.Type((bool, dict), default=True)
    """Whether pages say what browsers may run and load, or what that is besides the site's own."""


class PostmortemsPlugin(BasePlugin[PostmortemsConfig]):  # type: ignore[no-untyped-call]
    """Publishes an archive of postmortems as part of a site.

    Attributes:
        build: what it builds now; there once the settings are read.
        nav: the navigation; there once MkDocs has made it.
        files: all that MkDocs knows of the site; there once no plugin adds any.
        is_preview: whether the site is only looked at while it is written.
        is_public: whether the site is the public edition, built of a tree of approved texts.
        collecting: how garbage is collected while a site is built; of the process, so of all plugins.
    """

    build: Build
    nav: Navigation
    files: Files
    is_preview = False
    is_public = False
    preview = Preview()
    collecting = ExitStack()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Take the options; a site is internal until it is said to be public, each time anew.

        Within a process, MkDocs hands out the plugin that it had for the last site.
        """
        self.is_public = False
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether the site is only looked at while it is written."""
        atexit.register(gc.freeze)  # when the process ends, a last search would be in vain
        self.is_preview = command == "serve"
        self.preview = Preview()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the archive, have it watched, add what every page needs."""
        self.collecting.enter_context(seldom_collecting())
        with as_plugin_error():
            build = start(
                config,
                self.config,
                log,
                is_preview=self.is_preview,
                is_public=self.is_public,
            )
            self.build = self.preview.next(build) if self.is_preview else build
        return config

    def on_files(self, files: Files, **_: object) -> Files:
        """Read the archive anew, say what is wrong with it, and add its pages and files."""
        for private in files_of_the_cache(files, self.build.project):
            files.remove(private)
            log.warning(one_line(f"{private.src_uri} is a file of the cache, and not published"))
        with as_plugin_error():
            self.build.load(files, log)
        for file in self.build.files(files, log):
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
        """Put the archive's pages into their order, where MkDocs made the navigation by itself."""
        if config.nav is None:
            put_in_order(nav, list(self.build.pages))
        self.nav = nav
        return nav

    @event_priority(
        -100
    )  # after every other plugin: the policy is about what they have the theme do
    def on_env(self, env: Environment, *, files: Files, **_: object) -> Environment:
        """Let the templates of the theme that are ours speak the site's language; settle the policy."""
        self.files = files
        self.build.give_words(env)
        with as_plugin_error():
            self.build.prepare(env, self.nav, files)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: object
    ) -> TemplateContext:
        """Have every page of ours in the site map."""
        if template_name == SITE_MAP:
            pages = self.build.site_map(context["pages"])
            context["pages"] = cast("list[File]", pages)  # as far as a site map is concerned
        return context

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Give a generated page its title, so that other pages can name it."""
        self.build.introduce(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Write a generated page."""
        with as_plugin_error():
            return self.build.write(page, html, log)

    @event_priority(-100)  # after every other plugin: what the reader of the page sees
    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Keep what the page says for the search, and have it say where the feeds are."""
        self.build.read(page, output)
        return self.build.finish(page, output, log)

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, **_: object) -> str:
        """Let the page that says that nothing was found have the policy too."""
        return self.build.finish_template(template_name, output)

    @event_priority(-100)  # after every other plugin: nothing is written any more
    def on_post_build(self, **_: object) -> None:
        """Write what the search and other programs read, and bring the site's folder up to date."""
        with as_plugin_error():
            self.build.end(log)
        if self.is_preview:
            self.preview.done(self.build)
        self.collecting.close()

    def on_build_error(self, **_: object) -> None:
        """Leave the site as it was."""
        self.collecting.close()
        if hasattr(self, "build"):
            self.build.give_up()
