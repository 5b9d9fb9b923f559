"""The canonical sections of a postmortem: their keys, headings and accepted aliases."""

from __future__ import annotations

from typing import NamedTuple


class SectionKind(NamedTuple):
    """A section that the format knows.

    Attributes:
        key: the canonical key, such as ``root-cause``.
        heading: the heading a new file gets.
        guidance: one line that tells the author what belongs there.
        aliases: other headings that mean the same, lower case.
    """

    key: str
    heading: str
    guidance: str
    aliases: tuple[str, ...] = ()


SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "summary",
        "Summary",
        "Impact first, in 2 to 4 sentences: what failed, when, for how long, for how many; then why.",
        (
            "executive summary",
            "incident summary",
            "summary of the incident",
            "overview",
            "tl;dr",
            "tldr",
            "abstract",
            "what happened",
            "in short",
        ),
    ),
    SectionKind(
        "impact",
        "Impact",
        "Figures: users and requests affected, duration, data lost; say so where nothing is known.",
        (
            "customer impact",
            "user impact",
            "business impact",
            "incident impact",
            "impact on users",
            "impact on customers",
            "impact assessment",
            "consequences",
            "effect",
            "scope",
        ),
    ),
    SectionKind(
        "timeline",
        "Timeline",
        "From the first harm to full restoration; key moments in bold: **Started**, **Detected**, "
        "**Acknowledged**, **Cause found**, **Mitigated**, **Resolved**.",
        (
            "incident timeline",
            "timeline of events",
            "chronology",
            "sequence of events",
            "event timeline",
            "timeline (utc)",
            "timeline (all times in utc)",
        ),
    ),
    SectionKind(
        "root-cause",
        "Root cause",
        "Beyond the trigger: what made it possible? Ask why several times, name every contributing "
        "factor, and do not stop at a person.",
        (
            "root causes",
            "blameless root cause",
            "root cause(s)",
            "cause",
            "causes",
            "root cause analysis",
            "contributing factors",
            "contributing factor(s)",
            "why it happened",
            "why did it happen",
            "analysis",
            "cause of the problem",
        ),
    ),
    SectionKind(
        "resolution",
        "Resolution",
        "What ended the incident, what was tried before, and how recovery was confirmed.",
        (
            "recovery",
            "resolution and recovery",
            "fix",
            "mitigation",
            "how it was fixed",
            "remediation",
        ),
    ),
    SectionKind(
        "went-well",
        "What went well",
        "What helped: people, tools, habits worth keeping. There is always something.",
        (
            "went well",
            "what worked",
            "what worked well",
            "things that went well",
            "what went right",
        ),
    ),
    SectionKind(
        "improve",
        "What could be improved",
        "Opportunities, not failures: where would better tools, knowledge or process have helped?",
        (
            "what went wrong",
            "what went poorly",
            "what went badly",
            "what could have gone better",
            "what could be better",
            "what didn't go well",
            "what didn't go so well",
            "things that went poorly",
            "what can be improved",
            "improvements",
            "went wrong",
        ),
    ),
    SectionKind(
        "lucky",
        "Where we got lucky",
        "What could have made it worse, and did not by chance.",
        ("where did we get lucky", "where we got lucky?", "lucky", "luck"),
    ),
    SectionKind(
        "lessons",
        "Lessons learned",
        "What somebody who was not there should remember.",
        (
            "lessons",
            "learnings",
            "lessons learnt",
            "what we learned",
            "what did we learn",
            "key takeaways",
            "takeaways",
        ),
    ),
    SectionKind(
        "actions",
        "Action items",
        "Specific things to do: each with exactly one owner, a due date and a link to its ticket.",
        (
            "actions",
            "action item",
            "follow-up",
            "follow-up actions",
            "follow-up improvements",
            "follow up actions",
            "follow-ups",
            "next steps",
            "remediation items",
            "corrective actions",
            "corrective and preventative measures",
            "todo",
            "follow-up tasks",
            "preventive measures",
            "process improvements",
        ),
    ),
    SectionKind(
        "customer-summary",
        "Customer summary",
        "For those outside: what happened, for whom, since when until when, and what is done so that it "
        "does not return. No names, no hosts, no inner workings.",
        (
            "summary for customers",
            "public summary",
            "external summary",
            "customer-facing summary",
            "customer statement",
            "public statement",
        ),
    ),
    SectionKind(
        "references",
        "References",
        "Where the raw record is: incident channel, dashboards, tickets, sources.",
        ("links", "sources", "further reading", "see also", "supporting information", "resources"),
    ),
)

SECTION_BY_KEY: dict[str, SectionKind] = {kind.key: kind for kind in SECTIONS}
