"""Derivatives of normal forms: the ring of kernels with a derivation, as in differential algebra (Ritt, Bronstein).

A fraction of polynomials is differentiated formally, each kernel by the differential equation that defines it. No rule
of differentiation is asked. A derivative in a claim is about the points at which it exists; its normal form holds at
each of them, for these reasons:

- What is known of a sign is used below a derivative only if it is known around the point (`directions`), not at it.
- A derivative may bring a new denominator, as √u brings u. It has to be no divisor of zero, so that it vanishes nowhere
  but on a thin set, over which both sides of the claim go on continuously.
- A sign, which jumps, counts as constant in a sum of its multiples only: x sign(x)² is x, and its slope at 0 is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from flint import fmpq

from workings.judge.kernels import Kernels
from workings.judge.ring import Fraction, Kernel, Poly, TooLarge

__all__ = ["Differential", "Scope"]

NORM_DEGREE: Final = 24
ORDER: Final = 60  # the highest derivative
Number = int


@dataclass(slots=True, eq=False)
class Scope:
    """Where a part of the claim stands: the variables that have values of their own there, and the directions in which
    it is defined around each point, because a derivative in that direction is taken of it (outermost first)."""

    key: tuple[Any, ...] = ()
    bound: dict[Any, tuple[Any, Scope | None]] = field(default_factory=dict)  # a node with its place, or a fraction
    directions: tuple[Any, ...] = ()
    frozen: frozenset[Any] = frozenset()  # the symbols in compound variables: no derivative by these is taken here
    compound: bool = False  # whether any variable is compound
    orders: list[tuple[Number, int]] = field(default_factory=list)  # the derivatives to be taken of what stands here
    slots: list[tuple[Any, Number]] = field(default_factory=list)  # variables that then get the value of a node outside
    result: Fraction | None = None  # with the derivatives taken
    memo: dict[int, Fraction] = field(default_factory=dict)
    inner: dict[int, Scope] = field(default_factory=dict)


class Differential(Kernels):
    """A derivation on fractions, and the substitution that gives a variable a value afterwards."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.below: dict[Number, frozenset[Number]] = {}  # the variables that a kernel changes with
        self.rates: dict[tuple[Number, Number], Fraction] = {}

    # which variables ------------------------------------------------------------------------------

    def variables(self, number: Number) -> frozenset[Number]:
        """The numbers of the variables that the kernel may change with."""
        found = self.below.get(number)
        if found is None:
            kernel = self.ring.kernels[number]
            if kernel.kind in ("symbol", "slot"):
                found = frozenset((number,))
            else:
                found = frozenset().union(*(self.variables(k) for p in kernel.parts for k in self.ring.numbers(p)))
            self.below[number] = found
        return found

    def changes(self, p: Poly, v: Number) -> list[Number]:
        """The kernels in p that change with v."""
        return [k for k in self.ring.numbers(p) if v in self.variables(k)]

    # the derivation -------------------------------------------------------------------------------

    def derivative(self, u: Fraction, v: Number) -> Fraction:
        """du/dv: (n/d)' = n'/d - n d'/d²."""
        ring = self.ring
        n, d = u = ring.canonical(u)
        self._signs_stand_alone(n, v)
        up = self._of_polynomial(n, v)
        if not self.changes(d, v):
            return ring.mul(up, (ring.one, d))
        self._no_signs(d, v)
        down = ring.mul(self._of_polynomial(d, v), (ring.one, d))
        return ring.mul(ring.add(up, ring.negate(ring.mul((n, ring.one), down))), (ring.one, d))

    def _of_polynomial(self, p: Poly, v: Number) -> Fraction:
        """The sum over the kernels k of dp/dk k'."""
        ring = self.ring
        total = ring.constant(0)
        for k in self.changes(p, v):
            rate = self.rate(k, v)
            if len(rate[0]):
                total = ring.add(total, ring.mul((p.derivative(ring.size - 1 - k), ring.one), rate))
        return total

    def rate(self, number: Number, v: Number) -> Fraction:
        """dk/dv for the kernel k of this number."""
        found = self.rates.get((number, v))
        if found is None:
            kernel = self.ring.kernels[number]
            if number == v:
                found = self.ring.constant(1)
            elif kernel.kind == "sign":
                found = self.ring.constant(0)
            else:
                for part in kernel.parts:
                    self._no_signs(part, v)
                found = _RATES[kernel.kind](self, kernel, self.ring.generators[number], v)
            self.rates[number, v] = found
        return found

    def _along(self, slope: Fraction, u: Fraction, v: Number) -> Fraction:
        return self.ring.mul(slope, self.derivative(u, v))

    def _of_root(self, kernel: Kernel, r: Poly, v: Number) -> Fraction:
        """r' = r f'/(N f), where |r|^N = |f|."""
        ring, f = self.ring, kernel.argument
        self._regular(f)
        slope = self._of_polynomial(f, v)
        return ring.mul(ring.mul((r, ring.one), slope), (ring.one, f * kernel.order))

    def _of_function(self, kernel: Kernel, v: Number) -> Fraction:
        """The sum over the arguments u of f_u u'."""
        ring = self.ring
        total = ring.constant(0)
        for i, u in enumerate(kernel.argument):
            slope = self.derivative(u, v)
            if len(slope[0]):
                total = ring.add(total, ring.mul(self._partial(kernel, i), slope))
        return total

    def _partial(self, kernel: Kernel, i: int) -> Fraction:
        known = _EQUATIONS.get((kernel.name, len(kernel.argument), i)) if not any(kernel.orders) else None
        if known is not None:
            return known(self, *kernel.argument)
        orders = tuple(n + (i == j) for j, n in enumerate(kernel.orders))
        return self.function(kernel.name, orders, kernel.argument)

    def _opaque_rate(self, number: Number, v: Number) -> Fraction:
        """The derivative of a kernel of which nothing is known, as it stands."""
        generator = self.ring.generators[number]
        return self._kernel(("derivative", number, v), Kernel("derivative", (generator,)))

    def function(self, name: Any, orders: tuple[int, ...], args: tuple[Fraction, ...]) -> Fraction:
        """A partial derivative of a function of which nothing else is known, or at order 0 the function itself."""
        args = tuple(self.ring.canonical(a) for a in args)
        key = ("function", name, orders, *((str(n), str(d)) for n, d in args))
        return self._kernel(key, Kernel("function", args, name=name, orders=orders))

    # what may go wrong where it isn't differentiable -----------------------------------------------

    def _signs(self, p: Poly, v: Number) -> list[Number]:
        return [k for k in self.changes(p, v) if self.ring.kernels[k].kind == "sign"]

    def _no_signs(self, p: Poly, v: Number) -> None:
        if self._signs(p, v):
            raise TooLarge("a sign inside of what is differentiated")

    def _signs_stand_alone(self, p: Poly, v: Number) -> None:
        """Each sign to the first power at most, and no two that may change at one point."""
        signs = self._signs(p, v)
        if not signs:
            return
        indices = [self.ring.size - 1 - k for k in signs]
        arguments = [self.ring.numbers(self.ring.kernels[k].argument) for k in signs]
        apart = all(len(a) == 1 and a == arguments[0] for a in arguments)  # coprime in one quantity: no common root
        for m in p.monoms():
            powers = [int(m[i]) for i in indices]
            if max(powers) > 1 or (sum(powers) > 1 and not apart):
                raise TooLarge("a power of a sign is differentiated")

    def _regular(self, f: Poly) -> None:
        """Raises unless f is surely no divisor of zero: its norm, free of what might make it one, is not 0."""
        ring = self.ring
        for index, power, relation in ring.relations:
            if len(f) and f.degrees()[index] and self._is_reducible(ring.of_index(index)):
                if power > NORM_DEGREE or len(f) > NORM_DEGREE:
                    raise TooLarge("a long norm")
                f = ring.reduce(f.resultant(relation, index))
        if not len(f):
            raise TooLarge("a divisor of 0 below the bar")

    def _is_reducible(self, kernel: Kernel) -> bool:
        """Whether the relation for the kernel may split over the older kernels.

        |f|² = f² does. Roots of irreducible polynomials in independent kernels are independent; but others need not be,
        as √(1 - √x) √(1 + √x) = √(1 - x).
        """
        if kernel.kind in ("absolute", "sign"):
            return True
        if kernel.kind not in ("root", "odd root"):
            return False
        f, ring = kernel.argument, self.ring
        related = {i for i, _, _ in ring.relations}
        return any(ring.size - 1 - k in related for k in ring.numbers(f)) or len(ring.factor(f)[1]) > 1

    # substitution ---------------------------------------------------------------------------------

    def composed(self, u: Fraction, v: Number, value: Fraction) -> Fraction:
        """u with `value` in place of the variable v."""
        ring = self.ring
        n, d = ring.canonical(u)
        below = self._composed_polynomial(d, v, value)
        if self.changes(d, v):
            self._regular(ring.canonical(below)[0])
        return ring.mul(self._composed_polynomial(n, v, value), ring.invert(below))

    def _composed_polynomial(self, p: Poly, v: Number, value: Fraction) -> Fraction:
        ring = self.ring
        changed = {ring.size - 1 - k: self._composed_kernel(k, v, value) for k in self.changes(p, v)}
        if not changed:
            return p, ring.one
        total = ring.constant(0)
        for monomial, c in p.terms():
            kept = {tuple(0 if i in changed else e for i, e in enumerate(monomial)): c}
            term = ring.context.from_dict(kept), ring.one
            for i, there in changed.items():
                if monomial[i]:
                    term = ring.mul(term, ring.power(there, int(monomial[i])))
            total = ring.add(total, term)
        return total

    def _composed_kernel(self, number: Number, v: Number, value: Fraction) -> Fraction:
        if number == v:
            return value
        ring = self.ring
        kernel = ring.kernels[number]

        def at(u: Fraction) -> Fraction:
            return self.composed(u, v, value)

        if kernel.kind == "root":
            return self.rational_power(at((ring.value_of_power(number), ring.one)), fmpq(1, kernel.order))
        if kernel.kind == "function":
            return self.function(kernel.name, kernel.orders, tuple(at(a) for a in kernel.argument))
        again = _AGAIN.get(kernel.kind)
        if again is None:
            raise TooLarge(f"a value for the variable of a kernel of the kind {kernel.kind}")
        argument = kernel.argument
        return again(self, at(argument if isinstance(argument, tuple) else (argument, ring.one)), kernel.order)


