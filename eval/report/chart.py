"""Metrics over past runs as an SVG, made of numbers only."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from dateline.eval.metrics import Estimate, Metric
from dateline.eval.record import Run
from dateline.eval.report.figures import shown

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 300, 120, 8, 52, 12, 18


def chart(metric: Metric, runs: Sequence[Run]) -> str:
    """One metric over the runs, oldest first: a line of values within the band of their intervals."""
    known = [(run, run.metrics[metric.name]) for run in runs if metric.name in run.metrics]
    points = [(run, each) for run, each in known if each.value is not None]
    svg = Element("svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img")
    svg.set("aria-label", f"{metric.title} over {len(points)} runs")
    if not points:
        return tostring(svg, encoding="unicode")
    scale = _Scale([each for _, each in points], metric)
    _axis(svg, scale, metric)
    band = [f"{scale.x(i)},{scale.y(each.high)}" for i, (_, each) in enumerate(points)]
    band += [f"{scale.x(i)},{scale.y(each.low)}" for i, (_, each) in reversed(list(enumerate(points)))]
    SubElement(svg, "polygon", points=" ".join(band)).set("class", "band")
    line = " ".join(f"{scale.x(i)},{scale.y(each.value)}" for i, (_, each) in enumerate(points))
    SubElement(svg, "polyline", points=line).set("class", "line")
    for place, (run, each) in enumerate(points):
        dot = SubElement(svg, "circle", cx=str(scale.x(place)), cy=str(scale.y(each.value)), r="3")
        dot.set("class", "dot")
        SubElement(dot, "title").text = f"{run.settings.get('created', '')}: {shown(each.value, metric)}"
    last = points[-1][1]
    _text(svg, shown(last.value, metric), _WIDTH - _RIGHT + 8, scale.y(last.value) + 4, "last")
    return tostring(svg, encoding="unicode")


class _Scale:
    """From run number and value to places in the drawing. Shares go up to 1, others to the highest."""

    def __init__(self, estimates: Sequence[Estimate], metric: Metric) -> None:
        self._count = len(estimates)
        highest = max(each.high or each.value or 0.0 for each in estimates)
        self.top = 1.0 if metric.unit == "share" else highest or 1.0

    def x(self, place: int) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        return round(_LEFT + (room * place / (self._count - 1) if self._count > 1 else room), 1)

    def y(self, value: float | None) -> float:
        room = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + room * (1 - min(1.0, (value or 0.0) / self.top)), 1)


def _axis(svg: Element, scale: _Scale, metric: Metric) -> None:
    for value in (0.0, scale.top / 2, scale.top):
        place = scale.y(value)
        SubElement(svg, "line", x1=str(_LEFT), x2=str(_WIDTH - _RIGHT), y1=str(place), y2=str(place)).set(
            "class", "grid"
        )
    _text(svg, shown(0.0, metric), _LEFT, _HEIGHT - 4, "axis")
    _text(svg, shown(scale.top, metric), _LEFT, _TOP - 3, "axis")


def _text(svg: Element, text: str, x: float, y: float, kind: str) -> None:
    element = SubElement(svg, "text", x=str(x), y=str(y))
    element.set("class", kind)
    element.text = text
