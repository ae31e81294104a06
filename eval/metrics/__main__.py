"""`python -m dateline.eval.metrics`: prints docs/metrics.md."""

from dateline.eval.metrics.describe import page

print(page(), end="")
