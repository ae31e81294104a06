"""Options that every command has, and what the front hall hands to each."""

from pathlib import Path
from typing import Annotated, Any, Protocol

import typer

ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive", metavar="DIR", help="The archive folder; else DATELINE_ARCHIVE, else ./archive."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON to stdout, for programs.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on stderr.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only what had been published by the end of that day."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Published on that day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Published on that day or earlier.")
]
PublisherOption = Annotated[
    list[str] | None,
    typer.Option("--publisher", metavar="NAME", help="Only this publisher; may be given again."),
]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option("--language", metavar="CODE", help="Only this language, as en; may be given again."),
]
WithinOption = Annotated[
    list[str] | None,
    typer.Option("--within", metavar="ARTICLE", help="Only this article id; may be given again."),
]


class Doors(Protocol):
    """What `ctx.obj` offers: the configured archive and assistant. Settings stay in the front hall."""

    def open_archive(self, path: Path | None, *, create: bool = False, reindexing: bool = False) -> Any:
        """The `index.Archive` at `path`, else at the default place; made when absent if `create`."""
        ...

    def holds_archive(self, path: Path | None) -> bool:
        """Whether there is an archive at `path`, else at the default place."""
        ...

    def open_assistant(self, archive: Any, **overrides: Any) -> Any:
        """An `assistant.Assistant` over the archive; overrides that are None are ignored."""
        ...

    def index_settings(self, path: Path | None) -> Any:
        """The `IndexSettings` for the archive at `path`, which need not be there."""
        ...

    def assistant_settings(self, path: Path | None) -> Any:
        """The `AssistantSettings` for the archive at `path`, which need not be there."""
        ...

    def open_evaluation(self, archive: Any, folder: Path | None) -> Any:
        """The eval set in a folder (else in the archive's folder), as the page needs it."""
        ...

    def explain_settings(self, path: Path | None) -> list[tuple[str, Any, str]]:
        """Each setting with its value and where it came from; keys are masked."""
        ...
