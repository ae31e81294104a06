"""Amounts, times and names of a statement that the cited sentences do not give."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from dateline.assistant.support import amounts, dates
from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.names import acronym, alike, country, found_in
from dateline.assistant.support.reading import Anchor
from dateline.index.characters import word_set

_TELLING = word_set(
    "told tell to with by according report reported reports say says said via cited quoted interview news"
)


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each amount, time and name that the evidence lacks."""
    for anchor in case.statement.anchors:
        if anchor.amount:
            yield from _amount(case, anchor, anchor.amount)
        elif anchor.time:
            yield from _time(case, anchor, anchor.time)
        else:
            yield from _name(case, anchor)


def counts(case: Case) -> list[amounts.Amount]:
    """The amounts of all cited sentences."""
    return [
        anchor.amount for reading in case.evidence for anchor in reading.of_kind("amount") if anchor.amount
    ]


def _amount(case: Case, anchor: Anchor, ours: amounts.Amount) -> Iterator[Fault]:
    theirs = counts(case)
    equal = [each for each in theirs if amounts.carries(each, ours)]
    fitting = [each for each in equal if amounts.same_unit(each, ours)]
    other = _counted_otherwise(ours, fitting, theirs)
    if other:
        why = f"the cited sentences say {other.text} {other.things[-1].text}, not {anchor.text}"
        yield Fault("number", "unsupported", why, (anchor.text,))
    elif fitting:
        if ours.bound in "=~>" and all(each.bound == "<" for each in fitting):
            yield Fault(
                "hedge", "unsupported", f"the cited sentences say up to {fitting[0].text}", (anchor.text,)
            )
    elif ours.text in ("a", "an"):
        return
    elif equal and ours.unit != "ordinal" and any(each.unit != "ordinal" for each in equal):
        yield Fault(
            "unit", "unsupported", f"the cited sentences give {ours.text} in another unit", (anchor.text,)
        )
    elif not (_is_sum(ours, theirs) or _is_count(case, anchor, ours)):
        rival = any(
            each.things and amounts.counts_the_same(each, ours) for each in theirs if each.unit == ours.unit
        )
        ordinal = ours.unit == "ordinal" and not any(each.unit == "ordinal" for each in theirs)
        small = ours.value <= (4 if ordinal else 3) and (
            ordinal or (not ours.unit and not (rival and ours.things))
        )
        severity = "partly" if small else "unsupported"
        yield Fault("number", severity, f"the cited sentences do not say {anchor.text}", (anchor.text,))  # type: ignore[arg-type]


def _counted_otherwise(
    ours: amounts.Amount, fitting: list[amounts.Amount], theirs: list[amounts.Amount]
) -> amounts.Amount | None:
    """The amount that the evidence gives of the very things, where the one that equals counts others."""
    if not fitting or not ours.things or any(amounts.counts_the_same(each, ours) for each in fitting):
        return None
    rivals = [
        each for each in theirs if each.things and each not in fitting and amounts.counts_the_same(each, ours)
    ]
    return rivals[0] if rivals else None


def _is_sum(ours: amounts.Amount, theirs: list[amounts.Amount]) -> bool:
    parts = [each.value for each in theirs if each.unit == ours.unit and each.high is None][:8]
    return any(sum(some) == ours.value for size in (2, 3, 4) for some in combinations(parts, size))


def _is_count(case: Case, anchor: Anchor, ours: amounts.Amount) -> bool:
    """Whether a small number counts things that the evidence lists by name."""
    if ours.unit or ours.value > 8 or _rival_count(case, ours):
        return False
    before = case.statement.lows(anchor.first - 1, anchor.first - 1)
    if ours.value <= 4 and before in (
        ("the",),
        ("both",),
        ("these",),
        ("those",),
        ("his",),
        ("her",),
        ("its",),
        ("their",),
    ):
        return True
    return any(len(list(reading.of_kind("name"))) == ours.value for reading in case.evidence)


def _rival_count(case: Case, ours: amounts.Amount) -> bool:
    """Whether the evidence counts the same things by another number."""
    return bool(ours.things) and any(
        each.things and amounts.counts_the_same(each, ours) for each in counts(case)
    )


