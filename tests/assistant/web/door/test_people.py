from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.assistant.web.door.people import People, line_for
from dateline.errors import WrongUse

ANN, BOB = line_for("ann", "correct horse"), line_for("bob", "battery staple")


def test_only_the_right_password_of_that_person_is_right() -> None:
    people = People.read([ANN, line_for("bob", "battery staple")])
    assert people.check("ann", "correct horse")
    for name, password in [
        ("ann", "battery staple"),
        ("ann", ""),
        ("Ann", "correct horse"),
        ("eve", "correct horse"),
    ]:
        assert not people.check(name, password)


@settings(max_examples=3)
@given(st.text(st.characters(), min_size=8))
def test_any_text_is_a_password(password: str) -> None:
    people = People.read([line_for("ann", password)])
    assert people.check("ann", password)
    assert not people.check("ann", password + " ")


def test_the_same_password_never_has_the_same_hash_and_is_not_in_it() -> None:
    again = line_for("ann", "correct horse")
    assert again != ANN
    assert "correct" not in again


def test_people_are_read_from_entries_and_files_with_comments(tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text(f"# readers\n\n{ANN}\n", "utf-8")
    people = People.read([str(file), BOB])
    assert people.hash_of("ann") == ANN.removeprefix("ann:")
    assert people.hash_of("bob")
    assert people.hash_of("eve") is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ann:secret", "people, line 1: not NAME:HASH; make one with `dateline web --hash NAME`"),
        ("ann", "line 1: not NAME:HASH"),
        (ANN[:-1], "line 1: not NAME:HASH"),
        # Cheaper to guess than any that Dateline makes.
        (ANN.replace("-32768-", "-2-"), "line 1: not NAME:HASH"),
        (ANN.replace("-32768-8-", "-32768-99-"), "line 1: not NAME:HASH"),
        (f"{ANN}\n{ANN}", "line 2: ann is named twice"),
        ("", "--auth names nobody"),
    ],
)
def test_an_entry_that_will_not_do_is_named_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "people"
    file.write_text(line, "utf-8")
    with pytest.raises(WrongUse, match=told):
        People.read([str(file)])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"neither NAME:HASH nor a file that can be read \(No such file"):
        People.read([str(tmp_path / "nothing")])


@pytest.mark.parametrize(
    ("name", "password"), [("a b", "long enough"), ("a:b", "long enough"), ("ann", "short")]
)
def test_a_name_or_password_that_will_not_do_is_refused(name: str, password: str) -> None:
    with pytest.raises(WrongUse):
        line_for(name, password)
