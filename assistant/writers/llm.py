"""The LLM writer: a model's prose, streamed, each sentence pinned to published characters and checked."""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field

from dateline.assistant.answer import Citation, Event, Statement, Usage
from dateline.assistant.assemble import assemble
from dateline.assistant.endpoint import Deadline, Endpoint, Failed, Reply
from dateline.assistant.faults import Fault
from dateline.assistant.fit import fit
from dateline.assistant.judged import OF_EVIDENCE, Composed, Judged, abstains, compose, judge
from dateline.assistant.ledger import Evidence, ids_of
from dateline.assistant.live import Live
from dateline.assistant.loops import loops
from dateline.assistant.markers import Found, Parser
from dateline.assistant.repair import fault_words, faulty, mended
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.shown import neutral, show, show_all
from dateline.prompts import SENTINEL, Prompt, load

_NO_ANSWER = "The model found no answer in the passages."
_NOT_CARRIED = "What the model wrote is not carried by the passages and was left out."
COULD_NOT = "The model could not answer:"
"""How the notice of an answer begins whose endpoint failed."""

_SPARE = 64  # tokens that a chat template puts around the messages
_LEAST_ROOM = 128
_MOST_SHRINKS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """A question that stands alone, its day, its evidence, and when it was asked (`time.perf_counter`)."""

    question: str
    as_of: str | None
    evidence: Evidence
    began: float


@dataclass
class Written:
    """What a model wrote. `failed` says in one sentence why it cannot be used; empty where it can."""

    text: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: list[str] = field(default_factory=list)
    failed: str = ""
    shown: str = ""
    first_text: float = 0.0
    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    prompts: dict[str, str] = field(default_factory=dict)


@dataclass
class _Run:
    """What is counted while an answer is written."""

    task: Task
    deadline: Deadline
    written: Written
    input_tokens: int = 0
    output_tokens: int = 0
    retries: int = 0
    invalid: int = 0
    cached: int = 0


