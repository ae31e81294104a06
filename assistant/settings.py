"""How questions are answered: one frozen value, handed in from outside."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class AssistantSettings(BaseModel):
    """Settings of the assistant room. Each is also `DATELINE_<NAME>` and a line in `dateline.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    writer: Literal["extractive", "llm"] | None = Field(
        None, description="extractive or llm; not set: llm where a model is configured, else extractive"
    )
    k: int = Field(12, ge=1, le=100, description="passages looked at for an answer")
    max_statements: int = Field(3, ge=1, le=20, description="most statements the extractive writer gives")
