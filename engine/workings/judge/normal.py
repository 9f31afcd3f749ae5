"""Exact normal forms, to prove that two expressions are equal wherever both are defined over the reals.

An expression becomes a fraction of polynomials in kernels (see `ring`). Each rewriting step holds at every real point
at which both sides of the claim are defined, and uses no more than that: where √u or ln u is defined, u >= 0.

Kernels: variables; exp(m) and the pair sin(m), cos(m) for monomials m, so that sums and multiples of arguments become
products and powers; ln|f| for irreducible f; |f|^(1/N), or f^(1/N) for the sign of f known or N odd; inverse
trigonometric functions; and anything else as it stands, its arguments in normal form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction as PythonFraction
from typing import Any, Final

import sympy as sp
from flint import fmpq
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Number, NumberSymbol
from sympy.core.relational import Relational

from workings.expression.goals import D, Goal, Value
from workings.expression.named import Named
from workings.expression.nodes import symbols_of, walk
from workings.judge.differential import ORDER, Differential, Scope
from workings.judge.formulas import formula, in_pieces
from workings.judge.ring import SIZES, Fraction, Kernel, Restart, Ring, TooLarge

__all__ = ["NormalForm", "TooLarge"]

RESTARTS: Final = 16
NODES: Final = 4000
Node = Any


class NormalForm(Differential):
    """Proves equalities. What it learns about signs and about which multiples of an argument occur outlives a restart.

    `positive` takes every variable to be positive; `assuming` are relations that hold. After a proof, `differentiated`
    says whether derivatives were taken for it. Where that goes too far, they are left as they stand.

    >>> from sympy import Symbol, exp
    >>> x = Symbol("x", real=True)
    >>> NormalForm().equal((exp(x) + 1)**2, exp(2 * x) + 2 * exp(x) + 1)
    True
    """

    def __init__(self, assuming: Iterable[Any] = (), *, positive: bool = False) -> None:
        super().__init__(assuming, positive=positive)
        self.differentiated = False
        self.opaque = False  # derivatives are taken as they stand
        self.numbered: dict[int, int] = {}
        self.seen: set[int] = set()
        self.size = 0

    def equal(self, left: Node, right: Node) -> bool:
        """True if `left = right` is proved wherever both sides are defined; False says nothing.

        Raises:
            TooLarge: it would take too long.
        """
        try:
            return self._equal(left, right)
        except TooLarge:
            if not self.differentiated:
                raise
        self.opaque, self.differentiated, self.size = True, False, 0
        return self._equal(left, right)

    def _equal(self, left: Node, right: Node) -> bool:
        for _ in range(RESTARTS):
            ring = self.ring = Ring(SIZES[self.size], self.names)
            self.rates.clear()
            self.scope = self.outermost = Scope()
            self.directions = ()
            self.count = 0
            try:
                for relation in self.assuming:
                    self.assume(relation)
                return ring.same(self.of(left), self.of(right))
            except Restart:
                while self.size < len(SIZES) and len(self.names) > SIZES[self.size]:
                    self.size += 1
                if self.size == len(SIZES):
                    raise TooLarge("too many kernels") from None
        raise TooLarge("too many restarts")

    def of(self, root: Node) -> Fraction:
        """The normal form of an expression, its nodes one after another."""
        stack: list[tuple[Node, Scope, bool]] = [(root, self.outermost, False)]
        while stack:
            node, scope, ready = stack.pop()
            memo = scope.memo
            if id(node) in memo:
                continue
            if scope is not self.scope:
                self._enter(scope)
            self.count += not ready
            if self.count > NODES:
                raise TooLarge("too many nodes")
            build = _BUILD.get(type(node))
            if ready:
                args = [memo[id(a)] for a in node.args]
                memo[id(node)] = build(self, *args) if build else self._unknown(node, args)
            elif scope.bound and (bound := scope.bound.get(self._variable(node))) is not None:
                value, there = bound
                if there is None:
                    memo[id(node)] = value
                elif id(value) in there.memo:
                    memo[id(node)] = there.memo[id(value)]
                else:
                    stack += [(node, scope, False), (value, there, False)]
            elif not node.args:
                memo[id(node)] = self._leaf(node)
            elif build is None and not self.opaque and isinstance(node, _SCOPED):
                self.differentiated = True
                inner = self._inner(node)
                missing = self._missing(node, inner)
                if missing:
                    stack += [(node, scope, False), *missing]
                else:
                    memo[id(node)] = self._composed(inner)
            elif build is None and isinstance(node, Named) and not in_pieces((meaning := formula(node))[0]):
                inner = self._meaning(node, meaning[1])
                if id(meaning[0]) in inner.memo:
                    memo[id(node)] = inner.memo[id(meaning[0])]
                else:
                    stack += [(node, scope, False), (meaning[0], inner, False)]
            elif build is None and isinstance(node, _AS_THEY_STAND):
                memo[id(node)] = self._as_it_stands(node)
            elif isinstance(node, sp.Pow) and isinstance(node.args[1], sp.Rational):
                base = memo.get(id(node.args[0]))
                if base is None:
                    stack += [(node, scope, False), (node.args[0], scope, False)]
                else:
                    memo[id(node)] = self.rational_power(base, fmpq(node.args[1].p, node.args[1].q))
            else:
                stack.append((node, scope, True))
                stack.extend((a, scope, False) for a in node.args)
        self._enter(self.outermost)
        return self.outermost.memo[id(root)]

    # leaves ---------------------------------------------------------------------------------------

    def _leaf(self, node: Node) -> Fraction:
        ring = self.ring
        if isinstance(node, sp.Rational):
            return ring.constant(fmpq(node.p, node.q))
        if isinstance(node, sp.Float) and node.is_finite:
            exact = PythonFraction(str(node))
            return ring.constant(fmpq(exact.numerator, exact.denominator))
        if isinstance(node, sp.Symbol):
            return self._kernel(("symbol", _named(node)), Kernel("symbol", node))
        if node is sp.E:
            return self.exp(ring.constant(1))
        if node is sp.GoldenRatio:
            root = self.rational_power(ring.constant(5), fmpq(1, 2))
            return ring.mul(ring.add(root, ring.constant(1)), ring.constant(fmpq(1, 2)))
        if isinstance(node, NumberSymbol):
            return self._kernel(("number", str(node)), Kernel("number", node))
        if isinstance(node, Number) or node is sp.zoo or node is sp.I:
            raise TooLarge("not a real number")
        return self._as_it_stands(node)

    def _as_it_stands(self, node: Node) -> Fraction:
        """A kernel for exactly this node, which may change with every symbol in it."""
        symbols = symbols_of([node])
        if self.scope.compound or any(_named(s) in self.scope.bound for s in symbols):
            raise TooLarge("a value for a variable of what is taken as it stands")
        inside = tuple(self._leaf(s)[0] for s in symbols)
        return self._kernel(("node", self._structure(node)), Kernel("node", inside))

    def _structure(self, root: Node) -> int:
        """A number for the expression exactly as it stands."""
        numbered = self.numbered
        if id(root) not in numbered:
            for node in walk(root, self.seen):
                key = ("structure", type(node), node.__class__.__name__, *(numbered[id(a)] for a in node.args))
                if not node.args:
                    key = ("structure", node)
                numbered[id(node)] = self.structures.setdefault(key, len(self.structures))
        return numbered[id(root)]

    def _unknown(self, node: Node, args: list[Fraction]) -> Fraction:
        """A function of which nothing is known but its arguments, and how its derivative is made of others."""
        name = node.func.__name__
        key = ("unknown", name) if isinstance(node, AppliedUndef) else name
        return self.function(key, (0,) * len(args), tuple(args))

    # derivatives and values -----------------------------------------------------------------------

    def _enter(self, scope: Scope) -> None:
        self.scope, self.directions = scope, scope.directions
        self.known.setdefault(scope.directions, {})

    def _variable(self, node: Node) -> Any:
        """What names a variable here: a symbol's name, or the structure of a compound one."""
        if isinstance(node, sp.Symbol):
            return _named(node)
        return ("structure", self._structure(node)) if self.scope.compound else None

    def _inner(self, node: Node) -> Scope:
        """The place of the function in a derivative or a value."""
        scope = self.scope
        inner = scope.inner.get(id(node))
        if inner is None:
            value = isinstance(node, (sp.Subs, Value))
            inner = self._with_values(node, _values(node)) if value else self._around(node, _orders(node))
            scope.inner[id(node)] = inner
        return inner

    def _missing(self, node: Node, inner: Scope) -> list[tuple[Node, Scope, bool]]:
        """What has to be known first: the function, then the values of variables that its derivative changes with."""
        if inner.result is None:
            found = inner.memo.get(id(node.args[0]))
            if found is None:
                return [(node.args[0], inner, False)]
            outside = self.scope
            self._enter(inner)
            for number, n in inner.orders:
                for _ in range(n):
                    found = self.derivative(found, number)
            self._enter(outside)
            inner.result = found
            inner.slots = [slot for slot in inner.slots if any(self.changes(part, slot[1]) for part in found)]
        return [(x, self.scope, False) for x, _ in inner.slots if id(x) not in self.scope.memo]

    def _composed(self, inner: Scope) -> Fraction:
        """The derivative of the function inside, or its value."""
        u = inner.result
        assert u is not None
        for x, number in inner.slots:
            u = self.composed(u, number, self.scope.memo[id(x)])
        return u

    def _with_values(self, node: Node, steps: list[tuple[Node, Node]]) -> Scope:
        """The place of the function in a value. The values of the variables are asked for where these occur."""
        scope = self.scope
        if not all(isinstance(x, sp.Symbol) and _named(x) not in scope.frozen for x, _ in steps):
            raise TooLarge("a value for what is no variable")
        bound = {_named(x): (value, scope) for x, value in steps}
        key = (*scope.key, self._structure(node))
        return Scope(key, {**scope.bound, **bound}, scope.directions, scope.frozen, scope.compound)

    def _meaning(self, node: Node, places: tuple[Any, ...]) -> Scope:
        """The place of the formula that a function stands for: the arguments have their values."""
        scope = self.scope
        inner = scope.inner.get(id(node))
        if inner is None:
            bound: dict[Any, Any] = {p: (a, scope) for p, a in zip(places, node.args, strict=True)}
            inner = scope.inner[id(node)] = Scope(scope.key, bound, scope.directions)
        return inner

    def _around(self, node: Node, steps: list[tuple[Node, int]]) -> Scope:
        """The place of the function in a derivative.

        A symbol that is no more than itself stays. Any other variable is a slot there, which gets its value afterwards.
        """
        scope = self.scope
        frozen = scope.frozen.union(*({_named(s) for s in symbols_of([x])} for x, _ in steps if x.args))
        compound = scope.compound or any(x.args for x, _ in steps)
        inner = Scope(scope.key, dict(scope.bound), scope.directions, frozen, compound)
        for x, n in reversed(steps):
            if x.args or scope.bound:
                inner.key = (*scope.key, self._structure(node))
                variable: Any = ("structure", self._structure(x)) if x.args else _named(x)
                slot = self._kernel(("slot", inner.key, variable), Kernel("slot"))
                inner.bound[variable] = slot, None
                inner.slots.append((x, self.ring.numbers(slot[0])[0]))
            else:
                slot = self._leaf(x)
            if not (x.args or isinstance(x, sp.Symbol)) or _named(x) in frozen:
                raise TooLarge("a derivative by what is no variable, or by a part of one")
            number = self.ring.numbers(slot[0])[0]
            inner.orders.insert(0, (number, n))
            if inner.directions[-1:] != (number,):
                inner.directions = (*inner.directions, number)
        return inner


