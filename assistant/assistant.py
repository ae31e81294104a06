"""The assistant: a question in, a cited answer out. The front door of the assistant room."""

import asyncio
import copy
import datetime as dt
import threading
import time
import uuid
from collections.abc import AsyncIterator, Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from dateline.assistant import compose
from dateline.assistant.answer import (
    Answer,
    ArchiveState,
    Citation,
    Event,
    LookedAt,
    Nearest,
    Plan,
    Statement,
    SubQuestion,
    Usage,
)
from dateline.assistant.chat import Chat
from dateline.assistant.compose import Composer
from dateline.assistant.evidence import Passage, gather, with_neighbours
from dateline.assistant.followup import standalone
from dateline.assistant.history import History
from dateline.assistant.ledger import Evidence
from dateline.assistant.models import OPENAI_MODEL, endpoint_around, endpoint_of, writes
from dateline.assistant.plan import by_rules
from dateline.assistant.preparing import Preparer, Spent
from dateline.assistant.seek import seek
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.understand import understand
from dateline.assistant.writers import extractive
from dateline.assistant.writers.llm import LlmWriter, Task, Written
from dateline.errors import WrongUse
from dateline.index.hit import Filters, Hit

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from llama_index.core.query_engine import BaseQueryEngine

    from dateline.index.archive import Archive

