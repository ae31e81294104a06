import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.characters import published
from dateline.index.clean import Cleaned, clean
from dateline.index.raw import Raw

HEADLINE = "Harbour bridge closed after inspectors find cracks"
FIRST = "The old harbour bridge was closed on Monday after inspectors found cracks in two pillars."
SECOND = "Mayor Lena Brandt said ferries would run every ten minutes until the repairs are done."
THIRD = "Shopkeepers on the north bank have asked the council to waive the market fee."


def cleaned(*paragraphs: str, **fields: object) -> Cleaned:
    return clean(Raw("/news/a.txt", "text", "\n\n".join(paragraphs), fields))


def kept(*paragraphs: str, **fields: object) -> list[str]:
    found = cleaned(*paragraphs, **fields)
    return [found.text[block.start : block.end] for block in found.blocks]


def reasons(found: Cleaned) -> dict[str, str]:
    return {cut.text: cut.reason for cut in found.cuts}


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_blocks_stand_where_they_say_with_a_blank_line_between() -> None:
    found = cleaned(HEADLINE, FIRST, SECOND)
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert [(block.start, block.end) for block in found.blocks] == [
        (0, len(FIRST)),
        (len(FIRST) + 2, len(found.text)),
    ]


def test_headline_is_cut_and_becomes_the_title() -> None:
    found = cleaned(HEADLINE, FIRST)
    assert found.stated["title"] == HEADLINE
    assert reasons(found) == {HEADLINE: "headline"}


def test_site_name_above_the_headline_is_cut() -> None:
    page = ("Seagull Times", "News from every quay", HEADLINE, "Admin", HEADLINE, FIRST, SECOND)
    assert kept(*page) == [FIRST, SECOND]
    assert cleaned(*page).stated["publisher"] == "Seagull Times"


def test_stray_word_between_two_headlines_is_cut() -> None:
    assert kept(f"{HEADLINE}\nOregon", HEADLINE, FIRST) == [FIRST]


def test_site_and_marks_after_the_headline_are_no_part_of_the_title() -> None:
    found = cleaned(f"{HEADLINE} - UPI.com (original) (raw)", FIRST)
    assert found.stated["title"] == HEADLINE
    assert found.stated["publisher"] == "UPI"
    assert found.text == FIRST


def test_byline_bar_with_bullets_and_counter_is_cut_and_credited() -> None:
    found = cleaned(HEADLINE, HEADLINE, "Kyiv\xa0 • \xa0 UNN", "\xa0•\xa091790\xa0views", FIRST)
    assert found.text == FIRST
    assert "Kyiv • UNN" in found.stated["credits"]
    assert reasons(found)["• 91790 views"] == "counter"


def test_byline_at_the_end_names_the_author() -> None:
    found = cleaned(HEADLINE, FIRST, "By Ada Lindqvist")
    assert found.text == FIRST
    assert found.stated["authors"] == ["Ada Lindqvist"]


def test_cuts_are_told_in_the_order_of_the_page() -> None:
    page = ("close", HEADLINE, "By Ada Lindqvist", FIRST, "Share", SECOND, "Source link")
    dirt = ["close", HEADLINE, "By Ada Lindqvist", "Share", "Source link"]
    assert [cut.text for cut in cleaned(*page).cuts] == dirt


def test_tag_line_at_the_end_is_cut() -> None:
    assert kept(FIRST, SECOND, "Harbour, Bridges, Lena Brandt, Ferries, North bank") == [FIRST, SECOND]


def test_list_of_names_that_a_line_announces_is_no_tag_line() -> None:
    names = "Ann Lee, Bo Ek, Cy Orr, Di Fay"
    assert kept(FIRST, "These four were hurt:", names)[-1] == names


def test_comment_form_and_source_link_are_cut() -> None:
    dirt = (
        "LEAVE A RESPONSE",
        "Your email address will not be published. Required fields are marked *",
        "Source link",
        "close",
    )
    assert kept(FIRST, SECOND, *dirt) == [FIRST, SECOND]


def test_attribution_on_a_line_of_its_own_stays() -> None:
    quote = "The pillars have carried this town for ninety years and they will not carry it for ninety more"
    assert kept(FIRST, quote, "- Brandt said.") == [FIRST, quote, "- Brandt said."]


def test_dateline_stays_in_the_text() -> None:
    line = "HARBOUR TOWN, Jan. 9 (UPI) -- The bridge was closed on Monday, officials said."
    assert kept(HEADLINE, line) == [line]


def test_dateline_torn_from_its_paragraph_is_put_back() -> None:
    assert kept("Washington CNN —", FIRST, SECOND) == [f"Washington CNN — {FIRST}", SECOND]


def test_credit_under_a_picture_is_cut_and_its_caption_known() -> None:
    caption = "Divers look at the second pillar of the bridge on Monday."
    found = cleaned(HEADLINE, FIRST, caption, "ANN LEE/AFP via Getty Images", SECOND)
    assert [block.kind for block in found.blocks] == ["paragraph", "caption", "paragraph"]
    assert reasons(found)["ANN LEE/AFP via Getty Images"] == "photo credit"


