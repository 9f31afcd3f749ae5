"""From SymPy nodes, raw or canonical, to the operations of a tape.

Here the meaning is fixed: variables are real, and so is an odd root of a negative number. A node is looked at once,
however often it stands in the expressions, and there is no recursion.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from workings.expression.goals import Goal
from workings.expression.named import written_out
from workings.expression.nodes import walk
from workings.numeric.arithmetic import Arithmetic
from workings.numeric.stable import logarithm
from workings.numeric.tape import Builder, NumericError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workings.numeric.tape import Exact, Tape

__all__ = ["check_name", "lowered", "tape_of"]

_NAME = re.compile(r"\\?[^\W\d_][\w'′{},^\\+*-]*")


def check_name(symbol: Any) -> str:
    """The name of a symbol, if it is one: x, x_1, θ, x', x_{1}, \\hat{x}.

    It is shown to people, and never becomes a part of the program, whose names are a0, a1, ...
    """
    name = str(symbol.name)
    if not _NAME.fullmatch(name):
        right = "a name is a letter, of any script, and then letters, digits, _ and primes"
        raise NumericError(f"the symbol {name!r}: {right}")
    return name


def tape_of(expressions: Sequence[Any], arguments: tuple[Any, ...]) -> Tape:
    """The tape that works out all the expressions together from the values of the arguments."""
    build, outputs = lowered(expressions, arguments)
    return build.finish(outputs)


def lowered(expressions: Sequence[Any], arguments: tuple[Any, ...]) -> tuple[Builder, list[int]]:
    """The tape while it is still open, and the numbers of the values of the expressions."""
    lowering = _Lowering(arguments)
    # kept while they are read: nodes are known by their identity
    formulas = written_out(sp.Basic.__new__(sp.Tuple, *expressions)).args
    return lowering.build, [lowering.number(e) for e in formulas]


class _Lowering:
    def __init__(self, arguments: tuple[Any, ...]) -> None:
        self.build = Builder(arguments)
        self.arithmetic = Arithmetic(self.build)
        self.at: dict[int, int] = {}  # the value of each node, by the node's identity
        self.seen: set[int] = set()
        self.symbols: dict[Any, int] = {}
        self.by_name: dict[str, int] = {}
        for k, symbol in enumerate(arguments):
            if self.by_name.setdefault(check_name(symbol), k) != k:
                raise NumericError(f"the argument {symbol.name} is given twice")
            self.symbols[symbol] = k
        self.taken: dict[int, Any] = {}  # argument -> the symbol of the expressions that it gives a value to

    def number(self, expression: Any) -> int:
        for node in walk(expression, self.seen):
            if not isinstance(node, sp.Tuple):  # the parts of a Piecewise, or the limits of an integral
                self.at[id(node)] = self.lower(node)
        k = self.at[id(expression)]
        if self.build.is_condition(k):
            raise NumericError(f"{_brief(expression)} is a condition: it is true or false, and no number")
        return k

    def lower(self, node: Any) -> int:
        rule = _RULES.get(type(node))
        if rule is None:
            rule = _RULES[type(node)] = _find_rule(node)
        return rule(self, node)

    def values(self, nodes: Iterable[Any]) -> list[int]:
        at = self.at
        return [at[id(node)] for node in nodes]

    # leaves ----------------------------------------------------------------------------------------------------

    def symbol(self, node: Any) -> int:
        k = self.symbols.get(node)
        if k is None:
            # a symbol is known by its name whatever is assumed of it: x declared real and x not declared are one x
            name = check_name(node)
            k = None if isinstance(node, sp.Dummy) else self.by_name.get(name)
            if k is None:
                given = ", ".join(self.by_name) or "none"
                raise NumericError(f"the symbol {name} has no value: it is not among the arguments ({given})")
            self.symbols[node] = k
        if self.taken.setdefault(k, node) != node:
            raise NumericError(f"two symbols that differ in what is assumed of them are both called {node.name}")
        return k

    def constant(self, node: Any) -> int:
        return self.build.constant(_constant(node))

    # arithmetic -----------------------------------------------------------------------------------------------

    def sum(self, node: Any) -> int:
        return self.arithmetic.sum(self.values(node.args))

    def product(self, node: Any) -> int:
        return self.arithmetic.product(self.values(node.args))

    def power(self, node: Any) -> int:
        base, exponent = node.args
        if base is sp.E:
            return self.build.op("exp", self.at[id(exponent)])
        return self.arithmetic.power(self.at[id(base)], self.at[id(exponent)])

    # functions -------------------------------------------------------------------------------------------------

    def logarithm(self, node: Any) -> int:
        build = self.build
        u = self.at[id(node.args[0])]
        if len(node.args) == 1:
            return logarithm(build, u)
        a = self.at[id(node.args[1])]
        for base, name in ((2, "log2"), (10, "log10")):
            if build.value(a) == base:
                return build.op(name, u)
        return build.div(logarithm(build, u), build.op("log", a))

    def polygamma(self, node: Any) -> int:
        order, u = self.values(node.args)
        n = self.build.value(order)
        if not isinstance(n, int) or n < 0:
            raise NumericError(f"polygamma needs a whole number n >= 0 for its order, and has {_brief(node.args[0])}")
        return self.build.op("polygamma", order, u) if n else self.build.op("digamma", u)

    def heaviside(self, node: Any) -> int:
        u, *rest = self.values(node.args)
        at_zero = rest[0] if rest else self.build.constant(Fraction(1, 2))
        if self.build.value(at_zero) is None:
            raise NumericError("Heaviside(u, h) needs a number for h, its value at 0")
        return self.build.op("heaviside", u, at_zero)

    def piecewise(self, node: Any) -> int:
        result = self.build.constant(math.nan)  # where no condition holds
        for pair in reversed(node.args):
            value, condition = self.values(pair.args)
            result = self.build.select(condition, value, result)
        return result

    def if_then_else(self, node: Any) -> int:
        return self.build.select(*self.values(node.args))

    # what has no value -----------------------------------------------------------------------------------------

    def goal(self, node: Any) -> int:
        raise NumericError(f"{_brief(node)} is a question: derive it first, and give the answer to lambdify")

    def imaginary(self, node: Any) -> int:
        raise NumericError("the imaginary unit has no value here: numbers are real")


def _constant(node: Any) -> Exact:
    if isinstance(node, sp.Integer):
        return int(node.p)
    if isinstance(node, sp.Rational):
        return Fraction(int(node.p), int(node.q))
    return math.nan if node is sp.zoo else float(node)


def _brief(node: Any) -> str:
    """A few words for a node: all of it only where it is small, since SymPy's printer recurses."""
    small = next(islice(walk(node), 40, None), None) is None
    return str(node) if small else f"{type(node).__name__}(...)"


