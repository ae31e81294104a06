import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.support.names import alike, country, initials, names
from dateline.assistant.support.tokens import words


def found(text: str) -> list[str]:
    return [name.text for name in names(words(text))]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("zelensky", "zelenskyy"),
        ("oleksandr", "olexandr"),
        ("sergei", "sergey"),
        ("volkonsky", "volkonskiy"),
        ("yevgeny", "evgeny"),
        ("muhammad", "mohammed"),
        ("hizballah", "hezbollah"),
        ("kyiv", "kiev"),
        ("ukrainian", "ukraine"),
        ("french", "france"),
        ("american", "us"),
        ("tarnish", "tarn"),
    ],
)
def test_variants_of_one_name_are_alike(a: str, b: str) -> None:
    assert alike(a, b)
    assert alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("niger", "nigeria"),
        ("austria", "australia"),
        ("iran", "iraq"),
        ("slovakia", "slovenia"),
        ("harrow", "delby"),
        ("menzel", "pike"),
        ("anna", "ruta"),
        ("crescent", "cross"),
    ],
)
def test_other_names_are_not_alike(a: str, b: str) -> None:
    assert not alike(a, b)


@given(st.text(min_size=1, max_size=12))
def test_a_name_is_like_itself(name: str) -> None:
    assert alike(name, name)


def test_offices_are_no_part_of_a_name() -> None:
    assert found("the plan of Finance Minister Hugo Marsh and Mayor Petra Sund") == [
        "Hugo Marsh",
        "Petra Sund",
    ]


def test_small_words_inside_a_name_belong_to_it() -> None:
    assert found("he met Ursula von der Leyen there") == ["Ursula von der Leyen"]


def test_bodies_keep_their_second_word() -> None:
    assert found("a call by the World Health Organization") == ["World Health Organization"]


def test_a_word_that_opens_a_sentence_is_no_name_by_its_capital_alone() -> None:
    assert found("Rescuers found two men.") == []
    assert found("Heavy rain fell.") == []


def test_an_unknown_word_before_a_verb_may_be_a_name() -> None:
    (name,) = names(words("Calder signed the treaty."))
    assert (name.text, name.sure) == ("Calder", False)


def test_initials_leave_small_words_out() -> None:
    assert "fda" in initials(words("the Food and Drug Administration said"))


def test_countries_are_known_by_their_people() -> None:
    assert country("dutch") == country("netherlands") is not None
    assert country("marsh") is None