# The differential equations -----------------------------------------------------------------------

Form = Differential


def _asin_slope(f: Form, u: Fraction) -> Fraction:
    """(1 - u²)^(-1/2)"""
    one = f.ring.constant(1)
    return f.ring.invert(f.rational_power(f.ring.add(one, f.ring.negate(f.ring.mul(u, u))), fmpq(1, 2)))


def _atan_slope(f: Form, u: Fraction) -> Fraction:
    """1/(1 + u²)"""
    return f.ring.invert(f.ring.add(f.ring.constant(1), f.ring.mul(u, u)))


def _bell(sign: int) -> Callable[[Form, Fraction], Fraction]:
    """2/√pi e^(-u²) and its kin."""

    def slope(f: Form, u: Fraction) -> Fraction:
        square = f.ring.mul(u, u)
        e = f.exp(square if sign > 0 else f.ring.negate(square))
        return f.ring.mul(f.ring.mul(f.ring.constant(2), e), f.ring.invert(f.rational_power(f.pi, fmpq(1, 2))))

    return slope


def _gamma_slope(f: Form, u: Fraction) -> Fraction:
    zero = f.ring.constant(0)
    return f.ring.mul(f.function("gamma", (0,), (u,)), f.function("polygamma", (0, 0), (zero, u)))


