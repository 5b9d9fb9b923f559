"""What every part of ``archive.yml`` has in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of ``archive.yml``: it never changes, and knows all of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
