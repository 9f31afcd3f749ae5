"""The questions a person asks by name: `derive`, `differentiate`.

Text is read by the reader; a SymPy object means what SymPy prints for it. Both become a goal, and the engine answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sympy import Basic, Derivative, Eq, Expr, MatrixBase, Mul, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import D, Goal, Gradient, Hessian, Implicit, Jacobian, Partial, Tidy, Value
from workings.expression.budget import without_long_blanks
from workings.expression.calculus_goals import AsProduct, ExpandFirst, Tangent, Taylor
from workings.expression.curve_goals import Normal, NormalToCurve
from workings.expression.errors import ReadError
from workings.expression.events import Probability
from workings.expression.goals import FirstPrinciples, Held, Logarithmic, Solve
from workings.expression.known_values import KnownValues, known_values
from workings.expression.linear_goals import SolutionsAre, SolvedFor, SolveWith
from workings.expression.matrix_goals import MatrixGoal
from workings.expression.matrix_text import has_matrices, is_about_matrices, read_matrices
from workings.expression.nodes import bound_in, divisor, symbols_of, walk
from workings.expression.problem import Problem
from workings.expression.scope import EMPTY
from workings.expression.written import as_written, intern
from workings.rule import RuleBook, load_book

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
        question = without_long_blanks(question)
        from workings.probability.updating import answer_updating, is_about_updating

        if is_about_updating(question):
            return answer_updating(question, tidy=tidy, book=book)
        from workings.probability.density_question import answer_density, is_about_density
        from workings.probability.tail_question import answer_tail_bound, is_about_tail_bound

        if is_about_tail_bound(question):
            return answer_tail_bound(question, tidy=tidy, book=book)
        if is_about_density(question):
            return answer_density(question, tidy=tidy, book=book)
        from workings.probability.homework import is_about_probability
        from workings.probability.question import is_probability_question

        if is_about_probability(question) or is_probability_question(question):
            from workings.probability.ask import answer_stated

            return answer_stated(question, tidy=tidy, book=book)
        from workings.expression.problem import read_problem
        from workings.expression.shaped_question import asks_about_shapes
        from workings.linear.question import scope_of
        from workings.worded import as_usual, question_in, question_of, refuse_unknown  # which stands above this module

        as_typed, question = question, as_usual(question)
        for text in dict.fromkeys((as_typed, question)):  # what is said of letters has words of its own
            if asks_about_shapes(text):
                from workings.matrix_calculus import answer_question  # which stands above this module

                return answer_question(text, layout=method, book=book)
        from workings.linear.conditions import read_condition
        from workings.stated import asks_without_matrix, read_worded, refusal

        condition = read_condition(question)
        if condition is not None:
            return _answer(condition.goal, tidy, book, decimal=condition.decimal)
        worded = read_worded(question)
        if worded is not None:
            return _answer(worded.goal, tidy, book, decimal=worded.decimal)
        if is_about_matrices(question):
            try:
                return _answer(read_matrices(question), tidy, book)
            except ReadError as error:
                if not error.message.endswith("is not known") or len(_WORD.findall(question)) < 3:
                    raise
                raise refusal(question, "this is not asked of matrices here in these words") from error
        asked = question_in(question)
        if asked is not None:
            return _answer(_by_method(intern(asked), method), tidy, book, decimal=_DECIMAL.search(question) is not None)
        first = has_matrices(question) or scope_of(question) is not EMPTY
        system = _system(question, method, tidy, book) if first else None
        if system is not None:
            return system
        if has_matrices(question) or _NORM.search(question):
            from workings.stated import read_asked  # which stands above this module

            stated = read_asked(question)  # A = [[2, 1], [1, 3]]; A^{-1}
            if stated is not None and isinstance(stated.goal, MatrixGoal):
                return _answer(stated.goal, tidy, book, decimal=stated.decimal)
        try:
            problem = read_problem(question)
        except ReadError:
            system = _system(question, method, tidy, book)
            if system is None:
                raise
            return system
        more = None if method else question_of(problem)
        if more is not None:
            return _answer(_with_values(intern(more), problem), tidy, book, decimal=problem.decimal)
        if problem.goal is None and not isinstance(problem.body, Expr):
            if _DERIVATIVE.search(question):
                raise ValueError(
                    f"{question.strip()!r}: the function is not given; write it out, such as 'd/dx (x^2 + 1)'"
                )
            system = _system(question, method, tidy, book)
            if system is not None:
                return system
            raise ValueError(
                f"{question!r} is read, but it asks nothing; write what to find, such as 'd/dx {question.strip()}'"
            )
        if problem.goal is None:
            refuse_unknown(question)
            if asks_without_matrix(question):
                raise refusal(question, "the matrix or the vectors are not given; write them out, A = [[1, 2], [3, 4]]")
            if any(isinstance(node, Probability) for node in walk(problem.body)):
                raise ValueError(f"{question.strip()!r}: nothing is given from which this probability would follow")
            return _answer(Tidy(intern(problem.body)), tidy, book, decimal=problem.decimal)
        goal = _by_method(intern(problem.goal), method or problem.method)
        if problem.at and isinstance(goal, FirstPrinciples | Logarithmic | ExpandFirst | AsProduct):
            goal = Value(goal, *problem.at)
        return _answer(_with_values(goal, problem), tidy, book, decimal=problem.decimal)
    return _answer(_by_method(_as_goal(question), method), tidy, book)


def _with_values(goal: Basic, problem: Problem) -> Basic:
    """The question together with the values that are given of the functions in it, f(3) = 2 and f'(3) = 5."""
    if not isinstance(goal, Expr) or not known_values(problem.givens):
        return goal
    functions = {type(node).__name__ for node in walk(goal) if isinstance(node, AppliedUndef)}
    given = [eq for eq in problem.givens if functions & {name for name, _, _ in known_values([eq])}]
    return KnownValues(goal, given) if given else goal


