"""The Jacobian determinant: the factor by which a change of variables stretches areas and volumes."""

from sympy import Basic, Expr

from workings.expression import Partial, Tidy, add, mul, subtract
from workings.expression.curve_goals import JacobianDeterminant
from workings.expression.nodes import negate
from workings.expression.words import cos, f, g, sin, t, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def slopes(goal: JacobianDeterminant, ask: Ask) -> list[list[Expr]]:
    functions, variables = goal.args
    return [[ask(Partial(part, v)) for v in variables.args] for part in functions.args]


def two(goal: JacobianDeterminant, ask: Ask) -> Basic | None:
    if len(goal.args[0].args) != 2:
        return None
    (a, b), (c, d) = slopes(goal, ask)
    return subtract(mul(a, d), mul(b, c))


def two_added(goal: JacobianDeterminant, ask: Ask) -> Basic | None:
    if len(goal.args[0].args) != 2:
        return None
    (a, b), (c, d) = slopes(goal, ask)
    return add(mul(a, d), mul(b, c))


def by_row(goal: JacobianDeterminant, ask: Ask) -> Basic | None:
    return _expanded(goal, ask, alternating=True)


def signs_forgotten(goal: JacobianDeterminant, ask: Ask) -> Basic | None:
    return _expanded(goal, ask, alternating=False)


def _expanded(goal: JacobianDeterminant, ask: Ask, alternating: bool) -> Basic | None:
    """Along the last row: each entry with the determinant of the other functions by the other variables."""
    functions, variables = goal.args
    n = len(functions.args)
    if n < 3:
        return None
    *others, last = functions.args
    found = []
    for j, v in enumerate(variables.args):
        rest = [w for w in variables.args if w != v]
        inner = ask(Tidy(JacobianDeterminant(others, rest)))
        part = mul(ask(Partial(last, v)), inner)
        found.append(negate(part) if alternating and (n - 1 + j) % 2 else part)
    return add(*found)


DETERMINANT_SIGN = Text(
    "The products in the determinant do not all have the right sign.", "行列式の符号に誤りがあります。"
)
TWO_VARIABLES = Rule(
    slug="jacobian-determinant",
    title=Text("Jacobian determinant", "ヤコビアン"),
    explanation=Text(
        "The determinant of the Jacobian matrix: x_u y_v - x_v y_u.",
        "ヤコビ行列の行列式 x_u y_v − x_v y_u です。",
    ),
    goal=JacobianDeterminant,
    rewrite=two,
    law=(JacobianDeterminant((f(x, y), g(x, y)), (x, y)),),
    source=STEWART + "15.9",
    examples=(Example("Jacobian determinant of x = r cos t, y = r sin t", "r"),),
    mistakes=(Mistake("jacobian-determinant-sign", DETERMINANT_SIGN, two_added, HOUSE),),
)
MORE_VARIABLES = Rule(
    slug="jacobian-determinant-by-row",
    title=Text("Jacobian determinant, along the last row", "ヤコビアンの最後の行での展開"),
    explanation=Text(
        "Each entry of the last row of the Jacobian matrix times the determinant without its row and column, "
        "with signs that alternate.",
        "ヤコビ行列の最後の行の各成分に、その行と列を除いた行列式を掛け、符号を交互につけて足します。",
    ),
    goal=JacobianDeterminant,
    rewrite=by_row,
    law=(JacobianDeterminant((mul(x, cos(t)), mul(x, sin(t)), mul(x, y, t)), (x, y, t)),),
    source=STEWART + "15.8",
    examples=(
        Example("Jacobian determinant of x = r sin p cos t, y = r sin p sin t, z = r cos p in (r, p, t)", "r^2 sin p"),
    ),
    mistakes=(Mistake("determinant-signs-forgotten", DETERMINANT_SIGN, signs_forgotten, HOUSE),),
)
RULES = (TWO_VARIABLES, MORE_VARIABLES)
