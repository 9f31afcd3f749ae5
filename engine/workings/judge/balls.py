"""What an expression means over the real numbers, at a point, as a ball that surely contains its value.

`Program` turns SymPy expressions into one `Tape`. Derivatives that stand inside an expression are power series: the
coefficient times the factorial; no rule of differentiation is used. Unknown functions f(x) are stood in for by concrete
ones, the same in every expression.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any, Final

import sympy as sp
from flint import arb, arb_series, fmpq
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Infinity, NaN, NegativeInfinity, Number, NumberSymbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from workings.expression.goals import D, Value
from workings.expression.named import Named
from workings.expression.nodes import walk
from workings.judge.formulas import formula
from workings.judge.functions import COMPLETE_E, CONSTANTS, LAMBERT_MINUS, NAN, PRIMITIVES, Primitive
from workings.judge.jets import Jet
from workings.judge.tape import INVERSE, MAX, MIN, SELECT, NotDifferentiable, Register, Tape

__all__ = ["Program", "Unsupported"]

NESTING = 40  # derivatives inside derivatives
ORDER = 200  # the highest derivative
Node = Any


class Unsupported(Exception):
    """This expression has no meaning as a real number here; the message names the part and says why."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A variable that has a value of its own below a derivative or a substitution.

    Its value is the register `base`, plus a small quantity if `length`, the number of terms kept, is above 1.
    """

    base: Register
    length: int


Context = tuple[tuple[Any, _Bound], ...]  # sorted by variable; () is the outermost


class Program:
    """SymPy expressions compiled onto one tape.

    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> program = Program()
    >>> register = program.add(x**2 + 1)
    >>> program.tape.want([register])
    >>> print(program.tape.run([3], 64)[register])
    10.0000000000000000
    """

    def __init__(self) -> None:
        self.tape = Tape()
        self._memo: dict[tuple[int, int], Register] = {}
        self._contexts: dict[Context, int] = {(): 0}
        self._bindings: list[dict[Any, _Bound]] = [{}]
        self._structure: dict[Any, int] = {}
        self._number: dict[int, int] = {}
        self._kept: list[Any] = []  # ids are identities only while the nodes live
        self._perturbed: dict[tuple[Any, Register, int], Register] = {}
        self.stand_ins: list[str] = []  # the names of the unknown functions

    def add(self, expr: Node) -> Register:
        """The register that will hold the expression's value.

        Raises:
            Unsupported: the expression has a part that is no real function known here.
        """
        self._kept.append(expr)
        memo = self._memo
        stack: list[tuple[Node, int]] = [(expr, 0)]
        try:
            while stack:
                node, context = stack[-1]
                if (id(node), context) in memo:
                    stack.pop()
                    continue
                needs = self._needs(node, context)
                missing = [need for need in needs if (id(need[0]), need[1]) not in memo]
                if missing:
                    stack.extend(reversed(missing))
                    continue
                memo[id(node), context] = self._build(node, context, [memo[id(n), c] for n, c in needs])
                stack.pop()
        except NotDifferentiable as e:
            raise Unsupported(f"no power series of {e} in this argument is known, so it has no derivative here") from e
        return memo[id(expr), 0]

    # what a node's value is computed from ---------------------------------------------------------

    def _needs(self, node: Node, context: int) -> list[tuple[Node, int]]:
        if not node.args or (context and self._bound(node, context)):
            return []
        if isinstance(node, (D, sp.Derivative)):
            return self._derivative_needs(node, context)
        if isinstance(node, (sp.Subs, Value)):
            return self._substitution_needs(node, context)
        if isinstance(node, sp.Piecewise):
            return [(part, context) for pair in node.args for part in pair.args]
        if isinstance(node, Named):
            return self._formula_needs(node, context)
        known = type(node) in BUILDERS or type(node) in PRIMITIVES
        if not known and not isinstance(node, (AppliedUndef, Relational)):
            raise Unsupported(f"{_name(node)} has no value as a real number here")
        return [(a, context) for a in node.args]

    def _bound(self, node: Node, context: int) -> _Bound | None:
        return self._bindings[context].get(self._variable(node))

    def _variable(self, node: Node) -> Any:
        """What names a variable: a symbol's name, or the structure of a compound argument."""
        if isinstance(node, sp.Symbol):
            return node if isinstance(node, sp.Dummy) else node.name
        return self._number.get(id(node))

    def _name_structure(self, *roots: Node) -> None:
        """Numbers the structure of every node below: equal numbers, equal expressions. SymPy's own == would recurse."""
        seen: set[int] = set()
        for root in roots:
            for node in walk(root, seen):
                if id(node) not in self._number:
                    key = (type(node), *(self._number[id(a)] for a in node.args)) if node.args else node
                    if isinstance(node, AppliedUndef):
                        key = (node.func.__name__, *key[1:])
                    self._number[id(node)] = self._structure.setdefault(key, len(self._structure))

    def _inside(self, context: int, variable: Any, bound: _Bound) -> int:
        bindings = {**self._bindings[context], variable: bound}
        key = tuple(sorted(bindings.items(), key=lambda item: (str(type(item[0])), str(item[0]))))
        if key not in self._contexts:
            if len(bindings) > NESTING:
                raise Unsupported(f"derivatives and substitutions inside each other more than {NESTING} deep")
            self._contexts[key] = len(self._bindings)
            self._bindings.append(bindings)
        return self._contexts[key]

    def _derivative_needs(self, node: Node, context: int) -> list[tuple[Node, int]]:
        f, steps = _derivative_parts(node)
        needs: list[tuple[Node, int]] = []
        inner = context
        for x, n in steps:
            if not isinstance(x, sp.Symbol):
                self._name_structure(x, f)
            at = self._memo.get((id(x), inner))
            if at is None:
                return [*needs, (x, inner)]
            needs.append((x, inner))
            variable = self._variable(x)
            old = self._bindings[inner].get(variable)
            if old and old.length == 1 and self._small(variable) in self.tape.varies[old.base]:
                raise Unsupported(f"a derivative by {x} at a place that moves with {x}")
            length = n + (old.length if old else 1)
            if length > ORDER:
                raise Unsupported(f"a derivative of order {length - 1}; at most {ORDER - 1} is computed")
            inner = self._inside(inner, variable, _Bound(old.base if old else at, length))
        return [*needs, (f, inner)]

    def _formula_needs(self, node: Node, context: int) -> list[tuple[Node, int]]:
        """A named function is the value of its formula, in which the arguments are no variables of a derivative."""
        needs = [(a, context) for a in node.args]
        if any((id(a), c) not in self._memo for a, c in needs):
            return needs
        f, places = formula(node)
        inner = context
        for place, (a, c) in zip(places, needs, strict=True):
            inner = self._inside(inner, place, _Bound(self._memo[id(a), c], 1))
        return [*needs, (f, inner)]

    def _substitution_needs(self, node: Node, context: int) -> list[tuple[Node, int]]:
        f = node.args[0]
        if isinstance(node, Value):
            pairs = [pair.args for pair in node.args[1:]]
        else:
            pairs = list(zip(node.args[1], node.args[2], strict=True))
        needs = [(value, context) for _, value in pairs]
        if any((id(v), c) not in self._memo for v, c in needs):
            return needs
        inner = context
        for (variable, _), need in zip(pairs, needs, strict=True):
            if not isinstance(variable, sp.Symbol):
                raise Unsupported(f"a value for {variable}, which is no variable")
            inner = self._inside(inner, self._variable(variable), _Bound(self._memo[id(need[0]), need[1]], 1))
        return [*needs, (f, inner)]

    # building a node from its arguments' registers ------------------------------------------------

    def _build(self, node: Node, context: int, args: list[Register]) -> Register:
        if context and (bound := self._bound(node, context)) is not None:
            return self._perturb(self._variable(node), bound)
        builder = BUILDERS.get(type(node))
        if builder is not None:
            return builder(self, node, args)
        if isinstance(node, Number) or node is sp.zoo:
            return self._number_node(node)
        if isinstance(node, sp.Symbol):
            return self.tape.input(node)
        if isinstance(node, (D, sp.Derivative)):
            return self._derivative(node, context, args)
        if isinstance(node, (sp.Subs, Value, Named)):
            return args[-1]
        if isinstance(node, AppliedUndef):
            return self._stand_in(node.func.__name__, args)
        if isinstance(node, Relational):
            return self._relation(node, args)
        if isinstance(node, NumberSymbol) and node in CONSTANTS:
            return self.tape.constant(node, CONSTANTS[node])
        primitive = PRIMITIVES.get(type(node))
        if primitive is not None and len(args) == 1 + primitive.parameters:
            return self.tape.apply(primitive, *args)
        raise Unsupported(f"{_name(node)} has no value as a real number here")

    def _number_node(self, node: Node) -> Register:
        if isinstance(node, sp.Rational):
            return self.tape.rational(fmpq(node.p, node.q))
        if isinstance(node, sp.Float):
            exact = Fraction(str(node)) if node.is_finite else None
            if exact is not None:
                return self.tape.rational(fmpq(exact.numerator, exact.denominator))
        if isinstance(node, (Infinity, NegativeInfinity, NaN)) or node is sp.zoo:
            return self.undefined()
        raise Unsupported(f"the number {node} is not real")

    def undefined(self) -> Register:
        """A value that is certainly not defined: 1/0."""
        zero = self.tape.rational(fmpq(0))
        return self.tape.apply(INVERSE, zero)

    def _perturb(self, variable: Any, bound: _Bound) -> Register:
        if bound.length == 1:
            return bound.base
        key = (variable, bound.base, bound.length)
        if key not in self._perturbed:
            tape = self.tape
            tape.longest = max(tape.longest, bound.length)
            small = self._small(variable)
            base = tape.lift(bound.base)
            over = tuple(sorted({*tape.varies[base], small}))
            self._perturbed[key] = tape.emit(_perturbation(small, bound.length), (base,), over)
        return self._perturbed[key]

    def _small(self, variable: Any) -> int:
        return self._structure.setdefault(("small quantity", variable), len(self._structure))

    def _derivative(self, node: Node, context: int, args: list[Register]) -> Register:
        _, steps = _derivative_parts(node)
        tape, result = self.tape, args[-1]
        outer: dict[Any, int] = {}
        for x, n in steps:
            outer[self._variable(x)] = outer.get(self._variable(x), 0) + n
        for variable, n in reversed(outer.items()):
            bound = self._bindings[context].get(variable)
            small = self._small(variable)
            if bound is not None and bound.length > 1:
                for other, binding in self._bindings[context].items():
                    if other != variable and binding.length > 1 and small in tape.varies[binding.base]:
                        raise Unsupported(f"a derivative by {variable} of what is already differentiated through it")
            if small not in tape.varies[result]:
                result = tape.mul(result, tape.rational(fmpq(0)))  # 0 where the constant is defined
            elif bound is not None and bound.length > 1:
                result = tape.emit(_differentiation(small, n), (result,), tape.varies[result])
            else:
                over = tuple(v for v in tape.varies[result] if v != small)
                result = tape.emit(_extraction(small, n), (result,), over)
        return result

    def _relation(self, node: Node, args: list[Register]) -> Register:
        compare = COMPARISONS.get(type(node))
        if compare is None:
            raise Unsupported(f"the relation {_name(node)} has no truth value here")
        return self.tape.emit(compare, tuple(args))

    def _stand_in(self, name: str, args: list[Register]) -> Register:
        """A concrete analytic function in place of an unknown one, chosen by its name and number of arguments.

        a + b u + c u^2 + d sin(u + e) + exp(u/f)/g, where u is a combination of the arguments; twice, for more than one
        argument, with the product of the two combinations.
        """
        tape = self.tape
        chance = random.Random(f"{name}/{len(args)}")

        def constant(low: int = 1) -> Register:
            return tape.rational(fmpq(chance.choice((-1, 1)) * chance.randint(low, 9), chance.randint(2, 7)))

        total = constant()
        combinations = []
        for _ in range(min(len(args), 3) or 1):
            u = constant()
            for a in args:
                u = tape.add(u, tape.mul(constant(), a)) if len(args) > 1 else a
            combinations.append(u)
            wave = tape.apply(PRIMITIVES[sp.sin], tape.add(u, constant()))
            growth = tape.apply(PRIMITIVES[sp.exp], tape.mul(u, tape.rational(fmpq(1, chance.randint(5, 9)))))
            square = tape.mul(u, u)
            for term in (u, square, wave, growth):
                total = tape.add(total, tape.mul(constant(), term))
        if len(combinations) > 1:
            total = tape.add(total, tape.mul(combinations[0], combinations[1]))
        if name not in self.stand_ins:
            self.stand_ins.append(name)
        return total


