"""What several articles offer as the answer: the more of them have a word near the question's words, the better."""

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from dateline.assistant.writers.reading import Numbers, Reading

_MOST_VOTERS = 6
_MOST = 3.0
_BY_WORD = ("person", "number", "date", "place", "name")


def votes(reading: Reading, close: Numbers, wanted: npt.NDArray[np.bool_]) -> dict[str, Numbers]:
    """For each sentence the votes of its best candidate: `vote`, against the best of all, and by other articles.

    Each article votes once for a word, with its best nearness; copies are one article, since search gives one.
    """
    value = close if reading.question.kind in _BY_WORD else close * reading.like_thing[reading.ids]
    own: list[dict[str, float]] = []
    by_article: dict[str, dict[str, float]] = defaultdict(dict)
    for row, (passage, _) in enumerate(reading.pairs):
        mine: dict[str, float] = {}
        for place in np.flatnonzero(wanted[row]).tolist():
            word, worth = reading.vocabulary.keys[reading.ids[row, place]], float(value[row, place])
            mine[word] = max(mine.get(word, 0.0), worth)
        own.append(mine)
        article = by_article[passage.hit.article]
        for word, worth in mine.items():
            article[word] = max(article.get(word, 0.0), worth)
    given: dict[str, list[float]] = defaultdict(list)
    for article in by_article.values():
        for word, worth in article.items():
            given[word].append(worth)
    total = {word: sum(sorted(worths)[-_MOST_VOTERS:]) for word, worths in given.items()}
    most = max(total.values(), default=0.0) or 1.0
    rows = [
        (
            min(_MOST, max((total[word] * worth for word, worth in mine.items()), default=0.0)),
            max((total[word] / most * worth for word, worth in mine.items()), default=0.0),
            max((min(_MOST, total[word] - worth) for word, worth in mine.items()), default=0.0),
        )
        for mine in own
    ]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 3)
    return {"vote": table[:, 0], "vote_against_all": table[:, 1], "other_votes": table[:, 2]}