def test_headings_inside_a_report_are_headings() -> None:
    found = cleaned(FIRST, "Details", SECOND, "What comes next?", f"{THIRD} {FIRST}")
    assert [block.kind for block in found.blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_run_of_short_lines_is_a_list_not_headings() -> None:
    found = cleaned(FIRST, "Oranges", "Apples", "Pears", "Plums", "Figs", SECOND)
    assert {block.kind for block in found.blocks[1:-1]} == {"list"}


def test_shortened_title_still_finds_its_headline() -> None:
    found = kept(HEADLINE, FIRST, title="Harbour bridge closed after inspectors find ...")
    assert found == [FIRST]


def test_record_whose_first_line_is_no_known_title_keeps_it() -> None:
    found = clean(Raw("a#1", "record", f"{HEADLINE}\n\n{FIRST}"))
    assert found.text.startswith(HEADLINE)
    assert "title" not in found.stated


def test_article_that_is_all_dirt_is_empty() -> None:
    assert cleaned("Menu", "Share", "Advertisement").text == ""
    assert cleaned("").blocks == ()


def test_opinion_label_opens_a_headline_not_a_link() -> None:
    assert (
        cleaned("OPINION: Why the bridge must never open again", FIRST).stated["title"].startswith("OPINION")
    )


def test_publication_bar_dates_the_article() -> None:
    found = cleaned(HEADLINE, "Published: 9 January 2025, 10:00 GMT", FIRST)
    assert found.text == FIRST
    assert found.stated["published"].startswith("9 January 2025")


def test_dates_that_head_a_chronicle_stay() -> None:
    days = ("January 5, 2025", FIRST, "January 6, 2025", SECOND, "January 7, 2025", THIRD)
    assert kept(HEADLINE, *days) == list(days)


def test_controls_bidi_marks_and_lone_surrogates_harm_nothing() -> None:
    found = cleaned(
        "\ufeffThe \u202ebridge\u202c was\x00 closed\u200b on\tMon\xadday\ud800 at\u00a0\u2009noon.\r\n"
    )
    assert found.text == "The bridge was closed on Monday\ufffd at noon."


def test_joiners_that_emoji_and_persian_need_stay() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e007f"
    text = f"The family \U0001f468\u200d\U0001f469\u200d\U0001f467 said می\u200cخواهم and waved {flag}."
    assert cleaned(text).text == text


def test_hidden_tag_characters_are_removed() -> None:
    assert (
        cleaned("The bridge\U000e0041\U000e0042 was closed on Monday.").text
        == "The bridge was closed on Monday."
    )


def test_nothing_is_normalised_or_respelled() -> None:
    text = "Cafe\u0301 owners said ﬁve ½ “quotes” — and naïve dashes – stay as they are."
    assert cleaned(text).text == text


def test_email_that_is_a_page_is_read_as_one() -> None:
    body = "".join(f"<p>{each}</p>" for each in (FIRST, SECOND, THIRD))
    found = clean(Raw("a.eml", "email", f"<html><body><h1>{HEADLINE}</h1>{body}</body></html>"))
    assert SECOND in found.text
    assert "<p>" not in found.text


def test_web_page_states_its_title_and_gives_its_paragraphs() -> None:
    body = "".join(f"<p>{each}</p>" for each in (FIRST, SECOND, THIRD))
    head = f"<html lang=en><head><title>{HEADLINE}</title></head>"
    page = f"{head}<body><article><h1>{HEADLINE}</h1>{body}</article>"
    found = clean(Raw("https://harbour.example/a", "html", page))
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert found.stated["title"] == HEADLINE


LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [HEADLINE, FIRST, SECOND, "Share", "By Ann Lee", "• 12 views", "Details", "", "AP", "- x"]
        ),
    ),
    max_size=20,
)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from(["text", "email", "pdf"]))
@settings(max_examples=150)
def test_every_block_is_a_run_of_the_raw_text(parts: list[str], gap: str, kind: str) -> None:
    content = gap.join(parts)
    found = clean(Raw("a", kind, content))  # type: ignore[arg-type]
    raw = squeezed(published(content)).replace("-", "")
    for block in found.blocks:
        line = found.text[block.start : block.end]
        assert squeezed(line).replace("-", "") in raw
        assert line == line.strip()
        assert "\n" not in line


@given(LINES)
@settings(max_examples=150)
def test_canonical_text_is_clean_already(parts: list[str]) -> None:
    once = clean(Raw("a", "text", "\n\n".join(parts)))
    again = clean(Raw("a", "text", once.text, {"title": once.stated.get("title") or "Some other headline"}))
    assert again.text == once.text


def test_a_cleaned_page_loses_nothing_when_cleaned_again() -> None:
    page = (
        "Seagull Times",
        "News from every quay",
        HEADLINE,
        "Admin",
        HEADLINE,
        FIRST,
        "Details",
        SECOND,
        "AP",
    )
    once = cleaned(*page)
    again = clean(Raw("a", "text", once.text, {"title": once.stated["title"]}))
    assert again.text == once.text
    assert again.cuts == ()


@pytest.mark.parametrize(
    "sign", [" ", "a", "•", "a ", ". ", "x, ", "By A ", "Sign up ", "Photo: ", "[", "<p", "—"]
)
@pytest.mark.parametrize("kind", ["text", "record", "markdown", "pdf"])
def test_a_line_of_half_a_megabyte_is_cleaned_in_seconds(sign: str, kind: str) -> None:
    started = time.process_time()
    clean(Raw("a", kind, sign * (500_000 // len(sign))))  # type: ignore[arg-type]
    assert time.process_time() - started < 8
