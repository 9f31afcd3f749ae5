"""The questions a person asks by name: `derive`, `differentiate`.

Text is read by the reader; a SymPy object means what SymPy prints for it. Both become a goal, and the engine answers.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Derivative, Expr, Symbol

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import D, Goal, Partial, Tidy
from workings.expression.goals import Held
from workings.expression.nodes import symbols_of
from workings.expression.written import as_written, intern
from workings.rule import RuleBook, load_book

__all__ = ["derive", "differentiate"]


def derive(question: str | Basic, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """Answers a question with a derivation in which every line is one named rule.

    Arguments:
        question: text (plain, Unicode or LaTeX: `"d/dx (3x+2)^2"`), a goal, or SymPy's own `Derivative(f, x)`.
        tidy: whether the raw answer is brought to the form a teacher would leave, by named rules of algebra.
        book: the rules to use; all installed books unless given.

    Raises:
        ReadError: where the text can't be read; it shows the place and says what was expected.
        ValueError: where the text or object asks nothing.
        NoRule: where no rule of the book answers.

    >>> print(derive("d/dx (3x+2)^2").result)
    18*x + 12
    """
    if isinstance(question, str):
        from workings.expression.problem import read_problem

        problem = read_problem(question)
        if problem.goal is None:
            raise ValueError(
                f"{question!r} is read, but it asks nothing; write what to find, such as 'd/dx {question.strip()}'"
            )
        return _answer(intern(problem.goal), tidy, book, decimal=problem.decimal)
    return _answer(_as_goal(question), tidy, book)


def differentiate(
    f: str | Expr, x: str | Symbol | None = None, order: int = 1, *, tidy: bool = True, book: RuleBook | None = None
) -> Derivation:
    """The derivative d^n f/dx^n with every step.

    Arguments:
        f: text or a SymPy expression.
        x: the variable; may be left out where f has only one symbol.
        order: n.

    >>> differentiate("x^2 sin x").result
    x**2*cos(x) + 2*x*sin(x)
    """
    decimal = False
    if isinstance(f, str):
        from workings.expression.reader import read

        reading = read(f)
        body, decimal = intern(reading.node), reading.decimal
    else:
        body = as_written(f)
    if not isinstance(body, Expr):
        raise TypeError(f"{type(body).__name__} can't be differentiated; an expression can")
    variable = _variable(body, x)
    others = [s for s in symbols_of([body]) if s != variable]
    goal = Partial(body, variable, order) if others and isinstance(f, str) and "∂" in f else D(body, variable, order)
    return _answer(goal, tidy, book, decimal=decimal)


def _variable(f: Expr, x: str | Symbol | None) -> Symbol:
    """The variable meant: the symbol of f of that name, whatever is assumed of it."""
    present = symbols_of([f])
    if x is None:
        if len(present) != 1:
            names = ", ".join(s.name for s in present) or "none"
            raise ValueError(f"which variable? the symbols of the expression are: {names}; say differentiate(f, x)")
        return present[0]
    if isinstance(x, Symbol):
        return x
    from workings.expression.nodes import symbol

    return next((s for s in present if s.name == x), symbol(x))


def _as_goal(question: Basic) -> Goal:
    """A goal for a goal, and for the unevaluated objects of SymPy that ask one."""
    if isinstance(question, Goal):
        return intern(question)
    if isinstance(question, Derivative):
        body: Any = as_written(question.expr)
        for variable, count in question.variable_count:
            body = D(body, variable, int(count))
        return body
    if isinstance(question, Expr):
        return Tidy(as_written(question))
    raise TypeError(f"{type(question).__name__} asks nothing that can be derived; a goal, a Derivative or text can")


def _answer(goal: Basic, tidy: bool, book: RuleBook | None, *, decimal: bool = False) -> Derivation:
    if isinstance(goal, Partial):
        others = tuple(s for s in symbols_of([goal.f]) if s != goal.x)
        if others:
            goal = Held(goal, others)
    if tidy and not isinstance(goal, Tidy):
        goal = Tidy(goal)
    assert isinstance(goal, Goal)
    step = Engine(load_book() if book is None else book).answer(goal)
    return Derivation(step, decimal=decimal)
