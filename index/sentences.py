"""Where each sentence of a canonical text begins and ends."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from dateline.index.article import Block, Span
from dateline.index.characters import word_set

LONGEST = 1500  # code points; what is longer is divided at a clause or blank, so that nothing huge is quoted
_SHORTEST_CUT = 300
_REACH = 20_000

# After these a capital letter goes on with the same name: "Gen. Mark", "No. 10", "Jan. 9", "vs. Chelsea".
_TITLES = (
    r"(?:Adm|Amb|Assoc|Asst|Atty|Bros|Brig|Capt|Card|Cmdr|Col|Comdr|Cpl|Det|Dep|Dr|Drs|Dist|Ens|Fr"
    r"|Ft|Gen|Gov|Hon|Insp"
    r"|Jr|Lt|Maj|Messrs|Mgr|Mr|Mrs|Ms|Mt|Msgr|Mx|Ofc|Ph\.D|Pfc|Pres|Prof|Pvt|Rep|Reps|Rev|Rt|Sec"
    r"|Sen|Sens|Sgt|Sr|Spc|St"
    r"|Ste|Supt|Treas|Univ|cf|e\.g|i\.e|approx|ca|Ave|Blvd|vs|v)"
)
_NEVER = re.compile(rf"(?:^|[\s(\[\"“'‘–—-]){_TITLES}\.$")
_NUMBERED = re.compile(
    r"(?:^|[\s(\[\"“])(?:Nos?|Nr|Art|Arts|Sec|Secs|Fig|Figs|Vol|Ch|Pt|p|pp|para|Rule|Op)\.$"
)
_MONTH = re.compile(r"(?:^|[\s(\[\"“])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
_INITIAL = re.compile(r"(?:^|[\s(\[\"“.-])[A-Z]\.$")
_ACRONYM = re.compile(
    r"(?:^|[\s(\[\"“'‘–—-])(?:[A-Z]\.){2,}$|\b(?:a\.m|p\.m|Inc|Corp|Co|Ltd|Bros|Cos|Calif|Conn|Mass|Tenn"
    r"|Fla|Ala|Ariz|Ark|Colo|Del|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Mont"
    r"|Neb|Nev|Okla|Ore|Pa|Va|Vt|Wash|Wis|Wyo|Dept|Jr|Sr|Esq|etc|al)\.$"
)
_STARTERS = word_set(
    "A About After All Also Although An And Another Any As At Because Before Both But By Each Earlier "
    "Even Every First For Former From Given He Her Here His How However I If In Instead It Its Just Last "
    "Later Like Many Maybe Meanwhile More Moreover Most Much My Nearly Neither Next No None Nor Not Now "
    "Of On Once One Only Or Other Others Our Over Perhaps Police Please Separately She Since So Some "
    "Still Such That The Their Then There These They This Those Though Through Thus To Today Two Under "
    "Until What When Where Whether Which While Who Why With Without Yet You Your We Yes Several Three "
    "Four Five Six Seven Officials According Asked Analysts Authorities"
)
_WORD = re.compile(r"[\"“'‘(\[]*([^\W\d_][\w’'.-]*)")
_CLOSING = re.compile(r"[\"”’'»)\]]+(?=\s|$)")
_OTHER_SCRIPT = re.compile("[。！？｡؟۔।॥]")
_OTHER_END = re.compile('[。！？｡]+[”』」）》"’]*|[؟۔।॥]+[”»"]*(?=\\s|$)')
# The splitter takes "CEO." or "reports. A" for an abbreviation, and two quotations side by side for one.
_MISSED = re.compile(
    r"[.!?](?:(?<=[a-z]{3}[.!?]|[A-Z]{3}[.!?])[\"”’)]{0,2} (?=[\"“‘(]?[A-Z])"
    r"|(?<=\w[.!?])[\"”] (?=[\"“])|(?<=\d\d\.) (?=[\"“]?[A-Z][a-z]))"
)
_NUMBER = re.compile(r"\s?\(?\d{1,3}[.)]\s?")
_CLAUSE = re.compile(r"[;:,–—][\"”’)]*\s|\s[–—|•]\s")


def split(text: str, blocks: Sequence[Block]) -> list[Span]:
    """The sentences of a canonical text in order, in code points; none crosses a block or begins or ends in
    a blank.

    Every other character of a block lies in exactly one sentence. A heading is a sentence of its own; what
    has no full stop for `LONGEST` code points is divided at clauses or blanks.
    """
    spans: list[Span] = []
    for block in blocks:
        if block.kind == "heading":
            found: Iterator[tuple[int, int]] = iter([(block.start, block.end)])
        else:
            found = (
                sentence
                for start, end in _in_reach(text, block.start, block.end)
                for sentence in _sentences(text[start:end], start)
            )
        for start, end in found:
            spans.extend(_divided(text, start, end))
    return spans


def _in_reach(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A block in parts short enough for the splitter, whose time grows with the square of the length."""
    while end - start > _REACH:
        cut = max(text.rfind(sign, start + _REACH // 2, start + _REACH) + 1 for sign in (". ", " "))
        cut = cut if cut > start else start + _REACH
        yield start, cut
        start = cut
    yield start, end


def _sentences(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block, moved by where the block begins."""
    breaks = [end for _, end in _splitter()(text)]
    more = [found.end() for found in _MISSED.finditer(text)]
    if _OTHER_SCRIPT.search(text):
        more.extend(found.end() for found in _OTHER_END.finditer(text))
    if more:
        breaks = sorted({*breaks, *more})
    start = 0
    for end in breaks:
        if end < len(text):
            end = _past_closing(text, end)
            if not start < end < len(text) or _NUMBER.fullmatch(text[start:end]) or not _is_break(text, end):
                continue
        yield offset + start, offset + end
        start = end
    if start < len(text):
        yield offset + start, offset + len(text)


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    from nupunkt import sent_spans  # noqa: PLC0415 (its model takes a moment to load)

    spans: Callable[[str], list[tuple[int, int]]] = sent_spans
    return spans


def _past_closing(text: str, end: int) -> int:
    """The end moved past closing marks that belong to the sentence before it."""
    found = _CLOSING.match(text, end)
    return found.end() if found else end


def _is_break(text: str, end: int) -> bool:
    """Whether a sentence really ends here, by the words on both sides."""
    before = text[max(0, end - 24) : end].rstrip()
    if not (text[end - 1].isspace() or text[end].isspace() or _OTHER_SCRIPT.search(before[-3:])):
        return False
    follows = _WORD.match(text, end + (len(text[end : end + 4]) - len(text[end : end + 4].lstrip())))
    word = follows[1] if follows else ""
    if word.islower() and not word.startswith("http") and not _OTHER_SCRIPT.search(before[-3:]):
        return False
    if before[-1:] != ".":
        return True
    if _NEVER.search(before):
        return False
    after = text[end : end + 8].lstrip()
    if _NUMBERED.search(before) or _MONTH.search(before):
        return not after[:1].isdigit()
    if _INITIAL.search(before) or _ACRONYM.search(before):
        return word in _STARTERS or after[:1] in '"“' or (not word and not after[:1].isdigit())
    return True


def _divided(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence without blanks at its ends; in several parts where it is longer than `LONGEST`."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if end - start <= LONGEST:
            yield Span(start, end)
            return
        cut = _clause(text, start)
        while text[cut - 1].isspace():
            cut -= 1
        yield Span(start, cut)
        start = cut


def _clause(text: str, start: int) -> int:
    """Where to divide a long run: after the last clause that fits, else at the last blank or the limit."""
    last = None
    for found in _CLAUSE.finditer(text, start + _SHORTEST_CUT, start + LONGEST):
        last = found.end()
    if last is None:
        last = text.rfind(" ", start + _SHORTEST_CUT, start + LONGEST)
    return last if last > start else start + LONGEST
