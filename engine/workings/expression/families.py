"""Definitions of one of many: p_i = e^(z_i)/Σ_j e^(z_j) says what p_k is, for every k."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Product, Sum, Symbol

from workings.expression.algebra import rebuild, replace
from workings.expression.members import Member, indexed, member, split
from workings.expression.nodes import symbol, symbols_of, walk

__all__ = ["meaning_of_member", "renamed_apart"]


def meaning_of_member(node: Symbol | Member, names: Mapping[str, Any]) -> Any:
    """What p_k is where p_i is defined in `names`; None where it is not.

    >>> from workings.expression.reader import parse
    >>> meaning_of_member(symbol("p_k"), {"p_i": parse("a_i^2 + i")})
    a_k**2 + k
    """
    base, indices = (type(node).__name__, node.args) if isinstance(node, Member) else indexed(node.name)
    if not indices:
        return None
    for name, meaning in names.items():
        letters = split(name)[1]
        same = name != getattr(node, "name", "") and split(name)[0] == base and len(letters) == len(indices)
        if same and all(letter.isalpha() for letter in letters) and isinstance(meaning, Basic):
            return _with_indices(meaning, dict(zip(letters, indices, strict=True)), isinstance(node, Member))
    return None


def _with_indices(expr: Basic, new: dict[str, Basic], in_sum: bool) -> Basic:
    """`expr` with other indices; in a sum over such an index what carries it is one of many there."""
    expr = renamed_apart(expr, {s for i in new.values() for s in symbols_of([i])})
    changed: dict[Basic, Basic] = {symbol(letter): i for letter, i in new.items()}
    for s in symbols_of([expr]):
        base, indices = split(s.name)
        if new.keys() & set(indices):
            name = "_".join([base, *[str(new.get(i, i)) for i in indices]])
            changed[s] = member(name) if in_sum else symbol(name)
    return replace(expr, changed)


def renamed_apart(expr: Basic, taken: set[Symbol]) -> Basic:
    """`expr` in which no sum has one of the letters `taken` for its index."""
    done: dict[int, Basic] = {}
    used = {s.name for s in symbols_of([expr])} | {s.name for s in taken}
    for node in walk(expr):
        now = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, Sum | Product):
            clashing = [limit.args[0] for limit in now.args[1:] if limit.args[0] in taken]
            for index in clashing:
                letter = next(letter for letter in "kijlmnpqrstuv" if letter not in used)
                used.add(letter)
                now = replace(now, {index: symbol(letter)})
        done[id(node)] = now
    return done[id(expr)]
