import pytest

from dateline.index.outlets import agency, agency_in, named, of_host


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(UPI)", "UPI"),
        ("The Associated Press", "AP"),
        ("AP", "AP"),
        ("ap", None),
        ("REUTERS", "Reuters"),
        ("CNN Business", "CNN"),
        ("UPI.com", "UPI"),
        ("Harbour Post", None),
    ],
)
def test_names_and_credits_are_one_outlet(text: str, name: str | None) -> None:
    assert named(text) == name


def test_an_outlet_is_no_agency() -> None:
    assert agency("UNN") == "UNN"
    assert agency("CNN") is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.usatoday.com/story/1", "USA Today"),
        ("https://money.cnn.com/2022/", "CNN"),
        ("https://www.bbc.co.uk/news", "BBC"),
        ("https://www.harbour-post.example/a", "harbour-post.example"),
        ("https://notcnn.com/a", "notcnn.com"),
        ("no url", None),
        ("https://[broken", None),
    ],
)
def test_hosts_have_readable_names(url: str, name: str | None) -> None:
    assert of_host(url) == name


def test_an_agency_is_found_in_a_sentence() -> None:
    assert agency_in("This article contains reporting from The Associated Press.") == "AP"
    assert agency_in("The map app was open.") is None
    assert agency_in("It was seen on CAPTCHAs.") is None
