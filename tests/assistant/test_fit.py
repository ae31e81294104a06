from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.fit import fit, tokens
from dateline.index.article import Span
from dateline.index.hit import Hit


def passage(number: int, *sentences: str) -> Passage:
    text = " ".join(sentences)
    hit = Hit("a", 1, number, 0, len(text), text, 1.0, "", None, None)
    told = tuple(
        Sentence(f"{number}.{at}", hit, Span(0, len(each)), each)
        for at, each in enumerate(sentences, start=1)
    )
    return Passage(number, hit, told)


def plain(passage: Passage) -> str:
    return "\n".join(each.text for each in passage.sentences)


def test_words_digits_signs_and_other_scripts_count_by_hand() -> None:
    assert tokens("") == 0
    assert tokens("the cat") == 2
    assert tokens("parliament") == 3  # ten letters: 4 + 4 + 2
    assert tokens("12,345") == 1 + 1 + 2
    assert tokens("né") == 1 + 1
    assert tokens("大桥") == 2 * 2  # three bytes each, half a token a byte, rounded up
    assert tokens("a\n\nb") == 1 + 3 + 1


def test_the_best_passages_come_first_and_one_too_long_is_left_out() -> None:
    first, long, last = passage(1, "the cat"), passage(2, "word " * 50), passage(3, "a dog")
    # Each short one costs its 2 tokens and 2 for the line between.
    assert fit([first, long, last], plain, room=8) == (first, last)
    assert fit([first, long, last], plain, room=7) == (first,)


def test_where_not_even_the_best_fits_its_first_sentences_are_used() -> None:
    long = passage(1, "one two", "three four", "five six")
    (cut,) = fit([long], plain, room=6)
    assert [each.id for each in cut.sentences] == ["1.1", "1.2"]
    (least,) = fit([long], plain, room=1)
    assert [each.id for each in least.sentences] == ["1.1"]


def test_no_passage_is_no_evidence() -> None:
    assert fit([], plain, room=100) == ()


@given(st.text(), st.text())
def test_a_longer_text_is_never_fewer_tokens(one: str, two: str) -> None:
    assert tokens(one) <= tokens(one + "\n" + two)


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8), st.integers(1, 60))
def test_what_fits_is_within_the_room(texts: list[str], room: int) -> None:
    passages = [passage(number, text) for number, text in enumerate(texts, start=1)]
    chosen = fit(passages, plain, room=room)
    assert chosen
    assert len(chosen) == 1 or sum(tokens(plain(each)) + 2 for each in chosen) <= room
