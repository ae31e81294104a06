"""A language model as a second judge of citations: it informs, and never decides whether a run passes."""

import re
import threading
from collections.abc import Sequence
from contextlib import closing

from dateline.assistant.answer import Answer, Citation
from dateline.assistant.citations import credit
from dateline.assistant.endpoint import Deadline, Endpoint, Failed, Reply
from dateline.assistant.markers import without_thoughts
from dateline.assistant.models import endpoint_of, writes
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.shown import neutral
from dateline.errors import EndpointFailed, WrongUse
from dateline.eval.metrics.citation_precision import precision_of
from dateline.eval.metrics.citation_recall import recall_of
from dateline.eval.observe import Judge, verdicts
from dateline.eval.shelf import Shelf
from dateline.prompts import load

_YES = re.compile(r"\W*yes\b", re.IGNORECASE)


class ModelJudge:
    """Asks an endpoint whether citations carry a statement; the same question once. Many threads may ask."""

    def __init__(self, endpoint: Endpoint, settings: AssistantSettings) -> None:
        self._endpoint = endpoint
        self._seconds = settings.llm_deadline
        self._prompt = load("judge", settings.prompts_folder)
        self._known: dict[str, bool] = {}
        self._lock = threading.Lock()
        self.name = f"model:{endpoint.name}:judge {self._prompt.label}"

    @classmethod
    def of(cls, settings: AssistantSettings) -> "ModelJudge":
        """The judge that the settings' model makes, whoever writes. WrongUse where no model is configured."""
        judging = settings.model_copy(update={"writer": None})
        if not writes(judging):
            raise WrongUse(
                "--llm-judge needs a configured model: set DATELINE_LLM_MODEL, and DATELINE_LLM_BASE_URL or "
                "OPENAI_API_KEY"
            )
        return cls(endpoint_of(judging), judging)

    def carries(self, statement: str, citations: Sequence[Citation], shelf: Shelf) -> bool:
        """Whether the model says yes; any reply but yes counts as no. EndpointFailed where none comes."""
        system, user = self._prompt.render(
            statement=neutral(statement),
            passages=[
                neutral(f"{credit(each.publisher, each.published)}: {each.quote}") for each in citations
            ],
        )
        with self._lock:
            known = self._known.get(user)
        if known is None:
            known = bool(_YES.match(without_thoughts(self._reply(system, user))))
            with self._lock:
                self._known[user] = known
        return known

    def _reply(self, system: str, user: str) -> str:
        deadline, tries = Deadline(self._seconds), 0
        while True:
            tries += 1
            try:
                with closing(self._endpoint.stream(system, user, deadline=deadline, reply=Reply())) as stream:
                    return "".join(stream)
            except Failed as failure:
                if not self._endpoint.pause(tries, failure.fault, deadline):
                    raise EndpointFailed(
                        f"the judge could not be asked: {failure.fault.words}; see to it, or leave out --llm-judge"
                    ) from None


def judged(answer: Answer, judge: Judge | None, shelf: Shelf) -> dict[str, float]:
    """Citation recall and precision as a second judge sees them; empty without one, and for an abstention."""
    if judge is None:
        return {}
    checks = verdicts(answer, judge, shelf)
    told = {"citation_recall": recall_of(checks), "citation_precision": precision_of(checks)}
    return {name: value for name, value in told.items() if value is not None}