def _system(question: str, method: str, tidy: bool, book: RuleBook | None) -> Derivation | None:
    """The derivation of a system of equations that stands in a text without a question; None where there is none."""
    from workings.linear.question import read_system  # which stands above this module

    found = read_system(question)
    if found is None:
        return None
    return _answer(_by_method(intern(found.goal), method or found.method), tidy, book, decimal=found.decimal)


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
    body, decimal = _body(f)
    if not isinstance(body, Expr):
        raise TypeError(f"{type(body).__name__} can't be differentiated; an expression can")
    variable = _variable(body, x)
    return _answer(D(body, variable, order), tidy, book, decimal=decimal)


def gradient(f: str | Expr, variables: Sequence[str | Symbol] = (), *, tidy: bool = True) -> Derivation:
    """The partial derivatives of f, in the order of `variables` (all symbols of f by name, unless given).

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> gradient("3x^2 + 2xy + y^2").result
    (6*x + 2*y, 2*x + 2*y)
    """
    body, decimal = _body(f)
    return _answer(Gradient(body, _variables(body, variables)), tidy, None, decimal=decimal)


def hessian(f: str | Expr, variables: Sequence[str | Symbol] = (), *, tidy: bool = True) -> Derivation:
    """The matrix of the second partial derivatives of f.

    Raises:
        ReadError, ValueError, NoRule: as `derive`.

    >>> hessian("x^3 + x y^2").result
    Matrix([
    [6*x, 2*y],
    [2*y, 2*x]])
    """
    body, decimal = _body(f)
    return _answer(Hessian(body, _variables(body, variables)), tidy, None, decimal=decimal)


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
    read = [_body(f) for f in functions]
    bodies = Tuple(*[body for body, _ in read])
    decimal = any(decimal for _, decimal in read)
    return _answer(Jacobian(bodies, _variables(bodies, variables)), tidy, None, decimal=decimal)


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
    goal = Implicit(body, _variable(body, y), _variable(body, x))
    return _answer(goal, tidy, None, decimal=reading is not None and reading.decimal)


def _body(f: str | Expr) -> tuple[Any, bool]:
    """An expression as written, and whether decimals were used to write it."""
    if not isinstance(f, str):
        return as_written(f), False
    from workings.expression.reader import read

    reading = read(f)
    return intern(reading.node), reading.decimal


def _variables(f: Basic, variables: Sequence[str | Symbol]) -> tuple[Symbol, ...]:
    return tuple(_variable(f, v) for v in variables) if variables else symbols_of([f])


def _variable(f: Basic, x: str | Symbol | None) -> Symbol:
    """The variable meant: the symbol of f of that name, whatever is assumed of it."""
    if isinstance(x, Symbol):
        return x
    present = symbols_of([f])
    if x is None:
        if len(present) != 1:
            names = ", ".join(s.name for s in present) or "none"
            raise ValueError(f"which variable? the symbols of the expression are: {names}; say differentiate(f, x)")
        return present[0]
    from workings.expression.nodes import symbol

    return next((s for s in present if s.name == x), symbol(x))


# Methods that are what the rules do anyway, where they apply.
_NATURAL = frozenset({"", "implicit", "chain", "product", "quotient", "substitution"})

_WORD = re.compile(r"[^\W\d_]{2,}")
_DERIVATIVE = re.compile(r"\bderivatives?\b|\bdifferentiat|\bgradient\b|\bhessian\b|\bjacobian\b|微分|導関数", re.I)
_DECIMAL = re.compile(r"\d\.\d")
_NORM = re.compile(r"‖|\|\||\\\||\bnorm\b|\blength of\b", re.I)
_SYSTEMS = {"": "gauss", "elimination": "gauss", "augmented-matrix": "gauss"}


def _by_method(goal: Basic, method: str) -> Basic:
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


# For the modules above this one.


def answered(goal: Basic, *, decimal: bool = False) -> Derivation:
    """The derivation of a goal, tidied, by all installed books."""
    return _answer(intern(goal), True, None, decimal=decimal)


def read_body(f: str | Expr) -> tuple[Any, bool]:
    """An expression as written, and whether decimals were used to write it."""
    return _body(f)


def variable_of(f: Basic, x: str | Symbol | None) -> Symbol:
    """The symbol of f of that name; of one symbol only where no name is given."""
    return _variable(f, x)
