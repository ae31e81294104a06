"""`dateline show`: an article as published, and what cleaning left out of it."""

import dataclasses
import json
from typing import Annotated

import typer

from dateline.index.article import UNTITLED, Article
from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption

_KNOWN = {
    "metadata": "as the source states it",
    "url": "from the address of the page",
    "dateline": "from the dateline in the text",
    "none": "unknown",
}


def command(
    ctx: typer.Context,
    article: Annotated[str, typer.Argument(help="The article's id.")],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="This version, not the current.")
    ] = None,
    cut: Annotated[bool, typer.Option("--cut", help="Show what cleaning cut or skipped, and why.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show an article: what is known of it, and its canonical text."""
    with ctx.obj.open_archive(archive) as opened:
        found = opened.get(article, version)
    if as_json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2, default=str))
        return
    if not quiet:
        _head(found)
    print(found.text)
    if cut:
        _left_out(found)


def _head(article: Article) -> None:
    title = article.title or UNTITLED
    print(title)
    print("=" * min(len(title), 100))
    dated = article.published or "date unknown"
    known = f" ({_KNOWN[article.published_from]})" if article.published else ""
    rows = {
        "id": f"{article.id}, version {article.version}{_kept(article)}",
        "publisher": article.publisher or "unknown",
        "origin": article.origin,
        "authors": ", ".join(article.authors),
        "published": dated + known,
        "language": article.language,
        "url": article.url,
        "copies": ", ".join(article.copies),
        "sources": ", ".join(article.sources),
    }
    for name, value in rows.items():
        if value:
            print(f"{name:>9}: {value}")
    print()


def _kept(article: Article) -> str:
    # Numbers go on where an article was removed and added again: the last one is no count.
    return f", one of {article.versions} kept" if article.versions > 1 else ""


def _left_out(article: Article) -> None:
    print("\nLeft out by cleaning:" if article.cuts else "\nCleaning left nothing out.")
    for cut in article.cuts:
        print(f"  {cut.text!r}: {cut.reason}")
    if article.skipped:
        print("\nSkipped (shown, but not indexed and never cited):")
    for start, end, reason in article.skipped:
        print(f"  {start}–{end} {article.text[start:end]!r}: {reason}")
