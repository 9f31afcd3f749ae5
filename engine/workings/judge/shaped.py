"""Matrix calculus before the judge: both sides computed with random rational matrices, derivatives by dual numbers.

A letter `A` of shape m x n becomes an m x n matrix of small fractions, for several m and n. The arithmetic is exact
where only + · and inverses occur, else by balls. Two sides that differ are refuted by the matrices that show it. That
they are equal for matrices of some sizes is no proof for all sizes; where the normal form gives none, it is reported as
agreement.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import flint
from flint import arb, fmpq
from sympy import Basic, Piecewise, Rational
from sympy.core.symbol import Str

from workings.expression import shaped
from workings.expression.nodes import walk
from workings.expression.shaped import SCALAR, Dimension, Letter, Shaped, letters_of, shape_of
from workings.expression.shaped_goals import Arranged, Curvature, Differential, Each, Neat, ReadOff, Slope
from workings.judge.balls import Unsupported
from workings.judge.duals import BITS, Dual, applied, by, constant, inverted, perturbation, plus
from workings.judge.evidence import Evidence
from workings.judge.shaped_normal import proved_equal

__all__ = [
    "Instance", "NotDefined", "dimensions_in", "holds", "is_about_shapes", "judge_shaped", "random_instances", "told",
    "value_of", "written",
]  # fmt: skip

ENOUGH = 4  # instances
MANY = 20  # where a function is made of pieces, of which few instances see every one
TRIES = 60
SIMPLE = 3  # instances of small whole numbers, tried first
SIZES = ((2, 3, 4, 2, 3), (3, 2, 2, 4, 1), (2, 1, 3, 2, 2), (3, 3, 2, 1, 2), (1, 2, 3, 2, 4))
Matrix = list[list[Any]]
Instance = dict[Letter, Matrix]


class NotDefined(ArithmeticError):
    """An expression has no real value for these matrices."""


def is_about_shapes(*nodes: Any) -> bool:
    """Whether a side is an expression in vectors and matrices as letters."""
    return any(isinstance(node, Shaped) for node in nodes)


def judge_shaped(left: Any, right: Any, assuming: Iterable[Basic] = ()) -> Evidence:
    """How `left = right` is known: refuted by one instance, proved for all sizes, or agreeing at several instances."""
    if shape_of(left) != shape_of(right):
        return Evidence("refuted", left=f"is {shaped.written_shape(left)}", right=f"is {shaped.written_shape(right)}")
    assuming = tuple(assuming)
    agreed, exact, digits = 0, True, 1_000
    enough = MANY if any(isinstance(node, Piecewise) for side in (left, right) for node in _bodies(side)) else ENOUGH
    before = flint.ctx.prec, flint.ctx.cap
    flint.ctx.prec = BITS
    try:
        for instance, sizes in random_instances(_moving([left, right, *assuming]), dimensions_in([left, right])):
            try:
                flint.ctx.prec = BITS
                if not all(holds(condition, instance, sizes) for condition in assuming):
                    continue
                one, other = value_of(left, instance, sizes), value_of(right, instance, sizes)
                found = _compared(one, other)
            except (NotDefined, ZeroDivisionError):
                continue
            except Unsupported as e:
                return Evidence("undecided", reason=str(e))
            if found is None:
                return _refuted(one, other, instance)
            if found == 0:
                continue
            agreed += 1
            exact = exact and found > 900
            digits = min(digits, found)
            if agreed == enough:
                break
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if agreed and proved_equal(left, right):
        return Evidence("proved", method="normal form, matrices of all sizes")
    if not agreed:
        return Evidence("undecided", reason="no random matrices at which both sides are defined")
    if exact:
        return Evidence("agrees", method="exact rational matrices", points=agreed)
    return Evidence("agrees", points=agreed, digits=digits)


def _bodies(side: Any) -> Iterator[Any]:
    """The nodes of a side, with those of the functions that are put to entries."""
    for node in walk(side):
        yield node
        if isinstance(node, shaped.Map):
            yield from walk(node.body)


def _compared(one: Matrix, other: Matrix) -> int | None:
    """To how many digits two matrices agree, 1000 where exactly, 0 where that can't be told; None where they differ."""
    digits = 1_000
    for row, its in zip(one, other, strict=True):
        for x, y in zip(row, its, strict=True):
            x, y = constant(x), constant(y)
            if isinstance(x, fmpq) and isinstance(y, fmpq):
                if x != y:
                    return None
                continue
            x, y = arb(x), arb(y)
            if not (x.is_finite() and y.is_finite()):
                raise NotDefined
            if not x.overlaps(y):
                return None
            radius = abs(x - y).upper()
            close = radius < arb(10) ** -15 * (1 + abs(x))
            digits = min(digits, 15 if close else 0)
    return digits


