"""Dateline and its peers on the same articles, questions and embedding."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.eval.bench.peers import make
from dateline.eval.bench.score import Finding, figures, percentile
from dateline.eval.bench.worker import Job
from dateline.eval.cases import Case, tagged
from dateline.eval.shelf import Shelf
from dateline.index import Archive
from dateline.index.settings import IndexSettings


class PeerFailed(DatelineError):
    """A peer's process ended with an error."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. `days`: whether cases are asked with their `as_of`; both ways where several."""

    source: Path
    cases: Sequence[Case]
    peers: Sequence[str]
    tags: Sequence[str]
    days: Sequence[bool]
    k: int = 10
    depth: int = 50
    embedding: str = "static"


def measure(plan: Plan, folder: Path, *, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Run every peer in a process of its own and judge what it showed. `folder` is for working in."""
    for name in plan.peers:
        make(name)
    archive = _archive(plan, folder, say)
    shelf = Shelf(archive)
    pieces = folder / "pieces.jsonl"
    count, characters = _export(archive, pieces)
    asked = [(case, days) for days in plan.days for case in plan.cases]
    questions = folder / "questions.jsonl"
    questions.write_text("".join(json.dumps(_question(case, days)) + "\n" for case, days in asked), "utf-8")
    told = []
    for name in plan.peers:
        say(f"{name}: adding {count} articles, asking {len(asked)} questions")
        told.append((name, _worked(plan, name, folder, pieces, questions)))
    return {
        "articles": count,
        "characters": characters,
        "settings": {"k": plan.k, "depth": plan.depth, "embedding": plan.embedding},
        "peers": [
            {"peer": name, **{key: each[key] for key in ("add_s", "memory_added", "memory")}}
            for name, each in told
        ],
        "groups": [
            _group(plan, tag, days, place, told, shelf)
            for place, days in enumerate(plan.days)
            for tag in ("all", *plan.tags)
        ],
    }


def _archive(plan: Plan, folder: Path, say: Callable[[str], None]) -> Archive:
    """The archive that gives every peer its texts and the judgement its truth."""
    say(f"reading {plan.source}")
    archive = Archive(folder / "truth", settings=IndexSettings(embedding=plan.embedding))
    archive.add(plan.source)
    return archive


def _export(archive: Archive, path: Path) -> tuple[int, int]:
    count = characters = 0
    with path.open("w", encoding="utf-8") as file:
        for article in archive.articles():
            day = int(article.published[:10].replace("-", "")) if article.published else None
            piece = {"id": article.id, "title": article.title, "text": article.text, "day": day}
            file.write(json.dumps(piece) + "\n")
            count, characters = count + 1, characters + len(article.text)
    return count, characters


def _question(case: Case, days: bool) -> dict[str, Any]:
    day = int(case.as_of.replace("-", "")) if case.as_of and days else None
    return {"question": case.question, "as_of": day, "within": list(case.within)}


def _worked(plan: Plan, name: str, folder: Path, pieces: Path, questions: Path) -> dict[str, Any]:
    room = folder / name
    room.mkdir()
    job = Job(
        peer=name,
        source=str(plan.source),
        pieces=str(pieces),
        questions=str(questions),
        folder=str(room),
        findings=str(room / "findings.json"),
        embedding=plan.embedding,
        k=plan.k,
        depth=plan.depth,
    )
    job.save(room / "job.json")
    words = [sys.executable, "-m", "dateline.eval.bench.worker", str(room / "job.json")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise PeerFailed(f"the peer {name} ended with an error: {last[0]}")
    found: dict[str, Any] = json.loads((room / "findings.json").read_text("utf-8"))
    return found


def _group(
    plan: Plan, tag: str, days: bool, place: int, told: Sequence[tuple[str, dict[str, Any]]], shelf: Shelf
) -> dict[str, Any]:
    wanted = {case.id for case in (plan.cases if tag == "all" else tagged(plan.cases, [tag]))}
    first = place * len(plan.cases)
    chosen = [first + at for at, case in enumerate(plan.cases) if case.id in wanted]
    cases = [plan.cases[at - first] for at in chosen]
    peers = []
    for name, each in told:
        seconds = [each["search_s"][at] for at in chosen]
        known = figures(cases, [Finding.of(each["findings"][at]) for at in chosen], shelf)
        peers.append(
            {
                "peer": name,
                "figures": {metric: dataclasses.asdict(figure) for metric, figure in known.items()},
                "search_p50_s": percentile(seconds, 50),
                "search_p95_s": percentile(seconds, 95),
            }
        )
    dated = any(case.as_of for case in cases)
    return {"tag": tag, "as_of": days if dated else None, "cases": len(cases), "peers": peers}
