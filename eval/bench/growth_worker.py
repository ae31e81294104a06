"""One part of the growth benchmark in a process of its own, so that its memory is its own.

`python -m dateline.eval.bench.growth_worker add ARCHIVE ARTICLES ONE` or `… ask ARCHIVE QUESTIONS`; prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.assistant import Assistant
from dateline.eval.bench.held import Held
from dateline.eval.bench.score import percentile
from dateline.index import Archive


def add(folder: Path, articles: Path, one: Path) -> dict[str, Any]:
    """Adding all articles, then one more: seconds, and the most memory this process and its others held at once."""
    with Archive(folder) as archive, Held() as held:
        archive.embedding.question("warm")
        began = time.perf_counter()
        archive.add(articles)
        added = time.perf_counter() - began
        began = time.perf_counter()
        archive.add(one)
        after = time.perf_counter() - began
        passages = archive.stats().passages
    return {"add_s": added, "one_s": after, "passages": passages, "memory_adding": held.most}


def ask(folder: Path, questions: Path) -> dict[str, Any]:
    """Searching without and with a day, then answering: seconds, and the most memory."""
    asked = json.loads(questions.read_text("utf-8"))
    with Archive(folder, create=False) as archive, Held() as held:
        assistant = Assistant(archive)
        ways: dict[str, Callable[[dict[str, Any]], Any]] = {
            "search": lambda each: archive.search(each["question"]),
            "dated": lambda each: archive.search(each["question"], as_of=each["as_of"]),
            "answer": lambda each: assistant.ask(each["question"], as_of=each["as_of"]),
        }
        told: dict[str, Any] = {}
        for name, way in ways.items():
            way(asked[0])
            seconds = [_timed(way, each) for each in asked]
            told |= {f"{name}_p50_s": percentile(seconds, 50), f"{name}_p95_s": percentile(seconds, 95)}
    return {**told, "memory_answering": held.most}


def _timed(way: Callable[[dict[str, Any]], Any], asked: dict[str, Any]) -> float:
    began = time.perf_counter()
    way(asked)
    return time.perf_counter() - began


def main(words: Sequence[str]) -> None:
    """Do what the words say."""
    what, archive, source, *rest = words
    folder, path = Path(archive), Path(source)
    print(json.dumps(add(folder, path, Path(*rest)) if what == "add" else ask(folder, path)))


if __name__ == "__main__":
    main(sys.argv[1:])