# Derivatives -------------------------------------------------------------------------------------


def _derivative_parts(node: Node) -> tuple[Node, list[tuple[Node, int]]]:
    """f and by what it is differentiated how often, in order."""
    pairs = [(node.x, node.order)] if isinstance(node, D) else [tuple(step) for step in node.args[1:]]
    steps = []
    for x, n in pairs:
        if not isinstance(n, sp.Integer) or n < 0:
            raise Unsupported(f"a derivative of order {n}, which is no number")
        if n:
            steps.append((x, int(n)))
    return node.args[0], steps


@lru_cache(maxsize=256)
def _perturbation(small: int, length: int) -> Callable[[Any], Any]:
    """x as x + t."""

    def perturb(x: Any) -> Any:
        if isinstance(x, Jet):
            return x + Jet({((small, 1),): arb(1)}, {small: length})
        return arb_series([x, 1], length)

    return perturb


@lru_cache(maxsize=256)
def _extraction(small: int, n: int) -> Callable[[Any], Any]:
    """The n-th derivative at t = 0, t forgotten."""
    weight = factorial(n)

    def extract(f: Any) -> Any:
        if isinstance(f, Jet):
            return f.coefficient(small, n)
        if f.prec <= n or not all(f[k].is_finite() for k in range(n + 1)):
            return NAN
        return f[n] * weight

    return extract


