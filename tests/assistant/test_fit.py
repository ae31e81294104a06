from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.counting import estimated
from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.fit import fit
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


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8), st.integers(1, 60))
def test_what_fits_is_within_the_room(texts: list[str], room: int) -> None:
    passages = [passage(number, text) for number, text in enumerate(texts, start=1)]
    chosen = fit(passages, plain, room=room)
    assert chosen
    assert len(chosen) == 1 or sum(estimated(plain(each)) + 2 for each in chosen) <= room


def test_neighbours_take_what_room_is_left_and_stand_beside_their_passage() -> None:
    def at(number: int, start: int, beside: int | None = None) -> Passage:
        made = passage(number, "the cat")
        return replace(made, hit=replace(made.hit, start=start), beside=beside)

    best, next_best = at(1, 50), at(2, 7)
    before, after = at(3, 20, beside=1), at(4, 90, beside=1)
    # Each costs 4, as above.
    assert fit([best, next_best, before, after], plain, room=16) == (before, best, after, next_best)
    assert fit([best, next_best, before, after], plain, room=12) == (before, best, next_best)
    assert fit([best, next_best, before, after], plain, room=8) == (best, next_best)


def test_a_neighbour_of_a_passage_that_does_not_fit_is_left_out() -> None:
    long, short = passage(1, "word " * 50), passage(2, "the cat")
    beside = replace(passage(3, "a dog"), beside=1)
    assert fit([long, short, beside], plain, room=20) == (short,)


def test_tokens_are_counted_as_the_model_counts_them() -> None:
    two = [passage(1, "the cat"), passage(2, "a dog")]
    assert fit(two, plain, room=20, count=lambda text: 10) == (two[0],)