def _polygamma_slope(f: Form, n: Fraction, u: Fraction) -> Fraction:
    whole = n[0].is_constant() and n[1].is_constant() and (not len(n[0]) or n[0].leading_coefficient() > 0)
    if not whole:
        return f.function("polygamma", (0, 1), (n, u))
    return f.function("polygamma", (0, 0), (f.ring.add(n, f.ring.constant(1)), u))


def _neighbours(name: str, before: int, after: int) -> Callable[[Form, Fraction, Fraction], Fraction]:
    """Half the sum of the Bessel functions of the orders before and after, with these signs."""

    def slope(f: Form, n: Fraction, u: Fraction) -> Fraction:
        ring = f.ring
        one, other = (f.function(name, (0, 0), (ring.add(n, ring.constant(step)), u)) for step in (-1, 1))
        half_before, half_after = (ring.constant(fmpq(sign, 2)) for sign in (before, after))
        return ring.add(ring.mul(one, half_before), ring.mul(other, half_after))

    return slope


def _lambert_slope(f: Form, u: Fraction) -> Fraction:
    """W/(u (1 + W))"""
    w = f.function("LambertW", (0,), (u,))
    return f.ring.mul(w, f.ring.invert(f.ring.mul(u, f.ring.add(w, f.ring.constant(1)))))


def _erfinv_slope(f: Form, u: Fraction) -> Fraction:
    """√π e^(v²)/2 where u = erf v"""
    v = f.function("erfinv", (0,), (u,))
    scale = f.ring.mul(f.rational_power(f.pi, fmpq(1, 2)), f.ring.constant(fmpq(1, 2)))
    return f.ring.mul(scale, f.exp(f.ring.mul(v, v)))


