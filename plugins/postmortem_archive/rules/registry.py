"""All rules, in the order of their codes."""

from .base import Rule
from .pm001_unreadable_file import UnreadableFile
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

_BY_NAME = {name.casefold(): rule for rule in RULES for name in (rule.code, rule.alias)}


def find_rule(name: str) -> Rule | None:
    """The rule with that code or alias, however it is capitalised, or ``None``."""
    return _BY_NAME.get(name.casefold())
