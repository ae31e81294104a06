import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Skipped, Span
from dateline.index.sketch import LEAD, WHOLE, sketch

# Archives keep these keys: another value here means that every archive must be sketched anew.
FIRST_KEY = -7894992712627868230
VOCABULARY = [
    one + other for one in ("ka", "lo", "mi", "tu", "re") for other in ("ban", "dor", "fel", "gim", "hus")
]


def story(seed: int, words: int) -> list[str]:
    chooser = random.Random(seed)
    return [chooser.choice(VOCABULARY) + chooser.choice(VOCABULARY) for _ in range(words)]


def shared(one: list[str], other: list[str]) -> int:
    return len(set(sketch(" ".join(one))) & set(sketch(" ".join(other))))


def test_keys_fit_sqlite_and_their_number_does_not_grow_with_the_text():
    keys = sketch(" ".join(story(1, 3000)))
    assert len(keys) == len(set(keys)) == WHOLE.bands + LEAD.bands
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_keys_are_the_same_in_another_process_with_another_hash_seed():
    text = "Twelve people were killed when the bridge over the Orle fell on Thursday."
    told = f"from dateline.index.sketch import sketch; print(sketch({text!r}))"
    run = subprocess.run(
        [sys.executable, "-c", told],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == str(sketch(text))
    assert sketch(text)[0] == FIRST_KEY


def test_text_under_eight_words_has_no_keys():
    assert sketch("Seven words are too few for keys.") == ()
    assert sketch("") == ()
    assert len(sketch("But these eight words here are just enough.")) == WHOLE.bands + LEAD.bands


def test_case_punctuation_and_blanks_do_not_count():
    assert sketch("The bridge over the Orle fell on Thursday morning.") == sketch(
        "THE BRIDGE  over the Orle\nfell, on Thursday – morning"
    )


@pytest.mark.parametrize("words", [60, 300, 1500])
def test_texts_that_share_two_thirds_are_found(words):
    found = 0
    for seed in range(100):
        one = story(seed, words)
        own = words // 6
        found += shared(one, story(seed + 1000, own) + one[own:-own] + story(seed + 2000, own)) > 0
    assert found >= 95


@pytest.mark.parametrize("share", [0.25, 0.33, 0.5])
def test_a_shortened_form_is_found(share):
    found = 0
    for seed in range(100):
        one = story(seed, 400)
        found += shared(one, one[: int(400 * share)]) > 0
    assert found >= 95


def test_unrelated_texts_share_no_key():
    texts = [set(sketch(" ".join(story(seed, 300)))) for seed in range(100)]
    assert not any(texts[one] & texts[other] for one in range(100) for other in range(one))


def test_skipped_spans_do_not_count():
    text = "Read more about this and that. The bridge over the Orle fell on Thursday morning."
    rest = sketch(text[31:])
    assert sketch(text, [Span(0, 30)]) == rest
    assert sketch(text, [Skipped(5, 30, "repeats"), Span(0, 9)]) == rest


def test_text_without_blanks_between_words_has_keys():
    one = "港の橋が木曜日の朝に崩れ、十二人が死亡したと警察が発表した。"
    assert set(sketch(one)) & set(sketch(one + "続報を待つ。"))


@given(st.text())
def test_any_text_gives_all_keys_or_none(text):
    assert len(sketch(text)) in (0, WHOLE.bands + LEAD.bands)


def test_a_megabyte_of_one_word_is_sketched():
    assert len(sketch("ferry " * 170_000)) == WHOLE.bands + LEAD.bands
    assert sketch("x" * 1_000_000) == ()
