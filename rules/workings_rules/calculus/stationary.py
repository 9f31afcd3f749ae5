"""Stationary points: where the gradient is zero, and what the Hessian says of each."""

from collections.abc import Iterable
from typing import Any

import sympy
from sympy import Basic, Tuple
from sympy.concrete.expr_with_limits import ExprWithLimits

from workings.expression import Tidy, add, mul, power
from workings.expression.calculus_goals import Extremum, GradientZero, SecondDerivativeTest, StationaryPoints
from workings.expression.canonical import canonical
from workings.expression.goals import Gradient, Hessian
from workings.expression.nodes import integer, symbols_of, walk
from workings.expression.values import NoValue, value_at
from workings.expression.words import TWO, x, y
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

THREE = integer(3)


def stationary(goal: StationaryPoints, ask: Ask) -> Basic | None:
    f, variables = goal.args
    points = ask(GradientZero(ask(Tidy(Gradient(f, variables.args))), variables.args))
    return ask(SecondDerivativeTest(f, variables.args, ask(Tidy(Hessian(f, variables.args))), points))


def without_test(goal: StationaryPoints, ask: Ask) -> Basic | None:
    """Every stationary point taken for a minimum."""
    f, variables = goal.args
    points = ask(GradientZero(ask(Tidy(Gradient(f, variables.args))), variables.args))
    if not isinstance(points, Tuple):
        return points
    there = [point for point in points.args if _is_defined(f, variables, point.args)]
    return Tuple(*[Extremum(variables, point, _height(f, variables, point), "minimum") for point in there])


def zeros(goal: GradientZero, ask: Ask) -> Basic | None:
    """The real solutions that SymPy's exact solver finds, in order; None where they are no isolated points."""
    slopes, variables = goal.args
    sums = [node for node in walk(slopes) if isinstance(node, ExprWithLimits)]
    if any(v in symbols_of([node]) for node in sums for v in variables.args):
        return None  # which the solver would not look into
    try:
        found = sympy.solve([canonical(s) for s in slopes.args], variables.args, dict=True)
    except NotImplementedError:
        return None
    points = []
    for solution in found:
        point = tuple(solution.get(v, v) for v in variables.args)
        if symbols_of(point):
            return None
        if all(a.is_real for a in point) and _is_defined(slopes, variables, point):
            points.append(point)
    points.sort(key=lambda point: tuple(float(a) for a in point))
    return Tuple(*[Tuple(*map(as_written, point)) for point in points])


def _is_defined(what: Basic, variables: Basic, point: Iterable[Any]) -> bool:
    try:
        value_at(what, dict(zip(variables.args, point, strict=True)))
    except NoValue:
        return False
    return True


def one_lost(goal: GradientZero, ask: Ask) -> Basic | None:
    """x^2 = a solved by one root only."""
    found = zeros(goal, ask)
    return Tuple(*found.args[1:]) if isinstance(found, Tuple) and len(found.args) > 1 else None


def completeness(goal: GradientZero) -> tuple[Text, tuple[Basic, ...]]:
    """Whether these are all of them: of polynomials the solver finds every zero."""
    slopes, variables = goal.args
    if all(canonical(s).is_polynomial(*variables.args) for s in slopes.args):
        return Text("polynomials: these are all", "多項式なので、これで全部です"), ()
    return Text("solved exactly; there may be others", "厳密に解いたもので、ほかにもありえます"), ()


def _height(f: Basic, variables: Basic, point: Basic) -> Any:
    return as_written(value_at(f, dict(zip(variables.args, point.args, strict=True))))


def kind_of(hessian: Any) -> str:
    """By the signs of the leading minors; saddle where the determinant is not 0 and they fit no extremum."""
    minors = [sympy.simplify(hessian[:k, :k].det()) for k in range(1, hessian.rows + 1)]
    if all(m.is_positive for m in minors):
        return "minimum"
    if all((m * (-1) ** k).is_positive for k, m in enumerate(minors, 1)):
        return "maximum"
    return "saddle" if minors[-1].is_nonzero else "undecided"


def test(goal: SecondDerivativeTest, ask: Ask) -> Basic | None:
    return _tested(goal, lambda kind: kind)


