"""`python -m dateline.eval.bench.load ARTICLES CASES`: many people at once, and whether each gets their own answer."""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.assistant import Assistant
from dateline.assistant.settings import AssistantSettings
from dateline.errors import WrongUse
from dateline.eval.bench.running import run
from dateline.eval.bench.score import percentile
from dateline.eval.bench.serving import served
from dateline.eval.bench.sessions import KINDS, Ask, Failed, Told, as_browser, asked
from dateline.eval.cases import load_cases
from dateline.eval.report.text import table
from dateline.index import Archive

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(slots=True)
class Session:
    """One client: how it asks, what, what it should be told, and what it was told."""

    kind: str
    questions: Sequence[str]
    right: Sequence[Told]
    told: Sequence[Told | Failed] = ()

    def wrong(self) -> list[str]:
        """What is not as it should be, answer by answer."""
        pairs = zip(self.questions, self.right, self.told, strict=True)
        return [f"{self.kind}: {q}: {why}" for q, right, told in pairs if (why := _differs(right, told))]


@dataclass(frozen=True, slots=True)
class Server:
    """What serving took: seconds from the first connection to the last answer, seconds of processor, bytes."""

    seconds: float
    processor: float
    memory: int


@app.command()
def load(
    articles: Annotated[Path, typer.Argument(help="Articles: a file or folder that `dateline add` takes.")],
    cases: Annotated[
        Path, typer.Argument(help="A case file, or a folder of them: whence the questions are.")
    ],
    clients: Annotated[int, typer.Option("--clients", min=1, help="Programs that ask at once.")] = 20,
    each: Annotated[int, typer.Option("--each", min=1, help="Questions of each, in one conversation.")] = 5,
    pause: Annotated[float, typer.Option("--pause", min=0, help="Seconds between questions of one.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="A browser asks as well.")] = True,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write it as JSON.")] = None,
) -> None:
    """Ask one `dateline web` from many clients at once and compare each answer with what it is when asked alone.

    Exits with 1 where an answer is missing or another's.
    """
    questions = [case.question for case in load_cases(cases) if not case.turns]
    if not questions:
        raise WrongUse(f"{cases} has no question that stands alone")
    with tempfile.TemporaryDirectory(prefix="dateline-load-") as folder:
        sessions = _sessions(articles, Path(folder), questions, clients, each, browser=browser)
        with served(Path(folder) / "archive") as (address, process):
            before = _processor(process)
            begun = time.perf_counter()
            _together(sessions, address, pause=pause)
            server = Server(time.perf_counter() - begun, _processor(process) - before, _peak(process))
    wrong = [told for session in sessions for told in session.wrong()]
    if json_:
        json_.write_text(json.dumps(_figures(sessions, server), indent=1) + "\n", "utf-8")
    print(render(sessions, server))
    for told in wrong:
        print(f"WRONG {told}", file=sys.stderr)
    raise SystemExit(1 if wrong else 0)


def render(sessions: Sequence[Session], server: Server) -> str:
    """The table: every kind of client, and all."""
    figures = _figures(sessions, server)
    rows = [("client", "sessions", "answers", "right", "p50", "p95", "longest")]
    for row in figures["kinds"]:
        seconds = [f"{row[name]:.2f} s" for name in ("p50_s", "p95_s", "longest_s")]
        rows.append((row["kind"], *(str(row[name]) for name in ("sessions", "answers", "right")), *seconds))
    answers = figures["kinds"][-1]["answers"]
    return (
        f"{table(rows)}\n\n{server.seconds:.1f} s in all; the server used {server.processor / answers:.3f} s "
        f"of processor an answer, and {server.memory / 2**20:.0f} MiB at most"
    )


def _sessions(
    articles: Path, folder: Path, questions: Sequence[str], clients: int, each: int, *, browser: bool
) -> list[Session]:
    """Who asks what, and what each should be told; the archive is made in `folder`."""
    kinds = [*islice(cycle(KINDS), clients), *(["browser"] if browser else [])]
    with Archive(folder / "archive") as archive:
        archive.add(articles)
        assistant = Assistant(archive, settings=AssistantSettings(writer="extractive"))
        sessions = []
        for number, kind in enumerate(kinds):
            # Each begins elsewhere, so that no two talk of the same at the same time.
            mine = list(islice(cycle(questions), number * each, (number + 1) * each))
            sessions.append(Session(kind, mine, _alone(assistant, mine)))
        assistant.close()
    return sessions


def _alone(assistant: Assistant, questions: Sequence[str]) -> list[Told]:
    turns: list[str] = []
    told = []
    for question in questions:
        answer = assistant.ask(question, turns=turns, remember=False)
        turns.append(answer.standalone)
        told.append(Told(answer.text, tuple(each.quote for each in answer.citations), answer.usage.total_s))
    return told


def _together(sessions: Sequence[Session], address: str, *, pause: float) -> None:
    """Every session in a thread of its own; all begin to ask once the last has connected."""
    ready = threading.Barrier(len(sessions))

    def run(session: Session) -> None:
        kind = KINDS.get(session.kind, as_browser)
        try:
            connected: AbstractContextManager[Ask] = kind(address)
            with connected as ask:
                ready.wait(timeout=300)
                session.told = asked(ask, session.questions, pause=pause)
        except Exception as error:
            ready.abort()
            session.told = [Failed(f"{type(error).__name__}: {error}")] * len(session.questions)

    threads = [threading.Thread(target=run, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _differs(right: Told, told: Told | Failed) -> str:
    if isinstance(told, Failed):
        return told.why
    # A chat client's text goes on with its list of sources.
    if not told.text.startswith(right.text) or told.quotes != right.quotes:
        return f"told {told.text[:80]!r}, and alone {right.text[:80]!r}"
    return ""


def _figures(sessions: Sequence[Session], server: Server) -> dict[str, Any]:
    kinds = dict.fromkeys(session.kind for session in sessions)
    rows = [_row(kind, [session for session in sessions if session.kind == kind]) for kind in kinds]
    return {"kinds": [*rows, _row("all", sessions)], "server": asdict(server)}


def _row(kind: str, sessions: Sequence[Session]) -> dict[str, Any]:
    seconds = [each.seconds for session in sessions for each in session.told if isinstance(each, Told)]
    answers = sum(len(session.questions) for session in sessions)
    return {
        "kind": kind,
        "sessions": len(sessions),
        "answers": answers,
        "right": answers - sum(len(session.wrong()) for session in sessions),
        "p50_s": percentile(seconds, 50),
        "p95_s": percentile(seconds, 95),
        "longest_s": max(seconds, default=0.0),
    }


def _processor(process: "subprocess.Popen[str]") -> float:
    """Seconds of processor that the server has used, which other work on the machine changes little; 0 likewise."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: "subprocess.Popen[str]") -> int:
    """The most memory the server ever held, in bytes; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return 1024 * int(found[1]) if found else 0


if __name__ == "__main__":
    run(app, "load")
