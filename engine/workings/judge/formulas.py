"""What a named function means, as one formula with places for its arguments.

The arguments are not written into the formula: 2x would become -2x where the formula has -u, and be a variable no more.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import sympy as sp

from workings.expression.named import Named
from workings.expression.nodes import walk

__all__ = ["formula", "in_pieces"]

Formula = tuple[Any, tuple[Any, ...]]
PLACES: Final = 256


def formula(node: Named) -> Formula:
    """The formula of the node's function, and the symbol in it for each argument of the node."""
    head: Any = type(node)
    return _formula(head, tuple(a if isinstance(a, sp.Integer) else None for a in node.args))


@lru_cache(maxsize=PLACES)
def _formula(head: Any, args: tuple[Any, ...]) -> Formula:
    places = tuple(sp.Dummy(real=True) for _ in args)  # but for whole numbers, which may say which argument is meant
    return head.formula(*(p if a is None else a for p, a in zip(places, args, strict=True))), places


@lru_cache(maxsize=PLACES)
def in_pieces(expr: Any) -> bool:
    """Whether there are different formulas for different cases."""
    return any(isinstance(node, sp.Piecewise) for node in walk(expr))
