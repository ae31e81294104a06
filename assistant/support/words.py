"""A text as words: folded, stemmed, with the meanings that a small lexicon knows and the clause each stands in."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import snowballstemmer

from dateline.assistant.support import lexicon
from dateline.index.characters import word_set

_TOKEN = re.compile(
    r"""(?P<number>\d{1,3}(?:[,.'’\u00a0\u202f\u2009\ ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)
    |(?P<initials>(?:[A-Za-z]\.){2,}|[A-Z]&[A-Z])
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)
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
_ENDS = frozenset(".!?")
_BREAKS = frozenset(",;:()–—|")
_LINKS = word_set(
    "if unless but while whereas although though because when after before which who whom whose where "
    "until since"
)
_ABBREVIATED = word_set(
    "mr mrs ms dr st prof gen col sgt lt capt gov sen rep rev jan feb mar apr jun jul aug sep sept "
    "oct nov dec no vs"
)
_NOT_PAST = word_set("need seed feed weed breed speed indeed hundred exceed succeed proceed")
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_LEADING = word_set("in at on for under with by from over of during within between among across about")
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
def _is_light(low: str) -> bool:
    light, stems = _light()
    return low in light or (len(low) > 4 and stem(low) in stems)


@cache
def _light() -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(lexicon.words("light"))
    return words, frozenset(stem(word) for word in words if len(word) > 3)


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in lexicon.lines(name):
        phrase, _, word = line.partition(" = ")
        yield phrase, word


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): word for phrase, word in _pairs("phrases") if " " not in word}


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


@lru_cache(maxsize=4_000)
def words(text: str) -> tuple[Word, ...]:
    """The tokens of a text in order, with contractions written out and fixed phrases as one word."""
    return _numbered(_joined(list(_tokens(text))), text)


def _tokens(text: str) -> list[tuple[str, str, str, int, int]]:
    found: list[tuple[str, str, str, int, int]] = []
    for match in _TOKEN.finditer(text):
        kind, (start, end) = match.lastgroup or "mark", match.span()
        raw = match.group()
        low = fold(raw)
        if kind == "initials":
            low, kind = re.sub(r"[^a-z&]", "", low), "word"
        for piece in _written_out(low) if kind == "word" else (low,):
            found.append((raw, piece, kind, start, end))
    return found


def _written_out(low: str) -> tuple[str, ...]:
    if "'" not in low:
        return (low,)
    if low.endswith("n't"):
        return ({"wo": "will", "ca": "can", "sha": "shall"}.get(low[:-3], low[:-3]), "not")
    head, _, tail = low.partition("'")
    more = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}.get(tail)
    if more:
        return (head, more)
    return (head,) if tail in ("s", "") else (low.replace("'", ""),)


def _joined(tokens: list[tuple[str, str, str, int, int]]) -> list[tuple[str, str, str, int, int]]:
    found: list[tuple[str, str, str, int, int]] = []
    at = 0
    while at < len(tokens):
        for length in (4, 3, 2):
            run = tokens[at : at + length]
            phrase = _phrases().get(tuple(each[1] for each in run)) if len(run) == length else None
            if phrase:
                raw = " ".join(each[0] for each in run)
                found.append((raw, phrase, "word", run[0][3], run[-1][4]))
                at += length
                break
        else:
            low = "not" if tokens[at][1] == "cannot" else tokens[at][1]
            found.append((tokens[at][0], low, *tokens[at][2:]))
            at += 1
    return found


