"""What is denied: "not", "no", "refused to", and words that exclude each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.assistant.support.case import Case, Fault, Place
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.words import opposite, rivals, stem, verbal
from dateline.index.characters import word_set

_DENYING = word_set("not no never none nobody nothing neither nor without unable")
_DENYING_VERBS = word_set("refus declin fail")
_AGAINST = frozenset(
    stem(word)
    for word in word_set(
        "acquit clear exclude reject deny refuse cancel drop suspend scrap abandon prevent avoid "
        "avert lack fail ban halt"
    )
)
_PASSED_OVER = word_set(
    "be is are was were been being have has had do does did will would shall should can could may "
    "might must to the a an any yet also ever immediately been it that there of his her their its "
    "either longer able so been"
)
_NOT_DENYING = word_set("only just more fewer less later least sooner doubt matter")


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying word at `at`, the words it bears on first, and all within its reach."""

    at: int
    heads: tuple[int, ...]
    reach: frozenset[int]


@lru_cache(maxsize=4_000)
def denials(reading: Reading) -> tuple[Denial, ...]:
    """What a text denies."""
    found = []
    for at, word in enumerate(reading.words):
        after = reading.lows(at + 1, at + 1)
        denying = word.low in _DENYING and not set(after) & _NOT_DENYING
        if (
            denying
            or (word.stem in _DENYING_VERBS and after == ("to",))
            or (word.low == "yet" and after == ("to",))
        ):
            found.append(_denial(reading, at))
    return tuple(found)


def _denial(reading: Reading, at: int) -> Denial:
    words = reading.words
    heads: list[int] = []
    reach: list[int] = []
    most = 2 if words[at].low in ("no", "nobody", "none", "nothing", "neither", "nor") else 1
    open_for_head = True
    for index in range(at + 1, len(words)):
        word = words[index]
        if word.sentence != words[at].sentence or (word.clause != words[at].clause and reach):
            break
        if word.kind != "word" or word.low in _PASSED_OVER or word.low.endswith("ly"):
            continue
        if word.heavy or index in reading.anchored:
            reach.append(index)
            if open_for_head and word.heavy:
                heads.append(index)
        elif word.low in ("say", "said", "give", "gave", "make", "made", "take", "mention", "tell"):
            open_for_head = False
        if len(heads) >= most:
            open_for_head = False
    if words[at].low in ("nothing", "nobody", "nowhere"):
        before = [index for index in range(max(at - 2, 0), at) if words[index].heavy]
        heads, reach = before + heads, before + reach
    return Denial(at, tuple(heads), frozenset(reach))


@lru_cache(maxsize=4_000)
def denied(reading: Reading) -> frozenset[int]:
    """The indices of all words within the reach of an odd number of denials."""
    odd: set[int] = set()
    for denial in denials(reading):
        odd ^= denial.reach
    return frozenset(odd)


def faults(case: Case) -> Iterator[Fault]:
    """A fault where one side denies what the other does not, or says the opposite."""
    yield from _denied_here(case)
    yield from _denied_there(case)
    yield from _opposed(case)
    yield from _other_degree(case)
    yield from _other_kind(case)


def _denied_here(case: Case) -> Iterator[Fault]:
    for denial in denials(case.statement):
        single = case.statement.words[denial.at].low == "no"
        for head in denial.heads[:1] if single else denial.heads:
            places = case.matches[head]
            if (
                places
                and not any(_is_denied(case, place) for place in places)
                and not _denying_context(case, places)
            ):
                cue, word = case.statement.words[denial.at].text, case.statement.words[head].text
                yield Fault(
                    "negation",
                    "unsupported",
                    f"the cited sentences say “{word}” without “{cue}”",
                    (cue, word),
                )


def _denied_there(case: Case) -> Iterator[Fault]:
    for number, reading in enumerate(case.evidence):
        for denial in denials(reading):
            for head in denial.heads:
                place = Place(number, head)
                for at in _stating(case, place):
                    if at in denied(case.statement) or _weakly_denied(case, at):
                        continue
                    if all(_is_denied(case, other) for other in case.matches[at]):
                        cue, word = reading.words[denial.at].text, case.statement.words[at].text
                        yield Fault(
                            "negation", "unsupported", f"the cited sentences say “{cue} … {word}”", (word,)
                        )


def _stating(case: Case, place: Place) -> list[int]:
    return [at for at in case.statement.heavy if place in case.matches[at]]


def _is_denied(case: Case, place: Place) -> bool:
    return place.at in denied(case.evidence[place.reading])