_INSTEAD = " Sentences are quoted from the articles instead."


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way to an answer."""

    question: str
    standalone: str
    filters: Filters
    created: str
    began: float
    plan: Plan | None = None
    spent: Spent = field(default_factory=Spent)


@dataclass(frozen=True, slots=True)
class _Looked:
    """One state of the archive, and what was found in it."""

    hits: Sequence[Hit]
    passages: tuple[Passage, ...]
    parts: tuple[tuple[str, tuple[Passage, ...]], ...]
    articles: LookedAt
    state: ArchiveState
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a writer made of a question; `parts` are the texts that its statements append."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    parts: tuple[str, ...] = ()
    near: tuple[Nearest, ...] = ()
    writer: str = "extractive"
    notices: tuple[str, ...] = ()
    first_text: float = 0.0
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class _Model:
    """The two things that a model does: it prepares a question, and writes the answer."""

    writer: LlmWriter
    preparer: Preparer


class Assistant:
    """Answers questions over an archive, each statement with the exact characters it rests on.

    Filters are those of `Archive.search`: `as_of`, `since`, `until` (days as ISO text or dates), `publishers`,
    `languages`, `within` (lists of text). One assistant serves many threads.
    `llm` is any LlamaIndex LLM; without it the settings say who writes.
    """

    def __init__(
        self, archive: "Archive", *, settings: AssistantSettings | None = None, llm: "LLM | None" = None
    ) -> None:
        self.archive = archive
        self.settings = settings or AssistantSettings()
        self._llm = llm
        self._with_model = writes(self.settings, handed=llm is not None)
        self._opening = threading.Lock()
        # At most one; a list, so that `of` shares it.
        self._opened: list[_Model] = []

    @cached_property
    def history(self) -> History:
        """Past answers, kept in the archive's folder."""
        return History(self.archive.folder / "history.sqlite")

    def of(self, owner: str) -> "Assistant":
        """The same assistant with the history of one person (an empty name: of nobody in particular)."""
        scoped = copy.copy(self)
        scoped.history = self.history.of(owner)
        return scoped

    @property
    def writer(self) -> str:
        """The writer that answers: `extractive` or `llm`."""
        return "llm" if self._with_model else "extractive"

    @property
    def writers(self) -> dict[str, str | None]:
        """The writers that can be asked for, each with its model; `llm` only where a model was configured."""
        # A key alone is no permission to send anything: only settings that name the model or the writer are.
        free = self.settings.model_copy(update={"writer": None})
        ready = self._with_model or writes(free, handed=self._llm is not None)
        model = self._llm.metadata.model_name if self._llm else self.settings.llm_model or OPENAI_MODEL
        return {"extractive": None} | ({"llm": model} if ready else {})

    def written_by(self, writer: str) -> "Assistant":
        """This assistant with another writer, over the same archive and history.

        Raises WrongUse for a writer that is not among `writers`.
        """
        if writer == self.writer:
            return self
        if writer not in self.writers:
            known = ", ".join(self.writers)
            raise WrongUse(f"the writer {writer} cannot be asked; choose from: {known}")
        other = copy.copy(self)
        other.settings = self.settings.model_copy(update={"writer": writer})
        other.history = self.history
        other._with_model = writer == "llm"
        return other

    def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        turns: Sequence[str] = (),
        remember: bool = True,
        parts: Sequence[SubQuestion] | None = None,
        **filters: Any,
    ) -> Answer:
        """The answer to a question.

        `conversation` continues a stored one; `turns` are earlier standalone questions instead;
        without `remember` the answer is not kept in the history. Where `parts` are given, even none, the question
        is asked as it stands, whatever was asked before, and they are its plan.
        """
        *_, last = self.stream(
            question, conversation=conversation, turns=turns, remember=remember, parts=parts, **filters
        )
        return Answer.from_dict(last.data)

    def stream(
        self,
        question: str,
        *,
        conversation: str | None = None,
        turns: Sequence[str] = (),
        remember: bool = True,
        parts: Sequence[SubQuestion] | None = None,
        **filters: Any,
    ) -> Iterator[Event]:
        """The answer as it comes: `plan`, `hits`, then `text` and `citation` events, `answer` last (see `Event`)."""
        if not isinstance(question, str) or not question.strip():
            raise WrongUse("the question is empty: ask something")
        question = question.encode("utf-8", "replace").decode()  # a lone surrogate is no character
        before = list(turns)
        if conversation is not None and not before:
            before = [answer.standalone for answer in self.history.conversation(conversation)]
        asked = _Asked(
            question=question,
            standalone=question,
            filters=Filters.of(**_lists(filters)),
            created=dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            began=time.perf_counter(),
        )
        for event in self._answer(self._prepared(asked, before, parts)):
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
            "plan": asdict(asked.plan) if asked.plan else None,
        }
        yield Event("plan", plan)
        # One state of the archive for search, evidence and citations, whatever is added meanwhile. A model
        # is not waited for inside: by then the caller may be another thread.
        with self.archive.reading():
            looked = self._look(asked)
            # Should the model fail, the parts are quoted; they reach beyond the passages it is shown.
            parts = (passage for _, found in looked.parts for passage in found)
            shown = with_neighbours(self.archive, looked.passages) if self._with_model else looked.passages
            evidence = Evidence(self.archive, shown, parts)
            draft = (
                None if self._with_model and looked.passages else self._quoted(asked, looked, self.archive)
            )
        yield Event("hits", {"hits": [_brief(hit) for hit in looked.hits]})
        if draft is None:
            draft = yield from self._by_model(asked, looked, evidence)
        else:
            yield from _appended(draft)
        notices = (*looked.notices, *draft.notices)
        yield from (Event("notice", {"text": notice}) for notice in notices)
        yield Event("answer", _whole(asked, looked, replace(draft, notices=notices), self.settings).to_dict())

    def _prepared(self, asked: _Asked, before: Sequence[str], parts: Sequence[SubQuestion] | None) -> _Asked:
        """The question made to stand alone, with its plan: by the model where there is one, else by rules."""
        if parts is not None:
            return replace(asked, plan=Plan(tuple(parts), "reader") if parts else None)
        with self.archive.reading() as snapshot:
            outlets = snapshot.outlets
        if not self._with_model:
            alone = standalone(asked.question, before)
            return replace(asked, standalone=alone, plan=by_rules(alone, outlets))
        preparer = self._model().preparer
        alone = preparer.standalone(asked.question, before, asked.spent)
        return replace(asked, standalone=alone, plan=preparer.plan(alone, outlets, asked.spent))

    def _look(self, asked: _Asked) -> _Looked:
        sought = seek(self.archive, asked.standalone, asked.plan, asked.filters, k=self.settings.k)
        articles = compose.looked_at(self.archive, asked.filters)
        unmet = compose.unmet(self.archive, asked.filters)
        return _Looked(
            hits=sought.hits,
            passages=gather(self.archive, sought.hits),
            parts=tuple((text, gather(self.archive, hits)) for text, hits in sought.parts),
            articles=articles,
            state=ArchiveState(self.archive.fingerprint(), self.archive.generation),
            notices=tuple(
                each for each in [compose.left_out(articles), *unmet, *self.archive.notices] if each
            ),
        )

    def _quoted(self, asked: _Asked, looked: _Looked, store: "Archive") -> _Draft:
        """The extractive writer's answer, or its abstention; quotes are sliced from `store`."""
        ranked = [
            extractive.ranked(self.archive, understand(text), passages) for text, passages in looked.parts
        ]
        composer, parts, first = Composer(store), [], 0.0
        for choice in extractive.choose_each(ranked, most=self.settings.max_statements):
            parts.append(composer.quote(choice.sentence))
            first = first or time.perf_counter() - asked.began
        near = () if parts else compose.nearest(looked.hits)
        text = composer.text or compose.abstention(looked.articles, near)
        return _Draft(
            text, tuple(composer.statements), tuple(composer.citations), tuple(parts), near, first_text=first
        )

    def _by_model(self, asked: _Asked, looked: _Looked, evidence: Evidence) -> Generator[Event, None, _Draft]:
        """The model's answer as it comes; where it has none that holds, sentences quoted instead."""
        task = Task(asked.standalone, asked.filters.as_of, evidence, asked.began)
        written = yield from self._model().writer.write(task)
        if not written.failed:
            return _Draft(
                text=written.text,
                statements=written.statements,
                citations=written.citations,
                writer="llm",
                notices=tuple(written.notices),
                first_text=written.first_text,
                written=written,
            )
        # The evidence stands in for the archive: an article removed meanwhile is quoted all the same.
        draft = self._quoted(asked, looked, cast("Archive", evidence))
        told = f"{written.failed}{_INSTEAD if draft.statements else ''}"
        draft = replace(
            draft,
            notices=(*written.notices, told),
            first_text=written.first_text or draft.first_text,
            written=written,
        )
        if written.shown:
            yield Event("revise", {"statement": 0, "text": draft.text})
            yield from (Event("citation", asdict(each)) for each in draft.citations)
        else:
            yield from _appended(draft)
        return draft

    def _model(self) -> _Model:
        """What the model does, made when first needed."""
        with self._opening:
            if not self._opened:
                endpoint = (
                    endpoint_around(self._llm, self.settings) if self._llm else endpoint_of(self.settings)
                )
                self._opened.append(
                    _Model(LlmWriter(endpoint, self.settings), Preparer(endpoint, self.settings))
                )
            return self._opened[0]


