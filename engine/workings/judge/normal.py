"""Exact normal forms, to prove that two expressions are equal wherever both are defined over the reals.

An expression becomes a fraction of polynomials in kernels (see `ring`). Each rewriting step holds at every real point
at which both sides of the claim are defined, and uses no more than that: where √u or ln u is defined, u >= 0.

Kernels: variables; exp(m) and the pair sin(m), cos(m) for monomials m, so that sums and multiples of arguments become
products and powers; ln|f| for irreducible f; |f|^(1/N), or f^(1/N) for the sign of f known or N odd; inverse
trigonometric functions; and anything else as it stands, its arguments in normal form.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as PythonFraction
from typing import Any, Final

import sympy as sp
from flint import fmpq
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Number, NumberSymbol
from sympy.core.relational import Relational

from workings.expression.goals import D
from workings.expression.nodes import walk
from workings.judge.kernels import Kernels
from workings.judge.ring import SIZES, Fraction, Kernel, Restart, Ring, TooLarge

__all__ = ["NormalForm", "TooLarge"]

RESTARTS: Final = 16
NODES: Final = 4000
Node = Any


class NormalForm(Kernels):
    """Proves equalities. What it learns about signs and about which multiples of an argument occur outlives a restart.

    `positive` takes every variable to be positive; `assuming` are relations that hold.

    >>> from sympy import Symbol, exp
    >>> x = Symbol("x", real=True)
    >>> NormalForm().equal((exp(x) + 1)**2, exp(2 * x) + 2 * exp(x) + 1)
    True
    """

    def equal(self, left: Node, right: Node) -> bool:
        """True if `left = right` is proved wherever both sides are defined; False says nothing.

        Raises:
            TooLarge: it would take too long.
        """
        size = 0
        for _ in range(RESTARTS):
            ring = self.ring = Ring(SIZES[size], self.names)
            self.memo: dict[int, Fraction] = {}
            try:
                for relation in self.assuming:
                    self.assume(relation)
                a, b = self.of(left), self.of(right)
                return ring.same(a, b)
            except Restart:
                while size < len(SIZES) and len(self.names) > SIZES[size]:
                    size += 1
                if size == len(SIZES):
                    raise TooLarge("too many kernels") from None
        raise TooLarge("too many restarts")

    def of(self, root: Node) -> Fraction:
        """The normal form of an expression, its nodes one after another."""
        memo = self.memo
        stack: list[tuple[Node, bool]] = [(root, False)]
        while stack:
            node, ready = stack.pop()
            if id(node) in memo:
                continue
            if len(memo) + len(stack) > NODES:
                raise TooLarge("too many nodes")
            build = _BUILD.get(type(node))
            if ready:
                args = [memo[id(a)] for a in node.args]
                memo[id(node)] = build(self, *args) if build else self._opaque(node, args)
            elif not node.args or type(node) in _AS_THEY_STAND or isinstance(node, (Relational, D)):
                memo[id(node)] = self._leaf(node)
            elif isinstance(node, sp.Pow) and isinstance(node.args[1], sp.Rational):
                base = memo.get(id(node.args[0]))
                if base is None:
                    stack += [(node, False), (node.args[0], False)]
                else:
                    memo[id(node)] = self.rational_power(base, fmpq(node.args[1].p, node.args[1].q))
            else:
                stack.append((node, True))
                stack.extend((a, False) for a in node.args)
        return memo[id(root)]

    # leaves ---------------------------------------------------------------------------------------

    def _leaf(self, node: Node) -> Fraction:
        ring = self.ring
        if isinstance(node, sp.Rational):
            return ring.constant(fmpq(node.p, node.q))
        if isinstance(node, sp.Float) and node.is_finite:
            exact = PythonFraction(str(node))
            return ring.constant(fmpq(exact.numerator, exact.denominator))
        if isinstance(node, sp.Symbol):
            return self._kernel(("symbol", node if isinstance(node, sp.Dummy) else node.name), Kernel("symbol", node))
        if node is sp.E:
            return self.exp(ring.constant(1))
        if node is sp.GoldenRatio:
            root = self.rational_power(ring.constant(5), fmpq(1, 2))
            return ring.mul(ring.add(root, ring.constant(1)), ring.constant(fmpq(1, 2)))
        if isinstance(node, NumberSymbol):
            return self._kernel(("number", str(node)), Kernel("number", node))
        if isinstance(node, Number) or node is sp.zoo or node is sp.I:
            raise TooLarge("not a real number")
        if isinstance(node, D) and isinstance(node.x, sp.Symbol):
            f = ring.canonical(self.of(node.f))
            return self._kernel(("D", node.x.name, str(node.order), str(f[0]), str(f[1])), Kernel("D"))
        return self._kernel(("node", self._structure(node)), Kernel("node"))

    def _structure(self, root: Node) -> int:
        """A number for the expression exactly as it stands."""
        numbered: dict[int, int] = {}
        for node in walk(root):
            key = ("structure", type(node), node.__class__.__name__, *(numbered[id(a)] for a in node.args))
            if not node.args:
                key = ("structure", node)
            numbered[id(node)] = self.structures.setdefault(key, len(self.structures))
        return numbered[id(root)]

    def _opaque(self, node: Node, args: list[Fraction]) -> Fraction:
        """A function of which nothing is known but its arguments."""
        keys = []
        for a in args:
            n, d = self.ring.canonical(a)
            keys.append((str(n), str(d)))
        name = node.func.__name__
        kind = "unknown" if isinstance(node, AppliedUndef) else "function"
        return self._kernel((kind, name, *keys), Kernel(kind))


# Each function in terms of the few above ---------------------------------------------------------

Form = NormalForm


def _fold(step: Callable[[Ring], Callable[[Fraction, Fraction], Fraction]]) -> Callable[..., Fraction]:
    def build(form: Form, *args: Fraction) -> Fraction:
        join = step(form.ring)
        result = args[0]
        for a in args[1:]:
            result = join(result, a)
        return result

    return build


def _ratio(form: Form, a: Fraction, b: Fraction) -> Fraction:
    return form.ring.mul(a, form.ring.invert(b))


def _extreme(sign: int) -> Callable[..., Fraction]:
    """max(a, b) = (a + b + |a - b|)/2, and min with a minus."""

    def build(form: Form, *args: Fraction) -> Fraction:
        ring, result = form.ring, args[0]
        for b in args[1:]:
            gap = form.absolute(ring.add(result, ring.negate(b)))
            total = ring.add(ring.add(result, b), gap if sign > 0 else ring.negate(gap))
            result = ring.mul(total, ring.constant(fmpq(1, 2)))
        return result

    return build


def _logarithm(form: Form, u: Fraction, *base: Fraction) -> Fraction:
    return _ratio(form, form.log(u), form.log(base[0])) if base else form.log(u)


# fmt: off
_BUILD: Final[dict[Any, Callable[..., Fraction]]] = {
    sp.Add:   _fold(lambda ring: ring.add),
    sp.Mul:   _fold(lambda ring: ring.mul),
    sp.Pow:   lambda f, u, v: f.power(u, v),
    sp.exp:   lambda f, u: f.exp(u),
    sp.log:   _logarithm,
    sp.Abs:   lambda f, u: f.absolute(u),
    sp.sign:  lambda f, u: f.signum(u),
    sp.Max:   _extreme(1),
    sp.Min:   _extreme(-1),
    sp.sin:   lambda f, u: f.circular(u)[0],
    sp.cos:   lambda f, u: f.circular(u)[1],
    sp.tan:   lambda f, u: _ratio(f, *f.circular(u)),
    sp.cot:   lambda f, u: _ratio(f, *f.circular(u)[::-1]),
    sp.sec:   lambda f, u: f.ring.invert(f.circular(u)[1]),
    sp.csc:   lambda f, u: f.ring.invert(f.circular(u)[0]),
    sp.sinh:  lambda f, u: f.hyperbolic(u, -1),
    sp.cosh:  lambda f, u: f.hyperbolic(u, 1),
    sp.tanh:  lambda f, u: _ratio(f, f.hyperbolic(u, -1), f.hyperbolic(u, 1)),
    sp.coth:  lambda f, u: _ratio(f, f.hyperbolic(u, 1), f.hyperbolic(u, -1)),
    sp.sech:  lambda f, u: f.ring.invert(f.hyperbolic(u, 1)),
    sp.csch:  lambda f, u: f.ring.invert(f.hyperbolic(u, -1)),
    sp.asin:  lambda f, u: f.inverse_circular("asin", u),
    sp.atan:  lambda f, u: f.inverse_circular("atan", u),
    sp.acos:  lambda f, u: f.arccosine(u),
    sp.acot:  lambda f, u: f.inverse_circular("atan", f.ring.invert(u)),
    sp.acsc:  lambda f, u: f.inverse_circular("asin", f.ring.invert(u)),
    sp.asec:  lambda f, u: f.arccosine(f.ring.invert(u)),
    sp.asinh: lambda f, u: f.area("asinh", u),
    sp.acosh: lambda f, u: f.area("acosh", u),
    sp.atanh: lambda f, u: f.area("atanh", u),
    sp.acsch: lambda f, u: f.area("asinh", f.ring.invert(u)),
    sp.asech: lambda f, u: f.area("acosh", f.ring.invert(u)),
    sp.acoth: lambda f, u: f.area("atanh", f.ring.invert(u)),
    sp.re: lambda _, u: u, sp.conjugate: lambda _, u: u, sp.UnevaluatedExpr: lambda _, u: u,
}
# fmt: on
_AS_THEY_STAND: Final = (sp.Piecewise, sp.Derivative, sp.Subs, sp.Integral, sp.Sum, sp.Product, sp.Limit, D)
