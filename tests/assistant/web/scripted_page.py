"""The page over a real archive, with an assistant that says what a script tells it to.

python scripted_page.py ARCHIVE FOLDER: reads FOLDER/script.json anew for each question, and notes
what it was asked in FOLDER/asked.jsonl. A process of its own, so that Gradio's warnings stay there.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.assistant.answer import Answer, Event
from dateline.assistant.web import build_app, listen, serve
from dateline.errors import EndpointFailed
from dateline.index import Archive


class Scripted:
    """Answers made by hand, kept by conversation."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.archive = archive
        self.folder = folder
        self.kept: dict[str, list[Answer]] = {}

    def stream(self, question: str, *, conversation: str, **limits: Any) -> Iterator[Event]:
        script = json.loads((self.folder / "script.json").read_text("utf-8"))
        with (self.folder / "asked.jsonl").open("a", encoding="utf-8") as asked:
            print(json.dumps({"question": question} | limits), file=asked)
        answer = script["answers"][question]
        if "error" in answer:
            raise EndpointFailed(answer["error"])
        answer["id"] = f"answer{time.monotonic_ns()}"
        yield Event("plan", {name: answer[name] for name in ("standalone", "as_of", "filters")})
        for citation in answer["citations"]:
            yield Event("citation", citation)
        for at in range(0, 0 if answer["abstained"] else len(answer["text"]), 4):
            yield Event("text", {"text": answer["text"][at : at + 4]})
            time.sleep(script["pause"])
        self.kept.setdefault(conversation, []).append(Answer.from_dict(answer))
        yield Event("answer", answer)

    def of(self, owner: str) -> "Scripted":
        return self

    @property
    def history(self) -> "Scripted":
        return self

    def conversation(self, conversation: str) -> list[Answer]:
        return self.kept.get(conversation, [])


if __name__ == "__main__":
    scripted: Any = Scripted(Archive(sys.argv[1], create=False), Path(sys.argv[2]))
    serve(build_app(scripted), listen("127.0.0.1", 0), ready=lambda address: print(address, flush=True))
