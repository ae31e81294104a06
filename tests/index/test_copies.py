import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.copies import are_copies, compare, grouped, leader

REPORT = [
    "A ferry with 212 people on board ran aground off the island of Morvel early on Thursday.",
    "At least 12 people were killed and 30 were injured, the coast guard said.",
    "The Saint Brannoc left the port of Kelling at 5 a.m. for its weekly run to the outer islands.",
    "Captain Edda Lorne told investigators that the radar had failed in thick fog.",
    "Divers from the navy base at Harl searched the car deck until dusk.",
    "The operator, Northline, did not answer questions about the age of the vessel.",
    "Transport minister Ivo Marsh ordered an inquiry and promised its findings by January 20.",
    "The ferry was built in 1987 and had passed an inspection in October.",
    "Residents of Morvel brought blankets and hot soup to the survivors in the village school.",
    "It is the worst accident on the coast since a trawler sank near Kelling in 2009.",
]  # fmt: skip
OTHER = [
    "The harbour council will vote on the new fish market next week.",
    "Traders have asked for lower rents and a covered loading bay for years.",
]


def but(old: str, new: str, sentences: list[str] = REPORT) -> list[str]:
    told = "\n".join(sentences)
    assert old in told
    return told.replace(old, new).split("\n")


def test_a_report_is_its_own_copy():
    assert are_copies(REPORT, REPORT)
    assert are_copies([], [])


def test_other_headline_byline_and_two_replaced_sentences_are_still_the_report():
    outlet = [
        "Tragedy at sea: ferry runs aground in fog",
        "By Nella Quist, The Kelling Courier",
        *REPORT[:4],
        OTHER[0],
        *REPORT[5:8],
        OTHER[1],
        *REPORT[9:],
    ]
    assert are_copies(REPORT, outlet)


@pytest.mark.parametrize("left_out", [(0, 4), (1, 9), (8, 9)])
def test_two_dropped_sentences_are_still_the_report(left_out):
    assert are_copies(REPORT, [line for at, line in enumerate(REPORT) if at not in left_out])


def test_two_added_sentences_are_still_the_report():
    assert are_copies(REPORT, [*REPORT[:3], OTHER[0], *REPORT[3:], OTHER[1]])


def test_a_cut_tail_is_still_the_report():
    assert are_copies(REPORT, REPORT[:5])
    assert are_copies(REPORT, ["Ferry runs aground off Morvel", *REPORT[:3]])


def test_a_piece_of_the_middle_is_not_the_report():
    assert compare(REPORT, REPORT[6:8]) == "apart"


def test_a_quoted_paragraph_in_a_longer_piece_is_no_copy():
    long = [
        f"Point {word} of the programme concerns the {word} quay." for word in "abcdefghijklmnopqrstuvwxyz"
    ]
    assert compare(REPORT[:2], REPORT[:2] + long) == "apart"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 people were killed", "15 people were killed"),
        (" 12 people", " twenty-one people"),
        ("212 people", "2,120 people"),
        ("in 1987", "in 1978"),
        ("on Thursday", "on Friday"),
        ("January 20", "January 21"),
        ("January 20", "February 20"),
        ("in October", "in March"),
        ("Edda Lorne", "Edda Varn"),
        ("Northline", "Southline"),
        ("Residents of Morvel", "Residents of Tarrow"),
        ("Transport minister Ivo", "Transport minister Una"),
        ("did not answer", "answered"),
        ("had failed", "had never failed"),
        ("had passed an", "had not passed any"),
        ("12 people were killed and 30", "30 people were killed and 12"),
    ],
)
def test_one_other_number_name_date_or_negation_is_no_copy(old, new):
    assert compare(REPORT, but(old, new)) == "contradict"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" 12 people", " twelve people"),
        (" 12 people", " a dozen people"),
        ("January 20", "Jan. 20"),
        ("5 a.m.", "5 am"),
        ("Edda Lorne", "Eda Lorne"),
        ("Northline, did not", "Northline, didn’t"),
        ("A ferry", "KELLING, Jan. 9 (UPI) -- A ferry"),
        ("At least 12 people were killed", "At least 12 people were killed on board"),
    ],
)
def test_another_spelling_or_credit_is_still_the_report(old, new):
    assert are_copies(REPORT, but(old, new))


def test_thousands_may_be_written_with_comma_blank_or_word():
    for written in ("12,000", "12 000", "12\u202f000", "12 thousand"):
        assert are_copies(but("212 people", "12000 people"), but("212 people", f"{written} people"))


def test_dots_in_us_are_no_other_name():
    told = [f"The {name} navy sent a salvage ship to the wreck on Monday." for name in ("U.S.", "US")]
    assert are_copies([*REPORT, told[0]], [*REPORT, told[1]])


def test_straight_and_curly_quotation_marks_are_the_same():
    told = '"We\'re not giving up," she said.'
    assert are_copies([*REPORT, told], [*REPORT, told.replace('"', "”").replace("'", "’")])


def test_a_later_version_with_another_toll_in_other_words_is_no_copy():
    later = ["The death toll of the ferry that ran aground off Morvel has risen to 15.", *REPORT[2:]]
    assert compare(REPORT, later) == "contradict"


def test_swapped_names_are_no_copy():
    first = [*REPORT[2:], "In the final minute Arden beat Birk in front of a full house."]
    second = [*REPORT[2:], "In the final minute Birk beat Arden in front of a full house."]
    assert compare(first, second) == "contradict"


