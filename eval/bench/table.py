"""The benchmark's findings as tables of text."""

from typing import Any

from dateline.eval.report.text import table

_QUALITY = (
    "hit@1",
    "hit@5",
    "hit@10",
    "recall@10",
    "mrr@10",
    "map@10",
    "ndcg@10",
    "passage_hit@10",
    "facts@2000",
)


def render(report: dict[str, Any]) -> str:
    """Speed and memory once, then quality for each group of cases, with and without as_of."""
    parts = [_speed(report)]
    for group in report["groups"]:
        told = f"{group['tag']}, {group['cases']} cases" + (
            "" if group["as_of"] is None else _days(group["as_of"])
        )
        names = [name for name in _QUALITY if any(name in each["figures"] for each in group["peers"])]
        head = ("peer", *names, "p50", "p95")
        rows = [
            (
                each["peer"],
                *(_shown(each["figures"].get(name)) for name in names),
                _milliseconds(each["search_p50_s"]),
                _milliseconds(each["search_p95_s"]),
            )
            for each in group["peers"]
        ]
        counts = ("n", *(str(_count(group, name)) for name in names), "", "")
        parts.append(f"{told}\n{table([head, *rows, counts])}")
    return "\n\n".join(parts) + "\n"


def _speed(report: dict[str, Any]) -> str:
    head = ("peer", "articles/s", "adding", "memory adding", "memory in all")
    rows = [
        (
            each["peer"],
            f"{report['articles'] / each['add_s']:.0f}" if each["add_s"] else "–",
            f"{each['add_s']:.1f} s",
            f"{each['memory_added'] / 2**20:.0f} MiB",
            f"{each['memory'] / 2**20:.0f} MiB",
        )
        for each in report["peers"]
    ]
    return f"{report['articles']} articles, {report['characters']:,} characters\n{table([head, *rows])}"


def _days(with_days: bool) -> str:
    return ", asked as of their day" if with_days else ", asked without as_of"


def _count(group: dict[str, Any], name: str) -> int:
    return max(int(each["figures"].get(name, {}).get("n", 0)) for each in group["peers"])


def _shown(figure: dict[str, Any] | None) -> str:
    return "–" if figure is None or figure["value"] is None else f"{figure['value']:.3f}"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"
