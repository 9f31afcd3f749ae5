"""Continuous variables: a density and its ends, and probabilities and means as areas under curves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sympy import oo

from workings.engine import Engine, NoRule
from workings.expression import Tidy
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import divide, integer, mul, negate, subtract, symbol, symbols_of
from workings.expression.probability_goals import Area
from workings.expression.words import exp
from workings.probability.draft import NUMBER, number
from workings.probability.reading import Density, Distributed
from workings.rule import load_book

if TYPE_CHECKING:
    from workings.probability.setting import Setting

__all__ = ["chance_of", "check_density", "density_of", "refuse_impossible", "tail_of"]

_SIGN = r"\s*(<=|>=|<|>|≤|≥)\s*"
_VALUE = rf"(-?(?:{NUMBER}|[a-z](?!\w)))"


def density_of(known: Distributed) -> Density:
    """The density of an exponential or a uniform variable."""
    x = symbol("x")
    if known.family == "exponential":
        (rate,) = known.parameters
        return Density(known.name, mul(rate, exp(negate(mul(rate, x)))), x, integer(0), None)
    low, high = known.parameters
    return Density(known.name, divide(integer(1), subtract(high, low)), x, low, high)


def check_density(density: Density) -> None:
    """Raises a ReadError where the area under it is not 1."""
    goal = density.area("P(all)", integer(1), density.low, density.high)
    try:
        area = Engine(load_book()).answer(Tidy(goal)).answer
    except NoRule:
        area = None
    if area != 1:
        said = "not found" if area is None else f"{area}, not 1"
        raise ReadError(f"the area under this density is {said}", str(density.body), (0, 1), "a density")


def tail_of(setting: Setting, inside: str) -> Any:
    """P(X > 1), P(1 < X < 2) of a variable with a density; None where it is no such event."""
    density = _density(setting)
    return None if density is None else chance_of(density, inside)


def chance_of(density: Density, inside: str) -> Any:
    """P(X > 1), P(1 < X < 2 | X > 1) as areas; None where it is no such event."""
    sides = re.split(r"\s*\|\s*|\s+given\s+", inside)
    areas = [_area(density, side) for side in sides]
    if None in areas:
        return None
    if len(sides) == 1:
        return areas[0]
    (a, b), (c, d) = ((area.args[3], area.args[4]) for area in areas if area is not None)
    refuse_impossible(areas[1])
    low, high = _in_order(density, _greater(a, c), _less(b, d))
    return divide(density.area(f"P({sides[0]} and {sides[1]})", integer(1), low, high), areas[1])


def refuse_impossible(condition: Area | None) -> None:
    """Raises where nothing lies between the ends of a condition: a probability given it has no value."""
    if condition is not None and condition.args[3] == condition.args[4]:
        said = str(condition.args[0])
        raise ReadError("the condition has probability 0", said, (0, len(said)), "a condition that can hold")


def _density(setting: Setting) -> Density | None:
    if setting.draft.density is not None:
        found: Density = setting.draft.density
        return found
    known = setting._continuous()
    return None if known is None else density_of(known)


def _area(density: Density, side: str) -> Area | None:
    name = density.name
    double = re.fullmatch(rf"{_VALUE}{_SIGN}{name}{_SIGN}{_VALUE}", side.strip())
    single = re.fullmatch(rf"{name}{_SIGN}{_VALUE}", side.strip())
    turned = re.fullmatch(rf"{_VALUE}{_SIGN}{name}", side.strip())
    low, high = density.low, oo if density.high is None else density.high
    if double and double[2][0] in "<≤" and double[3][0] in "<≤":
        low, high = _greater(low, number(double[1])), _less(high, number(double[4]))
    elif single:
        value = number(single[2])
        low, high = (_greater(low, value), high) if single[1][0] in ">≥" else (low, _less(high, value))
    elif turned:
        value = number(turned[1])
        low, high = (_greater(low, value), high) if turned[2][0] in "<≤" else (low, _less(high, value))
    else:
        return None
    return density.area(f"P({side.strip()})", integer(1), *_in_order(density, low, high))


def _in_order(density: Density, low: Any, high: Any) -> tuple[Any, Any]:
    """The ends; the lowest value twice where nothing lies between them."""
    nothing = _is_number(low) and _is_number(high) and bool(canonical(low) >= canonical(high))
    return (density.low, density.low) if nothing else (low, high)


def _is_number(end: Any) -> bool:
    return end is not oo and canonical(end).is_real is True and not symbols_of([end])


def _greater(a: Any, b: Any) -> Any:
    if b is oo or a is -oo:
        return b
    if not (_is_number(a) and _is_number(b)):
        return b if a == 0 else _unclear(a, b)
    return b if bool(canonical(b) > canonical(a)) else a


def _less(a: Any, b: Any) -> Any:
    if a is oo:
        return b
    if b is oo:
        return a
    if not (_is_number(a) and _is_number(b)):
        return _unclear(a, b)
    return a if bool(canonical(a) < canonical(b)) else b


def _unclear(a: Any, b: Any) -> Any:
    raise ReadError(f"which of {a} and {b} is greater is not known", str(b), (0, len(str(b))), "a number")