def _named(symbol: Any) -> Any:
    return symbol if isinstance(symbol, sp.Dummy) or symbol.args else symbol.name


def _values(node: Node) -> list[tuple[Node, Node]]:
    """The variables of a value, and their values."""
    return [pair.args for pair in node.args[1:]] if isinstance(node, Value) else list(zip(*node.args[1:], strict=True))


def _orders(node: Node) -> list[tuple[Node, int]]:
    """By what is differentiated, and how often, in order."""
    steps = [(node.x, node.order)] if isinstance(node, D) else [pair.args for pair in node.args[1:]]
    if not all(isinstance(n, sp.Integer) and 0 <= int(n) <= ORDER for _, n in steps):
        raise TooLarge("a derivative of no small order")
    return [(x, int(n)) for x, n in steps if int(n)]


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


def _minus(form: Form, a: Fraction, b: Fraction) -> Fraction:
    return form.ring.add(a, form.ring.negate(b))


def _gamma(form: Form, u: Fraction) -> Fraction:
    return form.function("gamma", (0,), (u,))


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


def _whole(k: Fraction) -> int:
    """The whole number that a fraction is."""
    n, d = k
    if not (n.is_constant() and d.is_constant()):
        raise TooLarge("an order that is no number")
    value = (n.leading_coefficient() if len(n) else fmpq(0)) / d.leading_coefficient()
    if value.q != 1:
        raise TooLarge("an order that is no whole number")
    return int(value.p)


