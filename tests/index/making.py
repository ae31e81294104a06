"""Articles of our own words, and archives made of them."""

import json
import random
from pathlib import Path
from typing import Any

from dateline.index import AddReport, Archive

_WHO = (
    "The council",
    "A ferry crew",
    "The mill owner",
    "An inspector",
    "The harbour master",
    "A choir",
    "Two bakers",
)
_DID = ("repaired", "painted", "counted", "moved", "measured", "auctioned", "described", "photographed")
_WHAT = (
    "the north pier",
    "eleven lanterns",
    "a copper bell",
    "the tide tables",
    "forty barrels",
    "an old signal mast",
)
_WHERE = (
    "in Varnholm",
    "near Oster Quay",
    "at Lindby market",
    "outside Kelp Bay",
    "on Gull Street",
    "by the lock",
)
_WHY = (
    "after a storm",
    "for the spring fair",
    "before the vote",
    "without any notice",
    "to settle a bet",
    "by lamplight",
)


def told(seed: int, sentences: int = 8) -> str:
    """A report of invented sentences in two paragraphs; another seed gives another report."""
    chance = random.Random(seed)
    said = [
        " ".join(chance.choice(words) for words in (_WHO, _DID, _WHAT, _WHERE, _WHY))
        + f" while {chance.randint(100, 99999)} people of ward {chance.randint(10, 999)} looked on."
        for _ in range(sentences)
    ]
    half = sentences // 2
    return " ".join(said[:half]) + "\n\n" + " ".join(said[half:])


def record(name: str, text: str, **stated: Any) -> dict[str, Any]:
    """An article record with an id of its own."""
    return {"id": name, "text": text, "title": f"About {name}", "publisher": "Varn Post", **stated}


def write(path: Path, *records: dict[str, Any]) -> Path:
    """The records as a `.jsonl` file."""
    path.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    return path


def add(archive: Archive, folder: Path, *records: dict[str, Any]) -> AddReport:
    """Add records through a file of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    return archive.add(write(folder / f"{len(list(folder.iterdir())):04d}.jsonl", *records))


def rows(archive: Archive, sql: str, *values: Any) -> list[Any]:
    """Rows of the catalogue, for looking behind the door."""
    return archive.catalogue.database.rows(sql, *values)


def spoil(archive: Archive, sql: str, *values: Any) -> None:
    """Damage the catalogue as no program should, foreign keys or not."""
    connection = archive.catalogue.database.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(sql, values)
    connection.execute("PRAGMA foreign_keys = ON")