def _fresnel_slope(part: int) -> Callable[[Form, Fraction], Fraction]:
    """The sine (0) or the cosine (1) of π u²/2."""
    return lambda f, u: f.circular(f.ring.mul(f.ring.mul(f.pi, f.ring.constant(fmpq(1, 2))), f.ring.mul(u, u)))[part]


def _over_argument(top: Callable[[Form, Fraction], Fraction]) -> Callable[[Form, Fraction], Fraction]:
    return lambda f, u: f.ring.mul(top(f, u), f.ring.invert(u))


# fmt: off
_RATES: Final[dict[str, Callable[[Form, Kernel, Poly, Number], Fraction]]] = {
    "exp":        lambda f, k, e, v: f._along((e, f.ring.one), k.argument, v),
    "sin":        lambda f, k, _, v: f._along(f.circular(k.argument)[1], k.argument, v),
    "cos":        lambda f, k, _, v: f._along(f.ring.negate(f.circular(k.argument)[0]), k.argument, v),
    "log":        lambda f, k, _, v: f.ring.mul(f._of_polynomial(k.argument, v), (f.ring.one, k.argument)),
    "root":       lambda f, k, r, v: f._of_root(k, r, v),
    "odd root":   lambda f, k, r, v: f._of_root(k, r, v),
    "absolute":   lambda f, k, r, v: f._of_root(k, r, v),
    "asin":       lambda f, k, _, v: f._along(_asin_slope(f, k.argument), k.argument, v),
    "atan":       lambda f, k, _, v: f._along(_atan_slope(f, k.argument), k.argument, v),
    "function":   lambda f, k, _, v: f._of_function(k, v),
    "node":       lambda f, k, g, v: f._opaque_rate(f.ring.numbers(g)[0], v),
    "derivative": lambda f, k, g, v: f._opaque_rate(f.ring.numbers(g)[0], v),
}
_AGAIN: Final[dict[str, Callable[[Form, Fraction, int], Fraction]]] = {
    "exp":      lambda f, u, _: f.exp(u),
    "sin":      lambda f, u, _: f.circular(u)[0],
    "cos":      lambda f, u, _: f.circular(u)[1],
    "log":      lambda f, u, _: f.log_absolute(u),
    "odd root": lambda f, u, n: f.rational_power(u, fmpq(1, n)),
    "absolute": lambda f, u, n: f.absolute(u, fmpq(1, n)),
    "asin":     lambda f, u, _: f.inverse_circular("asin", u),
    "atan":     lambda f, u, _: f.inverse_circular("atan", u),
}
_EQUATIONS: Final[dict[tuple[Any, int, int], Callable[..., Fraction]]] = {
    ("erf", 1, 0):       _bell(-1),
    ("erfi", 1, 0):      _bell(1),
    ("erfinv", 1, 0):    _erfinv_slope,
    ("gamma", 1, 0):     _gamma_slope,
    ("loggamma", 1, 0):  lambda f, u: f.function("polygamma", (0, 0), (f.ring.constant(0), u)),
    ("polygamma", 2, 1): _polygamma_slope,
    ("Si", 1, 0):        _over_argument(lambda f, u: f.circular(u)[0]),
    ("Ci", 1, 0):        _over_argument(lambda f, u: f.circular(u)[1]),
    ("Shi", 1, 0):       _over_argument(lambda f, u: f.hyperbolic(u, -1)),
    ("Chi", 1, 0):       _over_argument(lambda f, u: f.hyperbolic(u, 1)),
    ("Ei", 1, 0):        _over_argument(lambda f, u: f.exp(u)),
    ("li", 1, 0):        lambda f, u: f.ring.invert(f.log_absolute(u)),
    ("Li", 1, 0):        lambda f, u: f.ring.invert(f.log_absolute(u)),
    ("fresnels", 1, 0):  _fresnel_slope(0),
    ("fresnelc", 1, 0):  _fresnel_slope(1),
    ("LambertW", 1, 0):  _lambert_slope,
    ("besselj", 2, 1):   _neighbours("besselj", 1, -1),
    ("bessely", 2, 1):   _neighbours("bessely", 1, -1),
    ("besseli", 2, 1):   _neighbours("besseli", 1, 1),
    ("besselk", 2, 1):   _neighbours("besselk", -1, -1),
}
# fmt: on
