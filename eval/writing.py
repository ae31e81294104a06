"""Cases made and written: from a past answer, as YAML, at the end of a case file."""

import itertools
import json
import os
import re
import unicodedata
import uuid
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock

from dateline.assistant.answer import Answer
from dateline.errors import WrongUse
from dateline.eval.cases import Case, load_cases

_HINTS = """\
# A case: what must an answer to this question hold? Delete what is not right, and these lines.
# facts:  - [first spelling, second spelling]     all facts are expected, in any one spelling
# wrong:  - [a fact that must not be asserted]
# abstain: true        the archive does not hold the answer (then no facts, quotes or articles)
# disagreement: true   the articles disagree, and the answer must say so
"""


def from_answer(
    answer: Answer,
    *,
    turns: Sequence[str] = (),
    name: str | None = None,
    expected: Mapping[str, Any],
    taken: Collection[str] = (),
) -> Case:
    """A case that asks what the answer was asked; `expected` goes before what the citations suggest.

    Without a `name` the id is made of the question, and is none of those `taken`.
    """
    suggested: dict[str, Any] = {}
    if not expected.get("abstain"):
        suggested = {
            "articles": list(dict.fromkeys(each.article for each in answer.citations)),
            "quotes": list(dict.fromkeys(each.quote for each in answer.citations)),
        }
    asked = {"turns": list(turns), "as_of": answer.as_of, **answer.filters}
    return Case.model_validate(
        {
            "id": name or _named(answer.question, taken),
            "question": answer.question,
            **asked,
            **suggested,
            **expected,
        }
    )


def as_yaml(case: Case, *, hints: bool = False) -> str:
    """The case as one item of a YAML list, with comments on what to write where wanted."""
    plain = case.to_dict() if not hints else {"facts": [], **case.to_dict()}
    order = ["id", "question", "turns", "as_of", "facts"]
    ordered = {
        key: plain[key] for key in [*order, *(key for key in plain if key not in order)] if key in plain
    }
    text = yaml.safe_dump([ordered], allow_unicode=True, sort_keys=False, width=1000)
    return (_HINTS if hints else "") + text


def append(case: Case, path: Path) -> None:
    """Add the case at the end of a `.jsonl` or `.yaml` file, made when absent.

    Raises WrongUse, with the file as it was, where the file would not be a sound case set.
    """
    if path.suffix not in (".jsonl", ".yaml", ".yml"):
        raise WrongUse(f"{path} is not a file to add to; name one that ends with .jsonl or .yaml")
    line = json.dumps(case.to_dict(), ensure_ascii=False) + "\n"
    more = line if path.suffix == ".jsonl" else as_yaml(case)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two that add at once, in whatever processes, must not lose each other's case.
    with FileLock(path.with_name(f".{path.name}.lock")):
        before = path.read_text("utf-8") if path.exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        _replace(path, before + more)


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".part-{uuid.uuid4().hex}-{path.name}")
    try:
        part.write_text(text, "utf-8")
        load_cases(part)
        os.replace(part, path)
    except WrongUse as error:
        raise WrongUse(f"{str(error).replace(part.name, path.name)}; nothing was added") from None
    finally:
        part.unlink(missing_ok=True)


def _named(question: str, taken: Collection[str]) -> str:
    """An id made of the first words of a question, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:8]) or "case"
    numbered = (f"{name}-{number}" for number in itertools.count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)
