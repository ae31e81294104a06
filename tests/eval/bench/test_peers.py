"""Every peer in earnest, on a small archive: finds, and keeps to the filters."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import WrongUse
from dateline.eval.bench.peers import PEERS, Asked, Peer, Piece, make
from dateline.index.embed import make as make_embedding
from dateline.index.settings import IndexSettings

pytest.importorskip("llama_index.retrievers.bm25", reason="needs the extra bench")
pytest.importorskip("llama_index.vector_stores.chroma", reason="needs the extra bench")
# The peers' own packages warn of what is to change in them.
pytestmark = pytest.mark.filterwarnings("default")

ARTICLES = [
    {
        "id": "mill",
        "title": "Fire at the Orlo mill",
        "published": "2025-03-04",
        "text": (
            "A fire destroyed the old mill of Orlo. Fire chief Greta Lindqvist said 37 firefighters were "
            "sent to the mill. Nobody was hurt, and the bakery next to it opened again in the morning."
        ),
    },
    {
        "id": "choir",
        "title": "Choir of Tesk wins prize",
        "published": "2025-02-11",
        "text": (
            "The girls' choir of Tesk won the first prize at the singing contest in Marrow on Sunday. "
            "Its conductor, Ilse Vandermeer, thanked the town for the new rehearsal room near the station."
        ),
    },
    {
        "id": "undated",
        "title": "A history of mills",
        "text": (
            "Mills stood in every village of the valley, and a fire in a mill was feared more than a flood. "
            "Most of them were pulled down long ago, and their stones were taken for houses and for roads."
        ),
    },
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Peer]:
    """A peer that holds the articles, made once each."""
    known: dict[str, Peer] = {}
    source = tmp_path_factory.mktemp("source") / "articles.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in ARTICLES), "utf-8")
    pieces = [
        Piece(
            str(each["id"]),
            str(each["title"]),
            str(each["text"]),
            int(str(each["published"]).replace("-", "")) if "published" in each else None,
        )
        for each in ARTICLES
    ]

    def get(name: str) -> Peer:
        if name not in known:
            known[name] = make(name)
            known[name].add(source, pieces, tmp_path_factory.mktemp(name), make_embedding(IndexSettings()))
        return known[name]

    return get


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_the_article_that_answers(made: Callable[[str], Peer], name: str) -> None:
    found = made(name).search(Asked("How many firefighters were sent to the mill of Orlo?"), k=2)
    assert found[0].article == "mill"
    assert "37 firefighters" in found[0].text
    assert len(found) <= 2


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_shows_nothing_from_after_the_day_or_without_one(
    made: Callable[[str], Peer], name: str
) -> None:
    found = made(name).search(Asked("fire in a mill and the choir", as_of=20250301), k=5)
    assert {each.article for each in found} == {"choir"}


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_shows_only_articles_within(made: Callable[[str], Peer], name: str) -> None:
    found = made(name).search(Asked("fire in a mill", within=("choir", "undated")), k=5)
    assert {each.article for each in found} <= {"choir", "undated"}
    assert found[0].article == "undated"


@pytest.mark.parametrize("name", PEERS)
def test_both_filters_hold_together(made: Callable[[str], Peer], name: str) -> None:
    asked = Asked("fire in a mill and the choir", as_of=20250401, within=("mill", "undated"))
    assert {each.article for each in made(name).search(asked, k=5)} == {"mill"}


def test_an_unknown_peer_is_refused() -> None:
    with pytest.raises(WrongUse, match="there is no peer nobody; peers are dateline, llamaindex"):
        make("nobody")


def test_the_benchmark_runs_as_a_program(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in ARTICLES))
    cases = [
        {
            "id": "a",
            "question": "Who is fire chief?",
            "facts": [["Lindqvist"]],
            "articles": ["mill"],
            "tags": ["x"],
        },
        {"id": "b", "question": "Who won the prize?", "as_of": "2025-02-20", "articles": ["choir"]},
    ]
    (tmp_path / "cases.jsonl").write_text("".join(json.dumps(each) + "\n" for each in cases))
    words = [
        "articles.jsonl",
        "cases.jsonl",
        "--peers",
        "dateline,bm25",
        "--tags",
        "x",
        "--json",
        "found.json",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "dateline.eval.bench", *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "found.json").read_text())
    assert [(group["tag"], group["as_of"], group["cases"]) for group in report["groups"]] == [
        ("all", True, 2),
        ("x", None, 1),
        ("all", False, 2),
        ("x", None, 1),
    ]
    assert report["articles"] == 3
    assert {each["peer"]: each["memory"] > 2**20 for each in report["peers"]} == {
        "dateline": True,
        "bm25": True,
    }
    first = report["groups"][0]["peers"][0]
    assert (first["peer"], first["figures"]["hit@1"]["n"]) == ("dateline", 2)
    assert "all, 2 cases, asked as of their day" in done.stdout


def test_a_wrong_peer_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "a", "question": "Who?"}))
    done = subprocess.run(
        [sys.executable, "-m", "dateline.eval.bench", "x.jsonl", "cases.jsonl", "--peers", "nobody"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("bench: there is no peer nobody")
