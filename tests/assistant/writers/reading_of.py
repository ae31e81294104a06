"""Evidence and questions made in a line, for the tests of the extractive writer."""

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.matching import meanings_of
from dateline.assistant.understand import understand
from dateline.assistant.writers.features import measure
from dateline.assistant.writers.reading import Asked, Reading
from dateline.index.article import Span
from dateline.index.embed.static import StaticEmbedding
from dateline.index.hit import Hit


def passage(number: int, article: str, *texts: str, title: str = "", published: str | None = None) -> Passage:
    whole = " ".join(texts)
    hit = Hit(article, 1, number, 0, len(whole), whole, 1 / number, title, None, published)
    sentences = []
    for at, text in enumerate(texts):
        start = whole.index(text)
        sentences.append(
            Sentence(
                f"{number}.{at + 1}",
                hit,
                Span(start, start + len(text)),
                text,
                texts[at - 1] if at else "",
                texts[at + 1] if at + 1 < len(texts) else "",
            )
        )
    return Passage(number, hit, tuple(sentences))


def reading(question: str, *passages: Passage) -> Reading:
    asked = understand(question)
    return Reading(asked, Asked.of(asked, {}), passages, meanings_of(StaticEmbedding()))


def features(question: str, *passages: Passage) -> dict[str, list[float]]:
    return {name: values.tolist() for name, values in measure(reading(question, *passages)).items()}
