"""How cost grows with the archive: adding, searching, answering, memory and disk at several sizes.

    python -m dateline.eval.bench.growth SET… [--sizes 1000,2063,5000,9793] [--json FILE] [--plot FILE]

A set is a folder with `articles.jsonl[.gz]` and `cases.jsonl[.gz]`, or such an article file. The articles of all sets,
in order, are one archive of as many articles as each size says; the questions are those of the first set. Everything
is measured with default settings, adding and answering in processes of their own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.errors import WrongUse
from dateline.eval.bench.running import run
from dateline.eval.bench.trials.common import first_records, write
from dateline.eval.cases import Case, load_cases
from dateline.eval.report.text import table

_COLD = 3

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def growth(
    sets: Annotated[list[Path], typer.Argument(help="Folders with articles and cases.")],
    sizes: Annotated[
        str, typer.Option("--sizes", help="How many articles, apart by commas.")
    ] = "1000,2000,5000,10000",
    questions: Annotated[int, typer.Option("--questions", min=1, help="How many questions are asked.")] = 100,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all figures.")] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw them (.svg or .png).")
    ] = None,
) -> None:
    """Print a table of what each size costs."""
    records = list(chain.from_iterable(first_records(_file(each, "articles"), None) for each in sets))
    asked = list(islice(_questions(load_cases(_file(sets[0], "cases"))), questions))
    rows = []
    for size in sorted({min(int(each), len(records)) for each in sizes.split(",")}):
        print(f"{size} articles", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="dateline-growth-") as folder:
            rows.append(measure(Path(folder), records[:size], asked))
    print(render(rows), end="")
    if json_:
        json_.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    if plot:
        from dateline.eval.bench.growth_plot import draw  # noqa: PLC0415  matplotlib is of the extra bench

        draw(rows, plot)


def measure(
    folder: Path, records: Sequence[dict[str, Any]], asked: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What an archive of these records costs; times in seconds, sizes in bytes."""
    source, archive = write(folder / "articles.jsonl", records), folder / "archive"
    one = write(
        folder / "one.jsonl", [{"title": "One more", "text": "One more report came in. It is short."}]
    )
    questions = folder / "questions.json"
    questions.write_text(json.dumps(list(asked)), "utf-8")
    made = _worked("add", archive, source, one)
    told = _worked("ask", archive, questions)
    cold = sorted(_cold(archive, asked[0]) for _ in range(_COLD))[_COLD // 2]
    disk = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
    raw = source.stat().st_size
    return {
        "articles": len(records),
        "raw_bytes": raw,
        "disk_bytes": disk,
        **made,
        **told,
        "cold_ask_s": cold,
    }


def render(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as a table, a column a size."""
    lines = [
        ("articles", *(f"{row['articles']:,}" for row in rows)),
        ("passages", *(f"{row['passages']:,}" for row in rows)),
        ("added, articles/s", *(f"{row['articles'] / row['add_s']:.0f}" for row in rows)),
        ("one more article", *(_ms(row["one_s"]) for row in rows)),
        *(
            (
                f"{name}, p50 / p95",
                *(f"{_ms(row[key + '_p50_s'])} / {_ms(row[key + '_p95_s'])}" for row in rows),
            )
            for name, key in (("search", "search"), ("search as of a day", "dated"), ("answer", "answer"))
        ),
        ("cold `dateline ask`", *(f"{row['cold_ask_s']:.2f} s" for row in rows)),
        ("memory adding, all processes", *(_mb(row["memory_adding"]) for row in rows)),
        ("memory answering", *(_mb(row["memory_answering"]) for row in rows)),
        ("disk, times the raw JSONL", *(f"{row['disk_bytes'] / row['raw_bytes']:.1f}" for row in rows)),
    ]
    return table(lines) + "\n"


def _file(place: Path, name: str) -> Path:
    if place.is_file():
        return place if name == "articles" else place.with_name(place.name.replace("articles", "cases", 1))
    for path in (place / f"{name}.jsonl.gz", place / f"{name}.jsonl"):
        if path.is_file():
            return path
    raise WrongUse(f"there is no {name}.jsonl in {place}")


def _questions(cases: Sequence[Case]) -> Iterator[dict[str, Any]]:
    """Questions from all over the set, with the day of each."""
    step = max(1, len(cases) // 100)
    for case in [*cases[::step], *cases]:
        yield {"question": case.question, "as_of": case.as_of}


def _worked(what: str, *paths: Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "dateline.eval.bench.growth_worker", what, *map(str, paths)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongUse(f"measuring failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _cold(archive: Path, asked: dict[str, Any]) -> float:
    """Seconds of a whole `dateline ask`, from its start to its end."""
    day = ["--as-of", asked["as_of"]] if asked["as_of"] else []
    words = [sys.executable, "-m", "dateline", "ask", asked["question"], *day, "--archive", str(archive)]
    began = time.perf_counter()
    subprocess.run(words, capture_output=True, check=True)
    return time.perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    run(app, "growth")
