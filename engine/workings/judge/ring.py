"""Fractions of polynomials over Q in kernels: the quantities x, e^x, sin x, √x, ... that an expression is made of.

A kernel is one function of the variables. Where kernels depend on each other algebraically, as sin² = 1 - cos² or
r² = x, the relation's leading term is a pure power of the newer kernel, so that the relations are a Gröbner basis as
they stand and dividing by each in turn gives the normal form of a polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

__all__ = ["Fraction", "Restart", "Ring", "TooLarge"]

Poly = Any  # fmpq_mpoly
Fraction = tuple[Poly, Poly]

SIZES: Final = (8, 16, 32, 64)  # kernels; small rings are faster
TERMS: Final = 3000
WORK: Final = 400_000  # products of terms, in all
GCD_TERMS: Final = 6_000
FACTOR_TERMS: Final = 24
FACTOR_DEGREE: Final = 16
EXPONENT: Final = 100_000


class TooLarge(Exception):
    """The normal form would take too long, or does not exist: nothing is known then."""


class Restart(Exception):
    """Something was learnt on the way that changes what kernels should be: begin again, knowing it."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """One kernel: what it is, and for roots, exponentials and logarithms of what."""

    kind: str
    argument: Any = None  # Fraction, Poly or a tuple of them, in the ring
    order: int = 1  # N of an N-th root
    name: Any = None  # of a function, and how often it is differentiated by each argument
    orders: tuple[int, ...] = ()

    @property
    def parts(self) -> list[Poly]:
        """The polynomials it is made of."""
        found, waiting = [], [self.argument]
        while waiting:
            part = waiting.pop()
            if isinstance(part, tuple):
                waiting += part
            elif isinstance(part, fmpq_mpoly):
                found.append(part)
        return found


@lru_cache(maxsize=8)
def _context(size: int) -> Any:
    # The newest kernel is the first generator: the largest in lexicographic order.
    return fmpq_mpoly_ctx.get(tuple(f"k{size - 1 - i}" for i in range(size)), Ordering.lex)


@lru_cache(maxsize=8)
def _generators(size: int) -> tuple[Any, ...]:
    return tuple(reversed(_context(size).gens()))


class Ring:
    """Arithmetic on fractions of polynomials in kernels, within a budget.

    A kernel's number never changes its meaning; so `names`, which outlives a ring, may be used by the next, larger one.
    """

    def __init__(self, size: int, names: dict[Any, int]) -> None:
        self.size = size
        self.names = names
        self.context = _context(size)
        self.generators = _generators(size)
        self.one: Poly = self.context.constant(1)
        self.zero: Poly = self.context.constant(0)
        self.kernels: dict[int, Kernel] = {}
        self.relations: list[tuple[int, int, Poly]] = []  # (index, power that goes, relation), newest first
        self.work = 0

    # kernels --------------------------------------------------------------------------------------

    def kernel(self, key: Any, kernel: Kernel) -> Poly:
        """The generator that stands for the kernel of this key."""
        number = self.names.setdefault(key, len(self.names))
        if number >= self.size:
            raise Restart
        self.kernels.setdefault(number, kernel)
        return self.generators[number]

    def relate(self, generator: Poly, power: int, value: Poly) -> None:
        """generator**power = value, where `value` has older kernels, and lower powers of this one."""
        index = self.index(generator)
        if any(i == index for i, _, _ in self.relations):
            return
        degrees = value.degrees()
        if degrees[index] >= power or any(degrees[:index]):
            raise TooLarge("a kernel in terms of a newer one")
        self.relations.append((index, power, generator**power - value))
        self.relations.sort(key=lambda r: r[0])

    def index(self, generator: Poly) -> int:
        return next(i for i, d in enumerate(generator.degrees()) if d)

    def numbers(self, p: Poly) -> list[int]:
        """The numbers of the kernels in p."""
        return [self.size - 1 - i for i, degree in enumerate(p.degrees()) if degree] if len(p) else []

    def value_of_power(self, number: int) -> Poly:
        """The value of the power of a kernel that the relation for it gives."""
        index = self.size - 1 - number
        power, relation = next((power, relation) for i, power, relation in self.relations if i == index)
        return self.generators[number] ** power - relation

    def of_index(self, index: int) -> Kernel:
        return self.kernels[self.size - 1 - index]

    def constant(self, value: Any) -> Fraction:
        return self.context.constant(value), self.one

    # polynomials ----------------------------------------------------------------------------------

    def reduce(self, p: Poly) -> Poly:
        if self.relations and len(p):
            degrees = p.degrees()
            for index, power, relation in self.relations:
                if degrees[index] >= power:
                    rounds = (degrees[index] - power) // power + 1
                    self._spend(len(p) * len(relation) * rounds**2)
                    p = divmod(p, relation)[1]
                    degrees = p.degrees()
                    if not len(p):
                        break
        return p

    def times(self, a: Poly, b: Poly) -> Poly:
        self._spend(len(a) * len(b))
        return self.reduce(a * b)

    def _spend(self, work: int) -> None:
        self.work += work
        if work > 20 * TERMS or self.work > WORK:
            raise TooLarge("too many terms")

    def to_power(self, p: Poly, n: int) -> Poly:
        """p**n for n >= 0."""
        if n == 1:
            return p
        if len(p) <= 1 or n == 0:
            if n > EXPONENT or (len(p) and n > 64 and _height(p) * n > 100_000):
                raise TooLarge("a large exponent")
            return self.reduce(p**n) if n else self.one
        result = None
        while n:
            if n & 1:
                result = p if result is None else self.times(result, p)
            n >>= 1
            if n:
                if len(p) > TERMS:
                    raise TooLarge("too many terms")
                p = self.times(p, p)
        return result

    def factor(self, p: Poly) -> tuple[Any, list[tuple[Poly, int]]]:
        """p = c f1^k1 f2^k2 ... with monic f; not always into irreducible ones."""
        if not len(p):
            raise TooLarge("a factorisation of 0")
        if len(p) == 1:
            c = p.leading_coefficient()
            degrees = p.degrees()
            return c, [(self.generators[self.size - 1 - i], d) for i, d in enumerate(degrees) if d]
        if len(p) > FACTOR_TERMS or max(p.degrees()) > FACTOR_DEGREE:
            c = p.leading_coefficient()
            return c, [(p / c, 1)]
        self._spend(20 * len(p))
        c, factors = p.factor()
        found = []
        for f, k in factors:
            lead = f.leading_coefficient()
            c *= lead**k
            found.append((f / lead, int(k)))
        return c, found

    # fractions ------------------------------------------------------------------------------------

    def add(self, a: Fraction, b: Fraction) -> Fraction:
        (an, ad), (bn, bd) = a, b
        if ad == bd:
            return an + bn, ad
        if ad.is_constant() or bd.is_constant():
            return self.times(an, bd) + self.times(bn, ad), self.times(ad, bd)
        g = self._gcd(ad, bd)
        ad_, bd_ = ad / g, bd / g
        return self.times(an, bd_) + self.times(bn, ad_), self.times(ad_, bd)

    def mul(self, a: Fraction, b: Fraction) -> Fraction:
        one = self.one
        return self.times(a[0], b[0]), a[1] if b[1] == one else b[1] if a[1] == one else self.times(a[1], b[1])

    def negate(self, a: Fraction) -> Fraction:
        return -a[0], a[1]

    def invert(self, a: Fraction) -> Fraction:
        n, d = a
        if not len(n):
            raise TooLarge("a division by 0")
        return d, n

    def power(self, a: Fraction, n: int) -> Fraction:
        if n < 0:
            a, n = self.invert(a), -n
        return self.to_power(a[0], n), self.to_power(a[1], n)

    def monomial_power(self, generator: Poly, n: int) -> Fraction:
        """generator**n for any integer n."""
        if abs(n) > EXPONENT:
            raise TooLarge("a large exponent")
        return (self.reduce(generator**n), self.one) if n >= 0 else (self.one, self.reduce(generator**-n))

    def canonical(self, a: Fraction) -> Fraction:
        """In lowest terms, with a monic denominator."""
        n, d = self.reduce(a[0]), self.reduce(a[1])
        if not len(d):
            raise TooLarge("a division by 0")
        if not len(n):
            return n, self.one
        if d.is_constant():
            return n / d.leading_coefficient(), self.one
        g = self._gcd(n, d)
        if not g.is_constant():
            n, d = n / g, d / g
        lead = d.leading_coefficient()
        return n / lead, d / lead

    def _gcd(self, a: Poly, b: Poly) -> Poly:
        if len(a) * len(b) > GCD_TERMS:
            return self.one
        self._spend(4 * len(a) * len(b))
        return a.gcd(b)

    def same(self, a: Fraction, b: Fraction) -> bool:
        if not len(self.reduce(a[1])) or not len(self.reduce(b[1])):
            raise TooLarge("a division by 0")
        return not len(self.times(a[0], b[1]) - self.times(b[0], a[1]))


def _height(p: Poly) -> int:
    c = p.leading_coefficient()
    return int(c.p).bit_length() + int(c.q).bit_length()


def rational_gcd(a: Any, b: Any) -> Any:
    """The largest rational of which both are integer multiples."""
    return fmpq(a.p.gcd(b.p) if a.q == b.q == 1 else (a.p * b.q).gcd(b.p * a.q), 1 if a.q == b.q == 1 else a.q * b.q)
