"""The definition of every figure: what it counts, of what, and what is left out."""

from collections.abc import Mapping

from .figures import FEW, METHOD, Definition

_MOMENTS = (
    "Of incidents only. A moment that is missing, known only to the day, or earlier than the one it "
    "is measured from, is not recorded: it is counted as such, never as zero. Percentiles by "
    f"{METHOD}; the 90th from {FEW} values on."
)

INCIDENTS = Definition(
    "incidents",
    "Incidents",
    "Postmortems of the kind `incident`, drafts included, by the day (UTC) of `started`. Near misses "
    "are counted apart.",
)
NEAR_MISSES = Definition(
    "near-misses",
    "Near misses",
    "Postmortems of the kind `near-miss`, by the day (UTC) of `started`. More of them can mean that "
    "more are told, which is good.",
)
QUARTERS = Definition(
    "incidents-by-quarter",
    "Incidents by quarter and severity",
    "Incidents by the calendar quarter (UTC) of `started`, divided by severity. A quarter without an "
    "incident is not listed; incidents without a start are in none.",
)
DETECTED_BY = Definition(
    "detected-by",
    "Who noticed",
    "Incidents by `detected_by`; each is counted once.",
)
TIME_TO_DETECT = Definition(
    "time-to-detect", "Time to detect", f"From `started` to `detected`. {_MOMENTS}", "minutes"
)
TIME_TO_DETECT_BY_YEAR = Definition(
    "time-to-detect-by-year",
    "Time to detect, by year",
    "The time to detect of the incidents that started in each calendar year (UTC). A year without an "
    f"incident is not listed. {_MOMENTS}",
    "minutes",
)
TIME_TO_ACKNOWLEDGE = Definition(
    "time-to-acknowledge",
    "Time to acknowledge",
    f"From `detected` to `acknowledged`. {_MOMENTS}",
    "minutes",
)
TIME_TO_MITIGATE = Definition(
    "time-to-mitigate", "Time to mitigate", f"From `started` to `mitigated`. {_MOMENTS}", "minutes"
)
TIME_TO_RESOLVE = Definition(
    "time-to-resolve", "Time to resolve", f"From `started` to `resolved`. {_MOMENTS}", "minutes"
)
CAUSES = Definition(
    "causes",
    "Causes",
    "Incidents that name the cause, as primary one or further one; an incident with three causes "
    "counts for each of them.",
)
RECURRING = Definition(
    "recurring-causes",
    "Causes that recur",
    "Causes that two or more incidents name, most frequent first.",
)
CAUSES_BY_SERVICE = Definition(
    "causes-by-service",
    "Causes and services",
    "Incidents that name both the cause and the service. An incident with two causes and three "
    "services counts in six places.",
)
RETURNED = Definition(
    "returned-causes",
    "Causes that came back despite an action",
    "A postmortem has the same cause on the same service as an earlier one that was resolved by then "
    "and has an action item of type `prevent` or `detect`: one still open (as PM510 reports it), or "
    "one that is done. Done before or since is told by the day written behind the status (`done "
    "2026-03-18`); without one it is not known. It does not say that the action failed: a cause is a "
    "wide word, and the action may have prevented other incidents.",
)
ACTIONS = Definition(
    "actions",
    "Action items",
    "Items of incidents and near misses, as `postmortem actions --all` counts them. Open includes in "
    "progress. Overdue is still to be done on the day after its due date (UTC).",
)
COMPLETION = Definition(
    "action-completion",
    "Action items done",
    "Items that are done, of all but those that will not be done.",
)
TIME_TO_COMPLETE = Definition(
    "time-to-complete",
    "Time to complete an action",
    "Days from the day (UTC) of `resolved` to the day written behind the status (`done 2026-03-18`) "
    "or in a column `Done`, `Closed` or `Completed`; what was done before the end counts as 0 days. "
    f"Items without such a day are not recorded. Percentiles by {METHOD}; the 90th from {FEW} values "
    "on.",
    "days",
)
TEAM_ACTIONS = Definition(
    "actions-by-team",
    "Action items by team",
    "Items by the team of archive.yml that owns them; one with two such owners counts for both. "
    "archive.yml does not say who is in which team, so items that a person owns stand together. Teams "
    "stand in the order of their names; people are not listed.",
)
TIMELINESS = Definition(
    "time-to-write",
    "Time from resolution to the first commit",
    "From `resolved` (where only the day is known, its end) to the first commit of the file; a draft "
    "that was committed before counts as 0. Incidents that were over before the archive had its first "
    "file are left out, as PM801 does. Outside of a git repository, and in a shallow clone, nothing is "
    f"known. Percentiles by {METHOD}; the 90th from {FEW} values on.",
    "minutes",
)
PARTNERS: Mapping[str, Definition] = {
    name: Definition(
        f"with-{name}",
        f"Most frequent {plural}",
        f"Incidents of the group that also name the {name}; the most frequent ones, without the one "
        "that the group is of.",
    )
    for name, plural in (("service", "services"), ("cause", "causes"), ("trigger", "triggers"))
}
"""Definitions of the partners of a group, by the name of their facet."""

DEFINITIONS: Mapping[str, Definition] = {
    one.key: one
    for one in (
        *(INCIDENTS, NEAR_MISSES, QUARTERS, DETECTED_BY, TIME_TO_DETECT_BY_YEAR),
        *(TIME_TO_DETECT, TIME_TO_ACKNOWLEDGE, TIME_TO_MITIGATE, TIME_TO_RESOLVE),
        *(CAUSES, RECURRING, CAUSES_BY_SERVICE, RETURNED),
        *(ACTIONS, COMPLETION, TIME_TO_COMPLETE, TEAM_ACTIONS, TIMELINESS),
        *PARTNERS.values(),
    )
}
"""All definitions by key."""

CAUTIONS: tuple[str, ...] = (
    "They count what was written down. More postmortems can mean more incidents, or more honesty.",
    "Times to detect and to resolve are spread widely: two medians of few values differ by chance "
    "alone. Look at the spread and at n.",
    "Incidents last from minutes to months. A mean would tell of the longest one, not of the usual one; "
    "so there is none here.",
    "Services and teams differ in what they run and in what they write down. These figures do not "
    "compare them.",
    "Severity says little about how long an incident lasts, and neither says how well people worked.",
    "They are about systems and teams. Nothing here ranks people, and nothing should.",
)
"""What such figures cannot say; to stand wherever they do."""
