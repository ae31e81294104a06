"""Asks cases in several ways, a line of findings each, and goes on where it was interrupted."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant import Assistant
from dateline.assistant.assemble import assemble
from dateline.assistant.evidence import Passage, gather
from dateline.assistant.fit import fit
from dateline.assistant.judged import abstains, judge
from dateline.assistant.ledger import Evidence, ids_of
from dateline.assistant.markers import parse
from dateline.assistant.repair import mended
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

_LISTS = ("sources", "passages", "wrote", "mended")
_PLAIN = ("case", "way", "replies", "text", *_LISTS)
WAYS = ("extractive", "llm-flag", "llm", "citation-engine")


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one case asked in one way: an outcome, or what the peer wrote with its sources.

    `replies` are the times of the model: seconds to the first text and in all, a pair a request. `wrote` are
    the verdicts on the model's own statements, `mended` those after the repair, also where the answer took
    sentences quoted instead.
    """

    case: str
    way: str
    replies: tuple[tuple[float, float], ...] = ()
    outcome: Outcome | None = None
    text: str = ""
    sources: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        told = {name: getattr(self, name) for name in _PLAIN}
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
            **{name: tuple(plain[name]) for name in _LISTS},
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
            shown = [_told(each) for each in self._passages(case)]
            text, sources = citation_engine.answer(case.question, shown, self._model) if shown else ("", [])
            return Finding(case.id, way, self._times(), text=text, sources=tuple(sources))
        changes: dict[str, Any] = {
            "extractive": {"writer": "extractive"},
            "llm-flag": {"on_unsupported": "flag"},
            "llm": {"on_unsupported": "repair"},
        }[way]
        settings = self._settings.model_copy(update=changes)
        assistant = Assistant(self._archive, settings=settings, llm=self._model)
        outcome = ask(case, 0, assistant, SupportJudge(), k=settings.k)
        passages = gather(self._archive, self._hits(case))
        wrote, mended_to = self._verdicts(passages)
        return Finding(
            case.id,
            way,
            self._times(),
            outcome,
            passages=tuple(_told(each) for each in passages),
            wrote=wrote,
            mended=mended_to,
        )

    def _verdicts(self, passages: Sequence[Passage]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The verdicts on what the model wrote, before and after the repair; none where it wrote nothing."""
        asked = self._model.asked
        if not asked or abstains(asked[0].text):
            return (), ()
        evidence, ids = Evidence(self._archive, passages), ids_of(self._fitting(passages))
        marked = assemble(parse(asked[0].text, ids))
        judged = judge(marked, evidence, whole=asked[0].finish != "length")
        after = mended(judged, asked[1].text, evidence, ids)[0] if len(asked) > 1 else judged
        return tuple(each.verdict for each in judged), tuple(each.verdict for each in after)

    def _times(self) -> tuple[tuple[float, float], ...]:
        return tuple((each.first_s, each.total_s) for each in self._model.asked)

    def _hits(self, case: Case) -> Any:
        return self._archive.find(case.question, Filters.of(**case.filters), k=self._settings.k)

    def _passages(self, case: Case) -> tuple[Passage, ...]:
        """The passages that fit, as the LLM writer gets them."""
        return self._fitting(gather(self._archive, self._hits(case)))

    def _fitting(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        return fit(passages, show, room=self._settings.llm_evidence or 0)


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