def _numbered(tokens: list[tuple[str, str, str, int, int]], text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    sentence = clause = 0
    for at, (raw, low, kind, start, end) in enumerate(tokens):
        if kind == "word" and low in _LINKS and found and not _before_a_time(tokens, at):
            clause += 1
        if (
            low == "and"
            and _verb_follows(tokens, at)
            and not any(each[1] == "between" for each in tokens[max(at - 4, 0) : at])
        ):
            clause += 1
        meaning = _meaning(raw, low) if kind == "word" else frozenset((low,))
        light = _is_light(low) or (kind == "word" and len(low) == 1)
        found.append(
            Word(
                raw,
                low,
                stem(low) if kind == "word" else low,
                kind,
                start,
                end,
                sentence,
                clause,
                meaning,
                light,
            )
        )
        if kind == "mark" and low in _BREAKS and not _inside_number(text, start):
            clause += 1
        if kind == "mark" and low in _ENDS and _ends_sentence(tokens, at, text):
            sentence, clause = sentence + 1, clause + 1
    return _resumed(found)


def _meaning(raw: str, low: str) -> frozenset[str]:
    """The meanings of a word; a phrase means what its weighty parts do, too."""
    found = meanings(low)
    for part in raw.split() if " " in raw else ():
        if not _is_light(fold(part)):
            found |= meanings(fold(part))
    return found


def _resumed(found: list[Word]) -> tuple[Word, ...]:
    """The words with a clause going on after what two commas set off: "Menzel, a student from Pirna, won"."""
    runs: list[list[int]] = []
    for at, word in enumerate(found):
        if not runs or found[runs[-1][0]].clause != word.clause:
            runs.append([])
        runs[-1].append(at)
    same_as: dict[int, int] = {}
    for first, following in pairwise(runs):
        head, end = found[first[0]], found[first[-1]]
        opens = first[0] == 0 or found[first[0] - 1].sentence != head.sentence
        one_sentence = head.sentence == found[following[0]].sentence
        if (
            opens
            and one_sentence
            and end.low == ","
            and head.low in _LEADING
            and not any(verbal(found[at].low) for at in first)
        ):
            same_as[head.clause] = found[following[0]].clause
    for number in range(2, len(runs)):
        first, set_off, again = runs[number - 2], runs[number - 1], runs[number]
        opened, closed = found[first[-1]].low == ",", found[set_off[-1]].low == ","
        if closed and not opened and number > 2 and found[set_off[0]].low in _LINKS:
            first = runs[number - 3]
            opened = found[first[-1]].low == ","
        head = found[again[0]]
        if opened and closed and head.kind == "word" and _finite(head.low) and _is_aside(found, set_off):
            origin = found[first[0]].clause
            same_as[head.clause] = same_as.get(origin, origin)
    return tuple(replace(word, clause=same_as.get(word.clause, word.clause)) for word in found)


def _finite(low: str) -> bool:
    return verbal(low) or (low.endswith("s") and len(low) > 4)


def _is_aside(found: list[Word], run: list[int]) -> bool:
    return found[run[0]].low in _LINKS or not any(
        verbal(found[at].low) and not found[at].low.endswith("ed") for at in run
    )


def _before_a_time(tokens: list[tuple[str, str, str, int, int]], at: int) -> bool:
    """Whether "since", "after", "before" or "until" only leads a time: "since 2018", "until Monday"."""
    if tokens[at][1] not in ("since", "after", "before", "until") or at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    single = at + 2 >= len(tokens) or not verbal(tokens[at + 2][1])
    return after[2] == "number" or (after[0][:1].isupper() and single) or after[1] in ("last", "next")


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _ends_sentence(tokens: list[tuple[str, str, str, int, int]], at: int, text: str) -> bool:
    end = tokens[at][4]
    if end < len(text) and not text[end].isspace() and text[end] not in "\"'”’)]":
        return False
    if tokens[at][1] == "." and at and tokens[at - 1][1] in _ABBREVIATED:
        return False
    following = next((each for each in tokens[at + 1 :] if each[2] != "mark"), None)
    return following is None or not following[0][:1].islower()


def _verb_follows(tokens: list[tuple[str, str, str, int, int]], at: int) -> bool:
    """Whether a second predicate or amount comes after "and", so that a new clause begins there."""
    for _, low, kind, _, _ in tokens[at + 1 : at + 6]:
        if kind == "mark":
            return False
        year = kind == "number" and len(low) == 4
        if (kind == "number" and not year) or low in _NUMBERS or verbal(low):
            return True
    return False


@lru_cache(maxsize=20_000)
def verbal(low: str) -> bool:
    """Whether the folded word looks like a finite verb or participle."""
    if low in _VERBAL or low in _past_forms():
        return True
    return len(low) > 3 and low.endswith("ed") and low not in _NOT_PAST