def _appended(draft: _Draft) -> Iterator[Event]:
    """The events of an answer that only grows."""
    for text, citation in zip(draft.parts, draft.citations, strict=True):
        yield Event("text", {"text": text})
        yield Event("citation", asdict(citation))
    if not draft.parts:
        yield Event("text", {"text": draft.text})


def _whole(asked: _Asked, looked: _Looked, draft: _Draft, settings: AssistantSettings) -> Answer:
    total = time.perf_counter() - asked.began
    usage = asked.spent.added_to(draft.written.usage if draft.written else Usage(), settings)
    abstained = not draft.statements
    return Answer(
        id=uuid.uuid4().hex,
        question=asked.question,
        standalone=asked.standalone,
        created=asked.created,
        text=draft.text,
        statements=draft.statements,
        citations=draft.citations,
        as_of=asked.filters.as_of,
        filters=asked.filters.to_dict(),
        abstained=abstained,
        reason=_reason(looked.articles.articles, looked.hits) if abstained else "",
        nearest=draft.near,
        looked_at=looked.articles,
        writer=draft.writer,
        model=draft.written.model if draft.written else None,
        prompts={**asked.spent.prompts, **(draft.written.prompts if draft.written else {})},
        usage=replace(usage, first_text_s=round(draft.first_text or total, 4), total_s=round(total, 4)),
        archive=looked.state,
        notices=draft.notices,
        plan=asked.plan,
    )


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
