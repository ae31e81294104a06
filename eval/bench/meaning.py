"""What meaning search carries: words alone, vectors alone, both, on questions in other words than the articles'.

    python -m dateline.eval.bench.meaning [ARTICLES CASES]

Without arguments: the sample articles with their own cases, and with 100 of them asked in other words.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dateline.errors import DatelineError
from dateline.eval.bench.lookup import FIGURES, figures_of
from dateline.eval.cases import Case, load_cases
from dateline.eval.report.text import table
from dateline.index import Archive
from dateline.index.search import DEFAULT, Weights

_SAMPLE = Path(__file__).parent.parent / "sample"
_OTHER_WORDS = Path(__file__).parent / "paraphrases" / "cases.jsonl"
WAYS = {
    "words alone": Weights(vector=0.0),
    "vectors alone": Weights(words=0.0, lead=0.0, article=0.0, place=0.0, sentence=0.0, names=0.0),
    "both": DEFAULT,
}


def compare(archive: Archive, cases: Sequence[Case]) -> list[tuple[str, ...]]:
    """A row of figures for each way of finding, over the cases that name articles."""
    rows = []
    for name, weights in WAYS.items():
        found = figures_of(archive, cases, weights=weights)
        rows.append((name, *(f"{found[figure]:.3f}" for figure in FIGURES)))
    return rows


def _measured(articles: Path, sets: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-meaning-") as folder, Archive(folder) as archive:
        archive.add(articles)
        for path in sets:
            cases = [case for case in load_cases(path) if case.articles and not case.turns]
            print(f"{path.parent.name}/{path.name}, {len(cases)} cases, by article")
            print(table([("", *FIGURES), *compare(archive, cases)]))


def main() -> None:
    """Print the tables."""
    given = [Path(each) for each in sys.argv[1:]]
    try:
        if given:
            _measured(given[0], given[1:])
        else:
            _measured(_SAMPLE / "articles", [_SAMPLE / "cases.jsonl", _OTHER_WORDS])
    except DatelineError as error:
        print(f"meaning: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()
