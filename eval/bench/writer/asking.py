"""Asks cases in several ways, a line of findings each, and goes on where it was interrupted."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant import Assistant
from dateline.assistant.evidence import Passage, gather
from dateline.assistant.fit import fit
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.shown import neutral, show
from dateline.eval.bench.peers import citation_engine
from dateline.eval.bench.writer.kept import Kept
from dateline.eval.cases import Case
from dateline.eval.judge import SupportJudge
from dateline.eval.outcome import Outcome
from dateline.eval.run import ask
from dateline.index import Archive
from dateline.index.hit import Filters

WAYS = ("extractive", "llm-flag", "llm", "citation-engine")


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one case asked in one way: an outcome, or what the peer wrote with its sources.

    `replies` are the times of the model: seconds to the first text and in all, a pair a request.
    """

    case: str
    way: str
    replies: tuple[tuple[float, float], ...] = ()
    outcome: Outcome | None = None
    text: str = ""
    sources: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        told = {
            name: getattr(self, name) for name in ("case", "way", "replies", "text", "sources", "passages")
        }
        return {**told, "outcome": self.outcome.to_dict() if self.outcome else None}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> "Finding":
        """What `to_dict` gave."""
        return cls(
            case=plain["case"],
            way=plain["way"],
            replies=tuple((each[0], each[1]) for each in plain["replies"]),
            outcome=Outcome.from_dict(plain["outcome"]) if plain["outcome"] else None,
            text=plain["text"],
            sources=tuple(plain["sources"]),
            passages=tuple(plain["passages"]),
        )


def spread(cases: Sequence[Case], count: int) -> list[Case]:
    """`count` cases chosen by the digests of their ids so that their tags are spread; always the same ones."""
    left = sorted(cases, key=lambda case: hashlib.sha256(case.id.encode()).hexdigest())
    often: Counter[str] = Counter()
    chosen: list[Case] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda case: sum(often[tag] for tag in case.tags) / max(1, len(case.tags)))
        left.remove(best)
        chosen.append(best)
        often.update(best.tags)
    return chosen


class Asking:
    """Asks cases over an archive with one kept model; `evidence` is in tokens."""

    def __init__(self, archive: Archive, model: Kept, *, evidence: int) -> None:
        self._archive, self._model = archive, model
        self._settings = AssistantSettings(llm_evidence=evidence, llm_deadline=3600)

    def run(
        self, cases: Sequence[Case], ways: Sequence[str], out: Path, *, say: Callable[[str], None]
    ) -> list[Finding]:
        """The findings of all cases, those that stand in `out` already and the new ones."""
        known = read(out)
        done = {(each.case, each.way) for each in known}
        for number, case in enumerate(cases, start=1):
            for way in ways:
                if (case.id, way) in done:
                    continue
                finding = self._ask(case, way)
                with out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(finding.to_dict(), ensure_ascii=False) + "\n")
                known.append(finding)
                say(
                    f"{number} of {len(cases)}: {case.id}, {way}: {sum(each[1] for each in finding.replies):.0f} s"
                )
        return known

    def _ask(self, case: Case, way: str) -> Finding:
        self._model.asked.clear()
        if way == "citation-engine":
            passages = [_told(each) for each in self._passages(case)]
            text, sources = (
                citation_engine.answer(case.question, passages, self._model) if passages else ("", [])
            )
            return Finding(case.id, way, self._times(), text=text, sources=tuple(sources))
        changes: dict[str, Any] = {
            "extractive": {"writer": "extractive"},
            "llm-flag": {"on_unsupported": "flag"},
            "llm": {"on_unsupported": "repair"},
        }[way]
        settings = self._settings.model_copy(update=changes)
        assistant = Assistant(self._archive, settings=settings, llm=self._model)
        outcome = ask(case, 0, assistant, SupportJudge(), k=settings.k)
        passages = [_told(each) for each in gather(self._archive, self._hits(case))]
        return Finding(case.id, way, self._times(), outcome, passages=tuple(passages))

    def _times(self) -> tuple[tuple[float, float], ...]:
        return tuple((each.first_s, each.total_s) for each in self._model.asked)

    def _hits(self, case: Case) -> Any:
        return self._archive.find(case.question, Filters.of(**case.filters), k=self._settings.k)

    def _passages(self, case: Case) -> tuple[Passage, ...]:
        """The passages that fit, as the LLM writer gets them."""
        found = gather(self._archive, self._hits(case))
        return fit(found, show, room=self._settings.llm_evidence or 0)


def read(path: Path) -> list[Finding]:
    """The findings of a file; a last line that was cut is left out."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(Finding.from_dict(json.loads(line)))
        except ValueError:
            continue
    return found


def _told(passage: Passage) -> str:
    """A passage as text, with its head and without ids."""
    head = show(passage).partition("\n")[0].partition(": ")[2]
    return "\n".join([head, " ".join(neutral(each.text) for each in passage.sentences)])
