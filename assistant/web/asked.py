"""What a page or a program may ask: checked at the door."""

import secrets
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dateline.assistant.answer import SubQuestion
from dateline.assistant.plan import MOST

LONGEST = 10_000
"""Code points of a question."""

Day = Annotated[Annotated[str, Field(max_length=40)] | None, BeforeValidator(lambda value: value or None)]
Names = Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=1000)]


class Limits(BaseModel):
    """Which articles count, as in `Archive.search`."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day = Field(None, description="only what had been published by the end of this day")
    since: Day = Field(None, description="published on this day or later")
    until: Day = Field(None, description="published on this day or earlier")
    publishers: Names = Field(default_factory=list, description="only these publishers")
    languages: Names = Field(default_factory=list, description="only these languages, as en")
    within: Names = Field(default_factory=list, description="only these article ids")

    def filters(self) -> dict[str, Any]:
        """The limits as keyword arguments of `Archive.search` and `Assistant.stream`."""
        return {name: getattr(self, name) for name in Limits.model_fields}


class Ask(Limits):
    """A question, and the conversation it belongs to."""

    question: str = Field(min_length=1, max_length=LONGEST, description="up to 10,000 characters")
    conversation: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="an id of your own choice: later questions under it are understood as follow-ups",
    )

    def arguments(self) -> dict[str, Any]:
        """Everything but the question, as keyword arguments of `Assistant.stream`."""
        return self.filters() | {"conversation": self.conversation}


class Part(BaseModel):
    """A part of a question that is searched by itself."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=LONGEST)
    publishers: Names = Field(default_factory=list)


class PageAsk(Ask):
    """A question from the page, which names the turn it is drawn as; it always belongs to a conversation."""

    writer: Literal["extractive", "llm"] | None = Field(None, description="who writes; None: as configured")
    parts: list[Part] | None = Field(
        None, max_length=MOST, description="given, even empty: asked as it stands, with these as its plan"
    )
    turn: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    conversation: str = Field(default_factory=lambda: new_conversation(), pattern=r"^[A-Za-z0-9_-]{1,64}$")

    def arguments(self) -> dict[str, Any]:
        """Everything but question, writer and turn, as keyword arguments of `Assistant.stream`."""
        given = (
            None
            if self.parts is None
            else [SubQuestion(each.text, tuple(each.publishers)) for each in self.parts]
        )
        return super().arguments() | {"parts": given}


def new_conversation() -> str:
    """An id for a conversation that nobody can guess."""
    return secrets.token_urlsafe(9)
