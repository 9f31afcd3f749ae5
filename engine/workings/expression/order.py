"""SymPy's order of the terms of a sum and the factors of a product, by keys where that is cheaper than comparing.

`Basic.compare` goes by class, then by how many parts there are, then part by part. Read from the top down, that is the
order of flat sequences, which Python compares at once and without recursion. Of a large node only its head is read:
each of its parts stands for its place among all the nodes met so far, and a part shared by many is looked at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from sympy import Basic, Expr, Symbol
from sympy.core.basic import ordering_of_classes
from sympy.core.numbers import Rational

__all__ = ["Keys", "sort"]

LONGEST = 150  # entries of a flat key
FEW = 4  # nodes; fewer are compared step by step, which a shared part cuts short
GAP = 1 << 64  # between places next to each other, to begin with
_OF_ARGS = (Basic._hashable_content, Expr._hashable_content)
Key = tuple[Any, ...]
Place = list[int]  # a number that is greater the later the node comes, and its age


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


class Keys:
    """What the nodes of one expression are sorted by, each found once.

    `flat` has the whole node read from the top down (None where that is too long), `places` its place in the row of all
    nodes met so far (None where only comparing tells), by identity, with the node so that it stays the one that it was.
    """

    __slots__ = ("_heads", "_row", "flat", "places")

    def __init__(self) -> None:
        self.flat: dict[int, tuple[Basic, Key | None]] = {}
        self.places: dict[int, tuple[Basic, Place | None]] = {}
        self._heads: list[Key] = []  # class, number of parts, their places: in order
        self._row: list[Place] = []

    def of(self, nodes: list[Expr]) -> list[Any] | None:
        """Keys of `nodes`, flat ones where all of them are short; None where only comparing tells."""
        found: list[Any] = [self._flat(node) for node in nodes]
        if None in found:
            found = [self._place(node) for node in nodes]
        return None if None in found else found

    def _flat(self, node: Basic) -> Key | None:
        entry = self.flat.get(id(node))
        if entry is not None:
            return entry[1]
        key: list[Any] = []
        stack = [node]
        while stack:
            part = stack.pop()
            entry = self.flat.get(id(part))
            if entry is not None:
                if entry[1] is None:
                    break
                key += entry[1]
            else:
                rank = _RANKS[type(part)]
                key += (rank, len(part._args)) if part._args else (rank, *_own(part))
                stack += part._args[::-1]
                if not rank:
                    break
            if len(key) > LONGEST:
                break
        else:
            self.flat[id(node)] = node, tuple(key)
            return self.flat[id(node)][1]
        self.flat[id(node)] = node, None
        return None

    def _place(self, node: Basic) -> Place | None:
        places = self.places
        stack = [node]
        while stack:
            part = stack[-1]
            missing = [arg for arg in part._args if id(arg) not in places]
            if missing:
                stack += missing
                continue
            stack.pop()
            if id(part) in places:
                continue
            rank = _RANKS[type(part)]
            inside = [places[id(arg)][1] for arg in part._args]
            if not rank or None in inside:
                places[id(part)] = part, None
            else:
                head = (rank, len(inside), *inside) if inside else (rank, *_own(part))
                places[id(part)] = part, self._placed(head)
        return places[id(node)][1]

    def _placed(self, head: Key) -> Place:
        """The place of the node with this head in the row, made for it if it is new."""
        heads, row = self._heads, self._row
        i = bisect_left(heads, head)
        if i < len(heads) and heads[i] == head:
            return row[i]
        low = row[i - 1] if i else None
        high = row[i] if i < len(row) else None
        if low is None or high is None:
            number = low[0] + GAP if low else high[0] - GAP if high else 0
        else:
            if high[0] - low[0] < 2:
                for n, place in enumerate(row):
                    place[0] = n * GAP
            # What was met last is often followed by its neighbour on the same side: the room is left there.
            step = max((high[0] - low[0]) >> 6, 1)
            number = low[0] + step if low[1] > high[1] else high[0] - step
        place = [number, len(row)]
        heads.insert(i, head)
        row.insert(i, place)
        return place


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
        found = keys.of(nodes)
        if found is None:
            nodes.sort(key=_compared)
        else:
            order = sorted(range(len(nodes)), key=found.__getitem__)
            nodes[:] = [nodes[i] for i in order]


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
