"""A question that needs several articles, taken apart by rules: sub-questions that are each searched by themselves."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from dateline.assistant.answer import Answer, Plan, SubQuestion
from dateline.assistant.followup import standalone
from dateline.assistant.language import AUXILIARIES, names_in

MOST = 4
"""Most sub-questions of a plan."""

_ASKS = r"(?:who|whom|whose|what|when|where|why|how|which)"
_IS = f"(?:{AUXILIARIES})"
_EITHER = re.compile(
    r"^(?P<asks>(?:which|what|who)\b[^,:]{3,80}?)(?:,|:) (?P<one>[^,]+?),? or (?P<other>[^,]+)$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|earlier|sooner|last|later)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"^(?:between|comparing) (?P<one>.+?),? and (?P<other>(?:the|a|an|that|another|its|subsequent|later)\b.+?), "
    rf"(?P<asks>(?:{_ASKS}|{_IS})\b.+)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^(?:after|before|following|since) (?P<one>.+?), (?P<asks>(?:{_ASKS}|{_IS})\b.+)$", re.IGNORECASE
)
_WHETHER_AFTER = re.compile(
    rf"^(?P<asks>{_IS}\b.+?) (?:before|after|following|prior to) (?P<one>(?:\S+ ){{3,}}\S+)$", re.IGNORECASE
)
_BOTH_SAY = re.compile(
    r"^what (?P<do>do|did|have) (?P<one>[^,]+?) and (?P<other>[^,]+?) "
    r"(?P<asks>(?:say|said|think|claim|report|want|promise|propose|demand)\b.*)$",
    re.IGNORECASE,
)
_AGAIN = rf"(?:and|or|but) (?=(?:in \w+ )?(?:{_ASKS}|{_IS})\b)"
_AND = re.compile(rf",\s+{_AGAIN}", re.IGNORECASE)
_SIDES = re.compile(
    r",?\s+(?:while|whereas|as opposed to|in contrast to|compared (?:to|with)|differently (?:than|from)|"
    rf"{_AGAIN}|but)\s*",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^(?:{_ASKS}|{_IS})\b", re.IGNORECASE)
_WHETHER = re.compile(rf"^{_IS}\b", re.IGNORECASE)
_LEAST_WORDS = 4
# A publisher counts as asked for where the question speaks of reports, not of the publisher itself.
_REPORTED = re.compile(
    r"\b(?:articles?|report(?:s|ed|ing)?|reviews?|stor(?:y|ies)|coverage|cover(?:s|ed)|according to|publish\w*|"
    r"suggest\w*|claim\w*|say|says|said|writes?|wrote|mention\w*|describ\w*|discuss\w*)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:and|or|both|each|every|all|after|before|between|since|until|while|whereas|than|compar\w+|differ\w*|"
    r"first|last|list|timeline|sequence|chang\w+|developed|versus|vs)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\s+[|–-]\s+|:\s+")


def by_rules(question: str, publishers: Iterable[str] = ()) -> Plan | None:
    """The plan of a question; None where one search does.

    `publishers` are those of the archive: reports of one that the question names are sought by themselves.
    A sub-question has no word that the question has not, but "when" for what came first.
    """
    return with_parts(question, _parts(question), publishers, by="rules")


def with_parts(
    question: str, parts: Sequence[str], publishers: Iterable[str], *, by: Literal["rules", "model"]
) -> Plan | None:
    """The plan made of sub-questions and of the publishers that the question names; None where there is neither."""
    named = _named(question, publishers) if _REPORTED.search(question) else []
    whole = [SubQuestion(question, (each,)) for each in named]
    told = [SubQuestion(part, tuple(_named(part, named))) for part in parts]
    steps = tuple(dict.fromkeys([*whole, *told]))[:MOST]
    return Plan(steps, by) if steps else None


def may_need_several(question: str) -> bool:
    """Whether a question has a word that joins or compares: only then is a model asked for a plan."""
    return bool(_SEVERAL.search(question)) and len(question.split()) >= 2 * _LEAST_WORDS


def also_searched(answer: Answer) -> list[str]:
    """The sub-questions of an answer as a reader is shown them."""
    told = []
    for each in answer.plan.questions if answer.plan else ():
        place = f"in {', '.join(each.publishers)}" if each.publishers else ""
        text = "" if place and each.text == answer.standalone else each.text
        told.append(" ".join(filter(None, [text, place])))
    return told


def _parts(question: str) -> list[str]:
    """The sub-questions, at least two; none where the question is not made of several."""
    text = question.strip().rstrip("?!. ")
    if "?" in text or len(text) > 1000:
        return []
    parts = next((found for rule in _RULES if (found := rule(text))), [])
    whole = [_asked(part, parts[:at]) for at, part in enumerate(parts[:MOST])]
    return whole if len(set(whole)) > 1 else []


def _either(text: str) -> list[str]:
    if not (found := _EITHER.match(text)):
        return []
    asks = "when" if _FIRST.search(found["asks"]) else found["asks"]
    return [f"{asks}: {found[each]}" for each in ("one", "other")]


def _between(text: str) -> list[str]:
    found = _BETWEEN.match(text)
    parts = [*found.group("one", "other", "asks")] if found else []
    return parts if all(names_in(part) for part in parts[:2]) else []


def _after(text: str) -> list[str]:
    return [found["one"], found["asks"]] if (found := _AFTER.match(text)) and names_in(found["one"]) else []


def _both_say(text: str) -> list[str]:
    if not (found := _BOTH_SAY.match(text)):
        return []
    return [f"what {found['do']} {found[each]} {found['asks']}" for each in ("one", "other")]


def _joined(text: str) -> list[str]:
    if not _OPENS.match(text):
        return []
    parts = (_SIDES if _WHETHER.match(text) else _AND).split(text)
    several = len(parts) > 1 and all(len(part.split()) >= _LEAST_WORDS for part in parts)
    return parts if several else []


def _whether_after(text: str) -> list[str]:
    found = _WHETHER_AFTER.match(text)
    return [found["asks"], found["one"]] if found and names_in(found["one"]) else []


_RULES = (_either, _between, _after, _both_say, _joined, _whether_after)


def _asked(part: str, before: Sequence[str]) -> str:
    """A part as a question; one that leans on the part before it is made whole from that."""
    told = part.strip(" ,;")
    if before and _OPENS.match(told):
        told = standalone(f"{told}?", [f"{before[0]}?"]).rstrip("?")
    return f"{told[:1].upper()}{told[1:]}?"


def _named(text: str, publishers: Iterable[str]) -> list[str]:
    """The publishers that a text names, in its order; longest names first: "The Post - Sports" is not "The Post"."""
    called: dict[str, list[str]] = {}
    for each in publishers:
        for alias in _aliases(each):
            if alias in text:
                called.setdefault(alias, []).append(each)
    left, found = text, dict[str, int]()
    for alias in sorted(called, key=lambda name: (-len(name), name)):
        if place := _whole_word(alias).search(left):
            left = f"{left[: place.start()]}{' ' * len(alias)}{left[place.end() :]}"
            found |= dict.fromkeys(called[alias], place.start())
    return sorted(found, key=lambda each: (found[each], each))


@cache
def _whole_word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


@cache
def _aliases(publisher: str) -> tuple[str, ...]:
    """What a publisher is called: its name, without "The", and without what stands behind a dash or bar."""
    names = [publisher, _SECTION.split(publisher, maxsplit=1)[0]]
    bare = [name.removeprefix("The ") for name in names]
    return tuple(dict.fromkeys(name for name in (*names, *bare) if name and not name.islower()))
