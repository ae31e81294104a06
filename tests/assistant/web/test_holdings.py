"""What the page lists, adds and removes, over HTTP and over an archive of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from dateline import Archive, Assistant
from dateline.assistant.web.adding import Item, additions, file_name
from dateline.assistant.web.holdings import holdings, remove

BARGE = (
    "A barge sank off Orrin on Tuesday night with 40 tonnes of gravel, the harbour office said.\n\n"
    "All four sailors were saved by the ferry. The wreck is marked with two buoys until spring."
)
MILL = (
    "The old mill of Ebbing burned down on Friday, and its owner Maud Tarn was not at home.\n\n"
    "Firefighters from three towns fought the flames for six hours before the roof fell in."
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Archive]:
    records = [
        {
            "id": "barge",
            "title": "A barge sinks",
            "publisher": "Orrin News",
            "published": "2025-03-04",
            "text": BARGE,
        },
        {
            "id": "mill",
            "title": "Mill burns",
            "publisher": "Town Record",
            "published": "2025-05-09",
            "text": MILL,
        },
        {
            "id": "steps",
            "title": "Steps",
            "text": "The lighthouse of Skarn has 61 steps, said the mason Ulf Tegner.",
        },
    ]
    file = tmp_path / "records.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.add(file)
        yield archive


def serving(archive: Archive, *, read_only: bool = False) -> TestClient:
    from fastapi import FastAPI

    from dateline.assistant.web import adding, past
    from dateline.assistant.web import holdings as listed
    from dateline.assistant.web.writable import Writable

    app = FastAPI()
    for each in (past, listed, adding):
        app.include_router(
            each.routes(Assistant(archive, writer="extractive"), Writable(read_only=read_only))
        )
    return TestClient(app)


def test_the_newest_come_first_and_months_are_counted(own: Archive) -> None:
    told = holdings(own)
    assert [row["id"] for row in told["rows"]] == ["mill", "barge", "steps"]
    assert told["months"] == [("2025-03", 1), ("2025-05", 1)]
    assert (told["total"], told["undated"], told["more"]) == (3, 1, False)
    assert told["publishers"] == ["Orrin News", "Town Record"]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"words": "old mill"}, ["mill"]),
        ({"publisher": "orrin news"}, ["barge"]),
        ({"since": "2025-03-05"}, ["mill"]),
        ({"until": "2025-03-04"}, ["barge"]),
        ({"words": "100%"}, []),
    ],
)
def test_filters_narrow_the_list(own: Archive, filters: dict[str, str], ids: list[str]) -> None:
    assert [row["id"] for row in serving(own).get("/articles", params=filters).json()["rows"]] == ids


def test_a_day_that_is_none_is_refused_with_a_remedy(own: Archive) -> None:
    told = serving(own).get("/articles", params={"since": "spring"})
    assert told.status_code == 400
    assert "write it as 2025-01-10" in told.json()["detail"]


def test_files_are_added_one_by_one_with_a_result_each(own: Archive) -> None:
    sent = [
        ("files", ("bells.txt", f"Bells of Varn\n\nThe bells of Varn rang 12 times. {BARGE}".encode())),
        ("files", ("empty.txt", b"")),
        ("files", ("photo.xyz", b"\x00\x01")),
    ]
    lines = [json.loads(line) for line in serving(own).post("/articles/files", files=sent).text.splitlines()]
    results = [line for line in lines if "result" in line]
    assert [(line["name"], line["result"]["added"]) for line in results] == [
        ("bells.txt", 1),
        ("empty.txt", 0),
        ("photo.xyz", 0),
    ]
    assert "its format is not known by its name" in results[2]["result"]["skipped"][0]["reason"]
    assert results[2]["result"]["skipped"][0]["source"] == "photo.xyz"
    (new,) = results[0]["new"]
    assert "rang 12 times" in own.get(new).text
    assert not any((own.folder / "uploads").rglob("*.txt"))


def test_the_same_file_again_is_known_already(own: Archive) -> None:
    client = serving(own)
    for added in (1, 0):
        sent = client.post(
            "/articles/files", files=[("files", ("mill.txt", f"Again.\n\n{BARGE} {MILL}".encode()))]
        )
        last = json.loads(sent.text.splitlines()[-1])
        assert (last["result"]["added"], len(last["new"])) == (added, added)


def test_what_was_new_can_be_undone_and_an_update_cannot(own: Archive, tmp_path: Path) -> None:
    changed = tmp_path / "records.jsonl"
    changed.write_text(
        json.dumps(
            {"id": "mill", "title": "Mill burns", "text": f"{MILL} It is insured.", "published": "2025-05-10"}
        )
        + "\n"
        + json.dumps(
            {"id": "new", "title": "New", "text": f"News of the day. {BARGE}", "published": "2025-06-01"}
        )
    )
    *_, last = additions(own, [Item("records.jsonl", str(changed))])
    assert (last["result"]["added"], last["result"]["updated"], last["new"]) == (1, 1, ["new"])
    assert remove(own, [*last["new"], "never there"]) == 1
    assert [row["id"] for row in holdings(own)["rows"]] == ["mill", "barge", "steps"]
    assert own.check() == []


def test_a_path_is_no_address(own: Archive) -> None:
    for address in ("/etc/passwd", "file:///etc/passwd", "records.jsonl"):
        told = serving(own).post("/articles/addresses", json={"addresses": [address]})
        assert (told.status_code, "is no web address" in told.json()["detail"]) == (400, True)


def test_a_private_address_is_not_fetched(own: Archive) -> None:
    told = serving(own).post("/articles/addresses", json={"addresses": ["http://127.0.0.1:9/"]})
    last = json.loads(told.text.splitlines()[-1])
    assert last["new"] == []
    assert last["result"]["skipped"][0]["source"] == "http://127.0.0.1:9/"


def test_a_page_that_is_read_only_refuses_every_change(own: Archive) -> None:
    client = serving(own, read_only=True)
    refused = [
        client.post("/articles/files", files=[("files", ("a.txt", BARGE.encode()))]),
        client.post("/articles/addresses", json={"addresses": ["https://a.example/"]}),
        client.post("/articles/remove", json={"ids": ["barge"]}),
        client.delete("/history/any"),
    ]
    assert [each.status_code for each in refused] == [403] * 4
    assert client.get("/articles").json()["read_only"] is True
    assert holdings(own)["total"] == 3


def test_past_conversations_are_found_by_words_and_deleted(own: Archive) -> None:
    client, assistant = serving(own), Assistant(own, writer="extractive")
    assistant.ask("How many tonnes of gravel sank with the barge?", conversation="one")
    assistant.ask("Who fought the flames at the mill?", conversation="one")
    assistant.ask("How many steps has the lighthouse of Skarn?", conversation="two")
    assert [(each["id"], each["turns"]) for each in client.get("/history").json()] == [("two", 1), ("one", 2)]
    (found,) = client.get("/history", params={"words": "flames mill"}).json()
    assert (found["title"], found["matches"]) == (
        "How many tonnes of gravel sank with the barge?",
        ["Who fought the flames at the mill?"],
    )
    assert client.delete("/history/one").json() == {"removed": 2}
    assert client.delete("/history/one").status_code == 404
    assert [each["id"] for each in client.get("/history").json()] == ["two"]
    assistant.close()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\a.html", "a.html"),
        ("..", "file"),
        ("", "file"),
        ("a\u202etxt.html", "atxt.html"),
        ("x" * 300 + ".jsonl.gz", "x" * 120 + ".gz"),
    ],
)
def test_a_file_name_is_only_ever_a_name(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


@given(st.text(max_size=200))
def test_no_file_name_leaves_its_folder(name: str) -> None:
    made = file_name(name)
    assert made not in ("", ".", "..")
    assert "/" not in made
    assert len(made.encode()) <= 4 * 141
