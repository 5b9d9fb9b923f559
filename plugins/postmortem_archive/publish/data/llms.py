"""``llms.txt``: what the site holds and where, for language models (the form of llmstxt.org)."""

import re
from collections.abc import Iterator

from postmortem_archive.archive.addresses import ARCHIVE, facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.model.postmortem import Postmortem

from ..site import Site
from ..site_file import SiteFile
from .facts import json_url, summary_text, web_address
from .feed_addresses import feed_address
from .records import DOCUMENT_SCHEMA, INDEX, INDEX_SCHEMA, TABLE
from .registry import DataFiles

NAME = "llms.txt"

MAX_LISTED = 100
"""Most postmortems in the list; all others are in the index."""

_SUMMARY_LENGTH = 160
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def llms_files(site: Site) -> Iterator[SiteFile]:
    """The one file."""
    yield SiteFile(NAME, lambda: "\n".join(_lines(site)).encode() + b"\n", site.marks.whole_told)


def _lines(site: Site) -> Iterator[str]:
    said = site.language
    items = site.archive.postmortems
    newest = items[:MAX_LISTED]
    yield f"# {_inline(site.options.name)}"
    yield ""
    yield f"> {_about_site(site)}"
    yield ""
    yield _how_many(site)
    yield ""
    yield said.gettext("All times are in UTC. What is not recorded is null, never zero.")
    yield ""
    data, postmortems = said.gettext("Data"), said.gettext("Postmortems")
    yield f"## {data}"
    yield ""
    yield _link(
        site, said.gettext("All postmortems"), INDEX, said.gettext("facts of each, as JSON")
    )
    yield _link(site, said.gettext("Schema of all postmortems"), INDEX_SCHEMA)
    yield _link(site, said.gettext("Schema of one postmortem"), DOCUMENT_SCHEMA)
    if newest:
        yield ""
        yield f"## {postmortems}"
        yield ""
        if len(newest) < len(items):
            text = said.gettext("The newest %(num)s; all others are in %(index)s.")
            yield text % {"num": said.number(len(newest)), "index": INDEX}
            yield ""
        for item in newest:
            yield _link(site, item.title, json_url(site, item), _about(site, item))
    yield ""
    yield "## Optional"  # a word of the form: what may be left out
    yield ""
    yield _link(site, site.title("archive", "Archive"), site.url(ARCHIVE))
    for name in site.paged:
        if site.groups[name]:
            facet = FACET_BY_NAME[name]
            yield _link(site, site.facet_title(facet), site.url(facet_address(facet)))
    yield _link(site, said.gettext("All postmortems as a table"), TABLE)
    yield _link(site, said.gettext("Feed"), feed_address(None, None, "atom"))


def _about_site(site: Site) -> str:
    usual = site.language.gettext(
        "An archive of postmortems: what happened, why, and what was done about it."
    )
    return _inline(site.archive.settings.description or usual)


def _how_many(site: Site) -> str:
    number = len(site.archive.postmortems)
    said = site.language.ngettext("%(num)s postmortem.", "%(num)s postmortems.", number)
    return said % {"num": site.language.number(number)}


def _about(site: Site, item: Postmortem) -> str:
    """Severity, day, services and the beginning of the summary."""
    meta = item.meta
    facts = (
        site.short_severity(meta.severity or ""),
        meta.started.day.isoformat() if meta.started else "",
        *(site.label("service", service) for service in meta.services[:3]),
    )
    parts = (", ".join(fact for fact in facts if fact), summary_text(item, _SUMMARY_LENGTH))
    return ". ".join(part for part in parts if part)


def _link(site: Site, text: str, url: str, about: str = "") -> str:
    """An entry of a list."""
    line = f"- [{_inline(text)}]({web_address(site, url)})"
    return f"{line}: {_inline(about)}" if about else line


def _inline(text: str) -> str:
    """The text on one line, and nothing but text where Markdown is read."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


FILES = DataFiles("llms", llms_files)
