"""The judge of questions about a density: SymPy's own integrals and derivatives, and distributions that meet a bound.

A bound is right where some distribution attains it, for the inequality itself is a theorem: of Markov the one with the
values 0 and a, of Chebyshev the one with the values m - k, m and m + k.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Basic, Integer, Symbol, oo

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.density_goals import Crossing, Increase, MassConstant, Normalising, Quantile, TailBound
from workings.expression.nodes import symbols_of, walk
from workings.expression.probability_goals import Area
from workings.judge.equality import equal
from workings.judge.evidence import Evidence

__all__ = ["ABOUT_DENSITIES", "integral", "judge_density"]

ABOUT_DENSITIES = (Normalising, MassConstant, Increase, Quantile, Crossing, TailBound)
_UNKNOWN = "an integral that is not known"


def judge_density(goal: Any, answer: Any) -> Evidence:
    """Evidence that the goal has that answer, in which smaller goals may stand."""
    if isinstance(answer, Crossing) and isinstance(goal, Quantile):
        return _same_crossing(goal, answer)
    if isinstance(answer, Quantile | Crossing):
        return _same_within(goal, answer)
    areas = [node for node in walk(answer) if isinstance(node, Goal)]
    values = {area: integral(*area.args[1:]) for area in areas if isinstance(area, Area)}
    if len(values) < len(areas) or None in values.values():
        return Evidence("undecided", reason=_UNKNOWN)
    answer = replace(answer, values) if values else answer
    if isinstance(goal, Normalising):
        c, body, *rest = goal.args
        return _is(integral(replace(body, {c: answer}), *rest), Integer(1))
    if isinstance(goal, MassConstant):
        _, slope, rest = map(canonical, goal.args)
        return equal(slope * canonical(answer) + rest, Integer(1))
    if isinstance(goal, Increase):
        _, f, x, low, high = goal.args
        return _is(integral(sympy.diff(canonical(f), x), x, low, high), answer)
    if isinstance(goal, TailBound):
        return _attained(goal, answer)
    m, share, body, *rest = goal.args
    low, high = rest[-2:]
    reached = integral(body, rest[0], low, answer) if isinstance(goal, Quantile) else replace(body, {m: answer})
    inside = _between(low, answer, high)
    if inside is None:
        return Evidence("undecided", reason="whether it lies between the ends is not known")
    return _is(reached, share) if inside else Evidence("refuted", method="it lies outside the ends")


def _is(left: Any | None, right: Any) -> Evidence:
    return Evidence("undecided", reason=_UNKNOWN) if left is None else equal(left, right)


def _same_crossing(goal: Any, answer: Crossing) -> Evidence:
    """That the area up to m is the function whose crossing is looked for."""
    m, share, f, low, high = answer.args
    if goal.args[1] != share or goal.args[4:] != (low, high):
        return Evidence("undecided", reason="another question")
    return _is(integral(goal.args[2], goal.args[3], low, m), f)


def _same_within(goal: Any, answer: Any) -> Evidence:
    """That the part of the line to which the question is cut down holds the value, which is the same one there."""
    if goal == answer:
        return Evidence("proved", method="definition")
    if type(goal) is not type(answer) or goal.args[0] != answer.args[0]:
        return Evidence("undecided", reason="another question")
    m, share, body, *rest = goal.args
    _, left, part, *ends = answer.args
    low, high = ends[-2:]
    x = rest[0] if isinstance(goal, Quantile) else m
    found = [equal(replace(body, {x: at}).doit(), replace(part, {x: at}).doit()) for at in _inside(low, high)]
    if isinstance(goal, Quantile):
        before = integral(body, x, rest[-2], low)
        found.append(_is(before, canonical(share - left)) if low != rest[-2] else equal(share, left))
        own = integral(part, x, low, high)
        found.append(Evidence("proved") if own is not None and bool(0 <= left <= own) else Evidence("refuted"))
    elif share != left:
        return Evidence("refuted", method="another share")
    worst = next((e for kind in ("refuted", "undecided") for e in found if e.kind == kind), None)
    return worst if worst is not None else Evidence("agrees", points=len(found), digits=15)


def _inside(low: Any, high: Any) -> list[Any]:
    """Points between two ends."""
    if low is -oo:
        return [(0 if high is oo else high) - Integer(k) / 3 for k in (1, 2, 4)]
    return [low + (Integer(k) / 3 if high is oo else (high - low) * Integer(k) / 7) for k in (1, 3, 6)]


def _attained(goal: TailBound, bound: Any) -> Evidence:
    """That a distribution with that mean, or that variance, has just so much in its tail."""
    _, _, known, distance = goal.args
    values = (distance,) if goal.inequality == "markov" else (-distance, distance)
    power = 1 if goal.inequality == "markov" else 2
    return equal(sum(canonical(v) ** power * canonical(bound) / len(values) for v in values), known)


def _between(low: Any, value: Any, high: Any) -> bool | None:
    """Whether low <= value <= high, for positive letters; None where this is not known."""
    letters = {s: Symbol(s.name, positive=True) for s in symbols_of([low, value, high])}
    low, value, high = (canonical(replace(part, letters)) for part in (low, value, high))
    found = [(value - low).is_nonnegative, True if high is oo else (high - value).is_nonnegative]
    return None if None in found else all(found)


def integral(body: Basic, x: Any, low: Any, high: Any) -> Any | None:
    """The area by SymPy's own integration, for which letters beside the variable are positive."""
    letters = {s: Symbol(s.name, positive=True) for s in symbols_of([body, low, high]) if s != x}
    found = sympy.integrate(
        canonical(replace(body, letters)), (x, *(canonical(replace(end, letters)) for end in (low, high)))
    )
    if found.has(sympy.Integral) or found.has(oo, -oo, sympy.zoo, sympy.nan):
        return None
    return found.subs({new: old for old, new in letters.items()})
