"""The widening surroundings of a sentence: itself, its neighbours and title, its passage, its article."""

from functools import cached_property

import numpy as np

from dateline.assistant.writers.reading import Numbers, Reading


class Scopes:
    """For each word asked for (rows) and sentence (columns), the best match within each scope."""

    def __init__(self, reading: Reading, match: Numbers) -> None:
        self._reading, self._match = reading, match

    @cached_property
    def sentence(self) -> Numbers:
        """The best match in the sentence itself."""
        best: Numbers = self._match[:, self._reading.ids].max(axis=2)
        return best

    @cached_property
    def _title(self) -> Numbers:
        best = {
            number: self._match[:, ids].max(axis=1, initial=0) for number, ids in self._reading.titles.items()
        }
        return np.stack([best[passage.number] for passage, _ in self._reading.pairs], axis=1)

    @cached_property
    def around(self) -> Numbers:
        """The best match in the sentence, the ones before and after it in its passage, and the title."""
        best = np.maximum(self.sentence, self._title)
        same = self.follows
        best[:, 1:] = np.maximum(best[:, 1:], self.sentence[:, :-1] * same)
        best[:, :-1] = np.maximum(best[:, :-1], self.sentence[:, 1:] * same)
        return best

    @cached_property
    def passage(self) -> Numbers:
        """The best match in the passage and its title."""
        return self._grouped([str(passage.number) for passage, _ in self._reading.pairs])

    @cached_property
    def article(self) -> Numbers:
        """The best match in the passages found of the same article."""
        return self._grouped([passage.hit.article for passage, _ in self._reading.pairs])

    @cached_property
    def follows(self) -> Numbers:
        """Whether each sentence but the first follows the one before it in the same passage, 1 or 0."""
        return _same_passage(self._reading)

    def _grouped(self, groups: list[str]) -> Numbers:
        wide = np.maximum(self.sentence, self._title)
        out = np.empty_like(wide)
        names = np.array(groups)
        for name in dict.fromkeys(groups):
            out[:, names == name] = wide[:, names == name].max(axis=1, keepdims=True)
        return out

    @staticmethod
    def neighbours(reading: Reading, values: Numbers) -> Numbers:
        """Values of sentences (rows) with those of the sentences before and after in the passage added."""
        same = _same_passage(reading)[:, None]
        summed = values.copy()
        summed[1:] += values[:-1] * same
        summed[:-1] += values[1:] * same
        return summed


def _same_passage(reading: Reading) -> Numbers:
    numbers = np.array([passage.number for passage, _ in reading.pairs])
    same: Numbers = (numbers[1:] == numbers[:-1]).astype(np.float64)
    return same
