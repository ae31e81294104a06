"""Words in quotation marks that nobody in the cited sentences said."""

import re
from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.words import Word, fold, same, stem

_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)['‘](?=\S)([^'‘’]*(?:[’'](?=\w)[^'‘’]*)*)['’](?!\w)"
)
_TITLE = re.compile(
    r"(?!.*[.,!?]$)(?:[A-Z][\w'’-]*|\d+)(?:[ :]+(?:[A-Z][\w'’-]*|\d+|of|the|a|an|in|at|on|to|and|for|&))*"
)
_FAKES = frozenset(
    stem(word) for word in "pretend pretended purport fake faked forge hoax fabricate false falsely".split()
)
_ELLIPSIS = re.compile(r"\.\.\.|…|\[[^\]]*\]")


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each quotation that is not in the evidence word for word, punctuation and case aside."""
    said = " ".join(plain(each.text) for each in case.cited)
    for match in _QUOTED.finditer(case.statement.text):
        quoted = next(group for group in match.groups() if group is not None)
        if _TITLE.fullmatch(quoted):
            continue  # the name of a work, which the rule for names looks at
        for piece in _ELLIPSIS.split(quoted):
            words = plain(piece)
            if words and f" {words} " not in f" {said} ":
                yield Fault(
                    "quotation", "unsupported", f"nobody is quoted saying “{piece.strip()}”", (piece.strip(),)
                )
                break


def only_quoted(case: Case) -> Iterator[Fault]:
    """A fault where all that carries a statement stands in quotation marks of the evidence that make it a fake."""
    weighty = [at for at in case.statement.heavy if case.matches[at]]
    weighty += [at for at in case.statement.anchored if case.matches[at]]
    for number, reading in enumerate(case.evidence):
        fake = [word for word in reading.words if word.stem in _FAKES]
        for match in _QUOTED.finditer(reading.text) if fake else ():
            inside = [at for at in weighty if _within(case, at, number, match)]
            if len(inside) >= 3 and 5 * len(inside) >= 4 * len(weighty) and not _spoken(case, fake[0]):
                yield Fault(
                    "attribution", "unsupported", f"the cited sentences quote it as “{fake[0].text}”", ()
                )
                return


def _within(case: Case, at: int, number: int, quotation: re.Match[str]) -> bool:
    places = [place for place in case.matches[at] if place.reading == number]
    return bool(places) and all(
        quotation.start() <= case.word(place).start and case.word(place).end <= quotation.end()
        for place in places
    )


def _spoken(case: Case, fake: Word) -> bool:
    return any(word.stem in _FAKES or same(word, fake) for word in case.statement.words)


def plain(text: str) -> str:
    """The words of a text, folded, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
