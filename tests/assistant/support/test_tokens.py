from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.support.tokens import words
from dateline.assistant.support.words import opposite, same


def lows(text: str) -> list[str]:
    return [word.low for word in words(text) if word.kind != "mark"]


def clauses(text: str) -> list[str]:
    found: dict[int, list[str]] = {}
    for word in words(text):
        if word.kind != "mark":
            found.setdefault(word.clause, []).append(word.text)
    return [" ".join(each) for each in found.values()]


def test_contractions_are_written_out() -> None:
    assert lows("They didn't, won’t and can't; cannot") == [
        "they", "did", "not", "will", "not", "and", "can", "not", "not",
    ]  # fmt: skip


def test_possessives_and_initials_are_plain() -> None:
    assert lows("Calder's U.N. envoy") == ["calder", "un", "envoy"]


def test_phrases_become_one_word() -> None:
    assert lows("He passed away") == ["he", "die"]


def test_an_aside_between_commas_leaves_the_clause_whole() -> None:
    assert clauses("Ruta Menzel, a student from Pirna, won gold.") == [
        "Ruta Menzel won gold",
        "a student from Pirna",
    ]


def test_and_parts_clauses_only_before_a_verb_or_amount() -> None:
    assert clauses("Calder and Tarn signed a treaty") == ["Calder and Tarn signed a treaty"]
    assert clauses("Calder signed the treaty and opened the border") == [
        "Calder signed the treaty",
        "and opened the border",
    ]


def test_abbreviations_end_no_sentence() -> None:
    assert {word.sentence for word in words("Gen. Marsh left on Jan. 9 for the U.S. coast.")} == {0}
    assert {word.sentence for word in words("It fell. Nobody was hurt.")} == {0, 1}


def pair(a: str, b: str) -> bool:
    return same(words(a)[0], words(b)[0])


def test_spellings_forms_and_synonyms_mean_the_same() -> None:
    assert pair("labour", "labor")
    assert pair("organised", "organizing")
    assert pair("bought", "buys")
    assert pair("purchased", "acquired")
    assert pair("physician", "doctor")
    assert not pair("doctor", "lawyer")


def test_opposites_exclude_each_other() -> None:
    assert opposite(words("rose")[0], words("fell")[0])
    assert opposite(words("unsafe")[0], words("safe")[0])
    assert opposite(words("approved")[0], words("rejected")[0])
    assert not opposite(words("rose")[0], words("climbed")[0])


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
