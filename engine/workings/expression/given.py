"""What a problem gives: its readings sorted into definitions, equations, conditions, values and questions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import sympy
from sympy import Add, And, Basic, Eq, Expr, Mul, Symbol, Tuple, log
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression import syntax
from workings.expression.definitions import defined
from workings.expression.goals import D, Goal, Gradient, Partial
from workings.expression.nodes import add, mul, piecewise, symbol, symbols_of, walk
from workings.expression.parser import Note
from workings.expression.reading import Reading
from workings.expression.scope import Scope
from workings.expression.wording import ASKED, RESPECT

__all__ = ["Given", "equations_of"]

_new = Basic.__new__
_RELATIONS: dict[str, Any] = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "!=": sympy.Ne}


class Given:
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
        self.level = False  # whether a function is set to a constant, which makes a curve
        self.asked: list[Any] = []
        self.loose: list[Reading] = []
        self.by: str | None = None
        self.in_variables: tuple[Any, ...] = ()
        self.respecting = False  # whether the last statement was one of the variables to differentiate by
        self.tuples: list[tuple[str, Tuple]] = []
        self._sort()

    # What is given

    def _sort(self) -> None:
        pieces: dict[str, list[tuple[Any, Any]]] = {}
        for i, reading in enumerate(self.readings):
            node, words = _scaled(reading.node), reading.words
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
        definition = defined(node)
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
            self.level = True
        if arguments is not None and following is not None and isinstance(following.node, Relational | Tuple):
            condition = _condition_of(following)
            if condition is not None and following.words in ("for", "if", "when"):
                pieces.setdefault(name, []).append((expr, condition))
        self._define(name, arguments, expr)
        if isinstance(left, log):  # the function that ln L = ... is about is ln L
            self.main = right
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
        if (words.endswith("in") or RESPECT.search(words)) and all(isinstance(a, Symbol) for a in node.args):
            self.in_variables = tuple(node.args)
        elif node.args and all(isinstance(a, Partial | D) for a in node.args):
            self.in_variables = tuple(a.x for a in node.args)
            self.asked.append(Gradient(node.args[0].f, self.in_variables))
        else:
            self.tuples.append((words, node))

    def _expression(self, reading: Reading) -> None:
        node, words = reading.node, reading.words
        respecting, self.respecting = self.respecting, False
        if isinstance(node, Symbol) and (RESPECT.search(words) or (respecting and words in ("", "and", "と"))):
            self.in_variables = (*self.in_variables, node) if respecting else (node,)
            self.by = self.in_variables[0].name
            self.respecting = True
        elif isinstance(node, Symbol) and re.search(r"\b(?:which|what|for which)$", words, re.I):
            self.by = node.name
        elif isinstance(node, Symbol) and (node.name in self.scope.dependents or ASKED.search(words)):
            return
        else:
            self.loose.append(reading)


def _scaled(node: Any) -> Any:
    """(3, 4)/5 and 1/2 (1, 3) as a vector; anything else as it is."""
    if not isinstance(node, Mul):
        return node
    vectors = [factor for factor in node.args if isinstance(factor, Tuple)]
    numbers = [factor for factor in node.args if not isinstance(factor, Tuple)]
    if len(vectors) != 1 or any(symbols_of([number]) for number in numbers):
        return node
    return Tuple(*[mul(*numbers, entry) for entry in vectors[0].args])


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
