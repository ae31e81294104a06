import numpy as np
import pytest

from dateline.assistant.language import stem
from dateline.assistant.matching import Meanings, is_opposite, is_variant, meanings_of
from dateline.index.embed.static import StaticEmbedding


def test_spellings_of_one_name_are_variants():
    assert is_variant("zelensky", "zelenskyy")
    assert is_variant("nebenzya", "nebenzia")


def test_short_and_other_names_are_no_variants():
    assert not is_variant("kim", "kin")
    assert not is_variant("putin", "rutte")
    assert not is_variant("north", "south")


@pytest.mark.parametrize(
    ("one", "other"),
    [("first", "last"), ("difficult", "easy"), ("northern", "southern"), ("stable", "unstable")],
)
def test_opposites(one, other):
    assert is_opposite(stem(one), stem(other))
    assert is_opposite(stem(other), stem(one))


def test_a_word_is_not_its_own_opposite():
    assert not is_opposite("first", "first")
    assert not is_opposite("bridg", "ship")


def test_word_vectors_are_made_once():
    class Counting(StaticEmbedding):
        calls = 0

        def passages(self, texts):
            Counting.calls += 1
            return super().passages(texts)

    meanings = Meanings(Counting())
    first = meanings.vectors(["ship", "salt", "ship"])
    again = meanings.vectors(["salt", "ship"])
    assert Counting.calls == 1
    np.testing.assert_array_equal(first[0], again[1])
    np.testing.assert_array_equal(first[0], first[2])
    assert meanings.vectors([]).shape == (0, 256)


def test_near_meaning_is_nearer_than_another():
    vectors = meanings_of(StaticEmbedding()).vectors(["boat", "ship", "parliament"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_another_embedding_gets_static_word_vectors():
    class Slow:
        dimension = 3

    assert isinstance(meanings_of(Slow()).embedding, StaticEmbedding)
