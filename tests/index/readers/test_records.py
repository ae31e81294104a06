"""`.jsonl`, `.json` and `.csv`, and the names their fields go by."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dateline.index.raw import Raw, Refused
from dateline.index.readers import read
from dateline.index.readers.records import NAMES, plain
from dateline.index.settings import IndexSettings

SETTINGS = IndexSettings()
CALLED = (
    "a text is called text, content, body, article, maintext, body text, full text, article text, "
    "article body, article content, story"
)


def pieces(path: Path, settings: IndexSettings = SETTINGS) -> list[Raw | Refused]:
    return list(read(str(path), settings=settings))


def of_lines(folder: Path, *records: Any) -> list[Raw | Refused]:
    path = folder / "a.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records))
    return pieces(path)


def fields(folder: Path, **record: Any) -> dict[str, Any]:
    [piece] = of_lines(folder, {"text": "x", **record})
    assert isinstance(piece, Raw), piece
    return dict(piece.fields)


def reason(folder: Path, record: Any) -> str:
    [piece] = of_lines(folder, record)
    assert isinstance(piece, Refused)
    return piece.reason


def test_a_record_keeps_all_it_states(tmp_path: Path) -> None:
    record = {
        "id": "b-1", "text": "Bridge closed.", "title": "Bridge", "url": "https://news.example/b",
        "published": "2025-01-06", "publisher": "Harbour Post", "authors": ["Jane Roe", "John Doe"],
        "language": "en", "section": "Local", "score": 5,
    }  # fmt: skip
    assert of_lines(tmp_path, record) == [
        Raw(
            f"{tmp_path}/a.jsonl#b-1",
            "record",
            "Bridge closed.",
            {
                "id": "b-1",
                "title": "Bridge",
                "url": "https://news.example/b",
                "published": "2025-01-06",
                "publisher": "Harbour Post",
                "authors": ["Jane Roe", "John Doe"],
                "language": "en",
                "extra": {"section": "Local", "score": 5},
            },
        )
    ]


@pytest.mark.parametrize("name", ["text", "content", "body", "article", "maintext", "Text", "BODY"])
def test_the_text_goes_by_several_names(tmp_path: Path, name: str) -> None:
    assert of_lines(tmp_path, {name: "Closed."}) == [Raw(f"{tmp_path}/a.jsonl#1", "record", "Closed.")]


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("headline", "title"), ("link", "url"), ("date", "published"), ("date_publish", "published"),
        ("pubDate", "published"), ("published_at", "published"), ("source", "publisher"),
        ("site_name", "publisher"), ("outlet", "publisher"), ("lang", "language"),
        ("datePublished", "published"), ("Publication Date", "published"), ("newspaper", "publisher"),
    ],
)  # fmt: skip
def test_other_names_are_understood(tmp_path: Path, alias: str, name: str) -> None:
    assert fields(tmp_path, **{alias: " value "}) == {name: "value"}


@pytest.mark.parametrize("alias", ["authors", "author", "byline"])
def test_authors_may_be_one_text(tmp_path: Path, alias: str) -> None:
    assert fields(tmp_path, **{alias: "By Jane Roe and John Doe"}) == {"authors": ["Jane Roe", "John Doe"]}


def test_the_first_name_that_says_something_wins_and_the_other_is_kept(tmp_path: Path) -> None:
    assert fields(tmp_path, title="", headline="Bridge", date="2025-01-06", published="2025-01-07") == {
        "title": "Bridge",
        "published": "2025-01-07",
        "extra": {"date": "2025-01-06"},
    }


@pytest.mark.parametrize(("number", "text"), [(7, "7"), (7.5, "7.5"), ("007", "007")])
def test_a_number_as_id_becomes_text(tmp_path: Path, number: Any, text: str) -> None:
    [piece] = of_lines(tmp_path, {"id": number, "text": "x"})
    assert isinstance(piece, Raw)
    assert (piece.fields["id"], piece.source) == (text, f"{tmp_path}/a.jsonl#{text}")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"text": 5}, "line 1: key 'text' is a number, not text"),
        ({"text": None, "title": "x"}, "line 1: it has no text: 'text' is empty"),
        ({"title": "x", "k": 1}, f"line 1: it has no text: it has 'title', 'k'; {CALLED}"),
        ({}, f"line 1: it has no text: it has nothing; {CALLED}"),
        ({"body": ["x"]}, "line 1: key 'body' is a list, not text"),
        ({"text": "x", "headline": {"a": 1}}, "line 1: key 'headline' is an object, not text"),
        ({"text": "x", "id": True}, "line 1: key 'id' is true or false, not text"),
        ({"text": "x", "date": 20250106}, "line 1: key 'date' is a number, not text"),
        ({"text": "x", "author": [5]}, "line 1: key 'author' is a list, not text or a list of texts"),
        (["x"], "line 1: the record is a list, not an object with a text"),
        ("null", "line 1: the record is null, not an object with a text"),
        ('{"text": NaN}', "line 1: key 'text' is a number, not text"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_refused_with_line_and_key(tmp_path: Path, record: Any, why: str) -> None:
    assert reason(tmp_path, record) == why


def test_one_bad_record_never_stops_its_file(tmp_path: Path) -> None:
    found = of_lines(
        tmp_path, {"text": "One."}, "{broken", "", '{"text": "Thr', {"text": "Four."}, "[" * 100_000
    )
    assert [type(piece) for piece in found] == [Raw, Refused, Refused, Raw, Refused]
    assert [piece.source.partition("#")[2] for piece in found] == ["1", "2", "3", "4", "5"]
    assert [piece.reason for piece in found if isinstance(piece, Refused)] == [
        "line 2, column 2: this is no JSON record (Expecting property name enclosed in double quotes)",
        "line 4, column 10: this is no JSON record (Unterminated string)",
        "line 6: this is no JSON record (nested too deeply)",
    ]


def test_a_lone_surrogate_and_nul_harm_nothing(tmp_path: Path) -> None:
    [piece] = of_lines(tmp_path, '{"text": "a\\ud800b\\u0000", "note": ["\\udfff"]}')
    assert piece == Raw(f"{tmp_path}/a.jsonl#1", "record", "a\ufffdb\0", {"extra": {"note": ["\ufffd"]}})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.ndjson").write_bytes('{"text": "Café"}\r\n{"text": "à Paris"}\r\n'.encode(encoding))
    assert [piece.content for piece in pieces(tmp_path / "a.ndjson") if isinstance(piece, Raw)] == [
        "Café",
        "à Paris",
    ]


def test_records_have_a_limit_and_files_of_them_have_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = json.dumps({"text": "y" * 20_000})
    path.write_text("\n".join(['{"text": "x"}'] * 2000 + [long, '{"text": "z"}']))
    found = pieces(path, IndexSettings(max_file_mb=0.01))
    assert path.stat().st_size > 2 * 10_000
    assert len(found) == 2002
    assert found[2000] == Refused(
        f"{path}#2001", "line 2001: the record is larger than 0.01 MB (setting max_file_mb)"
    )
    assert isinstance(found[2001], Raw)


def test_a_cut_gzip_file_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"Report {n}: {n * 7919 % 10007} cars crossed the bridge."}) for n in range(5000)
    ]
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *before, last = pieces(tmp_path / "a.jsonl.gz")
    assert len(before) > 1000
    assert [json.loads(line)["text"] for line in lines[: len(before)]] == [
        piece.content for piece in before if isinstance(piece, Raw)
    ]
    assert isinstance(last, Refused)
    assert last.reason == "the gzip file is cut short or damaged; what stands before was read"


@pytest.mark.parametrize(
    ("content", "sources"),
    [
        ([{"text": "A"}, {"id": "b", "text": "B"}], ["a.json#1", "a.json#b"]),
        ({"articles": [{"text": "A"}]}, ["a.json#1"]),
        ({"text": "A", "id": "x"}, ["a.json"]),
    ],
)
def test_a_json_file_is_a_list_or_one_record_or_articles(
    tmp_path: Path, content: Any, sources: list[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content))
    found = pieces(tmp_path / "a.json")
    assert [Path(piece.source).name for piece in found] == sources
    assert all(isinstance(piece, Raw) for piece in found)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            '[\n  {"text": "A"}\n  {"text": "B"}]',
            "line 3, column 3: this is no JSON (Expecting ',' delimiter)",
        ),
        ("[" * 100_000, "this is no JSON (nested too deeply)"),
    ],
)
def test_where_a_file_is_no_json_is_said(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert pieces(tmp_path / "a.json") == [Refused(f"{tmp_path}/a.json", why)]


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "nonsense"])
def test_a_file_that_is_no_json_is_refused_once(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    [piece] = pieces(tmp_path / "a.json")
    assert isinstance(piece, Refused)
    assert piece.source == f"{tmp_path}/a.json"


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")])
def test_a_table_has_names_in_its_first_row(tmp_path: Path, name: str, mark: str) -> None:
    rows = [
        "id|headline|body|k",
        '1|Bridge|"Closed;\nsays X."|x',
        "2||Ferries run.|",
        "||",
        "3|Empty||x",
    ]
    (tmp_path / name).write_text("\n".join(rows).replace("|", mark))
    path = f"{tmp_path}/{name}"
    assert pieces(tmp_path / name) == [
        Raw(f"{path}#1", "record", "Closed;\nsays X.", {"id": "1", "title": "Bridge", "extra": {"k": "x"}}),
        Raw(f"{path}#2", "record", "Ferries run.", {"id": "2"}),
        Refused(f"{path}#3", "line 6: it has no text: 'body' is empty"),
    ]  # fmt: skip


def test_a_row_with_too_many_cells_is_refused_and_the_next_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nA,one,two\nB,three\n")
    found = pieces(tmp_path / "a.csv")
    assert found[0] == Refused(f"{tmp_path}/a.csv#1", "line 2: the row has 3 cells, the first row names 2")
    assert found[1] == Raw(f"{tmp_path}/a.csv#2", "record", "three", {"title": "B"})


def test_line_ends_of_every_kind_are_read(tmp_path: Path) -> None:
    for name, end in (("mac.csv", "\r"), ("dos.csv", "\r\n"), ("unix.csv", "\n")):
        (tmp_path / name).write_bytes(end.join(["title,text", 'A,"one', 'two"', "B,three"]).encode())
        found = [piece.content for piece in pieces(tmp_path / name) if isinstance(piece, Raw)]
        assert found == ["one\ntwo", "three"]


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    text = "word " * 60_000
    (tmp_path / "a.csv").write_text(f'text\n"{text}"\n')
    [piece] = pieces(tmp_path / "a.csv")
    assert isinstance(piece, Raw)
    assert piece.content == text


def test_a_table_without_a_text_column_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,link\nA,b\n")
    assert pieces(tmp_path / "a.csv") == [
        Refused(
            f"{tmp_path}/a.csv",
            f"its first row names no column for the text: it names 'title', 'link'; {CALLED}",
        )
    ]


def test_a_first_row_that_is_no_header_is_not_shown_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(["The bridge was closed on Monday. " * 9] * 20))
    [piece] = pieces(tmp_path / "a.csv")
    assert isinstance(piece, Refused)
    assert "it names 'The bridge was closed on Monday. The bri…'," in piece.reason
    assert ", 8 more; a text is called " in piece.reason
    assert len(piece.reason) < 900


def test_headers_are_understood_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "\ufeffArticle ID,Headline,Body Text,Date Published,News Outlet,Author Name,Web-URL,Page\n"
        "7,Bridge,Closed.,2025-01-06,Harbour Post,Jane Roe,https://news.example/b,A1\n"
    )
    assert pieces(tmp_path / "a.csv") == [
        Raw(
            f"{tmp_path}/a.csv#7",
            "record",
            "Closed.",
            {
                "id": "7",
                "title": "Bridge",
                "url": "https://news.example/b",
                "published": "2025-01-06",
                "publisher": "Harbour Post",
                "authors": ["Jane Roe"],
                "extra": {"Page": "A1"},
            },
        )
    ]


@pytest.mark.parametrize("name", sorted({name for names in NAMES.values() for name in names} - {"text"}))
def test_every_name_is_understood_in_every_format_and_spelling(tmp_path: Path, name: str) -> None:
    spellings = [name, name.title(), name.upper().replace(" ", "_"), name.replace(" ", "-"), f" {name} "]
    camel = "".join([name.split()[0], *(word.capitalize() for word in name.split()[1:])])
    found = set()
    for spelling in [*spellings, camel]:
        record = {"text" if name not in NAMES["text"] else "k": "x", spelling: "Jane Roe"}
        (tmp_path / "a.json").write_text(json.dumps(record))
        (tmp_path / "a.csv").write_text(f"{','.join(record)}\n{','.join(record.values())}\n")
        for piece in [*of_lines(tmp_path, record), *pieces(tmp_path / "a.json"), *pieces(tmp_path / "a.csv")]:
            assert isinstance(piece, Raw), piece
            found.add((piece.content, json.dumps({**piece.fields, "extra": None})))
    assert len(found) == 1, found


def test_no_name_means_two_things() -> None:
    names = [plain(name) for names in NAMES.values() for name in names]
    assert len(names) == len(set(names))


def test_of_two_spellings_of_one_name_the_one_with_something_in_it_counts(tmp_path: Path) -> None:
    assert fields(tmp_path, Title="", title="Bridge") == {"title": "Bridge"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["text", "body", "id", "author", "authors", "date", "url", "source", "lang", "title", "x"]
)


@hypothesis_settings(max_examples=150)
@given(record=st.dictionaries(KEYS, JSON, max_size=6))
def test_any_record_is_a_piece_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any]
) -> None:
    [piece] = of_lines(tmp_path_factory.mktemp("any"), record)
    if isinstance(piece, Raw):
        assert piece.content.strip()
        assert all(isinstance(name, str) for name in piece.fields.get("authors", []))
        piece.to_json().encode()
