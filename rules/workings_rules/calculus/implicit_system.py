"""Systems of implicit equations: differentiate each, then solve the linear equations for the slopes (Cramer's rule)."""

from itertools import permutations

from sympy import Basic, Expr, Integer, Tuple

from workings.expression import Partial, add, divide, mul, negate, power, subtract
from workings.expression.calculus_goals import ImplicitSystem
from workings.expression.nodes import MINUS_ONE
from workings.expression.relations import equal_to, nonzero
from workings.expression.words import t, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART

MOST = 4  # equations; a determinant is written out


def determinant(rows: list[list[Expr]]) -> Expr:
    """The sum over all orders of the columns, with their signs."""
    n = len(rows)
    terms = []
    for order in permutations(range(n)):
        swaps = sum(1 for i in range(n) for j in range(i) if order[j] > order[i])
        product = mul(*[rows[i][order[i]] for i in range(n)])
        terms.append(product if swaps % 2 == 0 else mul(MINUS_ONE, product))
    return add(*terms)


def parts(goal: ImplicitSystem) -> tuple[list[Expr], tuple[Expr, ...], Expr]:
    equations, unknowns, x = goal.args
    return [subtract(*eq.args) for eq in equations.args], unknowns.args, x


def rewrite(goal: ImplicitSystem, ask: Ask) -> Basic | None:
    return _solved(goal, ask, MINUS_ONE)


def _solved(goal: ImplicitSystem, ask: Ask, sign: Expr) -> Basic | None:
    functions, unknowns, x = parts(goal)
    if len(functions) != len(unknowns) or len(functions) > MOST:
        return None
    rows = [[ask(Partial(f, u)) for u in unknowns] for f in functions]
    right = [ask(Partial(f, x)) for f in functions]
    below = determinant(rows)
    found = []
    for i in range(len(unknowns)):
        above = determinant([[*row[:i], b, *row[i + 1 :]] for row, b in zip(rows, right, strict=True)])
        found.append(negate(divide(above, below)) if sign is MINUS_ONE else divide(above, below))
    return Tuple(*found)


def condition(goal: ImplicitSystem) -> tuple[Basic, ...]:
    functions, unknowns, _ = parts(goal)
    return (nonzero(determinant([[Partial(f, u) for u in unknowns] for f in functions])),)


def sign_missing(goal: ImplicitSystem, ask: Ask) -> Basic | None:
    return _solved(goal, ask, Integer(1))


RULE = Rule(
    slug="implicit-system",
    title=Text("implicit system", "連立の陰関数の微分"),
    explanation=Text(
        "Each equation differentiated is linear in the slopes; Cramer's rule gives them as quotients of determinants.",
        "各方程式を微分すると傾きについての連立 1 次方程式になり、クラメルの公式で解けます。",
    ),
    goal=ImplicitSystem,
    rewrite=rewrite,
    law=(
        ImplicitSystem(
            (equal_to(add(x, y), t), equal_to(add(power(x, Integer(2)), mul(x, y)), power(t, Integer(3)))), (x, y), t
        ),
    ),
    source=STEWART + "14.5",
    examples=(Example("find du/dx and dv/dx from u + v = x and u - v = x^2", ""),),
    condition=condition,
    mistakes=(
        Mistake(
            "implicit-sign-missing",
            Text(
                "The slopes have a minus sign, as in dy/dx = -F_x/F_y.", "dy/dx = -F_x/F_y と同じくマイナスが付きます。"
            ),
            sign_missing,
            MUZANGWA,
        ),
    ),
)
