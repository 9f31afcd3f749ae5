"""The unit square, the tree and the contingency table as matplotlib figures (the extra `plot`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from workings.probability.pictures import COLOURS, Cases, exact_cases, shown

__all__ = ["contingency_table_figure", "tree_figure", "unit_square_figure"]


def _axes(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def unit_square_figure(event: str, cases: Cases) -> Any:
    """The unit square: width P(case), shaded height P(event | case); the numbers in the legend.

    >>> figure = unit_square_figure("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})  # doctest: +SKIP
    """
    table = exact_cases(cases)
    figure, axes = _axes(9, 4.2)
    total = sum((p * q for p, q in table.values()), Fraction(0))
    left = 0.0
    for i, (name, (weight, inside)) in enumerate(table.items()):
        colour, width = COLOURS[i % len(COLOURS)], float(weight)
        joint = shown(weight * inside)
        posterior = f", P({name}|{event}) = {shown(weight * inside / total)}" if total else ""
        label = f"{name}: {shown(weight)} · {shown(inside)} = {joint}{posterior}"
        axes.bar(left, 1, width, align="edge", color=colour, alpha=0.16)
        axes.bar(left, float(inside), width, align="edge", color=colour, label=label)
        left += width
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="P(case)", ylabel=f"P({event} | case)")
    axes.set_title(f"P({event}) = {shown(total)}")
    figure.legend(loc="outside right center", frameon=False)
    return figure


def tree_figure(event: str, cases: Cases) -> Any:
    """The tree: first the cases, then the event in each; at the leaves the products."""
    table = exact_cases(cases)
    figure, axes = _axes(7.5, 0.6 + 0.75 * len(table))
    root = len(table) - 0.5
    for i, (name, (weight, inside)) in enumerate(table.items()):
        y, colour = 2 * (len(table) - 1 - i) + 0.5, COLOURS[i % len(COLOURS)]
        axes.plot([0, 1], [root, y], color=colour)
        axes.text(0.62, y + (root - y) * 0.38, shown(weight), ha="center", va="center", backgroundcolor="white")
        axes.text(1.03, y, name, va="center")
        start = 1.1 + 0.055 * max(map(len, table))
        for j, (said, p) in enumerate(((event, inside), (f"not {event}", 1 - inside))):
            end = y + (0.5 - j)
            axes.plot([start, start + 1], [y, end], color=colour)
            axes.text(start + 0.6, y + (end - y) * 0.6, shown(p), ha="center", va="center", backgroundcolor="white")
            product = f"{shown(weight)} · {shown(p)} = {shown(weight * p)}"
            axes.text(start + 1.03, end, f"{said}:  {product}", va="center")
    axes.set(xlim=(-0.05, 4.2), ylim=(-0.6, 2 * len(table) - 0.4))
    axes.axis("off")
    return figure


def contingency_table_figure(event: str, cases: Cases) -> Any:
    """The joint probabilities with their sums."""
    table = exact_cases(cases)
    figure, axes = _axes(1.6 + 1.3 * len(table), 1.6)
    rows = [
        [p * q for p, q in table.values()], [p * (1 - q) for p, q in table.values()], [p for p, _ in table.values()],
    ]  # fmt: skip
    cells = [[shown(value) for value in [*row, sum(row, Fraction(0))]] for row in rows]
    drawn = axes.table(
        cells, rowLabels=[event, f"not {event}", "Σ"], colLabels=[*table, "Σ"], loc="center", cellLoc="center"
    )
    drawn.scale(1, 1.5)
    axes.axis("off")
    return figure
