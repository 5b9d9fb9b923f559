"""A plot of cost against size, both axes logarithmic, as an SVG without a script."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 190, 24, 48
_COLOURS = ("#0b57d0", "#b3261e", "#7a5c00", "#006d5b", "#6a3fa0")  # 4.5:1 on white, at least
_LABEL_GAP = 15


class Line(NamedTuple):
    """What is drawn as one line: its name and its (size, cost) points, both above 0."""

    name: str
    points: tuple[tuple[float, float], ...]


class _Axis:
    """From values to places: a logarithmic scale over a bit more than the values.

    Args:
        values: that are to be shown.
        start: place of the lower end.
        end: place of the upper end.
    """

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = math.log10(min(values)) - 0.05
        self._scale = (end - start) / (math.log10(max(values)) + 0.05 - self._low)
        self._start = start

    def at(self, value: float) -> float:
        """The place of a value."""
        return round(self._start + (math.log10(value) - self._low) * self._scale, 1)


def plot(lines: Sequence[Line]) -> str:
    """The drawing.

    Args:
        lines: each gets a colour, and its name stands at its end.
    """
    sizes = sorted({size for line in lines for size, _ in line.points})
    costs = [cost for line in lines for _, cost in line.points]
    across = _Axis(sizes, _LEFT, _WIDTH - _RIGHT)
    up = _Axis(costs, _HEIGHT - _BOTTOM, _TOP)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
        "<title>CPU seconds of a cold build for archives of growing size</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="6" fill="#fff"/>',
        *_grid(across, up, sizes, costs),
        *_drawn(lines, across, up),
        f'<text x="{_LEFT}" y="{_HEIGHT - 8}" fill="#333">postmortems</text>',
        f'<text x="8" y="{_TOP - 8}" fill="#333">CPU s</text>',
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def _grid(
    across: _Axis, up: _Axis, sizes: Sequence[float], costs: Sequence[float]
) -> Iterator[str]:
    for size in sizes:
        x = across.at(size)
        yield f'<path d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e3e3e3"/>'
        yield (
            f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle" fill="#333">'
            f"{size:,}</text>"
        )
    for cost in _steps(min(costs), max(costs)):
        y = up.at(cost)
        yield f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#e3e3e3"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#333">{cost:g}</text>'


def _steps(low: float, high: float) -> Iterator[float]:
    """1, 2 and 5 of each power of ten between two values."""
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        yield from (step * 10.0**power for step in (1, 2, 5) if low <= step * 10.0**power <= high)


def _drawn(lines: Sequence[Line], across: _Axis, up: _Axis) -> Iterator[str]:
    ends = {line: up.at(line.points[-1][1]) for line in lines}
    places = _apart(sorted(ends.values()))
    for line, colour in zip(lines, _COLOURS, strict=False):
        points = [(across.at(size), up.at(cost)) for size, cost in line.points]
        path = " ".join(f"{x},{y}" for x, y in points)
        width = 3 if line is lines[0] else 1.5
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
        x, y = points[-1][0] + 10, places[ends[line]] + 4
        weight = ' font-weight="bold"' if line is lines[0] else ""
        yield f'<text x="{x}" y="{y}" fill="{colour}"{weight}>{escape(line.name)}</text>'


def _apart(places: Sequence[float]) -> dict[float, float]:
    """Places for labels near the given ones, from top to bottom, none upon another."""
    found: dict[float, float] = {}
    least = 0.0
    for place in places:
        found[place] = max(place, least)
        least = found[place] + _LABEL_GAP
    return found
