import pytest

from dateline.assistant.web.door.throttle import FREE, LONGEST, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def waits(throttle: Throttle, clock: Clock, tries: int, *keys: str) -> list[float]:
    """The wait before each try of somebody who waits as long as they must and is always wrong."""
    told = []
    for _ in range(tries):
        told.append(throttle.attempt(*keys))
        if told[-1]:
            clock.now += told[-1]
            assert throttle.attempt(*keys) == 0
    return told


def test_after_a_few_wrong_tries_each_costs_twice_the_wait_up_to_a_limit(clock: Clock) -> None:
    assert waits(Throttle(clock), clock, FREE + 8, "ann") == [0] * FREE + [
        1,
        2,
        4,
        8,
        16,
        32,
        LONGEST,
        LONGEST,
    ]


def test_the_right_password_clears_the_name(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FREE - 1):
        throttle.attempt("ann", "here")
    assert throttle.attempt("ann", "here") == 0
    throttle.succeeded("ann", "here")
    assert throttle.attempt("ann") == 0


def test_who_has_a_name_of_their_own_cannot_clear_the_address_from_which_they_guess(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(FREE):
        assert throttle.attempt("ann", "here") == 0
    clock.now += 1
    assert throttle.attempt("eve", "here") == 0
    throttle.succeeded("eve", "here")
    assert throttle.attempt("bob", "here") > 0


def test_many_at_the_same_moment_are_counted_before_any_of_them_is_done(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert [throttle.attempt("ann") > 0 for _ in range(FREE + 3)] == [False] * FREE + [True] * 3


def test_what_was_long_ago_is_forgotten(clock: Clock) -> None:
    throttle = Throttle(clock)
    waits(throttle, clock, FREE + 3, "ann")
    clock.now += 1000
    assert throttle.attempt("ann") == 0
    assert throttle.attempt("ann") == 0


def test_a_name_that_is_guessed_at_still_is_not_forgotten_for_newer_ones(clock: Clock) -> None:
    throttle = Throttle(clock)
    throttle.attempt("ann")
    for number in range(9_999):
        throttle.attempt(f"name {number}")
    for _ in range(FREE - 1):
        throttle.attempt("ann")
    throttle.attempt("one more")
    assert throttle.attempt("ann") > 0


def test_names_without_end_take_no_memory_without_end(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(10_050):
        throttle.attempt(f"name {number}")
    assert len(throttle._wrong) <= 10_000
