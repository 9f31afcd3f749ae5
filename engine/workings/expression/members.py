"""One of many: in a sum over i, x_i is not one name but the i-th of a family, which is read as x(i).

Outside the sum a member goes by its plain name: x_j is the symbol of that name, and the same number as x(j).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sympy import Basic, Integer, KroneckerDelta, Symbol
from sympy.core.function import AppliedUndef, UndefinedFunction

from workings.expression.nodes import ONE, ZERO, call, mul, symbol

__all__ = [
    "INDICES",
    "Member",
    "delta",
    "delta_of",
    "indexed",
    "member",
    "member_name",
    "members",
    "same_member",
    "split",
]

INDICES = frozenset("ijklmn")  # the letters that count, where nothing says what does


class Member(AppliedUndef):
    """x(i), the i-th of the x's: an unknown function of whole numbers, written x_i."""

    @classmethod
    def class_key(cls) -> tuple[int, int, str]:
        """Another than that of an unknown function of the same name, which it would be equal to otherwise."""
        return 4, 1, cls.__name__


def members(symbols: Iterable[Symbol], index: str) -> dict[Symbol, Any]:
    """Those of the symbols that carry the index, each with the function of its indices that it stands for.

    >>> members([symbol("x_i"), symbol("w"), symbol("a_ij")], "i")
    {x_i: x(i), a_ij: a(i, j)}
    """
    return {s: member(s.name) for s in symbols if index in split(s.name)[1]}


def member(name: str) -> Any:
    """What x_i stands for in a sum over i: the i-th of the x's."""
    base, indices = indexed(name)
    return call(_family(base), *indices)


@lru_cache(maxsize=500)
def _family(base: str) -> Any:
    return UndefinedFunction(base, bases=(Member,), real=True)


def split(name: str) -> tuple[str, tuple[str, ...]]:
    """The letter and the indices of x_i, x_i_j and x_ij.

    >>> split("x_i"), split("a_ij"), split("w")
    (('x', ('i',)), ('a', ('i', 'j')), ('w', ()))
    """
    base, *indices = name.split("_")
    one = len(indices) == 1 and len(indices[0]) == 2 and indices[0].isalpha()
    return base, tuple(indices[0] if one else indices)


def member_name(node: Member) -> str | None:
    """The plain name of a member, x_i; None where an index is neither a letter nor a number."""
    if not all((isinstance(i, Symbol) and len(i.name) == 1) or (isinstance(i, Integer) and i >= 0) for i in node.args):
        return None
    letters = all(isinstance(i, Symbol) for i in node.args)
    return f"{type(node).__name__}_{('' if letters else '_').join(map(str, node.args))}"


def same_member(node: Basic, x: Basic) -> list[tuple[Basic, Basic]] | None:
    """The pairs of indices that have to be equal for `node` to be `x`; None where it is something else anyhow."""
    if not isinstance(x, Symbol) or not isinstance(node, Member | Symbol):
        return None
    base, indices = split(x.name)
    own = (type(node).__name__, node.args) if isinstance(node, Member) else indexed(node.name)
    if not indices or own[0] != base or len(own[1]) != len(indices):
        return None
    pairs = list(zip(own[1], indexed(x.name)[1], strict=True))
    differ = any(isinstance(a, Integer) and isinstance(b, Integer) and a != b for a, b in pairs)
    return None if differ else pairs


def indexed(name: str) -> tuple[str, tuple[Basic, ...]]:
    """The letter and the indices of a name as `split` has them, the indices as symbols and numbers."""
    base, indices = split(name)
    return base, tuple([Integer(i) if i.isdigit() else symbol(i) for i in indices])


def delta(pairs: Iterable[tuple[Basic, Basic]]) -> Any:
    """Kronecker's delta: 1 where each pair is one number, 0 elsewhere."""
    found = []
    for a, b in pairs:
        if a == b:
            continue
        if isinstance(a, Integer) and isinstance(b, Integer):
            return ZERO
        found.append(call(KroneckerDelta, *sorted((a, b), key=str)))
    return mul(*found) if found else ONE


def delta_of(name: str) -> Any:
    """Kronecker's delta where the name is that of one, delta_ij; None elsewhere."""
    base, indices = indexed(name)
    counts = all(isinstance(i, Integer) or str(i) in INDICES for i in indices)
    return delta([indices]) if base == "delta" and len(indices) == 2 and counts else None
