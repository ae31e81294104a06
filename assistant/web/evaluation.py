"""What the page needs of the eval set. The eval room lies above this one: whoever builds the page hands it in."""

import threading
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from fastapi import APIRouter, Body, Depends, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from dateline.assistant.history import Feedback
from dateline.assistant.web.door.person import mine
from dateline.assistant.web.writable import Writable
from dateline.errors import ArticleNotFound, DatelineError

if TYPE_CHECKING:
    from dateline.assistant import Answer, Assistant

LONGEST = 2000
"""Code points of a reason."""


class Evaluation(Protocol):
    """An eval set with its runs: `dateline.eval.desk.Desk` is one."""

    def draft(
        self, answer: "Answer", *, turns: list[str], correct: bool, why: str, said: str, abstain: bool
    ) -> str:
        """Add a case made of an answer to the set, and give its id.

        `said` is what a right answer holds, `abstain` that there is none. Raises DatelineError.
        """
        ...

    def overview(self) -> dict[str, Any]:
        """The runs over time, the last comparison and the cases, as plain JSON values."""
        ...

    def case(self, name: str) -> dict[str, Any] | None:
        """One case and what came of it in the last run; None where there is no such case."""
        ...


class Said(BaseModel):
    """What a reader says of an answer; `correct` None takes back what was said."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(min_length=1, max_length=64)
    correct: bool | None = None
    why: str = Field("", max_length=LONGEST)


class Draft(BaseModel):
    """An answer to make a case of, and what a right answer would be."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(min_length=1, max_length=64)
    said: str = Field("", max_length=LONGEST, description="what a right answer holds")
    abstain: bool = Field(False, description="the archive does not hold the answer")


def routes(assistant: "Assistant", writable: Writable, evaluation: Evaluation | None) -> APIRouter:
    """Feedback, and where there is an eval set its overview, its cases and drafts for it."""
    router = APIRouter(include_in_schema=False)
    # What was said is read, added to and kept as one: pressed twice, one case is made.
    saying = threading.Lock()

    @router.post("/feedback", dependencies=[Depends(writable)])
    def feedback(request: Request, said: Annotated[Said, Body()]) -> dict[str, Any]:
        history = mine(assistant, request).history
        try:
            with saying:
                before = history.feedback(said.answer)
                now = None if said.correct is None else Feedback(said.correct, said.why.strip())
                if now and before:
                    now = now._replace(case=before.case)
                history.rate(said.answer, now)
        except ArticleNotFound as error:
            raise HTTPException(404, str(error)) from None
        return {"feedback": told(now)}

    if evaluation is None:
        return router

    @router.post("/cases", dependencies=[Depends(writable)])
    def draft(request: Request, draft: Annotated[Draft, Body()]) -> dict[str, Any]:
        history = mine(assistant, request).history
        try:
            answer = history.get(draft.answer)
            with saying:
                said = history.feedback(answer.id) or Feedback(correct=True)
                if said.case:
                    raise HTTPException(409, f"This answer is the case {said.case} already.")
                name = evaluation.draft(
                    answer,
                    turns=history.before(answer.id),
                    correct=said.correct,
                    why=said.why,
                    said=draft.said.strip(),
                    abstain=draft.abstain,
                )
                history.rate(answer.id, said._replace(case=name))
        except ArticleNotFound as error:
            raise HTTPException(404, str(error)) from None
        except DatelineError as error:
            raise HTTPException(409, str(error)) from None
        return {"feedback": told(said._replace(case=name))}

    @router.get("/eval")
    def overview() -> dict[str, Any]:
        return evaluation.overview()

    @router.get("/eval/case")
    def case(name: str = Query(max_length=500)) -> dict[str, Any]:
        if (found := evaluation.case(name)) is None:
            raise HTTPException(404, "There is no such case; it may have been removed from the set.")
        return found

    return router


def told(feedback: Feedback | None) -> dict[str, Any] | None:
    """What was said of an answer, as the page draws it."""
    return feedback._asdict() if feedback else None
