"""Facts of several sentences put into one clause although the sentences do not speak of the same thing."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, Place, related
from dateline.assistant.support.names import country
from dateline.assistant.support.reading import Anchor, Reading
from dateline.assistant.support.roles import deed
from dateline.assistant.support.setting import comparable, equal
from dateline.assistant.support.words import Word, verbal
from dateline.index.characters import word_set

_POINTING = word_set("he she it they his her its their him them this these those both")
_APART = word_set("and but while whereas although though")
_OTHERS = word_set("another other second separate different former third")


def faults(case: Case) -> Iterator[Fault]:
    """A fault where one clause of the statement needs two sentences that nothing links, or an age that is another's."""
    yield from _titles(case)
    yield from _ages(case)
    yield from _subject_exchanged(case)
    if len(_units(case)) > 1:
        yield from _stitched(case)


def _units(case: Case) -> list[tuple[int, int]]:
    """Every sentence of the evidence, as the number of its reading and of the sentence in it."""
    return [
        (n, s) for n, reading in enumerate(case.evidence) for s in sorted({w.sentence for w in reading.words})
    ]


def _stitched(case: Case) -> Iterator[Fault]:
    for clause in sorted({word.clause for word in case.statement.words}):
        mine = [at for at in _weighty(case) if case.statement.words[at].clause == clause and case.matches[at]]
        mine = _antecedent(case, clause) + mine
        if not any(verbal(word.low) for word in case.statement.words if word.clause == clause):
            continue
        homes = {at: {(p.reading, case.word(p).sentence) for p in case.matches[at]} for at in mine}
        whole = [unit for unit in _units(case) if all(unit in homes[at] for at in mine)]
        if whole or len(mine) < 3:
            continue
        fault = _unlinked(case, mine, homes)
        if fault:
            yield fault
            return


def _antecedent(case: Case, clause: int) -> list[int]:
    """The name that a clause with "who" or "which" speaks of."""
    first = next(at for at, word in enumerate(case.statement.words) if word.clause == clause)
    if case.statement.words[first].low not in ("who", "which", "whose"):
        return []
    before = [anchor for anchor in case.statement.of_kind("name") if first - 3 <= anchor.last < first]
    return [at for anchor in before[-1:] for at in range(anchor.first, anchor.last + 1) if case.matches[at]]


def _unlinked(case: Case, mine: list[int], homes: dict[int, set[tuple[int, int]]]) -> Fault | None:
    main = max(_units(case), key=lambda unit: sum(unit in homes[at] for at in mine))
    for at in mine:
        if main in homes[at]:
            continue
        if _subject_of_another(case, at, main) or not any(_links(case, unit, main) for unit in homes[at]):
            text = case.statement.words[at].text
            return Fault(
                "merged", "unsupported", f"another sentence, about something else, says “{text}”", (text,)
            )
    return None


def _subject_of_another(case: Case, at: int, main: tuple[int, int]) -> bool:
    """Whether a name opens the clause, while the sentence with the rest of it speaks of somebody else by name."""
    words = case.statement.words
    named = any(anchor.first <= at <= anchor.last for anchor in case.statement.of_kind("name"))
    before = [word for word in words[:at] if word.clause == words[at].clause]
    if not named or any(verbal(word.low) for word in before):
        return False
    theirs = _named_subject(case, main)
    return bool(theirs) and not any(related(word, other) for word in theirs for other in words)


def _links(case: Case, unit: tuple[int, int], main: tuple[int, int]) -> bool:
    """Whether a sentence speaks of what the other does: by a pronoun, a name they share, or the same subject."""
    ours, theirs = _sentence(case, unit), _sentence(case, main)
    opening = [word.low for word in ours[:3] if word.kind == "word"]
    if _POINTING & {word.low for word in ours} and not set(opening) & _OTHERS:
        return True
    named = _named_subject(case, unit)
    names = named or [word for word in ours if word.capital and word is not ours[0]] + _subject(ours)
    others = [word for word in theirs if word.heavy or word.capital]
    if set(opening[:2]) & _OTHERS or (opening[:1] and opening[0] in ("a", "an") and main < unit):
        return False
    return any(related(a, b) for a in names for b in others) or (opening[:1] == ["the"] and not _of(ours))


def _named_subject(case: Case, unit: tuple[int, int]) -> list[Word]:
    """The words of the names before the first verb of a sentence."""
    reading = case.evidence[unit[0]]
    inside = [at for at, word in enumerate(reading.words) if word.sentence == unit[1]]
    verb = next((at for at in inside if verbal(reading.words[at].low)), inside[-1])
    names = [
        a
        for a in reading.of_kind("name")
        if inside[0] <= a.first and a.last < verb and not country(a.text.lower())
    ]
    return [reading.words[at] for a in names for at in range(a.first, a.last + 1)]


