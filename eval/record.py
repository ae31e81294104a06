"""A run: one asking of a set of cases, as one JSON file."""

import gzip
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import WrongUse
from dateline.eval.cases import Case
from dateline.eval.metrics import METRICS, Estimate, Metric, estimate
from dateline.eval.metrics.passed import why_failed
from dateline.eval.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of one asking, with its score under each metric that speaks of it, and `why` it failed."""

    outcome: Outcome
    scores: Mapping[str, float]
    why: str = ""

    @classmethod
    def of(cls, outcome: Outcome) -> "Scored":
        """The outcome, scored."""
        scores = {metric.name: metric.of(outcome) for metric in METRICS}
        known = {name: round(float(score), 6) for name, score in scores.items() if score is not None}
        return cls(outcome, known, why_failed(outcome))


@dataclass(frozen=True, slots=True)
class Run:
    """One asking of a set of cases.

    `settings` say what was asked (writer, model, embedding, prompts, code version, when); `fingerprints` name
    the archive, the case set and the judge; `metrics` are the figures; `cases` has an entry for each case,
    and for each repeat of it.
    """

    settings: Mapping[str, Any]
    fingerprints: Mapping[str, str]
    metrics: Mapping[str, Estimate]
    cases: tuple[Scored, ...]

    @classmethod
    def of(
        cls, outcomes: Iterable[Outcome], *, settings: Mapping[str, Any], fingerprints: Mapping[str, str]
    ) -> "Run":
        """The outcomes as a run, with their figures."""
        cases = tuple(Scored.of(outcome) for outcome in outcomes)
        return cls(settings, fingerprints, figures(cases), cases)

    @property
    def asked(self) -> dict[str, Case]:
        """The cases of the run by their ids, in order."""
        return {each.outcome.case.id: each.outcome.case for each in self.cases}

    @property
    def tags(self) -> list[str]:
        """The tags of the cases, the most frequent first."""
        counts: dict[str, int] = {}
        for case in self.asked.values():
            for tag in case.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    def tagged(self, tag: str) -> dict[str, Estimate]:
        """The figures of the cases that carry a tag, without intervals."""
        return figures([each for each in self.cases if tag in each.outcome.case.tags], intervals=False)

    def only(self, wanted: Callable[[str], bool]) -> "Run":
        """The same run with only the cases whose id is wanted, and the figures of these."""
        cases = tuple(each for each in self.cases if wanted(each.outcome.case.id))
        return Run(self.settings, self.fingerprints, figures(cases), cases)

    def to_dict(self) -> dict[str, Any]:
        """The run as plain JSON values: settings, fingerprints, metrics, cases."""
        return {
            "settings": dict(self.settings),
            "fingerprints": dict(self.fingerprints),
            "metrics": {
                name: {"value": _short(each.value), "n": each.n, "interval": _shorts(each.interval)}
                for name, each in self.metrics.items()
            },
            "cases": [
                {**each.outcome.to_dict(), "scores": dict(each.scores), "why": each.why}
                for each in self.cases
            ],
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Run":
        """The run that `to_dict` wrote. Raises KeyError, TypeError or ValueError where it is not one."""
        cases = tuple(
            Scored(Outcome.from_dict(each), dict(each["scores"]), each["why"]) for each in plain["cases"]
        )
        metrics = {
            name: Estimate(each["value"], each["n"], *(each["interval"] or (None, None)))
            for name, each in plain["metrics"].items()
        }
        return cls(dict(plain["settings"]), dict(plain["fingerprints"]), metrics, cases)

    def save(self, path: Path) -> None:
        """Write the run to a file (`.gz` packs it), whole or not at all."""
        text = _laid_out(self.to_dict()).encode()
        part = path.with_name(f"{path.name}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)
        os.replace(part, path)


def load_run(path: Path) -> Run:
    """The run in a file. Raises WrongUse where there is none, or none of this version."""
    try:
        content = path.read_bytes()
        plain = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
        return Run.from_dict(plain)
    except FileNotFoundError:
        raise WrongUse(f"{path} does not exist; make it with `dateline eval CASES --out {path}`") from None
    except (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"{type(error).__name__}: {error}"
        raise WrongUse(
            f"{path} is not an eval run of this version ({told}); remove it and make it anew"
        ) from None


def by_case(cases: Sequence[Scored], metric: Metric) -> dict[str, float]:
    """A metric's score for each case it speaks of, by case id: the mean over the case's repeats."""
    scores: dict[str, list[float]] = {}
    for each in cases:
        if metric.name in each.scores:
            scores.setdefault(each.outcome.case.id, []).append(each.scores[metric.name])
    return {name: sum(values) / len(values) for name, values in scores.items()}


def figures(cases: Sequence[Scored], *, intervals: bool = True) -> dict[str, Estimate]:
    """Every metric over the cases, with n (cases, not repeats) and, unless not wanted, interval."""
    asked = {each.outcome.case.id: each.outcome.case for each in cases}
    made = {}
    for metric in METRICS:
        scores = by_case(cases, metric)
        strata = [metric.strata(asked[name]) for name in scores] if metric.strata else []
        made[metric.name] = estimate(
            list(scores.values()), combine=metric.combine, strata=strata, interval=intervals
        )
    return made


def _laid_out(plain: Mapping[str, Any]) -> str:
    """JSON with a line for each setting, metric and case: a changed baseline can be read as a diff."""
    parts = []
    for key, value in plain.items():
        rows = value.items() if isinstance(value, dict) else ((None, each) for each in value)
        lines = ",\n".join(
            (f"{_json(name)}: " if name is not None else "") + _json(each) for name, each in rows
        )
        opens, closes = ("{", "}") if isinstance(value, dict) else ("[", "]")
        parts.append(f"{_json(key)}: {opens}\n{lines}\n{closes}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _shorts(values: list[float] | None) -> list[float] | None:
    return None if values is None else [round(value, 6) for value in values]
