import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import WrongUse
from dateline.eval.cases import Case, load_cases
from dateline.eval.writing import append, as_yaml, from_answer


def test_a_case_takes_question_filters_and_citations_of_an_answer(make: Any) -> None:
    answer = make.answer(
        "It burned.",
        quotes=["It burned."],
        as_of="2025-01-01",
        filters={"publishers": ["Post"], "since": "2024-01-01"},
    )
    case = from_answer(answer, turns=["Before?"], name="fire", expected={"facts": [["burned"]]})
    assert case == Case(
        id="fire",
        question="q",
        turns=("Before?",),
        as_of="2025-01-01",
        since="2024-01-01",
        publishers=("Post",),
        facts=(("burned",),),
        articles=("article-1",),
        quotes=("It burned.",),
    )


def test_what_is_expected_goes_before_what_was_cited(make: Any) -> None:
    case = from_answer(make.answer("x"), expected={"quotes": ["y"], "articles": ["z"]})
    assert (case.quotes, case.articles) == (("y",), ("z",))


def test_a_case_that_must_abstain_expects_nothing_of_the_citations(make: Any) -> None:
    case = from_answer(make.answer("x"), expected={"abstain": True})
    assert (case.quotes, case.articles, case.abstain) == ((), (), True)


def test_an_id_is_made_of_the_question_and_is_new(make: Any) -> None:
    answer = make.answer("x", question="Où est le château, s'il vous plaît?")
    assert from_answer(answer, expected={}).id == "ou-est-le-chateau-s-il-vous-plait"
    taken = {"ou-est-le-chateau-s-il-vous-plait", "ou-est-le-chateau-s-il-vous-plait-2"}
    assert from_answer(answer, expected={}, taken=taken).id == "ou-est-le-chateau-s-il-vous-plait-3"
    assert from_answer(make.answer("x", question="北京?"), expected={}).id == "case"


@pytest.mark.parametrize("name", ["set.jsonl", "set.yaml"])
def test_cases_are_added_at_the_end(tmp_path: Path, name: str) -> None:
    one, two = Case(id="a", question="Why?"), Case(id="b", question="Who: me?", facts=(("no", "2025-01-01"),))
    append(one, tmp_path / name)
    append(two, tmp_path / name)
    assert load_cases(tmp_path / name) == [one, two]
    assert {path.name for path in tmp_path.iterdir()} <= {name, f".{name}.lock"}


def test_cases_added_at_once_are_all_there(tmp_path: Path) -> None:
    cases = [Case(id=f"case{number}", question="Why?") for number in range(12)]
    with ThreadPoolExecutor(6) as readers:
        list(readers.map(lambda case: append(case, tmp_path / "set.yaml"), cases))
    assert sorted(case.id for case in load_cases(tmp_path / "set.yaml")) == sorted(case.id for case in cases)


def test_a_file_without_a_line_end_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps({"id": "a", "question": "Why?"}))
    append(Case(id="b", question="Who?"), tmp_path / "set.jsonl")
    assert [case.id for case in load_cases(tmp_path / "set.jsonl")] == ["a", "b"]


def test_a_taken_id_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    append(Case(id="a", question="Why?"), tmp_path / "set.yaml")
    before = (tmp_path / "set.yaml").read_text()
    with pytest.raises(WrongUse, match=r"set\.yaml, line 3.*nothing was added"):
        append(Case(id="a", question="Who?"), tmp_path / "set.yaml")
    assert (tmp_path / "set.yaml").read_text() == before


def test_a_packed_file_cannot_be_added_to(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="not a file to add to"):
        append(Case(id="a", question="Why?"), tmp_path / "set.jsonl.gz")


_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(
    lambda text: bool(text.strip())
)


@given(st.builds(Case, id=_texts, question=_texts, facts=st.lists(st.tuples(_texts), max_size=2).map(tuple)))
def test_yaml_gives_the_case_back(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    path = tmp_path_factory.mktemp("yaml") / "case.yaml"
    path.write_text(as_yaml(case, hints=True), "utf-8")
    assert load_cases(path) == [case]
