"""All fixers, in the order in which they work: what others build on comes first."""

from __future__ import annotations

from .base import Fixer
from .dates import Dates
from .field_names import FieldNames
from .headings import Headings
from .section_order import SectionOrder
from .tables import Tables
from .timeline_order import TimelineOrder
from .vocabulary import Vocabulary

FIXERS: tuple[Fixer, ...] = (
    FieldNames(),
    Vocabulary(),
    Dates(),
    Headings(),
    SectionOrder(),
    TimelineOrder(),
    Tables(),
)
"""Every fixer."""
