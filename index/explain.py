"""Why a passage ranked where it did: which words of the question it has, and which it has not."""

from dateline.index.hit import Hit
from dateline.index.stems import stem
from dateline.index.terms import terms, words


def standing(question: str, hit: Hit) -> dict[str, list[str]]:
    """The question's words, in any of their forms, by where they stand: the passage, the title alone, neither."""
    text, title = ({stem(word) for word in words(each)} for each in (hit.text, hit.title))
    asked = {word: stem(word) for word in terms(question)}
    return {
        "in the passage": [word for word, each in asked.items() if each in text],
        "in the title alone": [word for word, each in asked.items() if each in title - text],
        "not there": [word for word, each in asked.items() if each not in text | title],
    }