def _call(name: str) -> Callable[[_Lowering, Any], int]:
    """A function that is a row of the table."""
    return lambda self, node: self.build.op(name, *self.values(node.args))


def _fold(name: str) -> Callable[[_Lowering, Any], int]:
    """An operation of two, for a node of any number of arguments."""

    def rule(self: _Lowering, node: Any) -> int:
        result, *rest = self.values(node.args)
        for k in rest:
            result = self.build.op(name, result, k)
        return result

    return rule


def _turned(name: str) -> Callable[[_Lowering, Any], int]:
    """An operation of two that takes its arguments the other way round."""
    return lambda self, node: self.build.op(name, *reversed(self.values(node.args)))


def _of(rule: Callable[[Builder, int], int]) -> Callable[[_Lowering, Any], int]:
    """A function of one argument that is made of others."""
    return lambda self, node: rule(self.build, self.at[id(node.args[0])])


# fmt: off
_RULES: dict[type, Callable[[_Lowering, Any], int]] = {
    sp.Add:        _Lowering.sum,
    sp.Mul:        _Lowering.product,
    sp.Pow:        _Lowering.power,
    sp.log:        _Lowering.logarithm,
    sp.exp:        _call("exp"),
    sp.Abs:        _call("abs"),
    sp.sign:       _call("sign"),
    sp.floor:      _call("floor"),
    sp.ceiling:    _call("ceil"),
    sp.frac:       _of(lambda b, u: b.sub(u, b.op("floor", u))),
    sp.Mod:        _call("mod"),
    sp.Max:        _fold("max"),
    sp.Min:        _fold("min"),
    sp.Heaviside:  _Lowering.heaviside,
    # trigonometric, hyperbolic and their inverses
    sp.sin:        _call("sin"),
    sp.cos:        _call("cos"),
    sp.tan:        _call("tan"),
    sp.sec:        _of(lambda b, u: b.reciprocal(b.op("cos", u))),
    sp.csc:        _of(lambda b, u: b.reciprocal(b.op("sin", u))),
    sp.cot:        _of(lambda b, u: b.reciprocal(b.op("tan", u))),
    sp.asin:       _call("asin"),
    sp.acos:       _call("acos"),
    sp.atan:       _call("atan"),
    sp.asec:       _of(lambda b, u: b.op("acos", b.reciprocal(u))),
    sp.acsc:       _of(lambda b, u: b.op("asin", b.reciprocal(u))),
    sp.acot:       _of(lambda b, u: b.op("atan", b.reciprocal(u))),
    sp.atan2:      _call("atan2"),
    sp.sinh:       _call("sinh"),
    sp.cosh:       _call("cosh"),
    sp.tanh:       _call("tanh"),
    sp.sech:       _call("sech"),
    sp.csch:       _call("csch"),
    sp.coth:       _of(lambda b, u: b.reciprocal(b.op("tanh", u))),
    sp.asinh:      _call("asinh"),
    sp.acosh:      _call("acosh"),
    sp.atanh:      _call("atanh"),
    sp.asech:      _of(lambda b, u: b.op("acosh", b.reciprocal(u))),
    sp.acsch:      _of(lambda b, u: b.op("asinh", b.reciprocal(u))),
    sp.acoth:      _of(lambda b, u: b.op("atanh", b.reciprocal(u))),
    # special functions
    sp.erf:        _call("erf"),
    sp.erfc:       _call("erfc"),
    sp.gamma:      _call("gamma"),
    sp.factorial:  _of(lambda b, u: b.op("gamma", b.add(u, b.constant(1)))),
    sp.loggamma:   _call("loggamma"),
    sp.digamma:    _call("digamma"),
    sp.polygamma:  _Lowering.polygamma,
    # conditions
    sp.Piecewise:  _Lowering.piecewise,
    sp.ITE:        _Lowering.if_then_else,
    sp.Lt:         _call("lt"),
    sp.Le:         _call("le"),
    sp.Gt:         _turned("lt"),
    sp.Ge:         _turned("le"),
    sp.Eq:         _call("eq"),
    sp.Ne:         _call("ne"),
    sp.And:        _fold("and"),
    sp.Or:         _fold("or"),
    sp.Not:        _call("not"),
    BooleanTrue:   lambda self, node: self.build.constant(True),
    BooleanFalse:  lambda self, node: self.build.constant(False),
}
# fmt: on

_FAMILIES: tuple[tuple[type, Callable[[_Lowering, Any], int]], ...] = (
    (Goal, _Lowering.goal),
    (sp.Derivative, _Lowering.goal),
    (sp.Integral, _Lowering.goal),
    (sp.Symbol, _Lowering.symbol),
    (sp.Number, _Lowering.constant),
    (sp.NumberSymbol, _Lowering.constant),
    (type(sp.zoo), _Lowering.constant),
    (type(sp.I), _Lowering.imaginary),
    (sp.UnevaluatedExpr, lambda self, node: self.at[id(node.args[0])]),
)


def _find_rule(node: Any) -> Callable[[_Lowering, Any], int]:
    """The rule of a head that has no line of its own: numbers, symbols and goals come in many classes."""
    for family, rule in _FAMILIES:
        if isinstance(node, family):
            return rule
    if isinstance(node, AppliedUndef):
        name = type(node).__name__
        raise NumericError(f"the function {name} is not known: put an expression in the place of {name}(...)")
    known = sorted(head.__name__ for head in _RULES if issubclass(head, sp.Function))
    raise NumericError(f"{type(node).__name__} has no numeric form here; the functions are {', '.join(known)}")
