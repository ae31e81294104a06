"""Follow-up questions made to stand alone, by rules: no model, and no word that was not said before."""

import re
from collections.abc import Sequence
from functools import reduce

from dateline.assistant.language import AUXILIARIES, names_in
from dateline.index.terms import is_stop_word, terms

# What is asked stands before, what it speaks of behind it: "Who is its governor (Bank of Marrenland)?"
_BRACKET = re.compile(r"\s*\((?P<said>[^()]*)\)\s*\?$")
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|then|also|what about|how about|thanks?(?: you)?|nice|great|got it)\b"
    r"[\s,.!:]*)+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:who(?:se|m)?|what|which|when|where|why|how|{AUXILIARIES}|tell|list|name|give|show)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:its|itself|those|these(?! days)|this(?! (?:week|month|year|morning|evening))|the same|"
    r"it(?! (?:take|takes|took|possible|true|rain|cost)\b))\b"
    # "that" alone points back; before a verb or after one it only joins.
    r"|\bthat(?=\s*(?:[?,.]|$|happen|mean|change|end|start))"
    r"|\b(?:about|of|in|on|after|before|since|is|was|did) that\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\b(?:is|was|has|does|did|will|would) it (?=\w+ (?:to|that|for)\b)", re.IGNORECASE)
# Says again what was asked: "I meant for Mars", "I'm asking for a telephone number".
_AGAIN = re.compile(r"\bI(?: am|['’]m| was)? (?:mean|meant|asking)\b", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"\bthe (?:former|latter|second|first|others?)\b|\belse\b|\binstead\b|\bany (?:more|others?)\b|"
    r"\b(?:tell|say|know|hear)\b.*\bmore$|\bin return\b|\bif (?:there (?:is|are) )?any$",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^\W*(?:what|who) (?:is|are|was|were) (?!the\b|there\b)(?:an? )?\w+\W*$", re.IGNORECASE
)
_ABOUT_ONE = re.compile(r"^\W*(?:and )?(?:who|which|what (?!is|are|was|were|did|do|does))\b", re.IGNORECASE)
_ABOUT_NAME = re.compile(r"^\W*[Ww]ho (?:is|was|are|were) [^\W\d_a-z]")
# "Why?", "And when exactly?": the last question, asked for something else.
_ALONE = re.compile(r"(?:why|how|when|where)(?: (?:exactly|precisely))?", re.IGNORECASE)
_FIRST_VERB = rf"(?:{AUXILIARIES})\b"
_ASKED_BY = re.compile(rf"(?:{_ALONE.pattern} )?(?P<rest>{_FIRST_VERB} .+)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"how (?:many|much) (?P<what>(?:(?!{_FIRST_VERB})\S+ )+)"
    r"(?P<verb>is|are|was|were) (?P<rest>.+)",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"(?:please )?(?:tell|give|show) (?:me|us)(?: (?:more|something))?(?: (?:about|of))? ", re.IGNORECASE
)
_STARTERS = {*terms("tell name list give show hi hello thanks thank please great nice ok okay sorry yes")}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = (
    rf"(?:(?:early|late|mid)[- ])?(?:\d{{1,2}}\s+)?(?:{_MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{4}})|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|now|(?:last|this) (?:week|month|year)"
)
_TIME = re.compile(
    r"(?P<before>\s*\b(?:(?:in|on|by|during|since|before|after|until|as of|at the end of)\s+)?)"
    rf"(?P<date>\b(?:{_DATE}))\b",
    re.IGNORECASE,
)
_MOST_TURNS = 12


def standalone(question: str, earlier: Sequence[str]) -> str:
    """The question as it would be asked alone; unchanged where it stands alone already.

    `earlier` are the questions asked before, the last one last. "And in October?" takes the last question
    with its time replaced, "And Japan?" with its name; a pronoun brings along what that question speaks of.
    """
    return _follow(question, reduce(_with, earlier[-_MOST_TURNS:], []))


def leans(question: str, earlier: Sequence[str]) -> bool:
    """Whether a question may need those before it: the rules change it, or it names nothing itself."""
    if not earlier or _BRACKET.search(question):
        return False
    return standalone(question, earlier) != question.strip() or not (
        _names(question) or _DEFINES.search(question)
    )


def _with(turns: list[str], question: str) -> list[str]:
    """One more turn, made whole from those before; one that says nothing ("Thank you!") is none."""
    return [*turns, _follow(question, turns)] if _telling(question) else turns


def _follow(question: str, before: list[str]) -> str:
    question = question.strip()
    if not before or not question or _BRACKET.search(question):
        return question
    bare = _OPENING.sub("", question).rstrip("?!. ")
    if not _ASKS.search(bare) and len(bare.split()) <= 8:
        return _fragment(question, bare, before)
    if _ALONE.fullmatch(bare):
        return _asked_for(bare, before[-1])
    if _points_back(question):
        said = _spoken_of(question, before)
        # A short question may say itself all that it could take from those before.
        known = set(terms(question))
        return question if set(_content(said)) <= known and _content(question) else _behind(question, said)
    return question


