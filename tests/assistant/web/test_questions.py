import json
from pathlib import Path
from typing import Any

import pytest

from dateline import Archive
from dateline.assistant.web.questions import FirstQuestions, candidates

MILL = "“The mill will turn again,” Mayor Ada Brink said of the Ebbing Mill on Friday."
REPORTS = [
    {"title": "Mill saved", "text": f"{MILL}\n\nThe roof of the Ebbing Mill is to be mended by June."},
    {
        "title": "Grain comes home",
        "text": "Farmers brought 12 tonnes of barley to the Ebbing Mill. They cheered.",
        "published": "2025-05-01",
    },
]


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    records = tmp_path / "articles.json"
    records.write_text(json.dumps(REPORTS), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.add(records)
        yield archive


def test_what_somebody_said_about_a_shared_name_comes_first(archive: Any) -> None:
    newest_first = sorted(archive.articles(), key=lambda article: article.published or "", reverse=True)
    asked = [each.question for each in candidates(newest_first)]
    assert asked == [
        "What did Mayor Ada Brink say about the Ebbing Mill?",
        "What was reported under “Grain comes home”?",
        "What was reported under “Mill saved”?",
    ]


def test_each_question_is_answered_and_none_is_kept_in_the_history(archive: Any) -> None:
    from dateline import Assistant

    assistant = Assistant(archive, writer="extractive")
    questions = FirstQuestions(archive).get()
    assert questions
    assert assistant.history.answers() == []
    assert [question for question in questions if assistant.ask(question).abstained] == []


def test_a_change_of_the_archive_changes_the_questions(archive: Any, tmp_path: Path) -> None:
    first = FirstQuestions(archive)
    assert "the Ebbing Mill" in first.get()[0]
    archive.remove(*(article.id for article in archive.articles()))
    assert first.get() == []
