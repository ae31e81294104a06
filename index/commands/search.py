"""`dateline search`: passages for words or a question."""

import json
from typing import Annotated

import typer

from dateline.index.article import UNTITLED
from dateline.index.commands.options import (
    ArchiveOption,
    AsOfOption,
    JsonOption,
    LanguageOption,
    PublisherOption,
    QuietOption,
    SinceOption,
    UntilOption,
    WithinOption,
)
from dateline.index.explain import standing
from dateline.index.hit import Hit


def command(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words, or a question.")],
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=1000)] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each score is made of.")] = False,
    as_of: AsOfOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    publisher: PublisherOption = None,
    language: LanguageOption = None,
    within: WithinOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find the passages that fit words or a question best."""
    with ctx.obj.open_archive(archive) as opened:
        hits = opened.search(
            " ".join(words),
            k=k,
            as_of=as_of,
            since=since,
            until=until,
            publishers=publisher or (),
            languages=language or (),
            within=within or (),
        )
    if as_json:
        print(json.dumps([hit.to_dict() for hit in hits], ensure_ascii=False, indent=2))
        return
    for number, hit in enumerate(hits, start=1):
        _show(number, hit, question=" ".join(words) if explain else None)
    if not hits and not quiet:
        typer.echo("nothing found", err=True)


def _show(number: int, hit: Hit, *, question: str | None) -> None:
    copies = f", {len(hit.copies)} more with the same report" if hit.copies else ""
    dated = hit.published[:10] if hit.published else "date unknown"
    print(f"{number}. {hit.title or UNTITLED} — {hit.publisher or 'unknown publisher'}, {dated}{copies}")
    print(f"   {hit.article} version {hit.version}, characters {hit.start} to {hit.end}")
    if question is not None:
        parts = " + ".join(f"{name} {value:.3f}" for name, value in hit.parts.items())
        print(f"   {hit.score:.3f} = {parts}")
        for where, found in standing(question, hit).items():
            if found:
                print(f"   {where}: {', '.join(found)}")
    for line in hit.text.splitlines():
        if line:
            print(f"   {line}")
    print()
