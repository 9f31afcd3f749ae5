"""A derivation as JSON: the whole DAG of steps, for programs.

Expressions stand as text and LaTeX for people, and by number in the table `nodes` for programs: each entry is
`[class, part, part, ...]` with the numbers of its parts, or `[class, name]` for a symbol and `[class, "p", "q"]`
for a number. What is shared in a derivation is shared in the table.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import msgspec
from sympy import Basic, Float, Rational

from workings.derivation import Derivation, Detail, Verification
from workings.expression.nodes import walk
from workings.show.latex import LATEX
from workings.show.printer import Printer
from workings.show.remarks import about_line, spoken
from workings.show.text import UNICODE

__all__ = ["derivation_to_json"]

_LIMIT = 2_000  # characters of text for one expression; the table of nodes is never cut


def derivation_to_json(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    verification: Verification | None = None,
) -> str:
    """The derivation with every step: its goal, rule, line, answer, the steps it used, conditions and evidence.

    The arguments are those of `derivation_to_text`; `detail`, `known` and `lang` concern the lines for people.
    """
    table = _Table(derivation.decimal)
    number = {id(step): i for i, step in enumerate(derivation.steps)}
    evidence = {id(step): asdict(e) for step, e in verification.steps} if verification else {}
    steps = [
        {
            "id": number[id(step)],
            "rule": step.rule.slug,
            "title": step.rule.title[lang],
            "goal": table(step.goal),
            "line": table(step.line),
            "answer": table(step.answer),
            "uses": [number[id(used)] for used in step.uses],
            "conditions": [table(c) for c in step.conditions],
            "evidence": evidence.get(id(step)),
        }
        for step in derivation.steps
    ]
    lines = [
        {
            **table(line.expr),
            "rules": [{"rule": n.rule.slug, "step": number[id(n.step)], "outside": n.outside} for n in line.notes],
            "remark": spoken(about_line(line, lang), table.text),
        }
        for line in derivation.lines(detail, known)
    ]
    record = {
        "format": "workings.derivation/1",
        "goal": table(derivation.goal),
        "answer": table(derivation.answer),
        "conditions": [table(c) for c in derivation.conditions],
        "lines": lines,
        "steps": steps,
        "evidence": asdict(verification.whole) if verification else None,
        "autograd": asdict(verification.autograd) if verification and verification.autograd is not None else None,
        "nodes": table.nodes,
    }
    return msgspec.json.encode(record, enc_hook=str).decode()


class _Table:
    """Every node by number, and how expressions are referred to."""

    def __init__(self, decimal: bool) -> None:
        self.nodes: list[list[Any]] = []
        self.text = Printer(UNICODE, decimal, _LIMIT)
        self._latex = Printer(LATEX, decimal, _LIMIT)
        self._numbers: dict[Any, int] = {}
        self._known: dict[int, int] = {}
        self._kept: list[Basic] = []  # so that no identity is used twice

    def __call__(self, expr: Basic) -> dict[str, Any]:
        return {"text": self.text(expr), "latex": self._latex(expr), "node": self._number(expr)}

    def _number(self, expr: Basic) -> int:
        self._kept.append(expr)
        for node in walk(expr, set(self._known)):
            entry = self._entry(node)
            key = tuple(entry)
            if key not in self._numbers:
                self._numbers[key] = len(self.nodes)
                self.nodes.append(entry)
            self._known[id(node)] = self._numbers[key]
        return self._known[id(expr)]

    def _entry(self, node: Basic) -> list[Any]:
        name = type(node).__name__
        if node.args:
            return [name, *(self._known[id(a)] for a in node.args)]
        if isinstance(node, Rational):
            return [name, str(node.p), str(node.q)]
        return [name, str(node)] if isinstance(node, Float) or hasattr(node, "name") else [name]
