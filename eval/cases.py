"""Cases: questions with the answers that are expected."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from dateline.errors import WrongUse
from dateline.eval.read import Record, read_records
from dateline.index.hit import as_day

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Fact = Annotated[tuple[Text, ...], Field(min_length=1)]


class Case(BaseModel):
    """A question with what its answer must hold. Keys that are not ours are kept, and left alone."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Text = Field(description="the case's name, unique in its set")
    question: Text = Field(description="the question as a person would ask it")
    turns: tuple[Text, ...] = Field(default=(), description="earlier questions of the same chat, in order")
    as_of: str | None = Field(default=None, description="the day at whose end the question is asked")
    since: str | None = Field(default=None, description="only articles published on that day or later")
    until: str | None = Field(default=None, description="only articles published on that day or earlier")
    publishers: tuple[Text, ...] = Field(default=(), description="only these publishers")
    languages: tuple[Text, ...] = Field(default=(), description="only these languages")
    within: tuple[Text, ...] = Field(default=(), description="only these article ids")
    facts: tuple[Fact, ...] = Field(default=(), description="all expected; each a list of accepted spellings")
    wrong: tuple[Fact, ...] = Field(default=(), description="facts that must not be asserted")
    articles: tuple[Text, ...] = Field(default=(), description="ids of the articles that hold the answer")
    quotes: tuple[Text, ...] = Field(default=(), description="verbatim strings that carry the answer")
    abstain: bool = Field(
        default=False, description="true: the archive does not hold this; the answer must say so"
    )
    disagreement: bool = Field(
        default=False, description="true: the articles disagree, and the answer must say so"
    )
    tags: tuple[Text, ...] = Field(
        default=(), description="groups of cases that are also reported by themselves"
    )
    note: str = Field(default="", description="a word for the reader of the set")

    @field_validator("as_of", "since", "until", mode="before")
    @classmethod
    def _day(cls, value: Any, info: Any) -> str | None:
        try:
            return as_day(value, name=info.field_name)
        except WrongUse as error:
            raise ValueError(str(error)) from None

    @property
    def filters(self) -> dict[str, Any]:
        """The filters that are set, as `Archive.search` and `Assistant.ask` take them."""
        names = ("as_of", "since", "until", "publishers", "languages", "within")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def asks_as(self, other: "Case") -> bool:
        """Whether both ask the same question after the same turns with the same filters."""
        return (self.question, self.turns, self.filters) == (other.question, other.turns, other.filters)

    @property
    def answerable(self) -> bool:
        """Whether something is expected that only an answer can give."""
        return not self.abstain and bool(self.facts or self.articles or self.quotes)

    def to_dict(self) -> dict[str, Any]:
        """The keys that are set, as plain values; `Case(**plain)` reads them back."""
        return self.model_dump(mode="json", exclude_defaults=True)


def load_cases(path: Path | str) -> list[Case]:
    """The cases of a `.jsonl` or `.yaml` file (each also `.gz`), or of a folder of them.

    Of a folder, the files named `cases…` (or those in its folder `cases`) are taken, else every case file.
    Raises WrongUse that names file, line and key of each fault, also where two cases have one id.
    """
    faults: list[str] = []
    cases: dict[str, Case] = {}
    for record in read_records(Path(path)):
        case = _validated(record, faults)
        if case is not None and case.id in cases:
            faults.append(f"{record.where('id')}: {case.id!r} is the id of an earlier case; give it another")
        elif case is not None:
            cases[case.id] = case
    if faults:
        raise WrongUse(_told(faults))
    if not cases:
        raise WrongUse(f"{path} holds no case; write at least one with an id and a question")
    return list(cases.values())


def fingerprint(cases: Iterable[Case]) -> str:
    """SHA-256 (hex) over what is asked and expected, independent of the order; notes do not count."""
    plain = sorted((case.to_dict() for case in cases), key=lambda each: str(each["id"]))
    for each in plain:
        each.pop("note", None)
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def tagged(cases: Sequence[Case], tags: Sequence[str]) -> list[Case]:
    """The cases that carry all the tags; a tag with `-` before it must be absent."""
    wanted = {tag for tag in tags if not tag.startswith("-")}
    unwanted = {tag[1:] for tag in tags if tag.startswith("-")}
    return [case for case in cases if wanted <= set(case.tags) and not unwanted & set(case.tags)]


def _validated(record: Record, faults: list[str]) -> Case | None:
    before = len(faults)
    faults += [f"{record.where(key)}: {why}" for key, why in record.misspelt(Case.model_fields)]
    try:
        case = Case.model_validate(record.value)
    except ValidationError as error:
        faults += [f"{record.where(*each['loc'])}: {_plain(each)}" for each in error.errors()]
        return None
    return case if len(faults) == before else None


_PLAIN = {
    "missing": "is missing; write it",
    "string_type": "should be a text in quotation marks",
    "string_too_short": "is empty; write something or leave the key out",
    "string_pattern_mismatch": "is blank; write something or leave the key out",
    "tuple_type": "should be a list",
    "too_short": "is an empty list; write at least one accepted spelling",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "model_type": "should be a mapping of keys to values",
}


def _plain(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "tuple_type" and len(error["loc"]) > 1:
        return "should be a list of accepted spellings"
    return _PLAIN.get(error["type"], str(error["msg"]))


def _told(faults: Sequence[str], most: int = 20) -> str:
    if len(faults) == 1:
        return faults[0]
    more = [f"… and {len(faults) - most} more"] if len(faults) > most else []
    return "\n  ".join([f"{len(faults)} faults in the cases:", *faults[:most], *more])
