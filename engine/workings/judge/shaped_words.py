"""Products of matrices as words: the factors that follow one another, each a monomial in kernels with its shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import Add, Mul, Symbol

from workings.expression.shaped import Shape
from workings.judge.normal import TooLarge

__all__ = ["Entry", "Factor", "Key", "Word", "expanded", "factors_of"]

MOST_TERMS = 60  # of one expression, multiplied out
Entry = Any  # what stands in one place, an expression in kernels
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a word: its entry, a monomial in kernels, and its shape."""

    entry: Entry
    shape: Shape


Word = tuple[Factor, ...]


def expanded(entry: Entry) -> Entry:
    """The entry multiplied out into monomials."""
    flags = dict.fromkeys(("power_base", "power_exp", "log", "basic"), False)
    found = sp.expand(entry, deep=False, mul=True, multinomial=True, **flags)
    if isinstance(found, Add) and len(found.args) > MOST_TERMS:
        raise TooLarge("too many terms")
    return found


def factors_of(monomial: Entry) -> list[Entry]:
    """The factors of a monomial, one as often as its power says."""
    found: list[Entry] = []
    for factor in Mul.make_args(monomial):
        base, exponent = factor.as_base_exp()
        many = isinstance(base, Symbol) and exponent.is_Integer and 0 < exponent <= 4
        found += [base] * int(exponent) if many else [factor]
    return found
