"""What `Archive.articles` is asked for, as a condition on the catalogue."""

import datetime as dt
from typing import Any

from dateline.index.hit import as_day


def conditions(
    *,
    publisher: str | None,
    since: str | dt.date | None,
    until: str | dt.date | None,
    words: str | None,
) -> tuple[str, list[Any]]:
    """A condition over articles `a` and versions `v`, and its values. Undated ones meet no limit of days."""
    parts, values = ["1"], []
    if publisher:
        parts.append("v.publisher = ? COLLATE NOCASE")
        values.append(publisher)
    for sign, day in ((">=", as_day(since, name="since")), ("<=", as_day(until, name="until"))):
        if day:
            parts.append(f"v.day {sign} ?")
            values.append(day)
    for word in (words or "").split():
        parts.append("(v.title LIKE ? ESCAPE '\\' OR v.text LIKE ? ESCAPE '\\')")
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        values += [pattern, pattern]
    return " AND ".join(parts), values
