"""The shape of a graph before the judges: signs at many rational points, and bounds of values on balls.

That f is nowhere above M on an interval is shown by cutting it up until the ball of values on each part lies below M
and a little more. No zero is looked for: intervals and extremes that are given are held against values and series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import flint
from flint import arb, fmpq
from sympy import Basic, Integer, Rational, Tuple, oo

from workings.derivation import Step
from workings.expression.calculus_goals import Extremum
from workings.expression.goals import D, Goal, Value
from workings.expression.graph_goals import (
    Concavity,
    CriticalNumbers,
    ExtremesOn,
    Inflection,
    Inflections,
    Largest,
    Monotonicity,
    Signs,
    Stretch,
    TurningSign,
)
from workings.expression.nodes import walk
from workings.judge.balls import Program, Unsupported
from workings.judge.claims import judged
from workings.judge.evidence import Evidence

__all__ = ["ABOUT_GRAPHS", "graph_as_numbers", "judge_graph", "judge_graph_step"]

ABOUT_GRAPHS: Final = (
    *(Monotonicity, Concavity, Signs, Inflections, TurningSign),
    *(ExtremesOn, CriticalNumbers, Largest),
)
BITS: Final = 192
PLACES: Final = 160  # on the interval, and as many near the ends of stretches
REACH: Final = 12  # how far out on an unbounded line
SLACK: Final = arb(2) ** -30
SLIVER: Final = arb(2) ** -50
COARSE: Final = arb(2) ** -12
DEEPEST: Final = 44  # halvings
BOXES: Final = 20_000
STANDING: Final = Evidence("proved", method="definition")
_INFINITE: Final = Integer(10) ** 9


def judge_graph_step(step: Step) -> Evidence:
    """Evidence for the answer of one step about a graph."""
    goal, answer = step.goal, step.answer
    if isinstance(goal, CriticalNumbers):
        return _critical(goal, answer)
    if isinstance(goal, TurningSign):
        return _inflections(goal.args[0], goal.args[1], -oo, oo, answer, complete=False)
    if isinstance(goal, Largest):
        return _among(goal, answer)
    return judge_graph(goal, answer)


def judge_graph(goal: Basic, answer: Any) -> Evidence:
    """Evidence that the answer to a question about a graph is right and complete, as far as it was looked."""
    if any(isinstance(node, Goal) for node in walk(answer)):
        return STANDING  # the question itself, left standing
    if isinstance(goal, Monotonicity | Concavity):
        f, x, low, high = goal.args
        order = 1 if isinstance(goal, Monotonicity) else 2
        return _stretches(D(f, x, order), f, x, low, high, answer)
    if isinstance(goal, Signs):
        g, f, x, low, high, kinds = goal.args
        named = {str(kinds.args[0]): 1, str(kinds.args[1]): -1}
        return _stretches(g, f, x, low, high, answer, named)
    if isinstance(goal, Inflections):
        f, x, low, high = goal.args
        return _inflections(f, x, low, high, answer)
    f, x, a, b, wanted = goal.args
    return _extremes(f, x, a, b, str(wanted), answer)


# Values ------------------------------------------------------------------------------------------


@contextmanager
def _precision() -> Iterator[None]:
    before = flint.ctx.prec, flint.ctx.cap
    flint.ctx.prec = BITS
    try:
        yield
    finally:
        flint.ctx.prec, flint.ctx.cap = before


class _Function:
    """Expressions in one variable, evaluated together on a ball."""

    def __init__(self, parts: Iterable[Any], x: Any) -> None:
        self.program = Program()
        self.registers = [self.program.add(part) for part in parts]
        self.program.tape.want(self.registers)
        if any(s != x for s in self.program.tape.symbols):
            raise Unsupported("more than one letter")
        self.constant = not self.program.tape.symbols

    def __call__(self, at: Any) -> list[Any]:
        values = self.program.tape.run([] if self.constant else [at], BITS)
        return [values[r] for r in self.registers]


def _number(value: Any) -> Any:
    """A constant as a ball."""
    program = Program()
    register = program.add(value)
    program.tape.want([register])
    return program.tape.run([], BITS)[register]


def _rational(ball: Any) -> Any:
    mantissa, exponent = ball.mid().man_exp()
    return fmpq(int(mantissa)) * fmpq(2) ** int(exponent) if int(mantissa) else fmpq(0)


def _window(low: Any, high: Any, ends: Iterable[Any]) -> tuple[Any, Any]:
    """Two rationals between which it is looked."""
    known = [_rational(_number(end)) for end in (*ends, low, high) if end not in (oo, -oo)] or [fmpq(0)]
    left = _rational(_number(low)) if low != -oo else min(known) - REACH
    right = _rational(_number(high)) if high != oo else max(known) + REACH
    return left, right


def _places(low: Any, high: Any, ends: Iterable[Any]) -> Iterator[Any]:
    """Rational points all over the interval, and on both sides of the ends."""
    left, right = _window(low, high, ends)
    for k in range(PLACES):
        yield left + (right - left) * fmpq(7 * k + 3, 7 * PLACES)
    for end in ends:
        if end not in (oo, -oo):
            middle = _rational(_number(end))
            for k in range(3, 20, 4):
                for side in (-1, 1):
                    place = middle + fmpq(side, 2**k)
                    if left < place < right:
                        yield place


# Signs -------------------------------------------------------------------------------------------


_KINDS: Final = {"increasing": 1, "decreasing": -1, "concave up": 1, "concave down": -1}


def _stretches(
    g: Any, f: Any, x: Any, low: Any, high: Any, answer: Any, named: dict[str, int] | None = None
) -> Evidence:
    """That g has the sign of the stretch at every place looked at, and that no place with a sign is left out."""
    named = _KINDS if named is None else named
    stretches = answer.args
    ends = list(dict.fromkeys(end for s in stretches for end in s.args[1:3]))
    try:
        function = _Function((g, f), x)
        with _precision():
            edges = [(_edge(s.args[1]), _edge(s.args[2]), named[s.kind]) for s in stretches]
            looked = 0
            for place in _places(low, high, ends):
                slope, value = function(place)
                if not (slope.is_finite() and value.is_finite()) or slope.contains(0):
                    continue
                sign = 1 if slope > 0 else -1
                said = [kind for left, right, kind in edges if left < arb(place) < right]
                if said and said[0] != sign:
                    at = ((x, Rational(int(place.p), int(place.q))),)
                    return Evidence("refuted", "balls", at, slope.str(12, radius=False), "said" if said else "left out")
                near = any(arb(place) - left < SLACK and left - arb(place) < SLACK for left, _, _ in edges)
                if not said and not near:
                    return Evidence("refuted", "balls", ((x, Rational(int(place.p), int(place.q))),), "a sign", "none")
                looked += 1
    except Unsupported as error:
        return Evidence("undecided", reason=str(error))
    return Evidence("agrees", method="signs at points", points=looked)


def _edge(end: Any) -> Any:
    return arb("inf") if end == oo else -arb("inf") if end == -oo else _number(end)


def _inflections(f: Any, x: Any, low: Any, high: Any, answer: Any, complete: bool = True) -> Evidence:
    """That f'' has different signs on both sides of each point close by, and the point lies on the graph."""
    heights = [(Value(f, (x, p.args[1])), p.args[2]) for p in answer.args]
    evidence = judged(Tuple(*[a for a, _ in heights]), Tuple(*[b for _, b in heights])) if heights else STANDING
    if evidence.kind not in ("proved", "agrees"):
        return evidence
    try:
        bend, value = _Function((D(f, x, 2),), x), _Function((f,), x)
        with _precision():
            points = [_rational(_number(p.args[1])) for p in answer.args]
            for p in points:
                before, after = (bend(p + fmpq(side, 2**12))[0] for side in (-1, 1))
                if not ((before > 0 and after < 0) or (before < 0 and after > 0)):
                    return Evidence("refuted", "balls", left=str(before), right=str(after))
            if complete and not _all_turns(bend, value, points, low, high):
                return Evidence("refuted", "balls", left="another change of sign", right="none")
    except Unsupported as error:
        return Evidence("undecided", reason=str(error))
    return Evidence("agrees", method="signs at points", points=len(points) or PLACES)


def _all_turns(bend: _Function, value: _Function, points: list[Any], low: Any, high: Any) -> bool:
    """Whether neighbouring places at which f'' has opposite signs have a point, or a gap of f, between them."""
    left, right = _window(low, high, [Rational(int(p.p), int(p.q)) for p in points])
    last: tuple[Any, bool] | None = None
    for k in range(PLACES):
        place = left + (right - left) * fmpq(7 * k + 3, 7 * PLACES)
        (b,) = bend(place)
        if not b.is_finite() or b.contains(0):
            continue
        sign = bool(b > 0)
        if last is not None and last[1] != sign and not any(last[0] < p < place for p in points):
            whole = value(arb(last[0]).union(arb(place)))[0]
            if whole.is_finite():
                return False
        last = place, sign
    return True


# Extremes ----------------------------------------------------------------------------------------


def _extremes(f: Any, x: Any, a: Any, b: Any, wanted: str, answer: Any) -> Evidence:
    """That f has that height at each point, and is nowhere on [a, b] higher (or lower) by more than a little."""
    if not answer.args or not all(isinstance(found, Extremum) for found in answer.args):
        return Evidence("undecided", reason="no extreme is named")
    kinds = {"maximum", "minimum"} if wanted == "both" else {wanted}
    if {found.kind.removeprefix("absolute ") for found in answer.args} != kinds:
        return Evidence("refuted", method="reading", left=str(sorted(kinds)), right="other kinds")
    heights = judged(
        Tuple(*[Value(f, (x, found.args[1].args[0])) for found in answer.args]),
        Tuple(*[found.args[2] for found in answer.args]),
    )
    if heights.kind not in ("proved", "agrees"):
        return heights
    try:
        with _precision():
            low, high = _number(a), _number(b)
            for found in answer.args:
                place = _number(found.args[1].args[0])
                if not (place + SLACK > low and place - SLACK < high):
                    return Evidence("refuted", "balls", left="within the interval", right=str(found.args[1]))
                side = 1 if found.kind.endswith("maximum") else -1
                if not _is_bound(f, x, (a, b), _number(found.args[2]), side):
                    return Evidence("undecided", reason="the bound was not shown on the whole interval")
    except Unsupported as error:
        return Evidence("undecided", reason=str(error))
    return Evidence("agrees", method="bounds on balls", points=len(answer.args), digits=9)


def _is_bound(f: Any, x: Any, exact_ends: tuple[Any, Any], height: Any, side: int) -> bool:
    """Whether side f <= side height + a little on all of the interval, cut up as far as is needed.

    The ends themselves are held against the height; a sliver beside each, where a root may end, is left out.
    """
    function = _Function((f, D(f, x)), x)
    scale = 1 + abs(height)
    limit, coarse = side * height + SLACK * scale, side * height + COARSE * scale
    low, high = map(_number, exact_ends)
    ends = [_number(Value(f, (x, end))) for end in exact_ends]
    if any(side * value > limit for value in ends):
        return False
    stack = [(low + SLIVER, high - SLIVER, 0)]
    boxes = 0
    while stack:
        left, right, depth = stack.pop()
        boxes += 1
        middle = (left + right) / 2
        whole = left.union(right)
        value, slope = function(whole)
        at_middle = function(middle)[0]
        by_slope = at_middle + slope * (whole - middle)
        if any(bound.is_finite() and side * bound < limit for bound in (value, by_slope)):
            continue
        if depth == DEEPEST and value.is_finite() and side * value < coarse:
            continue  # where the slope grows beyond every bound
        if depth == DEEPEST or boxes > BOXES:
            return False
        stack += [(left, middle, depth + 1), (middle, right, depth + 1)]
    return True


def _critical(goal: CriticalNumbers, answer: Any) -> Evidence:
    """That g is 0 at each point or has no value there, and no change of its sign is left out."""
    g, f, x, low, high = goal.args
    try:
        function = _Function((g,), x)
        with _precision():
            points = [_number(p) for p in answer.args]
            for p in points:
                (value,) = function(p)
                if value.is_finite() and not value.contains(0):
                    return Evidence("refuted", "balls", left="0", right=value.str(12, radius=False))
            centres = [_rational(p) for p in points]
            if not _all_turns(function, _Function((f,), x), centres, low, high):
                return Evidence("refuted", "balls", left="another change of sign", right="none")
    except Unsupported as error:
        return Evidence("undecided", reason=str(error))
    return Evidence("agrees", method="signs at points", points=len(points) or PLACES)


def _among(goal: Largest, answer: Any) -> Evidence:
    """That the values named are the largest and smallest of those at the points."""
    f, x, points, _ = goal.args
    if any(isinstance(node, Goal) for node in walk(answer)):
        return STANDING
    try:
        with _precision():
            values = [_number(Value(f, (x, p))) for p in points.args]
            for found in answer.args:
                side = 1 if found.kind.endswith("maximum") else -1
                height = _number(found.args[2])
                if any(side * v > side * height for v in values):
                    return Evidence("refuted", "balls", left="a further one", right=str(found.args[2]))
    except Unsupported as error:
        return Evidence("undecided", reason=str(error))
    return Evidence("agrees", method="balls", points=len(points.args))


def graph_as_numbers(node: Stretch | Inflection) -> Tuple:
    """An interval or a point as numbers, by which two such answers are compared."""
    if isinstance(node, Inflection):
        return Tuple(*node.args[1:])
    ends = [_INFINITE if end == oo else -_INFINITE if end == -oo else end for end in node.args[1:3]]
    return Tuple(*ends, Integer(sum(map(ord, node.kind))))
