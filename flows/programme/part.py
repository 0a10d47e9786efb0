"""What every part of a programme file is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Any part of a programme file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
