"""What can go wrong at a model endpoint, in words for the user, and whether to try again."""

import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["unreachable", "late", "cut", "refused", "no-model", "busy", "overflow", "broken", "malformed"]

_OVERFLOW = re.compile(
    r"context[ _](?:length|size|window)|maximum context|context_length_exceeded|exceeds? the (?:available )?context"
    r"|too many tokens|prompt is too long",
    re.IGNORECASE,
)
_LONGEST_TOLD = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """`words` is one clause for the user; `again`: another try may help, after `after` seconds where told."""

    kind: Kind
    words: str
    again: bool = False
    after: float | None = None


def fault_of(error: Exception, *, place: str, model: str) -> Fault:
    """The fault that an exception of the client library stands for."""
    import httpx  # noqa: PLC0415  with openai
    import openai  # noqa: PLC0415  takes half a second

    if isinstance(error, openai.APITimeoutError):
        return Fault("late", f"{place} did not answer in time", again=True)
    if isinstance(error, openai.APIStatusError):
        return _status(error.status_code, error, place, model)
    if isinstance(error, openai.APIConnectionError):
        why = str(error.__cause__ or error)[:_LONGEST_TOLD]
        return Fault("unreachable", f"{place} cannot be reached ({why}); see that it is running", again=True)
    if _OVERFLOW.search(str(error)):
        return Fault("overflow", f"the evidence is too long for {model}; lower llm_context")
    if isinstance(error, httpx.TimeoutException):
        return Fault("late", f"{place} did not finish in time", again=True)
    if type(error).__module__.split(".")[0] in ("httpx", "httpcore"):
        return Fault("cut", f"{place} cut its answer off", again=True)
    if isinstance(error, openai.APIError):
        told = error.message[:_LONGEST_TOLD]
        return Fault("broken", f"{place} failed while it answered ({told})", again=True)
    return Fault("malformed", f"{place} sent what is no chat answer ({type(error).__name__})", again=True)


def _status(status: int, error: Any, place: str, model: str) -> Fault:
    told = str(error.message)
    if status in (401, 403):
        return Fault("refused", f"{place} refused the key ({status}); set DATELINE_LLM_API_KEY")
    if status == 404:
        return Fault("no-model", f"{place} has no model {model}, or no chat there; see DATELINE_LLM_MODEL")
    if status in (400, 413, 422) and _OVERFLOW.search(f"{told} {error.body}"):
        return Fault("overflow", f"the evidence is too long for {model}; lower llm_context")
    if status == 429:
        spent = "insufficient_quota" in f"{error.code} {error.body}"
        words = f"{place} {'has no quota left' if spent else 'is asked too often'} (429)"
        return Fault("busy", words, again=not spent, after=_retry_after(error))
    if status >= 500 or status in (408, 409):
        return Fault("broken", f"{place} failed ({status})", again=True, after=_retry_after(error))
    return Fault("refused", f"{place} refused the request ({status}: {told[:_LONGEST_TOLD]})")


def _retry_after(error: Any) -> float | None:
    """Seconds that the endpoint asks to wait; a date or nonsense counts as not told."""
    try:
        seconds = float(error.response.headers.get("retry-after"))
    except (TypeError, ValueError):
        return None
    return seconds if 0 <= seconds < 1e6 else None
