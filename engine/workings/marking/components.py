"""A gradient or Hessian answered entry by entry: f_x = 2xy, f_y = x^2; f_xx = 6x, f_xy = f_yx = 2y, f_yy = 2x."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from sympy import Basic, Eq, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression.goals import D, Gradient, Hessian, Value
from workings.expression.reader import Reading

__all__ = ["by_entries"]

_SUBSCRIPTED: Final = re.compile(r"[A-Za-z]\w*?_\{?([a-z]{1,2}|\d{1,2})\}?'?")


def by_entries(stated: Sequence[Reading], goal: Basic) -> Any:
    """The vector or matrix that the statements make together; None where they do not name all of its entries.

    Of the mixed second derivatives one stands for both.
    """
    if not isinstance(goal, Gradient | Hessian):
        return None
    variables = goal.variables
    order = 1 if isinstance(goal, Gradient) else 2
    found: dict[tuple[int, ...], Any] = {}
    for reading in stated:
        chain = isinstance(reading.node, Eq) or (reading.signs and set(reading.signs) == {"="})
        if not chain or reading.continues:
            return None
        *names, value = reading.node.args
        places = [place for place in (_place(name, variables, order) for name in names) if place is not None]
        if not places:
            return None
        found |= dict.fromkeys(places, value)
    indices = range(len(variables))
    if order == 1:
        return Tuple(*[found[i,] for i in indices]) if all((i,) in found for i in indices) else None
    for i in indices:
        for j in indices:
            found.setdefault((i, j), found.get((j, i)))
    if any(found[i, j] is None for i in indices for j in indices):
        return None
    return Tuple(*[Tuple(*[found[i, j] for j in indices]) for i in indices])


def _place(name: Basic, variables: tuple[Any, ...], order: int) -> tuple[int, ...] | None:
    """The row, and of a Hessian the column, of the entry that a side is about."""
    while isinstance(name, Value):
        name = name.args[0]
    by = _derivatives(name) if isinstance(name, D) else _subscripts(name, variables)
    if by is None or len(by) != order or not all(v in variables for v in by):
        return None
    return tuple(variables.index(v) for v in by)


def _derivatives(name: Basic) -> list[Any] | None:
    """By what is differentiated, the first first; None of anything but a name."""
    by: list[Any] = []
    while isinstance(name, D):
        if not name.order.is_Integer or int(name.order) > 2:
            return None
        by = [name.x] * int(name.order) + by
        name = name.f
    return by if isinstance(name, Symbol | AppliedUndef) else None


def _subscripts(name: Basic, variables: tuple[Any, ...]) -> list[Any] | None:
    """x and y of f_xy; the first and second variable of H_12."""
    text = name.name if isinstance(name, Symbol) else type(name).__name__ if isinstance(name, AppliedUndef) else ""
    subscripted = _SUBSCRIPTED.fullmatch(text)
    if subscripted is None:
        return None
    if subscripted[1].isdigit():
        numbers = [int(digit) - 1 for digit in subscripted[1]]
        return [variables[n] for n in numbers] if all(0 <= n < len(variables) for n in numbers) else None
    known = {str(v): v for v in variables}
    return [known[letter] for letter in subscripted[1]] if set(subscripted[1]) <= known.keys() else None
