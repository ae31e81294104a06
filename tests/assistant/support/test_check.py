"""Each rule of the check, on a statement that keeps it and one that does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.assistant.support import Cited, check

FERRY = Cited("The Orla ferry ran aground on Wednesday, the coast guard said.", "Northern Wire", "2025-01-09")
RAID = "Police arrested two men in Lowick over the theft of a painting worth 3 million crowns."


def verdict(statement: str, *evidence: str | Cited) -> str:
    return check(statement, [Cited(each) if isinstance(each, str) else each for each in evidence]).verdict


def kind(statement: str, *evidence: str | Cited) -> str:
    faults = check(statement, [Cited(each) if isinstance(each, str) else each for each in evidence]).faults
    return next(fault.kind for fault in faults if fault.severity == "unsupported")


def test_a_sentence_carries_itself() -> None:
    assert verdict(RAID, RAID) == "supported"


def test_nothing_cited_carries_nothing() -> None:
    found = check(RAID, [])
    assert (found.verdict, found.why) == ("unsupported", "it cites nothing")


def test_what_is_supported_has_no_reason_and_what_is_not_has_one_with_its_words() -> None:
    assert check(RAID, [Cited(RAID)]).why == ""
    found = check("Police arrested three men in Lowick over the theft of a painting.", [Cited(RAID)])
    assert (found.verdict, found.words) == ("unsupported", ("three",))
    assert "three" in found.why


@pytest.mark.parametrize(
    ("statement", "evidence", "fault"),
    [
        (
            "The quake killed 61 people in Tarn.",
            "The quake killed 16 people in Tarn and injured 61.",
            "place",
        ),
        ("The fine is 12 million dollars.", "The fine is 12 million crowns.", "unit"),
        ("The hotel opened in 1988.", "The hotel opened in 1898.", "time"),
        ("Police in Ravensby arrested two men over the theft of a painting.", RAID, "name"),
        ("Anna Menzel won the race.", "Ruta Menzel won the race.", "name"),
        ("The coach called it “a disgrace”.", "The coach called it “a pity”.", "quotation"),
        ("The union accepted the offer.", "The union did not accept the offer.", "negation"),
        ("No traces of lead were found.", "Inspectors found traces of lead.", "negation"),
        ("House prices fell in March.", "House prices rose in March.", "opposite"),
        ("The new drug will halve strokes.", "The new drug may halve strokes.", "hedge"),
        (
            "The ministry denied that he had fled.",
            "The ministry could not confirm that he had fled.",
            "hedge",
        ),
        ("Wend embezzled the money.", "Wend is suspected of embezzling the money.", "hedge"),
        ("The city has built a stadium.", "The city plans to build a stadium.", "hedge"),
        ("The election was rigged.", "The loser claimed that the election was rigged.", "attribution"),
        ("Witnesses said the driver was drunk.", "Police said the driver was drunk.", "speaker"),
        ("Tarn lent Ostmark money.", "Ostmark lent Tarn money.", "roles"),
        ("Delby is larger than Harrow.", "Harrow is larger than Delby.", "comparison"),
        ("He resigned before the vote was held.", "He resigned after the vote was held.", "order"),
        ("Flights were cancelled because of the strike.", "Flights were cancelled on Friday.", "cause"),
        ("All schools were closed.", "Some schools were closed.", "scope"),
        ("The vaccine protects children.", "The vaccine is made in a plant near Halden.", "content"),
    ],
)
def test_each_rule_names_its_fault(statement: str, evidence: str, fault: str) -> None:
    assert kind(statement, evidence) == fault


def test_facts_of_two_sentences_are_not_merged() -> None:
    two = ("Solvig Bank cut 300 posts in Harrow.", "A further 120 jobs were cut in Delby.")
    assert verdict("Solvig Bank cut 120 jobs in Harrow.", *two) == "unsupported"
    assert verdict("Solvig Bank cut 300 jobs in Harrow and 120 in Delby.", *two) == "supported"


def test_two_sentences_about_the_same_thing_are_combined() -> None:
    two = ("A bus plunged into a ravine near Torvik on Sunday.", "It was carrying 38 pilgrims.")
    assert (
        verdict("The bus, which was carrying 38 pilgrims, plunged into a ravine near Torvik.", *two)
        == "supported"
    )


def test_amounts_may_be_added_up() -> None:
    two = ("The firm will cut 300 jobs in Harrow.", "It will cut 120 jobs in Delby.")
    assert verdict("A total of 420 jobs will be lost in Harrow and Delby.", *two) == "supported"
    assert verdict("A total of 440 jobs will be lost in Harrow and Delby.", *two) == "unsupported"


def test_weekdays_are_days_before_publication() -> None:
    assert (
        verdict("The Orla ferry ran aground on 8 January 2025, the coast guard said.", FERRY) == "supported"
    )
    assert (
        verdict("The Orla ferry ran aground on 9 January 2025, the coast guard said.", FERRY) == "unsupported"
    )


def test_the_publisher_and_its_day_may_frame_a_statement() -> None:
    closed = Cited("The airport is closed.", "Northern Wire", "2025-01-09")
    assert (
        verdict("According to Northern Wire on 9 January 2025, the airport is closed.", closed) == "supported"
    )
    assert (
        verdict("According to Northern Wire on 8 January 2025, the airport is closed.", closed)
        == "unsupported"
    )
    assert verdict("According to Ledger Daily, the airport is closed.", closed) == "unsupported"


def test_a_name_may_come_from_the_context() -> None:
    said = "She told parliament that reserves would last until April."
    named = Cited(said, context="Energy minister Lena Ashworth answered questions.")
    statement = "Lena Ashworth told parliament that reserves would last until April."
    assert verdict(statement, named) == "supported"
    assert verdict(statement, said) == "partly"


def test_a_bare_said_left_out_is_a_slight_fault() -> None:
    said = "Twelve drones were shot down over the capital, the air force said."
    assert verdict("Twelve drones were shot down over the capital.", said) == "partly"
    assert (
        verdict("Twelve drones were shot down over the capital, according to the air force.", said)
        == "supported"
    )


def test_a_side_detail_that_nobody_gave_is_a_slight_fault() -> None:
    assert (
        verdict("The museum, the pride of its founders, reopened in May.", "The museum reopened in May.")
        == "partly"
    )


def test_one_sentence_that_carries_all_is_enough() -> None:
    assert verdict(RAID[:-1] + ", police said.", "Police said: " + RAID, "It rained in Delby.") == "supported"


SENTENCES = st.sampled_from(
    [
        RAID,
        FERRY.text,
        "Nobody was hurt in the collision, the fire service said.",
        "The army claimed to have destroyed two radar stations in the hills near Zell.",
        "The drug may halve the number of strokes, according to a study of 4,200 adults.",
        "Ruta Menzel, a student from Pirna, won gold on Saturday in 49.88 seconds.",
        "Exports to Calder are now larger than those to Tarn, which fell by 7 percent in March.",
        "“There is no plan B,” trade minister Olga Stern said after the talks.",
        "If the reform is passed, pensions would rise by 3 percent.",
    ]
)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_a_sentence_among_others_carries_itself(before: str, sentence: str, after: str) -> None:
    assert verdict(sentence, before, sentence, after) == "supported"
    assert verdict(sentence.upper(), before, sentence) == "supported"


BITS = (
    "the a Calder Tarn said not may if 12 9 January 2024 Wednesday , . ; ( ) - % $ million half of third more than "
    "before because led to according who which 34 20:00 5th years ago him COVID-19 “ ” ' \" \n"
)
PIECES = st.lists(st.sampled_from(BITS.split(" ")), max_size=25).map(" ".join)
DAYS = st.sampled_from([None, "2024-01-09", "x", "9999-12-31"])


@settings(max_examples=300)
@given(
    st.one_of(PIECES, st.text(max_size=60)),
    PIECES,
    PIECES,
    st.sampled_from([None, "2024-01-09", "x", "9999-12-31"]),
)
def test_any_text_gets_a_verdict_with_a_reason(
    statement: str, text: str, context: str, published: str | None
) -> None:
    found = check(statement, [Cited(text, "Northern Wire", published, context), Cited(context)])
    assert (found.why == "") == (found.verdict == "supported")
    assert found == check(statement, [Cited(text, "Northern Wire", published, context), Cited(context)])


def test_a_quotation_in_the_fixed_framing_is_supported_by_its_words_and_by_no_others():
    cited = Cited("Clogged [sic] filter disabled the rudder.", "Harbour Gazette", "2025-02-21")
    said = 'Harbour Gazette, 21 February 2025: "Clogged \\[sic\\] filter disabled the rudder."'
    assert check(said, [cited]).verdict == "supported"
    assert check(said.replace("21 February", "22 February"), [cited]).verdict != "supported"
    assert check(said.replace("disabled", "saved"), [cited]).verdict != "supported"


def test_an_office_that_somebody_is_to_be_named_to_is_not_held_yet() -> None:
    wants = Cited("She wants to name the economist Hedvika Sorlund as prime minister.")
    assert check("Hedvika Sorlund is the prime minister.", [wants]).verdict == "unsupported"
    assert check("She wants to name Hedvika Sorlund as prime minister.", [wants]).verdict == "supported"
    elected = Cited("Hedvika Sorlund was elected prime minister on Monday.")
    assert check("Hedvika Sorlund is the prime minister.", [elected]).verdict == "supported"


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        (
            "The comet broke up on 17 January, two days before it passed the Sun.",
            "The break-up began on 17 January, two days before the comet passed the Sun.",
        ),
        (
            "Milo Rusk denied that he had an affair with Sergio Brant's wife Nell Shaw.",
            "Milo Rusk has denied having an affair with Nell Shaw, the wife of Gorel's co-founder, Sergio Brant.",
        ),
        (
            'Her new album, "Northern Lights", will arrive this summer.',
            "Her new album, Northern Lights, will arrive this summer.",
        ),
    ],
)
def test_what_is_said_in_other_words_is_carried(statement: str, evidence: str) -> None:
    assert check(statement, [Cited(evidence)]).verdict == "supported"


def test_an_office_to_be_voted_on_is_not_held_yet() -> None:
    votes = Cited("Parliament is to vote on Hedvika Sorlund as prime minister on 6 May.")
    assert check("Hedvika Sorlund is the prime minister.", [votes]).verdict == "unsupported"


def test_what_an_article_quotes_as_pretended_is_no_fact() -> None:
    fake = Cited(
        'Another page pretended to be an official paper: "Mayor Ines Haldorsen resigned on 1 February".'
    )
    assert check("Mayor Ines Haldorsen resigned on 1 February.", [fake]).verdict == "unsupported"
    told = "A page pretended that Mayor Ines Haldorsen resigned on 1 February."
    assert check(told, [fake]).verdict == "supported"


def test_a_fear_of_what_somebody_means_to_do_is_no_deed() -> None:
    fear = Cited("Washington is worried that Moscow means to share space technology with Pyongyang.")
    assert check("Moscow shares space technology with Pyongyang.", [fear]).verdict == "unsupported"
    assert (
        check("Washington is worried that Moscow means to share space technology.", [fear]).verdict
        == "supported"
    )