def _denying_context(case: Case, places: tuple[Place, ...]) -> bool:
    """Whether the evidence denies in other words: a denial or an excluding word in the same clause."""
    for place in places:
        reading = case.evidence[place.reading]
        clause = reading.words[place.at].clause
        for denial in denials(reading):
            if reading.words[denial.at].clause == clause:
                return True
        sentence = reading.words[place.at].sentence
        others = (
            word for at, word in enumerate(reading.words) if at != place.at and word.sentence == sentence
        )
        if any(word.stem in _AGAINST for word in others):
            return True
    return False


def _weakly_denied(case: Case, at: int) -> bool:
    clause = case.statement.words[at].clause
    return any(case.statement.words[denial.at].clause == clause for denial in denials(case.statement))


def _opposed(case: Case) -> Iterator[Fault]:
    stated = {place for places in case.matches for place in places}
    for at in case.statement.heavy:
        if case.matches[at]:
            continue
        word = case.statement.words[at]
        for number, reading in enumerate(case.evidence):
            for index, other in enumerate(reading.words):
                if index in reading.anchored or not (other.heavy or other.stem in ("remain", "stay")):
                    continue
                told = Place(number, index) in stated and " " not in other.text
                if told or not (opposite(word, other) or rivals(word, other)):
                    continue
                if (at in denied(case.statement)) != (index in denied(reading)) or _than(
                    case, at, number, index
                ):
                    continue
                if _about_the_same(case, at, number, index):
                    why = f"the cited sentences say “{other.text}”, not “{word.text}”"
                    yield Fault("opposite", "unsupported", why, (word.text,))
                    return


def _than(case: Case, at: int, number: int, index: int) -> bool:
    """Whether both words compare ("larger than"), which another rule weighs with its two sides."""
    return "than" in case.statement.lows(at, at + 4) and "than" in case.evidence[number].lows(
        index, index + 4
    )


def _other_degree(case: Case) -> Iterator[Fault]:
    """ "More likely" where the evidence says "less likely"."""
    for at in case.statement.heavy:
        ours = _degree(case.statement, at)
        theirs = [_degree(case.evidence[place.reading], place.at) for place in case.matches[at]]
        if ours and theirs and all(each == -ours for each in theirs):
            word = case.statement.words[at - 1].text
            yield Fault("opposite", "unsupported", f"the cited sentences do not say “{word}”", (word,))


def _other_kind(case: Case) -> Iterator[Fault]:
    """ "A car crash" where the evidence says "a helicopter crash": a fault, a slight one where a word is not known."""
    stated = {place for places in case.matches for place in places}
    for at in case.statement.heavy:
        if case.matches[at] or at + 1 not in case.statement.heavy or case.statement.is_verb(at):
            continue
        for place in case.matches[at + 1]:
            reading = case.evidence[place.reading]
            before = Place(place.reading, place.at - 1)
            if before.at not in reading.heavy or before in stated or reading.is_verb(before.at):
                continue
            ours, theirs = case.statement.words[at], reading.words[before.at]
            sure = len(ours.meanings) > 1 and len(theirs.meanings) > 1
            why = f"the cited sentences say “{theirs.text}”, not “{ours.text}”"
            yield Fault("opposite", "unsupported" if sure else "partly", why, (ours.text,))
            return


def _degree(reading: Reading, at: int) -> int:
    before = reading.lows(at - 1, at - 1)
    return {"more": 1, "less": -1, "fewer": -1}.get(before[0] if before else "", 0)


def _about_the_same(case: Case, at: int, number: int, index: int) -> bool:
    """Whether the sentence with the other word has half of what else the statement's clause says."""
    clause, sentence = case.statement.words[at].clause, case.evidence[number].words[index].sentence
    near = [
        other
        for other in (*case.statement.heavy, *(a.first for a in case.statement.of_kind("name")))
        if other != at and case.statement.words[other].clause == clause
    ]
    words = case.evidence[number].words
    shared = [
        other
        for other in near
        if any(
            place.reading == number and words[place.at].sentence == sentence for place in case.matches[other]
        )
    ]
    return bool(near) and len(shared) >= 0.5 * len(near) and _beside(case, at, number, index)


def _beside(case: Case, at: int, number: int, index: int) -> bool:
    """Whether the two words have a neighbour in common."""
    reach = 6 if verbal(case.statement.words[at].low) else 4
    ours = range(max(at - reach, 0), min(at + reach + 1, len(case.statement.words)))
    theirs = range(index - reach, index + reach + 1)
    near = [place for other in ours if _counted(case, other) for place in case.matches[other]]
    return any(place.reading == number and place.at in theirs for place in near)


def _counted(case: Case, at: int) -> bool:
    return case.statement.words[at].heavy or at in case.statement.anchored
