"""`dateline list`: the articles."""

import json
from typing import Annotated

import typer

from dateline.index.article import UNTITLED, Article
from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption, SinceOption, UntilOption

_FIRST_WORDS = 60  # characters
_TOLD = (
    *("id", "version", "versions", "title", "publisher", "origin", "authors", "published", "published_from"),
    *("language", "url", "copies", "sources"),
)


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only articles that have all these words.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Only this publisher.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the articles, one a line: id, day, publisher, title. With --json, one object a line."""
    with ctx.obj.open_archive(archive) as opened:
        count = 0
        for article in opened.articles(
            publisher=publisher, since=since, until=until, words=" ".join(words or [])
        ):
            count += 1
            print(json.dumps(_told(article), ensure_ascii=False) if as_json else _line(article))
    if not quiet:
        typer.echo(f"{count:,} article{'' if count == 1 else 's'}", err=True)


def _line(article: Article) -> str:
    more = f"  (+{len(article.copies)} copies)" if article.copies else ""
    more += f"  (version {article.version})" if article.versions > 1 else ""
    day = article.published[:10] if article.published else "undated   "
    return f"{article.id}  {day}  {article.publisher or '—'}  {article.title or _begins(article)}{more}"


def _begins(article: Article) -> str:
    # A list is for finding an article again: its first words tell more than that it has no title.
    words = " ".join(article.text[: 2 * _FIRST_WORDS].split())
    return f"{UNTITLED}: {words[:_FIRST_WORDS].rstrip()}{'…' if len(words) > _FIRST_WORDS else ''}"


def _told(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in _TOLD}