def _tested(goal: SecondDerivativeTest, name: Any) -> Basic | None:
    f, variables, hessian, points = goal.args
    if not isinstance(points, Tuple):
        return goal
    found = []
    for point in points.args:
        at = dict(zip(variables.args, point.args, strict=True))
        if _is_defined(f, variables, point.args):  # the slope of ln x has a value at -2, ln x has none
            found.append(Extremum(variables, point, _height(f, variables, point), name(kind_of(value_at(hessian, at)))))
    return Tuple(*found)


def turned_over(goal: SecondDerivativeTest, ask: Ask) -> Basic | None:
    """A positive second derivative taken for a maximum."""
    return _tested(goal, lambda kind: {"minimum": "maximum", "maximum": "minimum"}.get(kind, kind))


_F = add(power(x, THREE), mul(integer(-3), x), power(y, TWO))
_SLOPES = Tuple(add(mul(THREE, power(x, TWO)), integer(-3)), mul(TWO, y))
_HESSIAN = sympy.ImmutableDenseMatrix([[mul(integer(6), x), 0], [0, 2]])
_POINTS = Tuple(Tuple(integer(-1), integer(0)), Tuple(integer(1), integer(0)))
STATIONARY = Rule(
    slug="stationary-points",
    title=Text("stationary points", "停留点"),
    explanation=Text(
        "Set the gradient to zero, and look at the second derivatives at each point found.",
        "勾配を 0 とおき、見つかった各点で 2 階微分を調べます。",
    ),
    goal=StationaryPoints,
    rewrite=stationary,
    law=(StationaryPoints(_F, (x, y)),),
    source=STEWART + "14.7",
    examples=(Example("stationary points of x^3 - 3x", ""), Example("critical points of x^2 - y^2 + 2y", "")),
    mistakes=(
        Mistake(
            "stationary-taken-for-minimum",
            Text(
                "A zero gradient makes a point stationary; a minimum it is only where the Hessian says so.",
                "勾配が 0 の点は停留点です。極小かどうかはヘッセ行列で調べます。",
            ),
            without_test,
            HOUSE,
        ),
    ),
)
ZERO_GRADIENT = Rule(
    slug="gradient-zero",
    title=Text("set the gradient to zero", "勾配を 0 とおく"),
    explanation=Text(
        "Every partial derivative is set to 0; the equations are solved exactly by SymPy, and each point is put back.",
        "すべての偏微分を 0 とおきます。方程式は SymPy で厳密に解き、各点を代入して確かめます。",
    ),
    goal=GradientZero,
    rewrite=zeros,
    law=(GradientZero(_SLOPES, (x, y)),),
    source=STEWART + "14.7",
    examples=(Example("stationary points of x^3 - 3x", ""),),
    remark=completeness,
    mistakes=(
        Mistake(
            "root-lost",
            Text("A square has two roots: a solution is missing.", "平方根は二つあります。解が一つ抜けています。"),
            one_lost,
            STEWART + "14.7",
        ),
    ),
)
TEST = Rule(
    slug="second-derivative-test",
    title=Text("second derivative test", "2 階微分による判定"),
    explanation=Text(
        "All leading minors of the Hessian positive: a minimum; signs alternating from negative: a maximum; another "
        "determinant that is not 0: a saddle; 0: no decision.",
        "ヘッセ行列の首座小行列式がすべて正なら極小、負から交互なら極大です。"
        "それ以外で行列式が 0 でなければ鞍点、0 なら判定できません。",
    ),
    goal=SecondDerivativeTest,
    rewrite=test,
    law=(SecondDerivativeTest(_F, (x, y), _HESSIAN, _POINTS),),
    source=STEWART + "14.7",
    examples=(Example("stationary points of x^3 - 3x", ""),),
    mistakes=(
        Mistake(
            "second-derivative-sign-turned",
            Text("A positive second derivative bends upwards: a minimum.", "2 階微分が正なら下に凸で、極小です。"),
            turned_over,
            HOUSE,
        ),
    ),
)
RULES = (STATIONARY, ZERO_GRADIENT, TEST)
