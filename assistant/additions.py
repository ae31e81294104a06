"""Whether a text says more than what it was made from: names and numbers that nobody mentioned."""

from dateline.assistant.language import key, tokens
from dateline.index.terms import is_stop_word

_OPENERS = frozenset("compare describe explain find give list name tell summarise summarize".split())


def adds(text: str, said: str) -> bool:
    """Whether a text has a name, number or date that `said` has not, in whatever case and spelling of numbers."""
    known = {key(token) for token in tokens(said)}
    return any(each not in known for each in _telling(text))


def loses(text: str, said: str) -> bool:
    """Whether a text has lost a name, number or date that `said` has."""
    left = {key(token) for token in tokens(text)}
    return any(each not in left for each in _telling(said))


def _telling(text: str) -> list[str]:
    """The words of a text that are numbers or capitalised; its first word only where it may be a name."""
    found = []
    for place, token in enumerate(tokens(text)):
        lower = token.lower()
        opens = place == 0 and (is_stop_word(lower) or lower in _OPENERS)
        named = token != lower and not opens and not is_stop_word(lower)
        if named or (key(token)[0].isdigit() and lower != "one"):
            found.append(key(token))
    return found
