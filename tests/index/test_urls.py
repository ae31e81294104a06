import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.urls import canonical_url


@pytest.mark.parametrize(
    ("url", "known_as"),
    [
        ("HTTPS://Harbour.Example/A/?utm_source=x&id=7#top", "https://harbour.example/A?id=7"),
        ("https://harbour.example/a?fbclid=1&gclid=2&ref=rss", "https://harbour.example/a"),
        ("https://harbour.example/", "https://harbour.example"),
        ("https://user:secret@harbour.example:443/a", "https://harbour.example/a"),
        ("http://harbour.example:8080/a", "http://harbour.example:8080/a"),
        ("https://[2001:db8::1]/a/", "https://[2001:db8::1]/a"),
        ("https://harbour.example/a?q=%E2%82%AC&b", "https://harbour.example/a?q=%E2%82%AC&b"),
        ("  https://harbour.example/a \n", "https://harbour.example/a"),
        ("mailto:a@harbour.example", "mailto:a@harbour.example"),
        ("https://[broken/a", "https://[broken/a"),
    ],
)
def test_the_same_page_is_known_by_one_url(url: str, known_as: str) -> None:
    assert canonical_url(url) == known_as


@given(st.text(max_size=80))
def test_a_canonical_url_is_its_own(text: str) -> None:
    once = canonical_url("https://harbour.example/" + text)
    assert canonical_url(once) == once
