"""Power series in several variables over balls, for derivatives inside derivatives by another variable.

`D(x * D(f, y), x)` needs f to first order in x and in y together. One variable alone never comes here: flint's
`arb_series` does that, and faster.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, arb_series

from workings.judge.functions import NAN

__all__ = ["Jet"]

Variable = int
Monomial = tuple[tuple[Variable, int], ...]  # sorted by variable, every exponent at least 1


class Jet:
    """A polynomial in small quantities, where the k-th and higher powers of each are dropped, k from `lengths`.

    Keys of `terms` are monomials `((variable, exponent), ...)`; values are balls.
    """

    __slots__ = ("lengths", "terms")

    def __init__(self, terms: dict[Monomial, Any], lengths: dict[Variable, int]) -> None:
        self.terms = terms
        self.lengths = lengths

    @classmethod
    def lift(cls, value: Any, variable: Variable) -> Jet:
        """A series of flint's, in `variable`."""
        terms: dict[Monomial, Any] = {((variable, k),) if k else (): c for k, c in enumerate(value.coeffs())}
        return cls(terms, {variable: value.prec})

    @property
    def constant(self) -> Any:
        return self.terms.get((), arb(0))

    def _lengths_with(self, other: Jet) -> dict[Variable, int]:
        lengths = dict(self.lengths)
        for v, n in other.lengths.items():
            lengths[v] = min(n, lengths.get(v, n))
        return lengths

    def __add__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            other = Jet({(): other}, {})
        lengths = self._lengths_with(other)
        terms = dict(self.terms)
        for m, c in other.terms.items():
            terms[m] = terms[m] + c if m in terms else c
        return Jet({m: c for m, c in terms.items() if all(k < lengths[v] for v, k in m)}, lengths)

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return Jet({m: -c for m, c in self.terms.items()}, self.lengths)

    def __sub__(self, other: Any) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Any) -> Jet:
        return -self + other

    def __mul__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            return Jet({m: c * other for m, c in self.terms.items()}, self.lengths)
        lengths = self._lengths_with(other)
        terms: dict[Monomial, Any] = {}
        for m, c in self.terms.items():
            for n, d in other.terms.items():
                powers = dict(m)
                for v, k in n:
                    powers[v] = powers.get(v, 0) + k
                if all(k < lengths[v] for v, k in powers.items()):
                    key = tuple(sorted(powers.items()))
                    terms[key] = terms[key] + c * d if key in terms else c * d
        return Jet(terms, lengths)

    __rmul__ = __mul__

    def through(self, series: Callable[[Any], Any]) -> Jet:
        """f of this jet, where `series` is f on one-variable series: f's Taylor polynomial at the constant term."""
        order = 1 + sum(n - 1 for n in self.lengths.values())
        outer = series(arb_series([self.constant, 1], order))
        small = Jet({m: c for m, c in self.terms.items() if m}, self.lengths)
        total = Jet({(): arb(0)}, self.lengths)
        for k in reversed(range(order)):
            total = total * small + outer[k]
        return total

    def derivative(self, variable: Variable, n: int) -> Jet:
        """The n-th derivative by the variable, which leaves it n orders shorter."""
        terms: dict[Monomial, Any] = {}
        for m, c in self.terms.items():
            powers = dict(m)
            k = powers.pop(variable, 0)
            if k >= n:
                for j in range(k - n + 1, k + 1):
                    c = c * j
                if k > n:
                    powers[variable] = k - n
                terms[tuple(sorted(powers.items()))] = c
        return Jet(terms, {**self.lengths, variable: self.lengths[variable] - n})

    def coefficient(self, variable: Variable, n: int) -> Any:
        """The n-th derivative by the variable at 0: a jet in the others, as `settle` leaves it."""
        jet = self.derivative(variable, n)
        lengths = {v: k for v, k in jet.lengths.items() if v != variable}
        if jet.lengths[variable] < 1 or not all(c.is_finite() for c in self.terms.values()):
            return Jet({(): NAN}, lengths).settle()
        terms = {m: c for m, c in jet.terms.items() if all(v != variable for v, _ in m)}
        return Jet(terms, lengths).settle()

    def settle(self) -> Any:
        """Itself, or flint's series if one variable is left, or a ball if none is."""
        if len(self.lengths) > 1:
            return self
        if not self.lengths:
            return self.constant
        ((variable, length),) = self.lengths.items()
        zero = arb(0)
        return arb_series([self.terms.get(((variable, k),) if k else (), zero) for k in range(length)], length)
