"""Identical requests to a model answered from disk. Off unless a folder is set; keys are never stored."""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Generator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant.endpoint import Deadline, Endpoint, Reply

_PART = ".part-"
_ABANDONED = 3600.0
"""Seconds after which a part belongs to no writer that still runs."""

_SAMPLE: ContextVar[int] = ContextVar("sample", default=0)


@contextlib.contextmanager
def sampling(number: int) -> Iterator[None]:
    """Within, requests are those of one sample: each sample has replies of its own."""
    token = _SAMPLE.set(number)
    try:
        yield
    finally:
        _SAMPLE.reset(token)


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as it is kept."""

    text: str
    finish: str | None
    told_finish: bool


class ReplyCache:
    """A folder of replies, of at most `most_bytes`; those not used for longest go first.

    Any number of processes use it. A file that cannot be read or written counts as not there.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes

    def get(self, request: dict[str, Any]) -> Kept | None:
        """The reply to a request; None where none is kept."""
        path = self._path(request)
        try:
            told = json.loads(path.read_text("utf-8"))
            kept = Kept(str(told["text"]), told["finish"], bool(told["told_finish"]))
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept

    def put(self, request: dict[str, Any], kept: Kept) -> None:
        """Keep a reply, and let go of the oldest where there are too many."""
        path = self._path(request)
        told = {"text": kept.text, "finish": kept.finish, "told_finish": kept.told_finish}
        # Where the disk is full nothing can be written, but room can be made.
        with contextlib.suppress(OSError):
            self._write(path, json.dumps(told))
        with contextlib.suppress(OSError):
            self._trim()

    def _path(self, request: dict[str, Any]) -> Path:
        plain = json.dumps(request, sort_keys=True)
        return self._folder / f"{hashlib.sha256(plain.encode()).hexdigest()}.json"

    def _write(self, path: Path, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=self._folder, prefix=_PART)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(part, path)
        finally:
            Path(part).unlink(missing_ok=True)

    def _trim(self) -> None:
        for part in self._folder.glob(f"{_PART}*"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - part.stat().st_mtime > _ABANDONED:
                    part.unlink()
        known = []
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(FileNotFoundError):
                known.append((path.stat().st_mtime, path.stat().st_size, path))
        size = sum(each for _, each, _ in known)
        for _, each, path in sorted(known):
            if size <= self._most:
                break
            path.unlink(missing_ok=True)
            size -= each


@dataclass
class CachedEndpoint(Endpoint):
    """An endpoint that asks only what it has not been asked before. Only whole replies are kept."""

    cache: ReplyCache | None = None

    def stream(
        self, system: str, user: str, *, deadline: Deadline, reply: Reply
    ) -> Generator[str, None, None]:
        """The text of a kept reply at once, else as `Endpoint.stream`; `reply.cached` says which."""
        assert self.cache is not None
        request = self._request(system, user)
        if kept := self.cache.get(request):
            reply.finish, reply.told_finish, reply.cached = kept.finish, kept.told_finish, True
            yield kept.text
            return
        text = ""
        for piece in super().stream(system, user, deadline=deadline, reply=reply):
            text += piece
            yield piece
        if text.strip() and reply.finish != "length":
            self.cache.put(request, Kept(text, reply.finish, reply.told_finish))

    def _request(self, system: str, user: str) -> dict[str, Any]:
        """All that a reply depends on."""
        return {
            "place": self.place,
            "model": self.name,
            "client": type(self.llm).__name__,
            "temperature": getattr(self.llm, "temperature", None),
            "most": self.most,
            "system": system,
            "user": user,
            "sample": _SAMPLE.get(),
        }


def cached(endpoint: Endpoint, folder: Path | None, megabytes: int) -> Endpoint:
    """The endpoint with a cache in `folder`; as it is without one."""
    if folder is None:
        return endpoint
    told = {name: getattr(endpoint, name) for name in Endpoint.__dataclass_fields__}
    return CachedEndpoint(**told, cache=ReplyCache(folder, megabytes * 1_000_000))
