"""The gate bites: the sample set, answered by a sabotaged program, fails with the right cases on top."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.assistant import Answer, Assistant, Citation
from dateline.eval import Case, Comparison, EvalSettings, Run, compare, load_cases, run
from dateline.eval.cases import tagged
from dateline.index import Archive
from dateline.index.hit import Filters, Hit

SAMPLE = Path(__file__).parents[2] / "eval" / "sample"
# Enough to see the gate bite, few enough to ask them four times.
TAGS = ["where", "date"]
ALONE = EvalSettings(concurrency=1)


class _Blind(Archive):
    """Retrieval sabotaged: the best five passages are lost for questions about the ship."""

    def find(self, question: str, filters: Filters, *, k: int) -> list[Hit]:
        hits = super().find(question, filters, k=k + 5)
        return hits[5:] if "Solveig" in question else hits[:k]


class _Shifted(Assistant):
    """Citations sabotaged: every span stands three characters further on, with its old quote."""

    def ask(self, question: str, **options: Any) -> Answer:
        answer = super().ask(question, **options)
        moved = [
            dataclasses.replace(each, start=each.start + 3, end=each.end + 3) for each in answer.citations
        ]
        return dataclasses.replace(answer, citations=tuple(moved))


class _Neighbour(Assistant):
    """The writer quotes the neighbouring sentence: exact, cited, and beside the point."""

    def ask(self, question: str, **options: Any) -> Answer:
        answer = super().ask(question, **options)
        return dataclasses.replace(answer, citations=tuple(map(self._beside, answer.citations)))

    def _beside(self, citation: Citation) -> Citation:
        sentences = self.archive.sentences(citation.article, citation.version)
        place = next(n for n, span in enumerate(sentences) if span.end > citation.start)
        other = sentences[place + 1] if place + 1 < len(sentences) else sentences[place - 1]
        text = self.archive.get(citation.article, citation.version).text
        return dataclasses.replace(
            citation, start=other.start, end=other.end, quote=text[other.start : other.end]
        )


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    known = load_cases(SAMPLE)
    chosen = {case.id: case for tag in TAGS for case in tagged(known, [tag])}
    return list(chosen.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "archive"
    with Archive(path) as made:
        made.add(SAMPLE / "articles")
    return path


@pytest.fixture(scope="module")
def baseline(cases: list[Case], folder: Path) -> Run:
    return run(cases, Assistant(Archive(folder)), settings=ALONE)


def _flipped(comparison: Comparison) -> list[str]:
    return [flip.now.outcome.case.id for flip in comparison.flips]


def _verdicts(comparison: Comparison) -> dict[str, str]:
    return {row.metric.name: row.verdict for row in comparison.rows}


def _answered(made: Run) -> set[str]:
    return {each.outcome.case.id for each in made.cases if each.outcome.spans}


def test_the_sample_set_against_itself_passes(cases: list[Case], folder: Path, baseline: Run) -> None:
    again = run(cases, Assistant(Archive(folder)), settings=ALONE)
    comparison = compare(again, baseline)
    assert comparison.passed
    assert comparison.flips == ()
    assert baseline.metrics["completed"].value == 1


def test_sabotaged_retrieval_fails_with_the_cases_it_was_lost_for(
    cases: list[Case], folder: Path, baseline: Run
) -> None:
    comparison = compare(run(cases, Assistant(_Blind(folder)), settings=ALONE), baseline)
    assert not comparison.passed
    assert _verdicts(comparison)["mrr@10"] == "regression"
    about_the_ship = {case.id for case in cases if "Solveig" in case.question and not case.abstain}
    assert about_the_ship
    assert set(_flipped(comparison)) <= {case.id for case in cases if "Solveig" in case.question}
    assert _flipped(comparison)[0] in about_the_ship


def test_sabotaged_citations_break_a_promise_in_every_answered_case(
    cases: list[Case], folder: Path, baseline: Run
) -> None:
    made = run(cases, _Shifted(Archive(folder)), settings=ALONE)
    comparison = compare(made, baseline)
    assert not comparison.passed
    assert _verdicts(comparison)["span_validity"] == "broken"
    assert set(comparison.broken) == _answered(made)
    top: Sequence[str] = _flipped(comparison)[: len(comparison.broken)]
    assert set(top) == set(comparison.broken)


def test_quoting_the_neighbouring_sentence_fails_though_every_span_is_valid(
    cases: list[Case], folder: Path, baseline: Run
) -> None:
    comparison = compare(run(cases, _Neighbour(Archive(folder)), settings=ALONE), baseline)
    verdicts = _verdicts(comparison)
    assert not comparison.passed
    assert verdicts["span_validity"] == "passed"
    assert verdicts["quote_recall"] == verdicts["quoted60"] == "regression"
    lost = comparison.flips[0].lost
    assert lost["quote_recall"] > 0.25
    right_before = {each.outcome.case.id for each in baseline.cases if each.scores.get("quoted60") == 1}
    assert _flipped(comparison)[0] in right_before
