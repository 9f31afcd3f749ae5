"""What callers hand over, text or SymPy, as expressions and variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Basic, Expr, Symbol

from workings.expression.nodes import symbol, symbols_of
from workings.expression.written import as_written, intern

__all__ = ["read_body", "variable_of", "variables_of"]


def read_body(f: str | Expr) -> tuple[Any, bool]:
    """An expression as written, and whether decimals were used to write it."""
    if not isinstance(f, str):
        return as_written(f), False
    from workings.expression.reader import read

    reading = read(f)
    return intern(reading.node), reading.decimal


def variables_of(f: Basic, variables: Sequence[str | Symbol]) -> tuple[Symbol, ...]:
    """The variables meant, in that order; all symbols of f by name where none is given."""
    return tuple(variable_of(f, v) for v in variables) if variables else symbols_of([f])


def variable_of(f: Basic, x: str | Symbol | None) -> Symbol:
    """The variable meant: the symbol of f of that name, whatever is assumed of it.

    Raises:
        ValueError: no name is given, and f has not just one symbol.
    """
    if isinstance(x, Symbol):
        return x
    present = symbols_of([f])
    if x is None:
        if len(present) != 1:
            names = ", ".join(s.name for s in present) or "none"
            raise ValueError(f"which variable? the symbols of the expression are: {names}; say differentiate(f, x)")
        return present[0]
    return next((s for s in present if s.name == x), symbol(x))
