"""Exponentials and their logarithms in forms that neither overflow nor lose their digits.

A sum of exponentials is shifted by the largest of them: ln(e^a + e^b) = m + ln(e^(a-m) + e^(b-m)) with m = max(a, b).
As written e^1000 is infinite, and ln(e^-1000) that of 0; shifted, every exponential is at most 1 and one of them is 1.
The result doesn't depend on m at all, so m is held: no derivative passes through it.

The logarithm of a product with exponentials among its factors is the sum of their exponents and the logarithm of the
rest. Of two exponentials, ln(e^a + e^b) - a = ln(1 + e^(b-a)) and e^a/(e^a + e^b) = 1/(1 + e^(b-a)).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workings.numeric.tape import Builder

__all__ = ["beyond", "log_of_sum", "logarithm", "one_plus", "remember_pair", "share_of_sum"]

_MOST = 20_000
"""After so many terms in all, sums stay as written: many sums that overlap would take the square of the time."""
_DEEPEST = 8
"""Factors are looked through so many levels deep for an exponential."""


# sums of exponentials ------------------------------------------------------------------------------------------------


def log_of_sum(build: Builder, k: int) -> int | None:
    """ln of value k where that is a sum with two exponentials or more, else None."""
    found = _shifted(build, k)
    if found is None:
        return None
    result = build.add(found[0], build.op("log", found[1]))
    build.log_sums.setdefault(result, k)
    return result


def share_of_sum(build: Builder, top: int, bottom: int) -> tuple[int, int] | None:
    """What to divide by what for e^v over a sum of exponentials, such as a softmax; None for anything else."""
    exponent = build.arg_of("exp", top)
    found = None if exponent is None else _shifted(build, bottom)
    if exponent is None or found is None:
        return None
    pair = build.pairs.get(bottom)
    if pair is not None and exponent in pair:
        other = pair[1] if exponent == pair[0] else pair[0]
        return build.op("sigmoid", build.sub(exponent, other)), build.constant(1)
    share = build.op("exp", build.sub(exponent, found[0]))
    build.shares.setdefault((share, found[1]), (bottom, exponent))
    return share, found[1]


def beyond(build: Builder, total: int, u: int) -> int | None:
    """ln(e^u + e^v + ...) - u as ln(1 + e^(ln(e^v + ...) - u)), whose digits stay where e^u is nearly all of the sum.

    `total` is the logarithm; None where u is none of its exponents. It is done for one u of each sum: for every one of
    them the exponentials would have to be worked out again.
    """
    k = build.log_sums.get(total)
    if k is None or build.beyond.setdefault(k, u) != u:
        return None
    terms = _terms(build, k)
    own = [t for t in terms if t[0] > 0 and _is_power_of_e(build, t[1], u)]
    if len(own) != 1:
        return None
    others = [t for t in terms if t is not own[0]]
    if len(others) == 1:
        sign, term = others[0]
        v, w = _split(build, term, _DEEPEST)
        if sign < 0 or v is None or build.value(w) != 1:
            return None
        return build.op("softplus", build.sub(v, u))
    found = _shift(build, others)
    if found is None:
        return None
    return build.op("softplus", build.add(build.sub(found[0], u), build.op("log", found[1])))


def remember_pair(build: Builder, k: int, exponentials: list[tuple[int, int]]) -> None:
    """Value k, which is written in another way, is the sum of these exponentials, each with its sign."""
    if k not in build.shifted:
        build.shifted[k] = _shift(build, exponentials)


def _is_power_of_e(build: Builder, k: int, u: int) -> bool:
    return build.arg_of("exp", k) == u or (build.value(k) == 1 and build.value(u) == 0)


def _shifted(build: Builder, k: int) -> tuple[int, int] | None:
    """The (m, s) with k = e^m s."""
    if k in build.shifted:
        return build.shifted[k]
    if build.code(k)[0] not in ("add", "sub"):
        return None
    terms = _terms(build, k) if build.terms_shifted < _MOST else []
    build.terms_shifted += len(terms)
    if len(terms) == 2 and all(sign > 0 and build.arg_of("exp", t) is not None for sign, t in terms):
        build.pairs[k] = (build.code(terms[0][1])[1][0], build.code(terms[1][1])[1][0])
    build.shifted[k] = _shift(build, terms)
    return build.shifted[k]


def _shift(build: Builder, terms: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The (m, s) of a sum; each of its terms has a sign."""
    split = [(sign, *_split(build, term, _DEEPEST)) for sign, term in terms]
    exponents = [u for _, u, _ in split if u is not None]
    if len(exponents) < 2:
        return None
    if len(exponents) < len(split):
        exponents.append(build.constant(0))
    top, *others = exponents
    for v in others:
        top = build.op("max", top, v)
    top = build.op("hold", top)
    total = None
    for sign, u, rest in split:
        part = build.mul(build.op("exp", build.neg(top) if u is None else build.sub(u, top)), rest)
        if total is None:
            total = part if sign > 0 else build.neg(part)
        else:
            total = build.add(total, part) if sign > 0 else build.sub(total, part)
    assert total is not None
    return top, total


def _terms(build: Builder, k: int) -> list[tuple[int, int]]:
    """The terms of a sum, each with its sign; a sum inside it that has been shifted before is one term."""
    found = []
    stack = [(1, k)]
    top = k
    while stack:
        sign, k = stack.pop()
        name, args = build.code(k)
        if name in ("add", "sub") and (k == top or build.shifted.get(k) is None):
            stack += [(sign if name == "add" else -sign, args[1]), (sign, args[0])]
        else:
            found.append((sign, k))
    return found


