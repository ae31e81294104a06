import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import WrongUse
from dateline.eval.metrics import named
from dateline.eval.outcome import Found, Ranks
from dateline.eval.record import by_case, load_run


def _run(make: Any) -> Any:
    ranks = Ranks((None,), (2,), (Found("a", 1, 0, 5, 0.5, ("b",), (0,)),))
    case = make.case("one", facts=[["yes"]], articles=["a"], quotes=["q"], tags=["t"], as_of="2025-01-01")
    return make.run([make.outcome(case, "yes", ranks=ranks), make.failed(make.case("two", abstain=True))])


@pytest.mark.parametrize("name", ["run.json", "run.json.gz"])
def test_a_run_comes_back_from_its_file(make: Any, tmp_path: Path, name: str) -> None:
    run = _run(make)
    run.save(tmp_path / name)
    again = load_run(tmp_path / name)
    assert again.to_dict() == run.to_dict()
    assert again.cases == run.cases


def test_the_file_has_exactly_four_keys(make: Any, tmp_path: Path) -> None:
    _run(make).save(tmp_path / "run.json")
    plain = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert list(plain) == ["settings", "fingerprints", "metrics", "cases"]
    assert set(plain["metrics"]["passed"]) == {"value", "n", "interval"}
    assert {"answer", "ranks", "spans", "verdicts", "timings"} <= set(plain["cases"][0])


def test_each_case_has_a_line_of_its_own(make: Any, tmp_path: Path) -> None:
    _run(make).save(tmp_path / "run.json")
    lines = (tmp_path / "run.json").read_text("utf-8").splitlines()
    assert [line[:14] for line in lines if line.startswith('{"id"')] == ['{"id": "one", ', '{"id": "two", ']


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"settings": {}, "cases": [1]}', "\x00"])
def test_what_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(WrongUse, match="is not an eval run of this version"):
        load_run(tmp_path / "run.json")


def test_a_missing_run_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="does not exist; make it with"):
        load_run(tmp_path / "run.json")


def test_a_failed_write_leaves_the_file_as_it_was(make: Any, tmp_path: Path) -> None:
    run = _run(make)
    run.save(tmp_path / "run.json")
    before = (tmp_path / "run.json").read_bytes()
    with pytest.raises(TypeError):
        dataclasses.replace(run, settings={"bad": object()}).save(tmp_path / "run.json")
    assert (tmp_path / "run.json").read_bytes() == before


def test_repeats_of_a_case_count_once(make: Any) -> None:
    case = make.case("a", facts=[["yes"]])
    run = make.run([make.outcome(case, "yes"), make.outcome(case, "no", repeat=1)])
    metric = named("fact_recall")
    assert metric is not None
    assert by_case(run.cases, metric) == {"a": 0.5}
    assert run.metrics["fact_recall"].n == 1


def test_tags_have_figures_of_their_own(make: Any) -> None:
    run = make.run(
        [
            make.outcome(make.case("a", facts=[["yes"]], tags=["t", "u"]), "yes"),
            make.outcome(make.case("b", facts=[["yes"]], tags=["t"]), "no"),
        ]
    )
    assert run.tags == ["t", "u"]
    assert run.tagged("t")["fact_recall"].value == 0.5
    assert run.tagged("u")["fact_recall"].value == 1
