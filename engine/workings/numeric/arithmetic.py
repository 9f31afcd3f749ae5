"""Sums, products and powers on the tape, in the stable form where as written they would lose digits or overflow.

e^u - 1 has no digits left near u = 0, sinh u/cosh u is inf/inf for a large u, and so is e^u/(1 + e^u).
"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workings.numeric.stable import beyond, one_plus, remember_pair, share_of_sum
from workings.numeric.tape import LONGEST_POWER, as_float, is_short

if TYPE_CHECKING:
    from workings.numeric.tape import Builder, Exact

__all__ = ["Arithmetic"]

_RECIPROCALS = {"cosh": "sech", "sinh": "csch"}
"""Functions whose reciprocal is 0 where they are infinite, and is differentiated as a function of its own."""
_OF_RECIPROCALS = {new: old for old, new in _RECIPROCALS.items()}


class Arithmetic:
    """Adds, multiplies and raises values of the tape that is being built."""

    __slots__ = ("build", "powers")

    def __init__(self, build: Builder) -> None:
        self.build = build
        self.powers: dict[int, tuple[int, int]] = {}  # value -> (base, n) where it was written as base^n

    def sum(self, terms: list[int]) -> int:
        build = self.build
        constant: Exact = 0
        plus: list[int] = []
        minus: list[int] = []
        for k in terms:
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

    def product(self, factors: list[int]) -> int:
        build = self.build
        constant: Any = 1
        top: list[int] = []
        bottom: list[int] = []
        for k in factors:
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

    def power(self, u: int, v: int) -> int:
        build = self.build
        n = build.value(v)
        if n is None or (isinstance(n, float) and not math.isfinite(n)):
            return build.op("pow", u, v)
        base, m = self.powers.get(u, (u, 1))
        if n == Fraction(1, 2) and m % 2 == 0:  # the root of an even power
            return build.power(build.op("abs", base), Fraction(m, 2))
        exponent = Fraction(n)
        whole = exponent.denominator == 1
        return self._integer_power(u, exponent.numerator) if whole else build.power(u, exponent)

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
