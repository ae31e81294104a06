from pathlib import Path

from dateline.eval.metrics import METRICS
from dateline.eval.metrics.describe import page

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"


def test_the_page_is_made_from_the_metrics() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m dateline.eval.metrics > docs/metrics.md`"


def test_every_metric_describes_itself() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    for metric in METRICS:
        assert metric.formula.endswith("."), metric.name
        assert metric.source, metric.name
        assert f"`{metric.name}`" in page()


def test_every_metric_file_is_registered() -> None:
    folder = Path(__file__).parents[3] / "eval" / "metrics"
    files = {path.stem for path in folder.glob("*.py") if "METRICS = (" in path.read_text("utf-8")}
    listed = (folder / "__init__.py").read_text("utf-8")
    assert files
    assert {name for name in files if f"    {name},\n" not in listed} == set()