def _sentence(case: Case, unit: tuple[int, int]) -> list[Word]:
    return [word for word in case.evidence[unit[0]].words if word.sentence == unit[1]]


def _subject(words: list[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if found and verbal(word.low):
            break
        if word.heavy:
            found.append(word)
    return found[:4]


def _of(words: list[Word]) -> bool:
    return any(word.low == "of" for word in words[:4])


def _weighty(case: Case) -> list[int]:
    words = case.statement.words
    return [
        at
        for at, word in enumerate(words)
        if word.heavy or (at in case.statement.anchored and word.kind != "mark")
    ]


def _subject_exchanged(case: Case) -> Iterator[Fault]:
    """A fault where a verb has in the evidence another subject, and the statement's stands elsewhere in it."""
    for at in case.statement.heavy:
        if not case.statement.is_verb(at) or not case.matches[at]:
            continue
        ours = deed(case.statement, at).agent
        theirs = [(place, deed(case.evidence[place.reading], place.at)) for place in case.matches[at]]
        if not ours or not all(each.agent for _, each in theirs):
            continue
        moved = [_moved(case, ours, place, each.agent) for place, each in theirs]
        if all(moved):
            word = moved[0]
            yield Fault(
                "merged",
                "unsupported",
                f"the cited sentences say this of something else, not of {word}",
                (word,),
            )
            return


def _moved(case: Case, ours: tuple[Word, ...], place: Place, theirs: tuple[Word, ...]) -> str:
    """A word of the statement's subject that the evidence has, but not by this verb, whose subject is another."""
    reading = case.evidence[place.reading]
    clause = [word for word in reading.words if word.clause == reading.words[place.at].clause]
    strange = [word for word in theirs if not any(related(word, other) for other in case.statement.words)]
    if not strange or any(word.low in _POINTING for word in clause):
        return ""
    told = [
        word for word in ours if any(related(word, other) for each in case.evidence for other in each.words)
    ]
    near = [word for word in reading.words if word.sentence == reading.words[place.at].sentence]
    apart = clause if clause[0].low in _APART else near
    gone = [word for word in told if not any(related(word, other) for other in apart)]
    return gone[0].text if gone else ""


def _titles(case: Case) -> Iterator[Fault]:
    """A fault where the office before a name stands before another name in the evidence."""
    for ours in case.statement.of_kind("name"):
        office = _office(case.statement, ours)
        theirs = [(r, a) for r in case.evidence for a in r.of_kind("name") if equal(ours, a)]
        named = [_office(reading, anchor) for reading, anchor in theirs]
        if not office or not theirs or any(_share(office, each) for each in named):
            continue
        elsewhere = [
            a
            for r in case.evidence
            for a in r.of_kind("name")
            if not equal(ours, a) and _all(office, _office(r, a))
        ]
        if elsewhere and any(named):
            title = " ".join(word.text for word in office)
            why = f"the cited sentences give the office of {title} to {elsewhere[0].text}"
            yield Fault("name", "unsupported", why, (title, ours.text))


def _office(reading: Reading, anchor: Anchor) -> list[Word]:
    """The words right before a name that tell what the person is ("opposition leader", "Judge")."""
    found: list[Word] = []
    for at in range(anchor.first - 1, -1, -1):
        word = reading.words[at]
        if word.kind != "word" or word.light or at in reading.anchored or verbal(word.low):
            break
        found.insert(0, word)
    return found


def _share(ours: list[Word], theirs: list[Word]) -> bool:
    return any(related(a, b) for a in ours for b in theirs)


def _all(ours: list[Word], theirs: list[Word]) -> bool:
    return bool(theirs) and all(any(related(a, b) for b in theirs) for a in ours)


def _ages(case: Case) -> Iterator[Fault]:
    """A fault where "Olin, 34," takes an age that the evidence gives to another person by name."""
    for ours in case.statement.of_kind("amount"):
        owner = _owner(case.statement, ours)
        if not owner:
            continue
        owners = [
            whose
            for reading in case.evidence
            for theirs in reading.of_kind("amount")
            if comparable(ours, theirs) and equal(ours, theirs) and (whose := _owner(reading, theirs))
        ]
        if owners and not any(_share(owner, each) for each in owners):
            name = " ".join(word.text for word in owners[0])
            yield Fault(
                "place", "unsupported", f"the cited sentences say {ours.text} of {name}", (ours.text,)
            )


def _owner(reading: Reading, anchor: Anchor) -> list[Word]:
    """The words right before an age set between commas."""
    if (
        not anchor.amount
        or anchor.amount.unit != "age"
        or reading.lows(anchor.first - 1, anchor.first - 1) != (",",)
    ):
        return []
    found: list[Word] = []
    for at in range(anchor.first - 2, -1, -1):
        word = reading.words[at]
        if not (word.heavy or word.capital or at in reading.anchored) or verbal(word.low):
            break
        found.insert(0, word)
    return found
