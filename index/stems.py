"""Words as the word index knows them: stems, lower case, without marks over letters."""

import threading
import unicodedata
from importlib.metadata import version

import Stemmer

# Another release may stem otherwise: an index that was made with one is of no use to another.
STEMMER = f"PyStemmer {version('PyStemmer')}"
# A longer "word" is no word; its beginning tells it apart well enough.
_LONGEST = 40
# Words whose stems are remembered, at about 150 bytes each.
_REMEMBERED = 200_000
_OF_THREAD = threading.local()


class Stems(dict[str, str]):
    """The stem of each word looked up; a stemmer keeps its state between calls, so one a thread."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english", 0)

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        plain = word[:_LONGEST] if word.isascii() else _plain(word)[:_LONGEST]
        stem: str = self._stemmer.stemWord(plain)
        self[word] = stem
        return stem


def known_stems() -> Stems:
    """This thread's stems."""
    if not hasattr(_OF_THREAD, "stems"):
        _OF_THREAD.stems = Stems()
    stems: Stems = _OF_THREAD.stems
    return stems


def stem(word: str) -> str:
    """The stem of one lower-case word."""
    return known_stems()[word]


def _plain(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
