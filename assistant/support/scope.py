"""All, most, some, none: a statement that takes in more than the cited sentences do."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.lexicon import in_order
from dateline.assistant.support.reading import Reading
from dateline.index.characters import word_set

_LEVELS = {
    **dict.fromkeys(
        in_order(
            "all every each whole entire always everyone everybody unanimous unanimously everywhere entirely"
        ),
        3,
    ),
    **dict.fromkeys(["most", "majority", "mostly"], 2),
    **dict.fromkeys(
        in_order(
            "some several few many often usually certain sometimes part partly occasionally handful "
            "dozens half"
        ),
        1,
    ),
}
_NONE = word_set("none nobody no")


def faults(case: Case) -> Iterator[Fault]:
    """A fault where "some" or a number became "all" or "most", one became many, or "some … not" became "none"."""
    for at, word in enumerate(case.statement.words):
        level = _LEVELS.get(word.low, 0)
        if word.low in _NONE:
            level = 3
        if level < 2 or at in case.statement.anchored:
            continue
        found = _highest(case, at, level)
        if found:
            why = f"the cited sentences say “{found}”, not “{word.text}”"
            yield Fault("scope", "unsupported", why, (word.text,))
    yield from _pluralised(case)


def _highest(case: Case, at: int, level: int) -> str:
    """The narrower word that the evidence has instead, empty where it has one as wide or none at all."""
    numbers = {place.reading for places in case.matches for place in places}
    narrow = _named_one(case, at)
    for number in numbers:
        reading = case.evidence[number]
        for index, word in enumerate(reading.words):
            theirs = _LEVELS.get(word.low, 0)
            if word.low in _NONE or theirs >= level or word.low in ("both", "only"):
                return ""
            if theirs and not narrow and index not in reading.anchored:
                narrow = word.text
        narrow = narrow or _part(case, reading, number, at)
    return narrow


def _named_one(case: Case, at: int) -> str:
    """The one that the evidence names, where the statement speaks of every such thing: "the Lowick district"."""
    if case.statement.words[at].low not in ("every", "each", "all") or at + 1 not in case.statement.heavy:
        return ""
    for place in case.matches[at + 1]:
        reading = case.evidence[place.reading]
        named = [a for a in reading.of_kind("name") if a.last == place.at - 1 or a.first == place.at + 2]
        if named:
            return f"{named[0].text} {case.word(place).text}"
    return ""


def _part(case: Case, reading: Reading, number: int, at: int) -> str:
    """An amount before the very thing that the statement says all of: "two of the four passengers"."""
    things = [index for index in case.statement.heavy if index > at][:2]
    stated = {anchor.text.lower() for anchor in case.statement.of_kind("amount")}
    for anchor in reading.of_kind("amount"):
        near = range(anchor.last + 1, anchor.last + 5)
        if (
            reading.lows(anchor.first - 2, anchor.first - 1) == ("of", "the")
            and anchor.text.lower() in stated
        ):
            others = [each for each in reading.of_kind("amount") if each.first > anchor.last]
            if others and others[0].text.lower() not in stated:
                return others[0].text
        if anchor.text.lower() not in stated and reading.lows(anchor.last + 1, anchor.last + 1) == ("of",):
            if any(p.reading == number and p.at in near for thing in things for p in case.matches[thing]):
                return anchor.text
        elif case.statement.words[at].low in ("whole", "entire") and anchor.text.lower() not in stated:
            return anchor.text
    return ""


def _pluralised(case: Case) -> Iterator[Fault]:
    """ "Scientists" where one scientist speaks."""
    for at in case.statement.heavy:
        word = case.statement.words[at]
        before = set(case.statement.lows(at - 2, at - 1))
        if not word.low.endswith("s") or {"one", "some", "a", "of"} & before:
            continue
        for place in case.matches[at]:
            other = case.word(place)
            reading = case.evidence[place.reading]
            if (
                word.stem == other.stem
                and word.low == other.low + "s"
                and "one" in reading.lows(place.at - 1, place.at - 1)
            ):
                yield Fault("scope", "unsupported", f"it is one {other.text}, not {word.text}", (word.text,))
