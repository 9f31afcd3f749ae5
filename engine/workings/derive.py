"""The questions a person asks by name: `derive`, `differentiate`.

Text is read by the reader; a SymPy object means what SymPy prints for it. Both become a goal, and the engine answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Basic, Derivative, Eq, Expr, Symbol, Tuple

from workings.answering import answer, by_method
from workings.arguments import read_body, variable_of, variables_of
from workings.derivation import Derivation
from workings.expression import D, Goal, Gradient, Hessian, Implicit, Jacobian, Tidy
from workings.expression.written import as_written, intern
from workings.rule import RuleBook

__all__ = ["derive", "differentiate", "gradient", "hessian", "implicit", "jacobian"]


def derive(question: str | Basic, *, method: str = "", tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """Answers a question with a derivation in which every line is one named rule.

    Arguments:
        question: text (plain, Unicode or LaTeX: `"d/dx (3x+2)^2"`), a goal, or SymPy's own `Derivative(f, x)`.
        method: `logarithmic`, `expand` (multiply out first), `product` (a fraction as a product), `first-principles`;
            whatever the text itself asks for, unless given. `workings.ways` lists those that are natural.
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
        from workings.questions import Request, answer_text  # which stands above this module

        return answer_text(Request(question, method, tidy, book))
    return answer(by_method(_as_goal(question), method), tidy=tidy, book=book)


def differentiate(
    f: str | Expr, x: str | Symbol | None = None, order: int = 1, *, tidy: bool = True, book: RuleBook | None = None
) -> Derivation:
    """The derivative d^n f/dx^n with every step.

    Arguments:
        f: text or a SymPy expression.
        x: the variable; may be left out where f has only one symbol.
        order: n.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.
        TypeError: what is given is no expression.

    >>> differentiate("x^2 sin x").result
    x**2*cos(x) + 2*x*sin(x)
    """
    body, decimal = read_body(f)
    if not isinstance(body, Expr):
        raise TypeError(f"{type(body).__name__} can't be differentiated; an expression can")
    variable = variable_of(body, x)
    return answer(D(body, variable, order), tidy=tidy, book=book, decimal=decimal)


def gradient(f: str | Expr, variables: Sequence[str | Symbol] = (), *, tidy: bool = True) -> Derivation:
    """The partial derivatives of f, in the order of `variables` (all symbols of f by name, unless given).

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> gradient("3x^2 + 2xy + y^2").result
    (6*x + 2*y, 2*x + 2*y)
    """
    body, decimal = read_body(f)
    return answer(Gradient(body, variables_of(body, variables)), tidy=tidy, decimal=decimal)


def hessian(f: str | Expr, variables: Sequence[str | Symbol] = (), *, tidy: bool = True) -> Derivation:
    """The matrix of the second partial derivatives of f.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> hessian("x^3 + x y^2").result
    Matrix([
    [6*x, 2*y],
    [2*y, 2*x]])
    """
    body, decimal = read_body(f)
    return answer(Hessian(body, variables_of(body, variables)), tidy=tidy, decimal=decimal)


def jacobian(
    functions: Sequence[str | Expr], variables: Sequence[str | Symbol] = (), *, tidy: bool = True
) -> Derivation:
    """The matrix of the partial derivatives: a row a function, a column a variable.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> jacobian(["x^2 y", "x + sin y"]).result
    Matrix([
    [2*x*y,   x**2],
    [    1, cos(y)]])
    """
    read = [read_body(f) for f in functions]
    bodies = Tuple(*[body for body, _ in read])
    decimal = any(decimal for _, decimal in read)
    return answer(Jacobian(bodies, variables_of(bodies, variables)), tidy=tidy, decimal=decimal)


def implicit(equation: str | Basic, y: str | Symbol = "y", x: str | Symbol = "x", *, tidy: bool = True) -> Derivation:
    """dy/dx where `equation` makes y a function of x.

    Raises:
        TypeError: what is given is no equation.
        ReadError, ValueError, NoRule: as `derive`.

    >>> implicit("x^2 + y^2 = 25").result
    -x/y
    """
    from workings.expression.reader import read

    reading = read(equation) if isinstance(equation, str) else None
    body = as_written(equation) if reading is None else intern(reading.node)
    if not isinstance(body, Eq):
        raise TypeError(f"{type(body).__name__} is no equation; write left = right")
    goal = Implicit(body, variable_of(body, y), variable_of(body, x))
    return answer(goal, tidy=tidy, decimal=reading is not None and reading.decimal)


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