def test_opposite_directions_are_no_copy():
    first = [*REPORT[2:], "Shares of the operator rose sharply when the market opened."]
    second = [*REPORT[2:], "Shares of the operator fell sharply when the market opened."]
    assert compare(first, second) == "contradict"


WEATHER = [
    "Tarrow will be dry on {day} with highs of {high} degrees.",
    "Winds from the {side} will reach {wind} kilometres an hour on the coast by the evening.",
    "Sunrise is at {rise} and sunset at {set}.",
    "Pollen counts stay low across the county, the weather office said.",
]
MATCH = [
    "{home} beat {away} {score} at home on Sunday.",
    "{player} scored the winner in the {minute}th minute in front of a full house.",
    "The visitors had the better chances before the break but could not find the net.",
    "{home} stay in the race for the title with {points} points.",
]
SHARES = [
    "The Kelling index closed at {close} points on {day}, a change of {change} percent.",
    "Shares of Northline ended the day at {share} crowns after heavy trading.",
    "Traders pointed to the central bank, which left its main rate unchanged.",
]


@pytest.mark.parametrize(
    ("template", "one", "other"),
    [
        (
            WEATHER,
            {"day": "Monday", "high": 21, "side": "west", "wind": 30, "rise": "5:12", "set": "21:40"},
            {"day": "Tuesday", "high": 18, "side": "west", "wind": 45, "rise": "5:13", "set": "21:39"},
        ),
        (
            MATCH,
            {"home": "Arden", "away": "Birk", "score": "2-1", "player": "Orsk", "minute": 88, "points": 41},
            {"home": "Castell", "away": "Dorn", "score": "1-0", "player": "Pell", "minute": 80, "points": 39},
        ),
        (
            SHARES,
            {"close": "4,210", "day": "Monday", "change": "1.2", "share": 88},
            {"close": "4,198", "day": "Monday", "change": "0.3", "share": 87},
        ),
    ],
    ids=["weather", "match", "shares"],
)  # fmt: skip
def test_reports_from_one_template_are_no_copies(template, one, other):
    assert not are_copies(
        [line.format(**one) for line in template], [line.format(**other) for line in template]
    )


def test_unrelated_articles_are_apart():
    assert compare(REPORT, OTHER) == "apart"


WORDS = [
    "Arden",
    "Birk",
    "the",
    "bridge",
    "12",
    "twelve",
    "fell",
    "rose",
    "not",
    "Thursday",
    "said",
    "e\u0301",
    "港",
]
sentences = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=8)


@given(sentences | st.lists(st.text()), sentences | st.lists(st.text()))
def test_comparing_is_symmetric(one, other):
    assert compare(one, other) == compare(other, one)


@given(st.lists(st.text()))
def test_any_article_is_its_own_copy(told):
    assert compare(told, list(told)) == "copies"


def test_hostile_articles_are_compared_within_bounds():
    word = ["ferry " * 150_000]
    assert not are_copies(word, REPORT)
    assert compare(["(A" + "A" * 200_000], ["1 000 " * 50_000]) == "apart"
    many = [f"The ferry ran aground off Morvel for the {at}th time." for at in range(20_000)]
    assert compare(many, [line.replace("Morvel", "Tarrow") for line in many]) == "contradict"


def test_leader_is_the_earliest_dated_then_the_smallest_id():
    assert leader({"c": "2025-01-10", "b": "2025-01-09", "a": "2025-01-09"}) == "a"
    assert leader({"a": None, "b": "2025-01-09"}) == "b"
    assert leader({"b": None, "a": None}) == "a"


def test_leader_is_told_by_the_moment_and_not_by_the_letters():
    assert leader({"a": "2025-01-10T01:00:00+00:00", "b": "2025-01-10T03:00:00+05:00"}) == "b"
    assert leader({"a": "2025-01-09T12:00:00+00:00", "b": "2025-01-09"}) == "b"


def test_a_short_form_does_not_join_two_reports_that_contradict():
    told = {
        "first": REPORT,
        "later": but("12 people were", "15 people were"),
        "short": REPORT[:1] + REPORT[2:7],
    }
    dates = {"first": "2025-01-09", "later": "2025-01-10", "short": "2025-01-11"}
    groups = grouped(dates, lambda one, other: compare(told[one], told[other]))
    assert groups == [["first", "short"], ["later"]]


def test_members_that_contradict_each_other_do_not_share_a_short_leader():
    told = {
        "short": REPORT[:1] + REPORT[2:7],
        "one": REPORT,
        "other": but("12 people were", "15 people were"),
    }
    dates = {"short": "2025-01-08", "one": "2025-01-09", "other": "2025-01-10"}
    groups = grouped(dates, lambda one, other: compare(told[one], told[other]))
    assert groups == [["short", "one"], ["other"]]


def test_groups_do_not_depend_on_the_order_of_adding():
    told = {
        "a": REPORT,
        "b": REPORT[:6],
        "c": but("12 people were", "15 people were"),
        "d": OTHER,
        "e": [*OTHER],
    }
    names = list(told)
    seen = set()
    for seed in range(10):
        random.Random(seed).shuffle(names)
        groups = grouped(dict.fromkeys(names), lambda one, other: compare(told[one], told[other]))
        seen.add(tuple(map(tuple, groups)))
    assert seen == {(("a", "b"), ("c",), ("d", "e"))}
