"""Which articles carry the same report, and which of them leads.

`sketch` gives the keys under which likely pairs are found; `compare` decides a pair from the sentences;
`grouped` makes the groups. All are pure: the same values in, the same groups out, in whatever order.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from dateline.index.claims import contradict
from dateline.index.pairing import Report, partners, report_of, unequal
from dateline.index.sketch import sketch
from dateline.index.wording import Sentence

__all__ = ["Verdict", "are_copies", "compare", "grouped", "leader", "sketch"]

Verdict = Literal["copies", "apart", "contradict"]

COMPARABLE = 0.6
SAME_SENTENCE = 0.75
OWN_SENTENCES = 2
OWN_SHARE = 0.3
OWN_SHARE_AT_MOST = 0.5
SHORTENED = 0.2
LEAD_SENTENCES = 4
LEAST_WORDS = 20
_HEADLINE_WORDS = 16
_TOLL_REACH = 6
_TOLL = re.compile(
    r"dead|deaths?|died|kill\w*|toll|fatalit\w*|injured|injuries|wounded|hurt|missing|casualt\w*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Rest:
    """What one report has and the other has not."""

    report: Report
    alone: tuple[int, ...]

    @property
    def all_words(self) -> int:
        return sum(len(sentence.tokens) for sentence in self.report.sentences)

    @property
    def shared_words(self) -> int:
        return self.all_words - sum(len(self.report.sentences[at].tokens) for at in self.alone)

    @property
    def few(self) -> bool:
        """Whether no more stands alone than an outlet changes: two sentences or a share, beside headlines."""
        own = [at for at in self.alone if not _headline(self.report.sentences[at])]
        words = sum(len(self.report.sentences[at].tokens) for at in own)
        share = OWN_SHARE_AT_MOST if len(own) <= OWN_SENTENCES else OWN_SHARE
        return words <= share * self.all_words

    @property
    def keeps_lead(self) -> bool:
        """Whether one of the first sentences is shared, headlines not counted."""
        told = (at for at, sentence in enumerate(self.report.sentences) if not _headline(sentence))
        return bool(set(islice(told, LEAD_SENTENCES)) - set(self.alone))


def are_copies(sentences_a: Sequence[str], sentences_b: Sequence[str]) -> bool:
    """Whether two articles, given as their sentences, carry the same report; symmetric."""
    return compare(sentences_a, sentences_b) == "copies"


def compare(sentences_a: Sequence[str], sentences_b: Sequence[str]) -> Verdict:
    """Whether two articles carry the same report, contradict each other in it, or are apart; symmetric.

    Copies may differ in headline, byline and a few sentences, or one is a shortened form of the other that
    keeps the lead. Two that say nearly the same but for a number, name, date or negation contradict.
    Leave out the sentences of the page itself (`boilerplate.furniture`).
    """
    one, other = sorted((tuple(sentences_a), tuple(sentences_b)))
    if one == other:
        return "copies"
    first, second = report_of(one), report_of(other)
    if not _alike(first, second):
        return "apart"
    return _verdict(first, second)


def leader(members: Mapping[str, str | None]) -> str:
    """The id of the earliest published article, the smallest id where several are; undated ones come last.

    `members` gives each id its ISO 8601 date or time. A day counts from its first moment in UTC.
    """
    return min(members, key=lambda each: _order(each, members[each]))


def grouped(members: Mapping[str, str | None], verdict: Callable[[str, str], Verdict]) -> list[list[str]]:
    """The groups of copies among articles given with their dates: each group with its leader first.

    From the earliest on, an article joins the first group whose leader it is a copy of and none of whose
    members it contradicts: two reports with different figures never meet through a third that has none.
    `verdict` says what a pair of ids is, the leader's or an earlier member's first.
    """
    groups: list[list[str]] = []
    for each in sorted(members, key=lambda each: _order(each, members[each])):
        for group in groups:
            if verdict(group[0], each) == "copies" and all(
                verdict(one, each) != "contradict" for one in group[1:]
            ):
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def _order(name: str, published: str | None) -> tuple[bool, dt.datetime, str]:
    if not published:
        return True, dt.datetime.max.replace(tzinfo=dt.UTC), name
    moment = dt.datetime.fromisoformat(published)
    return False, moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC), name


def _headline(sentence: Sentence) -> bool:
    return len(sentence.tokens) <= _HEADLINE_WORDS and not re.search(r"[.!?][\"'”’)\]]*\s*$", sentence.text)


def _alike(first: Report, second: Report) -> bool:
    """Whether half the words of the shorter stand in the other: a look before the work of comparing."""
    ours, theirs = first.stems, second.stems
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _verdict(first: Report, second: Report) -> Verdict:
    mine, yours = unequal(first, second)
    casing = first.casing | second.casing
    for at, there, likeness in partners(first, second, mine, yours):
        if likeness < COMPARABLE:
            break
        if contradict(first.sentences[at], second.sentences[there], casing):
            return "contradict"
        if likeness >= SAME_SENTENCE:
            mine.remove(at)
            yours.remove(there)
    ours, theirs = _Rest(first, tuple(sorted(mine))), _Rest(second, tuple(sorted(yours)))
    if _other_toll(ours, theirs):
        return "contradict"
    return "copies" if _same_report(ours, theirs) else "apart"


def _same_report(ours: _Rest, theirs: _Rest) -> bool:
    if min(ours.shared_words, theirs.shared_words) < LEAST_WORDS:
        return [each.forms for each in ours.report.sentences] == [
            each.forms for each in theirs.report.sentences
        ]
    if ours.few and theirs.few:
        return True
    if not ours.few and not theirs.few:
        return False
    whole = theirs if ours.few else ours
    return whole.keeps_lead and whole.shared_words >= SHORTENED * whole.all_words


def _other_toll(ours: _Rest, theirs: _Rest) -> bool:
    """Whether each tells, in sentences of its own, of another number of dead or hurt."""
    mine, yours = _tolls(ours), _tolls(theirs)
    return bool(mine) and bool(yours) and not (mine <= theirs.report.figures and yours <= ours.report.figures)


def _tolls(rest: _Rest) -> set[str]:
    figures: set[str] = set()
    for at in rest.alone:
        tokens = rest.report.sentences[at].tokens
        for place in (place for place, token in enumerate(tokens) if _TOLL.fullmatch(token.form)):
            reach = len(tokens) if tokens[place].form == "toll" else _TOLL_REACH
            near = tokens[max(0, place - reach) : place + reach + 1]
            figures.update(token.form for token in near if token.kind == "number")
    return {figure for figure in figures if not _YEAR.fullmatch(figure)}
