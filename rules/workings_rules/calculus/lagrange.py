"""Extremes under conditions: where the gradient of f is a sum of multiples of those of the conditions."""

from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Poly, Symbol, Tuple

from workings.expression import Tidy, add, mul, power, subtract, symbol
from workings.expression.calculus_goals import Extremum
from workings.expression.canonical import canonical
from workings.expression.goals import Gradient
from workings.expression.graph_goals import Constrained, ConstrainedTest, Multipliers
from workings.expression.nodes import symbols_of
from workings.expression.relations import equal_to
from workings.expression.values import NoValue, value_at
from workings.expression.words import TWO, x, y
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART
from workings_rules.calculus.zeros import Unknown, compare

SECTION = STEWART + "14.8"


def multipliers_of(goal: Constrained) -> tuple[Symbol, ...]:
    """A multiplier for each equation, of a name that no letter of the question has."""
    taken = {s.name for s in symbols_of([goal])}
    letter = next(name for name in ("lambda", "mu", "nu", "kappa") if name not in taken)
    count = len(goal.args[1].args)
    return (symbol(letter),) if count == 1 else tuple(symbol(f"{letter}_{i}") for i in range(1, count + 1))


def lagrangian(f: Expr, equations: Basic, multipliers: Any) -> Expr:
    """f - lambda g"""
    conditions = [side_by_side(eq) for eq in equations.args]
    parts = [mul(m, g) for m, g in zip(multipliers, conditions, strict=True)]
    return subtract(f, add(*parts))


def side_by_side(eq: Basic) -> Expr:
    """g of g = 0"""
    return subtract(*eq.args)


def constrained(goal: Constrained, ask: Ask) -> Basic | None:
    """Raises Refusal where the method may miss a point: where the gradient of a condition vanishes on it."""
    f, equations, variables = goal.args
    _refuse_singular(equations, variables)
    return _stationary(goal, ask, lagrangian(f, equations, multipliers_of(goal)))


def _stationary(goal: Constrained, ask: Ask, whole: Expr) -> Basic | None:
    f, equations, variables = goal.args
    multipliers = multipliers_of(goal)
    slopes = ask(Tidy(Gradient(whole, variables.args)))
    points = ask(Multipliers(slopes, equations, variables.args, multipliers))
    return ask(ConstrainedTest(f, equations, variables.args, multipliers, points))


def condition_unmoved(goal: Constrained, ask: Ask) -> Basic | None:
    """The extremes looked for where the gradient of f is 0, the condition only put in."""
    f = goal.args[0]
    return _stationary(goal, ask, add(f, *[mul(Integer(0), m) for m in multipliers_of(goal)]))


def _refuse_singular(equations: Basic, variables: Basic) -> None:
    conditions = [canonical(side_by_side(eq)) for eq in equations.args]
    slopes = sympy.Matrix([[sympy.diff(g, v) for v in variables.args] for g in conditions])
    rows, n = slopes.shape
    if rows >= n:
        raise Refusal(f"{rows} conditions on {n} variables leave nothing to be varied")
    minors = [slopes[:, list(columns)].det() for columns in sympy.utilities.iterables.subsets(range(n), rows)]
    if any(minor.is_number and minor != 0 for minor in minors):
        return
    if any(_are_real(point) for point in _solved([*conditions, *minors], variables.args)):
        raise Refusal("the gradient of the condition is 0 at a point of it, where multipliers may miss an extreme")


def _solved(equations: list[Expr], unknowns: tuple[Symbol, ...]) -> list[dict[Any, Any]]:
    """All solutions of polynomial equations, which are isolated points."""
    if not all(e.is_polynomial(*unknowns) for e in equations):
        raise Unknown("multipliers are worked for polynomials only, of which all solutions are known")
    try:
        found: list[dict[Any, Any]] = sympy.solve(equations, unknowns, dict=True)
    except NotImplementedError as error:
        raise Unknown("these equations can't be solved exactly here") from error
    return found


def _are_real(point: dict[Any, Any]) -> bool:
    return all(value.is_real is not False for value in point.values())


