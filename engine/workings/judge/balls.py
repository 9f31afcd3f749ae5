"""What an expression means over the real numbers, at a point, as a ball that surely contains its value.

`Program` turns SymPy expressions into one `Tape`. Derivatives that stand inside an expression are power series: the
coefficient times the factorial; no rule of differentiation is used. Unknown functions f(x) are stood in for by concrete
ones, the same in every expression.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any

import sympy as sp
from flint import arb, arb_series, fmpq
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Infinity, NaN, NegativeInfinity, Number, NumberSymbol
from sympy.core.relational import Relational

from workings.expression.goals import D, Value
from workings.expression.named import Named
from workings.expression.nodes import walk
from workings.judge.builders import BUILDERS, COMPARISONS, Unsupported
from workings.judge.formulas import formula
from workings.judge.functions import CONSTANTS, NAN, PRIMITIVES
from workings.judge.jets import Jet
from workings.judge.tape import INVERSE, NotDifferentiable, Register, Tape

__all__ = ["Program", "Unsupported"]

NESTING = 40  # derivatives inside derivatives
ORDER = 200  # the highest derivative
Node = Any


@dataclass(frozen=True, slots=True)
class _Bound:
    """A variable that has a value of its own below a derivative or a substitution.

    Its value is the register `base`, plus a small quantity if `length`, the number of terms kept, is above 1.
    """

    base: Register
    length: int


Context = tuple[tuple[Any, _Bound], ...]  # sorted by variable; () is the outermost


# Of vectors these have no value; the lists of a hypergeometric function are numbers to it.
_OF_NUMBERS = (sp.Add, sp.Mul, sp.Pow, sp.Function, sp.Abs)


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
        self.tape: Tape = Tape()
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
        if list in map(type, args) and isinstance(node, _OF_NUMBERS) and type(node) not in (sp.hyper, sp.meijerg):
            raise Unsupported("a vector stands where a number is wanted")
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


def _name(node: Node) -> str:
    return getattr(type(node), "__name__", str(type(node)))
