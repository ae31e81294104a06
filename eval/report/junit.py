"""A run and its comparison as JUnit XML: a test for each case, and one for each metric of the gate."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dateline.eval.compare import Comparison
from dateline.eval.record import Run, Scored
from dateline.eval.report.figures import shown, signed

# What XML 1.0 cannot hold, whatever is escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(run: Run, comparison: Comparison | None, broken: Mapping[str, tuple[str, ...]]) -> str:
    """The report.

    With a comparison, it has failures exactly where the gate does not pass: the metrics it names, and the
    cases that became worse or break a promise. Without one, a case fails where it did not pass.
    """
    root = Element("testsuites", name="dateline eval")
    gate_failed = comparison is not None and not comparison.passed
    flips = comparison.flips if comparison and gate_failed else ()
    worse = {flip.now.outcome.case.id for flip in flips if flip.worse}
    suite = _suite(root, "cases", len(run.cases))
    for each in run.cases:
        name = each.outcome.case.id
        failed = name in broken or (name in worse if comparison else bool(each.why))
        _case(suite, each, failed=failed, why=", ".join(broken.get(name, ())) or each.why or "became worse")
    if comparison:
        _gate(root, comparison)
    for part in root:
        part.set("failures", str(len(part.findall("testcase/failure"))))
        part.set("errors", str(len(part.findall("testcase/error"))))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, scored: Scored, *, failed: bool, why: str) -> None:
    outcome = scored.outcome
    name = outcome.case.id + (f" (repeat {outcome.repeat + 1})" if outcome.repeat else "")
    seconds = f"{outcome.timings.asked_s:.3f}"
    test = SubElement(suite, "testcase", classname="dateline.eval.cases", name=_clean(name), time=seconds)
    answer = outcome.answer
    if answer is None:
        SubElement(test, "error", message=_clean(outcome.error)).text = _clean(outcome.case.question)
    elif failed:
        told = f"asked: {outcome.case.question}\nanswer: {answer.text}"
        SubElement(test, "failure", message=_clean(why)).text = _clean(told)


def _gate(root: Element, comparison: Comparison) -> None:
    rows = [row for row in comparison.rows if row.tier != "told"]
    suite = _suite(root, "gate", len(rows))
    for row in rows:
        test = SubElement(suite, "testcase", classname="dateline.eval.gate", name=row.metric.name, time="0")
        if row.verdict in ("regression", "broken"):
            before, now = shown(row.baseline.value, row.metric), shown(row.now.value, row.metric)
            change = signed(row.change.value, row.metric)
            SubElement(test, "failure", message=f"{row.verdict}: {before} to {now} ({change})")


def _suite(root: Element, name: str, count: int) -> Element:
    return SubElement(root, "testsuite", name=name, tests=str(count))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
