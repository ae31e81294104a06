"""One run of the gate on the command line: ask, compare, report, accept."""

import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.assistant import Assistant
from dateline.errors import WrongUse
from dateline.eval.cases import Case, fingerprint
from dateline.eval.commands.bar import Bar
from dateline.eval.compare import CannotCompare, Comparison, comparable, compare
from dateline.eval.flips import broken_promises
from dateline.eval.judge import SupportJudge
from dateline.eval.model_judge import ModelJudge
from dateline.eval.record import Run, load_run
from dateline.eval.report import junit, markdown, page, plain, text
from dateline.eval.run import run
from dateline.eval.settings import EvalSettings


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the run and its reports are written; None where not wanted."""

    out: Path
    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None
    history: Path | None = None

    @property
    def journal(self) -> Path:
        """The finished cases of a run on its way, beside the run file."""
        return self.out.with_name(f"{self.out.name}.journal")

    def past(self) -> list[Run]:
        """The runs kept so far, oldest first."""
        if self.history is None or not self.history.is_dir():
            return []
        runs = []
        for path in sorted(each for each in self.history.glob("*.json*") if each.suffix in (".json", ".gz")):
            # A run of an older version that cannot be read is missing from the chart; the gate goes on.
            with contextlib.suppress(WrongUse):
                runs.append(load_run(path))
        return sorted(runs, key=lambda each: str(each.settings.get("created", "")))

    def write(self, made: Run, comparison: Comparison | None, broken: dict[str, tuple[str, ...]]) -> None:
        """Write every report that is wanted, and keep the run."""
        if self.html:
            _write(self.html, page.render(made, comparison, broken, history=self.past()))
        if self.markdown:
            _write(self.markdown, markdown.render(made, comparison, broken))
        if self.junit:
            _write(self.junit, junit.render(made, comparison, broken))
        if self.history:
            stamp = str(made.settings["created"]).replace(":", "").replace("+0000", "Z")
            made.save(self.history / f"{stamp}.json.gz")


@dataclass(frozen=True, slots=True)
class Gate:
    """A run and what it is held against. `part` says that only some cases of the set are asked."""

    assistant: Assistant
    settings: EvalSettings
    reports: Reports
    baseline: Path | None
    update: bool
    part: bool
    timings: bool
    llm_judge: bool
    fresh: bool
    quiet: bool

    def run(self, cases: Sequence[Case], *, as_json: bool) -> bool:
        """Ask the cases, print and write the reports; whether the gate passes."""
        judge = SupportJudge()
        second = ModelJudge.of(self.assistant.settings) if self.llm_judge else None
        known, why_not = self._known(cases, judge.name, second.name if second else "")
        if why_not and known:
            self._say(f"comparing only what is the same in both: {why_not}")
        with Bar(quiet=self.quiet) as bar:
            made = run(
                cases,
                self.assistant,
                judge=judge,
                second=second,
                settings=self.settings,
                journal=self.reports.journal,
                fresh=self.fresh,
                progress=bar.show,
            )
        made.save(self.reports.out)
        self.reports.journal.unlink(missing_ok=True)
        comparison = compare(made, known, timings=self.timings, strict=not why_not) if known else None
        broken = broken_promises(made)
        self.reports.write(made, comparison, broken)
        if as_json:
            print(json.dumps(plain.to_dict(made, comparison, broken), ensure_ascii=False))
        else:
            print(text.render(made, comparison, broken), end="")
            self._say(f"run written to {self.reports.out}")
        if self.update:
            return self._accept(made, broken)
        return not broken and (comparison is None or comparison.passed)

    def _known(self, cases: Sequence[Case], judge: str, llm_judge: str) -> tuple[Run | None, str]:
        """The baseline, looked at before anything is asked; with `update`, why only a part compares."""
        if self.baseline is None or (self.update and not self.baseline.exists()):
            return None, ""
        prints = {
            "archive": self.assistant.archive.fingerprint(),
            "cases": fingerprint(cases),
            "judge": judge,
            "llm_judge": llm_judge,
        }
        asked = {case.id: case for case in cases}
        known = load_run(self.baseline)
        if self.part:
            known = known.only(asked.__contains__)
        try:
            comparable(asked, prints, known, k=self.settings.k)
        except CannotCompare as error:
            if not self.update:
                raise
            return known, str(error)
        return known, ""

    def _accept(self, made: Run, broken: dict[str, tuple[str, ...]]) -> bool:
        if broken:
            self._say(f"{self.baseline} stays as it was: a baseline cannot hold a broken promise")
            return False
        if self.baseline is not None:
            made.save(self.baseline)
        self._say(f"{self.baseline} now accepts what stands above")
        return True

    def _say(self, line: str) -> None:
        if not self.quiet:
            print(line, file=sys.stderr)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
