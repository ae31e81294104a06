"""How much of a page's article, and of what it states, comes out right, beside trafilatura by itself.

    python -m dateline.eval.bench.extraction FOLDER [FOLDER …]

A folder holds `expected.jsonl.gz` (one page a line: `id`, `url`, `page`, `text`, and where known `title`,
`published`, `publisher`, `authors`) and the pages it names. `html-extraction-dev` and `html-news-dev` in
`../shared/bench` are such folders.
"""

import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import WrongUse
from dateline.index.article import Metadata
from dateline.index.clean import clean
from dateline.index.metadata import describe
from dateline.index.raw import Raw
from dateline.index.readers.decode import decoded

MEASURES = ("title", "published", "publisher", "publisher or part", "authors")
_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """Sums over the pages of a set: body scores, and how many of the known values of a measure were right."""

    ours: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def token_f1(found: str, expected: str) -> float:
    """F1 of the word counts of two texts, case folded; 0 to 1, and 0 where they share no word."""
    ours, theirs = (Counter(_TOKEN.findall(text.casefold())) for text in (found, expected))
    shared = sum((ours & theirs).values())
    if not shared:
        return 0.0
    precision, recall = shared / sum(ours.values()), shared / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def folded(text: str | None) -> str:
    """Letters and digits only, without case and accents."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(char for char in plain if char.isalnum())


def judged(found: Metadata, expected: Mapping[str, Any]) -> dict[str, bool]:
    """For each measure whose answer is known, whether it is right: equal when folded, authors as a set.

    `publisher or part` also accepts a name that contains the other ("BBC News", "BBC").
    """
    verdicts: dict[str, bool] = {}
    if "title" in expected:
        verdicts["title"] = folded(found.title) == folded(expected["title"])
    if "published" in expected:
        verdicts["published"] = (found.published or "")[:10] == expected["published"][:10]
    if "publisher" in expected:
        ours, theirs = folded(found.publisher), folded(expected["publisher"])
        verdicts["publisher"] = ours == theirs
        verdicts["publisher or part"] = bool(ours) and (ours in theirs or theirs in ours)
    if "authors" in expected:
        verdicts["authors"] = set(map(folded, found.authors)) == set(map(folded, expected["authors"]))
    return verdicts


def measured(folder: Path) -> Tally:
    """The tally of one set; WrongUse when the folder holds none."""
    import trafilatura  # noqa: PLC0415  (start-up)

    tally = Tally()
    for expected, page in _pages(folder):
        raw = Raw(expected["url"], "html", decoded(page, page=True), {"url": expected["url"]})
        cleaned = clean(raw)
        tally.ours.append(token_f1(cleaned.text, expected["text"]))
        plain = trafilatura.extract(page, url=expected["url"]) or ""
        tally.plain.append(token_f1(plain, expected["text"]))
        found = describe(raw, cleaned)
        for measure, right in judged(found, expected).items():
            tally.known[measure] += 1
            tally.right[measure] += right
            if not right:
                name = measure.partition(" ")[0]
                tally.wrong.append(
                    f"{expected['id']}: {measure}: {getattr(found, name)!r}, not {expected[name]!r}"
                )
    return tally


def _pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    listed = folder / "expected.jsonl.gz"
    if not listed.is_file():
        raise WrongUse(f"there is no {listed}: give a folder of the form that `--help` describes")
    with gzip.open(listed, "rt", encoding="utf-8") as lines:
        for line in lines:
            expected = json.loads(line)
            yield expected, gzip.decompress((folder / expected["page"]).read_bytes())


def table(tallies: Mapping[str, Tally]) -> str:
    """The tallies as a Markdown table, a line a set; shares with the number right and known."""
    names = ["set", "pages", "body F1", "trafilatura", *MEASURES]
    rows = [names, ["---"] * len(names)]
    for name, tally in tallies.items():
        pages = len(tally.ours)
        scores = [f"{sum(scores) / max(1, pages):.4f}" for scores in (tally.ours, tally.plain)]
        shares = [f"{tally.right[m]}/{tally.known[m]}" if tally.known[m] else "–" for m in MEASURES]
        rows.append([name, str(pages), *scores, *shares])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main(arguments: Sequence[str]) -> int:
    """Print the table; with `--wrong`, each wrong value too. 2 on wrong use."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("-")]
    if not folders or "--help" in arguments:
        print(__doc__)
        return 0 if "--help" in arguments else 2
    try:
        tallies = {folder.resolve().name: measured(folder) for folder in folders}
    except WrongUse as error:
        print(error, file=sys.stderr)
        return 2
    print(table(tallies))
    if "--wrong" in arguments:
        print("\n".join(line for tally in tallies.values() for line in tally.wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
