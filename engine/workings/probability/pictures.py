"""Pictures of probabilities as SVG: the unit square, the tree and the contingency table.

In the unit square the width of a column is the probability of its case and the shaded height the conditional
probability in it, so that areas are joint probabilities: all the shade is P(E), and a column's share of the shade is
what Bayes' theorem gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from html import escape
from typing import Any

__all__ = ["contingency_table", "tree", "unit_square", "unit_square_figure"]

Number = int | float | str | Fraction
Cases = Mapping[str, tuple[Number, Number]]  # case -> (P(case), P(event | case))

_COLOURS = ("#4477aa", "#cc6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")
_FONT = 'font-family="sans-serif" font-size="13"'


def unit_square(event: str, cases: Cases, size: int = 320) -> str:
    """The unit square as SVG.

    Arguments:
        event: what the shade stands for.
        cases: for every case of a partition its probability and that of the event in it.
        size: the side of the square in pixels.

    >>> svg = unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    >>> svg.startswith("<svg") and "P(click) = 0.2" in svg
    True
    """
    table = _exact_cases(cases)
    total = sum((p * q for p, q in table.values()), Fraction(0))
    out: list[str] = []
    left = Fraction(0)
    for i, (name, (weight, inside)) in enumerate(table.items()):
        x, width, height = 50 + left * size, weight * size, inside * size
        colour = _COLOURS[i % len(_COLOURS)]
        out.append(_rect(x, 20, width, size, colour, 0.15))
        out.append(_rect(x, 20 + size - height, width, height, colour, 0.75))
        middle = x + width / 2
        out.append(_text(middle, 20 + size + 18, f"{name}: {_show(weight)}"))
        out.append(_text(middle, 14 + size - height, f"P({event}|{name}) = {_show(inside)}"))
        if height > 20:
            out.append(_text(middle, 24 + size - height / 2, _show(weight * inside), "#ffffff"))
        left += weight
    out.append(_text(50 + Fraction(size, 2), 20 + size + 40, f"P({event}) = {_show(total)}"))
    if total:
        shares = ", ".join(f"P({name}|{event}) = {_show(p * q / total)}" for name, (p, q) in table.items())
        out.append(_text(50 + Fraction(size, 2), 20 + size + 60, shares))
    return _svg(size + 100, size + 95, out, f"unit square of {event}")


def tree(event: str, cases: Cases) -> str:
    """The tree diagram as SVG: first the cases, then the event in each; at the leaves the products.

    >>> "0.15" in tree("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    True
    """
    table = _exact_cases(cases)
    step = 44
    height = step * 2 * len(table) + 30
    out: list[str] = []
    root = Fraction(height, 2)
    for i, (name, (weight, inside)) in enumerate(table.items()):
        y = Fraction(15 + step * (2 * i + 1))
        out += [_line(20, root, 150, y), _text(85, (root + y) / 2 - 5, _show(weight)), _text(185, y + 4, name)]
        for j, (leaf, p) in enumerate(((event, inside), (f"not {event}", 1 - inside))):
            end = y + (2 * j - 1) * Fraction(step, 2)
            said = f"{leaf}: {_show(weight)}·{_show(p)} = {_show(weight * p)}"
            out += [_line(225, y, 340, end), _text(282, (y + end) / 2 - 5, _show(p))]
            out.append(_text(350, end + 4, said, anchor="start"))
    return _svg(640, height, out, f"tree of {event}")


def contingency_table(event: str, cases: Cases) -> str:
    """The joint probabilities with their sums, as an HTML table.

    >>> "<td>0.15</td>" in contingency_table("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    True
    """
    table = _exact_cases(cases)
    names = "".join(f"<th>{escape(name)}</th>" for name in table)
    rows = [f"<tr><th></th>{names}<th>sum</th></tr>"]
    for label, joint in (
        (event, [p * q for p, q in table.values()]),
        (f"not {event}", [p * (1 - q) for p, q in table.values()]),
        ("sum", [p for p, _ in table.values()]),
    ):
        cells = "".join(f"<td>{_show(value)}</td>" for value in [*joint, sum(joint, Fraction(0))])
        rows.append(f"<tr><th>{escape(label)}</th>{cells}</tr>")
    return f'<table class="contingency">{"".join(rows)}</table>'


def unit_square_figure(event: str, cases: Cases) -> Any:
    """The unit square as a matplotlib figure (the extra `plot`)."""
    from matplotlib.figure import Figure

    table = _exact_cases(cases)
    figure = Figure(figsize=(5, 5))
    axes = figure.subplots()
    left = 0.0
    for i, (name, (weight, inside)) in enumerate(table.items()):
        colour, width = _COLOURS[i % len(_COLOURS)], float(weight)
        axes.bar(left, 1, width, align="edge", color=colour, alpha=0.15)
        axes.bar(left, float(inside), width, align="edge", color=colour, alpha=0.75)
        axes.text(left + width / 2, float(inside) + 0.01, f"P({event}|{name}) = {_show(inside)}", ha="center")
        axes.text(left + width / 2, -0.06, f"{name}: {_show(weight)}", ha="center")
        left += width
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xticks=[], yticks=[])
    axes.set_title(f"P({event}) = {_show(sum((p * q for p, q in table.values()), Fraction(0)))}")
    return figure


def _exact_cases(cases: Cases) -> dict[str, tuple[Fraction, Fraction]]:
    table = {name: (_exact(p), _exact(q)) for name, (p, q) in cases.items()}
    for name, pair in table.items():
        if not all(0 <= value <= 1 for value in pair):
            raise ValueError(f"{name} has {cases[name]}, which are no probabilities")
    total = sum((p for p, _ in table.values()), Fraction(0))
    if total != 1:
        raise ValueError(f"the cases have probabilities that sum to {total}, not to 1")
    return table


def _exact(number: Number) -> Fraction:
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def _show(number: Fraction) -> str:
    """A decimal where it ends soon, else the fraction."""
    return f"{float(number):g}" if 10**4 % number.denominator == 0 else str(number)


def _at(number: Any) -> str:
    return f"{float(number):.6g}"


def _rect(x: Any, y: Any, width: Any, height: Any, colour: str, opacity: float) -> str:
    place = f'x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}"'
    return f'<rect {place} fill="{colour}" fill-opacity="{opacity}" stroke="{colour}"/>'


def _line(x1: Any, y1: Any, x2: Any, y2: Any) -> str:
    return f'<line x1="{_at(x1)}" y1="{_at(y1)}" x2="{_at(x2)}" y2="{_at(y2)}" stroke="#555555"/>'


def _text(x: Any, y: Any, text: str, colour: str = "#222222", anchor: str = "middle") -> str:
    return f'<text x="{_at(x)}" y="{_at(y)}" text-anchor="{anchor}" fill="{colour}" {_FONT}>{escape(text)}</text>'


def _svg(width: int, height: int, parts: list[str], title: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img">'
    return "\n".join([head, f"<title>{escape(title)}</title>", *parts, "</svg>"])
