"""However an archive came to hold what it holds, the same lines are skipped and the same articles lead."""

import math
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dateline.index import Archive, settle

from .making import add, record, rows, told

_LINES = (
    "How relevant is this ad to you?",
    "More stories from the harbour kitchen",
    "The harbour office answers no calls on Sundays.",
)


def _article(number: int) -> dict[str, Any]:
    """One of thirty articles: five publishers, of every three two are copies, each with some of the lines."""
    text = told(number // 3 * 3 + (number % 3 == 2))
    lines = [line for at, line in enumerate(_LINES) if (number // 2 + at) % 3 != 0]
    stated = {"publisher": f"Paper {number % 5}", "published": f"2025-01-{number % 28 + 1:02d}"}
    return record(f"a{number}", "\n\n".join([text, *lines]), **stated)


_STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "remove"]), st.sets(st.integers(0, 29), min_size=1, max_size=15)),
    min_size=2,
    max_size=6,
)


@pytest.fixture(scope="module", autouse=True)
def _low_bars() -> Any:
    """The real rule with lower bars, so that few articles are enough to cross each, in both directions."""
    patch = pytest.MonkeyPatch()

    def bar(key: int, *, reports: int, of_publisher: int) -> bool:
        return reports >= (2, 3, max(2, math.ceil(0.6 * of_publisher)))[key & 3]

    def everywhere(key: int, *, reports: int, publishers: int) -> bool:
        return publishers >= 3 and reports >= 5

    patch.setattr(settle, "is_boilerplate", bar)
    patch.setattr(settle, "is_boilerplate_everywhere", everywhere)
    patch.setattr(settle, "FEWEST_REPORTS", 2)
    patch.setattr(settle, "FEWEST_PUBLISHERS", 3)
    yield
    patch.undo()


def _state(archive: Archive) -> dict[str, Any]:
    assert archive.check() == []
    return {
        "learned": rows(archive, "SELECT line, publisher FROM boilerplate ORDER BY 1, 2"),
        "skipped": {each.id: [span[:2] for span in each.skipped] for each in archive.articles()},
        "leaders": rows(
            archive, "SELECT a.id, l.id FROM articles a JOIN articles l ON l.key = a.leader ORDER BY a.id"
        ),
        "passages": rows(archive, "SELECT text FROM passage_texts ORDER BY text"),
        "fingerprint": archive.fingerprint(),
    }


@hypothesis_settings(max_examples=25)
@given(steps=_STEPS)
def test_any_way_to_a_content_gives_what_adding_it_at_once_gives(steps: list[tuple[str, set[int]]]) -> None:
    held: set[int] = set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Archive(folder / "steps") as archive:
            for what, numbers in steps:
                if what == "add":
                    add(archive, folder / "in", *(_article(number) for number in sorted(numbers)))
                    held |= numbers
                elif gone := numbers & held:
                    archive.remove(*(f"a{number}" for number in gone))
                    held -= gone
            reached = _state(archive)
        with Archive(folder / "once") as archive:
            if held:
                add(archive, folder / "all", *(_article(number) for number in sorted(held, reverse=True)))
            assert reached == _state(archive)


def test_the_pool_crosses_every_bar(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, *(_article(number) for number in range(30)))
    state = _state(archive)
    assert {line & 3 for line, _ in state["learned"]} == {0, 1, 2}
    assert "\x01" in {publisher for _, publisher in state["learned"]}
    assert any(name != leader for name, leader in state["leaders"])
    archive.remove(*(f"a{number}" for number in range(2, 30)))
    assert _state(archive)["learned"] == []
