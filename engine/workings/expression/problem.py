"""A problem as a person states it: the few words around the mathematics, turned into a goal and its givens.

The words only ever choose between readings of what stands there; the mathematics is read by the reader, and what the
words leave open stays open (`goal` is None) instead of being guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import sympy
from sympy import Add, And, Basic, Eq, Expr, Mul, Pow, Symbol, Tuple
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression import syntax
from workings.expression.algebra import rebuild
from workings.expression.budget import Budget
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
from workings.expression.nodes import add, divide, mul, piecewise, symbol, symbols_of, walk
from workings.expression.parser import Note
from workings.expression.reader import Reading, read_lines
from workings.expression.scope import EMPTY, Scope
from workings.expression.vocabulary import unknown_function
from workings.expression.wording import (
    ASKED,
    BY_LU,
    BY_QR,
    DERIVATIVE,
    DIRECTION,
    LABEL,
    METHODS,
    NOUN,
    OF,
    RESPECT,
    TASKS,
    UNKNOWNS,
)

__all__ = ["Problem", "read_problem"]

_new = Basic.__new__
_BUDGET = Budget()
_RELATIONS: dict[str, Any] = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "!=": sympy.Ne}


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
    scope = _scope(readings)
    if scope is not EMPTY:
        readings = read_lines(told, scope=scope, budget=budget)
    return _Statement(text, readings, scope).problem()


# Definitions


def _defined(node: Any) -> tuple[str, tuple[str, ...] | None, Any] | None:
    """(name, arguments, expression) of y = ..., f(x) = ...; the arguments of a plain name are None."""
    if not isinstance(node, (Eq, Tuple)) or len(node.args) < 2:
        return None
    left, right = node.args[0], node.args[1]
    if isinstance(left, AppliedUndef) and all(isinstance(a, Symbol) for a in left.args):
        return type(left).__name__, tuple(a.name for a in left.args), right
    if isinstance(left, Symbol) and left not in symbols_of([right]):
        return left.name, None, right
    return None


def _definitions(readings: Iterable[Reading]) -> list[tuple[str, tuple[str, ...] | None, Any]]:
    found = []
    for reading in readings:
        chain = isinstance(reading.node, Eq) or (reading.signs and set(reading.signs) == {"="})
        if chain and not reading.continues and (definition := _defined(reading.node)) is not None:
            found.append(definition)
    return found


def _scope(readings: tuple[Reading, ...]) -> Scope:
    """What the definitions of a text say about its names."""
    definitions = _definitions(readings)
    functions = {name: args for name, args, _ in definitions if args is not None}
    dependents: dict[str, tuple[str, ...]] = {}
    for name, args, right in definitions:
        variables = tuple(s.name for s in symbols_of([right]))
        if args is None and name not in functions and variables:
            dependents[name] = variables
    for reading in readings:
        for node in walk(reading.node):
            # dx/dt = 3 makes x depend on t
            named = isinstance(node, D) and isinstance(node.f, Symbol) and isinstance(node.x, Symbol)
            if named and node.f.name not in functions:
                dependents.setdefault(node.f.name, ())
    if not functions and not dependents:
        return EMPTY
    return Scope(functions=functions, dependents=dependents, variable=_variable(readings, functions, dependents))


def _variable(
    readings: tuple[Reading, ...], functions: dict[str, tuple[str, ...]], dependents: dict[str, tuple[str, ...]]
) -> str:
    """The variable that a prime differentiates by."""
    for arguments in (*functions.values(), *dependents.values()):
        free = [a for a in arguments if a not in dependents]
        if len(free) == 1:
            return free[0]
    names = {s.name for reading in readings for s in symbols_of([reading.node])}
    return next((v for v in ("x", "t", "s", "u", "z", "r", "w") if v in names and v not in dependents), "x")


def substitute(expr: Basic, names: dict[str, Any], functions: dict[str, tuple[tuple[str, ...], Any]]) -> Any:
    """`expr` with defined names and functions replaced by what they stand for; nothing is evaluated."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node._args])) if node._args else node
        if isinstance(now, Symbol):
            now = names.get(now.name, now)
        elif isinstance(now, AppliedUndef) and type(now).__name__ in functions:
            arguments, body = functions[type(now).__name__]
            if len(arguments) == len(now.args):
                places = dict(zip(arguments, now.args, strict=True))
                now = (
                    body
                    if all(v == getattr(a, "name", "") for v, a in places.items())
                    else substitute(body, places, {})
                )
        done[id(node)] = now
    return done[id(expr)]


