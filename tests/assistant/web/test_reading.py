from typing import Any

from dateline.assistant.web.reading import reading


def test_the_text_is_the_articles_own(archive: Any) -> None:
    article = archive.get("tower")
    shown = reading(archive, "tower", None)
    assert (shown["text"], shown["title"], shown["version"]) == (article.text, article.title, 1)
    assert (shown["publisher"], shown["published_from"]) == ("Klistan Daily", "metadata")


def test_of_a_file_only_the_name_is_told(archive: Any) -> None:
    assert reading(archive, "tower", 1)["file"] == "articles.jsonl#tower"


def test_an_article_that_is_not_there_is_said_to_be_gone(archive: Any) -> None:
    assert reading(archive, "nothing", 1) == {
        "error": "This article is no longer in the archive. Its words are shown as they were cited."
    }
    assert "error" in reading(archive, "tower", 2)


def test_copies_are_named_by_publisher_and_day(tmp_path: Any) -> None:
    from dateline import Archive

    report = "A barge sank off Orrin on Tuesday night with 40 tonnes of gravel. " * 3
    report += (
        "All four sailors were saved by the ferry, the harbour office of Orrin said. The wreck is marked."
    )
    for publisher, day in (("Orrin News", "2025-03-04"), ("Coast Post", "2025-03-05")):
        page = f'{{"id": "{day}", "text": "{report}", "publisher": "{publisher}", "published": "{day}"}}'
        (tmp_path / f"{day}.json").write_text(page, "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.add(*tmp_path.glob("*.json"))
        assert reading(archive, "2025-03-04", None)["copies"] == [
            {"id": "2025-03-05", "publisher": "Coast Post", "published": "2025-03-05"}
        ]
