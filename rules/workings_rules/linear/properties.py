"""Yes or no: invertible, symmetric, positive definite, linearly independent; and what is not."""

from typing import Any

from sympy import Basic, Eq, Integer, Ne, Rational, Tuple, false, true

from workings.expression.canonical import canonical
from workings.expression.goals import Goal
from workings.expression.matrix_goals import (
    Determinant,
    Independent,
    Invertible,
    Opposite,
    PositiveDefinite,
    Property,
    Rank,
    ShapeError,
    Symmetric,
    Transposed,
    matrix_of,
)
from workings.expression.relations import nonzero, positive
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.entrywise import entries, shape
from workings_rules.linear.norm import components
from workings_rules.linear.sources import DORIER, LAY, STRANG
from workings_rules.linear.words import DEPENDENT, NUMBERS, U, V, of_numbers


def same(a: Any, b: Any) -> Any:
    """a = b"""
    return Basic.__new__(Eq, a, b)


def answered(holds: bool) -> Any:
    return true if holds else false


def turned_round(goal: Property, ask: Ask) -> Basic | None:
    """The other answer."""
    right = {Invertible: invertible, Symmetric: symmetric, Independent: independent}[type(goal)](goal, ask)
    return {true: false, false: true}.get(right)


def square(a: Any, said: str) -> None:
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one is {said}")


def invertible(goal: Invertible, ask: Ask) -> Basic | None:
    (a,) = goal.args
    square(a, "invertible or singular")
    det: Any = ask(Determinant(a))
    if isinstance(det, Goal) or not det.is_number:
        return nonzero(det)
    return answered(canonical(det) != 0)


INVERTIBLE = Rule(
    slug="invertible",
    title=Text("invertible where det A ≠ 0", "det A ≠ 0 なら正則"),
    explanation=Text(
        "A square matrix has an inverse exactly where its determinant is not 0.",
        "正方行列は、行列式が 0 でないとき、そのときに限り逆行列をもちます。",
    ),
    goal=Invertible,
    rewrite=invertible,
    law=(Invertible(NUMBERS), Invertible(DEPENDENT)),
    source=LAY + "3.2",
    examples=(Example("invertible([[1, 2], [3, 4]])", ""), Example("invertible([[1, 2], [2, 4]])", "")),
    mistakes=(
        Mistake(
            "invertible-turned-round",
            Text(
                "A determinant of 0 means singular; any other value means invertible.",
                "行列式が 0 なら正則ではなく、0 でなければ正則です。",
            ),
            turned_round,
            DORIER,
        ),
    ),
)


def symmetric(goal: Symmetric, ask: Ask) -> Basic | None:
    (a,) = goal.args
    if a.rows != a.cols:
        return false
    turned: Any = ask(Transposed(a))
    if not hasattr(turned, "rows"):
        return same(turned, a)
    gaps = [canonical(x - y) for x, y in zip(turned, a, strict=True)]
    if any(gap != 0 and gap.is_number for gap in gaps):
        return false
    return same(turned, a) if any(gap != 0 for gap in gaps) else true


SYMMETRIC = Rule(
    slug="symmetric",
    title=Text("symmetric where A^T = A", "A^T = A なら対称"),
    explanation=Text(
        "A matrix is symmetric where its transpose is itself.", "転置しても変わらない行列が対称行列です。"
    ),
    goal=Symmetric,
    rewrite=symmetric,
    law=(Symmetric(NUMBERS),),
    source=LAY + "7.1",
    examples=(Example("symmetric([[1, 2], [2, 4]])", ""), Example("symmetric([[1, 2], [3, 4]])", "")),
    mistakes=(
        Mistake(
            "symmetric-turned-round",
            Text(
                "A matrix that its transpose equals is symmetric, any other is not.",
                "転置と等しい行列は対称で、等しくなければ対称ではありません。",
            ),
            turned_round,
            DORIER,
        ),
    ),
)


def leading(a: Any, k: int) -> Any:
    return matrix_of(k, k, [a[i, j] for i in range(k) for j in range(k)])


def positive_definite(goal: PositiveDefinite, ask: Ask) -> Basic | None:
    (a,) = goal.args
    if a.rows != a.cols or any(canonical(x - y) != 0 for x, y in zip(a, a.T, strict=True)):
        raise ShapeError("positive definite is said of symmetric matrices, and this one is not symmetric")
    minors: list[Any] = [ask(Determinant(leading(a, k))) for k in range(1, a.rows + 1)]
    if any(isinstance(minor, Goal) or not minor.is_number for minor in minors):
        return Tuple(*[positive(minor) for minor in minors])
    return answered(all(canonical(minor).is_positive for minor in minors))


def determinant_alone(goal: PositiveDefinite, ask: Ask) -> Basic | None:
    """det A > 0 alone."""
    det = ask(Determinant(goal.args[0]))
    return answered(bool(det > 0)) if isinstance(det, Rational) else None


