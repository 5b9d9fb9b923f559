"""What every part of ``archive.yml`` has in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of ``archive.yml``: it never changes, and knows all of its keys."""

    # most parts serve only inside another one: none is made ready by itself before it is used so
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
