"""Eigenvalues and eigenvectors: the numbers k with det(A - k I) = 0, and what A only stretches by them."""

from typing import Any

from flint import fmpq, fmpq_poly
from sympy import Add, Basic, Expr, Float, I, Integer, Rational, Tuple, sqrt

from workings.expression import Tidy, add, mul, power, subtract
from workings.expression.linear_form import NotLinear, field_of
from workings.expression.linear_form import entries as elements
from workings.expression.matrix_goals import (
    CharacteristicPolynomial,
    Determinant,
    Eigenvalues,
    Eigenvectors,
    NullSpace,
    Roots,
    ShapeError,
    matrix_of,
)
from workings.expression.nodes import symbol, symbols_of
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.determinant import at
from workings_rules.linear.entrywise import entries, shape
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import NUMBERS, A, x

LAMBDA = symbol("lambda")


def shifted(a: Any, k: Expr) -> Any:
    """A - k I"""
    n = a.rows
    return matrix_of(n, n, [subtract(at(a, i, j), k) if i == j else at(a, i, j) for i in range(n) for j in range(n)])


def square(a: Any) -> None:
    if a.rows != a.cols:
        raise ShapeError(f"the matrix is {shape(a)}; only a square one has eigenvalues")


def eigenvalues(goal: Eigenvalues, ask: Ask) -> Basic | None:
    square(goal.args[0])
    return ask(Roots(ask(CharacteristicPolynomial(goal.args[0], LAMBDA)), LAMBDA))


def diagonal(goal: Eigenvalues, ask: Ask) -> Basic | None:
    a = goal.args[0]
    return Tuple(*sorted((at(a, i, i) for i in range(a.rows)), key=float))


VALUES = Rule(
    slug="eigenvalues",
    title=Text("eigenvalues", "固有値"),
    explanation=Text(
        "The eigenvalues are the zeros of the characteristic polynomial det(A - λ I).",
        "固有値は固有多項式 det(A - λI) の零点です。",
    ),
    goal=Eigenvalues,
    rewrite=eigenvalues,
    law=(Eigenvalues(NUMBERS),),
    source=LAY + "5.2",
    examples=(Example("eigenvalues([[2, 1], [1, 2]])", "(1, 3)"),),
    mistakes=(
        Mistake(
            "eigenvalues-as-diagonal",
            Text(
                "This matrix is not triangular, so you cannot read its eigenvalues off the diagonal.",
                "対角成分が固有値になるのは三角行列だけです。",
            ),
            diagonal,
            DORIER,
        ),
    ),
)


def characteristic(goal: CharacteristicPolynomial, ask: Ask) -> Basic | None:
    a, k = goal.args
    return ask(Tidy(ask(Determinant(shifted(a, k), "expansion"))))


def from_every_entry(goal: CharacteristicPolynomial, ask: Ask) -> Basic | None:
    a, k = goal.args
    less = matrix_of(a.rows, a.cols, [subtract(entry, k) for entry in entries(a)])
    return ask(Tidy(ask(Determinant(less, "expansion"))))


POLYNOMIAL = Rule(
    slug="characteristic-polynomial",
    title=Text("characteristic polynomial", "固有多項式"),
    explanation=Text(
        "The determinant of A with λ subtracted on the diagonal.", "対角成分から λ を引いた行列の行列式です。"
    ),
    goal=CharacteristicPolynomial,
    rewrite=characteristic,
    law=(CharacteristicPolynomial(A, LAMBDA),),
    source=LAY + "5.2",
    examples=(Example("eigenvalues([[1, 2], [3, 2]])", "(-1, 4)"),),
    mistakes=(
        Mistake(
            "lambda-from-every-entry",
            Text(
                "λ is subtracted on the diagonal only: A - λ I, not from every entry.",
                "λ は対角成分だけから引きます（A - λI）。すべての成分から引くのではありません。",
            ),
            from_every_entry,
            DORIER,
        ),
    ),
)


def roots(goal: Roots, ask: Ask) -> Basic | None:
    p, k = goal.args
    if symbols_of([p]) not in ((k,), ()):
        raise NotLinear(f"the characteristic polynomial holds letters besides {k}; give the matrix numbers")
    (element,) = elements([p], field_of([p, k]))
    coefficients = {int(m[0]): c for m, c in element.top.to_dict().items()}
    polynomial = fmpq_poly([coefficients.get(i, fmpq(0)) for i in range(max(coefficients) + 1)])
    found: list[Expr] = []
    for factor, times in polynomial.factor()[1]:
        found += _zeros(factor) * int(times)
    return Tuple(*sorted(found, key=_place))