def positive_entries(goal: PositiveDefinite, ask: Ask) -> Basic | None:
    """Every entry > 0."""
    found = entries(goal.args[0])
    return answered(all(bool(e > 0) for e in found)) if all(isinstance(e, Rational) for e in found) else None


POSITIVE_DEFINITE = Rule(
    slug="positive-definite",
    title=Text("Sylvester's criterion", "シルベスターの判定法"),
    explanation=Text(
        "A symmetric matrix is positive definite exactly where all its leading principal minors are positive.",
        "対称行列は、首座小行列式がすべて正のとき、そのときに限り正定値です。",
    ),
    goal=PositiveDefinite,
    rewrite=positive_definite,
    law=(PositiveDefinite(NUMBERS), PositiveDefinite(of_numbers((-1, 0), (0, -1)))),
    source=STRANG + "6.5",
    examples=(
        Example("positive_definite([[2, 1], [1, 2]])", ""),
        Example("positive_definite([[1, 2], [2, 1]])", ""),
        Example("positive_definite([[-1, 0], [0, -2]])", ""),
    ),
    mistakes=(
        Mistake(
            "definite-by-determinant-alone",
            Text(
                "All leading principal minors have to be positive, not the determinant alone.",
                "行列式だけでなく、首座小行列式がすべて正でなければなりません。",
            ),
            determinant_alone,
            DORIER,
        ),
        Mistake(
            "definite-by-entries",
            Text(
                "Positive entries do not make a matrix positive definite; the leading principal minors do.",
                "成分が正であることではなく、首座小行列式が正であることが条件です。",
            ),
            positive_entries,
            DORIER,
        ),
    ),
)


def beside(goal: Independent) -> Any:
    """The vectors as the columns of a matrix; a matrix alone has its own columns."""
    if len(goal.args) == 1:
        return goal.args[0]
    columns = [components(v) for v in goal.args]
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise ShapeError(f"the vectors have {' and '.join(map(str, sorted(lengths)))} components")
    n = lengths.pop()
    return matrix_of(n, len(columns), [column[i] for i in range(n) for column in columns])


def independent(goal: Independent, ask: Ask) -> Basic | None:
    a = beside(goal)
    if any(not entry.is_number for entry in a):
        if a.rows != a.cols:
            raise ShapeError("vectors with letters in them are worked where they are as many as their components")
        return ask(Invertible(a))
    rank: Any = ask(Rank(a))
    return answered(int(rank) == a.cols) if isinstance(rank, Integer) else same(rank, Integer(a.cols))


INDEPENDENT = Rule(
    slug="linearly-independent",
    title=Text("independent where the rank is their number", "階数が本数に等しければ線形独立"),
    explanation=Text(
        "Vectors are linearly independent exactly where the matrix they are the columns of has as many pivots.",
        "ベクトルを列に並べた行列の階数がベクトルの本数に等しいとき、そのときに限り線形独立です。",
    ),
    goal=Independent,
    rewrite=independent,
    law=(Independent(of_numbers((1,), (2,)), of_numbers((3,), (4,))),),
    source=LAY + "1.7",
    examples=(
        Example("independent([[1], [2]], [[3], [4]])", ""),
        Example("independent([[1], [2]], [[2], [4]])", ""),
    ),
    mistakes=(
        Mistake(
            "independent-turned-round",
            Text(
                "Vectors are independent where the rank is their number, dependent where it is less.",
                "階数がベクトルの本数に等しければ独立、それより小さければ従属です。",
            ),
            turned_round,
            DORIER,
        ),
    ),
)


def opposite(goal: Opposite, ask: Ask) -> Basic | None:
    inner: Any = ask(goal.args[0])
    if inner in (true, false):
        return false if inner == true else true
    if isinstance(inner, Goal):
        return inner
    if isinstance(inner, Ne):
        return same(*inner.args)
    return Basic.__new__(Ne, *inner.args) if isinstance(inner, Eq) else None


def not_negated(goal: Opposite, ask: Ask) -> Basic | None:
    return ask(goal.args[0])


OPPOSITE = Rule(
    slug="not",
    title=Text("the opposite", "否定"),
    explanation=Text(
        "Singular is not invertible, dependent is not independent.",
        "「正則でない」「従属」はそれぞれ「正則」「独立」の否定です。",
    ),
    goal=Opposite,
    rewrite=opposite,
    law=(Opposite(Invertible(DEPENDENT)), Opposite(Independent(U, V))),
    source=LAY + "2.3",
    examples=(Example("singular([[1, 2], [2, 4]])", ""),),
    mistakes=(
        Mistake(
            "opposite-forgotten",
            Text(
                "The question was the opposite: singular is not invertible, dependent is not independent.",
                "問われているのは逆です。正則でないこと、従属であることが問われています。",
            ),
            not_negated,
            DORIER,
        ),
    ),
)
