"""From SymPy nodes, raw or canonical, to the operations of a tape.

Here the meaning is fixed (variables are real: an odd root of a negative number is real) and the stable form chosen
where the expression as written would lose digits or overflow: e^u - 1, ln(1 + u), ln(1 + e^u), 1/(1 + e^-u). A node is
looked at once, however often it stands in the expressions, and there is no recursion.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from workings.expression.goals import Goal
from workings.expression.named import written_out
from workings.expression.nodes import walk
from workings.numeric.stable import beyond, logarithm, one_plus, remember_pair, share_of_sum
from workings.numeric.tape import LONGEST_POWER, Builder, NumericError, as_float, is_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workings.numeric.tape import Exact, Tape

__all__ = ["check_name", "lowered", "tape_of"]

_RECIPROCALS = {"cosh": "sech", "sinh": "csch"}
"""Functions whose reciprocal is 0 where they are infinite, and is differentiated as a function of its own."""
_OF_RECIPROCALS = {new: old for old, new in _RECIPROCALS.items()}
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
        self.at: dict[int, int] = {}  # the value of each node, by the node's identity
        self.seen: set[int] = set()
        self.powers: dict[int, tuple[int, int]] = {}  # value -> (base, n) where it was written as base^n
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

    # sums and products -----------------------------------------------------------------------------------------

    def sum(self, node: Any) -> int:
        build = self.build
        constant: Exact = 0
        plus: list[int] = []
        minus: list[int] = []
        for k in self.values(node.args):
            value = build.value(k)
            if value is not None:
                constant = _exactly(constant, value, "add")
                continue
            negated = self._negated(k)
            if negated is None:
                plus.append(k)
            else:
                minus.append(negated)
        constant = self._complement(constant, plus, minus)
        self._reduce(plus, minus)
        if constant == 0 and len(plus) + len(minus) == 2:
            found = self._hyperbolic(plus, minus)
            if found is not None:
                return found
        total = None
        for k in plus:
            total = k if total is None else build.add(total, k)
        if total is None and constant != 0:
            total, constant = build.constant(constant), 0
        for k in minus:
            total = build.neg(k) if total is None else build.sub(total, k)
        if total is None:
            return build.constant(constant)
        if not isinstance(constant, float) and constant < 0:
            return build.sub(total, build.constant(-constant))
        return build.add(total, build.constant(constant))

    def _complement(self, constant: Exact, plus: list[int], minus: list[int]) -> Exact:
        """The constant of a sum less 1 or -1 where that goes with a term: e^u - 1 has no digits left near u = 0."""
        if constant == -1 and (self._swap(plus, "exp", "expm1", plus) or self._one_minus_cosine(plus, minus)):
            return 0
        if constant == 1 and (
            self._swap(minus, "exp", "expm1", minus)
            or self._swap(minus, "sigmoid", "sigmoid", plus, turn=True)
            or self._swap(minus, "erf", "erfc", plus)
            or self._swap(plus, "erf", "erfc", plus, turn=True)
            or self._one_minus_cosine(minus, plus)
            or self._one_minus_tanh_squared(minus, plus)
        ):
            return 0
        return constant

    def _swap(self, terms: list[int], old: str, new: str, into: list[int], turn: bool = False) -> bool:
        """Put new(u), or new(-u), for the one term old(u); False where there is none, or more than one."""
        found = [k for k in terms if self.build.code(k)[0] == old]
        if len(found) != 1:
            return False
        u = self.build.code(found[0])[1][0]
        terms.remove(found[0])
        into.append(self.build.op(new, self.build.neg(u) if turn else u))
        return True

    def _one_minus_cosine(self, terms: list[int], into: list[int]) -> bool:
        """1 - cos u = 2 sin² u/2."""
        build = self.build
        found = [k for k in terms if build.code(k)[0] == "cos"]
        if len(found) != 1:
            return False
        terms.remove(found[0])
        half = build.op("sin", build.mul(build.code(found[0])[1][0], build.constant(Fraction(1, 2))))
        into.append(build.mul(build.power(half, Fraction(2)), build.constant(2)))
        return True

    def _one_minus_tanh_squared(self, terms: list[int], into: list[int]) -> bool:
        """1 - tanh² u = 1/cosh² u."""
        for k in terms:
            base, n = self.powers.get(k, (k, 1))
            if n == 2 and self.build.code(base)[0] == "tanh":
                terms.remove(k)
                into.append(self._whole_power(self.build.op("sech", *self.build.code(base)[1]), 2))
                return True
        return False

    def _reduce(self, plus: list[int], minus: list[int]) -> None:
        """ln(e^u + ...) - u, as in a cross-entropy."""
        if self.build.log_sums:
            for i, total in enumerate(plus):
                for k in minus if total in self.build.log_sums else ():
                    found = beyond(self.build, total, k)
                    if found is not None:
                        plus[i] = found
                        minus.remove(k)
                        return

    def _hyperbolic(self, plus: list[int], minus: list[int]) -> int | None:
        """e^u + e^-u = 2 cosh u, and e^u - e^-u = 2 sinh u."""
        build = self.build
        exponents = [build.arg_of("exp", k) for k in (*plus, *minus)]
        u, v = exponents
        if u is None or v is None or not plus or build.neg(u) != v:
            return None
        if build.arg_of("neg", u) is not None:  # e^-u + e^u
            u, v = v, u
            negative = bool(minus)
        else:
            negative = False
        result = build.mul(build.op("sinh" if minus else "cosh", u), build.constant(2))
        remember_pair(build, result, [(1, plus[0]), (-1, minus[0]) if minus else (1, plus[1])])
        return build.neg(result) if negative else result

    def _negated(self, k: int) -> int | None:
        """The -u of a value u that is written with a minus sign, else None."""
        build = self.build
        factor, rest = self._scaled(k)
        if factor is not None and factor < 0:
            return build.mul(build.constant(-factor), rest)
        return build.arg_of("neg", k)

    def _scaled(self, k: int) -> tuple[Exact | None, int]:
        """The (c, u) of a value c u with a constant c, else (None, the value)."""
        name, args = self.build.code(k)
        if name == "mul":
            for c, u in (args, args[::-1]):
                value = self.build.value(c)
                if value is not None:
                    return value, u
        return None, k

    def product(self, node: Any) -> int:
        build = self.build
        constant: Any = 1
        top: list[int] = []
        bottom: list[int] = []
        for k in self.values(node.args):
            negated = build.arg_of("neg", k)
            if negated is not None:
                constant, k = _exactly(constant, -1, "mul"), negated
            value = build.value(k)
            if value is not None:
                constant = _exactly(constant, value, "mul")
            elif build.code(k)[0] == "div" and build.value(build.code(k)[1][0]) == 1:
                bottom.append(build.code(k)[1][1])
            elif build.code(k)[0] in _OF_RECIPROCALS:
                bottom.append(build.op(_OF_RECIPROCALS[build.code(k)[0]], *build.code(k)[1]))
            else:
                top.append(k)
        if constant == 0:
            return build.constant(0)
        self._share(top, bottom)
        constant = self._ratios(constant, top, bottom)
        if _is_unit_over(constant):
            bottom.append(build.constant(constant.denominator))  # x/3 is nearer than x * 0.333...
            constant = constant.numerator
        minus = constant == -1
        # the constant comes last, so that 2xy and 3xy have xy in common
        above = build.mul(self._multiply(self._logistic(top)), build.constant(1 if minus else constant))
        result = build.div(above, self._multiply(bottom))
        return build.neg(result) if minus else result

    def _ratios(self, constant: Exact, top: list[int], bottom: list[int]) -> Exact:
        """sinh u/cosh u, cosh u/sinh u and 1/cosh u, which must not be inf/inf; the constant that goes with them."""
        build = self.build
        for j, k in enumerate(bottom):
            c, v = self._scaled(k)
            name, args = build.code(v)
            if c == 0 or name not in _RECIPROCALS:
                continue
            partner = build.op("sinh" if name == "cosh" else "cosh", *args)
            found = [(i, self._scaled(u)) for i, u in enumerate(top) if partner in (u, self._scaled(u)[1])]
            if found:
                i, (factor, _) = found[0]
                tanh = build.op("tanh", *args)
                top[i] = tanh if name == "cosh" else build.reciprocal(tanh)
                constant = _exactly(constant, 1 if factor is None else factor, "mul")
            else:
                top.append(build.op(_RECIPROCALS[name], *args))
            bottom[j] = build.constant(1)
            if c is not None:
                constant = _exactly(constant, Fraction(1) / c if isinstance(c, int | Fraction) else 1 / c, "mul")
        return constant

    def _share(self, top: list[int], bottom: list[int]) -> None:
        """A part of a sum of exponentials, as in a softmax, in its stable form."""
        for j, k in enumerate(bottom):
            for i, u in enumerate(top):
                found = share_of_sum(self.build, u, k)
                if found is not None:
                    top[i], bottom[j] = found
                    break

    def _multiply(self, factors: list[int]) -> int:
        result = self.build.constant(1)
        for k in factors:
            result = self.build.mul(result, k)
        return result

    def _logistic(self, factors: list[int]) -> list[int]:
        """e^v / (1 + e^v) as one sigmoid, with any powers: written as it stands it is inf/inf for a large v."""
        build = self.build
        count: Counter[int] = Counter()
        rest = []
        for k in factors:
            base, n = self.powers.get(k, (k, 1))
            if build.code(base)[0] in ("exp", "sigmoid"):
                count[base] += n
            else:
                rest.append(k)
        changed = False
        for base in list(count):
            if build.code(base)[0] != "exp":
                continue
            exponent, n = build.code(base)[1][0], 1
            partner = build.op("sigmoid", build.neg(exponent))
            if not count[partner]:
                exponent, n = self._multiple(exponent)
                partner = build.op("sigmoid", build.neg(exponent))
            pairs = min(n * count[base], count[partner]) // n
            if pairs > 0:
                changed = True
                count[base] -= pairs
                count[partner] -= n * pairs
                count[build.op("sigmoid", exponent)] += n * pairs
        return [*rest, *(self._whole_power(k, n) for k, n in count.items() if n)] if changed else factors

    def _multiple(self, k: int) -> tuple[int, int]:
        """The (v, n) of a value n v with a small whole n > 0; (the value, 1) of any other."""
        n, v = self._scaled(k)
        if isinstance(n, int) and 1 < abs(n) <= LONGEST_POWER:
            return (v if n > 0 else self.build.neg(v)), abs(n)
        return k, 1

    # powers ----------------------------------------------------------------------------------------------------

    def power(self, node: Any) -> int:
        base, exponent = node.args
        if base is sp.E:
            return self.build.op("exp", self.at[id(exponent)])
        if exponent is sp.S.Half and self.powers.get(self.at[id(base)], (0, 1))[1] % 2 == 0:
            root, even = self.powers[self.at[id(base)]]
            return self.build.power(self.build.op("abs", root), Fraction(even, 2))
        u, v = self.at[id(base)], self.at[id(exponent)]
        n = self.build.value(v)
        if n is None or (isinstance(n, float) and not math.isfinite(n)):
            return self.build.op("pow", u, v)
        exponent = Fraction(n)
        whole = exponent.denominator == 1
        return self._integer_power(u, exponent.numerator) if whole else self.build.power(u, exponent)

    def _integer_power(self, u: int, n: int) -> int:
        build = self.build
        if -LONGEST_POWER <= n < 0:
            base, m = self.powers.get(u, (u, 1))
            inside = one_plus(build, base)
            exponent = None if inside is None else build.arg_of("exp", inside)
            if exponent is not None:
                return self._whole_power(build.op("sigmoid", build.neg(exponent)), -n * m)
            if build.code(base)[0] in _RECIPROCALS:
                return self._whole_power(build.op(_RECIPROCALS[build.code(base)[0]], *build.code(base)[1]), -n * m)
        return self._whole_power(u, n) if n > 1 else build.power(u, Fraction(n))

    def _whole_power(self, u: int, n: int) -> int:
        result = self.build.power(u, Fraction(n))
        if 1 < n <= LONGEST_POWER:
            self.powers.setdefault(result, (u, n))
        return result

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


def _exactly(a: Exact, b: Exact, name: str) -> Exact:
    """a + b or a b; rational arithmetic for short numbers, floats for the rest."""
    if not (is_short(a) and is_short(b)):
        a, b = as_float(a), as_float(b)
    return a + b if name == "add" else a * b


def _is_unit_over(value: Exact) -> bool:
    """Whether it is 1/n or -1/n, for an n that is no power of two."""
    if not isinstance(value, Fraction) or abs(value.numerator) != 1:
        return False
    return value.denominator & (value.denominator - 1) != 0


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
