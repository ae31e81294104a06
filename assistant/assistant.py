"""The assistant: a question in, a cited answer out. The front door of the assistant room."""

import asyncio
import datetime as dt
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dateline.assistant import compose
from dateline.assistant.answer import Answer, ArchiveState, Event, Usage
from dateline.assistant.compose import Composer
from dateline.assistant.evidence import gather
from dateline.assistant.followup import standalone
from dateline.assistant.history import History
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.understand import understand
from dateline.assistant.writers import extractive
from dateline.errors import WrongUse
from dateline.index.hit import Filters, Hit

if TYPE_CHECKING:
    from llama_index.core.query_engine import BaseQueryEngine

    from dateline.index.archive import Archive


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way to an answer."""

    question: str
    standalone: str
    filters: Filters
    created: str
    began: float


class Assistant:
    """Answers questions over an archive, each statement with the exact characters it rests on.

    Filters are those of `Archive.search`: `as_of`, `since`, `until` (days as ISO text or dates), `publishers`,
    `languages`, `within` (lists of text). One assistant serves many threads.
    """

    def __init__(self, archive: "Archive", *, settings: AssistantSettings | None = None) -> None:
        self.archive = archive
        self.settings = settings or AssistantSettings()
        if self.settings.writer == "llm":
            raise WrongUse("the writer llm needs a configured model; use writer extractive")

    @cached_property
    def history(self) -> History:
        """Past answers, kept in the archive's folder."""
        return History(self.archive.folder / "history.sqlite")

    def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        turns: Sequence[str] = (),
        remember: bool = True,
        **filters: Any,
    ) -> Answer:
        """The answer to a question.

        `conversation` continues a stored one; `turns` are earlier standalone questions instead;
        without `remember` the answer is not kept in the history.
        """
        *_, last = self.stream(question, conversation=conversation, turns=turns, remember=remember, **filters)
        return Answer.from_dict(last.data)

    def stream(
        self,
        question: str,
        *,
        conversation: str | None = None,
        turns: Sequence[str] = (),
        remember: bool = True,
        **filters: Any,
    ) -> Iterator[Event]:
        """The answer as it comes: `plan`, `hits`, then `text` and `citation` events, `answer` last (see `Event`)."""
        if not isinstance(question, str) or not question.strip():
            raise WrongUse("the question is empty: ask something")
        before = list(turns)
        if conversation is not None and not before:
            before = [answer.standalone for answer in self.history.conversation(conversation)]
        asked = _Asked(
            question=question,
            standalone=standalone(question, before),
            filters=Filters.of(**_lists(filters)),
            created=dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            began=time.perf_counter(),
        )
        for event in self._answer(asked):
            if event.kind == "answer" and remember:
                self.history.keep(Answer.from_dict(event.data), conversation)
            yield event

    async def aask(self, question: str, **options: Any) -> Answer:
        """`ask`, for callers that must not block."""
        return await asyncio.to_thread(self.ask, question, **options)

    async def astream(self, question: str, **options: Any) -> AsyncIterator[Event]:
        """`stream`, for callers that must not block."""
        events = self.stream(question, **options)
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event

    def chat(self, conversation: str | None = None) -> "Chat":
        """A conversation in which follow-up questions are understood; a new one, or one from the history."""
        return Chat(self, conversation or uuid.uuid4().hex)

    def as_query_engine(self, **filters: Any) -> "BaseQueryEngine":
        """A LlamaIndex query engine that answers like `ask`; its source nodes are the citations."""
        from dateline.assistant.llama import DatelineQueryEngine  # noqa: PLC0415  LlamaIndex takes seconds to import

        return DatelineQueryEngine(self, filters)

    def close(self) -> None:
        """Let go of the history's file."""
        self.history.close()

    def _answer(self, asked: _Asked) -> Iterator[Event]:
        plan = {
            "standalone": asked.standalone,
            "as_of": asked.filters.as_of,
            "filters": asked.filters.to_dict(),
        }
        yield Event("plan", plan)
        # One state of the archive for search, evidence and citations, whatever is added meanwhile.
        with self.archive.reading():
            hits = self.archive.find(asked.standalone, asked.filters, k=self.settings.k)
            events = list(self._write(asked, hits))
        yield Event("hits", {"hits": [_brief(hit) for hit in hits]})
        yield from events

    def _write(self, asked: _Asked, hits: Sequence[Hit]) -> Iterator[Event]:
        question = understand(asked.standalone)
        passages = gather(self.archive, hits)
        choices = extractive.ranked(self.archive, question, passages)
        chosen = extractive.choose(choices, most=self.settings.max_statements)
        composer = Composer(self.archive)
        first_text = 0.0
        for choice in chosen:
            text = composer.quote(choice.sentence)
            first_text = first_text or time.perf_counter() - asked.began
            yield Event("text", {"text": text})
            yield Event("citation", asdict(composer.citations[-1]))
        looked = compose.looked_at(self.archive, asked.filters)
        near = () if chosen else compose.nearest(hits)
        if not chosen:
            composer.text = compose.abstention(looked, near)
            yield Event("text", {"text": composer.text})
        notices = tuple(each for each in [compose.left_out(looked), *self.archive.notices] if each)
        for notice in notices:
            yield Event("notice", {"text": notice})
        total = time.perf_counter() - asked.began
        answer = Answer(
            id=uuid.uuid4().hex,
            question=asked.question,
            standalone=asked.standalone,
            created=asked.created,
            text=composer.text,
            statements=tuple(composer.statements),
            citations=tuple(composer.citations),
            as_of=asked.filters.as_of,
            filters=asked.filters.to_dict(),
            abstained=not chosen,
            reason="" if chosen else _reason(looked.articles, hits),
            nearest=near,
            looked_at=looked,
            usage=Usage(first_text_s=round(first_text or total, 4), total_s=round(total, 4)),
            archive=ArchiveState(self.archive.fingerprint(), self.archive.generation),
            notices=notices,
        )
        yield Event("answer", answer.to_dict())


class Chat:
    """A conversation: its turns are stored in the history under `id`."""

    def __init__(self, assistant: Assistant, conversation: str) -> None:
        self._assistant = assistant
        self.id = conversation

    @property
    def turns(self) -> list[Answer]:
        """The answers so far, first to last."""
        return self._assistant.history.conversation(self.id)

    def ask(self, question: str, **filters: Any) -> Answer:
        """The answer to the next question; `answer.standalone` shows what was asked."""
        return self._assistant.ask(question, conversation=self.id, **filters)

    def stream(self, question: str, **filters: Any) -> Iterator[Event]:
        """The answer to the next question as it comes."""
        return self._assistant.stream(question, conversation=self.id, **filters)


def _reason(articles: int, hits: Sequence[Hit]) -> str:
    if not articles:
        return compose.NO_ARTICLES
    return compose.NOT_CARRIED if hits else compose.NOTHING_FOUND


def _brief(hit: Hit) -> dict[str, Any]:
    return {
        name: getattr(hit, name)
        for name in ("article", "version", "title", "publisher", "published", "score")
    }


def _lists(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Filters without those that are not set; an unknown name raises WrongUse."""
    known = set(Filters.__slots__)
    if unknown := sorted(set(filters) - known):
        raise WrongUse(f"there is no filter {unknown[0]}: filters are {', '.join(sorted(known))}")
    return {name: value for name, value in filters.items() if value}
