"""A text as words: folded, stemmed, with the meanings that a small lexicon knows and the clause each stands in."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from dateline.assistant.support import lexicon
from dateline.index.characters import word_set

_SPECIAL = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_RESPELT = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(?<=\w{3})is(e|ed|es|ing|er|ers|ation|ations)$", r"iz\1"),
        (r"(?<=\w{3})ys(e|ed|es|ing)$", r"yz\1"),
        (r"(?<=lab|bou|fav|hon|col|hum|rum|arm|vap|nei|har|vig)our", "or"),
        (r"(?<=neighb)our", "or"),
        (r"(?<=[a-z]{2}[aeiou])ll(ed|ing|er|ers)$", r"l\1"),
        (r"^(cent|met|lit|theat|fib|kilomet|centimet|millimet|spect)re(s?)$", r"\1er\2"),
        (r"^(def|off|lic|pret)ence", r"\1ense"),
        (r"ogue(s?)$", r"og\1"),
        (r"^programme", "program"),
    )
)
_AS_IT_STANDS = frozenset(("missing", "united", "states", "news", "does"))
_NOT_PAST = word_set("need seed feed weed breed speed indeed hundred exceed succeed proceed")
_VERBAL = word_set(
    "is are was were be been has have had will would may might can could should do does did must"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One token. `start` and `end` are code points of the text; `clause` counts on through the sentences."""

    text: str
    low: str
    stem: str
    kind: str
    start: int
    end: int
    sentence: int
    clause: int
    meanings: frozenset[str]
    light: bool

    @property
    def heavy(self) -> bool:
        """Whether the word weighs in comparing contents."""
        return self.kind == "word" and not self.light

    @property
    def capital(self) -> bool:
        """Whether the word is written with a capital."""
        return self.kind == "word" and self.text[:1].isupper()


def fold(text: str) -> str:
    """The text in lower case without accents; typographic apostrophes are plain."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


_OF_THREAD = threading.local()


def _stemmer() -> snowballstemmer.stemmer:
    """This thread's stemmer: it keeps its state between calls."""
    if not hasattr(_OF_THREAD, "stemmer"):
        _OF_THREAD.stemmer = snowballstemmer.stemmer("english")
    return _OF_THREAD.stemmer


@cache
def _irregular() -> dict[str, str]:
    lines = lexicon.lines("verbs") + lexicon.lines("forms")
    return {form: line.split()[0] for line in lines for form in line.split()}


@cache
def _past_forms() -> frozenset[str]:
    return frozenset(form for line in lexicon.lines("verbs") for form in (line.split()[1:] or line.split()))


@lru_cache(maxsize=20_000)
def stem(low: str) -> str:
    """The stem of a folded word: American spelling, irregular verbs by their infinitive, then Snowball."""
    if low in _AS_IT_STANDS:
        return low
    word = _irregular().get(low, low)
    for pattern, by in _RESPELT:
        word = pattern.sub(by, word)
    word = _irregular().get(word, word)
    found: str = _stemmer().stemWord(word)
    return found


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, line in enumerate(lexicon.lines("same")):
        for word in line.split():
            found.setdefault(stem(word), set()).add(f"{line.split()[0]}#{number}")
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=20_000)
def is_light(low: str) -> bool:
    """Whether a folded word weighs nothing in comparing contents."""
    light, stems = _light()
    return low in light or (len(low) > 4 and stem(low) in stems)


@cache
def _light() -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(lexicon.words("light"))
    return words, frozenset(stem(word) for word in words if len(word) > 3)


@lru_cache(maxsize=20_000)
def meanings(low: str) -> frozenset[str]:
    """The stem itself and the groups of the lexicon that it stands in."""
    own = stem(low)
    return _groups().get(own, frozenset()) | {own}


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = (pair.split("/") for pair in lexicon.words("opposite"))
    heads = ((_heads(meanings(a)), _heads(meanings(b))) for a, b in pairs)
    return frozenset(
        (a, b) for ours, theirs in heads for a in ours for b in theirs if a not in theirs and b not in ours
    )


@lru_cache(maxsize=20_000)
def _heads(meaning: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(each.split("#")[0]) for each in meaning)


def same(a: Word, b: Word) -> bool:
    """Whether two words mean the same, as far as stems and the lexicon know."""
    return not a.meanings.isdisjoint(b.meanings)


def opposite(a: Word, b: Word) -> bool:
    """Whether two words exclude each other (rose, fell; safe, unsafe)."""
    return not same(a, b) and _opposed(a.meanings, b.meanings)


@lru_cache(maxsize=50_000)
def _opposed(a: frozenset[str], b: frozenset[str]) -> bool:
    ours, theirs = _heads(a), _heads(b)
    pairs = _opposites()
    if any((x, y) in pairs or (y, x) in pairs for x in ours for y in theirs):
        return True
    return any(
        x in (f"un{y}", f"in{y}", f"non{y}") or y in (f"un{x}", f"in{x}", f"non{x}") for x in a for y in b
    )


@cache
def _rivals() -> list[frozenset[str]]:
    return [frozenset(stem(word) for word in line.split()) for line in lexicon.lines("rival")]


def rivals(a: Word, b: Word) -> bool:
    """Whether an event is only one of the two (arrested, convicted; injured, killed)."""
    if same(a, b):
        return False
    ours, theirs = _heads(a.meanings), _heads(b.meanings)
    return any(ours & line and theirs & line for line in _rivals())


@lru_cache(maxsize=20_000)
def verbal(low: str) -> bool:
    """Whether the folded word looks like a finite verb or participle."""
    if low in _VERBAL or low in _past_forms():
        return True
    return len(low) > 3 and low.endswith("ed") and low not in _NOT_PAST
