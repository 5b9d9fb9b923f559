"""A file's bytes to a document: everything the archive knows of one file."""

from __future__ import annotations

from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings

from .actions import read_actions
from .front_matter import read_front_matter
from .links import read_headings, read_links
from .markdown import bounds_problem, open_comments, read_markdown
from .prose import keep_blocks
from .sections import read_sections
from .suppressions import read_suppressions
from .text import decode
from .timeline import read_timeline
from .whys import read_whys


def parse_document(path: str, data: bytes, settings: Settings) -> Document:
    """Read a file; nothing in it makes this raise.

    Args:
        path: POSIX path relative to the archive's folder.
        data: the file's bytes.
        settings: for the headings that an archive takes for sections.

    Returns:
        The document; its ``postmortem`` is ``None`` where the text or the front matter cannot be
        read, and one of its problems says why.
    """
    decoded = decode(data)
    problem = decoded.problem or bounds_problem(decoded.text)
    if problem is not None:
        return Document(path, None, (problem,), decoded.text)
    front = read_front_matter(decoded.text)
    if front.meta is None:
        return Document(path, None, front.problems, decoded.text)
    markdown = read_markdown(front.body, front.body_line)
    sections = read_sections(markdown, settings)
    timeline = read_timeline(markdown, sections.sections, front.meta.started)
    actions = read_actions(markdown, sections.sections)
    postmortem = Postmortem(
        path=path,
        meta=front.meta,
        extra_meta=front.extra_meta,
        field_positions=front.positions,
        sections=sections.sections,
        preamble=sections.preamble,
        timeline=timeline.entries,
        actions=actions.items,
        whys=read_whys(markdown),
        headings=read_headings(markdown),
        links=read_links(markdown),
        text=decoded.text,
        body_line=front.body_line,
    )
    problems = (
        *front.problems,
        *open_comments(markdown),
        *sections.problems,
        *timeline.problems,
        *actions.problems,
    )
    keep_blocks(markdown, sections.sections)
    suppressions = read_suppressions(decoded.text, markdown, sections.sections)
    return Document(path, postmortem, problems, decoded.text, suppressions)
