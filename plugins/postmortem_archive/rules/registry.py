"""All rules, in the order of their codes."""

from .base import Rule
from .pm001_unreadable_file import UnreadableFile
from .pm002_suppression_unclear import SuppressionUnclear
from .pm003_suppression_unused import SuppressionUnused
from .pm101_front_matter_missing import FrontMatterMissing
from .pm102_front_matter_broken import FrontMatterBroken
from .pm103_field_wrong_form import FieldWrongForm
from .pm104_time_without_offset import TimeWithoutOffset
from .pm105_field_missing import FieldMissing
from .pm106_unknown_field import UnknownField
from .pm107_unknown_term import UnknownTerm
from .pm108_moments_out_of_order import MomentsOutOfOrder
from .pm109_file_date_differs import FileDateDiffers
from .pm110_cut_by_comment import CutByComment
from .pm201_section_missing import SectionMissing
from .pm202_section_empty import SectionEmpty
from .pm203_not_filled_in import NotFilledIn
from .pm204_duplicate_section import DuplicateSection
from .pm205_comment_not_closed import CommentNotClosed
from .pm301_timeline_time_unreadable import TimelineTimeUnreadable
from .pm302_timeline_out_of_order import TimelineOutOfOrder
from .pm303_timeline_incomplete import TimelineIncomplete
from .pm304_timeline_disagrees import TimelineDisagrees
from .pm305_timeline_without_offset import TimelineWithoutOffset
from .pm306_timeline_without_entries import TimelineWithoutEntries
from .pm401_action_unreadable import ActionUnreadable
from .pm402_action_owner import ActionOwner
from .pm403_action_due_date import ActionDueDate
from .pm404_actions_without_items import ActionsWithoutItems
from .pm501_settings_broken import SettingsBroken
from .pm502_unknown_rule import UnknownRule
from .pm503_duplicate_id import DuplicateId
from .pm504_unknown_related import UnknownRelated

RULES: tuple[Rule, ...] = (
    UnreadableFile(),
    SuppressionUnclear(),
    SuppressionUnused(),
    FrontMatterMissing(),
    FrontMatterBroken(),
    FieldWrongForm(),
    TimeWithoutOffset(),
    FieldMissing(),
    UnknownField(),
    UnknownTerm(),
    MomentsOutOfOrder(),
    FileDateDiffers(),
    CutByComment(),
    SectionMissing(),
    SectionEmpty(),
    NotFilledIn(),
    DuplicateSection(),
    CommentNotClosed(),
    TimelineTimeUnreadable(),
    TimelineOutOfOrder(),
    TimelineIncomplete(),
    TimelineDisagrees(),
    TimelineWithoutOffset(),
    TimelineWithoutEntries(),
    ActionUnreadable(),
    ActionOwner(),
    ActionDueDate(),
    ActionsWithoutItems(),
    SettingsBroken(),
    UnknownRule(),
    DuplicateId(),
    UnknownRelated(),
)
"""Every rule. A rule that requires another one stands after it."""

FAMILIES = {
    "PM0": "Reading the file",
    "PM1": "Front matter",
    "PM2": "Sections and form",
    "PM3": "Timeline",
    "PM4": "Action items",
    "PM5": "The whole archive",
    "PM6": "What the sections say",
    "PM7": "Blameless language",
    "PM8": "Timeliness and follow-up",
    "PM9": "Confidential",
}
"""What the first digit of a code stands for."""

_BY_NAME: dict[str, tuple[Rule, ...]] = {
    **{name.casefold(): (rule,) for rule in RULES for name in (rule.code, rule.alias)},
    **{
        family.casefold(): tuple(rule for rule in RULES if rule.code.startswith(family))
        for family in FAMILIES
    },
}


def rules_named(name: str) -> tuple[Rule, ...]:
    """The rules with that code, alias or family, however it is capitalised; none if there is none."""
    return _BY_NAME.get(name.casefold(), ())


def find_rule(name: str) -> Rule | None:
    """The rule with that code or alias, however it is capitalised, or ``None``."""
    found = rules_named(name)
    return (
        found[0] if len(found) == 1 and name.casefold() not in map(str.casefold, FAMILIES) else None
    )
