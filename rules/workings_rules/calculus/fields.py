"""Vector fields: divergence and curl; and the Wronskian of functions."""

from collections.abc import Sequence

from sympy import Basic, Expr, Tuple, exp

from workings.expression import D, Partial, add, call, mul, negate, power, subtract
from workings.expression.curve_goals import Curl, Divergence, Wronskian
from workings.expression.nodes import symbol
from workings.expression.words import TWO, f, g, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

LARGEST = 4  # functions of a Wronskian
z = symbol("z")


def divergence(goal: Divergence, ask: Ask) -> Basic | None:
    field, variables = (part.args for part in goal.args)
    if len(field) != len(variables):
        return None
    return add(*[ask(Partial(part, v)) for part, v in zip(field, variables, strict=True)])


def by_the_wrong_variable(goal: Divergence, ask: Ask) -> Basic | None:
    field, variables = (part.args for part in goal.args)
    return add(*[ask(Partial(part, v)) for part, v in zip(field, variables[::-1], strict=True)])


def turn(goal: Curl, ask: Ask, i: int, j: int) -> Expr:
    """dF_j/dx_i - dF_i/dx_j"""
    field, variables = (part.args for part in goal.args)
    return subtract(ask(Partial(field[j], variables[i])), ask(Partial(field[i], variables[j])))


def curl(goal: Curl, ask: Ask) -> Basic | None:
    size = len(goal.args[0].args)
    if size != len(goal.args[1].args) or size not in (2, 3):
        return None
    if size == 2:
        return turn(goal, ask, 0, 1)
    return Tuple(turn(goal, ask, 1, 2), turn(goal, ask, 2, 0), turn(goal, ask, 0, 1))


def middle_sign(goal: Curl, ask: Ask) -> Basic | None:
    """The middle component with the sign of the other two cofactors."""
    if len(goal.args[0].args) != 3:
        return turn(goal, ask, 1, 0)
    return Tuple(turn(goal, ask, 1, 2), turn(goal, ask, 0, 2), turn(goal, ask, 0, 1))


def determinant(rows: Sequence[Sequence[Expr]]) -> Expr:
    """By cofactors of the first row."""
    if len(rows) == 1:
        return rows[0][0]
    parts = []
    for j, entry in enumerate(rows[0]):
        minor = mul(entry, determinant([[*row[:j], *row[j + 1 :]] for row in rows[1:]]))
        parts.append(negate(minor) if j % 2 else minor)
    return add(*parts)


def rows_of(goal: Wronskian, ask: Ask) -> list[list[Expr]]:
    functions, x = goal.args[0].args, goal.args[1]
    return [[ask(D(f, x, k)) if k else f for f in functions] for k in range(len(functions))]


def wronskian(goal: Wronskian, ask: Ask) -> Basic | None:
    return determinant(rows_of(goal, ask)) if 2 <= len(goal.args[0].args) <= LARGEST else None


def added(goal: Wronskian, ask: Ask) -> Basic | None:
    """f g' + f' g, the product rule in its place."""
    functions, x = goal.args[0].args, goal.args[1]
    if len(functions) != 2:
        return None
    f, g = functions
    return add(mul(f, ask(D(g, x))), mul(g, ask(D(f, x))))


_FIELD = (mul(x, y), mul(y, z), mul(z, power(x, TWO)))
DIVERGENCE = Rule(
    slug="divergence",
    title=Text("divergence", "発散"),
    explanation=Text(
        "Each component is differentiated by its own variable, and the results are added.",
        "各成分をそれぞれの変数で偏微分し、足し合わせます。",
    ),
    goal=Divergence,
    rewrite=divergence,
    law=(Divergence((f(x, y), g(x, y)), (x, y)),),
    source=STEWART + "16.5",
    examples=(Example("divergence of (x^2 y, y z, z^3)", "2x y + z + 3z^2"), Example("∇·(x y, x^2 y^2)", "y + 2x^2 y")),
    mistakes=(
        Mistake(
            "divergence-wrong-variable",
            Text("Each component goes with its own variable.", "各成分はそれぞれ対応する変数で微分します。"),
            by_the_wrong_variable,
            HOUSE,
        ),
    ),
)
CURL = Rule(
    slug="curl",
    title=Text("curl", "回転"),
    explanation=Text(
        "The component along each axis is the difference of the two cross derivatives of the other two components.",
        "各軸方向の成分は、残り二つの成分の交差する偏微分の差です。",
    ),
    goal=Curl,
    rewrite=curl,
    law=(Curl(_FIELD, (x, y, z)), Curl((f(x, y), g(x, y)), (x, y))),
    source=STEWART + "16.5",
    examples=(
        Example("curl of (x z, x y z, -y^2)", "(-2y - x y, x, y z)"),
        Example("curl of (-y, x) in (x, y)", "2"),
    ),
    mistakes=(
        Mistake(
            "curl-sign",
            Text(
                "The differences go round in the order x, y, z: a sign is turned over.",
                "差は x, y, z の順に巡回します。符号が逆です。",
            ),
            middle_sign,
            HOUSE,
        ),
    ),
)
WRONSKIAN = Rule(
    slug="wronskian",
    title=Text("Wronskian", "ロンスキー行列式"),
    explanation=Text(
        "The determinant of the functions in the first row and their derivatives below.",
        "第 1 行に関数を、その下に導関数を並べた行列式です。",
    ),
    goal=Wronskian,
    rewrite=wronskian,
    law=(Wronskian((f(x), g(x)), x), Wronskian((x, power(x, TWO), call(exp, x)), x)),
    source="W. E. Boyce and R. C. DiPrima, Elementary Differential Equations, 10th ed. (2012), section 3.2",
    examples=(Example("Wronskian of sin x and cos x", "-1"), Example("Wronskian of x, x^2, x^3", "2x^3")),
    mistakes=(
        Mistake(
            "wronskian-added",
            Text("It is a determinant: the second product is subtracted.", "行列式なので、二つ目の積は引きます。"),
            added,
            HOUSE,
        ),
    ),
)
RULES = (DIVERGENCE, CURL, WRONSKIAN)
