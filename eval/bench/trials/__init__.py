"""Long trials of an archive: kills, full disks, orders, many processes. `python -m dateline.eval.bench.trials`."""
