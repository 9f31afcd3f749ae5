"""From a goal to its derivation, whoever read the goal."""

from __future__ import annotations

from typing import Final

from sympy import Basic, Expr, MatrixBase, Mul, Symbol

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import D, Goal, Partial, Tidy, Value
from workings.expression.calculus_goals import AsProduct, ExpandFirst, Tangent, Taylor
from workings.expression.curve_goals import Normal, NormalToCurve
from workings.expression.goals import FirstPrinciples, Held, Logarithmic, Solve
from workings.expression.linear_goals import SolutionsAre, SolvedFor, SolveWith
from workings.expression.matrix_goals import MatrixGoal
from workings.expression.nodes import bound_in, divisor, symbols_of
from workings.rule import RuleBook, load_book

__all__ = ["answer", "by_method"]

# Methods that are what the rules do anyway, where they apply.
_NATURAL: Final = frozenset({"", "implicit", "chain", "product", "quotient", "substitution"})

_SYSTEMS: Final = {"": "gauss", "elimination": "gauss", "augmented-matrix": "gauss"}


def answer(goal: Basic, *, tidy: bool = True, book: RuleBook | None = None, decimal: bool = False) -> Derivation:
    """The derivation of a goal; matrices and systems have displays of their own.

    Raises:
        NoRule: where no rule of the book answers.
    """
    if isinstance(goal, MatrixGoal | MatrixBase):
        from workings.linear import answer_matrices

        return answer_matrices(goal, decimal=decimal, book=book)
    if isinstance(goal, SolutionsAre | SolvedFor):
        from workings.linear import answer_condition

        return answer_condition(goal, decimal=decimal, book=book)
    if isinstance(goal, Solve):
        from workings.linear import answer_system  # which stands above this module

        goal = goal if len(goal.args) > 2 else SolveWith(goal.equations, goal.unknowns)
        return answer_system(goal, str(goal.args[2]), decimal=decimal, book=book)
    if isinstance(goal, Partial):
        others = tuple(s for s in symbols_of([goal.f]) if s != goal.x and s not in bound_in(goal.f))
        if others:
            goal = Held(goal, others)
    if tidy and not isinstance(goal, Tidy):
        goal = Tidy(goal)
    assert isinstance(goal, Goal)
    step = Engine(load_book() if book is None else book).answer(goal)
    derivation = Derivation(step, decimal=decimal)
    if isinstance(goal, Tidy) and isinstance(goal.expr, Value | Tangent | Taylor | Normal | NormalToCurve):
        from workings.asked import refuse_outside

        refuse_outside(derivation)
    return derivation


def by_method(goal: Basic, method: str) -> Basic:
    """The goal that asks for the same by that method."""
    if isinstance(goal, Solve):
        return SolveWith(goal.equations, goal.unknowns, _SYSTEMS.get(method, method))
    if method == "product" and isinstance(goal, D) and len(goal.args) == 2 and _is_fraction(goal.f):
        return AsProduct(goal.f, goal.x)
    if method in _NATURAL:
        return goal
    if method == "logarithmic" and isinstance(goal, D) and len(goal.args) == 2:
        return Logarithmic(goal.f, goal.x)
    if method == "first-principles" and isinstance(goal, D) and isinstance(goal.x, Symbol) and len(goal.args) == 2:
        return FirstPrinciples(goal.f, goal.x)
    if method == "expand" and isinstance(goal, D) and isinstance(goal.x, Symbol) and len(goal.args) == 2:
        return ExpandFirst(goal.f, goal.x)
    raise NoRule(goal, f"no rule answers {type(goal).__name__} by the method {method!r}")


def _is_fraction(f: Expr) -> bool:
    parts = [divisor(factor) is not None for factor in f.args] if isinstance(f, Mul) else []
    return True in parts and False in parts
