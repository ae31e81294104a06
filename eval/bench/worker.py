"""One peer in a process of its own, so that its memory and its imports are its own.

`python -m dateline.eval.bench.worker JOB` reads a job (JSON) and writes its findings beside it.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.eval.bench.held import Held
from dateline.eval.bench.peers import Asked, Piece, make
from dateline.index.embed import make as make_embedding
from dateline.index.settings import IndexSettings


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does: which peer, with which articles and questions, and where to."""

    peer: str
    source: str
    pieces: str
    questions: str
    folder: str
    findings: str
    embedding: str
    k: int
    depth: int

    def save(self, path: Path) -> None:
        """Write the job for a worker."""
        path.write_text(json.dumps(asdict(self)), "utf-8")


def work(job: Job) -> dict[str, Any]:
    """Add the articles, ask every question twice (timed with k, then as deep as `depth`), and measure."""
    peer = make(job.peer)
    embedding = make_embedding(IndexSettings(embedding=job.embedding))
    # The weights are read once, outside the times: every peer uses the same.
    embedding.question("warm")
    pieces = [Piece(**each) for each in _lines(Path(job.pieces))]
    asked = [
        Asked(each["question"], each["as_of"], tuple(each["within"])) for each in _lines(Path(job.questions))
    ]
    with Held() as held:
        started = time.perf_counter()
        peer.add(Path(job.source), pieces, Path(job.folder), embedding)
        added = time.perf_counter() - started
        memory_added = held.most
        if asked:
            peer.search(asked[0], k=job.k)
        findings, seconds = [], []
        for each in asked:
            before = time.perf_counter()
            first = peer.search(each, k=job.k)
            seconds.append(time.perf_counter() - before)
            deep = peer.search(each, k=job.depth) if job.depth > job.k else first
            findings.append({"shown": [asdict(one) for one in first], "deep": [one.article for one in deep]})
    return {
        "add_s": added,
        "search_s": seconds,
        "memory_added": memory_added,
        "memory": held.most,
        "findings": findings,
    }


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


if __name__ == "__main__":
    told = Job(**json.loads(Path(sys.argv[1]).read_text("utf-8")))
    Path(told.findings).write_text(json.dumps(work(told)), "utf-8")