def solved(goal: Multipliers, ask: Ask) -> Basic | None:
    slopes, equations, variables, multipliers = goal.args
    unknowns = (*variables.args, *multipliers.args)
    parts = [canonical(e) for e in (*slopes.args, *[side_by_side(eq) for eq in equations.args])]
    points = []
    for solution in _solved(parts, unknowns):
        point = tuple(solution.get(u, u) for u in unknowns)
        if symbols_of(point[: len(variables.args)]) or any(a.is_real is None for a in point):
            raise Unknown("the points found are not isolated, or not known to be real")
        if all(a.is_real for a in point):
            points.append(point)
    points.sort(key=lambda point: tuple(float(a) if not a.free_symbols else 0.0 for a in point))
    return Tuple(*[Tuple(*map(as_written, point)) for point in points])


def one_lost(goal: Multipliers, ask: Ask) -> Basic | None:
    found = solved(goal, ask)
    return Tuple(*found.args[1:]) if isinstance(found, Tuple) and found.args else None


def tested(goal: ConstrainedTest, ask: Ask) -> Basic | None:
    equations, variables, points = goal.args[1], goal.args[2], goal.args[4]
    if not isinstance(points, Tuple):
        return goal
    found = [_extremum(goal, point, _kind(goal, point)) for point in points.args]
    if is_bounded(equations, variables.args):
        found = _absolute(found)
    return Tuple(*found)


def _extremum(goal: ConstrainedTest, point: Basic, kind: str) -> Extremum:
    f, _, variables, _, _ = goal.args
    place = point.args[: len(variables.args)]
    at = dict(zip(variables.args, place, strict=True))
    try:
        height = as_written(value_at(f, at))
    except NoValue as error:
        raise Unknown(f"f has no value at {place}") from error
    return Extremum(variables, Tuple(*place), height, kind)


def _absolute(found: list[Extremum]) -> list[Extremum]:
    """On a bounded closed set f has a largest and a smallest value: the largest and smallest of those found."""
    if not found:
        return found
    highest = lowest = found[0].args[2]
    for e in found:
        highest = e.args[2] if compare(e.args[2], highest) > 0 else highest
        lowest = e.args[2] if compare(e.args[2], lowest) < 0 else lowest
    named = []
    for e in found:
        if compare(e.args[2], highest) == 0:
            e = renamed(e, "absolute maximum")
        elif compare(e.args[2], lowest) == 0:
            e = renamed(e, "absolute minimum")
        named.append(e)
    return named


def renamed(found: Extremum, kind: str) -> Extremum:
    variables, point, height, _ = found.args
    return Extremum(variables, point, height, kind)


def is_bounded(equations: Basic, variables: tuple[Symbol, ...]) -> bool:
    """Whether one of the conditions keeps all the variables within bounds.

    So does a sum of even powers of all of them with coefficients of one sign, besides terms of lower degree in each,
    and a quadratic form that is positive definite.
    """
    return any(_is_closed(canonical(side_by_side(eq)), variables) for eq in equations.args)


def _is_closed(g: Expr, variables: tuple[Symbol, ...]) -> bool:
    p = Poly(g, *variables)
    if not all(c.is_Rational for c in p.coeffs()):
        return False
    degree = p.total_degree()
    top = {powers: c for powers, c in p.terms() if sum(powers) == degree}
    if degree == 2:
        form = sympy.hessian(Poly.from_dict(top, *variables).as_expr(), variables)
        return bool(form.is_positive_definite or (-form).is_positive_definite)
    pure = {powers: c for powers, c in p.terms() if sum(k > 0 for k in powers) == 1}
    if len(pure) != len(variables) or len(p.terms()) > len(pure) + 1:
        return False
    signs = {c.is_positive for c in pure.values()}
    return len(signs) == 1 and all(sum(powers) % 2 == 0 for powers in pure)


def _kind(goal: ConstrainedTest, point: Basic) -> str:
    """By the last minors of the bordered Hessian."""
    f, equations, variables, multipliers, _ = goal.args
    at = dict(zip((*variables.args, *multipliers.args), point.args, strict=True))
    if any(isinstance(value, Symbol) for value in at.values()):
        return "undecided"
    conditions = [canonical(side_by_side(eq)) for eq in equations.args]
    whole = canonical(lagrangian(f, equations, multipliers.args))
    slopes = sympy.Matrix([[sympy.diff(g, v) for v in variables.args] for g in conditions])
    m, n = slopes.shape
    bends = sympy.hessian(whole, variables.args)
    bordered = sympy.Matrix(sympy.BlockMatrix([[sympy.zeros(m), slopes], [slopes.T, bends]])).subs(at)
    order = _pivot_columns(slopes.subs(at))
    places = [*range(m), *[m + j for j in order]]
    bordered = bordered.extract(places, places)
    minors = [bordered[:k, :k].det() for k in range(2 * m + 1, m + n + 1)]
    signs = [compare(sympy.expand(minor), Integer(0)) for minor in minors]
    if all(s == (-1) ** m for s in signs):
        return "minimum"
    if all(s == (-1) ** (m + k) for k, s in enumerate(signs, 1)):
        return "maximum"
    return "saddle" if signs[-1] else "undecided"


