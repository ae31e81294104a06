from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.article import Metadata
from dateline.index.clean import clean
from dateline.index.metadata import describe
from dateline.index.raw import Raw

HEADLINE = "Harbour bridge closed after inspectors find cracks"
FIRST = "The old harbour bridge was closed on Monday after inspectors found cracks in two pillars."
SECOND = "Mayor Lena Brandt said ferries would run every ten minutes until the repairs are done."


def described(*paragraphs: str, **fields: object) -> Metadata:
    raw = Raw("/news/a.txt", "text", "\n\n".join(paragraphs), fields)
    return describe(raw, clean(raw))


def test_what_the_source_states_comes_first() -> None:
    found = described(
        HEADLINE,
        FIRST,
        title="Bridge closed",
        publisher="Harbour Post",
        published="2025-01-09",
        authors=["By Ada Lindqvist", "Ada Lindqvist"],
        language="en-GB",
        url="https://harbour.example/a?utm_source=x",
    )
    assert found == Metadata(
        title="Bridge closed",
        publisher="Harbour Post",
        authors=("Ada Lindqvist",),
        published="2025-01-09",
        published_from="metadata",
        language="en",
        url="https://harbour.example/a",
    )


def test_an_unknown_thing_is_none_and_never_a_guess() -> None:
    found = described(FIRST, SECOND)
    assert (found.title, found.publisher, found.origin, found.authors) == ("", None, None, ())
    assert (found.published, found.published_from, found.url) == (None, "none", None)


def test_host_names_the_publisher_and_path_the_day() -> None:
    found = described(FIRST, url="https://www.usatoday.com/story/2022/06/12/bridge/1/")
    assert (found.publisher, found.published, found.published_from) == ("USA Today", "2022-06-12", "url")


def test_unreadable_date_is_kept_aside() -> None:
    found = described(FIRST, published="01/02/2025", extra={"section": "Town"})
    assert (found.published, found.published_from) == (None, "none")
    assert found.extra == {"section": "Town", "published": "01/02/2025"}


def test_dateline_names_origin_and_publisher() -> None:
    found = described(HEADLINE, "HARBOUR TOWN, Jan. 9 (UPI) -- The bridge was closed on Monday.")
    assert (found.origin, found.publisher, found.published) == ("UPI", "UPI", None)


def test_dateline_of_a_wire_does_not_rename_the_publisher() -> None:
    found = described("LONDON (AP) — The bridge was closed on Monday.", publisher="Harbour Post")
    assert (found.origin, found.publisher) == ("AP", "Harbour Post")


def test_credit_at_the_end_is_the_origin() -> None:
    for line in (
        "This article contains reporting from The Associated Press.",
        "The Associated Press contributed to this report.",
        "Contributing: The Associated Press",
        "With files from The Associated Press",
    ):
        assert described(FIRST, SECOND, line).origin == "AP"


def test_byline_bar_names_origin_and_publisher() -> None:
    found = described(HEADLINE, HEADLINE, "Kyiv • UNN", FIRST)
    assert (found.origin, found.publisher) == ("UNN", "UNN")


def test_agency_to_which_the_lead_is_ascribed_is_the_origin() -> None:
    assert described(f"{FIRST[:-1]}, according to UNN.", SECOND).origin == "UNN"


def test_agency_that_a_report_only_mentions_is_no_origin() -> None:
    assert described(FIRST, "The mayor gave an interview to Reuters and to the BBC.", SECOND).origin is None


def test_byline_at_the_end_is_the_author() -> None:
    assert described(FIRST, SECOND, "By Ada Lindqvist").authors == ("Ada Lindqvist",)


def test_publication_bar_is_metadata() -> None:
    found = described(HEADLINE, "Published: January 9, 2025 | Updated: January 11, 2025", FIRST)
    assert (found.published, found.published_from) == ("2025-01-09", "metadata")


def test_bar_that_names_an_update_alone_dates_nothing() -> None:
    assert described(HEADLINE, "Updated: January 11, 2025", FIRST).published is None


def test_url_of_a_fetched_page_is_its_source() -> None:
    raw = Raw("https://Harbour.example/a/#top", "text", FIRST)
    found = describe(raw, clean(raw))
    assert (found.url, found.publisher) == ("https://harbour.example/a", "harbour.example")


FIELDS = st.dictionaries(
    st.sampled_from(["title", "publisher", "published", "language", "url", "authors"]),
    st.one_of(st.text(max_size=30), st.none(), st.integers(), st.lists(st.text(max_size=9), max_size=2)),
)


@given(st.text(max_size=200), FIELDS)
@settings(max_examples=100)
def test_any_text_and_any_field_is_described(text: str, fields: dict[str, object]) -> None:
    raw = Raw("/a.txt", "text", text, fields)
    found = describe(raw, clean(raw))
    assert isinstance(found.title, str)
    assert (found.published is None) == (found.published_from == "none")
