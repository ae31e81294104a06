"""What stands for a title in the word index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.heading import heading

_URL = "https://news.example/2022/07/10/media/thor-love-and-thunder/index.html"


def test_a_whole_title_stands_for_itself() -> None:
    assert heading("Thor wins", _URL, "Thor won.") == "Thor wins"


@pytest.mark.parametrize("title", ["Thor wins ...", "Thor wins…"])
def test_a_title_cut_short_is_helped_by_the_address(title: str) -> None:
    assert heading(title, _URL, "Thor won.") == f"{title} thor love and thunder"


def test_without_a_title_the_first_sentence_stands_for_it() -> None:
    assert heading("", None, "Thor won. The rest is silence.") == "Thor won. "


def test_dates_and_numbers_of_an_address_are_no_words() -> None:
    assert heading("", "https://news.example/a/ship-hits-bridge-8f3a9c1d2e.html", "") == " ship hits bridge"


@pytest.mark.parametrize(
    "url", ["https://news.example/live-news/", "https://news.example/", "http://[", "", None]
)
def test_an_address_that_names_nothing_gives_nothing(url: str | None) -> None:
    assert heading("", url, "").strip() == ""


@given(st.text(), st.text(), st.text())
def test_any_text_gives_a_heading(title: str, url: str, opening: str) -> None:
    assert isinstance(heading(title, url, opening), str)
