"""What the trials share: records, questions made of them, archives, and what an archive says."""

import gzip
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.assistant import Assistant
from dateline.errors import WrongUse
from dateline.index import Archive

Record = dict[str, Any]
# What differs from asking to asking, as promised, or with the number of changes an archive has seen.
_PASSING = ("id", "created", "usage", "archive")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial is given: a folder to work in, records, how often, how many questions, a seed."""

    folder: Path
    records: Sequence[Record]
    times: int
    asked: int
    seed: int

    @property
    def questions(self) -> list[str]:
        """Titles of articles from all over the records, each once."""
        titles = list(dict.fromkeys(str(record["title"]) for record in self.records if record.get("title")))
        step = max(1, len(titles) // max(1, self.asked))
        return titles[::step][: self.asked]


def first_records(path: Path, count: int | None) -> list[Record]:
    """The first records of a `.jsonl` or `.jsonl.gz` file, all where `count` is None."""
    if not path.is_file():
        raise WrongUse(f"there is no {path}")
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        return [json.loads(line) for line in islice(lines, count) if line.strip()]


def write(path: Path, records: Sequence[Record]) -> Path:
    """The records as a `.jsonl` file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


def adding(archive: Path, *sources: Path) -> list[str]:
    """The command line that adds."""
    return [sys.executable, "-m", "dateline", "add", *map(str, sources), "--archive", str(archive), "--quiet"]


def add(archive: Path, *sources: Path) -> None:
    """Add in a process of its own."""
    subprocess.run(adding(archive, *sources), check=True)


def answers(archive: Archive, questions: Sequence[str]) -> list[tuple[Any, Any]]:
    """For each question what search finds and what the assistant answers, without what passes."""
    assistant = Assistant(archive)
    found = []
    for question in questions:
        hits = [
            (hit.article, hit.version, hit.start, hit.end, hit.score, hit.copies)
            for hit in archive.search(question)
        ]
        answer = assistant.ask(question, remember=False).to_dict()
        for citation in answer["citations"]:
            citation.pop("passage")  # a number of the catalogue's own
        found.append((hits, {name: value for name, value in answer.items() if name not in _PASSING}))
    return found


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
