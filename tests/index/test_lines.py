import pytest

from dateline.index import lines


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Lindqvist", ("Ada Lindqvist",)),
        ("By Ada Lindqvist and Bo Ek, Harbour Post", ("Ada Lindqvist", "Bo Ek")),
        ("BY ADA LINDQVIST", ("ADA LINDQVIST",)),
        ("Written by Jean-Luc de la Tour", ("Jean-Luc de la Tour",)),
        ("Автор: Ярослав Кузишин", ()),
        ("By the numbers", ()),
        ("By Popular Demand", ()),
        ("By Monday the bridge was closed.", ()),
        ("By noon, Lena Brandt had left", ()),
    ],
)
def test_bylines_name_their_authors(line: str, authors: tuple[str, ...]) -> None:
    assert lines.byline(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "ANN LEE/AFP via Getty Images",
        "Jung Yeon-je/Pool Photo via AP",
        "Photo: Ann Lee",
        "CBS/Getty Images",
        "© Ann Lee",
    ],
)
def test_photo_credits_are_known(line: str) -> None:
    assert lines.is_photo_credit(line)


@pytest.mark.parametrize(
    "line", ["Photo: The bridge on Monday.", "Getty Images sued the town for the picture.", "AP classes"]
)
def test_sentences_about_pictures_are_no_credits(line: str) -> None:
    assert not lines.is_photo_credit(line)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 9 January 2025, 10:00 GMT", "9 January 2025, 10:00 GMT"),
        ("Updated: 5:24 p.m.", "5:24 p.m."),
        ("Jan. 9, 2025", "Jan. 9, 2025"),
        ("In January 2025 the bridge closed", None),
        ("24", None),
        ("Updated boosters are on the way", None),
    ],
)
def test_dates_that_are_a_whole_line(line: str, date: str | None) -> None:
    assert lines.date_of(line) == date


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Contributing: The Associated Press", "The Associated Press"),
        ("With files from Reuters and Bo Ek", "Reuters and Bo Ek"),
        ("The Associated Press", "The Associated Press"),
        ("Source: Reuters", "Reuters"),
        ("Source: the harbour master", None),
        ("With files from his desk, the man left.", None),
    ],
)
def test_credits_name_whom_they_credit(line: str, who: str | None) -> None:
    assert lines.credit(line) == who
