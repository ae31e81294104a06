from pathlib import Path
from typing import Any

from dateline.eval.journal import Journal

CONDITIONS = {"archive": "a", "k": 10}


def _kept(make: Any, path: Path) -> Any:
    outcome = make.outcome(make.case("one", facts=[["yes"]]), "yes")
    Journal(path, CONDITIONS).add(outcome)
    return outcome


def test_what_was_finished_is_known_again(make: Any, tmp_path: Path) -> None:
    outcome = _kept(make, tmp_path / "j")
    book = Journal(tmp_path / "j", CONDITIONS)
    assert book.finished(outcome.case, 0) == outcome
    assert book.finished(outcome.case, 1) is None
    assert book.finished(make.case("two"), 0) is None


def test_a_changed_case_is_asked_again(make: Any, tmp_path: Path) -> None:
    _kept(make, tmp_path / "j")
    assert Journal(tmp_path / "j", CONDITIONS).finished(make.case("one", facts=[["no"]]), 0) is None


def test_other_conditions_start_anew(make: Any, tmp_path: Path) -> None:
    outcome = _kept(make, tmp_path / "j")
    assert Journal(tmp_path / "j", {**CONDITIONS, "archive": "b"}).finished(outcome.case, 0) is None


def test_fresh_starts_anew(make: Any, tmp_path: Path) -> None:
    outcome = _kept(make, tmp_path / "j")
    assert Journal(tmp_path / "j", CONDITIONS, fresh=True).finished(outcome.case, 0) is None
    assert Journal(tmp_path / "j", CONDITIONS).finished(outcome.case, 0) is None


def test_a_line_cut_by_an_interruption_is_dropped_and_the_next_is_whole(make: Any, tmp_path: Path) -> None:
    outcome = _kept(make, tmp_path / "j")
    other = make.outcome(make.case("two"), "x")
    with (tmp_path / "j").open("a") as file:
        file.write('{"id": "half')
    Journal(tmp_path / "j", CONDITIONS).add(other)
    book = Journal(tmp_path / "j", CONDITIONS)
    assert book.finished(outcome.case, 0) == outcome
    assert book.finished(other.case, 0) == other


def test_a_line_of_another_shape_starts_anew(make: Any, tmp_path: Path) -> None:
    outcome = _kept(make, tmp_path / "j")
    with (tmp_path / "j").open("a") as file:
        file.write('{"id": "other"}\n')
    assert Journal(tmp_path / "j", CONDITIONS).finished(outcome.case, 0) is None


def test_without_a_path_nothing_is_kept(make: Any) -> None:
    book = Journal(None, CONDITIONS)
    outcome = make.outcome(make.case(), "x")
    book.add(outcome)
    assert book.finished(outcome.case, 0) is None
