"""What the index pages say in other words for each facet."""

from postmortem_archive.archive.facets import Facet

from ..language import Language, capitalize_first
from ..site import Site


def heading(site: Site, facet: Facet, value: str) -> str:
    """What the page of a value is called."""
    label = site.label(facet, value)
    return capitalize_first(label) if facet.name == "detection" else label


def number_of_values(say: Language, facet: Facet, number: int) -> str:
    """How many values a facet has: ``12 services``."""
    match facet.name:
        case "service":
            text = say.ngettext("%(num)s service", "%(num)s services", number)
        case "cause":
            text = say.ngettext("%(num)s cause", "%(num)s causes", number)
        case "trigger":
            text = say.ngettext("%(num)s trigger", "%(num)s triggers", number)
        case "severity":
            text = say.ngettext("%(num)s severity", "%(num)s severities", number)
        case "team":
            text = say.ngettext("%(num)s team", "%(num)s teams", number)
        case "year":
            text = say.ngettext("%(num)s year", "%(num)s years", number)
        case "tag":
            text = say.ngettext("%(num)s tag", "%(num)s tags", number)
        case _:
            text = say.ngettext("%(num)s way", "%(num)s ways", number)
    return text % {"num": say.number(number)}


def number_without(say: Language, facet: Facet, number: int) -> str:
    """How many postmortems have no value of a facet, as a sentence; empty where all of them have."""
    if not number:
        return ""
    match facet.name:
        case "service":
            text = say.ngettext(
                "%(num)s postmortem names no service.",
                "%(num)s postmortems name no service.",
                number,
            )
        case "cause":
            text = say.ngettext(
                "%(num)s postmortem names no cause.", "%(num)s postmortems name no cause.", number
            )
        case "trigger":
            text = say.ngettext(
                "%(num)s postmortem names no trigger.",
                "%(num)s postmortems name no trigger.",
                number,
            )
        case "severity":
            text = say.ngettext(
                "%(num)s postmortem has no recorded severity.",
                "%(num)s postmortems have no recorded severity.",
                number,
            )
        case "team":
            text = say.ngettext(
                "%(num)s postmortem names no service that a team owns.",
                "%(num)s postmortems name no service that a team owns.",
                number,
            )
        case "year":
            text = say.ngettext(
                "%(num)s postmortem has no recorded start.",
                "%(num)s postmortems have no recorded start.",
                number,
            )
        case "tag":
            text = say.ngettext(
                "%(num)s postmortem has no tag.", "%(num)s postmortems have no tag.", number
            )
        case _:
            text = say.ngettext(
                "%(num)s postmortem does not say who noticed first.",
                "%(num)s postmortems do not say who noticed first.",
                number,
            )
    return text % {"num": say.number(number)}


def partner_title(site: Site, facet: Facet, other: Facet) -> str:
    """The heading above the values of another facet, or further ones of the same, that occur with a value."""
    say = site.language
    if other is not facet:
        return site.facet_title(other)
    if facet.name == "service":
        return say.gettext("Other services hit")
    return say.gettext("Other causes named")
