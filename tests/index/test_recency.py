import math

import numpy as np
import pytest

from dateline.index.recency import penalties, strength


def test_without_a_day_nothing_is_preferred():
    assert penalties("Who won this week?", np.array([20250101, 0]), None).tolist() == [0, 0]


def test_a_week_old_report_loses_the_strength_times_the_logarithm_of_two():
    found = penalties("Who won this week?", np.array([20250110, 20250103]), "2025-01-10")
    assert found.tolist() == pytest.approx([0, -0.12 * math.log(2)])


def test_an_undated_article_and_one_of_tomorrow_are_not_punished():
    assert penalties("Who won?", np.array([0, 20250111]), "2025-01-10").tolist() == [0, 0]


def test_after_a_year_age_counts_no_more():
    one, ten = penalties("Who won?", np.array([20240110, 20150110]), "2025-01-10")
    assert one == ten


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which show was recently renewed?", 0.12),
        ("Who resigned this week?", 0.12),
        ("Who won the cup?", 0.06),
        ("Who won the cup in 2019?", 0.015),
        ("What was the bridge originally called?", 0.015),
    ],
)
def test_the_preference_follows_the_hints_of_the_question(question, expected):
    assert strength(question) == expected
