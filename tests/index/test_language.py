import pytest

from dateline.index.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The old harbour bridge was closed on Monday after inspectors found cracks.", "en"),
        ("Die alte Hafenbrücke wurde am Montag gesperrt, nachdem Prüfer Risse gefunden hatten.", "de"),
        ("El viejo puente del puerto fue cerrado el lunes después de que se hallaran grietas.", "es"),
        ("Старый мост в гавани был закрыт в понедельник после того, как нашли трещины.", "ru"),
    ],
)
def test_language_of_a_sentence(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_stated_language_comes_first() -> None:
    assert language_of("The bridge.", "de-AT") == "de"
    assert language_of("The bridge.", "English") == "en"


def test_too_little_text_tells_nothing() -> None:
    assert language_of("Bridge closed") is None
    assert language_of("12 34 " * 100) is None


def test_nonsense_stated_is_not_believed() -> None:
    assert language_of("", "not a language at all") is None
    assert language_of("", 7) is None
