import numpy as np
import pytest

from dateline.assistant.offers import Offered, fits
from dateline.assistant.understand import understand


@pytest.mark.parametrize(
    ("question", "text", "fit"),
    [
        ("When did it open?", "The bridge opened on 9 January.", 1.0),
        ("When did it open?", "The bridge is long.", 0.0),
        ("Why did it close?", "It closed because of ice.", 1.0),
        ("Why did it close?", "It closed.", 0.0),
        ("Where is it?", "It stands in the town of Sund.", 1.0),
        ("What did she say?", "She warned of ice.", 1.0),
        ("What is it?", "It closed.", 0.5),
    ],
)
def test_a_sentence_fits_the_kind_of_question(question, text, fit):
    assert fits(understand(question), text, names=False, numbers=False) == fit


def test_who_and_how_many_want_a_new_name_and_a_new_number():
    assert fits(understand("Who?"), "", names=True, numbers=False) == 1
    assert fits(understand("Who?"), "", names=False, numbers=True) == 0
    assert fits(understand("How many?"), "", names=False, numbers=True) == 1


def test_each_kind_has_its_candidates():
    masks = [np.array([[place == row for place in range(4)]]) for row in range(4)]
    offered = Offered(*masks)
    assert offered.wanted("person") is masks[1]
    assert offered.wanted("place") is masks[1]
    assert offered.wanted("number") is masks[2]
    assert offered.wanted("date") is masks[3]
    assert offered.wanted("reason") is masks[0]
