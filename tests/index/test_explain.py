"""Which words of a question a hit has."""

from dateline.index.explain import standing
from dateline.index.hit import Hit


def test_words_are_told_by_where_they_stand() -> None:
    hit = Hit("a", 1, 1, 0, 27, "A freighter rammed a pier.", 1.0, "Bridges closed", None, None)
    assert standing("Which freighters rammed the bridge at dawn?", hit) == {
        "in the passage": ["freighters", "rammed"],
        "in the title alone": ["bridge"],
        "not there": ["dawn"],
    }
