"""Run one trial: `python -m dateline.eval.bench.trials kill|disk|order|together ARTICLES [options]`."""

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from dateline.eval.bench.trials.common import Trial, first_records

_TRIALS = {
    "kill": "kill -9 at random moments, then the same command again: nothing lost, nothing between",
    "disk": "the disk fills up while adding: one sentence, and a sound archive",
    "order": "the same articles in another order and other portions: the same answers",
    "together": "four processes ask while another adds and removes, and the vector index is ruined",
}


def main() -> int:
    """Run the trial named; 0 where it passes, 1 where it does not."""
    parser = argparse.ArgumentParser(prog="python -m dateline.eval.bench.trials")
    parser.add_argument(
        "trial", choices=_TRIALS, help="; ".join(f"{name}: {what}" for name, what in _TRIALS.items())
    )
    parser.add_argument("articles", type=Path, help="article records, .jsonl or .jsonl.gz")
    parser.add_argument("--first", type=int, metavar="N", help="take the first N records only")
    parser.add_argument("--times", type=int, default=20, metavar="N", help="how often (default: 20)")
    parser.add_argument(
        "--questions", type=int, default=100, metavar="N", help="how many are asked (default: 100)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of all that is random (default: 1)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where to work (default: a temporary folder)"
    )
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="dateline-trial-") as place:
        folder = Path(place)
        records = first_records(given.articles, given.first)
        trial = Trial(folder, records, times=given.times, asked=given.questions, seed=given.seed)
        module = importlib.import_module(f"dateline.eval.bench.trials.{given.trial}")
        failures: list[str] = module.run(trial)
    for failure in failures:
        print(f"FAILED: {failure}")
    print(f"{given.trial}: {'failed' if failures else 'passed'}, {time.monotonic() - began:,.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
