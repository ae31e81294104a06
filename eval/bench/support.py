"""Measure the support check on labelled pairs: `python -m dateline.eval.bench.support [FILE…] [--wrong]`."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant.support import Cited, Support, check
from dateline.errors import WrongUse

PAIRS = Path(__file__).parent / "support_pairs"
VERDICTS = ("supported", "partly", "unsupported")


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, the sentences it cites, and the verdict a careful reader gives."""

    id: str
    statement: str
    evidence: tuple[Cited, ...]
    expected: str
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with the verdict of the check."""

    pair: Pair
    found: Support

    @property
    def right(self) -> bool:
        """Whether the check agrees with the label."""
        return self.found.verdict == self.pair.expected


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a JSON Lines file. WrongUse names the line that is not one."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield _pair(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise WrongUse(
                f"{path}, line {number}, is not a pair ({error}): see {PAIRS / 'README.md'}"
            ) from None


def _pair(plain: dict[str, Any]) -> Pair:
    evidence = [Cited(each) if isinstance(each, str) else Cited(**each) for each in plain["evidence"]]
    if plain["expected"] not in VERDICTS:
        raise ValueError(f"expected is {plain['expected']!r}")
    return Pair(plain["id"], plain["statement"], tuple(evidence), plain["expected"], plain.get("kind", ""))


def precision_recall(judged: Sequence[Judged], *, verdict: str = "unsupported") -> tuple[float, float]:
    """Precision and recall of one verdict; 1 where there is nothing to be wrong about."""
    hit = sum(each.pair.expected == each.found.verdict == verdict for each in judged)
    given = sum(each.found.verdict == verdict for each in judged)
    due = sum(each.pair.expected == verdict for each in judged)
    return (hit / given if given else 1.0), (hit / due if due else 1.0)


def report(name: str, judged: Sequence[Judged]) -> str:
    """Precision, recall, confusion and the share right per kind, as plain text."""
    precision, recall = precision_recall(judged)
    right = sum(each.right for each in judged)
    table: Counter[tuple[str, str]] = Counter((each.pair.expected, each.found.verdict) for each in judged)
    lines = [
        f"{name}: {len(judged)} pairs, {right} right",
        f"unsupported: precision {precision:.3f}, recall {recall:.3f}",
        "expected \\ found  " + "".join(f"{verdict:>12}" for verdict in VERDICTS),
        *(f"{due:<18}" + "".join(f"{table[due, found]:>12}" for found in VERDICTS) for due in VERDICTS),
        "",
        *_by_kind(judged),
    ]
    return "\n".join(lines)


def _by_kind(judged: Sequence[Judged]) -> Iterator[str]:
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        kinds[each.pair.kind].append(each)
    for kind in sorted(kinds):
        yield f"  {kind:<28} {sum(each.right for each in kinds[kind]):>3} of {len(kinds[kind])}"


def wrong(judged: Sequence[Judged]) -> Iterator[str]:
    """The pairs on which check and label differ, one block each."""
    for each in judged:
        if not each.right:
            pair, found = each.pair, each.found
            yield f"{pair.id} {pair.kind}: expected {pair.expected}, found {found.verdict} ({found.why})"
            yield f"   S {pair.statement}"
            yield from (f"   E {cited.text}" for cited in pair.evidence)


def main(arguments: Sequence[str]) -> int:
    """Print the report of each file; the default files are the frozen pairs and those developed on."""
    names = [each for each in arguments if not each.startswith("--")]
    for path in [Path(name) for name in names] or [PAIRS / "frozen.jsonl", PAIRS / "learn.jsonl"]:
        judged = [Judged(pair, check(pair.statement, pair.evidence)) for pair in pairs(path)]
        print(report(path.name, judged))
        if "--wrong" in arguments:
            print("\n".join(wrong(judged)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
