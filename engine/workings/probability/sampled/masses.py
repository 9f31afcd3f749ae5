"""The masses of the discrete distributions: trial after trial, draw after draw, or each from the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from workings.probability.sampled.balls import PRECISION, Point, Unknown, ball, parameters
from workings.probability.statements import Distributed

__all__ = ["masses"]

_FEW_TRIALS = 300
_MOST_VALUES = 20_000
_SHRINKING = arb(9999) / 10_000  # from one mass to the next, which then go on to shrink


def masses(known: Distributed, point: Point, last: int | None = None) -> list[tuple[int, Any]]:
    """The values and their masses: trial after trial, draw after draw, or each from the one before.

    Of endless ones those up to `last`, or until what is left weighs next to nothing.
    """
    given = parameters(known, point)
    if known.family in ("bernoulli", "binomial") and (known.family == "bernoulli" or int(given[0]) <= _FEW_TRIALS):
        p = ball(given[-1])
        row = [arb(1)]
        for _ in range(int(given[0]) if known.family == "binomial" else 1):
            row = [a * (1 - p) + b * p for a, b in zip([*row, arb(0)], [arb(0), *row], strict=True)]
        return list(enumerate(row))
    if known.family == "hypergeometric":
        return list(enumerate(_drawn(*map(int, given))))
    if known.family == "discreteuniform":
        return _alike(*map(int, given))
    k, mass, following, last = _first(known.family, given, last)
    found, light = [], arb(2) ** -PRECISION
    while k <= _MOST_VALUES and (last is None or k <= last):
        found.append((k, mass))
        heavier = mass
        mass = following(k, mass)
        k += 1
        if last is None and bool(mass < heavier * _SHRINKING) and bool(mass * arb(k) ** 6 < light):
            return found
    if last is None or last > _MOST_VALUES:
        raise Unknown("a distribution that spreads too far")
    return found


def _alike(low: int, high: int) -> list[tuple[int, Any]]:
    """Every whole number between the ends, each as likely as any other."""
    if high - low >= _MOST_VALUES:
        raise Unknown("a distribution that spreads too far")
    return [(k, arb(1) / (high - low + 1)) for k in range(low, high + 1)]


def _first(family: str, given: list[Any], last: int | None) -> tuple[int, Any, Callable[[int, Any], Any], int | None]:
    """The least value, its mass, how each mass comes from the one before, and the greatest value to come to."""
    if family == "binomial":
        n, p = int(given[0]), ball(given[1])
        return 0, (1 - p) ** n, lambda k, mass: mass * (n - k) / (k + 1) * p / (1 - p), n
    if family == "negativebinomial":
        n, p = int(given[0]), ball(given[1])
        return n, p**n, lambda k, mass: mass * k / (k - n + 1) * (1 - p), last
    if family == "geometric":
        p = ball(given[0])
        return 1, p, lambda k, mass: mass * (1 - p), last
    if family == "poisson":
        rate = ball(given[0])
        return 0, (-rate).exp(), lambda k, mass: mass * rate / (k + 1), last
    raise Unknown(f"the masses of {family}")


def _drawn(size: int, inside: int, n: int) -> list[Any]:
    """The number of marked ones among n drawn without putting back, draw after draw."""
    if n > _FEW_TRIALS:
        raise Unknown("too many draws")
    row = [fmpq(1)]
    for drawn in range(n):
        left = size - drawn
        more = [mass * fmpq(max(inside - k, 0), left) for k, mass in enumerate(row)]
        same = [mass * fmpq(max(size - inside - (drawn - k), 0), left) for k, mass in enumerate(row)]
        row = [a + b for a, b in zip([*same, fmpq(0)], [fmpq(0), *more], strict=True)]
    return [arb(mass) for mass in row]
