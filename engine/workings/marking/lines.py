"""Marking worked lines one after another.

A line is right if it is true of the problem. If it isn't, and an earlier line was wrong already, it may still follow
from what the student has stated: then the slip is carried forward, and costs nothing more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sympy import Basic, Eq, Expr, Mul, Rational, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression import Goal
from workings.expression.algebra import replace as replace_nodes
from workings.expression.errors import ReadError
from workings.expression.goals import (
    D,
    Directional,
    Solve,
)
from workings.expression.nodes import HALF, add, divide, mul, power, symbol, symbols_of, walk
from workings.expression.reader import Reading, read_lines
from workings.judge import Evidence, equal
from workings.judge.meanings import plain
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.equation_lines import EquationLines
from workings.marking.feedback import feedback
from workings.marking.line_judge import Link, answer_of
from workings.marking.names import NAMES_OF_FUNCTIONS, function_asked, law, matrix_named, unsaid
from workings.marking.readings import place_said, without_alternatives
from workings.marking.rounding import decimal_at_end, parted, rounds_to
from workings.marking.slips import MISTAKES
from workings.marking.typed import both_signs
from workings.marking.verdict import LineStatus, LineVerdict
from workings.marking.world import Unresolved, placed
from workings.show import to_text

__all__ = ["Marker"]

WORST: tuple[LineStatus, ...] = ("wrong", "unreadable", "undecided", "carried_forward", "follows", "note")
_DEFINES_E = re.compile(r"(?:^|\blet\s|\bput\s|[,;:])\s*e\s*=(?!=)", re.I)


class Marker(EquationLines):
    """Marks line after line."""

    def mark(self, line: str) -> LineVerdict:
        if self.quantity is None and not self.asked.goals and not isinstance(self.asked.body, Expr):
            return LineVerdict(line, "undecided", reason="the problem asks for nothing that can be marked")
        if any(isinstance(goal, Solve) for goal in self.asked.goals):
            return LineVerdict(line, "undecided", reason="systems of equations are not marked yet")
        about = parted(line)
        if about is not None:
            return self._approximate(line, *about)
        if _DEFINES_E.search(line):  # e is the student's own letter from here on, not Euler's number
            self.scope = replace(self.scope, symbols=self.scope.symbols | {"e"})
        try:
            readings = read_lines(both_signs(line), scope=self.scope)
        except ReadError as error:
            if "only words" in str(error):
                return LineVerdict(line, "note")
            return LineVerdict(line, "unreadable", reason=str(error))
        self.place = ()
        self.labelled = self.named = False
        where = place_said(readings)
        readings = tuple(reading for reading in readings if reading not in where)
        everywhere, self.world = self.world, self.world.under([r.node for r in where])
        links: list[Link] = []
        statements, alternatives = without_alternatives(readings)
        for reading in statements:
            follow = alternatives if reading is not readings[-1] else []
            try:
                links.extend(self._statement(reading, follow))
            except Unresolved as error:
                links.append(Link("undecided", reason=str(error)))
        self.world = replace(self.world, conditions=everywhere.conditions)
        worst = min(links, key=lambda link: WORST.index(link.status), default=Link("note"))
        if worst.status == "wrong":
            self.erred = True
        mistake = worst.found.mistake if worst.found else None
        return LineVerdict(
            line,
            worst.status,
            worst.evidence if worst.status in ("wrong", "undecided") else None,
            mistake,
            feedback(mistake, worst.found.slips if worst.found else (), self.book, worst.expected),
            worst.found.ties if worst.found else (),
            worst.reason,
            worst.about,
        )

    def _approximate(self, line: str, exact: str, rounded: str) -> LineVerdict:
        """`f'(2) = e^2 ≈ 7.389`: the exact side is marked, and the decimal held against what it stands for."""
        verdict = self.mark(exact) if exact else LineVerdict(line, "follows")
        decimal = decimal_at_end(rounded)
        last = self.last if self.last is not None else self.quantity
        if decimal is None or last is None or verdict.status not in ("follows", "note", "carried_forward"):
            return replace(verdict, line=line)
        value = plain(placed(self.student.resolve(last), self.asked.at))
        right = rounds_to(answer_of(value, self.book) if isinstance(value, Goal) else value, decimal)
        if right is None:
            return LineVerdict(line, "undecided", reason=f"what {decimal.text} approximates has no single value")
        if right:
            status = verdict.status if exact and verdict.status != "note" else "follows"
            return replace(verdict, line=line, status=status)
        self.erred = True
        evidence = equal(value, Rational(decimal.value.numerator, decimal.value.denominator))
        return LineVerdict(line, "wrong", evidence, reason=f"{decimal.text} is not {to_text(last)} rounded")

    # One statement

    def _statement(self, reading: Reading, alternatives: list[Reading]) -> list[Link]:
        node = reading.node
        if not isinstance(node, Basic):
            return [Link("note")]
        stated = (isinstance(node, Eq) or bool(reading.signs)) and not reading.continues
        first = node.args[0] if stated and not self._means_question(node.args[0]) else None
        names = unsaid(node, first, self.asked, (self.world, self.student))
        evidence = law(node, names, self.asked.variable) if names else None
        if evidence is not None and (holds(evidence) or not self._adopts(node, names)):
            return [Link("follows" if holds(evidence) else "undecided", evidence, reason=evidence.reason)]
        signs = reading.signs or (("=",) if isinstance(node, Eq) else ())
        if any(sign != "=" for sign in signs):
            sides = list(node.args) if signs else [node]
            cut = next(i for i, sign in enumerate(signs) if sign != "=")
            if cut == 0 or reading.continues:
                return [Link("note")]
            sides = sides[: cut + 1]
            return self._chain(sides, reading)
        if not signs:
            return self._bare(node, reading)
        sides = list(node.args) if len(signs) > 1 or isinstance(node, Eq) else [node]
        sides = [matrix_named(side, self.asked, self.world) for side in sides]
        if reading.continues:
            before = self.last if self.last is not None else self.quantity
            if before is None:
                return [Link("undecided", reason="there is nothing before the equality sign")]
            return self._chain([before, *sides], reading, continued=True)
        if self._is_place(sides, reading):
            return [Link("note")]
        return self._chain(sides, reading, alternatives=alternatives)

    def _adopts(self, node: Basic, names: list[str]) -> bool:
        """Whether the one name that nothing has said is that of the function asked about: `dy/dx = 2x`, `f'(x) = 2x`
        where only `d/dx x^2` was asked; a letter that is no usual name for one, if the statement is true of it."""
        f, x = function_asked(self.asked), self.asked.variable
        if f is None or len(names) != 1:
            return False
        (name,) = names
        if any(isinstance(n, AppliedUndef) and type(n).__name__ == name for n in walk(node)):
            if name not in NAMES_OF_FUNCTIONS or x is None:
                return False
            self.world = self.world.with_function(name, (x.name,), f)
            self.student = self.student.with_function(name, (x.name,), f)
            return True
        letter = symbol(name)
        if letter in (part.x for part in walk(node) if isinstance(part, D)):
            return False
        if name not in NAMES_OF_FUNCTIONS or self._is_named():
            as_asked = [replace_nodes(side, {letter: f}) for side in node.args] if isinstance(node, Eq) else [node, f]
            if self._link(as_asked[0], as_asked[1], None).status != "follows":
                return False
        self.world = self.world.with_name(name, f)
        self.student = self.student.with_name(name, f)
        return True

    def _is_named(self) -> bool:
        """Whether the problem names its function: then f beside y may be a part of it, as in (f/g)'."""
        names = (given.args[0] for given in self.asked.givens if isinstance(given, Eq))
        return any(isinstance(name, Symbol | AppliedUndef) for name in names)

    def _is_place(self, sides: list[Any], reading: Reading) -> bool:
        """`at x = 8:` says where what follows is meant."""
        word = reading.words.strip().split(" ")[-1] if reading.words else ""
        if word not in ("at", "when", "where", "for", "with") or len(sides) != 2 or not isinstance(sides[0], Symbol):
            return False
        if self.world.knows(sides[0].name) or symbols_of([sides[1]]):
            return False
        self.place = (*self.place, (sides[0], sides[1]))
        return True

    def _bare(self, node: Any, reading: Reading) -> list[Link]:
        """An expression alone: a place after `at`, the next form of what is worked on, or a remark."""
        words = reading.words.strip()
        if isinstance(node, Tuple) and words.endswith("at") and not symbols_of([node]):
            variables = [s for s, _ in self.asked.at] or list(getattr(self.quantity, "variables", ()))
            if len(variables) == len(node.args):
                self.place = tuple(zip(variables, node.args, strict=True))
                return [Link("note")]
        unit = self._unit_vector(node, words)
        if unit is not None:
            return [unit]
        if words or self.labelled:
            self.labelled = True
            return [Link("note")]
        before = self.quantity if self.last is None else self.last
        if before is None or (isinstance(node, Symbol) and self.world.knows(node.name)):
            return [Link("note")]  # f is not differentiable there
        if self.last is None and self.more and self._restates(node):
            return [Link("follows", Evidence("proved", method="the function itself"))]
        return self._chain([before, node], reading, continued=True)

    def _unit_vector(self, node: Any, words: str) -> Link | None:
        """`unit vector: (3/5, 4/5)` where a directional derivative is asked for; None for other lines."""
        goal = next((g for g in self.asked.goals if isinstance(g, Directional)), None)
        if goal is None or not isinstance(node, Tuple) or re.search(r"\bunit\b", words, re.I) is None:
            return None
        direction = goal.args[2].args
        if len(direction) != len(node.args) or symbols_of([node]):
            return None
        length = power(add(*[mul(d, d) for d in direction]), HALF)
        evidence = equal(Tuple(*[divide(d, length) for d in direction]), node)
        if holds(evidence):
            return Link("follows", evidence)
        return (
            Link("wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())) if evidence.kind == "refuted" else None
        )

    def _restates(self, node: Any) -> bool:
        """Whether it is the function that is to be differentiated, perhaps in another form."""
        f = function_asked(self.asked)
        return f is not None and isinstance(node, Expr) and holds(equal(f, node, assuming=self.world.conditions))

    def _chain(
        self, sides: list[Any], reading: Reading, *, continued: bool = False, alternatives: list[Reading] | None = None
    ) -> list[Link]:
        if not continued and self._means_question(sides[0]):
            sides = [self.asked.goals[0], *sides[1:]]
        first = sides[0]
        links: list[Link] = []
        if not continued:
            if self._defines(sides):
                sides = sides[1:]
                self.named = True
                if len(sides) == 1:
                    return [Link("follows", Evidence("proved", method="definition"))]
                first = None
            else:
                solved = self._as_equation(sides, reading, alternatives or [])
                if solved is not None:
                    return [solved]
        for n, (left, right) in enumerate(pairwise(sides)):
            if continued and n == 0 and self.quantity is not None:
                links.append(self._continued(left, right))
            else:
                links.append(self._link(left, right, self.quantity if continued else first))
        if not continued and first is not None and self._is_quantity(first):
            self.quantity = first
        self.last = sides[-1]
        self.last_holds = all(link.status == "follows" for link in links)
        self._note_facts(first if not continued else self.quantity, sides, links)
        return links

    def _means_question(self, side: Any) -> bool:
        """A notation of the student's own before the equality sign, such as D f, stands for what is asked."""
        if len(self.asked.goals) != 1 or not isinstance(side, Mul) or not all(isinstance(f, Symbol) for f in side.args):
            return False
        base = self._base()
        return any(s not in base and not self.world.knows(s.name) for s in symbols_of([side]))

    def _continued(self, before: Any, new: Any) -> Link:
        """A line that goes on from the one before: right if the quantity is, or the line before of another one.

        Where only what stood there before leads to it, it is carried.
        """
        whole = self._link(self.quantity, new, self.quantity)
        if whole.status != "wrong" or before is self.quantity:
            return whole
        step = self._link(before, new, None)
        if step.status == "follows":
            return step if self.last_holds else Link("carried_forward")
        return step if step.found else whole
