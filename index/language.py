"""Which language an article is in."""

from functools import cache
from typing import Any

_READ = 600  # code points that are enough to tell
_LEAST = 40  # letters below which nothing is told
_SURE = 0.7


def language_of(text: str, stated: object = None) -> str | None:
    """The two- or three-letter code of the language: as stated (`en-US` gives `en`), else as the text tells.

    None where nothing is stated and the text is too short or the classifier unsure.
    """
    if isinstance(stated, str) and (code := _code(stated)):
        return code
    start = text[:_READ]
    if sum(map(str.isalpha, start)) < _LEAST:
        return None
    found, confidence = _classifier().classify(start)
    return str(found) if confidence >= _SURE else None


def _code(stated: str) -> str | None:
    code = stated.strip().replace("_", "-").split("-")[0].lower()
    if code in _NAMES:
        return _NAMES[code]
    return (
        code
        if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 and code not in ("und", "mul")
        else None
    )


_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "russian": "ru", "ukrainian": "uk",
    "polish": "pl", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko", "hindi": "hi",
    "turkish": "tr",
}  # fmt: skip


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (takes a second)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