def _time(case: Case, anchor: Anchor, ours: dates.Mention) -> Iterator[Fault]:
    theirs = [a.time for reading in case.evidence for a in reading.of_kind("time") if a.time]
    if any(dates.carries(each, ours) for each in theirs):
        return
    told = [a.time for reading in case.context for a in reading.of_kind("time") if a.time]
    if any(dates.carries(each, ours) for each in told):
        return
    published = [day.toordinal() for each in case.cited if (day := dates.day_of(each.published))]
    if ours.year and not ours.month and _this_year(ours.year, theirs, published):
        return
    on_the_day = any(first <= day <= last for first, last in ours.options for day in published)
    rivals = [each for each in theirs if (each.minute is None) == (ours.minute is None)]
    if on_the_day and not rivals:
        long = any(last - first >= 6 for first, last in ours.options)
        if not long:
            yield Fault(
                "time",
                "partly",
                f"{anchor.text} is the day of publication, not a day they name",
                (anchor.text,),
            )
        return
    said = f"they say {rivals[0].text}" if rivals else "they name no such time"
    yield Fault(
        "time", "unsupported", f"the cited sentences do not say {anchor.text}: {said}", (anchor.text,)
    )


def _this_year(year: int, theirs: list[dates.Mention], published: list[int]) -> bool:
    """Whether the year is that of publication and the evidence names no other."""
    own = any(dt.date.fromordinal(day).year == year for day in published)
    return own and not any(_other_year(year, each) for each in theirs)


def _other_year(year: int, mention: dates.Mention) -> bool:
    """Whether a mention is of another year, by name or as "last year"."""
    if mention.year:
        return mention.year != year
    long = [(first, last) for first, last in mention.options if last - first > 300]
    return bool(long) and not any(dt.date.fromordinal(first).year == year for first, _ in long)


def _name(case: Case, anchor: Anchor) -> Iterator[Fault]:
    name = anchor.name
    assert name is not None
    if acronym(name) in case.pool:
        return
    if found_in(name, case.pool, case.acronyms):
        first = name.parts[0]
        if (
            len(name.parts) == 2
            and not _has(first, case.pool)
            and _other_first_name(case, name.parts[-1], first)
        ):
            yield Fault(
                "name",
                "unsupported",
                f"the cited sentences give {name.parts[-1].title()} another name",
                (name.text,),
            )
        elif len(name.parts) > 1 and not _whole(case, name.parts):
            yield Fault("name", "unsupported", f"the cited sentences do not name {name.text}", (name.text,))
        return
    if _is_nationality(case, anchor):
        return
    if found_in(name, case.context_pool, case.acronyms) or (
        all(_has(part, case.publishers) for part in name.parts) and _as_source(case, anchor)
    ):
        return
    nameless = not any(True for reading in case.evidence for _ in reading.of_kind("name"))
    pronoun = any(reading.has_pronoun for reading in case.evidence)
    if not name.sure:
        yield Fault("name", "partly", f"the cited sentences do not name {name.text}", (name.text,))
    elif nameless and pronoun and not case.context_pool:
        yield Fault(
            "name", "partly", f"the cited sentences do not say that this is {name.text}", (name.text,)
        )
    else:
        yield Fault("name", "unsupported", f"the cited sentences do not name {name.text}", (name.text,))


def _as_source(case: Case, anchor: Anchor) -> bool:
    """Whether a publisher stands in the statement as who was told or who tells."""
    near = case.statement.lows(anchor.first - 3, anchor.first - 1) + case.statement.lows(
        anchor.last + 1, anchor.last + 2
    )
    return bool(_TELLING & set(near))


def _is_nationality(case: Case, anchor: Anchor) -> bool:
    """Whether a country only tells whose president or company it is: "German Chancellor Olaf Scholz"."""
    after = case.statement.words[anchor.last + 1 : anchor.last + 4]
    told = [word for word in after if word.capital and _has(word.low, case.pool | case.context_pool)]
    return country(anchor.text.lower()) is not None and bool(told) and not _other_country(case)


def _other_country(case: Case) -> bool:
    return any(country(part) for part in case.pool | case.context_pool)


def _has(part: str, pool: frozenset[str]) -> bool:
    return any(alike(part, each) for each in pool)


def _whole(case: Case, parts: tuple[str, ...]) -> bool:
    """Whether at most the first of several words of a name is missing (a first name, added)."""
    pool = case.pool | case.context_pool
    missing = [part for part in parts[1:] if not _has(part, pool)]
    return not missing


def _other_first_name(case: Case, last: str, first: str) -> bool:
    for reading in case.evidence + case.context:
        for anchor in reading.of_kind("name"):
            if anchor.name and len(anchor.name.parts) > 1 and alike(anchor.name.parts[-1], last):
                given = anchor.name.parts[0]
                if not alike(given, first) and not (len(given) == 1 and first.startswith(given)):
                    return True
    return False
