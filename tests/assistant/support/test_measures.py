import pytest

from dateline.assistant.support import Cited, check

BOW = Cited("The ship's bow is stuck beneath a piece of roadway 41 metres long.")
CARRIER = Cited("The Marta Solveig, a bulk carrier 138 metres long, hit the pier.")


@pytest.mark.parametrize(
    ("statement", "evidence", "verdict"),
    [
        ("The freighter is 41 metres long.", BOW, "unsupported"),
        ("The piece of roadway is 41 metres long.", BOW, "supported"),
        ("The Marta Solveig is 138 metres long.", CARRIER, "supported"),
        ("The bulk carrier is 138 metres long.", CARRIER, "supported"),
    ],
)
def test_a_measure_belongs_to_the_thing_before_it(statement: str, evidence: Cited, verdict: str) -> None:
    assert check(statement, [evidence]).verdict == verdict
