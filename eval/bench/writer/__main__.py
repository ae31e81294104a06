"""`python -m dateline.eval.bench.writer CASES --archive DIR --findings FILE`: see docs/benchmarks.md."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.eval.bench.running import run
from dateline.eval.bench.writer.asking import WAYS, Asking, read, spread
from dateline.eval.bench.writer.kept import Kept
from dateline.eval.bench.writer.told import render
from dateline.eval.cases import load_cases, tagged
from dateline.index import Archive
from dateline.index.settings import IndexSettings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def writer(
    cases: Annotated[Path, typer.Argument(help="A case file, or a folder of them.")],
    archive: Annotated[Path, typer.Option("--archive", help="The archive that holds their articles.")],
    findings: Annotated[
        Path, typer.Option("--findings", help="Where findings are kept, a line a case and way.")
    ],
    url: Annotated[str, typer.Option("--url", help="The endpoint.")] = "http://127.0.0.1:8011/v1",
    model: Annotated[str, typer.Option("--model", help="The model.")] = "qwen",
    tags: Annotated[str, typer.Option("--tags", help="Only cases with these tags; -tag: without it.")] = "",
    count: Annotated[int, typer.Option("--count", min=1, help="How many cases, spread over tags.")] = 25,
    evidence: Annotated[int, typer.Option("--evidence", min=128, help="Tokens of evidence.")] = 800,
    most: Annotated[int, typer.Option("--most", min=16, help="Tokens of an answer.")] = 200,
    ways: Annotated[str, typer.Option("--ways", help="Which ways of asking, apart by commas.")] = ",".join(
        WAYS
    ),
    report: Annotated[bool, typer.Option("--report", help="Ask nothing; report what is there.")] = False,
) -> None:
    """Ask cases with the LLM writer and with others on the same passages, and say how well each did.

    The model's replies are kept beside the findings: the same request is never made twice.
    """
    wanted = [tag for tag in tags.split(",") if tag]
    chosen = spread([case for case in tagged(load_cases(cases), wanted) if not case.turns], count)
    if not report:
        kept = Kept(
            file=findings.with_suffix(".replies.jsonl"),
            model=model,
            api_base=url,
            api_key="none",
            is_chat_model=True,
            context_window=8192,
            max_tokens=most,
            temperature=0.0,
            max_retries=2,
            timeout=3600,
            additional_kwargs={"stream_options": {"include_usage": True}},
        )
        asking = Asking(Archive(archive, settings=IndexSettings(), create=False), kept, evidence=evidence)
        asking.run(chosen, ways.split(","), findings, say=lambda line: print(line, file=sys.stderr))
    print(render(read(findings), [case.id for case in chosen]), end="")


if __name__ == "__main__":
    run(app, "writer")
