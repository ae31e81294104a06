"""Whether a model repeats itself for ever."""

_SHORTEST, _LONGEST, _TIMES = 12, 240, 3
_DENSE = 8


def loops(text: str) -> bool:
    """Whether a text ends with the same 12 to 240 code points three times over, with words in them.

    Shorter repeats must fill 96 code points, so that a row of dots or a table's rule is no loop yet.
    """
    end = text[-_LONGEST * _TIMES :]
    for length in range(1, len(end) // _TIMES + 1):
        times = _TIMES if length >= _SHORTEST else -(-_SHORTEST * _DENSE // length)
        if len(end) >= length * times and end.endswith(end[-length:] * times):
            return True
    return False
