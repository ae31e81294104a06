"""Answers as Markdown that reads the same anywhere: numbers lead to the published passages."""

from collections.abc import Sequence

from dateline.assistant.answer import Answer, Citation, Disagreement
from dateline.assistant.citations import credit
from dateline.assistant.compose import escaped
from dateline.assistant.plan import also_searched
from dateline.index.article import UNTITLED

_VERDICTS = {
    "partly": "only partly supported",
    "unsupported": "not supported by its citation",
    "uncited": "no citation",
}


def as_markdown(answer: Answer) -> str:
    """An answer with its question, its limits, what is doubtful in it, and each quote with its link."""
    parts = [f"**{escaped(_line(answer.question))}**"]
    if told := asked(answer):
        parts.append(f"*{escaped(told)}*")
    parts.append(answer.text)
    parts += below(answer)
    if answer.citations:
        parts.append(sources(answer))
    return "\n\n".join(parts) + "\n"


def below(answer: Answer) -> list[str]:
    """What a reader must know of an answer: why it abstains, who disagrees, what is doubtful, what was left out."""
    parts = [f"Reason: {escaped(answer.reason)}."] if answer.abstained and answer.reason else []
    parts += [_sides(answer, disagreement) for disagreement in answer.disagreements]
    parts += [
        f"Note: “{statement.text}” – {_VERDICTS[statement.verdict]}"
        + (f": {escaped(statement.why)}" if statement.why else "")
        for statement in answer.statements
        if statement.verdict != "supported"
    ]
    return parts + [f"Note: {escaped(notice)}" for notice in answer.notices]


def sources(answer: Answer) -> str:
    """The citations as a list: number, publisher, date, title with its link, quote."""
    return "\n".join(_cited(citation) for citation in answer.citations)


def conversation_markdown(answers: Sequence[Answer]) -> str:
    """A conversation, its answers in order."""
    return "\n---\n\n".join(map(as_markdown, answers))


def asked(answer: Answer) -> str:
    """What was really asked, where that differs from what was typed: empty where it does not."""
    told = [f"Asked as: {_line(answer.standalone)}"] if answer.standalone != answer.question else []
    told += [f"also searched: {_line(each)}" for each in also_searched(answer)]
    if answer.as_of:
        told.append(f"as of {answer.as_of}")
    told += [f"{name} {answer.filters[name]}" for name in ("since", "until") if answer.filters.get(name)]
    for name in ("publishers", "languages", "within"):
        if answer.filters.get(name):
            told.append(f"only {', '.join(answer.filters[name])}")
    return "; ".join(told)


def _sides(answer: Answer, disagreement: Disagreement) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    about = f" about {escaped(_line(disagreement.about))}" if disagreement.about else ""
    lines = [f"The articles disagree{about}:\n"]
    for position in disagreement.positions:
        named = [cited[number] for number in position.citations if number in cited]
        who = "; ".join(escaped(_line(credit(each.publisher, each.published))) for each in named)
        marks = "".join(f" \\[{each.number}\\]" for each in named)
        lines.append(f"- {escaped(_line(position.value))} ({who}){marks}")
    return "\n".join(lines)


def _cited(citation: Citation) -> str:
    named = escaped(_line(citation.title or UNTITLED))
    # A citation's link is a checked web address: nothing in it can end the angle brackets.
    place = citation.link or citation.url
    title = f"[{named}](<{place}>)" if place else named
    by = escaped(_line(credit(citation.publisher, citation.published)))
    return f"- \\[{citation.number}\\] {by}: {title}. “{escaped(_line(citation.quote))}”"


def _line(text: str) -> str:
    return " ".join(text.split())
