"""The computation graph as two tables, forwards and backwards, in text and in LaTeX."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workings.rule import Text
from workings.show.derivation import columns_of
from workings.show.latex import LATEX
from workings.show.printer import Printer
from workings.show.text import ASCII, UNICODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workings.computation_graph.graph import Backpropagation, Node, Passed

__all__ = ["BACKWARDS", "FORWARDS", "Row", "backward_rows", "graph_to_latex", "graph_to_text", "number"]

FORWARDS = Text("forwards", "順方向")
BACKWARDS = Text("backwards: local derivative · upstream", "逆方向：局所微分 · 上流の微分")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the backward table; `node` and `total` stand in the first and last line of a node only."""

    node: str
    local: str
    upstream: str
    product: str
    total: str


def number(value: float, digits: int) -> str:
    """A number with so many digits and the minus sign of mathematics."""
    return plain(value, digits).replace("-", "−")


def plain(value: float, digits: int) -> str:
    return f"{value + 0.0:.{digits}g}"  # 0 without a sign


def graph_to_text(graph: Backpropagation, lang: str, unicode: bool, digits: int) -> str:
    write = Printer(UNICODE if unicode else ASCII)
    by = "∂{}/∂{}" if unicode else "d{}/d{}"
    times = "·" if unicode else "*"

    def said(value: float) -> str:
        return number(value, digits) if unicode else plain(value, digits)

    result = write(graph.result.name)
    heading = FORWARDS[lang], BACKWARDS[lang] if unicode else BACKWARDS[lang].replace("·", "*")
    forwards = [_forward(node, write, said) for node in graph.nodes]
    backwards = [
        (row.node, row.local, f"{times} {row.upstream}", f"= {row.product}", f" {row.total}")
        for row in backward_rows(graph, write, said, by)
    ]
    lines = [f"{result} = {write(graph.expr)}", heading[0], *_columns(forwards), heading[1], *_columns(backwards, 1)]
    return "\n".join(lines)


def _forward(node: Node, write: Printer, said: Any) -> tuple[str, ...]:
    name = write(node.name)
    operation = "" if node.operation is None else write(node.operation)
    value = said(node.value)
    return (name, f"= {operation}", f"= {value}") if operation not in ("", value) else (name, f"= {value}")


def backward_rows(graph: Backpropagation, write: Any, said: Any, by: str) -> list[Row]:
    """The nodes from the result down, each with what its users pass back to it."""
    result = write(graph.result.name)
    rows = []
    for node in reversed(graph.nodes[:-1]):
        name = write(node.name)
        sums = " + ".join(_bracketed(said(p.product)) for p in node.passed)
        total = f"{by.format(result, name)} = "
        total += f"{sums} = {said(node.gradient)}" if len(node.passed) > 1 else said(node.gradient)
        for i, p in enumerate(node.passed):
            formula, value = write(p.local), said(p.local_value)
            local = f"{by.format(write(p.user), name)} = {formula}" + ("" if p.local.is_Integer else f" = {value}")
            last = i == len(node.passed) - 1
            place = (name if i == 0 else "", total if last else "")
            rows.append(Row(place[0], local, _bracketed(said(p.upstream)), said(p.product), place[1]))
    return rows


def _bracketed(text: str) -> str:
    return f"({text})" if text[:1] in "−-" else text


def _columns(rows: Sequence[Sequence[str]], space: int = 0) -> list[str]:
    """Rows with their cells under each other."""
    widths: list[int] = []
    for row in rows:
        for i, cell in enumerate(row[:-1]):
            widths[i : i + 1] = [max(columns_of(cell), widths[i] if i < len(widths) else 0)]
    lines = []
    for row in rows:
        cells = [c + " " * (widths[i] - columns_of(c) if i < len(row) - 1 else 0) for i, c in enumerate(row)]
        first, *rest = cells
        lines.append(("  " + first + " " * (1 + space) + " ".join(rest)).rstrip())
    return lines


def graph_to_latex(graph: Backpropagation, lang: str, digits: int) -> str:
    write = Printer(LATEX)

    def said(value: float) -> str:
        if not math.isfinite(value):
            return r"\mathrm{nan}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
        mantissa, _, exponent = plain(value, digits).partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa

    def factor(p: Passed) -> str:
        formula, value = write(p.local), said(p.local_value)
        return formula if p.local.is_Integer else rf"\underbrace{{{formula}}}_{{{value}}}"

    def by(of: Any, name: Any) -> str:
        return rf"\frac{{\partial {write(of)}}}{{\partial {write(name)}}}"

    result = graph.result.name
    rows = [rf"  {write(result)} &= {write(graph.expr)}", rf"  & \text{{{FORWARDS[lang]}}}"]
    for node in graph.nodes:
        operation = "" if node.operation is None else f"{write(node.operation)} = "
        rows.append(rf"  {write(node.name)} &= {operation}{said(node.value)}")
    rows.append(rf"  & \text{{{BACKWARDS[lang]}}}")
    for node in reversed(graph.nodes[:-1]):
        terms = [rf"{by(p.user, node.name)} \cdot {by(result, p.user)}" for p in node.passed]
        numbers = [rf"{factor(p)} \cdot {_bracketed(said(p.upstream))}" for p in node.passed]
        steps = [" + ".join(terms), " + ".join(numbers), said(node.gradient)]
        rows.append(rf"  {by(result, node.name)} &= {' = '.join(s for s in steps if s)}")
    return "\n".join([r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"])
