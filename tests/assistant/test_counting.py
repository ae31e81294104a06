"""How tokens are counted: by hand, against tokenizers themselves, and never too few."""

import os
from pathlib import Path

import pytest
import tiktoken.load
import wordllama
from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.counting import counter, estimated
from dateline.errors import WrongUse

_TOKENIZER = Path(wordllama.__file__).parent / "tokenizers" / "l2_supercat_tokenizer_config.json"


def test_words_digits_signs_and_other_scripts_count_by_hand() -> None:
    assert estimated("") == 0
    assert estimated("the cat") == 2
    assert estimated("parliament") == 3  # ten letters: 4 + 4 + 2
    assert estimated("12,345") == 1 + 1 + 2
    assert estimated("on 9 May") == 1 + (1 + 1) + 1
    assert estimated("né") == 1 + 1
    assert estimated("大桥") == 2 * 2  # three bytes each, half a token a byte, rounded up
    assert estimated("a\n\nb") == 1 + 3 + 1


@given(st.text(), st.text())
def test_a_longer_text_is_never_fewer_estimated(one: str, two: str) -> None:
    assert estimated(one) <= estimated(one + "\n" + two)


def test_openais_models_are_counted_by_their_own_vocabulary_and_nothing_is_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> bytes:
        raise AssertionError("a vocabulary was fetched")

    monkeypatch.setattr(tiktoken.load, "read_file", refused)
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    count = counter("gpt-4o-mini")
    # "hello world" is two tokens in every vocabulary of OpenAI's; a marker of theirs in a text is plain text.
    assert count("hello world") == 2
    assert count("<|endoftext|>") > 1
    assert "TIKTOKEN_CACHE_DIR" not in os.environ
    assert counter("davinci") is estimated  # its vocabulary is OpenAI's, but not on this disk


def test_another_model_is_counted_by_the_file_given_else_estimated() -> None:
    assert counter("qwen2.5:1.5b") is estimated
    assert counter("gpt-4o-mini", _TOKENIZER)("hello world") == 2


def test_a_file_that_is_no_tokenizer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    for content in (None, "{}"):
        if content:
            path.write_text(content)
        with pytest.raises(WrongUse, match=r"llm_tokenizer .*tokenizer\.json cannot be read"):
            counter("any", path)


_SENTENCES = (
    "The minister said on 9 January that twelve of 1,250 ships had sunk.",
    "“We could not confirm it,” Reuters quoted the harbour master as saying.",
    "Shares of Lindqvist & Moor AG fell 3.4% to €17.20 in Zürich.",
)


@given(st.lists(st.sampled_from(_SENTENCES), min_size=1))
def test_of_plain_news_the_estimate_is_rather_too_many(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert estimated(text) >= counter("gpt-4o-mini")(text)
