"""A problem as a person states it: the few words around the mathematics, turned into a goal and its givens.

The words only ever choose between readings of what stands there; the mathematics is read by the reader, and what the
words leave open stays open (`goal` is None) instead of being guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from sympy import Add, Basic, Eq, Expr, Mul, Pow, Symbol, Tuple
from sympy.core.function import AppliedUndef
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression.budget import Budget
from workings.expression.definitions import parameter_of, scope_of, substitute
from workings.expression.given import Given, equations_of
from workings.expression.goals import (
    D,
    Directional,
    Goal,
    Gradient,
    Hessian,
    Implicit,
    Jacobian,
    Partial,
    Solve,
    TotalDifferential,
    Value,
)
from workings.expression.nodes import add, divide, free_in, mul, symbol, symbols_of, walk
from workings.expression.parser import Note
from workings.expression.reader import read_lines
from workings.expression.relations import equal_to
from workings.expression.scope import EMPTY, Scope
from workings.expression.vocabulary import unknown_function
from workings.expression.wording import (
    DERIVATIVE,
    DIRECTION,
    INTERVAL,
    LABEL,
    NOUN,
    OF,
    PLACE_OR_DIRECTION,
    TASKS,
    UNKNOWNS,
    method_in,
)

__all__ = ["Problem", "read_problem"]

_BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked, and what is given.

    Arguments:
        text: the problem as typed.
        goal: the question: a goal, or an expression of goals; None if the text is only an expression or equations.
        body: that expression, or the Tuple of those equations, where there is no goal.
        goals: all questions, where there are several ("find f_x and f_y"); `goal` is the first.
        givens: definitions, equations and conditions, as written.
        at: the place at which the answer is asked for, as (symbol, value) pairs.
        method: the method asked for, such as `first-principles` or `logarithmic`; '' where none is.
        task: what the derivative is wanted for, such as `minimum` or `tangent`; '' where it is wanted itself.
        variable: the variable of differentiation, where there is one.
        scope: what the problem says about its names; with it the lines of an answer are read.
        decimal: whether decimals were used.
        notes: doubtful readings, said back.
    """

    text: str
    goal: Basic | None
    body: Basic | None
    goals: tuple[Basic, ...]
    givens: tuple[Basic, ...]
    at: tuple[tuple[Symbol, Expr], ...]
    method: str
    task: str
    variable: Symbol | None
    scope: Scope
    decimal: bool
    notes: tuple[Note, ...]


def read_problem(text: str, *, budget: Budget = _BUDGET) -> Problem:
    """The problem that `text` states.

    Raises:
        ReadError: there is no mathematics in it, or none that can be read.

    >>> problem = read_problem("Differentiate y = (4x - 7)^3")
    >>> problem.goal, problem.givens
    (D((4*x - 7)**3, x), (Eq(y, (4*x - 7)**3),))
    >>> read_problem("f(x) = 2x^3, f'(-2) = ?").at
    ((x, -2),)
    """
    told = text
    for words in (LABEL, NOUN, OF):
        told = words.sub(lambda match: " " * len(match[0]), told)
    readings = read_lines(told, budget=budget)
    scope = scope_of(readings)
    if scope is not EMPTY:
        readings = read_lines(told, scope=scope, budget=budget)
    return _Statement(text, readings, scope).problem()