@dataclass
class _Draft:
    """One whole reply: its pieces, and how it ended."""

    pieces: list[Found] = field(default_factory=list)
    text: str = ""
    live: Live | None = None
    reply: Reply = field(default_factory=Reply)
    looped: bool = False
    ids: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether the model came to an end by itself."""
        return not self.looped and self.reply.finish != "length"


class LlmWriter:
    """Writes answers with one endpoint. Used by many threads at once."""

    def __init__(self, endpoint: Endpoint, settings: AssistantSettings) -> None:
        self.endpoint = endpoint
        self.settings = settings
        self.answer_prompt = load("answer", settings.prompts_folder)
        self.repair_prompt = load("repair", settings.prompts_folder)

    def write(self, task: Task) -> Generator[Event, None, Written]:
        """The events of an answer as it comes; what is returned is the answer, or why there is none.

        The text of the events so far is `shown`; it differs from `text` only until the last `revise` event.
        """
        written = Written(model=self.endpoint.name, prompts={"answer": self.answer_prompt.label})
        left = self.settings.llm_deadline - (time.perf_counter() - task.began)
        run = _Run(task, Deadline(left), written)
        try:
            draft = yield from self._drafted(run)
            yield from self._finished(run, draft)
        except Failed as failure:
            written.failed = f"{COULD_NOT} {failure.fault.words}."
        written.usage = self._usage(run)
        return written

    def _drafted(self, run: _Run) -> Generator[Event, None, _Draft]:
        """One whole reply, after as many tries as help."""
        room = self._room(run.task)
        tries = shrinks = 0
        while True:
            tries += 1
            system, user, shown = self._asked(run.task, room)
            draft = _Draft(live=Live(run.task.evidence), ids=shown)
            try:
                yield from self._streamed(run, system, user, draft)
                return draft
            except Failed as failure:
                fault = failure.fault
                if run.written.shown:
                    run.written.shown = ""
                    yield Event("revise", {"statement": 0, "text": ""})
                if fault.kind == "overflow" and shrinks < _MOST_SHRINKS and room > _LEAST_ROOM:
                    shrinks, room = shrinks + 1, room // 2
                elif not self.endpoint.pause(tries, fault, run.deadline):
                    raise
                run.retries += 1

    def _streamed(self, run: _Run, system: str, user: str, draft: _Draft) -> Iterator[Event]:
        live = draft.live
        assert live is not None
        parser = Parser(draft.ids)
        stream = self.endpoint.stream(system, user, deadline=run.deadline, reply=draft.reply)
        try:
            with closing(stream):
                for chunk in stream:
                    draft.text += chunk
                    yield from self._taken(run, live, draft, parser.feed(chunk))
                    if loops(draft.text):
                        draft.looped = True
                        break
        finally:
            self._count(run, draft, system + user)
        yield from self._taken(run, live, draft, parser.close())
        for event in live.close():
            yield self._told(run, live, event)
        if not live.raw.strip() and draft.reply.finish == "length":
            spent = f"{self.endpoint.place} thought until llm_max_tokens were spent; allow more"
            raise Failed(Fault("malformed", spent))
        if not live.raw.strip():
            raise Failed(Fault("malformed", f"{self.endpoint.place} sent an empty answer", again=True))
        run.invalid += parser.unknown

    def _taken(self, run: _Run, live: Live, draft: _Draft, pieces: Sequence[Found]) -> Iterator[Event]:
        draft.pieces += pieces
        for event in live.take(pieces):
            yield self._told(run, live, event)

    def _told(self, run: _Run, live: Live, event: Event) -> Event:
        if event.kind in ("text", "revise"):
            run.written.shown = live.text
        if event.kind == "text":
            run.written.first_text = run.written.first_text or time.perf_counter() - run.task.began
        return event

    def _finished(self, run: _Run, draft: _Draft) -> Iterator[Event]:
        """The answer of a reply: judged, repaired where set so, and put right where the reader saw another."""
        written, evidence = run.written, run.task.evidence
        assert draft.live is not None
        if abstains(draft.live.raw):
            written.failed = _NO_ANSWER
            return
        judged = judge(assemble(draft.pieces), evidence, whole=draft.whole)
        if faulty(judged) and self.settings.on_unsupported == "repair":
            judged = self._repaired(run, judged)
        if self.settings.on_unsupported == "drop":
            judged = [each for each in judged if each.verdict != "unsupported"]
        if not any(each.survives for each in judged):
            lacks = all(each.why == OF_EVIDENCE for each in judged)
            written.failed = _NO_ANSWER if lacks else _NOT_CARRIED
            return
        composed = compose(judged, evidence)
        written.text, written.statements = composed.text, composed.statements
        written.citations = tuple(composed.ledger.citations)
        written.notices += _notices(judged, draft, run.invalid)
        if composed.text != written.shown or written.citations != draft.live.citations:
            yield Event(
                "revise", {"statement": _first_change(composed, written.shown), "text": composed.text}
            )
            written.shown = composed.text
            yield from (Event("citation", asdict(each)) for each in written.citations)

    def _repaired(self, run: _Run, judged: list[Judged]) -> list[Judged]:
        """The statements after one round that shows the model their faults; as they were where that fails."""
        run.written.prompts["repair"] = self.repair_prompt.label
        faults = [fault_words(judged[at]) for at in faulty(judged)]
        room = self._room(run.task, faults)
        system, user, shown = self._asked(run.task, room, faults)
        draft = _Draft()
        stream = self.endpoint.stream(system, user, deadline=run.deadline, reply=draft.reply)
        try:
            with closing(stream):
                for chunk in stream:
                    draft.text += chunk
                    if loops(draft.text):
                        break
        except Failed as failure:
            run.written.notices.append(f"Statements could not be mended: {failure.fault.words}.")
            return judged
        finally:
            self._count(run, draft, system + user)
        better, invalid = mended(judged, draft.text, run.task.evidence, shown)
        run.invalid += invalid
        return better

    def _asked(
        self, task: Task, room: int, faults: Sequence[dict[str, str]] | None = None
    ) -> tuple[str, str, frozenset[str]]:
        """What is said as system and as user, and the ids that a marker may name: those of what is shown."""
        chosen = fit(task.evidence.passages, show, room=room, count=self.endpoint.count)
        prompt = self.answer_prompt if faults is None else self.repair_prompt
        return *_filled(prompt, task, show_all(chosen), faults), ids_of(chosen)

    def _room(self, task: Task, faults: Sequence[dict[str, str]] | None = None) -> int:
        """Tokens left for evidence beside the prompt and the answer."""
        prompt = self.answer_prompt if faults is None else self.repair_prompt
        fixed = self.endpoint.count("\n".join(_filled(prompt, task, "", faults)))
        room = max(_LEAST_ROOM, self.endpoint.context - self.endpoint.most - fixed - _SPARE)
        return min(room, self.settings.llm_evidence or room)

    def _count(self, run: _Run, draft: _Draft, asked: str) -> None:
        """Tokens as the endpoint told them, else as estimated; of a try that gave nothing none."""
        reply = draft.reply
        if reply.cached:
            run.cached += 1
        elif draft.text or reply.input_tokens:
            run.input_tokens += reply.input_tokens or self.endpoint.count(asked)
            run.output_tokens += reply.output_tokens or self.endpoint.count(draft.text)

    def _usage(self, run: _Run) -> Usage:
        per_in, per_out = self.settings.llm_price_in, self.settings.llm_price_out
        cost = None
        if per_in is not None and per_out is not None:
            cost = round((run.input_tokens * per_in + run.output_tokens * per_out) / 1e6, 8)
        return Usage(
            run.input_tokens, run.output_tokens, cost, 0.0, 0.0, run.retries, run.invalid, run.cached
        )


def _filled(
    prompt: Prompt, task: Task, evidence: str, faults: Sequence[dict[str, str]] | None
) -> tuple[str, str]:
    common = {"question": neutral(task.question), "as_of": task.as_of, "evidence": evidence}
    if faults is None:
        return prompt.render(**common, sentinel=SENTINEL)
    return prompt.render(**common, faults=faults)


def _first_change(composed: Composed, shown: str) -> int:
    """The number of the first statement that reads otherwise than shown."""
    for number, each in enumerate(composed.statements):
        if shown[each.start : each.end] != each.text:
            return number
    return 0


def _notices(judged: Sequence[Judged], draft: _Draft, invalid: int) -> list[str]:
    found = []
    if wrong := sum(each.verdict == "unsupported" for each in judged):
        found.append(
            f"{_several(wrong, 'statement')} not carried by the passage cited; see the reason beside it."
        )
    if uncited := sum(each.verdict == "uncited" for each in judged):
        found.append(f"{_several(uncited, 'statement')} without a citation.")
    if invalid:
        found.append(f"The model named a passage that is not there {_times(invalid)}; these were left out.")
    if draft.looped:
        found.append("The model repeated itself and was stopped.")
    elif not draft.whole:
        found.append("The model's answer was longer than llm_max_tokens allows; its end is missing.")
    return found


def _several(count: int, noun: str) -> str:
    return f"1 {noun} is" if count == 1 else f"{count} {noun}s are"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
