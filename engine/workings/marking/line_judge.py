"""How one equality of a worked line is judged: against the truth, and against what the student has stated."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sympy import Basic, Expr, Symbol
from sympy.core.function import AppliedUndef

from workings.engine import Engine, NoRule
from workings.expression import Goal
from workings.expression.algebra import replace as replace_nodes
from workings.expression.calculus_goals import ImplicitAgain
from workings.expression.curve_goals import JacobianDeterminant
from workings.expression.goals import (
    D,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Tidy,
    Value,
)
from workings.expression.nodes import symbol, symbols_of, walk
from workings.expression.problem import Problem
from workings.expression.relations import equal_to
from workings.expression.scope import Scope
from workings.judge import Evidence, equal
from workings.judge.claims import has_integrals
from workings.judge.meanings import plain
from workings.marking.along_curve import along_curve
from workings.marking.diagnosis import Diagnosis, diagnose, holds
from workings.marking.equations import Equation
from workings.marking.names import function_asked
from workings.marking.questions import goals_for, total
from workings.marking.slips import algebra_slip, numeric_slip, slip_before
from workings.marking.verdict import LineStatus, noun
from workings.marking.world import Unresolved, World, placed
from workings.rule import RuleBook

__all__ = ["SEEKS_POINTS", "LineJudge", "Link", "answer_of"]

SEEKS_POINTS = ("minimum", "maximum", "critical-point", "inflection")


@dataclass(slots=True)
class Link:
    """The mark of one equality of a line."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Diagnosis | None = None
    reason: str = ""
    about: str = ""
    expected: Any = None


class LineJudge:
    """Knows the true world, the student's, and what was said last."""

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

    def _link(self, left: Any, right: Any, quantity: Any) -> Link:
        try:
            a, b = self._meaning(left, self.world), self._meaning(right, self.world)
        except Unresolved as error:
            return Link("undecided", reason=str(error))
        at_point = self._is_value_at_point(a, b)
        a, b = (placed(a, self.point), b) if at_point else self._at_place(a, b)
        evidence = self._equal(a, b)
        if holds(evidence):
            tainted = self._is_tainted(left) or (at_point and self.point[0][1] in self.tainted)
            return Link("carried_forward" if tainted else "follows", evidence)
        if evidence.kind == "undecided":
            return Link("undecided", evidence, reason=evidence.reason)
        if self.erred and self._carried(left, right, quantity):
            return Link("carried_forward")
        found = self._diagnosed(left, right, quantity, a, b)
        return Link("wrong", evidence, found, about=noun(left), expected=self._expected(quantity))

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
        if not self.point or self.place or self.asked.at or self.asked.task not in SEEKS_POINTS:
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

    def _note_facts(self, first: Any, sides: list[Any], links: list[Link]) -> None:
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


def answer_of(goal: Goal, book: RuleBook) -> Any:
    return Engine(book).answer(goal).answer