def _pivot_columns(slopes: Any) -> list[int]:
    """The columns ordered so that the first m of them are independent, as the test needs."""
    pivots = list(slopes.rref()[1])
    return [*pivots, *[j for j in range(slopes.shape[1]) if j not in pivots]]


def turned_over(goal: ConstrainedTest, ask: Ask) -> Basic | None:
    found: Any = tested(goal, ask)
    other = {"minimum": "maximum", "maximum": "minimum"}
    kinds = {f"{a}{k}": f"{a}{o}" for k, o in other.items() for a in ("", "absolute ")}
    return Tuple(*[renamed(e, kinds.get(e.kind, e.kind)) for e in found.args])


_F = mul(x, y)
_EQ = equal_to(add(x, y), Integer(10))
_LAMBDA = symbol("lambda")
_CIRCLE = equal_to(add(power(x, TWO), power(y, TWO)), Integer(2))
CONSTRAINED = Rule(
    slug="lagrange-multipliers",
    title=Text("Lagrange multipliers", "ラグランジュの未定乗数法"),
    explanation=Text(
        "At an extreme of f under g = 0 the gradient of f is a multiple of that of g, so that of f - lambda g is 0.",
        "条件 g = 0 のもとでの極値では f の勾配は g の勾配の定数倍で、f − λ g の勾配が 0 になります。",
    ),
    goal=Constrained,
    rewrite=constrained,
    law=(Constrained(_F, (_CIRCLE,), (x, y)),),
    source=SECTION,
    examples=(
        Example("maximize x y subject to x + y = 10", ""),
        Example("extreme values of x^2 + 2y^2 subject to x^2 + y^2 = 1", ""),
    ),
    mistakes=(
        Mistake(
            "constraint-left-out",
            Text(
                "The gradient of f need not be 0: it is a multiple of that of the condition.",
                "f の勾配は 0 とは限りません。条件の勾配の定数倍です。",
            ),
            condition_unmoved,
            HOUSE,
        ),
    ),
)
SOLVED = Rule(
    slug="multiplier-equations",
    title=Text("solve together with the condition", "条件と連立して解く"),
    explanation=Text(
        "Polynomial equations, solved exactly by SymPy: these are all solutions, and each is put back.",
        "多項式の方程式を SymPy で厳密に解きます。解はこれで全部で、それぞれ代入して確かめます。",
    ),
    goal=Multipliers,
    rewrite=solved,
    law=(Multipliers(Tuple(subtract(y, _LAMBDA), subtract(x, _LAMBDA)), Tuple(_EQ), (x, y), (_LAMBDA,)),),
    source=SECTION,
    examples=(Example("maximize x y subject to x + y = 10", ""),),
    mistakes=(
        Mistake(
            "constrained-solution-lost",
            Text("A solution of the equations is missing.", "方程式の解が一つ抜けています。"),
            one_lost,
            HOUSE,
        ),
    ),
)
TESTED = Rule(
    slug="constrained-test",
    title=Text("which of them are extremes", "極値の判定"),
    explanation=Text(
        "The bordered Hessian tells a maximum from a minimum among the points that satisfy the condition; where these "
        "are bounded, the largest value found is the largest of all.",
        "縁付きヘッセ行列により、条件を満たす点の中での極大・極小が分かります。"
        "条件を満たす点が有界なら、最大のものが最大値です。",
    ),
    goal=ConstrainedTest,
    rewrite=tested,
    law=(ConstrainedTest(_F, Tuple(_EQ), (x, y), (_LAMBDA,), Tuple(Tuple(Integer(5), Integer(5), Integer(5)))),),
    source="D. G. Luenberger and Y. Ye, Linear and Nonlinear Programming, 4th ed. (2016), section 11.6",
    examples=(Example("maximize x y subject to x + y = 10", ""),),
    mistakes=(
        Mistake(
            "constrained-test-turned",
            Text("The larger value is the maximum.", "大きい方の値が極大です。"),
            turned_over,
            HOUSE,
        ),
    ),
)
RULES = (CONSTRAINED, SOLVED, TESTED)
