"""Many clients at once, in earnest on a small archive; and that a wrong answer is noticed."""

import json
import subprocess
import sys
from pathlib import Path

from dateline.eval.bench.load import Server, Session, render
from dateline.eval.bench.sessions import KINDS, Failed, Told

FACTS = {"Orlo": "37 firefighters", "Tesk": "12 singers", "Marrow": "9 bakers", "Sund": "54 sailors"}


def test_each_kind_of_client_gets_its_own_right_answers(tmp_path: Path) -> None:
    articles, cases, out = (tmp_path / name for name in ("articles.jsonl", "cases.jsonl", "out.json"))
    records = [
        {"id": town, "text": f"The town of {town} honoured {who} at the summer feast on the market square."}
        for town, who in FACTS.items()
    ]
    asked = [
        {"id": town, "question": f"How many people did {town} honour?", "abstain": True} for town in FACTS
    ]
    for path, lines in ((articles, records), (cases, asked)):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    words = [sys.executable, "-m", "dateline.eval.bench.load", str(articles), str(cases)]
    words += ["--clients", "4", "--each", "2", "--no-browser", "--json", str(out)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr
    told = json.loads(out.read_text("utf-8"))
    assert [(row["kind"], row["answers"], row["right"]) for row in told["kinds"]] == [
        *((kind, 2, 2) for kind in KINDS),
        ("all", 8, 8),
    ]
    assert "answers  right" in done.stdout


RIGHT = Told("Ann did. [1]", ("Ann did.",), 0.1)


def test_anothers_answer_another_quote_and_none_at_all_are_wrong() -> None:
    told = [
        RIGHT,
        RIGHT._replace(text="Bob did. [1]"),
        RIGHT._replace(quotes=()),
        Failed("ReadTimeout: slow"),
    ]
    session = Session("openai", ["Who?"] * 4, [RIGHT] * 4, told)
    assert [line.split(": ")[2] for line in session.wrong()] == [
        "told 'Bob did. [1]', and alone 'Ann did. [1]'",
        "told 'Ann did. [1]', and alone 'Ann did. [1]'",
        "ReadTimeout",
    ]
    table = render([session], Server(2.0, 1.0, 2**20))
    assert table.splitlines()[1].split()[:4] == ["openai", "1", "4", "1"]
    assert table.endswith("2.0 s in all; the server used 0.250 s of processor an answer, and 1 MiB at most")
