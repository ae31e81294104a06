"""The words of a question that are worth looking for."""

import re
from functools import cache

# A mark that stands apart from its letter ("e" and an accent, as many PDFs have it) does not end the word.
_WORD = re.compile(r"\w[\w\u0300-\u036f]*", re.UNICODE)
# A question of ten thousand characters is looked up by its first words only.
_MOST_TERMS = 64
_STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being but by can could did do does doing "
    "for from had has have having he her hers him his how i if in into is it its just me my no nor not of on or our "
    "out over own s said same says say she should so some such t than that the their them then there these they this "
    "those through to too under until up upon us very was we were what when where which while who whom whose why will "
    "with would you your".split()
)


@cache
def is_stop_word(word: str) -> bool:
    """Whether a lower-case English word says nothing about what is asked."""
    return word in _STOP_WORDS


def words(text: str) -> list[str]:
    """All words of a text in order, lower case."""
    return _WORD.findall(text.lower())


def terms(question: str) -> list[str]:
    """The distinct words to look for, in order; stop words only where there is nothing else."""
    found = list(dict.fromkeys(words(question)))
    telling = [word for word in found if not is_stop_word(word)]
    return (telling or found)[:_MOST_TERMS]
