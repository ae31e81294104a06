"""Words in quotation marks that nobody in the cited sentences said."""

import re
from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.words import fold

_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)['‘](?=\S)([^'‘’]*(?:[’'](?=\w)[^'‘’]*)*)['’](?!\w)"
)
_TITLE = re.compile(
    r"(?!.*[.,!?]$)(?:[A-Z][\w'’-]*|\d+)(?:[ :]+(?:[A-Z][\w'’-]*|\d+|of|the|a|an|in|at|on|to|and|for|&))*"
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


def plain(text: str) -> str:
    """The words of a text, folded, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