def _refuted(one: Matrix, other: Matrix, instance: Instance) -> Evidence:
    return Evidence("refuted", left=written(one), right=written(other), domain=told(instance))


def told(instance: Instance) -> str:
    """The matrices of an instance, in words."""
    return "with " + ", ".join(f"{letter.name} = {written(m)}" for letter, m in instance.items())


def written(m: Matrix) -> str:
    """A matrix as rows of fractions or decimals."""
    rows = [[str(c) if isinstance(c := constant(x), fmpq) else c.str(8, radius=False) for x in row] for row in m]
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


# Instances ----------------------------------------------------------------------------------------


def _moving(roots: list[Any]) -> list[Letter]:
    """The letters, and the differentials of those that move."""
    found = dict.fromkeys(letters_of(roots))
    for root in roots:
        for node in walk(root):
            if isinstance(node, Differential):
                found.update(dict.fromkeys(letter.differential for letter in node.moving))
            elif isinstance(node, ReadOff):
                found.setdefault(node.x.differential)
    return list(found)


def dimensions_in(roots: Iterable[Any]) -> list[str]:
    """The names of all dimensions that occur."""
    names: dict[str, None] = {}
    for root in roots:
        for node in walk(root):
            if isinstance(node, shaped.Atom):
                for dimension in shape_of(node):
                    if isinstance(dimension, str):
                        names.update(dict.fromkeys(shaped.dimensions_of(dimension)))
    return list(names)


def random_instances(letters: Iterable[Letter], dimensions: list[str]) -> Any:
    """Matrices for the letters, with the sizes that go with them; always the same ones."""
    letters = [letter for letter in letters if letter.kind != "dimension"]
    counts = {letter.name: letter for letter in letters}
    chance = random.Random(len(counts))
    for k in range(TRIES):
        pattern = SIZES[k % len(SIZES)]
        sizes = {name: pattern[i % len(pattern)] for i, name in enumerate(dimensions)}
        instance = {letter: _filled(letter, sizes, k, chance) for letter in letters}
        yield instance, sizes


def size_of(dimension: Dimension, sizes: dict[str, int]) -> int:
    if isinstance(dimension, int):
        return dimension
    whole = 1
    for part in shaped.dimensions_of(dimension):
        whole *= sizes[part]
    return whole


def _filled(letter: Letter, sizes: dict[str, int], k: int, chance: random.Random) -> Matrix:
    rows, columns = (size_of(d, sizes) for d in letter.shape)
    signs = (1,) if k % 2 else (1, -1)

    def entry() -> Any:
        if k < SIMPLE:  # small whole numbers, for a difference that a reader can follow
            return fmpq(chance.choice((1, 1, -1)) * chance.randint(1, 3))
        return fmpq(chance.choice(signs) * chance.randint(1, 5), chance.choice((1, 1, 2, 3)))

    m = [[entry() for _ in range(columns)] for _ in range(rows)]
    if letter.kind == "diagonal":
        return [[x if i == j else fmpq(0) for j, x in enumerate(row)] for i, row in enumerate(m)]
    if shaped.is_symmetric(letter) and rows == columns and rows > 1:
        m = [[m[min(i, j)][max(i, j)] for j in range(rows)] for i in range(rows)]
    if "definite" in letter.kind or (
        rows == columns and k >= SIMPLE and k % 3 != 1 and "differential" not in letter.kind
    ):
        dominant = sum((abs(x) for row in m for x in row), fmpq(1))
        m = [[x + dominant if i == j and rows > 1 else x for j, x in enumerate(row)] for i, row in enumerate(m)]
    return m


def holds(condition: Any, instance: Instance, sizes: dict[str, int]) -> bool:
    """Whether a condition surely holds for these matrices."""
    if isinstance(condition, Each):
        condition = condition.args[0]
    left, right = condition.args
    values = value_of(left, instance, sizes)
    against = value_of(right, instance, sizes)
    kind = type(condition).__name__
    pairs = [(constant(x), constant(against[0][0])) for row in values for x in row]
    if kind == "Unequality":
        differing = [_apart(x, y) for x, y in pairs]
        whole = isinstance(left, Shaped) and left.shape != SCALAR
        return any(differing) if whole else all(differing)
    checks: dict[str, Callable[[Any, Any], bool]] = {
        "StrictGreaterThan": lambda x, y: bool(x > y),
        "StrictLessThan": lambda x, y: bool(x < y),
        "GreaterThan": lambda x, y: bool(x >= y),
        "LessThan": lambda x, y: bool(x <= y),
    }
    return all(checks[kind](*_alike(x, y)) for x, y in pairs)


def _alike(x: Any, y: Any) -> tuple[Any, Any]:
    return (x, y) if type(x) is type(y) else (arb(x), arb(y))


