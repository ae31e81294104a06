"""Synthetic outcomes and runs made of the real classes, and a small real archive."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.assistant.answer import Answer, Citation, Disagreement, Position, Statement, Usage
from dateline.eval.cases import Case
from dateline.eval.outcome import Outcome, Ranks, SpanCheck, StatementCheck
from dateline.eval.record import Run
from dateline.index import Archive

PRINTS = {"archive": "a", "cases": "c", "judge": "j"}
SETTINGS = {"writer": "extractive", "k": 10, "created": "2025-01-01T00:00:00+00:00"}


class Make:
    """Builders of outcomes and runs."""

    @staticmethod
    def case(name: str = "one", **given: Any) -> Case:
        return Case.model_validate({"id": name, "question": f"What about {name}?", **given})

    @staticmethod
    def answer(*told: str, quotes: Sequence[str] = (), abstained: bool = False, **given: Any) -> Answer:
        """An answer of these statements, each with a citation of its own (its quote, else its text)."""
        text, statements, citations = "", [], []
        for number, each in enumerate(told, start=1):
            start = len(text)
            statements.append(Statement(each, start, start + len(each), (number,)))
            text += f"{each} [{number}] "
            quote = quotes[number - 1] if quotes else each
            citations.append(Citation(number, f"article-{number}", 1, 0, len(quote), quote, 1))
        text = "The archive does not hold this." if abstained else text
        return Answer(
            **{
                "id": "x",
                "question": "q",
                "standalone": "q",
                "created": "2025-01-01T00:00:00+00:00",
                "text": text,
                "statements": tuple(statements),
                "citations": tuple(citations),
                "abstained": abstained,
                **given,
            }
        )

    def outcome(self, case: Case, *told: str, abstained: bool = False, **given: Any) -> Outcome:
        """An outcome whose citations are all sound and carry their statements."""
        answer = given.pop("answer", None) or self.answer(*told, abstained=abstained)
        numbers = range(1, len(answer.citations) + 1)
        known: dict[str, Any] = {
            "spans": tuple(SpanCheck(number, valid=True, expected=True, length=10) for number in numbers),
            "verdicts": tuple(
                StatementCheck(place, together=True, alone={place + 1: True}, without={place + 1: False})
                for place in range(len(answer.statements))
            ),
            "ranks": Ranks((1,) * len(case.articles), (1,) * len(case.quotes)),
            "covered": (1.0,) * len(case.quotes),
        }
        return Outcome(case=case, answer=answer, **{**known, **given})

    @staticmethod
    def failed(case: Case) -> Outcome:
        return Outcome(case=case, error="ValueError: broken")

    @staticmethod
    def run(outcomes: Sequence[Outcome], prints: Any = None, **settings: Any) -> Run:
        return Run.of(outcomes, settings={**SETTINGS, **settings}, fingerprints=prints or PRINTS)

    @staticmethod
    def disagreement(*values: str) -> Disagreement:
        return Disagreement(
            "it", tuple(Position(each, place, (place + 1,)) for place, each in enumerate(values))
        )

    usage = Usage


@pytest.fixture
def make() -> Make:
    return Make()


ARTICLES = [
    {
        "id": "mill-1",
        "title": "Fire at the Orlo mill",
        "publisher": "Valley Post",
        "published": "2025-03-04",
        "text": (
            "A fire destroyed the old mill of Orlo on Monday night. Fire chief Greta Lindqvist said 37 "
            "firefighters were sent to the mill. Nobody was hurt in the fire.\n\nThe mill was built in 1871 "
            "and stood empty for nine years. The owner of the mill, Pavel Hronek, had planned to turn it "
            "into flats."
        ),
    },
    {
        "id": "mill-2",
        "title": "Police name cause of Orlo mill fire",
        "publisher": "Valley Post",
        "published": "2025-03-19",
        "text": (
            "The fire in the mill of Orlo was caused by a faulty cable, police said on Wednesday. The damage "
            "comes to 2.4 million crowns, according to the insurer of the mill."
        ),
    },
    {
        "id": "choir",
        "title": "Choir of Tesk wins prize",
        "publisher": "Tesk Weekly",
        "published": "2025-02-11",
        "text": (
            "The girls' choir of Tesk won the first prize at the singing contest in Marrow on Sunday. Its "
            "conductor, Ilse Vandermeer, thanked the town for the new rehearsal room."
        ),
    },
]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("eval")
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in ARTICLES), "utf-8")
    made = Archive(folder / "archive")
    made.add(source)
    return made


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    cases = [
        {
            "id": "chief",
            "question": "How many firefighters were sent to the mill of Orlo?",
            "facts": [["37"]],
            "articles": ["mill-1"],
            "quotes": ["37 firefighters were sent to the mill"],
            "tags": ["number"],
        },
        {
            "id": "cause",
            "question": "What caused the fire in the mill of Orlo?",
            "facts": [["faulty cable"]],
            "articles": ["mill-2"],
            "tags": ["why"],
        },
        {
            "id": "early",
            "question": "What caused the fire in the mill of Orlo?",
            "as_of": "2025-03-10",
            "wrong": [["faulty cable"]],
            "abstain": True,
            "tags": ["why", "as-of"],
        },
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in cases), "utf-8")
    return path
