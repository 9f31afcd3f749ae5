"""What the givens say of the probabilities of the atoms, as exact linear equations, in which letters may stand.

A given P(A | B) = v says that [A and B] - v [B] vanishes, a row over the atoms. A probability is settled where its own
row is a combination of these; that is found by elimination over the rational functions of the letters, so that it is a
proof for all their values, and shares no code with the laws nor with linear programming.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from sympy import Eq, Integer, Matrix
from sympy.polys.matrices import DomainMatrix

from workings.expression.algebra import replace
from workings.expression.nodes import symbols_of
from workings.probability.bounds import unconditioned
from workings.probability.model import words_of

if TYPE_CHECKING:
    from workings.probability.world import World

__all__ = ["mean_of", "share_of"]

_MOST_ATOMS = 64
_MOST_ROWS = 120
_MOST_LETTERS = 8


def share_of(world: World, e: int, c: int) -> Any | None:
    """P(e | c) where the givens settle it; None where they don't, or not by equations alone.

    >>> from workings.probability.reading import read_question, read_statements
    >>> from workings.probability.world import World
    >>> question = read_question("P(A and B)")
    >>> world = World(read_statements(["P(A) = a", "P(B|A) = b"])[0], question.about[:1])
    >>> goal = world.ask(question)
    >>> share_of(world, goal.e, goal.c)
    a*b
    """
    size = world.model.size
    return _settled(world, [Integer((e & c) >> i & 1) for i in range(size)], c)


def mean_of(world: World, x: Any) -> Any | None:
    """E[x] of an expression in variables all of whose values are known, where the givens settle it."""
    names = list(dict.fromkeys(words_of(x)))
    if not all(world.values(name) for name in names) or any(world.distribution(name) for name in names):
        return None
    weights = []
    for atom in world.model.atoms:
        at = {e.args[0]: e.args[1] for e in atom if isinstance(e, Eq)}
        weights.append(replace(x, {name: at[name] for name in names}).doit())
    return _settled(world, weights, world.everything)


def _settled(world: World, weights: Sequence[Any], whole: int) -> Any | None:
    """The m for which weights - m [whole] is a combination of the rows that vanish; None where there is none."""
    size = world.model.size
    rows = _rows(world)
    letters = symbols_of([f.value for f in world.model.facts])
    if not 0 < size <= _MOST_ATOMS or len(rows) > _MOST_ROWS or len(letters) > _MOST_LETTERS:
        return None
    columns = [*rows, [Integer(whole >> i & 1) for i in range(size)], list(weights)]
    matrix = DomainMatrix.from_Matrix(Matrix(size, len(columns), lambda i, j: columns[j][i])).to_field()
    reduced, pivots = matrix.rref()
    last = len(columns) - 1
    if last in pivots or last - 1 not in pivots:
        return None
    return reduced.to_Matrix()[pivots.index(last - 1), last]


def _rows(world: World) -> list[list[Any]]:
    """[A and B] - v [B] for every given, and for independence where a single probability is given."""
    size = world.model.size
    found = [(f.e, f.c, f.value) for f in world.model.facts]
    found += list(_of_independence(world))
    return [[Integer(e >> i & 1) - v * Integer(c >> i & 1) for i in range(size)] for e, c, v in dict.fromkeys(found)]


def _of_independence(world: World) -> Iterator[tuple[int, int, Any]]:
    """P(A | C and others) = P(A | C) for options A of one member, and any options of the other members."""
    known = {(e, c): f.value for e, c, f in unconditioned(world)} | {(f.e, f.c): f.value for f in world.model.facts}
    for family in world.model.families:
        for k, member in enumerate(family.members):
            others = [(*options, world.everything) for i, options in enumerate(family.members) if i != k]
            for option in member:
                value = known.get((option & family.c, family.c))
                if value is None:
                    continue
                for chosen in product(*others):
                    c = family.c
                    for event in chosen:
                        c &= event
                    yield option & c, c, value
