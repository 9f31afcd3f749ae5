"""Marking worked lines one after another.

A line is right if it is true of the problem. If it isn't, and an earlier line was wrong already, it may still follow
from what the student has stated: then the slip is carried forward, and costs nothing more. Long, because every kind of
line changes the same state of one marker: the world, what was said last, and what came out wrong.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sympy import Basic, Eq, Expr, Mul, Rational, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.algebra import replace as replace_nodes
from workings.expression.calculus_goals import ImplicitAgain
from workings.expression.curve_goals import JacobianDeterminant
from workings.expression.errors import ReadError
from workings.expression.goals import (
    D,
    Directional,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Solve,
    Tidy,
    Value,
)
from workings.expression.nodes import HALF, ZERO, add, divide, mul, power, subtract, symbol, symbols_of, walk
from workings.expression.problem import Problem
from workings.expression.reader import Reading, read_lines
from workings.expression.relations import equal_to
from workings.expression.scope import Scope
from workings.judge import Evidence, equal
from workings.judge.claims import has_integrals
from workings.judge.meanings import plain
from workings.marking.along_curve import along_curve
from workings.marking.crossings import A_SOLUTION_IS_LOST
from workings.marking.diagnosis import Diagnosis, diagnose, holds
from workings.marking.equations import Equation, equation, follows_from, same_solutions
from workings.marking.feedback import feedback
from workings.marking.names import NAMES_OF_FUNCTIONS, function_asked, law, matrix_named, unsaid
from workings.marking.questions import goals_for, total
from workings.marking.readings import place_said, without_alternatives
from workings.marking.rounding import decimal_at_end, parted, rounds_to
from workings.marking.slips import MISTAKES, algebra_slip, numeric_slip, slip_before
from workings.marking.typed import both_signs
from workings.marking.verdict import LineStatus, LineVerdict, noun
from workings.marking.world import Unresolved, World, placed
from workings.rule import RuleBook
from workings.show import to_text

__all__ = ["Marker"]


@dataclass(slots=True)
class _Link:
    """The mark of one equality of a line."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Diagnosis | None = None
    reason: str = ""
    about: str = ""
    expected: Any = None


WORST: tuple[LineStatus, ...] = ("wrong", "unreadable", "undecided", "carried_forward", "follows", "note")


_SEEKS_POINTS = ("minimum", "maximum", "critical-point", "inflection")
_DEFINES_E = re.compile(r"(?:^|\blet\s|\bput\s|[,;:])\s*e\s*=(?!=)", re.I)


