"""The repair of statements that their citations do not carry: what is asked, and what comes back."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.assistant.assemble import assemble
from dateline.assistant.judged import OF_EVIDENCE, Judged, judge
from dateline.assistant.ledger import Evidence
from dateline.assistant.markers import Parser, without_thoughts

_LINE = re.compile(r"^\s*(?:[-*]\s*)?(\d{1,3})\s*[:.)]\s*(\S.*?)\s*$", re.MULTILINE)
_DROP = re.compile(r"[\W\d]*drop[\W\d]*", re.IGNORECASE)
_WORTH = {"supported": 3, "partly": 2, "uncited": 1, "unsupported": 0}


def faulty(judged: Sequence[Judged]) -> list[int]:
    """The places of the statements to mend. What the evidence lacks can be said, but not cited."""
    return [at for at, each in enumerate(judged) if not each.survives and each.why != OF_EVIDENCE]


def fault_words(each: Judged) -> dict[str, str]:
    """A statement and its fault, as the prompt names them."""
    cited = "".join(f" [{sentence.id}]" for sentence in each.cites)
    return {"text": f"{' '.join(each.text.split())}{cited}", "why": each.why}


def mended(
    judged: Sequence[Judged], reply: str, evidence: Evidence, ids: Collection[str]
) -> tuple[list[Judged], int]:
    """The statements after a reply to the repair prompt, and how many markers in it are none of `ids`.

    A statement is exchanged only for what is carried better; DROP takes it out.
    """
    lines = _lines(without_thoughts(reply), len(faulty(judged)))
    numbers = {at: str(number) for number, at in enumerate(faulty(judged), start=1)}
    found: list[Judged] = []
    invalid = 0
    for at, each in enumerate(judged):
        new = lines.get(numbers.get(at, ""))
        if new is None:
            found.append(each)
        elif not _DROP.fullmatch(new):
            better, unknown = _exchanged(each, new, evidence, ids)
            found += better
            invalid += unknown
    return found, invalid


def _lines(reply: str, wanted: int) -> dict[str, str]:
    """The sentences of a reply by number. Small models leave the numbers out: as many lines as asked for do."""
    if numbered := dict(reversed(_LINE.findall(reply))):
        return numbered
    plain = [line.strip() for line in reply.splitlines() if re.search(r"[^\W\d_]", line)]
    return {str(at): line for at, line in enumerate(plain, start=1)} if len(plain) == wanted else {}


def _exchanged(old: Judged, line: str, evidence: Evidence, ids: Collection[str]) -> tuple[list[Judged], int]:
    parser = Parser(ids)
    new = judge(assemble([*parser.feed(line), *parser.close()]), evidence)
    if not new or min(_WORTH[each.verdict] for each in new) <= _WORTH[old.verdict]:
        return [old], parser.unknown
    return [replace(new[0], lead=old.lead), *new[1:]], parser.unknown
