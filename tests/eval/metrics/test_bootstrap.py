import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.eval.metrics import difference, estimate, mcnemar

_scores = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=40)


def test_the_value_is_the_mean_and_n_the_number_of_scores() -> None:
    made = estimate([1, 0, 0.5, 0.5])
    assert (made.value, made.n) == (0.5, 4)


def test_no_scores_give_no_value() -> None:
    made = estimate([])
    assert (made.value, made.n, made.interval) == (None, 0, None)


def test_equal_scores_leave_no_doubt() -> None:
    assert estimate([1.0] * 20).interval == [1, 1]


def test_the_interval_of_a_share_is_that_of_the_normal_approximation() -> None:
    # 60 of 200: the standard error is sqrt(0.3 * 0.7 / 200) = 0.0324, times 1.96 is 0.0635.
    made = estimate([1.0] * 60 + [0.0] * 140)
    assert made.low == pytest.approx(0.3 - 0.0635, abs=0.01)
    assert made.high == pytest.approx(0.3 + 0.0635, abs=0.01)


def test_the_interval_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    scores = np.random.default_rng(7).random(80)
    theirs = stats.bootstrap((scores,), np.mean, n_resamples=4000, method="percentile", rng=1)
    ours = estimate(list(scores))
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.006)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.006)


def test_intervals_repeat() -> None:
    assert estimate([0.1, 0.7, 0.4]) == estimate([0.1, 0.7, 0.4])


def test_percentiles_interpolate() -> None:
    assert estimate([1, 2, 3, 4], combine="p50").value == 2.5
    assert estimate([float(each) for each in range(101)], combine="p95").value == 95


def test_strata_count_the_same_however_many_cases_they_have() -> None:
    made = estimate([1, 1, 1, 0], strata=["can", "can", "can", "must"])
    assert made.value == 0.5


def test_a_change_of_the_same_cases_is_surer_than_their_spread() -> None:
    before = [float(each % 2) for each in range(100)]
    now = [min(1.0, each + 0.1) for each in before]
    change = difference(now, before)
    assert change.value == pytest.approx(0.05)
    assert change.low is not None
    assert change.low > 0.03


def test_pairs_must_be_pairs() -> None:
    with pytest.raises(ValueError, match="pairs"):
        difference([1], [1, 0])


@given(_scores)
def test_the_value_lies_in_its_interval_and_nothing_leaves_the_range(scores: list[float]) -> None:
    made = estimate(scores)
    assert made.value is not None
    assert made.low is not None
    assert made.high is not None
    assert min(scores) - 1e-9 <= made.low <= made.high <= max(scores) + 1e-9


@given(_scores)
def test_no_change_is_surely_none(scores: list[float]) -> None:
    change = difference(scores, scores)
    assert (change.value, change.low, change.high) == (0, 0, 0)


def test_mcnemar_by_hand() -> None:
    # 8 flips, 1 of them up: 2 * (C(8,0) + C(8,1)) / 2^8 = 18 / 256.
    assert mcnemar(1, 7) == pytest.approx(18 / 256)
    assert mcnemar(7, 1) == mcnemar(1, 7)
    assert mcnemar(0, 0) == 1
    assert mcnemar(3, 3) == 1


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=60))
def test_mcnemar_is_the_exact_binomial_test(gained: int, lost: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    if gained + lost:
        theirs = stats.binomtest(gained, gained + lost).pvalue
        assert math.isclose(mcnemar(gained, lost), theirs, rel_tol=1e-9)