class Marker:
    """Marks line after line; knows the true world, the student's, and what was said last."""

    def __init__(self, asked: Problem, world: World, book: RuleBook) -> None:
        self.asked = asked
        self.world = world
        self.student = world
        self.book = book
        self.scope: Scope = asked.scope
        self.given: dict[Goal, Basic] = {}  # derivatives as the student stated them, where that was wrong
        self.quantity: Any = asked.goals[0] if len(asked.goals) == 1 else None
        self.last: Any = None  # the last side of the last chain
        self.last_holds = False  # whether all of that chain is right
        self.equation: Equation | None = None
        self.point: tuple[tuple[Symbol, Any], ...] = ()  # what the last equation was solved to: x = 2
        self.place: tuple[tuple[Symbol, Basic], ...] = ()
        self.labelled = False
        self.named = False  # whether the line only gave something a name
        self.more = False  # whether there are lines after this one
        self.within: tuple[Basic, ...] = ()  # where the solutions of an equation are sought
        self.erred = False
        self.tainted: set[Any] = set()  # values that come from a wrong equation

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
        links: list[_Link] = []
        statements, alternatives = without_alternatives(readings)
        for reading in statements:
            follow = alternatives if reading is not readings[-1] else []
            try:
                links.extend(self._statement(reading, follow))
            except Unresolved as error:
                links.append(_Link("undecided", reason=str(error)))
        self.world = replace(self.world, conditions=everywhere.conditions)
        worst = min(links, key=lambda link: WORST.index(link.status), default=_Link("note"))
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

    def _statement(self, reading: Reading, alternatives: list[Reading]) -> list[_Link]:
        node = reading.node
        if not isinstance(node, Basic):
            return [_Link("note")]
        stated = (isinstance(node, Eq) or bool(reading.signs)) and not reading.continues
        first = node.args[0] if stated and not self._means_question(node.args[0]) else None
        names = unsaid(node, first, self.asked, (self.world, self.student))
        evidence = law(node, names, self.asked.variable) if names else None
        if evidence is not None and (holds(evidence) or not self._adopts(node, names)):
            return [_Link("follows" if holds(evidence) else "undecided", evidence, reason=evidence.reason)]
        signs = reading.signs or (("=",) if isinstance(node, Eq) else ())
        if any(sign != "=" for sign in signs):
            sides = list(node.args) if signs else [node]
            cut = next(i for i, sign in enumerate(signs) if sign != "=")
            if cut == 0 or reading.continues:
                return [_Link("note")]
            sides = sides[: cut + 1]
            return self._chain(sides, reading)
        if not signs:
            return self._bare(node, reading)
        sides = list(node.args) if len(signs) > 1 or isinstance(node, Eq) else [node]
        sides = [matrix_named(side, self.asked, self.world) for side in sides]
        if reading.continues:
            before = self.last if self.last is not None else self.quantity
            if before is None:
                return [_Link("undecided", reason="there is nothing before the equality sign")]
            return self._chain([before, *sides], reading, continued=True)
        if self._is_place(sides, reading):
            return [_Link("note")]
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

    def _bare(self, node: Any, reading: Reading) -> list[_Link]:
        """An expression alone: a place after `at`, the next form of what is worked on, or a remark."""
        words = reading.words.strip()
        if isinstance(node, Tuple) and words.endswith("at") and not symbols_of([node]):
            variables = [s for s, _ in self.asked.at] or list(getattr(self.quantity, "variables", ()))
            if len(variables) == len(node.args):
                self.place = tuple(zip(variables, node.args, strict=True))
                return [_Link("note")]
        unit = self._unit_vector(node, words)
        if unit is not None:
            return [unit]
        if words or self.labelled:
            self.labelled = True
            return [_Link("note")]
        before = self.quantity if self.last is None else self.last
        if before is None or (isinstance(node, Symbol) and self.world.knows(node.name)):
            return [_Link("note")]  # f is not differentiable there
        if self.last is None and self.more and self._restates(node):
            return [_Link("follows", Evidence("proved", method="the function itself"))]
        return self._chain([before, node], reading, continued=True)

    def _unit_vector(self, node: Any, words: str) -> _Link | None:
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
            return _Link("follows", evidence)
        return (
            _Link("wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ())) if evidence.kind == "refuted" else None
        )

    def _restates(self, node: Any) -> bool:
        """Whether it is the function that is to be differentiated, perhaps in another form."""
        f = function_asked(self.asked)
        return f is not None and isinstance(node, Expr) and holds(equal(f, node, assuming=self.world.conditions))

    def _chain(
        self, sides: list[Any], reading: Reading, *, continued: bool = False, alternatives: list[Reading] | None = None
    ) -> list[_Link]:
        if not continued and self._means_question(sides[0]):
            sides = [self.asked.goals[0], *sides[1:]]
        first = sides[0]
        links: list[_Link] = []
        if not continued:
            if self._defines(sides):
                sides = sides[1:]
                self.named = True
                if len(sides) == 1:
                    return [_Link("follows", Evidence("proved", method="definition"))]
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

    def _continued(self, before: Any, new: Any) -> _Link:
        """A line that goes on from the one before: right if the quantity is, or the line before of another one.

        Where only what stood there before leads to it, it is carried.
        """
        whole = self._link(self.quantity, new, self.quantity)
        if whole.status != "wrong" or before is self.quantity:
            return whole
        step = self._link(before, new, None)
        if step.status == "follows":
            return step if self.last_holds else _Link("carried_forward")
        return step if step.found else whole

    def _is_quantity(self, node: Any) -> bool:
        return isinstance(node, Goal | AppliedUndef) or (isinstance(node, Symbol) and self.world.knows(node.name))

    def _defines(self, sides: list[Any]) -> bool:
        """`u = 4x - 7` for a name that nothing has defined: then it is true because it is said."""
        name = sides[0]
        if isinstance(name, AppliedUndef) and all(isinstance(a, Symbol) for a in name.args):
            if self.world.knows(type(name).__name__):
                return False
            arguments = tuple(a.name for a in name.args)
            self.world = self.world.with_function(type(name).__name__, arguments, sides[1])
            self.student = self.student.with_function(type(name).__name__, arguments, sides[1])
            self.scope = replace(self.scope, functions={**self.scope.functions, type(name).__name__: arguments})
            return True
        if not isinstance(name, Symbol) or self.world.knows(name.name) or name in self._base():
            return False
        if name in symbols_of([sides[1]]):
            return False
        self.world = self.world.with_name(name.name, sides[1])
        self.student = self.student.with_name(name.name, sides[1])
        variables = tuple(s.name for s in symbols_of([sides[1]]))
        self.scope = replace(self.scope, dependents={**self.scope.dependents, name.name: variables})
        return True

    def _base(self) -> set[Symbol]:
        """The variables the problem itself is in."""
        known = [*self.asked.goals, *self.asked.givens]
        return {s for s in symbols_of([k for k in known if isinstance(k, Basic)]) if not self.world.knows(s.name)}

    # One equality

    def _link(self, left: Any, right: Any, quantity: Any) -> _Link:
        try:
            a, b = self._meaning(left, self.world), self._meaning(right, self.world)
        except Unresolved as error:
            return _Link("undecided", reason=str(error))
        at_point = self._is_value_at_point(a, b)
        a, b = (placed(a, self.point), b) if at_point else self._at_place(a, b)
        evidence = self._equal(a, b)
        if holds(evidence):
            tainted = self._is_tainted(left) or (at_point and self.point[0][1] in self.tainted)
            return _Link("carried_forward" if tainted else "follows", evidence)
        if evidence.kind == "undecided":
            return _Link("undecided", evidence, reason=evidence.reason)
        if self.erred and self._carried(left, right, quantity):
            return _Link("carried_forward")
        found = self._diagnosed(left, right, quantity, a, b)
        return _Link("wrong", evidence, found, about=noun(left), expected=self._expected(quantity))

    def _is_tainted(self, side: Any) -> bool:
        """Whether it is the value at a place that came out of a wrong equation."""
        places: tuple[Any, ...] = side.args if isinstance(side, AppliedUndef) else ()
        if isinstance(side, Value):
            places = tuple(pair.args[1] for pair in side.args[1:])
        return any(place in self.tainted for place in places)

    def _equal(self, a: Any, b: Any) -> Evidence:
        evidence = self.world.compare(a, b)
        if evidence.kind != "undecided" or not isinstance(a, D) or not has_integrals(a):
            return evidence
        closed = answer_of(Tidy(a), self.book)  # d/dx of an integral, worked out and held against it
        known = self.world.compare(a, closed)
        return self.world.compare(closed, b) if holds(known) else evidence

    def _meaning(self, side: Any, world: World) -> Any:
        if isinstance(side, Value) and side.args[0] in world.facts:  # the gradient that was stated, at a place
            places = [(pair.args[0], world.resolve(pair.args[1])) for pair in side.args[1:]]
            return placed(world.resolve(plain(world.facts[side.args[0]])), places)
        return world.resolve(plain(world.facts.get(side, side)))

    def _is_value_at_point(self, a: Any, b: Any) -> bool:
        """Whether an expression is given a number once it is known at which place: x = 2, A = 24."""
        if not self.point or self.place or self.asked.at or self.asked.task not in _SEEKS_POINTS:
            return False
        return symbols_of([a]) == (self.point[0][0],) and not symbols_of([b])

    def _at_place(self, a: Any, b: Any) -> tuple[Any, Any]:
        """Both sides where the line says, or where the problem asks if a number is given for a derivative."""
        place = self.place
        if symbols_of([b]) and any(self._moves(x) for x, _ in place):
            place = ()  # a quantity that moves is no number in an equation that is still to be differentiated
        if not place and self.asked.at and bool(symbols_of([a])) != bool(symbols_of([b])):
            place = self.asked.at
        if not place:
            return a, b
        return (placed(a, place) if symbols_of([a]) else a), (placed(b, place) if symbols_of([b]) else b)

    def _moves(self, x: Symbol) -> bool:
        """Whether a rate of it is given."""
        return any(isinstance(fact, D) and fact.f == x for fact in self.world.facts)

    def _carried(self, left: Any, right: Any, quantity: Any) -> bool:
        """Whether the equality follows from what the student has stated."""
        for world in (self.student,):
            try:
                a, b = self._at_place(self._meaning(left, world), self._meaning(right, world))
            except Unresolved:
                continue
            if holds(self._equal(a, b)):
                return True
        for goal in self._derivations(quantity if quantity is not None else left):
            try:
                answer = Engine(self.book, given=self.given).answer(goal).answer
                a, b = self._at_place(self._meaning(answer, self.student), self._meaning(right, self.student))
            except (NoRule, Unresolved):
                continue
            if holds(self._equal(a, b)):
                return True
        return False

    def _derivations(self, quantity: Any) -> list[Goal]:
        """The goals that ask for a quantity, its names resolved."""
        while isinstance(quantity, Value):
            quantity = quantity.args[0]
        if isinstance(quantity, Implicit | ImplicitAgain):
            return [quantity]
        if not isinstance(quantity, Goal):
            return []
        if isinstance(quantity, D) and not isinstance(quantity, Partial):
            if not isinstance(quantity.x, Symbol):
                return []
            if self.world.dependent is not None and quantity.f == self.world.dependent:
                return [goal for goal in self.asked.goals if isinstance(goal, Goal)]
            if quantity.x.name in self.world.names:
                return self._by_name(quantity)
            body = self.world.resolve(quantity.f)
            return [*total(quantity.x, self.world), D(body, quantity.x, quantity.order)]
        if isinstance(quantity, Partial):
            body = self.world.body(quantity.f)
            if quantity.order.is_Integer and quantity.order > 1:
                body = answer_of(Tidy(Partial(body, quantity.x, quantity.order - 1)), self.book)
            return goals_for(Partial(body, quantity.x), self.world)
        if isinstance(quantity, Gradient | Hessian) and quantity.args[1].args:
            return [type(quantity)(self.world.body(quantity.args[0]), quantity.variables)]
        return [quantity]

    def _by_name(self, quantity: D) -> list[Goal]:
        """dy/du as a question about y written in u."""
        try:
            meaning = self.world.resolve(quantity)
        except Unresolved:
            return []
        return [meaning.args[0]] if isinstance(meaning, Value) and isinstance(meaning.args[0], Goal) else []

    def _expected(self, quantity: Any) -> Any:
        """The engine's answer to what a line is about, if it is a question."""
        for goal in self._derivations(quantity) if quantity is not None else ():
            with suppress(NoRule):
                answer = Engine(self.book).answer(Tidy(goal)).answer
                place = quantity.args[1:] if isinstance(quantity, Value) else self.place
                return replace_nodes(answer, dict(place)) if place else answer
        return None

    def _diagnosed(self, left: Any, right: Any, quantity: Any, a: Any, b: Any) -> Diagnosis | None:
        found: Diagnosis | None = None
        if not symbols_of([left]) and not symbols_of([right]):
            return numeric_slip(a, b, self.world)
        place = (self.place or self.asked.at) if not symbols_of([b]) else ()
        if quantity is None:  # one line of algebra after another
            return algebra_slip(left, right, self.world, [])
        goals = self._derivations(quantity)
        for goal in goals:
            found = diagnose(goal, b, a, self.world, self.book, place)
            if found:
                return found
        if self.world.dependent is not None and not isinstance(left, D):
            found = along_curve(left, right, self.asked.goals, self.book)
        for goal in goals:
            found = found or slip_before(goal, b, a, self.world, place)
        for goal in goals:
            found = found or diagnose(goal, b, a, self.world, self.book, place, mistakes=2)
        return found or algebra_slip(left, right, self.world, goals)

    def _note_facts(self, first: Any, sides: list[Any], links: list[_Link]) -> None:
        """What the student has stated holds from now on in the student's world."""
        if not any(link.status in ("wrong", "carried_forward") for link in links) or first is None:
            return
        stated = sides[-1]
        if isinstance(first, Symbol) and self.world.knows(first.name):
            self.student = self.student.with_name(first.name, stated)
        elif isinstance(first, AppliedUndef) and self.world.knows(type(first).__name__):
            name = type(first).__name__
            arguments = tuple(a.name for a in first.args if isinstance(a, Symbol))
            if len(arguments) == len(first.args):
                self.student = self.student.with_function(name, arguments, stated)
        elif isinstance(first, Value | JacobianDeterminant | Gradient | Hessian | Jacobian):
            self.student = self.student.with_fact(first, stated)
        elif isinstance(first, D):
            self.student = self.student.with_fact(first, stated)
            for goal in self._derivations(first):
                self.given[goal] = self.student.resolve(stated)
        else:
            self._restate(first, stated)
            self._isolate(sides)

    def _restate(self, first: Any, stated: Any) -> None:
        """The function itself, multiplied out or simplified: (2x - 1)^2 = 4x^2 - 1."""
        f = function_asked(self.asked)
        if f is None or not isinstance(first, Expr) or not isinstance(stated, Expr) or not holds(equal(first, f)):
            return
        for name, (arguments, body) in self.world.functions.items():
            if body == f:
                self.student = self.student.with_function(name, arguments, stated)
        for name, body in self.world.names.items():
            if body == f:
                self.student = self.student.with_name(name, stated)

    def _isolate(self, sides: list[Any]) -> None:
        """An equation with one derivative in it states that derivative."""
        from workings.expression.goals import Isolate

        unknown = {n for side in sides[:2] for n in walk(side) if isinstance(n, D) and isinstance(n.f, Symbol)}
        if len(unknown) != 1 or len(sides) < 2:
            return
        (derivative,) = unknown
        name = symbol("slope_stated")
        from workings.expression.algebra import replace as substitute

        left, right = (substitute(side, {derivative: name}) for side in sides[:2])
        try:
            value = Engine(self.book).answer(Isolate(equal_to(left, right), name)).answer
        except NoRule:
            return
        self.student = self.student.with_fact(derivative, value)

    # Equations to be solved

    def _as_equation(self, sides: list[Any], reading: Reading, alternatives: list[Reading]) -> _Link | None:
        """An equality that is not meant for all x but says which x: 6x + 12 = 0, x = -2."""
        if len(sides) == 2 and self._is_quantity(sides[0]) and symbols_of([sides[1]]):
            return self._tangent(sides, reading)
        if symbols_of([sides[-1]]) and sides[0] == function_asked(self.asked):
            return None  # the function in another form
        if len(self._unknowns()) > 1:
            return self._in_system(sides)
        if self.world.dependent is not None and not self.asked.task:
            return None  # both sides of the curve's equation, differentiated
        if len(sides) > 2 and symbols_of([sides[-1]]):
            return None  # f' = 2(3x + 2)·3 = 5(3x + 2) goes on; f' = 3x^2 - 3 = 0 asks where
        rational = self.asked.task not in _SEEKS_POINTS and self.equation is None
        closed = self.book if self.asked.task else None
        new = equation(sides, alternatives, self.world, closed, rational=rational)
        if new is None or (self._is_quantity(sides[0]) and not isinstance(sides[0], D)):
            return None
        if len(sides) > 2:
            for left, right in pairwise(sides[:-1]):
                link = self._link(left, right, sides[0])
                if link.status == "wrong":
                    self._note_facts(sides[0], sides[:-1], [link])
                    return link
        if self.erred and isinstance(sides[0], D) and self._carried(sides[0], sides[-1], sides[0]):
            return None  # A' = 9 of an A that was stated wrongly is no equation for a place
        before = self.equation
        self.equation = new
        solved = len(sides) == 2 and sides[0] == new.variable and not symbols_of([sides[1]]) and not alternatives
        self.point = ((new.variable, sides[1]),) if solved else ()
        if before is None:
            return self._first_equation(new)
        verdict = same_solutions(before, new, self.world.under(self.within))
        if verdict == "same":
            return self._found(new, before.wrong)
        if verdict == "unknown":
            return _Link("undecided", reason="whether the two equations have the same solutions is not decided")
        self._found(new, wrong=True)
        return _Link("wrong", None, algebra_slip(before, new, self.world, []), reason=verdict)

    def _first_equation(self, new: Equation) -> _Link:
        """The first equation must say that a derivative is zero: the right one, or the one the student has."""
        goals = [goal for goal in self.asked.goals if isinstance(goal, D) and not isinstance(goal, Partial)]
        asked = [D(goal.f, goal.x, order) for goal in goals if isinstance(goal.x, Symbol) for order in (1, 2)]
        for derivatives, world, wrong in (
            (asked, self.world, False),
            (list(self.student.facts.values()), self.student, True),
        ):
            for derivative in derivatives:
                known = equation([derivative, ZERO], (), world, closed=self.book)
                if known is not None and same_solutions(known, new, world.under(self.within)) == "same":
                    return self._found(new, wrong)
        sought = asked[1::2] if self.asked.task == "inflection" else asked[::2]
        if self.asked.task in _SEEKS_POINTS and sought:
            return self._other_equation(sought[0], new)
        if self.asked.task:
            return _Link("follows")
        return _Link("undecided", reason="it is not clear what this equation is meant to find")

    def _found(self, new: Equation, wrong: bool) -> _Link:
        """The equation is one that says where: right, or what follows from a wrong one."""
        self.equation = replace(new, wrong=wrong)
        if wrong and self.point:
            self.tainted.add(self.point[0][1])
        return _Link("carried_forward" if wrong else "follows")

    def _other_equation(self, derivative: D, new: Equation) -> _Link:
        """A first equation that is not said by the derivative that has to be zero."""
        known = equation([derivative, ZERO], (), self.world, closed=self.book)
        verdict = "unknown" if known is None else same_solutions(known, new, self.world.under(self.within))
        if known is None or verdict == "unknown":
            self.equation = new
            return _Link("undecided", reason="whether it follows from the derivative is not decided")
        if verdict == A_SOLUTION_IS_LOST and self.point and self.asked.task in ("minimum", "maximum"):
            return self._found(new, wrong=False)  # the one of several that is asked for
        self._found(new, wrong=True)
        return _Link("wrong", None, algebra_slip(known, new, self.world, []), reason=verdict)

    def _unknowns(self) -> tuple[Symbol, ...]:
        """The variables of a question about several."""
        goal = self.asked.goals[0] if self.asked.goals else None
        return goal.variables if isinstance(goal, Gradient) and self.asked.task == "critical-point" else ()

    def _in_system(self, sides: list[Any]) -> _Link | None:
        """An equation of the system that says that the gradient is zero, or one that follows from it."""
        unknowns = self._unknowns()
        if len(sides) > 2 and sides[-1] is ZERO:
            for left, right in pairwise(sides[:-1]):
                link = self._link(left, right, sides[0])
                if link.status == "wrong":
                    return link
            return _Link("follows")
        if len(sides) == 2 and sides[1] is ZERO and isinstance(sides[0], D) and sides[0].x in unknowns:
            return _Link("follows")  # the slope is set to zero
        if len(sides) != 2 or self._is_quantity(sides[0]) or not all(isinstance(side, Expr) for side in sides):
            return None
        if not set(symbols_of(sides)) <= set(unknowns):
            return None
        system = [answer_of(Partial(self.asked.goals[0].f, v), self.book) for v in unknowns]
        implied = follows_from(system, subtract(*sides), unknowns)
        if implied is None:
            return _Link("undecided", reason="the system is not linear")
        if implied:
            return _Link("follows")
        turned = follows_from(system, add(*sides), unknowns)  # x = -1 for x = 1
        found = Diagnosis(MISTAKES["algebra-sign" if turned else "arithmetic-slip"], ())
        return _Link("wrong", None, found, reason="this does not follow from the equations")

    def _tangent(self, sides: list[Any], reading: Reading) -> _Link | None:
        """The tangent y = f(a) + f'(a)(x - a)."""
        if "tangent" not in reading.words or len(self.asked.at) != 1:
            return None
        ((x, a),) = self.asked.at
        y = sides[0]
        for world, status in ((self.world, "follows"), (self.student, "carried_forward")):
            slope = self._meaning(Value(D(y, x), (x, a)), world)
            line = add(self._meaning(Value(y, (x, a)), self.world), mul(slope, subtract(x, a)))
            evidence = self._equal(line, self._meaning(sides[1], world))
            if holds(evidence):
                return _Link(status, evidence)  # type: ignore[arg-type]
        return _Link("wrong", evidence)


def answer_of(goal: Goal, book: RuleBook) -> Any:
    return Engine(book).answer(goal).answer
