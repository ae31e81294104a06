"""Names in a text, and whether two of them are one: spelling variants, demonyms, initials, acronyms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from dateline.assistant.support import lexicon
from dateline.assistant.support.words import Word, verbal
from dateline.index.characters import word_set

_DEMONYM_ENDS = {""} | word_set("n an ian ean ish ese i ic er ers ans ians e a ia s nian is land lander")  # fmt: skip
OFFICES = word_set(
    "president premier minister chancellor mayor governor judge justice captain colonel sergeant king queen prince "
    "princess pope bishop archbishop father sister senator congressman congresswoman deputy professor coach chief "
    "chairman chairwoman ceo director secretary ambassador commissioner lord lady sheikh imam rabbi mr mrs ms dr sir "
    "speaker lt capt col sgt gov sen rep st"
)
_BODIES = word_set("police army navy court parliament government ministry council party house")
_TOPICS = word_set(
    "foreign finance interior defence defense energy trade health justice prime vice first acting former"
)
_NO_NAMES = word_set(
    "a an the on in at by for from of with and but it he she they his her their its we our i this that these those "
    "there when while after before since as if according however although both all some many most several no none "
    "nobody not yes article monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec today "
    "yesterday gdp us$ new"
)
_TITLES = OFFICES | _BODIES | _NO_NAMES
_WITHIN = word_set("of al el de la le van von der den bin ibn abu da di du dos")
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^y(?=e)|^j(?=e)", ""), (r"^(hr|gr)", "gr"), (r"kh|gh", "h"), (r"ph", "f"), (r"tch|tsch|ch|cz", "c"),
        (r"sch|sh|sz|s", "s"), (r"q|ck|k|c(?=[aou]|$)", "k"), (r"dzh|dj|dh|d", "d"), (r"th|t", "t"), (r"w|v", "v"),
        (r"z|ts|tz", "z"), (r"ks|x", "ks"), (r"ou|oo|u|w", "u"), (r"(iy|yy|ii|ij|y|j|ie|ee|i)", "i"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name at words `[first, last]` of its text; `parts` are its folded words without titles.

    `sure` is False for a word that only may be a name, because it opens a sentence.
    """

    text: str
    first: int
    last: int
    parts: tuple[str, ...]
    sure: bool = True


def names(
    words: Sequence[Word], taken: frozenset[int] = frozenset(), known: frozenset[str] = frozenset()
) -> tuple[Name, ...]:
    """The names among the words. A single word that opens a sentence counts where it is in `known`
    (names met elsewhere) or is a country.
    """
    found: list[Name] = []
    at = 0
    while at < len(words):
        run = _run(words, at, taken)
        if run:
            parts = tuple(words[index].low for index in run if words[index].low not in _WITHIN)
            opens = _opens(words, run[0])
            single = len(run) == 1 and opens
            bare = single and _bare_subject(words, run[0])
            if opens and len(run) > 1 and _common_opening(words, run, known):
                run, parts = run[1:], parts[1:]
            if len(run) == 1 and words[run[0]].light and words[run[0]].low != "us":
                parts = ()
            if parts and (
                not single
                or parts[0] in known
                or parts[0] in _country_codes()
                or _possessive(words, run[0])
                or bare
            ):
                text = " ".join(words[index].text for index in run)
                sure = not bare or parts[0] in known or parts[0] in _country_codes()
                found.append(Name(text, run[0], run[-1], parts, sure))
            at = run[-1] + 1 if run else at + 1
        else:
            at += 1
    return tuple(found)


def capitals(words: Sequence[Word]) -> frozenset[str]:
    """The folded words that stand with a capital where no sentence begins, so that they are names."""
    return frozenset(
        word.low
        for at, word in enumerate(words)
        if word.capital and not _opens(words, at) and word.low not in _TITLES
    )


def _opens(words: Sequence[Word], at: int) -> bool:
    before = at - 1
    while before >= 0 and words[before].kind == "mark" and words[before].low in "\"'“”‘’(-*|#•":
        before -= 1
    return before < 0 or words[before].low in ".!?:" or words[before].sentence != words[at].sentence


