"""What is wrong with a text that should be JSON, and where: in the reader's words and by the file's own lines."""

import json
import re

# The parser's sentences end where it would put its own count of lines.
_TO_PLACE = re.compile(r"(?: starting)? at$")
_MOST = 100  # characters


def json_problem(error: Exception) -> str:
    """What the parser did not understand, without the place."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    said = _TO_PLACE.sub("", error.msg) if isinstance(error, json.JSONDecodeError) else str(error)
    return said[:_MOST]


def json_place(error: Exception, *, line: int | None = None) -> str:
    """Where that stands: `line` of the file, else the parser's, and the column (from 1) where that is known."""
    if not isinstance(error, json.JSONDecodeError):
        return f"line {line}" if line else ""
    return f"line {line or error.lineno}, column {error.colno}"