@lru_cache(maxsize=256)
def _differentiation(small: int, n: int) -> Callable[[Any], Any]:
    """The n-th derivative by t, t kept."""

    def differentiate(f: Any) -> Any:
        if isinstance(f, Jet):
            known = all(c.is_finite() for c in f.terms.values())
            return f.derivative(small, n) if known else f.derivative(small, n) + NAN
        if not all(c.is_finite() for c in f.coeffs()):
            return arb_series([NAN], f.prec - n)
        for _ in range(n):
            f = f.derivative()
        return f

    return differentiate


# Truth values: True, False, or None where the balls don't tell -----------------------------------


def _constant(u: Any) -> Any:
    return u.constant if isinstance(u, Jet) else u[0] if isinstance(u, arb_series) else u


Compare = Callable[[Any, Any], "bool | None"]


def _comparison(holds: Callable[[Any, Any], Any], fails: Callable[[Any, Any], Any]) -> Compare:
    def compare(a: Any, b: Any) -> bool | None:
        if isinstance(a, arb) and isinstance(b, arb):
            return True if holds(a, b) else False if fails(a, b) else None
        x, y = _constant(a), _constant(b)  # on the boundary a series goes both ways
        return None if not (x < y or x > y) else bool(holds(x, y))

    return compare


COMPARISONS: Final[dict[Any, Compare]] = {
    sp.Gt: _comparison(lambda a, b: a > b, lambda a, b: a <= b),
    sp.Ge: _comparison(lambda a, b: a >= b, lambda a, b: a < b),
    sp.Lt: _comparison(lambda a, b: a < b, lambda a, b: a >= b),
    sp.Le: _comparison(lambda a, b: a <= b, lambda a, b: a > b),
    sp.Eq: _comparison(lambda a, b: a.is_exact() and a == b, lambda a, b: a < b or a > b),
    sp.Ne: _comparison(lambda a, b: a < b or a > b, lambda a, b: a.is_exact() and a == b),
}


