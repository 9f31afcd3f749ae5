"""Sums of exponentials, shifted by the largest exponent: ln(e^a + e^b) = m + ln(e^(a-m) + e^(b-m)) with m = max(a, b).

As written e^1000 is infinite, and ln(e^-1000) of 0; shifted, every exponential is at most 1 and one of them is 1.
The result doesn't depend on m at all, so m is held: no derivative passes through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workings.numeric.tape import Builder

__all__ = ["log_of_sum", "share_of_sum"]

_MOST = 20_000
"""After so many terms in all, sums stay as they are written: many sums that overlap would take the square of the time."""
_DEEPEST = 8
"""Factors are looked through so many levels deep for an exponential."""


def log_of_sum(build: Builder, k: int) -> int | None:
    """ln of value k where that is a sum with two exponentials or more, else None."""
    found = _shifted(build, k)
    return None if found is None else build.add(found[0], build.op("log", found[1]))


def share_of_sum(build: Builder, top: int, bottom: int) -> tuple[int, int] | None:
    """What to divide by what for e^v over a sum of exponentials, such as a softmax; None for anything else."""
    exponent = build.arg_of("exp", top)
    found = None if exponent is None else _shifted(build, bottom)
    if exponent is None or found is None:
        return None
    return build.op("exp", build.sub(exponent, found[0])), found[1]


def _shifted(build: Builder, k: int) -> tuple[int, int] | None:
    """The (m, s) with k = e^m s."""
    if build.code(k)[0] not in ("add", "sub"):
        return None
    if k not in build.shifted:
        terms = _terms(build, k) if build.terms_shifted < _MOST else []
        build.terms_shifted += len(terms)
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
    while stack:
        sign, k = stack.pop()
        name, args = build.code(k)
        if name in ("add", "sub") and build.shifted.get(k) is None:
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
