"""An eval set and its runs, as the web page's Eval tab shows them; drafts made from answers go into the set."""

import contextlib
import shlex
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.assistant.answer import Answer
from dateline.errors import WrongUse
from dateline.eval.cases import Case, load_cases
from dateline.eval.compare import compare
from dateline.eval.flips import broken_promises
from dateline.eval.metrics import METRICS
from dateline.eval.record import Run, load_run
from dateline.eval.report import overview
from dateline.eval.report.figures import KEY_METRICS, verdict
from dateline.eval.writing import append, as_yaml, from_answer

_CASES, _RUNS, _BASELINE = "cases.yaml", "runs", "baseline.json"
_MOST_RUNS = 40


class Desk:
    """A folder with `cases.yaml`, `runs/` (as `dateline eval --history` keeps them) and maybe `baseline.json`."""

    def __init__(self, folder: Path, *, archive: Path | None = None) -> None:
        self.folder = folder
        self._archive = archive
        self._writing = threading.Lock()
        self._loading = threading.Lock()
        self._known: dict[Path, tuple[int, Run | None]] = {}
        self._held: tuple[tuple[Run, Run | None], dict[str, Any]] | None = None

    def draft(
        self, answer: Answer, *, turns: list[str], correct: bool, why: str, said: str, abstain: bool
    ) -> str:
        """Add a case made of an answer to the set, tagged `draft`; its id.

        Of a right answer the case expects what that rests on, or that it abstains; of a wrong one only what
        the reader says: `said`, or that the archive holds no answer (`abstain`).
        """
        expected: dict[str, Any] = {
            "facts": [[said]] if said and not abstain else [],
            "abstain": abstain or (correct and answer.abstained and not said),
            "tags": [overview.DRAFT],
            "note": f"wrong because {why}" if why and not correct else why,
        }
        if not correct:
            # What a wrong answer cites is no expectation.
            expected |= {"articles": [], "quotes": []}
        with self._writing:
            taken = [case.id for case in self._cases()]
            case = from_answer(answer, turns=turns, expected=expected, taken=taken)
            append(case, self.folder / _CASES)
        return case.id

    def overview(self) -> dict[str, Any]:
        """Runs (oldest first) with their key figures, the last comparison, and the cases of the set."""
        runs = self._runs()
        last = runs[-1] if runs else None
        fault = ""
        cases: dict[str, Case] = {}
        try:
            cases = {case.id: case for case in self._cases()}
        except WrongUse as error:
            fault = str(error)
        metrics = [each for each in METRICS if each.name in KEY_METRICS]
        return {
            "command": self._command(),
            "file": _CASES,
            "fault": fault,
            "metrics": [overview.described(metric) for metric in metrics],
            "runs": [overview.brief(run, metrics) for run in runs],
            "comparison": self._comparison(runs) if last else None,
            # Cases of the last run that do not stand in the set can be opened, too.
            "cases": [
                overview.row(case, last) for case in ({**last.asked, **cases} if last else cases).values()
            ],
        }

    def case(self, name: str) -> dict[str, Any] | None:
        """A case as it is written, and what came of it in the last run."""
        runs = self._runs()
        last = runs[-1] if runs else None
        written: dict[str, Case] = {}
        with contextlib.suppress(WrongUse):
            written = {case.id: case for case in self._cases()}
        case = written.get(name) or (last.asked.get(name) if last else None)
        if case is None:
            return None
        scored = overview.came(last, name)
        return overview.row(case, last) | {
            "yaml": as_yaml(case),
            "expects": overview.expects(case),
            "came": overview.told(scored) if scored else None,
        }

    def _cases(self) -> list[Case]:
        path = self.folder / _CASES
        return load_cases(path) if path.exists() else []

    def _runs(self) -> list[Run]:
        folder = self.folder / _RUNS
        paths = sorted(folder.glob("*.json*")) if folder.is_dir() else []
        runs = [run for path in paths[-_MOST_RUNS:] if (run := self._run(path))]
        return sorted(runs, key=lambda run: str(run.settings.get("created", "")))

    def _run(self, path: Path) -> Run | None:
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            return None
        with self._loading:
            known = self._known.get(path)
            if known is None or known[0] != changed:
                run = None
                # A run of an older version is missing from the charts; the others stay.
                with contextlib.suppress(WrongUse):
                    run = load_run(path)
                known = self._known[path] = (changed, run)
            return known[1]

    def _comparison(self, runs: Sequence[Run]) -> dict[str, Any]:
        now = runs[-1]
        baseline = self._run(self.folder / _BASELINE)
        before = baseline or (runs[-2] if len(runs) > 1 else None)
        # Its intervals take a second to draw.
        if self._held and self._held[0][0] is now and self._held[0][1] is before:
            return self._held[1]
        found = compare(now, before, strict=False) if before else None
        told: dict[str, Any] = {
            "sentence": verdict(now, found, broken_promises(now)),
            "failed": bool(broken_promises(now)) or bool(found and not found.passed),
            "rows": [],
            "flips": [],
        }
        if found and before:
            told |= overview.compared(found)
            told["with"] = "the baseline" if baseline else f"the run of {before.settings.get('created', '')}"
        self._held = (now, before), told
        return told

    def _command(self) -> str:
        # By their names only: where somebody keeps their files is not the reader's business.
        archive = self._archive or self.folder.parent
        inside = self.folder.is_relative_to(archive)
        place = Path(archive.name, self.folder.relative_to(archive)) if inside else Path(self.folder.name)
        words = ["dateline", "eval", str(place / _CASES), "--archive", archive.name]
        return shlex.join([*words, "--history", str(place / _RUNS)])
