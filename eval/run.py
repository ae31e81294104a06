"""A run: every case of a set asked, and what came of it."""

import datetime as dt
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant import Answer, Assistant
from dateline.assistant.cached import sampling
from dateline.assistant.seek import seek
from dateline.assistant.writers.llm import COULD_NOT
from dateline.errors import ArchiveBusy, EmbeddingMismatch, EndpointFailed
from dateline.eval import observe
from dateline.eval.cases import Case, fingerprint
from dateline.eval.code import code_version
from dateline.eval.journal import Journal
from dateline.eval.judge import SupportJudge
from dateline.eval.model_judge import judged
from dateline.eval.observe import Judge
from dateline.eval.outcome import Outcome, Ranks, Timings
from dateline.eval.record import Run, Scored
from dateline.eval.settings import EvalSettings
from dateline.eval.shelf import Shelf
from dateline.index.hit import Filters

# What no case can be blamed for: the run ends, and can be resumed.
_FATAL = (EndpointFailed, ArchiveBusy, EmbeddingMismatch)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: of `total` askings `done`, of these `failed`; `resumed` were done before."""

    done: int
    total: int
    failed: int
    resumed: int


def run(
    cases: Sequence[Case],
    assistant: Assistant,
    *,
    judge: Judge | None = None,
    second: Judge | None = None,
    settings: EvalSettings = EvalSettings(),  # noqa: B008  frozen
    journal: Path | None = None,
    fresh: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Run:
    """Ask every case and hold what came of it against the archive.

    `judge` is the support check where none is given; a `second` judge only informs. Nothing is written to
    the history. With `journal`, finished cases are kept in that file, and the same run goes on from there
    after an interruption (`fresh` starts anew); remove it once the run is saved. A case that ends in an error
    counts as failed; an endpoint that does not answer ends the run with EndpointFailed, as does an answer by
    another writer than the first.
    """
    archive, judge = assistant.archive, judge or SupportJudge()
    fingerprints = {"archive": archive.fingerprint(), "cases": fingerprint(cases), "judge": judge.name}
    fingerprints |= {"llm_judge": second.name} if second else {}
    conditions = {**_settings(assistant, settings), **fingerprints}
    conditions.pop("cases")
    askings = [(case, repeat) for case in cases for repeat in range(settings.repeats)]
    book = Journal(journal, conditions, fresh=fresh)
    outcomes = _asked(askings, assistant, judge, second, settings, book, progress or (lambda _: None))
    ordered = [outcomes[case.id, repeat] for case, repeat in askings]
    told = _told(ordered)
    created = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Run.of(
        ordered,
        settings={**told, **_settings(assistant, settings), "created": created},
        fingerprints=fingerprints,
    )


def ask(
    case: Case, repeat: int, assistant: Assistant, judge: Judge, *, k: int, second: Judge | None = None
) -> Outcome:
    """Ask one case, its earlier turns first, and look closely at the answer. Fatal errors are raised."""
    archive, shelf = assistant.archive, Shelf(assistant.archive)
    started = time.perf_counter()
    try:
        with sampling(repeat):
            answer = _answer(case, assistant)
        _no_fallback(answer)
        asked = time.perf_counter()
        filters = Filters.of(**case.filters)
        hits = seek(archive, answer.standalone or case.question, answer.plan, filters, k=k).hits
        searched = time.perf_counter()
        return Outcome(
            case=case,
            answer=answer,
            repeat=repeat,
            ranks=observe.ranks(case, hits, shelf),
            spans=observe.spans(case, answer, shelf),
            covered=observe.covered(case, answer, shelf),
            verdicts=observe.verdicts(answer, judge, shelf),
            judged=judged(answer, second, shelf),
            timings=Timings(
                round(answer.usage.first_text_s, 4),
                round(answer.usage.total_s, 4),
                round(asked - started, 4),
                round(searched - asked, 4),
            ),
        )
    except _FATAL:
        raise
    # Whatever else goes wrong is the answer to this case: it failed, and the others go on.
    except Exception as error:
        missing = Ranks((None,) * len(case.articles), (None,) * len(case.quotes))
        return Outcome(case=case, error=_told_error(error), repeat=repeat, ranks=missing)


def _told_error(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {Path(place.filename).name}, line {place.lineno})"


def _answer(case: Case, assistant: Assistant) -> Answer:
    before: list[str] = []
    for turn in case.turns:
        before.append(assistant.ask(turn, turns=before, remember=False, **case.filters).standalone)
    return assistant.ask(case.question, turns=before, remember=False, **case.filters)


def _asked(
    askings: Sequence[tuple[Case, int]],
    assistant: Assistant,
    judge: Judge,
    second: Judge | None,
    settings: EvalSettings,
    book: Journal,
    progress: Callable[[Progress], None],
) -> dict[tuple[str, int], Outcome]:
    known = [book.finished(case, repeat) for case, repeat in askings]
    outcomes = {(each.case.id, each.repeat): each for each in known if each is not None}
    resumed, failed = len(outcomes), sum(bool(Scored.of(each).why) for each in outcomes.values())
    progress(Progress(resumed, len(askings), failed, resumed))
    pool = ThreadPoolExecutor(settings.concurrency, thread_name_prefix="eval")
    try:
        left = [each for each in askings if (each[0].id, each[1]) not in outcomes]
        waiting = [
            pool.submit(ask, case, repeat, assistant, judge, k=settings.k, second=second)
            for case, repeat in left
        ]
        for future in as_completed(waiting):
            outcome = future.result()
            book.add(outcome)
            outcomes[outcome.case.id, outcome.repeat] = outcome
            failed += bool(Scored.of(outcome).why)
            progress(Progress(len(outcomes), len(askings), failed, resumed))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return outcomes


def _settings(assistant: Assistant, settings: EvalSettings) -> dict[str, Any]:
    return {
        "embedding": assistant.archive.embedding.name,
        "k": settings.k,
        "repeats": settings.repeats,
        **code_version(),
    }


def _told(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Writer, model and prompts, as the answers name them; EndpointFailed where they are not the same.

    Where a model finds no answer, or no passage is found to show it, sentences are quoted: no other writer.
    """
    answers = [(each.case.id, each.answer) for each in outcomes if each.answer is not None]
    if not answers:
        return {"writer": "none", "model": None, "prompts": {}}
    kinds = [("llm" if each.model else each.writer, each.model) for _, each in answers]
    first = next((kind for kind in kinds if kind[1]), kinds[0])
    for (name, answer), kind in zip(answers, kinds, strict=True):
        unasked = first[1] and kind == ("extractive", None)
        if kind != first and not unasked:
            raise EndpointFailed(
                f"case {name} was answered by {answer.writer} ({answer.model or 'no model'}), the others by "
                f"{first[0]} ({first[1] or 'no model'}): see to the endpoint; a run has one writer"
            )
    prompts: dict[str, str] = {}
    for _, answer in answers:
        prompts |= dict(answer.prompts)
    return {"writer": first[0], "model": first[1], "prompts": prompts}


def _no_fallback(answer: Answer) -> None:
    """EndpointFailed where sentences were quoted since the endpoint failed."""
    if failed := next((each for each in answer.notices if each.startswith(COULD_NOT)), None):
        raise EndpointFailed(f"{failed} See to the endpoint and start again: what is finished is kept")
