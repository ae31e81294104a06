"""The gate on synthetic runs whose flips are known."""

from typing import Any

import pytest

from dateline.eval.compare import CannotCompare, compare
from dateline.eval.outcome import Ranks, SpanCheck


def _runs(make: Any, before: str, now: str, **settings: Any) -> tuple[Any, Any]:
    """Runs of as many cases as letters: y says the fact, n says something else, a abstains, e is an error."""

    def outcome(place: int, kind: str) -> Any:
        case = make.case(f"case{place:02}", facts=[["yes"]])
        told = {"y": ["yes"], "n": ["nothing"]}.get(kind, [])
        return make.failed(case) if kind == "e" else make.outcome(case, *told, abstained=kind == "a")

    def run(letters: str) -> Any:
        return make.run([outcome(place, kind) for place, kind in enumerate(letters)], **settings)

    return run(now), run(before)


def _row(comparison: Any, name: str) -> Any:
    return next(row for row in comparison.rows if row.metric.name == name)


def test_the_same_run_passes_without_flips(make: Any) -> None:
    comparison = compare(*_runs(make, "yyna", "yyna"))
    assert comparison.passed
    assert comparison.flips == ()
    assert {row.verdict for row in comparison.rows} == {"passed", "told"}


def test_one_lost_case_of_a_hundred_is_a_regression(make: Any) -> None:
    comparison = compare(*_runs(make, "y" * 100, "y" * 99 + "n"))
    row = _row(comparison, "fact_recall")
    assert not comparison.passed
    assert row.verdict == "regression"
    assert row.change.value == pytest.approx(-0.01)
    assert (row.gained, row.lost) == (0, 1)
    assert row.p == 1.0


def test_a_gain_that_outweighs_a_loss_passes_and_both_are_named(make: Any) -> None:
    comparison = compare(*_runs(make, "ynnyy", "nyyyy"))
    assert comparison.passed
    assert _row(comparison, "fact_recall").verdict == "improved"
    assert [(flip.now.outcome.case.id, flip.worse) for flip in comparison.flips] == [
        ("case00", True),
        ("case01", False),
        ("case02", False),
    ]


def test_mcnemar_counts_flips_and_not_totals(make: Any) -> None:
    comparison = compare(*_runs(make, "y" * 8 + "n" * 8, "n" * 7 + "y" + "y" + "n" * 7))
    row = _row(comparison, "fact_recall")
    assert (row.lost, row.gained) == (7, 1)
    assert row.p == pytest.approx(18 / 256)


def test_an_error_is_a_broken_promise_and_stands_first(make: Any) -> None:
    comparison = compare(*_runs(make, "yyyn", "nyey"))
    assert not comparison.passed
    assert comparison.broken == {"case02": ("completed",)}
    assert [flip.now.outcome.case.id for flip in comparison.flips] == ["case02", "case00", "case03"]
    assert _row(comparison, "completed").verdict == "broken"


def test_a_promise_must_hold_even_where_the_baseline_broke_it(make: Any) -> None:
    case = make.case("a", facts=[["yes"]])
    broken = make.outcome(case, "yes", spans=(SpanCheck(1, valid=False),))
    comparison = compare(make.run([broken]), make.run([broken]))
    assert not comparison.passed
    assert comparison.flips[0].broken == ("span_validity",)


def test_a_metric_where_lower_is_better_fails_when_it_rises(make: Any) -> None:
    comparison = compare(*_runs(make, "yyyy", "yyya"))
    row = _row(comparison, "false_abstentions")
    assert row.change.value == pytest.approx(0.25)
    assert row.verdict == "regression"
    assert _row(compare(*_runs(make, "yyya", "yyyy")), "false_abstentions").verdict == "improved"


def test_flips_are_sorted_by_how_much_was_lost(make: Any) -> None:
    def run(a: Ranks, b: str, c: str) -> Any:
        return make.run(
            [
                make.outcome(make.case("ranks", articles=["x"]), "yes", ranks=a),
                make.outcome(make.case("fact", facts=[["yes"]], articles=["x"]), b),
                make.outcome(make.case("fine", facts=[["yes"]]), c),
            ]
        )

    comparison = compare(run(Ranks((4,)), "no", "yes"), run(Ranks((1,)), "yes", "yes"))
    assert [flip.now.outcome.case.id for flip in comparison.flips] == ["fact", "ranks"]
    assert comparison.flips[1].lost["mrr@10"] == pytest.approx(0.75)


