"""The computation graph as HTML: a drawing with values above and derivatives below, and the two tables in MathML."""

from __future__ import annotations

import math
from html import escape
from statistics import fmean
from typing import TYPE_CHECKING, Any

from workings.computation_graph.show import BACKWARDS, FORWARDS, backward_rows, number
from workings.rule import Text
from workings.show.mathml import MATHML
from workings.show.printer import Printer
from workings.show.text import UNICODE

if TYPE_CHECKING:
    from workings.computation_graph.graph import Backpropagation, Node

__all__ = ["graph_to_html"]

MOST_DRAWN = 80
"""A graph of more nodes is told in the tables only."""
_TITLE = Text("computation graph: values forwards, derivatives backwards", "計算グラフ：値は順方向、微分は逆方向")
_HEADS = (
    Text("node", "節点"),
    Text("local derivative", "局所微分"),
    Text("upstream", "上流"),
    Text("product", "積"),
    Text("sum", "合計"),
)

_FIRST = ' class="first"'
_STYLE = """
.backprop { --ink: #1b1f24; --soft: #5b6570; --value: #1f7a4d; --slope: #b3372f; --line: #c6cdd5; --paper: #fff;
  color: var(--ink); font: 15px/1.45 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; margin: 1em 0; }
.backprop h4 { color: var(--soft); font-weight: 600; margin: 1.2em 0 .3em; }
.backprop table { border-collapse: collapse; }
.backprop td, .backprop th { padding: .2em .9em .2em 0; border: 0; text-align: left; background: none; }
.backprop th { color: var(--soft); font-weight: 500; font-size: .85em; }
.backprop tr.first td { border-top: 1px solid var(--line); }
.backprop .value { color: var(--value); } .backprop .slope { color: var(--slope); }
.backprop .drawing { overflow-x: auto; }
.backprop svg { font: 13px system-ui, sans-serif; }
.backprop svg rect { fill: var(--paper); stroke: var(--line); } .backprop svg path { fill: none; stroke: var(--line); }
.backprop svg text { fill: var(--ink); text-anchor: middle; }
.backprop svg text.value { fill: var(--value); } .backprop svg text.slope { fill: var(--slope); }
@media (prefers-color-scheme: dark) { .backprop { --ink: #e6e9ec; --soft: #9aa5b1; --value: #62c596; --slope: #f08a80;
  --line: #4a5560; --paper: #23282e; } }
""".strip()


def graph_to_html(graph: Backpropagation, lang: str, digits: int, page: bool) -> str:
    write = Printer(MATHML)

    def formula(node: Any) -> str:
        return f"<math>{write(node)}</math>"

    def said(value: float) -> str:
        return number(value, digits)

    drawing = [f'<div class="drawing">{_drawing(graph, lang)}</div>'] if len(graph.nodes) <= MOST_DRAWN else []
    forwards = [
        f"<tr><td>{formula(node.name)}</td><td>{'' if node.operation is None else '= ' + formula(node.operation)}</td>"
        f'<td class="value">= {said(node.value)}</td></tr>'
        for node in graph.nodes
    ]
    backwards = [
        f"<tr{_FIRST if row.node else ''}><td>{row.node}</td><td>{row.local}</td><td>· {row.upstream}</td>"
        f'<td>= {row.product}</td><td class="slope">{row.total}</td></tr>'
        for row in backward_rows(graph, formula, said, "∂{}/∂{}")
    ]
    heads = "".join(f"<th>{head[lang]}</th>" for head in _HEADS)
    body = "\n".join(
        (
            f'<div class="backprop" lang="{lang}">',
            f"<style>{_STYLE}</style>",
            f"<p>{formula(graph.result.name)} = {formula(graph.expr)}</p>",
            *drawing,
            f"<h4>{FORWARDS[lang]}</h4>",
            *("<table>", *forwards, "</table>"),
            f"<h4>{BACKWARDS[lang]}</h4>",
            *(f"<table><tr>{heads}</tr>", *backwards, "</table>"),
            "</div>",
        )
    )
    if not page:
        return body
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>backpropagation</title>'
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


_WIDE, _HIGH, _ACROSS, _DOWN = 150, 30, 196, 78


def _drawing(graph: Backpropagation, lang: str) -> str:
    """The nodes from left to right in the order of their depth; an edge for each part of an operation."""
    write = Printer(UNICODE)
    places = _places(graph)
    width = max(x for x, _ in places.values()) + _WIDE + 20
    height = max(y for _, y in places.values()) + _HIGH + 40
    edges, boxes = [], []
    for node in graph.nodes:
        x, y = places[node.name]
        for p in node.passed:
            to_x, to_y = places[p.user]
            start, end, bend = x + _WIDE, to_x, (to_x - x - _WIDE) / 2
            middle = y + _HIGH / 2, to_y + _HIGH / 2
            edges.append(
                f'<path d="M{start} {middle[0]:g}C{start + bend:g} {middle[0]:g} {end - bend:g} {middle[1]:g} '
                f'{end} {middle[1]:g}"/>'
            )
        name = write(node.name)
        label = name if node.operation is None else f"{name} = {write(node.operation)}"
        label = label if len(label) <= 22 else label[:21] + "…"
        centre = x + _WIDE / 2
        boxes.append(
            f'<rect x="{x}" y="{y:g}" width="{_WIDE}" height="{_HIGH}" rx="6"/>'
            f'<text x="{centre:g}" y="{y + 20:g}">{escape(label)}</text>'
            f'<text class="value" x="{centre:g}" y="{y - 5:g}">{number(node.value, 4)}</text>'
            f'<text class="slope" x="{centre:g}" y="{y + _HIGH + 15:g}">{number(node.gradient, 4)}</text>'
        )
    svg = f'<svg width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" role="img"'
    return "\n".join([f"{svg}><title>{_TITLE[lang]}</title>", *edges, *boxes, "</svg>"])


def _places(graph: Backpropagation) -> dict[Any, tuple[int, float]]:
    """Where each node stands: as far right as its longest way from an input, inputs just before their first use."""
    depth: dict[Any, int] = {}
    parts: dict[Any, list[Node]] = {}
    for node in graph.nodes:
        for p in node.passed:
            parts.setdefault(p.user, []).append(node)
    for node in graph.nodes:
        depth[node.name] = 1 + max((depth[part.name] for part in parts.get(node.name, ())), default=-1)
    for node in graph.inputs:
        depth[node.name] = max(0, min((depth[p.user] for p in node.passed), default=1) - 1)
    columns: dict[int, list[Node]] = {}
    for node in graph.nodes:
        columns.setdefault(depth[node.name], []).append(node)
    tallest = max(map(len, columns.values()))
    height: dict[Any, float] = {}
    for d in sorted(columns):
        wish = {
            node.name: [height[part.name] for part in parts.get(node.name, ()) if part.name in height]
            for node in columns[d]
        }
        order = sorted(columns[d], key=lambda node: fmean(wish[node.name]) if wish[node.name] else math.inf)
        start = (tallest - len(order)) / 2
        for i, node in enumerate(order):
            height[node.name] = start + i
    return {name: (10 + d * _ACROSS, 26 + height[name] * _DOWN) for name, d in depth.items()}
