"""How an archive reads, embeds and searches: one frozen value, handed in from outside."""

from pydantic import BaseModel, ConfigDict, Field


class IndexSettings(BaseModel):
    """Settings of the index room. Each is also `DATELINE_<NAME>` and a line in `dateline.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedding: str = Field("static", description="static, onnx:FOLDER or openai:MODEL")
    embedding_base_url: str | None = Field(None, description="endpoint for openai:MODEL embeddings")
    embedding_api_key: str | None = Field(None, description="key for that endpoint", repr=False)
    max_file_mb: float = Field(20.0, gt=0, description="larger files are skipped; record files have no limit")
    fetch_timeout: float = Field(20.0, gt=0, description="seconds for one page")
    fetch_max_mb: float = Field(10.0, gt=0, description="larger pages are refused")
    fetch_private: bool = Field(False, description="allow fetching from private and loopback addresses")
    passage_chars: int = Field(900, ge=100, description="target size of a passage in code points")
    lock_wait: float = Field(600.0, ge=0, description="seconds to wait for another writer to finish")
