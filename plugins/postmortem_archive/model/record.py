"""What every part of ``archive.yml`` has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of ``archive.yml``: it never changes, and knows all of its keys."""

    # Most parts serve only inside another one: none is made ready by itself before it is used so. For
    # the same reason the default of a part is made by `model_construct`, which needs nothing made ready.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
