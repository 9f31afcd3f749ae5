"""What exp, ln, roots, |u|, sin, cos and their inverses are as fractions of polynomials in kernels.

Each rewriting step holds at every real point at which both sides of the claim are defined, and uses no more than that:
where √u or ln u is defined, u >= 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd
from typing import Any, Final

import sympy as sp
from flint import fmpq

from workings.judge.ring import Fraction, Kernel, Poly, Restart, TooLarge, rational_gcd
from workings.judge.signs import Signs

__all__ = ["Kernels"]

FACTORED_BITS: Final = 80
PIECES: Final = 40  # terms of an argument of exp, sin, cos
Rational = Any  # fmpq
_WHOLE: Final = fmpq(1)

# (sin, cos) of k pi/12 for the k in reach, as a rational times the square root of an integer
_ANGLES: Final = {
    0: ((0, 1), (1, 1)),
    2: ((fmpq(1, 2), 1), (fmpq(1, 2), 3)),
    3: ((fmpq(1, 2), 2), (fmpq(1, 2), 2)),
    4: ((fmpq(1, 2), 3), (fmpq(1, 2), 1)),
    6: ((1, 1), (0, 1)),
}
_ARCSINES: Final = {fmpq(0): fmpq(0), fmpq(1, 4): fmpq(1, 6), fmpq(1, 2): fmpq(1, 4), fmpq(3, 4): fmpq(1, 3),
                    fmpq(1): fmpq(1, 2)}  # fmt: skip
_ARCTANGENTS: Final = {fmpq(0): fmpq(0), fmpq(1, 3): fmpq(1, 6), fmpq(1): fmpq(1, 4), fmpq(3): fmpq(1, 3)}


class Kernels(Signs):
    """Functions of fractions. What is learnt about common multiples outlives a restart, as what is about signs does."""

    def __init__(self, assuming: Iterable[Any] = (), *, positive: bool = False) -> None:
        super().__init__(assuming, positive=positive)
        self.names: dict[Any, int] = {}
        self.units: dict[Any, Rational] = {}  # by argument: of which all its multiples are integer multiples
        self.orders: dict[Any, int] = {}  # by radicand: the common order of its roots
        self.structures: dict[Any, int] = {}

    def function(self, name: Any, orders: tuple[int, ...], args: tuple[Fraction, ...]) -> Fraction:
        raise NotImplementedError

    def _kernel(self, key: Any, kernel: Kernel) -> Fraction:
        return self.ring.kernel(key, kernel), self.ring.one

    @property
    def pi(self) -> Fraction:
        return self._kernel(("number", "pi"), Kernel("number", sp.pi))

    # powers and roots -----------------------------------------------------------------------------

    def rational_power(self, u: Fraction, r: Rational) -> Fraction:
        """u**r; the real root for an odd denominator of r."""
        ring = self.ring
        if r.q == 1:
            if r.p < 0 and self.sign_wanted:
                self._not_zero(u)
            return ring.power(u, int(r.p))
        u = ring.canonical(u)
        if not len(u[0]):
            if r < 0:
                raise TooLarge("a division by 0")
            return u
        even = r.q % 2 == 0
        if even:
            self._is_nonnegative(u, strictly=r < 0)
        result = ring.constant(1)
        for part, direction in ((u[0], 1), (u[1], -1)):
            c, factors = ring.factor(part)
            result = ring.mul(result, self._number_power(abs(c), r * direction))
            if c < 0 and not even and r.p % 2:
                result = ring.negate(result)
            if even:
                factors = self._joined(factors)
            for f, k in factors:
                power = self._absolute_power if even else self._odd_power
                result = ring.mul(result, power(f, r * k * direction))
        return result

    def _joined(self, factors: list[tuple[Poly, int]]) -> list[tuple[Poly, int]]:
        """The factors of odd multiplicity whose signs aren't known but whose product's is, as one."""
        unknown = [f for f, k in factors if k % 2 and not self.sign(f)]
        if len(unknown) < 2:
            return factors
        product = self.ring.one
        for f in unknown:
            product = self.ring.times(product, f)
        rest = [(f, k - 1 if f in unknown else k) for f, k in factors]
        return [(product, 1), *((f, k) for f, k in rest if k)]

    def _number_power(self, c: Rational, r: Rational) -> Fraction:
        """c**r for a positive rational c, by its prime factors."""
        ring = self.ring
        if r.q == 1 and abs(r.p) <= 64:
            return ring.constant(c ** int(r.p))
        result = ring.constant(1)
        for part, direction in ((c.p, 1), (c.q, -1)):
            for prime, k in _primes(part):
                exponent = r * k * direction
                whole = exponent.p // exponent.q
                if abs(whole) > 20_000:
                    raise TooLarge("a large exponent")
                result = ring.mul(result, ring.constant(fmpq(prime) ** int(whole)))
                rest = exponent - whole
                if rest != 0:
                    key, value = ("number", prime), ring.context.constant(prime)
                    order = self._order(key, int(rest.q))
                    root = self._root(key, value, order, value)
                    result = ring.mul(result, ring.monomial_power(root, int((rest * order).p)))
        return result

    def _order(self, key: Any, q: int) -> int:
        """The common order of the roots of one radicand, so that √x and ∛x are powers of one kernel."""
        old = self.orders.get(key, 1)
        if old % q:
            self.orders[key] = old * q // gcd(old, q)
            if self.orders[key] > 5040:
                raise TooLarge("roots of many orders")
            if old > 1:
                raise Restart
        return self.orders.setdefault(key, 1)

    def _root(self, key: Any, radicand: Poly, order: int, value: Poly) -> Poly:
        """The kernel value**(1/order) >= 0, where value = |radicand|."""
        root = self.ring.kernel(("root", key, order, str(value)), Kernel("root", radicand, order))
        self.ring.relate(root, order, value)
        return root

    def _absolute_power(self, f: Poly, r: Rational) -> Fraction:
        """|f|**r for a monic f."""
        ring = self.ring
        kernel = self._special(f)
        if kernel is not None:
            if kernel.kind == "exp":
                return self.exp(ring.mul(kernel.argument, ring.constant(r)))
            if kernel.argument.is_constant():
                return self._number_power(kernel.argument.leading_coefficient(), r / kernel.order)
            return self._absolute_power(kernel.argument, r / kernel.order)
        sign = self.sign(f)
        if sign:
            if r.q == 1:
                return ring.power((sign * f, ring.one), int(r.p))
            order = self._order(("root", str(f)), int(r.q))
            root = self._root(("root", str(f)), f, order, sign * f)
        else:
            if r.q == 1 and r.p % 2 == 0:
                return ring.power((f, ring.one), int(r.p))
            order = self._order(("absolute", str(f)), int(r.q))
            if order == 1 and r > 0 and str(f) in self.sign_wanted and str(f) not in self.nonzero:
                return ring.mul(ring.power((f, ring.one), int(r.p)), self._sign_kernel(f))  # |f| = f sign f
            root = ring.kernel(("absolute", str(f), order), Kernel("absolute", f, order))
            ring.relate(root, 2 * order, ring.times(f, f))
        return ring.monomial_power(root, int((r * order).p))

    def _odd_power(self, f: Poly, r: Rational) -> Fraction:
        """The real f**r for an odd denominator of r and a monic f."""
        ring = self.ring
        if r.q == 1:
            return ring.power((f, ring.one), int(r.p))
        kernel = self._special(f)
        if kernel is not None and kernel.kind == "odd root":
            return self._odd_power(kernel.argument, r / kernel.order)
        sign = 1 if kernel is not None else self.sign(f)
        if sign:
            power = self._absolute_power(f, r)
            return ring.negate(power) if sign < 0 and r.p % 2 else power
        order = self._order(("odd root", str(f)), int(r.q))
        root = ring.kernel(("odd root", str(f), order), Kernel("odd root", f, order))
        ring.relate(root, order, f)
        return ring.monomial_power(root, int((r * order).p))

    def power(self, u: Fraction, v: Fraction) -> Fraction:
        """u**v = exp(v ln u), defined for u > 0 only, unless v is a number."""
        ring = self.ring
        v = ring.canonical(v)
        if v[0].is_constant() and v[1].is_constant():
            return self.rational_power(u, v[0].leading_coefficient() if len(v[0]) else fmpq(0))
        u = ring.canonical(u)
        if u[0].is_constant() and u[1].is_constant() and (not len(u[0]) or u[0].leading_coefficient() < 0):
            return self.function("power", (0, 0), (u, v))
        return self.exp(ring.mul(v, self.log(u)))

    def absolute(self, u: Fraction, r: Rational = _WHOLE) -> Fraction:
        """|u|**r"""
        ring = self.ring
        u = ring.canonical(u)
        if not len(u[0]):
            return u
        result = ring.constant(1)
        for part, direction in ((u[0], 1), (u[1], -1)):
            c, factors = ring.factor(part)
            result = ring.mul(result, self._number_power(abs(c), r * direction))
            for f, k in factors:
                result = ring.mul(result, self._absolute_power(f, r * k * direction))
        return result

    def signum(self, u: Fraction) -> Fraction:
        """sign u: f/|f| where f is known not to be 0 on the domain, else a kernel with s^3 = s."""
        ring = self.ring
        u = ring.canonical(u)
        if not len(u[0]):
            return u
        result = ring.constant(1)
        for part in u:
            c, factors = ring.factor(part)
            if c < 0:
                result = ring.negate(result)
            for f, k in factors:
                key = str(f)
                if key not in self.sign_wanted:
                    self.sign_wanted.add(key)
                    raise Restart
                if key in self.nonzero:
                    one = ring.mul((f, ring.one), self._absolute_power(f, fmpq(-1)))
                else:
                    one = self._sign_kernel(f)
                result = ring.mul(result, ring.power(one, k))
        return result

    def _sign_kernel(self, f: Poly) -> Fraction:
        s = self.ring.kernel(("sign", str(f)), Kernel("sign", f))
        self.ring.relate(s, 3, s)
        return s, self.ring.one

    # exponentials, logarithms ---------------------------------------------------------------------

    def _unit(self, kind: str, key: Any, c: Rational) -> Rational:
        """The rational of which all coefficients of this argument are integer multiples."""
        old = self.units.get((kind, key))
        if old is None:
            self.units[kind, key] = abs(c)
            return abs(c)
        if (c / old).q != 1:
            self.units[kind, key] = rational_gcd(old, c)
            raise Restart
        return old

    def _pieces(self, u: Fraction) -> list[tuple[Rational, Poly, Poly]]:
        """u as a sum of c * m/d with rational c and monomials m."""
        n, d = self.ring.canonical(u)
        if len(n) > PIECES:
            raise TooLarge("a function of a long sum")
        return [(c, self.ring.context.from_dict({m: 1}), d) for m, c in n.terms()]

    def exp(self, u: Fraction) -> Fraction:
        ring = self.ring
        result = ring.constant(1)
        for c, m, d in self._pieces(u):
            if d.is_constant() and m.total_degree() == 1:
                kernel = ring.of_index(ring.index(m))
                if kernel.kind == "log":
                    result = ring.mul(result, self._absolute_power(kernel.argument, c))
                    continue
                if kernel.kind == "log number":
                    result = ring.mul(result, self._number_power(fmpq(kernel.argument), c))
                    continue
            unit = self._unit("exp", (str(m), str(d)), c)
            e = ring.kernel(("exp", str(m), str(d), str(unit)), Kernel("exp", (m * unit, d)))
            result = ring.mul(result, ring.monomial_power(e, int((c / unit).p)))
        return result

    def log(self, u: Fraction) -> Fraction:
        ring = self.ring
        u = ring.canonical(u)
        if not len(u[0]):
            raise TooLarge("ln 0")
        self._is_nonnegative(u, strictly=True)
        if self.sign_wanted:
            self._not_zero(u)
        return self.log_absolute(u)

    def log_absolute(self, u: Fraction) -> Fraction:
        """ln|u|"""
        ring = self.ring
        u = ring.canonical(u)
        if not len(u[0]):
            raise TooLarge("ln 0")
        result = ring.constant(0)
        for part, direction in ((u[0], 1), (u[1], -1)):
            c, factors = ring.factor(part)
            for number, way in ((abs(c).p, 1), (abs(c).q, -1)):
                for prime, k in _primes(number):
                    log_prime = ring.kernel(("log number", prime), Kernel("log number", prime))
                    result = ring.add(result, (log_prime * (k * way * direction), ring.one))
            for f, k in factors:
                result = ring.add(result, ring.mul(self._log_absolute(f), ring.constant(k * direction)))
        return result

    def _log_absolute(self, f: Poly) -> Fraction:
        """ln|f| for a monic f."""
        kernel = self._special(f)
        if kernel is None:
            return self._kernel(("log", str(f)), Kernel("log", f))
        if kernel.kind == "exp":
            return kernel.argument
        radicand = kernel.argument
        inner = self.log((radicand, self.ring.one)) if radicand.is_constant() else self._log_absolute(radicand)
        return self.ring.mul(inner, self.ring.constant(fmpq(1, kernel.order)))

    # circular functions ---------------------------------------------------------------------------

    def circular(self, u: Fraction) -> tuple[Fraction, Fraction]:
        """sin u and cos u."""
        ring = self.ring
        sine, cosine = ring.constant(0), ring.constant(1)
        for c, m, d in self._pieces(u):
            s, k = self._angle(c, m, d)
            sine, cosine = self._turn((sine, cosine), (s, k))
        return sine, cosine

    def _turn(self, a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
        """The sine and cosine of a sum of two angles."""
        ring = self.ring
        (s, c), (t, k) = a, b
        if not len(s[0]) and c == ring.constant(1):
            return b
        sine = ring.add(ring.mul(s, k), ring.mul(c, t))
        cosine = ring.add(ring.mul(c, k), ring.negate(ring.mul(s, t)))
        return sine, cosine

    def _angle(self, c: Rational, m: Poly, d: Poly) -> tuple[Fraction, Fraction]:
        """The sine and cosine of c m/d."""
        ring = self.ring
        base = None
        if d.is_constant() and m.total_degree() == 1:
            kernel = ring.of_index(ring.index(m))
            if kernel.kind == "number" and kernel.argument is sp.pi and 12 % c.q == 0:
                found = self._of_pi(int((c * 12).p))
                if found:
                    return found
            if kernel.kind in ("asin", "atan") and c.q == 1:
                base = self._of_inverse(kernel)
        if base is None:
            unit = self._unit("angle", (str(m), str(d)), c)
            key = (str(m), str(d), str(unit))
            argument = m * unit, d
            cosine = ring.kernel(("cos", *key), Kernel("cos", argument))
            sine = ring.kernel(("sin", *key), Kernel("sin", argument))
            ring.relate(sine, 2, 1 - cosine * cosine)
            base, c = ((sine, ring.one), (cosine, ring.one)), c / unit
        n = int(c.p)
        if abs(n) > 64:
            raise TooLarge("a large multiple of an angle")
        result = ring.constant(0), ring.constant(1)
        for bit in bin(abs(n))[2:]:
            result = self._turn(result, result)
            if bit == "1":
                result = self._turn(result, base)
        return result if n > 0 else (ring.negate(result[0]), result[1])

    def _of_pi(self, twelfths: int) -> tuple[Fraction, Fraction] | None:
        """The sine and cosine of a multiple of pi/12, where they are in the table."""
        quarter, rest = divmod(twelfths % 24, 6)
        if rest not in _ANGLES:
            return None
        ring = self.ring
        sine, cosine = (ring.mul(ring.constant(c), self._number_power(fmpq(n), fmpq(1, 2))) for c, n in _ANGLES[rest])
        for _ in range(quarter):
            sine, cosine = cosine, ring.negate(sine)
        return sine, cosine

    def _of_inverse(self, kernel: Kernel) -> tuple[Fraction, Fraction]:
        """sin and cos of arcsin v or arctan v."""
        ring = self.ring
        v = kernel.argument
        square = ring.mul(v, v)
        if kernel.kind == "asin":
            return v, self.rational_power(ring.add(ring.constant(1), ring.negate(square)), fmpq(1, 2))
        cosine = self.rational_power(ring.add(ring.constant(1), square), fmpq(-1, 2))
        return ring.mul(v, cosine), cosine

    def inverse_circular(self, kind: str, u: Fraction) -> Fraction:
        """arcsin u or arctan u, odd in u; in parts of pi where u is a number in the table."""
        ring = self.ring
        u = ring.canonical(u)
        if not len(u[0]):
            return u
        if u[0].leading_coefficient() < 0:
            return ring.negate(self.inverse_circular(kind, ring.negate(u)))
        square = ring.canonical(ring.mul(u, u))
        if square[0].is_constant() and square[1].is_constant():
            part = (_ARCSINES if kind == "asin" else _ARCTANGENTS).get(square[0].leading_coefficient())
            sign = self.sign(u[0]) * self.sign(u[1])
            if part is not None and sign:
                return ring.mul(self.pi, ring.constant(part * sign))
        return self._kernel((kind, str(u[0]), str(u[1])), Kernel(kind, u))

    def arccosine(self, u: Fraction) -> Fraction:
        ring = self.ring
        quarter = ring.mul(self.pi, ring.constant(fmpq(1, 2)))
        return ring.add(quarter, ring.negate(self.inverse_circular("asin", u)))

    def area(self, kind: str, u: Fraction) -> Fraction:
        """The inverse hyperbolic functions by their logarithms."""
        ring = self.ring
        u, one, half = ring.canonical(u), ring.constant(1), fmpq(1, 2)
        if kind == "asinh":
            if len(u[0]) and u[0].leading_coefficient() < 0:
                return ring.negate(self.area(kind, ring.negate(u)))
            return self.log(ring.add(u, self.rational_power(ring.add(ring.mul(u, u), one), half)))
        above, below = ring.add(u, one), ring.add(u, ring.negate(one))
        if kind == "acosh":
            root = ring.mul(self.rational_power(below, half), self.rational_power(above, half))
            return self.log(ring.add(u, root))
        logs = ring.add(self.log(above), ring.negate(self.log(ring.negate(below))))
        return ring.mul(logs, ring.constant(half))

    def hyperbolic(self, u: Fraction, sign: int) -> Fraction:
        """cosh u (sign 1) or sinh u (sign -1)."""
        ring = self.ring
        e = self.exp(u)
        other = ring.invert(e) if sign > 0 else ring.negate(ring.invert(e))
        return ring.mul(ring.add(e, other), ring.constant(fmpq(1, 2)))


def _primes(n: Any) -> list[tuple[int, int]]:
    """The prime factors of a positive integer; a large one is taken as it is."""
    if n == 1:
        return []
    if n.bit_length() > FACTORED_BITS:
        return [(int(n), 1)]
    return [(int(p), int(k)) for p, k in n.factor()]