class _Statement(Given):
    """What a problem asks, found from what it gives."""

    def problem(self) -> Problem:
        goals, at = self._goals()
        moving = {x.name: unknown_function(x.name)(t) for x, t in self.rates}
        if moving and goals and any(isinstance(n, AppliedUndef) for n in walk(goals[0])):
            self.givens = [substitute(g, moving, {}) if isinstance(g.args[0], D) else g for g in self.givens]
        body = None
        method = method_in(self.words, self.text)
        if not goals and (method == "implicit" or DERIVATIVE.search(self.words)):
            goals = self._curve()
        if not goals:
            body = self._body()
        variable = next(
            (g.x for goal in goals for g in walk(goal) if isinstance(g, D) and isinstance(g.x, Symbol)), None
        )
        if variable is None and goals and isinstance(goals[0], Implicit):
            variable = goals[0].args[2]
        scope = self._of_components()
        if scope is not EMPTY or variable is not None:
            scope = replace(scope, variable=variable.name if variable is not None else scope.variable)
        return Problem(
            self.text,
            goals[0] if goals else None,
            body,
            tuple(goals),
            tuple(self.givens),
            tuple(at),
            method,
            self._task(),
            variable,
            scope,
            any(reading.decimal for reading in self.readings),
            tuple(self.notes),
        )

    def _of_components(self) -> Scope:
        """The scope where f(x) = x^T A x is a function of the components of x; its definition is written out."""
        functions = dict(self.scope.functions)
        for i, given in enumerate(self.givens):
            left = given.args[0] if isinstance(given, Eq) else None
            if not isinstance(left, AppliedUndef) or len(left.args) != 1:
                continue
            components = self.names.get(getattr(left.args[0], "name", ""))
            body = self._quadratic(given.args[1])
            if isinstance(components, Tuple) and body is not given.args[1]:
                name = type(left).__name__
                functions[name] = tuple(c.name for c in components.args if isinstance(c, Symbol))
                self.givens[i] = equal_to(unknown_function(name)(*components.args), body)
        return replace(self.scope, functions=functions) if functions != dict(self.scope.functions) else self.scope

    def _curve(self) -> list[Basic]:
        """dy/dx where an equation in x and y is to be differentiated and nothing says by what."""
        x, y = symbol("x"), symbol("y")
        equations = [given for given in self.givens if isinstance(given, Eq)]
        stated = [eq for eq in equations if not isinstance(eq.args[0], Symbol | AppliedUndef)]  # no definitions
        curves = [eq for eq in stated if {x, y} <= set(symbols_of([eq]))]
        return [Implicit(curves[0], y, x)] if len(curves) == 1 else []

    def _task(self) -> str:
        return next((task for pattern, task in TASKS if pattern.search(self.words)), "")

    def _goals(self) -> tuple[list[Any], list[tuple[Symbol, Expr]]]:
        at: dict[Symbol, Expr] = {}
        subject = self._subject()
        words = self.words
        goals: list[Any] = []
        for asked in self.asked:
            if isinstance(asked, Value):
                at.update({pair.args[0]: pair.args[1] for pair in asked.args[1:]})
                asked = asked.args[0]
            goal = self._resolved(asked)
            if goal not in goals:
                goals.append(goal)
        direction = self._direction()
        if subject is not None and direction is not None:
            goals = [Directional(subject, self._variables(subject), direction.args)]
        elif not goals and subject is not None:
            goals = self._worded(subject, words)
        if not goals and re.search(r"\bsolve\b|solutions?\b|eliminat|cramer|解", words, re.I):
            goals = self._solve()
        elif not goals and self.loose and all(isinstance(r.node, Symbol) for r in self.loose):
            goals = self._solve()  # find x and y: ...
        at |= self._place(goals, direction)
        return goals, list(at.items())

    def _subject(self) -> Any:
        """The function that the words are about: the first definition, or the first expression that stands alone.

        An expression in functions that are defined, as f(g(x)) and f(2x) are, comes before their definitions.
        """
        for reading in self.loose:
            if any(self._is_put_in(node) for node in walk(reading.node)):
                return reading.node
        if self.main is not None:
            main = self._quadratic(self.main)
            if not (isinstance(main, Symbol) and main.name in self.names):
                return main
        for reading in self.loose:
            if isinstance(reading.node, Symbol) and reading.node.name in self.names:
                return self.names[reading.node.name]
            return reading.node
        return next((t for words, t in self.tuples if re.search(r"jacobian", words, re.I)), None)

    def _is_put_in(self, node: Basic) -> bool:
        """Whether it is a defined function of something else than its variable."""
        if not isinstance(node, AppliedUndef) or type(node).__name__ not in self.functions:
            return False
        return bool(symbols_of([node])) and any(not isinstance(arg, Symbol) for arg in node.args)

    def _worded(self, f: Any, words: str) -> list[Any]:
        """The goal that words like `gradient of` make of the function f."""
        lower = words.lower()
        if self.rates and re.search(r"how fast|total|rate", lower) and isinstance(f, Expr):
            return [self._resolved(D(f, self.rates[0][1]))]
        if "jacobian" in lower:
            return [Jacobian(f if isinstance(f, Tuple) else Tuple(f), self._variables(f))]
        if "hessian" in lower:
            return [Hessian(f, self._variables(f))]
        if "total differential" in lower or "error estimate" in lower:
            return [TotalDifferential(f, self._variables(f))]
        if re.search(r"\bgrad(?:ient)?\b", lower) and "curve" not in lower:
            by = self._variables(f)
            return [Partial(f, by[0]) if len(by) == 1 else Gradient(f, by)]
        if not isinstance(f, Expr):
            return []
        if self.level and re.search(r"\bslope\b|\btangent\b", lower) and (curve := self._curve()):
            return curve
        if "partial" in lower or (len(self.in_variables) > 1 and DERIVATIVE.search(words)):
            return [Partial(f, v) for v in self._variables(f)]
        several = len(self._variables(f)) > 1 and self.by is None
        if several and re.search(r"critical|stationary|minim|maxim|extrem|turning", lower):
            return [Gradient(f, self._variables(f))]
        wanted = DERIVATIVE.search(words) or self._task() not in ("", "solve", "simplify", "error")
        if not wanted and method_in(words) not in ("logarithmic", "first-principles"):
            return []
        order = 2 if re.search(r"second|inflection", lower) else 3 if "third derivative" in lower else 1
        x = self._single(f)
        return [self._resolved(D(f, x, order))] if x is not None else []

    def _single(self, f: Any) -> Symbol | None:
        """The variable by which f is differentiated where no one says."""
        if self.by:
            return symbol(self.by)
        if len(self.main_variables) == 1:
            return symbol(self.main_variables[0])
        constants = {s for reading in self.readings if "constant" in reading.after for s in symbols_of([reading.node])}
        names = [s for s in free_in(self._resolved(f)) if s not in constants]
        if not names:
            return symbol("x")  # the derivative of a constant, by whatever
        if len(names) == 1:
            return names[0]
        return next((s for s in names if s.name == "x"), None) or next((s for s in names if s.name == "t"), None)

    def _variables(self, f: Any) -> tuple[Any, ...]:
        if self.in_variables:
            return self.in_variables
        for name, variables in self.functions.items():
            if self.names.get(name) is f:
                return tuple(symbol(v) for v in variables[0])
        return free_in(f)

    def _resolved(self, goal: Any) -> Any:
        """The goal about expressions instead of their names."""
        if isinstance(goal, D) and isinstance(goal.f, Symbol) and isinstance(goal.x, Symbol) and not goal.args[2:]:
            y, x = goal.f, goal.x
            if x == y and y.name not in self.names and self._implicit(y, symbol("x")) is not None:
                x = symbol("x")  # "the derivative of y" is by x
            if y in self.values and y.name not in self.names:  # y = e^5 defines what is to be differentiated
                self.names[y.name] = self.values.pop(y)
            equation = self._implicit(y, x)
            if equation is not None:
                return Implicit(equation, y, x)
            if not isinstance(goal, Partial) and x.name in self.names and y.name in self.names:
                t = parameter_of(self.names[x.name], self.names[y.name])
                if t is not None:  # x = x(t), y = y(t)
                    return divide(D(self._expanded(y, t), t), D(self._expanded(x, t), t))
        if isinstance(goal, Add):  # f_xx + f_yy
            return add(*[self._resolved_term(term) for term in goal.args])
        if not isinstance(goal, Goal):
            return substitute(goal, {}, {}) if not self.functions else substitute(goal, {}, self.functions)
        if isinstance(goal, D):
            inner = self._resolved(goal.f) if isinstance(goal.f, Goal) else self._expanded(goal.f, goal.x)
            return type(goal)(inner, goal.x, goal.order)
        f = goal.args[0]
        if isinstance(f, Symbol) and f.name in self.names:
            f = self._quadratic(self.names[f.name])
            variables = goal.args[1].args if len(goal.args) > 1 and goal.args[1].args else ()
            known = () if set(variables) == {goal.args[0]} else variables
            return type(goal)(f, known or self._variables(f))
        return goal

    def _resolved_term(self, term: Any) -> Any:
        if isinstance(term, D):
            return self._resolved(term)
        if isinstance(term, Mul) and any(isinstance(factor, D) for factor in term.args):
            return mul(*[self._resolved(factor) if isinstance(factor, D) else factor for factor in term.args])
        return substitute(term, {}, self.functions)

    def _implicit(self, y: Symbol, x: Symbol) -> Basic | None:
        """The equation that makes y a function of x, where y is not defined."""
        if y.name in self.names:
            return None
        for given in self.givens:
            if isinstance(given, Eq) and not isinstance(given.args[0], AppliedUndef):
                names = symbols_of([given])
                if y in names and x in names and not any(isinstance(n, D) for n in walk(given)):
                    return given
        return None

    def _expanded(self, f: Any, x: Any) -> Any:
        """f with every defined name in it replaced by what it stands for, and names that move made functions of x."""
        moving = {y.name: unknown_function(y.name)(t) for y, t in self.rates if y is not x and t == x}
        for _ in range(len(self.names) + 1):
            names = {n: e for n, e in self.names.items() if symbol(n) != x and isinstance(e, Expr) and n not in moving}
            now = substitute(f, names, self.functions)
            if now is f or now == f:
                break
            f = now
        return substitute(f, moving, {}) if moving else f

    def _quadratic(self, f: Any) -> Any:
        """w^T S w written out, where S is given as a matrix and w by its components."""
        if not (isinstance(f, Mul) and len(f.args) == 3 and isinstance(f.args[0], Pow)):
            return f
        w, s = f.args[2], self.names.get(getattr(f.args[1], "name", ""))
        components = self.names.get(getattr(w, "name", ""))
        if f.args[0].args != (w, symbol("T")) or not isinstance(components, Tuple):
            return f
        n = len(components.args)
        if not isinstance(s, ImmutableDenseMatrix) or s.shape != (n, n):
            return f
        self.in_variables = tuple(components.args)
        parts = [(s[i, j], components.args[i], components.args[j]) for i in range(n) for j in range(n)]
        return add(*(mul(a, u, v) for a, u, v in parts if a != 0))

    def _direction(self) -> Tuple | None:
        if not DIRECTION.search(self.words):
            return None
        for words, node in self.tuples:
            said = PLACE_OR_DIRECTION.findall(words)
            if said and DIRECTION.search(said[-1]):  # a directional derivative at (0, 1) in the direction (1, 1)
                return node
        placed = [node for words, node in self.tuples if not re.search(r"\b(?:at|point)\s*[A-Z]?$", words, re.I)]
        return placed[-1] if placed else None

    def _place(self, goals: list[Any], direction: Tuple | None) -> dict[Symbol, Expr]:
        """at x = 1, at (3, 2), when x = 4 and y = 5"""
        at = dict(self.values)
        if not goals or isinstance(goals[0], Solve):
            return {}
        for words, node in self.tuples:
            if node is direction or symbols_of([node]) or node in self.names.values() or INTERVAL.search(words):
                continue
            variables: tuple[Any, ...] = self.main_variables and tuple(symbol(v) for v in self.main_variables)
            if not variables:
                goal = goals[0]
                variables = goal.args[2:0:-1] if isinstance(goal, Implicit) else self._variables(goal.args[0])
            if isinstance(goals[0], D) and len(variables) == 1 and len(node.args) == 2:
                at[variables[0]] = node.args[0]  # the point (1, 4) of a curve y = f(x)
            elif len(variables) == len(node.args):
                at |= dict(zip(variables, node.args, strict=True))
        return at

    def _solve(self) -> list[Any]:
        equations = [pair for reading in self.readings for pair in equations_of(reading)]
        names = symbols_of(equations)
        named = [reading.node for reading in self.loose if reading.node in names]
        usual = [s for s in names if s.name.rstrip("0123456789_") in UNKNOWNS]
        wanted = named or usual or names
        return [Solve(equations, wanted)] if equations else []

    def _body(self) -> Any:
        expressions = [reading.node for reading in self.loose] + [node for _, node in self.tuples]
        if expressions:
            return expressions[0] if len(expressions) == 1 else Tuple(*expressions)
        return Tuple(*self.givens) if self.givens else None
