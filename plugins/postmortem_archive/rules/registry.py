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
from .pm206_too_long import TooLong
from .pm207_heading_skips_a_level import HeadingSkipsALevel
from .pm208_several_titles import SeveralTitles
from .pm209_image_without_alt import ImageWithoutAlt
from .pm210_guidance_left import GuidanceLeft
from .pm212_placeholder_left import PlaceholderLeft
from .pm213_template_hint_left import TemplateHintLeft
from .pm301_timeline_time_unreadable import TimelineTimeUnreadable
from .pm302_timeline_out_of_order import TimelineOutOfOrder
from .pm303_timeline_incomplete import TimelineIncomplete
from .pm304_timeline_disagrees import TimelineDisagrees
from .pm305_timeline_without_offset import TimelineWithoutOffset
from .pm306_timeline_without_entries import TimelineWithoutEntries
from .pm307_start_equals_detection import StartEqualsDetection
from .pm308_timeline_gap import TimelineGap
from .pm309_timeline_without_evidence import TimelineWithoutEvidence
from .pm310_key_moments_missing import KeyMomentsMissing
from .pm401_action_unreadable import ActionUnreadable
from .pm402_action_owner import ActionOwner
from .pm403_action_due_date import ActionDueDate
from .pm404_actions_without_items import ActionsWithoutItems
from .pm405_vague_action import VagueAction
from .pm406_unknown_owner import UnknownOwner
from .pm407_due_date_unrealistic import DueDateUnrealistic
from .pm408_action_tracker import ActionTracker
from .pm409_action_priority import ActionPriority
from .pm410_action_type import TypeOfAction
from .pm411_nothing_prevents_or_detects import NothingPreventsOrDetects
from .pm412_no_detection_action import NoDetectionAction
from .pm413_done_without_date import DoneWithoutDate
from .pm414_wont_do_without_reason import WontDoWithoutReason
from .pm415_unknown_action_status import UnknownActionStatus
from .pm501_settings_broken import SettingsBroken
from .pm502_unknown_rule import UnknownRule
from .pm503_duplicate_id import DuplicateId
from .pm504_unknown_related import UnknownRelated
from .pm505_link_goes_nowhere import LinkGoesNowhere
from .pm506_duplicate_title import DuplicateTitle
from .pm507_near_duplicate_incident import NearDuplicateIncident
from .pm508_term_near_twin import TermNearTwin
from .pm509_vocabulary_unused import VocabularyUnused
from .pm510_cause_returns_while_action_open import CauseReturnsWhileActionOpen
from .pm511_ignore_without_effect import IgnoreWithoutEffect
from .pm601_summary_length import SummaryLength
from .pm602_summary_without_impact_first import SummaryWithoutImpactFirst
from .pm603_summary_incomplete import SummaryIncomplete
from .pm604_summary_without_number import SummaryWithoutNumber
from .pm605_undefined_acronym import UndefinedAcronym
from .pm606_hard_to_read import HardToRead
from .pm611_impact_without_figure import ImpactWithoutFigure
from .pm612_impact_incomplete import ImpactIncomplete
from .pm613_severity_understated import SeverityUnderstated
from .pm621_root_cause_is_trigger import RootCauseIsTrigger
from .pm622_too_few_whys import TooFewWhys
from .pm623_single_cause import SingleCause
from .pm624_human_error_as_cause import HumanErrorAsCause
from .pm625_only_technical_causes import OnlyTechnicalCauses
from .pm631_went_well_not_specific import WentWellNotSpecific
from .pm632_improvement_not_an_opportunity import ImprovementNotAnOpportunity
from .pm701_blaming_phrase import BlamingPhrase
from .pm702_counterfactual import Counterfactual
from .pm703_person_in_the_cause import PersonInTheCause
from .pm801_written_late import WrittenLate
from .pm802_draft_too_long import DraftTooLong
from .pm803_review_missing import ReviewMissing
from .pm804_review_passed import ReviewPassed
from .pm901_secret import Secret
from .pm902_email_address import EmailAddress
from .pm903_phone_number import PhoneNumber
from .pm904_card_number import CardNumber
from .pm905_internal_host import InternalHost

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
    TooLong(),
    HeadingSkipsALevel(),
    SeveralTitles(),
    ImageWithoutAlt(),
    GuidanceLeft(),
    PlaceholderLeft(),
    TemplateHintLeft(),
    TimelineTimeUnreadable(),
    TimelineOutOfOrder(),
    TimelineIncomplete(),
    TimelineDisagrees(),
    TimelineWithoutOffset(),
    TimelineWithoutEntries(),
    StartEqualsDetection(),
    TimelineGap(),
    TimelineWithoutEvidence(),
    KeyMomentsMissing(),
    ActionUnreadable(),
    ActionOwner(),
    ActionDueDate(),
    ActionsWithoutItems(),
    VagueAction(),
    UnknownOwner(),
    DueDateUnrealistic(),
    ActionTracker(),
    ActionPriority(),
    TypeOfAction(),
    NothingPreventsOrDetects(),
    NoDetectionAction(),
    DoneWithoutDate(),
    WontDoWithoutReason(),
    UnknownActionStatus(),
    SettingsBroken(),
    UnknownRule(),
    DuplicateId(),
    UnknownRelated(),
    LinkGoesNowhere(),
    DuplicateTitle(),
    NearDuplicateIncident(),
    TermNearTwin(),
    VocabularyUnused(),
    CauseReturnsWhileActionOpen(),
    IgnoreWithoutEffect(),
    SummaryLength(),
    SummaryWithoutImpactFirst(),
    SummaryIncomplete(),
    SummaryWithoutNumber(),
    UndefinedAcronym(),
    HardToRead(),
    ImpactWithoutFigure(),
    ImpactIncomplete(),
    SeverityUnderstated(),
    RootCauseIsTrigger(),
    TooFewWhys(),
    SingleCause(),
    HumanErrorAsCause(),
    OnlyTechnicalCauses(),
    WentWellNotSpecific(),
    ImprovementNotAnOpportunity(),
    BlamingPhrase(),
    Counterfactual(),
    PersonInTheCause(),
    WrittenLate(),
    DraftTooLong(),
    ReviewMissing(),
    ReviewPassed(),
    Secret(),
    EmailAddress(),
    PhoneNumber(),
    CardNumber(),
    InternalHost(),
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
