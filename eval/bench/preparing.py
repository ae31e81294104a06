"""`python -m dateline.eval.bench.preparing CASES --archive A`: what following up and taking apart do for search.

Follow-ups are looked for as they stand, as the rules make them stand alone, and as a model does;
questions that need several articles by a single search, with the plan of the rules, and with the model's.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dateline.assistant.answer import Plan
from dateline.assistant.followup import standalone
from dateline.assistant.models import endpoint_of, writes
from dateline.assistant.plan import by_rules, may_need_several
from dateline.assistant.preparing import Preparer, Spent
from dateline.assistant.seek import seek
from dateline.assistant.settings import AssistantSettings
from dateline.eval.bench.running import run
from dateline.eval.cases import Case, load_cases
from dateline.eval.report.text import table
from dateline.index import Archive
from dateline.index.hit import Filters

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
_K = 10


@app.command()
def preparing(
    cases: Annotated[Path, typer.Argument(help="A case file, or a folder of them.")],
    archive: Annotated[Path, typer.Option("--archive", help="The archive to search.")],
    most: Annotated[int, typer.Option("--most", min=1, help="Cases of each kind.")] = 25,
    url: Annotated[str | None, typer.Option("--url", help="Address of a model's endpoint.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="The model there.")] = None,
) -> None:
    """Print a table for follow-ups and one for plans; with the model's rows where one is named."""
    settings = AssistantSettings(llm_base_url=url, llm_model=model, llm_deadline=480)
    preparer = Preparer(endpoint_of(settings), settings) if writes(settings) else None
    known = [case for case in load_cases(cases) if case.articles]
    with Archive(archive, create=False) as opened:
        _followups(opened, [case for case in known if case.turns][:most], preparer)
        several = [case for case in known if not case.turns and may_need_several(case.question)]
        _plans(opened, [case for case in several if len(case.articles) > 1][:most], preparer)


def _followups(archive: Archive, cases: Sequence[Case], preparer: Preparer | None) -> None:
    ways: dict[str, Callable[[Case], str]] = {
        "as asked": lambda case: case.question,
        "by rules": lambda case: standalone(case.question, case.turns),
    }
    if preparer:
        ways["by the model"] = lambda case: preparer.standalone(case.question, case.turns, Spent())
    rows: list[tuple[str, ...]] = [("follow-ups", "cases", "hit@1", "hit@10", "mrr@10", "unlike the rules'")]
    by_rule = [standalone(case.question, case.turns) for case in cases]
    for name, way in ways.items():
        asked = [way(case) for case in cases]
        ranks = [_rank(archive, case, text) for case, text in zip(cases, asked, strict=True)]
        other = sum(one != two for one, two in zip(asked, by_rule, strict=True))
        figures = [
            sum(each == 1 for each in ranks),
            sum(each > 0 for each in ranks),
            sum(1 / each for each in ranks if each),
        ]
        rows.append(
            (name, str(len(cases)), *(f"{each / max(1, len(cases)):.3f}" for each in figures), str(other))
        )
    print(table(rows))


def _plans(archive: Archive, cases: Sequence[Case], preparer: Preparer | None) -> None:
    with archive.reading() as snapshot:
        outlets = snapshot.outlets
    ways: dict[str, Callable[[Case], Plan | None]] = {
        "a single search": lambda case: None,
        "by rules": lambda case: by_rules(case.question, outlets),
    }
    if preparer:
        ways["by the model"] = lambda case: preparer.plan(case.question, outlets, Spent())
    rows: list[tuple[str, ...]] = [("several articles", "cases", "recall@10", "taken apart", "by the model")]
    for name, way in ways.items():
        plans = [way(case) for case in cases]
        found = [_recall(archive, case, plan) for case, plan in zip(cases, plans, strict=True)]
        made = [
            sum(plan is not None for plan in plans),
            sum(plan is not None and plan.by == "model" for plan in plans),
        ]
        rows.append((name, str(len(cases)), f"{sum(found) / max(1, len(found)):.3f}", *map(str, made)))
    print(f"\n{table(rows)}")


def _rank(archive: Archive, case: Case, question: str) -> int:
    """The rank of the first article that holds the answer, 0 where none of the best ten passages is of one."""
    hits = archive.find(question, Filters.of(**case.filters), k=_K)
    articles = list(dict.fromkeys(hit.article for hit in hits))
    wanted = {hit.article for hit in hits if {hit.article, *hit.copies} & set(case.articles)}
    return next((rank for rank, each in enumerate(articles, 1) if each in wanted), 0)


def _recall(archive: Archive, case: Case, plan: Plan | None) -> float:
    hits = seek(archive, case.question, plan, Filters.of(**case.filters), k=_K).hits
    found = {name for hit in hits for name in (hit.article, *hit.copies)}
    return len(found & set(case.articles)) / len(set(case.articles))


if __name__ == "__main__":
    run(app, "preparing")