def _all(*truths: bool | None) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(*truths: bool | None) -> bool | None:
    return True if True in truths else None if None in truths else False


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


# Nodes that aren't one primitive of their arguments ----------------------------------------------

Builder = Callable[[Program, Node, list[Register]], Register]


def _sum(p: Program, _: Node, args: list[Register]) -> Register:
    total = args[0]
    for a in args[1:]:
        total = p.tape.add(total, a)
    return total


def _product(p: Program, _: Node, args: list[Register]) -> Register:
    total = args[0]
    for a in args[1:]:
        total = p.tape.mul(total, a)
    return total


def _power(p: Program, node: Node, args: list[Register]) -> Register:
    if node.args[0] is sp.E:
        return p.tape.apply(PRIMITIVES[sp.exp], args[1])
    return p.tape.power(*args)


def _over(p: Program, a: Register, b: Register) -> Register:
    return p.tape.mul(a, p.tape.apply(INVERSE, b))


def _log(p: Program, _: Node, args: list[Register]) -> Register:
    logs = [p.tape.apply(PRIMITIVES[sp.log], a) for a in args]
    return logs[0] if len(logs) == 1 else _over(p, logs[0], logs[1])


def _reciprocal_of(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(INVERSE, p.tape.apply(PRIMITIVES[function], args[0]))


def _of_reciprocal(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(PRIMITIVES[function], p.tape.apply(INVERSE, args[0]))


def _quotient(top: Any, bottom: Any) -> Builder:
    def build(p: Program, _: Node, args: list[Register]) -> Register:
        return _over(p, *(p.tape.apply(PRIMITIVES[f], args[0]) for f in (top, bottom)))

    return build


def _fold(primitive: Primitive) -> Builder:
    def build(p: Program, _: Node, args: list[Register]) -> Register:
        result = args[0]
        for a in args[1:]:
            result = p.tape.apply(primitive, result, a)
        return result

    return build


def _truths(function: Callable[..., bool | None]) -> Builder:
    return lambda p, _, args: p.tape.emit(function, tuple(args))


def _piecewise(p: Program, _: Node, args: list[Register]) -> Register:
    result = p.undefined()
    for i in range(len(args) - 2, -1, -2):
        result = p.tape.apply(SELECT, args[i + 1], args[i], result)
    return result


def _gamma_quotient(p: Program, tops: Iterable[Register], bottoms: Iterable[Register]) -> Register:
    gamma = PRIMITIVES[sp.gamma]
    top = _product(p, None, [p.tape.apply(gamma, a) for a in tops])
    bottom = [p.tape.apply(gamma, b) for b in bottoms]
    return _over(p, top, _product(p, None, bottom)) if bottom else top


def _shifted(p: Program, a: Register, n: int) -> Register:
    return p.tape.add(a, p.tape.rational(fmpq(n)))


def _minus(p: Program, a: Register, b: Register) -> Register:
    return p.tape.add(a, p.tape.mul(p.tape.rational(fmpq(-1)), b))


def _binomial(p: Program, _: Node, args: list[Register]) -> Register:
    n, k = args
    return _gamma_quotient(p, [_shifted(p, n, 1)], [_shifted(p, k, 1), _shifted(p, _minus(p, n, k), 1)])


def _lambert(p: Program, _: Node, args: list[Register]) -> Register:
    branch = p.tape.exact.get(args[1]) if len(args) == 2 else fmpq(0)
    if branch is None or branch not in (0, -1):
        raise Unsupported("LambertW has real values on the branches 0 and -1 only")
    return p.tape.apply(LAMBERT_MINUS if branch == -1 else PRIMITIVES[sp.LambertW], args[0])


def _elliptic_e(p: Program, _: Node, args: list[Register]) -> Register:
    return p.tape.apply(COMPLETE_E, args[0]) if len(args) == 1 else p.tape.apply(PRIMITIVES[sp.elliptic_e], *args[::-1])


def _swapped(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(PRIMITIVES[function], *args[::-1])


def _heaviside(p: Program, _: Node, args: list[Register]) -> Register:
    at_zero = args[1] if len(args) == 2 else p.tape.rational(fmpq(1, 2))
    return p.tape.apply(PRIMITIVES[sp.Heaviside], at_zero, args[0])


def _angle(p: Program, _: Node, args: list[Register]) -> Register:
    """atan2(y, x) is 2 atan(y/(x + r)), r the distance from the origin; not on the negative x axis."""
    y, x = args
    tape = p.tape
    r = tape.power(tape.add(tape.mul(x, x), tape.mul(y, y)), tape.rational(fmpq(1, 2)))
    half = tape.apply(PRIMITIVES[sp.atan], _over(p, y, tape.add(x, r)))
    return tape.mul(tape.rational(fmpq(2)), half)


def _generalised_integral(p: Program, _: Node, args: list[Register]) -> Register:
    """E_n(x) = x^(n - 1) Gamma(1 - n, x)"""
    n, x = args
    one = p.tape.rational(fmpq(1))
    incomplete = p.tape.apply(PRIMITIVES[sp.uppergamma], _minus(p, one, n), x)
    return p.tape.mul(p.tape.power(x, _minus(p, n, one)), incomplete)


def _offset_integral(p: Program, _: Node, args: list[Register]) -> Register:
    """Li(x) = li(x) - li(2)"""
    li = PRIMITIVES[sp.li]
    return _minus(p, p.tape.apply(li, args[0]), p.tape.apply(li, p.tape.rational(fmpq(2))))


def _spherical(cylindrical: Any) -> Builder:
    """j_n(x) = sqrt(pi/(2x)) J_(n + 1/2)(x), and y_n of Y likewise."""

    def build(p: Program, _: Node, args: list[Register]) -> Register:
        n, x = args
        half = p.tape.rational(fmpq(1, 2))
        pi = p.tape.constant(sp.pi, CONSTANTS[sp.pi])
        scale = p.tape.power(p.tape.mul(half, _over(p, pi, x)), half)
        return p.tape.mul(scale, p.tape.apply(PRIMITIVES[cylindrical], p.tape.add(n, half), x))

    return build


def _truth_constant(value: bool) -> Builder:
    return lambda p, _, __: p.tape.constant(value, lambda: value)


# fmt: off
BUILDERS: Final[dict[Any, Builder]] = {
    sp.Add: _sum, sp.Mul: _product, sp.Pow: _power, sp.log: _log,
    sp.sec: _reciprocal_of(sp.cos), sp.csc: _reciprocal_of(sp.sin), sp.cot: _quotient(sp.cos, sp.sin),
    sp.sech: _reciprocal_of(sp.cosh), sp.csch: _reciprocal_of(sp.sinh), sp.coth: _reciprocal_of(sp.tanh),
    sp.asec: _of_reciprocal(sp.acos), sp.acsc: _of_reciprocal(sp.asin), sp.acot: _of_reciprocal(sp.atan),
    sp.asech: _of_reciprocal(sp.acosh), sp.acsch: _of_reciprocal(sp.asinh), sp.acoth: _of_reciprocal(sp.atanh),
    sp.Max: _fold(MAX), sp.Min: _fold(MIN), sp.Piecewise: _piecewise, sp.Heaviside: _heaviside,
    sp.And: _truths(_all), sp.Or: _truths(_any), sp.Not: _truths(_not),
    BooleanTrue: _truth_constant(True), BooleanFalse: _truth_constant(False),
    sp.factorial: lambda p, _, a: _gamma_quotient(p, [_shifted(p, a[0], 1)], []),
    sp.binomial: _binomial,
    sp.beta: lambda p, _, a: _gamma_quotient(p, a, [p.tape.add(a[0], a[1])]),
    sp.digamma: lambda p, _, a: p.tape.apply(PRIMITIVES[sp.polygamma], p.tape.rational(fmpq(0)), a[0]),
    sp.trigamma: lambda p, _, a: p.tape.apply(PRIMITIVES[sp.polygamma], p.tape.rational(fmpq(1)), a[0]),
    sp.sinc: lambda p, _, a: _over(p, p.tape.apply(PRIMITIVES[sp.sin], a[0]), a[0]),
    sp.LambertW: _lambert, sp.elliptic_e: _elliptic_e, sp.elliptic_f: _swapped(sp.elliptic_f), sp.Mod: _swapped(sp.Mod),
    sp.atan2: _angle, sp.frac: lambda p, _, a: _minus(p, a[0], p.tape.apply(PRIMITIVES[sp.floor], a[0])),
    sp.jn: _spherical(sp.besselj), sp.yn: _spherical(sp.bessely),
    sp.expint: _generalised_integral, sp.Li: _offset_integral,
    sp.re: lambda p, _, a: a[0], sp.conjugate: lambda p, _, a: a[0],
    sp.UnevaluatedExpr: lambda p, _, a: a[0],
}
# fmt: on


def _name(node: Node) -> str:
    return getattr(type(node), "__name__", str(type(node)))
