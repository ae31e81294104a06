"""How a set of cases is asked and compared: one frozen value, handed in from outside."""

from pydantic import BaseModel, ConfigDict, Field


class EvalSettings(BaseModel):
    """Settings of an eval run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    k: int = Field(default=10, ge=1, le=100, description="passages in the ranking of a case")
    concurrency: int = Field(default=2, ge=1, le=64, description="cases asked at the same time")
    repeats: int = Field(
        default=1, ge=1, le=50, description="how often each case is asked, for writers that vary"
    )
