"""How questions are answered: one frozen value, handed in from outside."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class AssistantSettings(BaseModel):
    """Settings of the assistant room. Each is also `DATELINE_<NAME>` and a line in `dateline.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    writer: Literal["extractive", "llm"] | None = Field(
        None, description="extractive or llm; not set: llm where a model is configured, else extractive"
    )
    k: int = Field(12, ge=1, le=100, description="passages looked at for an answer")
    max_statements: int = Field(3, ge=1, le=20, description="most statements the extractive writer gives")
    llm_base_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="address of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1; "
        "not set: OpenAI's own",
    )
    llm_model: str | None = Field(None, min_length=1, description="model of the writer llm")
    llm_api_key: str | None = Field(
        None, repr=False, description="key of the endpoint; not set: OPENAI_API_KEY, for OpenAI's own only"
    )
    llm_context: int = Field(8192, ge=1024, description="tokens the model reads and writes at once")
    llm_evidence: int | None = Field(
        None, ge=128, description="most tokens of evidence; not set: as many as llm_context holds"
    )
    llm_tokenizer: Path | None = Field(
        None,
        description="tokenizer.json of the model, to count its tokens with; not set: OpenAI's models by their own, "
        "others by a safe estimate",
    )
    llm_max_tokens: int = Field(700, ge=50, description="most tokens the model writes for an answer")
    llm_temperature: float = Field(0.0, ge=0, le=2, description="how freely the model chooses its words")
    llm_deadline: float = Field(60.0, gt=0, description="seconds for a whole answer, retries and all")
    llm_price_in: float | None = Field(None, ge=0, description="price of a million tokens read")
    llm_price_out: float | None = Field(None, ge=0, description="price of a million tokens written")
    on_unsupported: Literal["repair", "flag", "drop"] = Field(
        "repair",
        description="what happens to a statement its citation does not carry: one round of repair, "
        "a flag, or it is dropped",
    )
    prompts_folder: Path | None = Field(None, description="folder whose prompts go before Dateline's own")
    llm_cache: Path | None = Field(
        None,
        description="folder that keeps the model's replies to identical requests; not set: none are kept",
    )
    llm_cache_megabytes: int = Field(200, ge=1, description="most that llm_cache holds; the oldest go first")
