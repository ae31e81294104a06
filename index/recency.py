"""How much newer reports are preferred: only with `as_of`, and as much as the question hints at it."""

import datetime as dt
import re

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_NEW = re.compile(
    r"\b(?:this (?:week|month|year|summer|spring|fall|autumn|winter|weekend|season)|recent(?:ly)?|"
    r"(?:last|past) (?:week|month|weekend|night)|latest|new(?:ly|est)?|current(?:ly)?|now|today|tonight|"
    r"yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|just|soon|upcoming)\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:1\d\d\d|20\d\d|originally|in history|(?:years|decades|centuries) ago|century|used to)\b",
    re.IGNORECASE,
)
# Shares of the best candidate's score. Learned on a year of dated questions, confirmed on another half year.
_HINTED, _UNHINTED, _HISTORIC = 0.12, 0.06, 0.015
_WEEK, _LONGEST = 7.0, 365.0


def strength(question: str) -> float:
    """How strongly a question asks for what is new: most with "this week", least with "in 2019"."""
    if _NEW.search(question):
        return _HINTED
    return _HISTORIC if _OLD.search(question) else _UNHINTED


def penalties(question: str, days: Integers, as_of: str | None) -> Scores:
    """`-strength * ln(1 + age / 7)` for each day (as 20250110, 0 is undated); the age in days, at most 365.

    All 0 without `as_of`.
    """
    if as_of is None:
        return np.zeros(len(days))
    today = dt.date.fromisoformat(as_of).toordinal()
    ages = {int(day): today - _ordinal(int(day)) if day else 0 for day in np.unique(days)}
    aged = np.array([ages[int(day)] for day in days], dtype=np.float64)
    return -strength(question) * np.log1p(np.clip(aged, 0, _LONGEST) / _WEEK)


def _ordinal(day: int) -> int:
    return dt.date(day // 10000, day // 100 % 100, day % 100).toordinal()
