"""One of many: in a sum over i, x_i is not one name but the i-th of a family, which is read as x(i)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Symbol

from workings.expression.nodes import symbol
from workings.expression.vocabulary import unknown_function

__all__ = ["members"]


def members(symbols: Iterable[Symbol], index: str) -> dict[Symbol, Any]:
    """Those of the symbols that carry the index, each with the function of its indices that it stands for.

    >>> members([symbol("x_i"), symbol("w"), symbol("a_ij")], "i")
    {x_i: x(i), a_ij: a(i, j)}
    """
    return {s: _member(s.name) for s in symbols if index in _indices(s.name)}


def _member(name: str) -> Any:
    return unknown_function(name.partition("_")[0])(*map(symbol, _indices(name)))


def _indices(name: str) -> list[str]:
    """The indices of x_i, x_i_j and x_ij."""
    indices = name.split("_")[1:]
    return [*indices[0]] if len(indices) == 1 and len(indices[0]) == 2 and indices[0].isalpha() else indices