def test_a_sampled_answer_may_fall_by_chance(make: Any) -> None:
    one_lost = _runs(make, "y" * 100, "y" * 99 + "n", writer="llm")
    many_lost = _runs(make, "y" * 100, "y" * 80 + "n" * 20, writer="llm")
    assert compare(*one_lost).passed
    assert _row(compare(*one_lost), "fact_recall").tier == "sampled"
    assert not compare(*many_lost).passed


def test_retrieval_stays_deterministic_with_a_writer_that_varies(make: Any) -> None:
    case = make.case("a", articles=["x"])
    now = make.run([make.outcome(case, "yes", ranks=Ranks((2,)))], writer="llm")
    before = make.run([make.outcome(case, "yes")], writer="llm")
    comparison = compare(now, before)
    assert _row(comparison, "mrr@10").tier == "deterministic"
    assert _row(comparison, "mrr@10").verdict == "regression"


def test_a_case_that_fails_every_repeat_is_named(make: Any) -> None:
    cases = [make.case(name, facts=[["yes"]]) for name in ("never", "sometimes")]
    told = [("no", "yes"), ("no", "no"), ("no", "yes")]
    outcomes = [
        make.outcome(case, said[place], repeat=repeat)
        for repeat, said in enumerate(told)
        for place, case in enumerate(cases)
    ]
    run = make.run(outcomes, writer="llm")
    assert compare(run, run).always_failed == ("never",)
    assert run.metrics["passed"].n == 2
    assert run.metrics["passed"].value == pytest.approx((0 + 2 / 3) / 2, abs=1e-6)


def _timed(make: Any, seconds: float) -> Any:
    outcomes = [
        make.outcome(
            make.case(str(n), facts=[["yes"]]), answer=make.answer("yes", usage=make.usage(total_s=seconds))
        )
        for n in range(5)
    ]
    return make.run(outcomes)


def test_times_count_only_when_asked_for(make: Any) -> None:
    slower, before = _timed(make, 0.5), _timed(make, 0.1)
    assert compare(slower, before).passed
    asked = compare(slower, before, timings=True)
    assert _row(asked, "total_p50").verdict == "regression"
    assert compare(_timed(make, 0.11), before, timings=True).passed


@pytest.mark.parametrize("name", ["archive", "judge", "llm_judge"])
def test_another_archive_or_judge_cannot_be_compared(make: Any, name: str) -> None:
    outcome = make.outcome(make.case(), "yes")
    prints = {"archive": "a", "cases": "c", "judge": "j"}
    with pytest.raises(CannotCompare, match=f"the {name} is not that of the baseline") as error:
        compare(make.run([outcome], prints={**prints, name: "other"}), make.run([outcome]))
    assert error.value.exit_code == 2


def test_another_case_set_cannot_be_compared_and_the_cases_are_named(make: Any) -> None:
    before = make.run([make.outcome(make.case("a"), "x"), make.outcome(make.case("b"), "x")])
    now = make.run([make.outcome(make.case("a", facts=[["x"]]), "x"), make.outcome(make.case("c"), "x")])
    with pytest.raises(CannotCompare, match=r"3 cases \(a, b, c\)"):
        compare(now, before)


def test_notes_do_not_make_another_case_set(make: Any) -> None:
    now = make.run([make.outcome(make.case("a", note="reworded"), "x")])
    assert compare(now, make.run([make.outcome(make.case("a"), "x")])).passed


def test_another_ranking_depth_cannot_be_compared(make: Any) -> None:
    outcome = make.outcome(make.case(), "x")
    with pytest.raises(CannotCompare, match="k = 10"):
        compare(make.run([outcome], k=5), make.run([outcome]))


def test_a_figure_cannot_vanish(make: Any) -> None:
    import dataclasses

    run = make.run([make.outcome(make.case(), "x")])
    before = dataclasses.replace(run, metrics={**run.metrics, "old_metric": run.metrics["passed"]})
    with pytest.raises(CannotCompare, match="old_metric"):
        compare(run, before)


def test_without_strictness_what_is_the_same_is_compared(make: Any) -> None:
    same = make.case("a", facts=[["yes"]])
    before = make.run([make.outcome(same, "yes"), make.outcome(make.case("b"), "x")])
    now = make.run([make.outcome(same, "no"), make.outcome(make.case("c"), "x")])
    comparison = compare(now, before, strict=False)
    assert [flip.now.outcome.case.id for flip in comparison.flips] == ["a"]
    assert _row(comparison, "fact_recall").now.n == 1


def test_changed_settings_are_told_but_the_day_is_not(make: Any) -> None:
    outcome = make.outcome(make.case(), "x")
    comparison = compare(make.run([outcome], code="2", created="later"), make.run([outcome], code="1"))
    assert comparison.changed_settings == {"code": ("1", "2")}
