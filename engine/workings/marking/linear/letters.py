"""Letters in a working: the components of given vectors and matrices, what is asked for by its usual name, and letters
of which nothing says what they are, as in det A = a d - b c.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Basic, MatrixBase, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.nodes import symbol, symbols_of, walk
from workings.judge import Evidence
from workings.marking.diagnosis import holds
from workings.stated.problem import LAMBDA, Asked
from workings.stated.surface import PROJECTION
from workings.stated.values import NotDefined, entries, restated, same, shape, value

__all__ = ["is_law", "names_of_answers", "names_of_components", "nothing_says", "unsaid"]

_KNOWN = re.compile(r"M_[89]\d\d$|R_\d|[IE](?:_\d)?$")  # matrices written out, rows, the unit matrix
_ANGLES = ("theta", "phi", "alpha")
_SETS = {4: ("abcd", "pqrs", "wxyz"), 9: ("abcdefghi",), 2: ("ab", "xy"), 3: ("abc", "xyz")}


def names_of_components(names: dict[str, Any]) -> dict[str, Any]:
    """u_1, u_2 of a vector u, a_12 of a matrix A.

    >>> names_of_components({"u": Tuple(*map(symbol, "xy"))})
    {'u_1': x, 'u_2': y}
    """
    found: dict[str, Any] = {}
    for name, m in names.items():
        if not isinstance(m, MatrixBase | Tuple) or "_" in name:
            continue
        rows, columns = shape(m)
        flat = entries(m)
        if 1 in (rows, columns):
            found |= {f"{name}_{i}": entry for i, entry in enumerate(flat, 1)}
        else:
            places = [(i, j) for i in range(1, rows + 1) for j in range(1, columns + 1)]
            for (i, j), entry in zip(places, flat, strict=True):
                found |= {f"{name.lower()}_{i}{j}": entry, f"{name}_{i}{j}": entry}
    return found


def names_of_answers(asked: Asked) -> dict[str, Any]:
    """θ for an angle that is asked for, and what a line calls proj_v u."""
    text = asked.text.lower()
    if "project" in text or "射影" in text:
        return {PROJECTION: asked.goal}
    return dict.fromkeys(_ANGLES, asked.goal) if "angle" in text or "なす角" in text else {}


def unsaid(sides: Sequence[Any], names: dict[str, Any], asked: Asked) -> list[str]:
    """The letters of which neither the problem nor a line before says what they are."""
    meanings = [m for name, m in names.items() if isinstance(m, Basic) and not name.startswith("M_9")]
    given = {*symbols_of([asked.goal, *meanings]), *([symbol("i")] if asked.want.startswith("eigen") else [])}
    about_values = asked.want in ("eigenvalues", "eigenvectors", "characteristic")
    found = []
    for s in symbols_of([side for side in sides if isinstance(side, Basic)]):
        of_values = about_values and (s == LAMBDA or s.name.startswith(("lam", "mu")))
        if s.name not in names and s not in given and not of_values and not _KNOWN.match(s.name):
            found.append(s.name)
    return found


def is_law(question: Any, given: Any) -> bool:
    """Whether an equality holds for every matrix, its entries named in the usual order: det A = a d - b c."""
    matrices = list(dict.fromkeys(node for node in walk(question) if isinstance(node, MatrixBase)))
    if len(matrices) != 1 or not isinstance(question, goals.MatrixGoal):
        return False
    for general in _generals(matrices[0]):
        if not set(symbols_of([given])) <= set(general.free_symbols):
            continue
        try:
            if holds(same(value(restated(question, {matrices[0]: general})), value(given))):
                return True
        except (NotDefined, ValueError, ZeroDivisionError, TypeError):
            continue
    return False


def _generals(matrix: Any) -> Iterator[Any]:
    for letters in _SETS.get(matrix.rows * matrix.cols, ()):
        yield goals.matrix_of(matrix.rows, matrix.cols, [symbol(letter) for letter in letters])
    if matrix.cols > 1:
        names = [f"a_{i}{j}" for i in range(1, matrix.rows + 1) for j in range(1, matrix.cols + 1)]
        yield goals.matrix_of(matrix.rows, matrix.cols, map(symbol, names))


def nothing_says(names: Sequence[str]) -> Evidence:
    """Why such a line can't be judged."""
    said = f"{', '.join(names[:-1])} and {names[-1]} are" if len(names) > 1 else f"{names[0]} is"
    return Evidence("undecided", reason=f"nothing says what {said}")
