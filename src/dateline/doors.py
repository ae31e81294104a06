"""The public Archive and Assistant: the rooms' own, with the user's settings handed in."""

import os
from pathlib import Path
from typing import Any

from dateline import assistant, index
from dateline.index.archive import is_archive
from dateline.settings import archive_folder, explain, read, unknown_variables


class Archive(index.Archive):
    """An archive of articles in a folder; opened, or made when absent.

    `path` defaults to `DATELINE_ARCHIVE`, else `./archive`. Keyword arguments are settings
    (`embedding="onnx:FOLDER"`, …) and go before `DATELINE_*` and `dateline.toml`.
    `embedding` may also be any LlamaIndex `BaseEmbedding`.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        create: bool = True,
        reindexing: bool = False,
        **settings: Any,
    ) -> None:
        folder = archive_folder(path)
        embedding = settings.pop("embedding", None)
        if isinstance(embedding, str):
            settings["embedding"], embedding = embedding, None
        super().__init__(
            folder,
            settings=read(folder, **settings).index,
            embedding=embedding,
            create=create,
            reindexing=reindexing,
        )


class Assistant(assistant.Assistant):
    """Answers questions over an archive. Keyword arguments are settings (`writer="extractive"`, …).

    `llm` is any LlamaIndex LLM, which then writes.
    """

    def __init__(self, archive: index.Archive, *, llm: Any = None, **settings: Any) -> None:
        super().__init__(archive, settings=read(archive.folder, **settings).assistant, llm=llm)


class Doors:
    """What the front hall hands to a command: see `dateline.index.commands.options.Doors`."""

    def open_archive(self, path: Path | None, *, create: bool = False, reindexing: bool = False) -> Archive:
        """The configured archive at `path`, else at the default place."""
        return Archive(path, create=create, reindexing=reindexing)

    def holds_archive(self, path: Path | None) -> bool:
        """Whether there is an archive at `path`, else at the default place."""
        return is_archive(archive_folder(path))

    def open_assistant(self, archive: index.Archive, **overrides: Any) -> Assistant:
        """An assistant over the archive; overrides that are None are ignored."""
        return Assistant(archive, **overrides)

    def index_settings(self, path: Path | None) -> index.IndexSettings:
        """The index room's settings for the archive at `path`, which need not be there."""
        return read(archive_folder(path)).index

    def assistant_settings(self, path: Path | None) -> assistant.AssistantSettings:
        """The assistant's settings for the archive at `path`, which need not be there."""
        return read(archive_folder(path)).assistant

    def open_evaluation(self, archive: index.Archive, folder: Path | None) -> Any:
        """The eval set in a folder, else in the archive's own folder `eval`."""
        from dateline.eval.desk import Desk  # noqa: PLC0415  only the page needs it

        return Desk(folder or archive.folder / "eval", archive=archive.folder)

    def explain_settings(self, path: Path | None) -> list[tuple[str, Any, str]]:
        """Each setting with its value and where it came from."""
        return explain(archive_folder(path))

    def unknown_variables(self) -> list[str]:
        """Names of `DATELINE_*` variables that are no setting."""
        return unknown_variables()
