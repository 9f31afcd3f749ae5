"""Claims about x_1, ..., x_n with letters for the indices: they are tried with numbers for the letters.

A claim about x_j and a sum over i holds for every j from 1 to n; it is put before the other judges for small n and for
each j, so that both j = k and j != k are met where there are two such letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

from sympy import Basic, Integer, KroneckerDelta, Product, Sum, Symbol

from workings.expression.algebra import rebuild, replace
from workings.expression.goals import D
from workings.expression.members import INDICES, Member, member_name, split
from workings.expression.nodes import ONE, ZERO, symbol, symbols_of, walk

__all__ = ["instances", "is_indexed", "plain_members"]

LENGTHS: Final = (2, 3)  # how many there are
MOST: Final = 27  # choices of indices for one length


def is_indexed(*exprs: Any) -> bool:
    """Whether one of many, or Kronecker's delta, stands in one of them."""
    return any(isinstance(node, Member | KroneckerDelta) for expr in exprs for node in walk(expr))


def instances(
    ends: Iterable[Symbol], left: Any, right: Any, assuming: Sequence[Basic]
) -> Iterator[tuple[dict[Symbol, Integer], Any, Any, tuple[Basic, ...]]]:
    """The claim with numbers for the `ends` of its sums and its free indices: the numbers, and what it says then."""
    left, right, *conditions = (_with_own_indices(expr) for expr in (left, right, *assuming))
    ends = sorted(ends, key=str)
    letters = [i for i in _free_indices(left, right) if i not in ends]
    everywhere = [i for i in _free_indices(*conditions) if i not in ends and i not in letters]
    for length in LENGTHS:
        for choice in islice(product(range(1, length + 1), repeat=len(letters)), MOST):
            numbers = dict(zip(letters, map(Integer, choice), strict=True)) | {n: Integer(length) for n in ends}
            others = [
                numbers | dict(zip(everywhere, map(Integer, other), strict=True))
                for other in islice(product(range(1, length + 1), repeat=len(everywhere)), MOST)
            ]
            told = {_numbered(condition, more) for condition in conditions for more in others}
            yield numbers, _numbered(left, numbers), _numbered(right, numbers), tuple(sorted(told, key=str))


def plain_members(expr: Any) -> Any:
    """x(2) as the symbol x_2, and Kronecker's delta of two numbers as 1 or 0."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, Member):
            name = member_name(now)
            now = now if name is None else symbol(name)
        elif isinstance(now, KroneckerDelta) and all(isinstance(i, Integer) for i in now.args):
            now = ONE if now.args[0] == now.args[1] else ZERO
        done[id(node)] = now
    return done[id(expr)]


def _with_own_indices(expr: Any) -> Any:
    """Every sum with an index of its own, so that a number for x_i outside does not reach into a sum over i."""
    done: dict[int, Any] = {}
    for count, node in enumerate(walk(expr)):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node.args])) if node.args else node
        if isinstance(now, Sum | Product):
            now = replace(now, {limit.args[0]: symbol(f"bound{count}") for limit in now.args[1:]})
        done[id(node)] = now
    return done[id(expr)]


def _free_indices(*exprs: Any) -> list[Symbol]:
    """The letters that stand as indices, other than those that a sum binds."""
    nodes = {node for expr in exprs for node in walk(expr)}
    bound = {limit.args[0] for node in nodes if isinstance(node, Sum | Product) for limit in node.args[1:]}
    named = [node for node in nodes if isinstance(node, Member | KroneckerDelta)]
    families = {type(node).__name__ for node in named if isinstance(node, Member)}
    families |= {split(node.x.name)[0] for node in nodes if isinstance(node, D) and isinstance(node.x, Symbol)}
    found = {i for node in named for i in node.args if isinstance(i, Symbol)}
    letters = {i.name for i in found} | INDICES
    for s in symbols_of(exprs):
        base, indices = split(s.name)
        if base in families or any(symbol(i) in found for i in indices):
            found |= {symbol(i) for i in indices if i in letters}
    return sorted(found - bound, key=str)


def _numbered(expr: Any, numbers: dict[Symbol, Integer]) -> Any:
    names: dict[Basic, Basic] = dict(numbers)
    for s in symbols_of([expr]):
        base, indices = split(s.name)
        if any(symbol(i) in numbers for i in indices):
            names[s] = symbol("_".join([base, *[str(numbers.get(symbol(i), i)) for i in indices]]))
    return replace(expr, names)
