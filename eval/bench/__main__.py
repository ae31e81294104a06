"""`python -m dateline.eval.bench ARTICLES CASES`: Dateline beside its peers on any set."""

import json
import platform
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.errors import WrongUse
from dateline.eval.bench import table
from dateline.eval.bench.compare import Plan, measure
from dateline.eval.bench.peers import PEERS
from dateline.eval.bench.running import run
from dateline.eval.cases import load_cases, tagged

_PACKAGES = ("dateline", "llama-index-core", "llama-index-retrievers-bm25", "chromadb", "bm25s")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def bench(
    articles: Annotated[Path, typer.Argument(help="Articles: a file or folder that `dateline add` takes.")],
    cases: Annotated[Path, typer.Argument(help="A case file, or a folder of them.")],
    json_: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all findings as JSON.")
    ] = None,
    peers: Annotated[str, typer.Option("--peers", help="Which peers, apart by commas.")] = ",".join(PEERS),
    tags: Annotated[str, typer.Option("--tags", help="Tags with tables of their own, apart by commas.")] = "",
    without: Annotated[str, typer.Option("--without", help="Leave out cases with these tags.")] = "",
    as_of: Annotated[
        bool | None, typer.Option("--as-of/--no-as-of", help="Ask with or without the day; else both ways.")
    ] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="Passages shown for a question.")] = 10,
    depth: Annotated[int, typer.Option("--depth", min=1, help="Passages in the ranking of articles.")] = 50,
    embedding: Annotated[str, typer.Option("--embedding", help="The embedding that all use.")] = "static",
) -> None:
    """Measure Dateline and its peers on the same articles, questions and embedding.

    Quality, articles added a second, search time and peak memory, each peer in a process of its own.
    """
    chosen = tagged(load_cases(cases), [f"-{tag}" for tag in _split(without)])
    if not chosen:
        raise WrongUse(f"{cases} has no case left; leave out fewer tags")
    days = [True, False] if as_of is None else [as_of]
    plan = Plan(
        source=articles,
        cases=chosen,
        peers=_split(peers),
        tags=_split(tags),
        days=days if any(case.as_of for case in chosen) else [True],
        k=k,
        depth=depth,
        embedding=embedding,
    )
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        report = {**_machine(), **measure(plan, Path(folder), say=_say)}
    if json_:
        json_.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(table.render(report), end="")


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _machine() -> dict[str, Any]:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {platform.system()}",
        "versions": {name: known for name in _PACKAGES if (known := _version(name))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    run(app, "bench")
