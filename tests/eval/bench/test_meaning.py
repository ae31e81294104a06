"""Questions in other words: the case file fits the sample, and each way of finding has a row of figures."""

from pathlib import Path

import pytest

from dateline.eval.bench import meaning
from dateline.eval.bench.lookup import FIGURES
from dateline.eval.cases import load_cases
from dateline.index import Archive

_SAMPLE = Path(meaning.__file__).parent.parent / "sample"
_OTHER_WORDS = Path(meaning.__file__).parent / "paraphrases" / "cases.jsonl"


def test_a_hundred_cases_of_the_sample_are_asked_in_other_words() -> None:
    known = {case.id: case for case in load_cases(_SAMPLE / "cases.jsonl")}
    cases = load_cases(_OTHER_WORDS)
    assert len(cases) == 100
    for case in cases:
        first = known[case.id.removeprefix("other-words-")]
        assert case.question != first.question
        assert (case.facts, case.articles, case.quotes) == (first.facts, first.articles, first.quotes)


def test_each_way_of_finding_has_its_figures(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "The ferry left the harbour at dawn."}\n', "utf-8")
    (tmp_path / "cases.jsonl").write_text(
        '{"id": "1", "question": "When did the ferry leave?", "facts": [["dawn"]], "articles": ["a"]}\n',
        "utf-8",
    )
    with Archive(tmp_path / "archive") as archive:
        archive.add(tmp_path / "a.jsonl")
        rows = meaning.compare(archive, load_cases(tmp_path / "cases.jsonl"))
    assert [row[0] for row in rows] == list(meaning.WAYS)
    assert all(len(row) == 1 + len(FIGURES) for row in rows)
    assert rows[-1][1] == "1.000"


def test_a_file_that_is_missing_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["meaning", "no-such-folder", "no-such-file"])
    with pytest.raises(SystemExit, match=r"[12]"):
        meaning.main()
    assert capsys.readouterr().err.startswith("meaning: ")
