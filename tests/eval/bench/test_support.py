import json
from pathlib import Path

import pytest

from dateline.assistant.support import Support, check
from dateline.errors import WrongUse
from dateline.eval.bench.support import PAIRS, Judged, Pair, main, pairs, precision_recall, report, wrong


def judged(expected: str, found: str) -> Judged:
    return Judged(Pair("x1", "It fell.", (), expected, "number off"), Support(found))  # type: ignore[arg-type]


def test_precision_and_recall_are_those_of_unsupported() -> None:
    both = [judged("unsupported", "unsupported")] * 3
    missed, wrongly = [judged("unsupported", "partly")], [judged("supported", "unsupported")] * 2
    assert precision_recall([*both, *missed, *wrongly]) == (3 / 5, 3 / 4)
    assert precision_recall([judged("supported", "supported")]) == (1.0, 1.0)


def test_the_report_counts_what_was_right_by_kind() -> None:
    text = report("set", [judged("unsupported", "unsupported"), judged("unsupported", "partly")])
    assert "set: 2 pairs, 1 right" in text
    assert "precision 1.000, recall 0.500" in text
    assert "number off                     1 of 2" in text


def test_wrong_ones_are_listed_with_their_texts() -> None:
    lines = list(wrong([judged("unsupported", "supported"), judged("supported", "supported")]))
    assert lines == ["x1 number off: expected unsupported, found supported ()", "   S It fell."]


def test_a_file_of_pairs_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "few.jsonl"
    evidence = [{"text": "It fell on Wednesday.", "published": "2025-01-09"}]
    pair = {
        "id": "a",
        "statement": "It fell on 9 January 2025.",
        "evidence": evidence,
        "expected": "unsupported",
    }
    file.write_text(json.dumps(pair) + "\n", "utf-8")
    assert main([str(file)]) == 0
    assert "few.jsonl: 1 pairs, 1 right" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", ["{", "{}", '{"id": "a", "statement": "b", "evidence": [], "expected": "yes"}']
)
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(line + "\n", "utf-8")
    with pytest.raises(WrongUse, match=r"bad\.jsonl, line 1"):
        list(pairs(file))


def test_the_sets_are_large_enough_and_half_altered() -> None:
    sizes = {}
    for name, least in (("frozen", 100), ("learn", 220)):
        found = list(pairs(PAIRS / f"{name}.jsonl"))
        assert len({each.id for each in found}) == len(found) >= least
        sizes[name] = sum(each.expected == "supported" for each in found) / len(found)
    assert 0.4 <= sizes["frozen"] <= 0.6
    assert 0.4 <= sizes["learn"] <= 0.6


def test_the_check_keeps_its_floor_on_the_frozen_pairs() -> None:
    found = [Judged(pair, check(pair.statement, pair.evidence)) for pair in pairs(PAIRS / "frozen.jsonl")]
    precision, recall = precision_recall(found)
    assert precision >= 0.9
    assert recall >= 0.9
