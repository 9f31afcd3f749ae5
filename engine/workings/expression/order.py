"""SymPy's order of the terms of a sum and the factors of a product, by keys where that is cheaper than comparing.

`Basic.compare` goes by class, then by how many parts there are, then part by part. Read from the top down, that is the
order of flat sequences, which Python compares at once and without recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from sympy import Basic, Expr, Symbol
from sympy.core.basic import ordering_of_classes
from sympy.core.numbers import Rational

__all__ = ["Keys", "sort"]

# The key of a node, by its identity, with the node so that it stays the one that it was.
Keys = dict[int, tuple[Basic, tuple[Any, ...]]]

LONGEST = 2_000  # entries of a key; larger nodes are compared step by step
_OF_ARGS = (Basic._hashable_content, Expr._hashable_content)


class _Ranks(dict[type, str]):
    """The place of each class, as a text that sorts as SymPy sorts classes; empty for a class that needs comparing."""

    def __missing__(self, kind: type) -> str:
        name = kind.__name__
        known = name in ordering_of_classes
        rank = f"{ordering_of_classes.index(name):03}" if known else f"{len(ordering_of_classes):03}{name}"
        content: Callable[..., Any] = kind._hashable_content  # type: ignore[attr-defined]
        plain = kind is Symbol or issubclass(kind, Rational) or content in _OF_ARGS
        self[kind] = rank if plain else ""
        return self[kind]


_RANKS = _Ranks()


def sort(nodes: list[Expr], keys: Keys) -> None:
    """Puts `nodes` in SymPy's order; `keys` are those found before in the same expression, and are added to."""
    ranks = [_RANKS[type(node)] for node in nodes]
    if "" in ranks:
        nodes.sort(key=_compared)
    elif len(nodes) == 2:
        first, second = ranks
        if second < first or (first == second and _later(nodes[0], nodes[1], keys)):
            nodes.reverse()
    elif len(set(ranks)) == len(nodes):
        nodes.sort(key=lambda node: _RANKS[type(node)])
    else:
        found = [_key(node, keys) for node in nodes]
        if None in found:
            nodes.sort(key=_compared)
        else:
            nodes.sort(key=lambda node: keys[id(node)][1])


def _later(a: Expr, b: Expr, keys: Keys) -> bool:
    """Whether `a` comes after `b`, which is of its class."""
    if type(a) is Symbol:
        return bool((a.name, a._assumptions0) > (b.name, b._assumptions0))
    key, other = _key(a, keys), _key(b, keys)
    return _compare(a, b) > 0 if key is None or other is None else key > other


def _key(node: Basic, keys: Keys) -> tuple[Any, ...] | None:
    """The node read from the top down: class, number of parts, parts. None where that is too long."""
    entry = keys.get(id(node))
    if entry is not None:
        return entry[1]
    key: list[Any] = []
    stack = [node]
    while stack:
        part = stack.pop()
        entry = keys.get(id(part))
        if entry is not None:
            key += entry[1]
            continue
        kind = type(part)
        rank = _RANKS[kind]
        if kind is Symbol:
            key += (rank, len(part._assumptions0), part.name, part._assumptions0)
        elif part._args:
            key += (rank, len(part._args))
            stack += part._args[::-1]
        elif isinstance(part, Rational):
            key += (rank, part.p, part.q)
        else:
            key += (rank, 0)
        if not rank or len(key) > LONGEST:
            return None
    keys[id(node)] = node, tuple(key)
    return keys[id(node)][1]


def _compare(a: Basic, b: Basic) -> int:
    """`Basic.compare` without recursion, however deep `a` and `b` are."""
    stack: list[tuple[Any, Any]] = [(a, b)]
    while stack:
        left, right = stack.pop()
        if left is right:
            continue
        kind, other = _RANKS[type(left)], _RANKS[type(right)]
        if not kind or not other:
            order = left.compare(right)
        elif kind != other:
            order = 1 if kind > other else -1
        elif left._args and len(left._args) == len(right._args):
            stack.extend(zip(left._args[::-1], right._args[::-1], strict=True))
            continue
        else:
            one, two = (len(left._args), _key(left, {})), (len(right._args), _key(right, {}))
            order = (one > two) - (one < two)
        if order:
            return order
    return 0


_compared = cmp_to_key(_compare)
