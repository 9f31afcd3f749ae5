"""Equations in worked lines that say where: 6x + 12 = 0, x = -2; the system of a critical point; a tangent."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from sympy import Expr, Symbol

from workings.expression.goals import (
    D,
    Gradient,
    Partial,
    Value,
)
from workings.expression.nodes import ZERO, add, mul, subtract, symbols_of
from workings.expression.reader import Reading
from workings.marking.crossings import A_SOLUTION_IS_LOST
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.equations import Equation, equation, follows_from, same_solutions
from workings.marking.line_judge import SEEKS_POINTS, LineJudge, Link, answer_of
from workings.marking.names import function_asked
from workings.marking.slips import MISTAKES, algebra_slip

__all__ = ["EquationLines"]


class EquationLines(LineJudge):
    """Judges the equations that are solved, each beside the one before."""

    def _as_equation(self, sides: list[Any], reading: Reading, alternatives: list[Reading]) -> Link | None:
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
        rational = self.asked.task not in SEEKS_POINTS and self.equation is None
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
            return Link("undecided", reason="whether the two equations have the same solutions is not decided")
        self._found(new, wrong=True)
        return Link("wrong", None, algebra_slip(before, new, self.world, []), reason=verdict)

    def _first_equation(self, new: Equation) -> Link:
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
        if self.asked.task in SEEKS_POINTS and sought:
            return self._other_equation(sought[0], new)
        if self.asked.task:
            return Link("follows")
        return Link("undecided", reason="it is not clear what this equation is meant to find")

    def _found(self, new: Equation, wrong: bool) -> Link:
        """The equation is one that says where: right, or what follows from a wrong one."""
        self.equation = replace(new, wrong=wrong)
        if wrong and self.point:
            self.tainted.add(self.point[0][1])
        return Link("carried_forward" if wrong else "follows")

    def _other_equation(self, derivative: D, new: Equation) -> Link:
        """A first equation that is not said by the derivative that has to be zero."""
        known = equation([derivative, ZERO], (), self.world, closed=self.book)
        verdict = "unknown" if known is None else same_solutions(known, new, self.world.under(self.within))
        if known is None or verdict == "unknown":
            self.equation = new
            return Link("undecided", reason="whether it follows from the derivative is not decided")
        if verdict == A_SOLUTION_IS_LOST and self.point and self.asked.task in ("minimum", "maximum"):
            return self._found(new, wrong=False)  # the one of several that is asked for
        self._found(new, wrong=True)
        return Link("wrong", None, algebra_slip(known, new, self.world, []), reason=verdict)

    def _unknowns(self) -> tuple[Symbol, ...]:
        """The variables of a question about several."""
        goal = self.asked.goals[0] if self.asked.goals else None
        return goal.variables if isinstance(goal, Gradient) and self.asked.task == "critical-point" else ()

    def _in_system(self, sides: list[Any]) -> Link | None:
        """An equation of the system that says that the gradient is zero, or one that follows from it."""
        unknowns = self._unknowns()
        if len(sides) > 2 and sides[-1] is ZERO:
            for left, right in pairwise(sides[:-1]):
                link = self._link(left, right, sides[0])
                if link.status == "wrong":
                    return link
            return Link("follows")
        if len(sides) == 2 and sides[1] is ZERO and isinstance(sides[0], D) and sides[0].x in unknowns:
            return Link("follows")  # the slope is set to zero
        if len(sides) != 2 or self._is_quantity(sides[0]) or not all(isinstance(side, Expr) for side in sides):
            return None
        if not set(symbols_of(sides)) <= set(unknowns):
            return None
        system = [answer_of(Partial(self.asked.goals[0].f, v), self.book) for v in unknowns]
        implied = follows_from(system, subtract(*sides), unknowns)
        if implied is None:
            return Link("undecided", reason="the system is not linear")
        if implied:
            return Link("follows")
        turned = follows_from(system, add(*sides), unknowns)  # x = -1 for x = 1
        found = Diagnosis(MISTAKES["algebra-sign" if turned else "arithmetic-slip"], ())
        return Link("wrong", None, found, reason="this does not follow from the equations")

    def _tangent(self, sides: list[Any], reading: Reading) -> Link | None:
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
                return Link(status, evidence)  # type: ignore[arg-type]
        return Link("wrong", evidence)