class _Statement:
    """The readings of one problem, sorted into what is given and what is asked."""

    def __init__(self, text: str, readings: tuple[Reading, ...], scope: Scope) -> None:
        self.text = text
        self.readings = readings
        self.scope = scope
        self.words = " ".join([*(r.words for r in readings), readings[-1].after])
        self.notes = [note for reading in readings for note in reading.notes]
        self.givens: list[Basic] = []
        self.values: dict[Symbol, Expr] = {}
        self.rates: list[tuple[Symbol, Symbol]] = []
        self.names: dict[str, Any] = {}
        self.functions: dict[str, tuple[tuple[str, ...], Any]] = {}
        self.main: Any = None
        self.main_variables: tuple[str, ...] = ()
        self.asked: list[Any] = []
        self.loose: list[Reading] = []
        self.by: str | None = None
        self.in_variables: tuple[Any, ...] = ()
        self.tuples: list[tuple[str, Tuple]] = []

    def problem(self) -> Problem:
        self._sort()
        goals, at = self._goals()
        moving = {x.name: unknown_function(x.name)(t) for x, t in self.rates}
        if moving and goals and any(isinstance(n, AppliedUndef) for n in walk(goals[0])):
            self.givens = [substitute(g, moving, {}) if isinstance(g.args[0], D) else g for g in self.givens]
        body = None
        method = next((m for pattern, m in METHODS if pattern.search(self.words)), "")
        if not method and BY_LU.search(self.text):  # L and U read as letters, not as words
            method = "lu"
        if not method and BY_QR.search(self.text):
            method = "qr"
        if not goals and (method == "implicit" or DERIVATIVE.search(self.words)):
            goals = self._curve()
        if not goals:
            body = self._body()
        variable = next(
            (g.x for goal in goals for g in walk(goal) if isinstance(g, D) and isinstance(g.x, Symbol)), None
        )
        if variable is None and goals and isinstance(goals[0], Implicit):
            variable = goals[0].args[2]
        scope = self.scope
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

    def _curve(self) -> list[Basic]:
        """dy/dx where an equation in x and y is to be differentiated and nothing says by what."""
        x, y = symbol("x"), symbol("y")
        equations = [given for given in self.givens if isinstance(given, Eq)]
        stated = [eq for eq in equations if not isinstance(eq.args[0], Symbol | AppliedUndef)]  # no definitions
        curves = [eq for eq in stated if {x, y} <= set(symbols_of([eq]))]
        return [Implicit(curves[0], y, x)] if len(curves) == 1 else []

    def _task(self) -> str:
        return next((task for pattern, task in TASKS if pattern.search(self.words)), "")

    # What is given

    def _sort(self) -> None:
        pieces: dict[str, list[tuple[Any, Any]]] = {}
        for i, reading in enumerate(self.readings):
            node, words = reading.node, reading.words
            following = self.readings[i + 1] if i + 1 < len(self.readings) else None
            if _is_goal(node) or (isinstance(node, Mul | Add) and any(_is_goal(part) for part in node.args)):
                self.asked.append(self._whole(reading))
            elif isinstance(node, Eq) or (reading.signs and set(reading.signs) == {"="} and isinstance(node, Tuple)):
                self._equation(reading, following, pieces)
            elif isinstance(node, Relational) or reading.signs:
                self._condition(reading)
            elif isinstance(node, Tuple):
                self._tuple(words, node)
            else:
                self._expression(reading)
        for name, rows in pieces.items():
            if len(rows) > 1:
                self._define(name, self.functions[name][0], piecewise(*rows))

    def _whole(self, reading: Reading) -> Any:
        """A question that begins with d/dx asks for the derivative of all that follows, also of a sum."""
        node, ast = reading.node, reading.ast
        if not (isinstance(node, Add) and isinstance(ast, syntax.Sum) and isinstance(ast.terms[0], syntax.Derivative)):
            return node
        first, *others = node.args
        if any(isinstance(n, D) for term in others for n in walk(term)) or isinstance(ast.terms[0].body, syntax.Name):
            return node
        self.notes = [note for note in self.notes if not note.message.endswith(" alone")]
        self.notes.append(Note("the derivative is read as that of the whole sum", ast.span))
        return type(first)(add(first.f, *others), first.x, first.order)

    def _equation(self, reading: Reading, following: Reading | None, pieces: dict[str, list[tuple[Any, Any]]]) -> None:
        node = reading.node
        self.givens.append(node)
        left, right = node.args[0], node.args[1]
        if isinstance(left, D):
            if isinstance(left.f, Symbol) and isinstance(left.x, Symbol) and left.f.name not in self.names:
                self.rates.append((left.f, left.x))
            if "show" in self.words.lower():
                self.asked.append(left)
            return
        if isinstance(left, Symbol) and right is left:  # x = x(t)
            self.rates.extend((left, symbol(t)) for t in self.scope.dependents.get(left.name, ())[:1])
            return
        if isinstance(right, D):  # the velocity v = ds/dt
            self.asked.append(right)
            return
        definition = _defined(node)
        if isinstance(left, Symbol) and isinstance(right, Tuple | ImmutableDenseMatrix):
            self.names[left.name] = right
            if isinstance(right, Tuple):
                self._tuple(reading.words + " " + left.name, right)
            return
        if isinstance(left, Symbol) and not symbols_of([right]):
            if _is_number(right):
                self.values[left] = right
            return
        if definition is None:
            return
        name, arguments, expr = definition
        if isinstance(node, Tuple) and len(node.args) == 3 and not symbols_of([node.args[2]]):
            self.givens[-1] = _new(Eq, expr, node.args[2])  # F(x, y) = ... = 0
        if arguments is not None and following is not None and isinstance(following.node, Relational | Tuple):
            condition = _condition_of(following)
            if condition is not None and following.words in ("for", "if", "when"):
                pieces.setdefault(name, []).append((expr, condition))
        self._define(name, arguments, expr)
        self.main_variables = self.main_variables or arguments or ()

    def _define(self, name: str, arguments: tuple[str, ...] | None, expr: Any) -> None:
        if arguments is not None:
            self.functions[name] = (arguments, expr)
        self.names[name] = expr
        if self.main is None or (arguments is not None and self.main_variables == arguments):
            self.main = expr
            self.main_variables = arguments or ()

    def _condition(self, reading: Reading) -> None:
        condition = _condition_of(reading)
        if condition is not None:
            self.givens.append(condition)
            if re.search(r"\bwhich$", reading.words, re.I) and len(symbols_of([condition])) == 1:
                self.by = symbols_of([condition])[0].name

    def _tuple(self, words: str, node: Tuple) -> None:
        if words.endswith("in") and all(isinstance(a, Symbol) for a in node.args):
            self.in_variables = tuple(node.args)
        elif node.args and all(isinstance(a, Partial | D) for a in node.args):
            self.in_variables = tuple(a.x for a in node.args)
            self.asked.append(Gradient(node.args[0].f, self.in_variables))
        else:
            self.tuples.append((words, node))

    def _expression(self, reading: Reading) -> None:
        node, words = reading.node, reading.words
        if (isinstance(node, Symbol) and RESPECT.search(words)) or (
            isinstance(node, Symbol) and re.search(r"\b(?:which|what|for which)$", words, re.I)
        ):
            self.by = node.name
        elif isinstance(node, Symbol) and (node.name in self.scope.dependents or ASKED.search(words)):
            return
        else:
            self.loose.append(reading)

    # What is asked

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
        """The function that the words are about: the first definition, or the first expression that stands alone."""
        if self.main is not None:
            main = self._quadratic(self.main)
            if not (isinstance(main, Symbol) and main.name in self.names):
                return main
        for reading in self.loose:
            if isinstance(reading.node, Symbol) and reading.node.name in self.names:
                return self.names[reading.node.name]
            return reading.node
        return next((t for words, t in self.tuples if re.search(r"jacobian", words, re.I)), None)

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
            return [Gradient(f, self._variables(f))]
        if not isinstance(f, Expr):
            return []
        if "partial" in lower:
            return [Partial(f, symbol(self.by))] if self.by else [Partial(f, v) for v in self._variables(f)]
        several = len(self._variables(f)) > 1 and self.by is None
        if several and re.search(r"critical|stationary|minim|maxim|extrem|turning", lower):
            return [Gradient(f, self._variables(f))]
        wanted = DERIVATIVE.search(words) or self._task() not in ("", "solve", "simplify", "error")
        method = any(pattern.search(words) for pattern, m in METHODS if m in ("logarithmic", "first-principles"))
        if not wanted and not method:
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
        names = [s for s in symbols_of([self._resolved(f)]) if s not in constants]
        if not names:
            return symbol("x")  # the derivative of a constant, by whatever
        if len(names) == 1:
            return names[0]
        return next((s for s in names if s.name == "x"), None) or next((s for s in names if s.name == "t"), None)

    def _variables(self, f: Any) -> tuple[Any, ...]:
        if self.in_variables:
            return self.in_variables
        for name, variables in self.functions.items():
            if self.names.get(name) is f and len(variables[0]) > 1:
                return tuple(symbol(v) for v in variables[0])
        return symbols_of([f])

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
                parameter = symbols_of([self.names[x.name]])
                if len(parameter) == 1:  # x = x(t), y = y(t)
                    t = parameter[0]
                    return divide(D(self._expanded(y, t), t), D(self._expanded(x, t), t))
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
            if DIRECTION.search(words):
                return node
        return self.tuples[-1][1] if self.tuples else None

    def _place(self, goals: list[Any], direction: Tuple | None) -> dict[Symbol, Expr]:
        """at x = 1, at (3, 2), when x = 4 and y = 5"""
        at = dict(self.values)
        if not goals or isinstance(goals[0], Solve):
            return {}
        for _, node in self.tuples:
            if node is direction or symbols_of([node]) or node in self.names.values():
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


def equations_of(reading: Reading) -> list[Any]:
    """The equation that a reading is, or all those of a chain: x + y = y + z and y + z = 4."""
    node = reading.node
    if isinstance(node, Eq):
        return [] if reading.continues else [node]
    if reading.continues or not reading.signs or set(reading.signs) != {"="} or not isinstance(node, Tuple):
        return []
    return [_new(Eq, left, right) for left, right in pairwise(node.args)]


def _is_goal(node: Any) -> bool:
    return isinstance(node, Goal)


def _is_number(expr: Any) -> bool:
    return not symbols_of([expr]) and not any(isinstance(n, AppliedUndef) for n in walk(expr))


def _condition_of(reading: Reading) -> Any:
    """x > 0, or -1 < x < 1 as both its relations."""
    node, signs = reading.node, reading.signs
    if isinstance(node, Relational):
        return node
    if not signs or reading.continues or not all(sign in _RELATIONS for sign in signs):
        return None
    pairs = zip(node.args, node.args[1:], signs, strict=False)
    return _new(And, *(_new(_RELATIONS[sign], left, right) for left, right, sign in pairs))
