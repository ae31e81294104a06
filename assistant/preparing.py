"""What a model does before anything is searched: it makes a follow-up whole, and takes a question apart.

Its words are taken only where they add no fact; in every other case the rules decide.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from dateline.assistant.additions import adds, loses
from dateline.assistant.answer import Plan, Usage
from dateline.assistant.counting import Count
from dateline.assistant.endpoint import Deadline, Endpoint, Failed, Reply
from dateline.assistant.followup import leans, standalone
from dateline.assistant.markers import without_thoughts
from dateline.assistant.plan import MOST, by_rules, may_need_several, with_parts
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.shown import neutral
from dateline.index.characters import published
from dateline.prompts import Prompt, load

_HISTORY = 400
"""Most tokens of earlier questions that a model is shown."""
_LONGEST = 1500
_SECONDS = 15.0
_LABEL = re.compile(r"^\W*(?:\d+[.):]\s*|[-*•]\s*|(?:[\w ]{0,30}question)\s*:\s*)", re.IGNORECASE)


@dataclass
class Spent:
    """What the requests before an answer cost: tokens, requests answered from the cache, prompts used."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached: int = 0
    prompts: dict[str, str] = field(default_factory=dict)

    def added_to(self, usage: Usage, settings: AssistantSettings) -> Usage:
        """The usage of an answer with what was spent before it."""
        cost, per_in, per_out = usage.cost, settings.llm_price_in, settings.llm_price_out
        if per_in is not None and per_out is not None and self.prompts:
            cost = round((cost or 0.0) + (self.input_tokens * per_in + self.output_tokens * per_out) / 1e6, 8)
        return replace(
            usage,
            input_tokens=usage.input_tokens + self.input_tokens,
            output_tokens=usage.output_tokens + self.output_tokens,
            cost=cost,
            cached=usage.cached + self.cached,
        )


class Preparer:
    """Asks one endpoint, one try each, for at most a quarter of the deadline. Used by many threads at once."""

    def __init__(self, endpoint: Endpoint, settings: AssistantSettings) -> None:
        self._endpoint = endpoint
        self._seconds = min(_SECONDS, settings.llm_deadline / 4)
        self._rewrite = load("rewrite", settings.prompts_folder)
        self._plan = load("plan", settings.prompts_folder)

    def standalone(self, question: str, earlier: Sequence[str], spent: Spent) -> str:
        """The question as it would be asked alone; by the rules where the model fails or adds a fact."""
        if not leans(question, earlier):
            return question.strip()
        turns = _recent(earlier, self._endpoint.count)
        lines = self._lines(
            self._rewrite, spent, question=neutral(question), turns=[neutral(each) for each in turns]
        )
        said = "\n".join([*turns, question])
        whole = lines[0] if len(lines) == 1 else ""
        if not whole.endswith("?") or adds(whole, said) or loses(whole, question):
            return standalone(question, earlier)
        return whole

    def plan(self, question: str, publishers: Iterable[str], spent: Spent) -> Plan | None:
        """The plan of a question; by the rules where the model gives none that holds."""
        known = tuple(publishers)
        if not may_need_several(question):
            return by_rules(question, known)
        lines = self._lines(self._plan, spent, question=neutral(question), most=MOST)
        if not 1 < len(lines) <= MOST or any(adds(each, question) for each in lines):
            return by_rules(question, known)
        return with_parts(question, lines, known, by="model")

    def _lines(self, prompt: Prompt, spent: Spent, **variables: object) -> list[str]:
        """The lines of a reply, without numbers and labels; none where there is no whole reply."""
        system, user = prompt.render(**variables)
        spent.prompts[prompt.name] = prompt.label
        reply, text = Reply(), ""
        stream = self._endpoint.stream(system, user, deadline=Deadline(self._seconds), reply=reply)
        try:
            with closing(stream):
                for chunk in stream:
                    text += chunk
                    if len(text) > _LONGEST:
                        return []
        except Failed:
            return []
        finally:
            _count(spent, reply, text, system + user, self._endpoint.count)
        told = published(without_thoughts(text)).strip()
        return [line for each in told.splitlines() if (line := _LABEL.sub("", each).strip(" \"'“”*"))]


def _count(spent: Spent, reply: Reply, text: str, asked: str, count: Count) -> None:
    if reply.cached:
        spent.cached += 1
    elif text or reply.input_tokens:
        spent.input_tokens += reply.input_tokens or count(asked)
        spent.output_tokens += reply.output_tokens or count(text)


def _recent(earlier: Sequence[str], count: Count) -> list[str]:
    """The last questions that fit, oldest first; the very last always, cut where it is too long."""
    kept: list[str] = []
    left = _HISTORY
    for turn in reversed(earlier):
        cost = count(turn)
        if cost > left:
            break
        kept.insert(0, turn)
        left -= cost
    return kept or [earlier[-1][:_HISTORY]]
