"""What is known about the signs of polynomials in kernels, wherever both sides of a claim are defined.

Where √u or ln u is defined, u >= 0; from that, from what is assumed, and from kernels that are never negative, the sign
of a factor may follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sympy as sp

from workings.judge.ring import Fraction, Kernel, Poly, Restart, Ring, TooLarge

__all__ = ["Signs"]

JUMPING: Final = frozenset(("sign", "function", "node", "derivative"))  # may be no continuous functions
WITH_ARGUMENT: Final = frozenset(("exp", "root", "odd root", "absolute"))  # kernels whose powers are known


class Signs:
    """Signs of polynomials. What is learnt raises `Restart`, and outlives it."""

    ring: Ring

    def __init__(self, assuming: Iterable[Any] = (), *, positive: bool = False) -> None:
        self.assuming = tuple(assuming)
        self.positive = positive
        # By monic polynomial: 1 if >= 0 wherever the claim is defined, -1 if <= 0. What is known around each point, in
        # the directions of derivatives, is known at it too; so each dictionary holds those of longer directions.
        self.known: dict[tuple[Any, ...], dict[str, int]] = {(): {}}
        self.assumed: dict[str, int] = {}  # known in all directions
        self.directions: tuple[Any, ...] = ()
        self.nonzero: set[str] = set()
        self.sign_wanted: set[str] = set()

    def of(self, root: Any) -> Fraction:
        raise NotImplementedError

    def assume(self, relation: Any) -> None:
        """What follows for signs."""
        if isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
            ring = self.ring
            a, b = (self.of(side) for side in relation.args)
            if isinstance(relation, (sp.Lt, sp.Le)):
                a, b = b, a
            strictly = isinstance(relation, (sp.Gt, sp.Lt))
            self._is_nonnegative(ring.canonical(ring.add(a, ring.negate(b))), strictly)

    def _known_sign(self, key: str) -> int:
        return self.known[self.directions].get(key, 0) or self.assumed.get(key, 0)

    def _learn(self, key: str, sign: int, strictly: bool) -> None:
        """What is not 0 keeps its sign around the point, in all directions, if it is continuous."""
        if strictly and not any(k.kind in JUMPING for k in self.ring.kernels.values()):
            self.assumed[key] = sign
        else:
            for n in range(len(self.directions) + 1):
                self.known.setdefault(self.directions[:n], {})[key] = sign
        raise Restart

    def sign(self, f: Poly) -> int:
        """1 where f >= 0 is known, -1 where f <= 0 is, else 0."""
        known = self._known_sign(str(f))
        if known:
            return known
        common = 0
        for monomial, c in f.terms():
            sign = 1 if c > 0 else -1
            for index, power in enumerate(monomial):
                if power % 2:
                    sign *= self._kernel_sign(self.ring.of_index(index), index)
            if sign == 0 or sign == -common:
                return 0
            common = sign
        return common

    def _kernel_sign(self, kernel: Kernel, index: int) -> int:
        if kernel.kind in ("exp", "root", "number", "log number"):
            return 1
        if kernel.kind == "symbol":
            symbol = kernel.argument
            if self.positive or symbol.is_nonnegative:
                return 1
            if symbol.is_nonpositive:
                return -1
        return self._known_sign(str(self.ring.generators[self.ring.size - 1 - index]))

    def _is_nonnegative(self, u: Fraction, strictly: bool = False) -> None:
        """Learns from u >= 0, which holds wherever the claim is defined, the sign of a factor of u that has none."""
        c, factors = self.ring.factor(self.ring.times(u[0], u[1]))
        sign, unknown = 1 if c > 0 else -1, []
        for f, k in factors:
            if k % 2:
                known = self.sign(f)
                sign *= known or 1
                if not known:
                    unknown.append(f)
        if not unknown:
            if sign < 0:
                raise TooLarge("defined at single points only")
            return
        product = self.ring.one
        for f in unknown:
            product = self.ring.times(product, f)
        if len(product) and not self.sign(product):
            self._learn(str(product), sign, strictly)

    def _not_zero(self, u: Fraction) -> None:
        u = self.ring.canonical(u)
        if len(u[0]):
            for f, _ in self.ring.factor(u[0])[1]:
                kernel = self._special(f)
                key = str(f if kernel is None or kernel.kind == "exp" else kernel.argument)
                if key not in self.nonzero:
                    self.nonzero.add(key)
                    if key in self.sign_wanted:
                        raise Restart

    def _special(self, f: Poly) -> Kernel | None:
        """The kernel that f is, if f is nothing but a kernel of which powers are known."""
        if len(f) == 1 and f.total_degree() == 1:
            kernel = self.ring.of_index(self.ring.index(f))
            if kernel.kind in WITH_ARGUMENT:
                return kernel
        return None