def _apart(x: Any, y: Any) -> bool:
    x, y = _alike(x, y)
    return bool(x != y) if isinstance(x, fmpq) else not x.overlaps(y)


# Values -------------------------------------------------------------------------------------------


def value_of(expr: Any, instance: Instance, sizes: dict[str, int], level: int = 0) -> Matrix:
    """The matrix that `expr` is for these matrices; derivatives in it by dual numbers.

    Raises:
        NotDefined, ZeroDivisionError: it is none.
    """
    known: dict[int, Matrix] = {}

    def value(node: Any) -> Matrix:
        found = known.get(id(node))
        if found is None:
            found = known[id(node)] = _value(node, value, instance, sizes, level)
        return found

    return value(expr)


def _value(node: Any, value: Callable[[Any], Matrix], instance: Instance, sizes: dict[str, int], level: int) -> Matrix:
    if isinstance(node, Rational):
        return [[fmpq(int(node.p), int(node.q))]]
    if not isinstance(node, Shaped):
        return [[applied(node, shaped.ENTRY, fmpq(0))]]
    if isinstance(node, Letter):
        if node.kind == "dimension":
            return [[fmpq(size_of(node.name, sizes))]]
        return instance[node]
    if isinstance(node, Differential):
        moved = dict(instance)
        for letter in node.moving:
            pairs = zip(instance[letter], instance[letter.differential], strict=True)
            moved[letter] = [[Dual(x, d, level + 1) for x, d in zip(*rows, strict=True)] for rows in pairs]
        inside = value_of(node.f, moved, sizes, level + 1)
        return [[perturbation(x, level + 1) for x in row] for row in inside]
    if isinstance(node, Arranged | Neat):
        return value(node.expr)
    if isinstance(node, Slope):
        return _slope(node.f, node.x, node.layout, node.x, instance, sizes, level)
    if isinstance(node, ReadOff):
        return _slope(node.expr, node.x.differential, node.layout, node.x, instance, sizes, level)
    if isinstance(node, Curvature):
        return _slope(Slope(node.f, node.x), node.x, "", node.x, instance, sizes, level)
    return _operation(node, value, sizes)


def _slope(
    f: Any, x: Letter, layout: str, like: Letter, instance: Instance, sizes: dict[str, int], level: int
) -> Matrix:
    """Every entry of f differentiated by every entry of x."""
    at = instance[x]
    rows, columns = len(at), len(at[0])
    rows_of_f, columns_of_f = (size_of(size, sizes) for size in shape_of(f))
    slopes: dict[tuple[int, int], Matrix] = {}
    for i in range(rows):
        for j in range(columns):
            if like.kind == "diagonal" and i != j:  # where it stays zero
                slopes[i, j] = [[fmpq(0)] * columns_of_f for _ in range(rows_of_f)]
                continue
            moved = dict(instance)
            moved[x] = [
                [Dual(v, fmpq(int((r, c) == (i, j))), level + 1) for c, v in enumerate(row)] for r, row in enumerate(at)
            ]
            inside = value_of(f, moved, sizes, level + 1)
            slopes[i, j] = [[perturbation(v, level + 1) for v in row] for row in inside]
    shape = shape_of(f)
    if like.shape == SCALAR:
        return slopes[0, 0]
    if shape == SCALAR:
        grid = [[slopes[i, j][0][0] for j in range(columns)] for i in range(rows)]
        return transposed(grid) if layout == "numerator" else grid
    stacked = [[v for column in transposed(slopes[i, j]) for v in column] for j in range(columns) for i in range(rows)]
    table = transposed(stacked)
    return transposed(table) if layout == "denominator" else table


def transposed(m: Matrix) -> Matrix:
    return [list(row) for row in zip(*m, strict=True)]


def _product(a: Matrix, b: Matrix) -> Matrix:
    columns = transposed(b)
    return [[_total(by(x, y) for x, y in zip(row, column, strict=True)) for column in columns] for row in a]


def _total(values: Iterable[Any]) -> Any:
    total: Any = fmpq(0)
    for value in values:
        total = plus(total, value)
    return total


def _entrywise(f: Callable[[Any, Any], Any], a: Matrix, b: Matrix) -> Matrix:
    return [[f(x, y) for x, y in zip(row, its, strict=True)] for row, its in zip(a, b, strict=True)]


def determinant(a: Matrix) -> Any:
    """Expanded along the rows, each minor of the last rows worked out once; that needs no division."""
    n = len(a)
    minors: dict[int, Any] = {0: fmpq(1)}  # the columns left, as bits -> the determinant of as many last rows
    for row in reversed(a):
        taller: dict[int, Any] = {}
        for columns, minor in minors.items():
            for j in range(n):
                if not columns >> j & 1:
                    term = by(row[j], minor)
                    if (columns & ((1 << j) - 1)).bit_count() % 2:
                        term = by(fmpq(-1), term)
                    whole = columns | 1 << j
                    taller[whole] = plus(taller[whole], term) if whole in taller else term
        minors = taller
    return minors[(1 << n) - 1]


