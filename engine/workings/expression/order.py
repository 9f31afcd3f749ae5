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

# The key of a node (None where it is too long), by its identity, with the node so that it stays the one that it was.
Keys = dict[int, tuple[Basic, tuple[Any, ...] | None]]

LONGEST = 4_000  # entries of a key; larger nodes are compared step by step
FEW = 4  # nodes; fewer are compared step by step, which a shared part cuts short
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
        if second < first or (first == second and _compare(nodes[0], nodes[1]) > 0):
            nodes.reverse()
    elif len(set(ranks)) == len(nodes):
        nodes.sort(key=lambda node: _RANKS[type(node)])
    elif len(nodes) < FEW:
        nodes.sort(key=_compared)
    else:
        found = [_key(node, keys) for node in nodes]
        if None in found:
            nodes.sort(key=_compared)
        else:
            nodes.sort(key=lambda node: keys[id(node)][1] or ())


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
            if entry[1] is None:
                break
            key += entry[1]
            continue
        kind = type(part)
        rank = _RANKS[kind]
        if part._args:
            key += (rank, len(part._args))
            stack += part._args[::-1]
        else:
            key += (rank, *_own(part))
        if not rank or len(key) > LONGEST:
            break
    else:
        keys[id(node)] = node, tuple(key)
        return keys[id(node)][1]
    keys[id(node)] = node, None
    return None


def _own(leaf: Basic) -> tuple[Any, ...]:
    """What orders leaves of one class."""
    if type(leaf) is Symbol:
        return len(leaf._assumptions0), leaf.name, leaf._assumptions0
    return (leaf.p, leaf.q) if isinstance(leaf, Rational) else (0,)


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
        elif left._args or right._args:
            order = len(left._args) - len(right._args)
        else:
            one, two = _own(left), _own(right)
            order = (one > two) - (one < two)
        if order:
            return order
    return 0


_compared = cmp_to_key(_compare)