def _bare_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a word that opens a sentence stands before a verb as only a name does ("Calder signed")."""
    word = words[at]
    if (
        word.light
        or len(word.meanings) > 1
        or word.low.endswith(("s", "ing", "ly", "ment", "ion"))
        or at + 1 >= len(words)
    ):
        return False
    return verbal(words[at + 1].low) and not verbal(word.low)


def _possessive(words: Sequence[Word], at: int) -> bool:
    return words[at].text.endswith(("'s", "’s"))


def _run(words: Sequence[Word], at: int, taken: frozenset[int]) -> list[int]:
    run: list[int] = []
    index = at
    while index < len(words):
        word = words[index]
        title = word.low in _NO_NAMES or word.low in OFFICES or (word.low in _BODIES and not run)
        if word.low in OFFICES and run and all(words[each].low in _TOPICS for each in run):
            return []
        if index not in taken and word.capital and not title and (len(word.text) > 1 or run):
            run.append(index)
            if _possessive(words, index):
                break
        elif run and word.low in _WITHIN and _goes_on(words, index + 1, taken):
            run.append(index)
        elif run and word.low in ("-", ".") and _capital_at(words, index + 1, taken) and _glued(words, index):
            pass
        else:
            break
        index += 1
    while run and words[run[-1]].low in _WITHIN:
        run.pop()
    return run


def _goes_on(words: Sequence[Word], at: int, taken: frozenset[int]) -> bool:
    """Whether a name goes on after a small word, or after two: "Ursula von der Leyen"."""
    small = at < len(words) and words[at].low in _WITHIN
    return _capital_at(words, at + 1 if small else at, taken)


def _capital_at(words: Sequence[Word], at: int, taken: frozenset[int]) -> bool:
    return at < len(words) and at not in taken and words[at].capital and words[at].low not in _TITLES


def _glued(words: Sequence[Word], at: int) -> bool:
    if words[at].low == ".":
        return len(words[at - 1].text) == 1
    return words[at - 1].end == words[at].start and words[at].end == words[at + 1].start


def _common_opening(words: Sequence[Word], run: list[int], known: frozenset[str]) -> bool:
    """Whether the first word of the run has its capital only because a sentence begins ("Police Chief…")."""
    first = words[run[0]]
    if first.low in known:
        return False
    of_trade = len(run) > 2 and first.low.endswith(("er", "or", "ist", "ian", "man", "woman"))
    return (
        first.light
        or verbal(first.low)
        or first.low.endswith(("ing", "ly"))
        or len(first.meanings) > 1
        or of_trade
    )


@cache
def _country_codes() -> dict[str, str]:
    return {form: line.split()[0] for line in lexicon.lines("countries") for form in line.split()}


def country(low: str) -> str | None:
    """The country that a folded word names, by its own name or a demonym; None for anything else."""
    return _country_codes().get(low)


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two folded words of names are one name: equal, a demonym, or another spelling of the same sounds."""
    if a == b:
        return True
    codes = _country_codes()
    if a in codes or b in codes:
        return codes.get(a) == codes.get(b)
    if len(a) < 3 or len(b) < 3:
        return False
    return _demonym(a, b) or _variant(a, b)


def _demonym(a: str, b: str) -> bool:
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= 4 and a[shared:] in _DEMONYM_ENDS and b[shared:] in _DEMONYM_ENDS


def _variant(a: str, b: str) -> bool:
    ours, theirs = _skeleton(a), _skeleton(b)
    close = SequenceMatcher(None, a, b, autojunk=False).ratio()
    return (ours == theirs and len(ours) > 1 and close >= 0.6) or (close >= 0.9 and min(len(a), len(b)) >= 8)


@lru_cache(maxsize=20_000)
def _skeleton(low: str) -> str:
    for pattern, by in _SOUNDS:
        low = pattern.sub(by, low)
    low = re.sub(r"(.)\1+", r"\1", low)
    vowel_first = low[:1] in "aeio"
    return ("a" if vowel_first else "") + re.sub(r"[aeiou'-]", "", low)


def initials(words: Sequence[Word]) -> frozenset[str]:
    """The initials of every run of capitalised words, small words within left out: "fda" for the Food and Drug…"."""
    found: set[str] = set()
    run = ""
    for word in words:
        if word.capital:
            run += word.low[0]
            found.update(run[start:] for start in range(len(run) - 1))
        elif word.low not in ("of", "and", "for", "the", "on", "in"):
            run = ""
    return frozenset(each for each in found if len(each) > 1)


def acronym(name: Name) -> str:
    """The initials of a name of several words."""
    return "".join(part[0] for part in name.parts) if len(name.parts) > 1 else ""


def found_in(name: Name, pool: frozenset[str], acronyms: frozenset[str]) -> bool:
    """Whether a name is among the folded words of a text, by its weightiest words.

    Of a name of several words the last must be there, and half of the others: "Zelensky" is enough for
    "Volodymyr Zelensky", "Red" is not for "Red Crescent".
    """
    joined = "".join(name.parts)
    if joined in _country_codes() and any(alike(joined, each) for each in pool):
        return True
    if len(name.parts) == 1:
        return any(alike(joined, each) for each in pool) or joined in acronyms
    return any(alike(name.parts[-1], each) for each in pool) or acronym(name) in pool
