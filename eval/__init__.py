"""How good the answers are: cases, metrics, runs, and a gate that stops what makes them worse.

>>> from dateline.eval import compare, load_cases, load_run, run
>>> now = run(load_cases("cases.yaml"), assistant)
>>> compare(now, load_run("baseline.json")).passed
"""

from dateline.eval.cases import Case, load_cases
from dateline.eval.check import check
from dateline.eval.compare import CannotCompare, Comparison, compare
from dateline.eval.record import Run, load_run
from dateline.eval.run import run
from dateline.eval.settings import EvalSettings

__all__ = [
    "CannotCompare",
    "Case",
    "Comparison",
    "EvalSettings",
    "Run",
    "check",
    "compare",
    "load_cases",
    "load_run",
    "run",
]