def _place(value: Expr) -> tuple[float, float]:
    number = complex(value.evalf(30))
    return number.real, number.imag


def _zeros(factor: Any) -> list[Any]:
    """The zeros of an irreducible polynomial: exactly up to the second degree, as decimals beyond."""
    c = [Rational(int(factor[i].p), int(factor[i].q)) for i in range(int(factor.degree()) + 1)]
    if len(c) == 2:
        return [-c[0] / c[1]]
    if len(c) == 3:
        half, inside = -c[1] / (2 * c[2]), (c[1] ** 2 - 4 * c[2] * c[0]) / (4 * c[2] ** 2)
        root = sqrt(inside) if inside > 0 else I * sqrt(-inside)
        return [Add(half, -root), Add(half, root)]
    from numpy import roots as numeric

    return [
        Float(z.real, 15) if abs(z.imag) < 1e-12 * max(1, abs(z)) else Float(z.real, 15) + Float(z.imag, 15) * I
        for z in map(complex, numeric([float(x) for x in reversed(c)]))
    ]


def other_sign(goal: Roots, ask: Ask) -> Basic | None:
    found: Any = roots(goal, ask)
    return Tuple(*sorted((-value for value in found.args), key=_place))


ROOTS = Rule(
    slug="zeros-of-polynomial",
    title=Text("zeros", "零点"),
    explanation=Text(
        "The polynomial is factored; a factor of the second degree is solved by the quadratic formula.",
        "多項式を因数分解し、2 次の因子は解の公式で解きます。",
    ),
    goal=Roots,
    rewrite=roots,
    law=(Roots(add(power(x, Integer(2)), mul(Integer(-4), x), Integer(3)), x),),
    source=LAY + "5.2",
    examples=(Example("eigenvalues([[2, 1], [1, 2]])", "(1, 3)"),),
    mistakes=(
        Mistake(
            "algebra-sign",
            Text(
                "λ - 3 is zero at λ = 3: a zero has the other sign than the number in its factor.",
                "λ - 3 が 0 になるのは λ = 3 です。零点の符号は因子の中の数と逆になります。",
            ),
            other_sign,
            DORIER,
        ),
    ),
)


def eigenvectors(goal: Eigenvectors, ask: Ask) -> Basic | None:
    a = goal.args[0]
    square(a)
    values = ask(Eigenvalues(a))
    if not isinstance(values, Tuple):
        return values
    if any(not value.is_real or value.is_Float for value in values.args):
        raise NotLinear("eigenvectors are worked out for eigenvalues that are real and exact; use numpy.linalg.eig")
    pairs = []
    for value in dict.fromkeys(values.args):
        vectors = ask(NullSpace(matrix_of(a.rows, a.cols, [ask(Tidy(e)) for e in entries(shifted(a, value))])))
        pairs.append(Tuple(value, vectors))
    return Tuple(*pairs)


def added_on_the_diagonal(goal: Eigenvectors, ask: Ask) -> Basic | None:
    a = goal.args[0]
    values = ask(Eigenvalues(a))
    if not isinstance(values, Tuple):
        return values
    pairs = []
    for value in dict.fromkeys(values.args):
        vectors = ask(NullSpace(matrix_of(a.rows, a.cols, [ask(Tidy(x)) for x in entries(shifted(a, -value))])))
        pairs.append(Tuple(value, vectors))
    return Tuple(*pairs)


VECTORS = Rule(
    slug="eigenvectors",
    title=Text("eigenvectors", "固有ベクトル"),
    explanation=Text("For each eigenvalue λ the null space of A - λ I.", "固有値 λ ごとに A - λI の零空間を求めます。"),
    goal=Eigenvectors,
    rewrite=eigenvectors,
    law=(Eigenvectors(NUMBERS),),
    source=LAY + "5.1",
    examples=(Example("eigenvectors([[2, 1], [1, 2]])", ""),),
    mistakes=(
        Mistake(
            "eigenvectors-of-a-plus-lambda",
            Text(
                "The eigenvectors are the null space of A - λ I; λ was added on the diagonal.",
                "固有ベクトルは A - λI の零空間です。対角成分に λ が足されています。",
            ),
            added_on_the_diagonal,
            DORIER,
        ),
    ),
)
