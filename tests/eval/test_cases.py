import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import WrongUse
from dateline.eval.cases import Case, fingerprint, load_cases, tagged

YAML = """\
- id: a
  question: Who won?
  as_of: 2025-01-10
  facts:
    - [3559, "3,559"]
    - [1.10]
  abstain: no
- id: b
  question: Why?
"""


def _refused(path: Path) -> str:
    with pytest.raises(WrongUse) as error:
        load_cases(path)
    return str(error.value)


def test_yaml_keeps_numbers_and_days_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(YAML)
    first, second = load_cases(tmp_path / "cases.yaml")
    assert first.facts == (("3559", "3,559"), ("1.10",))
    assert first.as_of == "2025-01-10"
    assert first.abstain is False
    assert second.question == "Why?"


@pytest.mark.parametrize("name", ["cases.yaml.gz", "cases.yml.gz"])
def test_packed_yaml_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(YAML.encode()))
    assert [case.id for case in load_cases(tmp_path / name)] == ["a", "b"]


def test_json_lines_are_read_packed_and_with_a_byte_order_mark(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "question": "Why\u2028now?"}, ensure_ascii=False) + "\n\n"
    (tmp_path / "one.jsonl").write_bytes(b"\xef\xbb\xbf" + line.encode())
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    assert load_cases(tmp_path / "one.jsonl")[0].question == "Why\u2028now?"
    assert load_cases(tmp_path / "two.jsonl.gz")[0].id == "a"


def test_a_folder_gives_its_case_files_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text(json.dumps({"id": name, "question": "?!"}))
    assert [case.id for case in load_cases(tmp_path)] == ["a.jsonl", "b.jsonl"]


def test_of_a_folder_with_articles_only_the_files_named_cases_are_taken(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(json.dumps({"text": "no case"}))
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "a", "question": "Why?"}))
    assert [case.id for case in load_cases(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("facts", "['Paris']", "key facts[0]: should be a list of accepted spellings"),
        ("facts", "[[]]", "key facts[0]: is an empty list"),
        ("facts", "[[Paris, ' ']]", "key facts[0][1]: is blank"),
        ("abstain", "perhaps", "key abstain: should be true or false"),
        ("as_of", "2025-02-30", "key as_of: as_of is '2025-02-30', which is not a day"),
        ("fact", "[[Paris]]", "key fact: is not a key of a case; did you mean 'facts'?"),
        ("as-of", "2025-01-01", "key as-of: is not a key of a case; did you mean 'as_of'?"),
        ("tags", "news", "key tags: should be a list"),
    ],
)
def test_a_fault_names_file_line_and_key(tmp_path: Path, key: str, value: str, told: str) -> None:
    (tmp_path / "set.yaml").write_text(f"- id: a\n  question: Why?\n  {key}: {value}\n")
    assert f"set.yaml, line 3, {told}" in _refused(tmp_path / "set.yaml")


def test_the_line_of_a_fault_in_a_list_is_that_of_the_item(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text("- id: a\n  question: Why?\n  facts:\n  - [x]\n  - y\n")
    assert "line 5, key facts[1]" in _refused(tmp_path / "set.yaml")


def test_all_faults_of_a_set_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text('{"id": "a"}\n{"question": "Why?"}\n{"id": 3, "question": "Why?"}\n')
    told = _refused(tmp_path / "set.jsonl")
    assert "3 faults" in told
    assert "line 1, key question: is missing" in told
    assert "line 2, key id: is missing" in told
    assert "line 3, key id: should be a text" in told


def test_an_id_given_twice_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text('{"id": "a", "question": "Why?"}\n' * 2)
    assert "line 2, key id: 'a' is the id of an earlier case" in _refused(tmp_path / "set.jsonl")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("set.jsonl", '{"id": "a", "id": "b", "question": "Why?"}', "the key 'id' stands twice"),
        ("set.yaml", "- id: a\n  question: Why?\n  id: b\n", "line 3, key id: stands twice"),
        ("set.jsonl", '{"id": "a",', "line 1, column 12: not JSON"),
        ("set.yaml", "- id: [a\n", "line 2: not YAML"),
        ("set.jsonl", "\n", "holds no case"),
        ("set.jsonl", "[1, 2]", "line 1: should be a mapping"),
        ("set.txt", "", "is not a case file"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    assert told in _refused(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in _refused(tmp_path / "none.yaml")


def test_a_truncated_packed_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "question": "Why?"}' * 50)[:-20])
    assert "cannot be read" in _refused(tmp_path / "set.jsonl.gz")


def test_keys_that_are_not_ours_are_kept(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text('{"id": "a", "question": "Why?", "reference": "Because."}')
    assert load_cases(tmp_path / "set.jsonl")[0].to_dict()["reference"] == "Because."


def test_the_fingerprint_counts_everything_but_order_and_notes() -> None:
    one, two = Case(id="a", question="Why?"), Case(id="b", question="Who?")
    assert fingerprint([one, two]) == fingerprint([two, Case(id="a", question="Why?", note="hm")])
    assert fingerprint([one, two]) != fingerprint([one, Case(id="b", question="Who?", abstain=True)])
    assert fingerprint([one]) != fingerprint([one, two])


def test_tags_choose_and_a_minus_leaves_out() -> None:
    cases = [
        Case(id="a", question="?a", tags=("gold", "news")),
        Case(id="b", question="?b", tags=("gold",)),
        Case(id="c", question="?c"),
    ]
    assert [case.id for case in tagged(cases, ["gold"])] == ["a", "b"]
    assert [case.id for case in tagged(cases, ["gold", "-news"])] == ["b"]
    assert tagged(cases, []) == cases


_texts = st.text(min_size=1).filter(lambda text: bool(text.strip()) and text.isprintable())


@given(
    st.builds(
        Case,
        id=_texts,
        question=_texts,
        turns=st.lists(_texts, max_size=2).map(tuple),
        facts=st.lists(st.lists(_texts, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
        as_of=st.none() | st.dates().map(str),
        abstain=st.booleans(),
        tags=st.lists(_texts, max_size=2).map(tuple),
    )
)
def test_a_case_comes_back_from_its_plain_values(case: Case) -> None:
    assert Case.model_validate(json.loads(json.dumps(case.to_dict()))) == case
