import gzip
import json
from pathlib import Path

import pytest

from dateline.errors import WrongUse
from dateline.eval.bench.extraction import judged, main, measured, token_f1
from dateline.index.article import Metadata

TEXT = [
    "The old bridge over the harbour was closed on Monday after engineers found cracks in its pillars.",
    "Mayor Lena Brandt said that ferries would run every ten minutes until the repairs are done in spring.",
    "Shopkeepers on the north bank fear for their trade, and have asked the council to waive the fee.",
]


@pytest.mark.parametrize(
    ("found", "expected", "score"),
    [("a b c d", "a b", 2 / 3), ("A b!", "a B", 1.0), ("a a", "a", 2 / 3), ("", "a", 0.0), ("x", "y", 0.0)],
)
def test_token_f1_counts_each_word(found: str, expected: str, score: float) -> None:
    assert token_f1(found, expected) == pytest.approx(score)


def test_values_are_compared_without_case_accents_and_punctuation() -> None:
    found = Metadata("Bridge: closed!", "BBC News", None, ("Ana Núñez", "B. C."), "2025-01-06T10:00:00+00:00")
    expected = {
        "title": "bridge closed",
        "publisher": "BBC",
        "authors": ["B C", "ana nunez"],
        "published": "2025-01-06",
    }
    assert judged(found, expected) == {
        "title": True,
        "published": True,
        "publisher": False,
        "publisher or part": True,
        "authors": True,
    }


def test_what_is_not_known_is_not_judged() -> None:
    assert judged(Metadata(), {"text": "x"}) == {}


def test_a_set_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "<html><body><article>" + "".join(f"<p>{text}</p>" for text in TEXT) + "</article></body></html>"
    (tmp_path / "p.html.gz").write_bytes(gzip.compress(page.encode()))
    expected = {
        "id": "p",
        "url": "https://news.example/p",
        "page": "p.html.gz",
        "text": "\n\n".join(TEXT),
        "title": "No",
    }
    (tmp_path / "expected.jsonl.gz").write_bytes(gzip.compress(json.dumps(expected).encode()))
    tally = measured(tmp_path)
    assert tally.ours == [1.0]
    assert (tally.right["title"], tally.known["title"], tally.known["authors"]) == (0, 1, 0)
    assert main([str(tmp_path)]) == 0
    assert f"| {tmp_path.name} | 1 | 1.0000 |" in capsys.readouterr().out


def test_a_folder_that_is_no_set_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"expected\.jsonl\.gz"):
        measured(tmp_path)
    assert main([str(tmp_path)]) == 2
    assert main([]) == 2
