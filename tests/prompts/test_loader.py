import hashlib
from pathlib import Path

import pytest

from dateline.errors import WrongUse
from dateline.prompts import SENTINEL, load
from dateline.prompts.loader import VARIABLES

ASKED = {
    "question": "How long?",
    "as_of": "2025-01-10",
    "evidence": "[1.1] It is {{ long }}.",
    "sentinel": SENTINEL,
}
OWN = "{% block system %}Be brief.{% endblock %}\n{% block user %}{{ question }}{% endblock %}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answer").mkdir()
    return tmp_path


def test_the_answer_prompt_holds_question_day_evidence_and_the_words_of_abstention() -> None:
    system, user = load("answer").render(**ASKED)
    assert "from nothing else" in system
    assert f"no passage has the answer: {SENTINEL}" in user
    assert "It is the end of 2025-01-10" in user
    assert "Question: How long?" in user
    assert "<evidence>\n[1.1] It is {{ long }}.\n</evidence>" in user


def test_without_a_day_none_is_named() -> None:
    assert "end of" not in load("answer").render(**{**ASKED, "as_of": None})[1]


def test_the_repair_prompt_numbers_the_faults() -> None:
    faults = [{"text": "It is 9 m [1.1]", "why": "9 is not there"}, {"text": "B", "why": "C"}]
    _, user = load("repair").render(question="Q", as_of=None, evidence="E", faults=faults)
    assert "1: It is 9 m [1.1]\n   Fault: 9 is not there\n2: B\n   Fault: C" in user


def test_the_repair_begins_as_the_answer_did_so_that_a_server_need_not_read_the_evidence_again() -> None:
    system, user = load("answer").render(**ASKED)
    asked = {name: each for name, each in ASKED.items() if name != "sentinel"}
    again, mend = load("repair").render(**asked, faults=[])
    assert again == system
    shared = user.partition("Answer in")[0]
    assert "Question: How long?" in shared
    assert mend.startswith(shared)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_each_prompt_is_named_by_version_and_digest(name: str) -> None:
    prompt = load(name)
    text = (Path(__file__).parents[2] / "prompts" / name / f"{prompt.version}.md").read_bytes()
    assert prompt.label == f"{prompt.version}@{hashlib.sha256(text).hexdigest()[:12]}"


def test_a_folder_goes_before_and_its_newest_version_counts(folder: Path) -> None:
    (folder / "answer" / "v9.md").write_text(OWN.replace("brief", "long"))
    (folder / "answer" / "v10.md").write_text(OWN)
    prompt = load("answer", folder)
    assert prompt.version == "v10"
    assert prompt.render(**ASKED) == ("Be brief.", "How long?")
    assert load("repair", folder).version == load("repair").version


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (OWN.replace("question", "secret"), "secret"),
        (OWN.replace("user", "other"), "no block user"),
        ("{% block system %}", "no template"),
    ],
)
def test_a_template_that_cannot_be_used_is_told(folder: Path, text: str, word: str) -> None:
    (folder / "answer" / "v1.md").write_text(text)
    with pytest.raises(WrongUse, match=word):
        load("answer", folder)


def test_a_template_can_reach_nothing_of_the_program(folder: Path) -> None:
    (folder / "answer" / "v1.md").write_text(OWN.replace("question", "question.__class__.__mro__"))
    with pytest.raises(WrongUse, match="cannot be filled in"):
        load("answer", folder).render(**ASKED)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="prompts_folder"):
        load("answer", tmp_path / "nowhere")


def test_variables_that_are_missing_or_unknown_are_told() -> None:
    with pytest.raises(WrongUse, match="sentinel"):
        load("answer").render(question="q", as_of=None, evidence="")
    with pytest.raises(WrongUse, match="mood"):
        load("answer").render(**ASKED, mood="glad")
