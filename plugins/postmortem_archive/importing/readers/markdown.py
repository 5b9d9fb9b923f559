"""Markdown of any style, with front matter or without."""

from __future__ import annotations

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count
from postmortem_archive.parse.markdown import BlockKind, read_markdown
from postmortem_archive.parse.sections import key_of, section_keys

from ..base import Read, Reader, Source, Sureness
from ..errors import RefusedError
from ..fields import split_front
from ..words import words_of

_TAG = lazy_pattern(r"<%[=#-]?[^%\n]{0,300}%>")
_LINES_LOOKED_AT = 2_000


class MarkdownReader(Reader):
    """Markdown files: of code hosts, Quarto (``.qmd``), Middleman (``.html.md.erb``), Hugo and others.

    Front matter is YAML, as the specification of Jekyll's front matter has it, or TOML, as Hugo's
    documentation ("Front matter") does. A file without an extension is one where its headings are
    those of a postmortem.
    """

    name = "Markdown"
    reads = "all of it, with front matter in YAML or TOML; also of Quarto, Hugo and Middleman"
    extensions = (
        ".md",
        ".markdown",
        ".mdown",
        ".mkd",
        ".qmd",
        ".rmd",
        ".html.md",
        ".html.md.erb",
        ".html.markdown",
        ".md.erb",
        "",
    )

    def sureness(self, source: Source) -> Sureness:
        """A text with such an extension, or without any and with headings of a postmortem."""
        if source.text is None or source.extension not in self.extensions:
            return Sureness.NO
        if source.extension:
            return Sureness.GENERIC
        keys = section_keys(Settings())
        top = "\n".join(source.text.split("\n")[:_LINES_LOOKED_AT])
        known = {
            key_of(block.text, keys)
            for block in read_markdown(split_front(top).body).blocks
            if block.kind is BlockKind.HEADING
        } - {None}
        return Sureness.GENERIC if len(known) > 1 else Sureness.NO

    def read(self, source: Source) -> Read:
        """The front matter and what follows it, as it stands."""
        if source.text is None:
            raise RefusedError(source.refusal)
        front = split_front(source.text)
        notes = []
        if tags := len(_TAG.findall(front.body)):
            said = count(tags, "template tag")
            notes.append(f"left as text: {said} <% … %>; write out what was said there")
        if front.unread:
            notes.append("the front matter could not be read as fields: it stands at the end")
        return Read(
            front.fields,
            front.body,
            words_of(front.body),
            front.comments,
            front.unread,
            notes=tuple(notes),
        )