def _split(build: Builder, k: int, depth: int) -> tuple[int | None, int]:
    """The (u, w) of a value w e^u; (None, the value) of any other."""
    shifted = build.shifted.get(k)
    if shifted is not None:
        return shifted
    name, args = build.code(k)
    if name == "exp":
        return args[0], build.constant(1)
    if depth and name in ("mul", "div", "neg"):
        u, w = _split(build, args[0], depth - 1)
        if u is not None:
            return u, build.neg(w) if name == "neg" else (build.mul if name == "mul" else build.div)(w, args[1])
        if name == "mul":
            u, w = _split(build, args[1], depth - 1)
            if u is not None:
                return u, build.mul(w, args[0])
    return None, k


# logarithms ----------------------------------------------------------------------------------------------------------


def logarithm(build: Builder, k: int) -> int:
    """ln of value k."""
    inside = one_plus(build, k)
    exponent = None if inside is None else build.arg_of("exp", inside)
    if exponent is not None:
        return build.op("softplus", exponent)
    found = log_of_sum(build, k)
    if found is None:
        found = _log_of_product(build, k)
    if found is None:
        found = _log_of_expm1(build, k)
    if found is not None:
        return found
    return build.op("log", k) if inside is None else build.op("log1p", inside)


def one_plus(build: Builder, k: int) -> int | None:
    """The u of a value 1 + u, else None."""
    name, args = build.code(k)
    if name == "sub" and build.value(args[0]) == 1:
        return build.neg(args[1])
    if name == "add":
        for one, u in (args, args[::-1]):
            if build.value(one) == 1:
                return u
    return None


def _log_of_product(build: Builder, k: int) -> int | None:
    """ln of a product or power with exponentials in it; None where nothing is gained."""
    known: list[tuple[Fraction, int]] = []  # n ln u for factors u^n with a known logarithm: n and that
    above: list[int] = []
    below: list[int] = []
    stack = [(k, Fraction(1))]
    while stack and build.terms_shifted < _MOST:
        k, n = stack.pop()
        name, args = build.code(k)
        power = build.powers.get(k)
        if power is not None and (not known and not above and not below and not stack):
            u, m = power  # the whole value is a power
            if m.denominator == 1:
                even = m.numerator % 2 == 0
                return build.mul(logarithm(build, build.op("abs", u) if even else u), build.constant(n * m))
        if power is not None and _log_of_positive(build, power[0]) is not None:
            stack.append((power[0], n * power[1]))
        elif name in ("mul", "div") and power is None:
            build.terms_shifted += 1
            stack += [(args[1], n if name == "mul" else -n), (args[0], n)]
        elif name == "neg":
            stack += [(args[0], n)]
            above.append(build.constant(-1))
        elif name == "sqrt" and _log_of_positive(build, args[0]) is not None:
            stack.append((args[0], n / 2))
        else:
            found = _log_of_positive(build, k)
            if found is not None:
                known.append((n, found))
            else:
                (above if n > 0 else below).append(k)
    if not known or stack:
        return None
    return _sum_of_logs(build, known, above, below)


def _sum_of_logs(build: Builder, known: list[tuple[Fraction, int]], above: list[int], below: list[int]) -> int:
    total = build.constant(0)
    for n, log in known:
        for s in below if n == 1 else ():
            share = build.shares.get((build.op("exp", log), s))
            rest = None if share is None else log_of_sum(build, share[0])
            further = None if rest is None or share is None else beyond(build, rest, share[1])
            if further is not None:  # -ln of one share of a sum of exponentials
                below.remove(s)
                total = build.sub(total, further)
                break
        else:
            inner = build.arg_of("neg", log)
            part = build.mul(log if inner is None else inner, build.constant(abs(n)))
            total = build.add(total, part) if (n > 0) is (inner is None) else build.sub(total, part)
    top, bottom = build.constant(1), build.constant(1)
    for u in above:
        top = build.mul(top, u)
    for u in below:
        bottom = build.mul(bottom, u)
    if build.value(top) == 1 and build.value(bottom) != 1:
        return build.sub(total, build.op("log", bottom))
    rest = build.div(top, bottom)
    return total if build.value(rest) == 1 else build.add(total, build.op("log", rest))


def _log_of_positive(build: Builder, k: int) -> int | None:
    """ln of a value that is positive everywhere and whose logarithm is better worked out in another way."""
    name, args = build.code(k)
    if name == "exp":
        return args[0]
    if name == "sigmoid":
        return build.neg(build.op("softplus", build.neg(args[0])))
    if name == "cosh":
        return build.op("logcosh", args[0])
    return None


def _log_of_expm1(build: Builder, k: int) -> int | None:
    """ln(1 - e^v) and ln(e^v - 1): one form near v = 0, the other one far from it."""
    inner = build.arg_of("neg", k)
    v = build.arg_of("expm1", k if inner is None else inner)
    if v is None:
        return None
    near = build.op("log", k)
    if inner is not None:
        far = build.op("log1p", build.neg(build.op("exp", v)))
        return build.select(build.op("lt", v, build.constant(-math.log(2))), far, near)
    far = build.add(v, build.op("log1p", build.neg(build.op("exp", build.neg(v)))))
    return build.select(build.op("lt", build.constant(math.log(2)), v), far, near)
