"""Files and addresses into the archive from the page, told item by item."""

import hashlib
import json
import logging
import queue
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fastapi import APIRouter, Body, Depends, File, HTTPException, UploadFile
from pydantic import Field
from starlette.responses import StreamingResponse

from dateline.assistant.web.writable import Writable
from dateline.errors import DatelineError
from dateline.index.characters import published

if TYPE_CHECKING:
    from dateline.assistant import Assistant
    from dateline.index import Archive

_log = logging.getLogger(__name__)
_WRONG = "Something went wrong inside Dateline; the terminal that runs it says more."
_LONGEST_NAME = 120

Addresses = Annotated[
    list[Annotated[str, Field(max_length=2000)]], Field(min_length=1, max_length=200), Body(embed=True)
]


class Item(NamedTuple):
    """Something to add: `source` as `Archive.add` takes it, `name` as the reader knows it."""

    name: str
    source: str


def routes(assistant: "Assistant", writable: Writable) -> APIRouter:
    """`POST /articles/files` and `/articles/addresses`: each answers with one JSON object a line."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(writable)])
    archive = assistant.archive

    @router.post("/articles/files")
    def files(files: Annotated[list[UploadFile], File()]) -> StreamingResponse:
        items = [_put(archive, file) for file in files]
        return _lines(additions(archive, items, passing=True))

    @router.post("/articles/addresses")
    def addresses(addresses: Addresses) -> StreamingResponse:
        # A path here would let the page read any file of this machine.
        if wrong := [each for each in addresses if not each.lower().startswith(("http://", "https://"))]:
            raise HTTPException(
                400, f"{wrong[0]!r} is no web address: it must begin with https:// or http://"
            )
        return _lines(additions(archive, [Item(each, each) for each in addresses]))

    return router


def additions(
    archive: "Archive", items: Sequence[Item], *, passing: bool = False
) -> Iterator[dict[str, Any]]:
    """What happens while the items are added, one after the other, in a thread of their own.

    `{"item", "name", "done"}` while one is read, `{"item", "name", "result", "new"}` when it is done; `new` are
    the ids of articles that were not there before. What has begun goes on when nobody listens any more.
    Files that are `passing` are removed afterwards.
    """
    told: queue.Queue[dict[str, Any] | None] = queue.Queue()

    def run() -> None:
        try:
            for number, item in enumerate(items):
                told.put({"item": number, "name": item.name, "done": 0})
                told.put({"item": number, "name": item.name} | _added(archive, item, number, told))
                if passing:
                    shutil.rmtree(Path(item.source).parent, ignore_errors=True)
        finally:
            told.put(None)

    threading.Thread(target=run, name="dateline-adding").start()
    return iter(told.get, None)


def _added(archive: "Archive", item: Item, number: int, told: "queue.Queue[Any]") -> dict[str, Any]:
    try:
        report = archive.add(
            item.source,
            progress=lambda so_far: told.put({"item": number, "name": item.name, "done": so_far.done}),
        )
    except DatelineError as error:
        return {"error": str(error), "new": []}
    except Exception:
        _log.exception("%s could not be added", item.name)
        return {"error": _WRONG, "new": []}
    result = report.to_dict()
    # Where an uploaded file lay for a moment is nothing the reader knows.
    for each in result["skipped"]:
        each["source"] = each["source"].replace(item.source, item.name)
    return {"result": result, "new": [each for each in report.articles if archive.get(each).versions == 1]}


def _put(archive: "Archive", file: UploadFile) -> Item:
    """The file under a path made of its content: the same file again is the same source again."""
    name = file_name(file.filename or "")
    digest = hashlib.sha256()
    for piece in iter(lambda: file.file.read(1 << 20), b""):
        digest.update(piece)
    folder = archive.folder / "uploads" / digest.hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    file.file.seek(0)
    with (folder / name).open("wb") as kept:
        shutil.copyfileobj(file.file, kept)
    return Item(name, str(folder / name))


def file_name(given: str) -> str:
    """The last part of a name that a browser gave, safe as a file's name; its ending is kept."""
    last = PureWindowsPath(PurePosixPath(given).name).name
    clean = "".join("_" if each in '\n\t/\\:*?"<>|' else each for each in published(last)).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:20]}" if stem else clean[:_LONGEST_NAME] or "file"


def _lines(events: Iterator[dict[str, Any]]) -> StreamingResponse:
    lines = (json.dumps(event, ensure_ascii=False) + "\n" for event in events)
    return StreamingResponse(lines, media_type="application/x-ndjson")