def _fragment(question: str, bare: str, before: list[str]) -> str:
    """A question without a verb: "And in October?", "And Japan?", "What about its length?"."""
    last = before[-1]
    if not bare or not _telling(question):
        return question
    if time := _TIME.fullmatch(bare):
        return _at_another_time(last, bare, time["before"].strip())
    if _THING.search(bare) or _PERSON.search(bare):
        return _behind(question, _spoken_of(question, before))
    stem = _stem(last)
    new, old = _names(bare), _names(stem)
    # Without "and" or "what about", more than one word may be a topic of its own.
    instead = len(bare.split()) == 1 or _OPENING.match(question)
    if instead and len(old) == 1 and len(new) == 1 and len(bare.split()) <= len(new[0].split()) + 2:
        return re.sub(rf"\b{re.escape(old[0])}(?!\w)", lambda _: new[0], stem) + "?"
    return _behind(question, _uncapped(stem) if len(stem.split()) <= 12 else _spoken_of(question, before))


def _asked_for(asks: str, last: str) -> str:
    """The last question, asked with another word: "Was it closed?", then "Why?"; else with it in brackets."""
    bracket = _BRACKET.search(last)
    said, stem = bracket["said"] if bracket else "", _OPENING.sub("", _stem(last))
    asks = asks[:1].upper() + asks[1:].lower()
    if said and _ALONE.fullmatch(stem):
        return _behind(asks, said)
    if asked := _ASKED_BY.fullmatch(stem):
        rest = asked["rest"]
    elif counted := _COUNTED.fullmatch(stem):
        rest = f"{counted['verb']} {counted['what']}{counted['rest']}"
    else:
        told = _uncapped(_TOLD_OF.sub("", stem, count=1)) if stem else ""
        return _behind(asks, ", ".join(each for each in (told, said) if each))
    return _behind(f"{asks} {rest[:1].lower()}{rest[1:]}", said)


def _at_another_time(last: str, fragment: str, preposition: str) -> str:
    stem, said = _stem(last), _BRACKET.search(last)
    if not preposition and (old := _TIME.search(stem)):
        changed = f"{stem[: old.start('date')]}{fragment}{stem[old.end('date') :]}"
    else:
        changed = f"{_TIME.sub('', stem).rstrip(' ,')} {fragment}"
    return _behind(changed, said["said"] if said else "")


def _points_back(question: str) -> bool:
    """Whether a question needs one before it: by a pronoun, or since it is short and names nothing."""
    if _AGAIN.search(question):
        return True
    loose = _EXISTS.sub("", question)
    pronoun = next((found for kind in (_PERSON, _THING) if (found := kind.search(loose))), None)
    if pronoun:
        # "Did Brandvik say that he …?": who is meant was said just before.
        return not _names(loose[: pronoun.start()])
    if _names(question) or _DEFINES.search(question):
        return False
    return bool(_ELLIPTIC.search(question.rstrip("?!. "))) or len(question.split()) <= 5


def _spoken_of(question: str, before: list[str]) -> str:
    """What the questions before speak of: names, for a person what told us of him, else their topic."""
    last = before[-1]
    alone = len(_OPENING.sub("", question).split()) <= 2
    if alone or (_PERSON.search(question) and _ABOUT_ONE.search(last) and not _ABOUT_NAME.search(last)):
        said = _BRACKET.search(last)
        return ", ".join([_uncapped(_stem(last)), *([said["said"]] if said else [])])
    for turn in reversed(before):
        said = _BRACKET.search(turn)
        known = [*_names(_stem(turn)), *([said["said"]] if said else [])]
        if new := [each for each in dict.fromkeys(known) if each.casefold() not in question.casefold()]:
            return ", ".join(new)
        if known:
            return ""
    return _topic(last)


def _behind(question: str, said: str) -> str:
    return f"{_stem(question)} ({said})?" if said else f"{_stem(question)}?"


def _stem(question: str) -> str:
    bare = _BRACKET.sub("", question)
    if "(" in bare or ")" in bare:
        # A blank in the place of each, or two words would become one that nobody said.
        bare = " ".join(bare.replace("(", " ").replace(")", " ").split())
    return bare.strip().rstrip("?!. ")


def _uncapped(text: str) -> str:
    return text[:1].lower() + text[1:] if is_stop_word(text.split(maxsplit=1)[0].lower()) else text


def _topic(question: str) -> str:
    """A question without the words that only ask."""
    words = _stem(question).split()
    while words and is_stop_word(words[0].lower().strip(",")):
        words.pop(0)
    return " ".join(words)


def _names(text: str) -> list[str]:
    found = [re.sub(r"['’]s$", "", name) for name in names_in(text)]
    return [
        name
        for name in found
        if name.casefold() not in _STARTERS and name.split("'")[0] != "I" and not _TIME.fullmatch(name)
    ]


def _telling(question: str) -> bool:
    bare = _OPENING.sub("", question)
    return bool(_content(bare) or _ASKS.search(bare))


def _content(text: str) -> list[str]:
    return [word for word in terms(text) if not is_stop_word(word)]