def _singular(form: Form, u: Fraction, a: Fraction, n: Fraction) -> Fraction:
    """<u - a>^n: below 0 the delta function of u - a and its derivatives, of which no values are asked."""
    order = _whole(n)
    if order < 0:
        return form.function("DiracDelta", (-order - 1,), (_minus(form, u, a),))
    return form.function("SingularityFunction", (0, 0, 0), (u, a, n))


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
    sp.erfc:  lambda f, u: _minus(f, f.ring.constant(1), f.function("erf", (0,), (u,))),
    sp.digamma:  lambda f, u: f.function("polygamma", (0, 0), (f.ring.constant(0), u)),
    sp.trigamma: lambda f, u: f.function("polygamma", (0, 0), (f.ring.constant(1), u)),
    sp.factorial: lambda f, u: _gamma(f, f.ring.add(u, f.ring.constant(1))),
    sp.beta:  lambda f, u, v: _ratio(f, f.ring.mul(_gamma(f, u), _gamma(f, v)), _gamma(f, f.ring.add(u, v))),
    sp.airyaiprime: lambda f, u: f.function("airyai", (1,), (u,)),
    sp.airybiprime: lambda f, u: f.function("airybi", (1,), (u,)),
    sp.DiracDelta: lambda f, u, k=None: f.function("DiracDelta", (0 if k is None else _whole(k),), (u,)),
    sp.SingularityFunction: lambda f, u, a, n: _singular(f, u, a, n),
    sp.re: lambda _, u: u, sp.conjugate: lambda _, u: u, sp.UnevaluatedExpr: lambda _, u: u,
}
# fmt: on
_SCOPED: Final = (D, sp.Derivative, sp.Subs, Value)
_AS_THEY_STAND: Final = (*_SCOPED, sp.Piecewise, sp.Integral, sp.Sum, sp.Product, sp.Limit, Relational, Goal)
