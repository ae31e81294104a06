from collections.abc import Callable

from dateline import Archive
from dateline.assistant.answer import Plan, SubQuestion
from dateline.assistant.seek import seek
from dateline.index.hit import Filters

QUESTION = "How long is the bridge over the Orn?"


def test_without_a_plan_it_is_one_search(town: Archive) -> None:
    sought = seek(town, QUESTION, None, Filters(), k=3)
    assert sought.hits == town.search(QUESTION, k=3)
    assert sought.parts == ((QUESTION, sought.hits),)


def test_what_two_searches_find_comes_first_and_once(town: Archive) -> None:
    plan = Plan((SubQuestion("Otto Brandvik mayor"), SubQuestion("mayor of Sund", ("Sund Courier",))))
    hits = seek(town, QUESTION, plan, Filters(), k=5).hits
    assert hits[0].article == "mayor"
    assert len({hit.passage for hit in hits}) == len(hits)


def test_each_part_keeps_its_own_hits(town: Archive) -> None:
    plan = Plan((SubQuestion(QUESTION, ("Sund Courier",)),))
    (_, whole), (_, part) = seek(town, QUESTION, plan, Filters(), k=5).parts
    assert whole[0].article == "bridge"
    assert {hit.publisher for hit in part} == {"Sund Courier"}


def test_filters_hold_for_every_part(town: Archive) -> None:
    plan = Plan((SubQuestion("mayor of Sund", ("Sund Courier",)), SubQuestion("the old ferry")))
    sought = seek(town, QUESTION, plan, Filters(publishers=("Orn Gazette",)), k=5)
    assert {hit.publisher for hit in sought.hits} == {"Orn Gazette"}
    assert len(sought.parts) == 2


def test_copies_found_by_two_searches_count_once(shelve: Callable[..., Archive]) -> None:
    story = {
        "title": "Bridge opens",
        "text": "The bridge over the Orn is 412 metres long, the mayor of Sund said when it was opened on "
        "Monday. It was designed by Runa Halvik, an engineer from Sund, and cost 18 million crowns in all.",
    }
    papers = [
        {**story, "id": name, "publisher": name, "published": f"2025-01-0{day}"}
        for day, name in enumerate(["One", "Two", "Three"], start=1)
    ]
    archive = shelve(papers)
    plan = Plan(tuple(SubQuestion(QUESTION, (name,)) for name in ("Two", "Three")))
    assert len(seek(archive, QUESTION, plan, Filters(), k=5).hits) == 1