def _inverse(a: Matrix) -> Matrix:
    """The adjugate divided by the determinant."""
    n, over = len(a), inverted(determinant(a))

    def minor(i: int, j: int) -> Any:
        rest = [[a[r][c] for c in range(n) if c != j] for r in range(n) if r != i]
        return determinant(rest) if rest else fmpq(1)

    return [[by(by(fmpq((-1) ** (i + j)), minor(j, i)), over) for j in range(n)] for i in range(n)]


def _function(name: str, x: Any) -> Any:
    from sympy import exp, log

    bodies = {"exp": exp(shaped.ENTRY), "log": log(shaped.ENTRY), "sqrt": shaped.ENTRY ** Rational(1, 2)}
    return applied(bodies[name], shaped.ENTRY, x)


def _operation(node: Any, value: Callable[[Any], Matrix], sizes: dict[str, int]) -> Matrix:
    rows, columns = (size_of(d, sizes) for d in node.shape)
    one, nought = fmpq(1), fmpq(0)
    if isinstance(node, shaped.Zeros | shaped.Ones):
        return [[nought if isinstance(node, shaped.Zeros) else one] * columns for _ in range(rows)]
    if isinstance(node, shaped.Eye):
        return [[one if i == j else nought for j in range(columns)] for i in range(rows)]
    if isinstance(node, shaped.Commutation):
        m, n = (size_of(d, sizes) for d in node.content)
        table = [[nought] * (m * n) for _ in range(m * n)]
        for i in range(m):
            for j in range(n):
                table[i * n + j][j * m + i] = one
        return table
    if isinstance(node, shaped.Map):
        return [[applied(node.body, node.entry, x) for x in row] for row in value(node.inner)]
    if isinstance(node, shaped.NthPower):
        whole = base = value(node.args[0])
        for _ in range(int(node.args[1]) - 1):
            whole = _product(whole, base)
        return whole
    return _of_parts(node, [value(part) for part in node.args if not isinstance(part, Str)], sizes)


def _of_parts(node: Any, parts: list[Matrix], sizes: dict[str, int]) -> Matrix:
    a = parts[0]
    if isinstance(node, shaped.Sum | shaped.Hadamard):
        for other in parts[1:]:
            a = _entrywise(plus if isinstance(node, shaped.Sum) else by, a, other)
        return a
    if isinstance(node, shaped.Multiple):
        factor: Any = fmpq(1)
        for number in parts[:-1]:
            factor = by(factor, number[0][0])
        return [[by(factor, x) for x in row] for row in parts[-1]]
    if isinstance(node, shaped.Product):
        for other in parts[1:]:
            a = _product(a, other)
        return a
    if isinstance(node, shaped.Kronecker):
        b = parts[1]
        return [[by(x, y) for x in row for y in its] for row in a for its in b]
    return _of_one(node, a, sizes)


def _of_one(node: Any, a: Matrix, sizes: dict[str, int]) -> Matrix:
    entries = [x for row in a for x in row]
    simple: dict[type, Callable[[], Matrix]] = {
        shaped.Transpose: lambda: transposed(a),
        shaped.Inverse: lambda: _inverse(a),
        shaped.Tr: lambda: [[_total(a[i][i] for i in range(len(a)))]],
        shaped.Det: lambda: [[determinant(a)]],
        shaped.Frobenius: lambda: [[_total(by(x, x) for x in entries)]],
        shaped.NormOf: lambda: [[_function("sqrt", _total(by(x, x) for x in entries))]],
        shaped.SumOfEntries: lambda: [[_total(entries)]],
        shaped.Diag: lambda: [[a[i][0] if i == j else fmpq(0) for j in range(len(a))] for i in range(len(a))],
        shaped.DiagonalOf: lambda: [[a[i][i]] for i in range(len(a))],
        shaped.Unvec: lambda: _unstacked(entries, *[size_of(size, sizes) for size in node.shape]),
        shaped.Vec: lambda: [[x] for column in transposed(a) for x in column],
        shaped.LogSumExp: lambda: [[_function("log", _total(_function("exp", x) for x in entries))]],
        shaped.Softmax: lambda: _softmax(a) if node.columns == 1 else [_softmax([row])[0] for row in a],
    }
    return simple[type(node)]()


def _unstacked(entries: list[Any], rows: int, columns: int) -> Matrix:
    return [[entries[j * rows + i] for j in range(columns)] for i in range(rows)]


def _softmax(a: Matrix) -> Matrix:
    raised = [[_function("exp", x) for x in row] for row in a]
    over = inverted(_total(x for row in raised for x in row))
    return [[by(x, over) for x in row] for row in raised]
