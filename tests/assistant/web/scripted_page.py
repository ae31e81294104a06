"""The page over a real archive, with an assistant that says what a script tells it to.

python scripted_page.py ARCHIVE FOLDER: reads FOLDER/script.json anew for each question, and notes
what it was asked in FOLDER/asked.jsonl. A process of its own, so that Gradio's warnings stay there.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any, ClassVar

from dateline.assistant.answer import Answer, Event
from dateline.assistant.history import History
from dateline.assistant.web import build_app, listen, serve
from dateline.errors import EndpointFailed
from dateline.eval.desk import Desk
from dateline.index import Archive


class Scripted:
    """Answers made by hand, kept in a real history."""

    writers: ClassVar = {"extractive": None, "llm": "Quill 3"}

    def __init__(self, archive: Archive, folder: Path, writer: str = "extractive") -> None:
        self.archive = archive
        self.folder = folder
        self.writer = writer
        self.history = History(folder / "history.sqlite")

    def written_by(self, writer: str) -> "Scripted":
        return Scripted(self.archive, self.folder, writer)

    def stream(
        self, question: str, *, conversation: str, parts: Any = None, **limits: Any
    ) -> Iterator[Event]:
        script = json.loads((self.folder / "script.json").read_text("utf-8"))
        with (self.folder / "asked.jsonl").open("a", encoding="utf-8") as asked:
            told = {"question": question, "writer": self.writer} | limits
            told["parts"] = parts and [astuple(part) for part in parts]
            print(json.dumps(told), file=asked)
        answer = script["answers"][question]
        if "error" in answer:
            raise EndpointFailed(answer["error"])
        answer |= {
            "id": f"answer{time.monotonic_ns()}",
            "writer": self.writer,
            "model": self.writers[self.writer],
        }
        yield Event("plan", {name: answer[name] for name in ("standalone", "as_of", "filters", "plan")})
        for citation in answer["citations"]:
            yield Event("citation", citation)
        for at in range(0, 0 if answer["abstained"] else len(answer["text"]), 4):
            yield Event("text", {"text": answer["text"][at : at + 4]})
            time.sleep(script["pause"])
        self.history.keep(Answer.from_dict(answer), conversation)
        yield Event("answer", answer)

    def of(self, owner: str) -> "Scripted":
        return self


if __name__ == "__main__":
    scripted: Any = Scripted(Archive(sys.argv[1], create=False), Path(sys.argv[2]))
    app = build_app(scripted, evaluated=Desk(Path(sys.argv[2]) / "eval"))
    serve(app, listen("127.0.0.1", 0), ready=lambda address: print(address, flush=True))
