"""A closer look at passages: words in one sentence, names."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.index.closer import Asked, Share


def _share(question: str, text: str, title: str = "") -> Share:
    (share,) = Asked.of(question).shares([(text, title)])
    return share


def test_a_sentence_with_all_words_has_the_whole_share() -> None:
    assert _share("Which ship rammed the bridge?", "Fog. A ship was ramming bridges.").sentence == 1


def test_words_of_two_sentences_do_not_add_up() -> None:
    assert (
        _share("Which ship rammed the bridge?", "A ship came. It rammed. The bridge fell.").sentence == 1 / 3
    )


def test_names_are_looked_for_in_text_and_title() -> None:
    assert (
        _share("When did Olaf Brandt meet Ines Moreau?", "Brandt met her.", "Moreau in town").names == 1 / 2
    )


def test_the_first_word_of_a_question_is_no_name() -> None:
    assert Asked.of("Rovers won? Who was it? In May at Kestermouth.").names == {"may", "kestermouth"}


def test_a_question_without_names_gives_no_share_of_them() -> None:
    assert _share("who won the cup", "Rovers won the cup.").names == 0


@given(st.text(), st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_shares_lie_between_0_and_1(question: str, texts: list[tuple[str, str]]) -> None:
    for share in Asked.of(question).shares(texts):
        assert 0 <= share.sentence <= 1
        assert 0 <= share.names <= 1
