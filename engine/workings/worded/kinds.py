"""The kinds of questions in words: each has its words, which say an order, a place, or how a variable moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace as replace_in
from typing import Any

import sympy
from sympy import Basic, Eq, Expr, Integer, Mul, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression import D, Gradient, Hessian, Jacobian, Partial, Tidy, TotalDifferential, Value
from workings.expression.algebra import replace
from workings.expression.calculus_goals import (
    ImplicitAgain,
    ImplicitSystem,
    InverseSlope,
    Laplacian,
    Parametric,
    ParametricAgain,
    StationaryPoints,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorRemainder,
    TaylorWithRemainder,
)
from workings.expression.curve_goals import Several
from workings.expression.definitions import parameter_of, substitute
from workings.expression.goals import Approaching, Directional, Goal, Implicit
from workings.expression.nodes import ZERO, divide, divisor, subtract, symbol, symbols_of, walk
from workings.expression.problem import Problem, read_problem
from workings.expression.reader import parse
from workings.expression.values import NoValue, value_at
from workings.expression.vocabulary import unknown_function
from workings.worded.parts import (
    NUMBER,
    ORDINAL,
    PLACE,
    Kind,
    OutOfReach,
    entries,
    first_of,
    function_in,
    order_of,
    refuse_corners,
    variables_in,
    without,
)

__all__ = ["KINDS", "question_of", "refuse_unknown", "tangent_to"]


# What is not answered here must not pass for a wish to have the expression tidied.
_NOT_KNOWN = re.compile(
    r"\b(?:integrate|integral|antiderivative|limit|series|approximat\w*|extrema|average|curl|divergence|normal|rule"
    r"|increasing|decreasing|concav\w*|asymptotes?|curvature|velocity|acceleration|speed|secant|unit\s+tangent|wronskian|arc\s*-?\s*length)\b|∫",
    re.I,
)


def refuse_unknown(text: str) -> None:
    """Raises ValueError where the words ask for something that no rule is about."""
    found = _NOT_KNOWN.search(text)
    if found is not None:
        raise ValueError(
            f"{text.strip()!r}: no rule here is about {found[0]!r}; write what to differentiate, such as 'd/dx ...'"
        )


def question_of(problem: Problem) -> Basic | None:
    """The goal of a problem that asks for more than the derivative in it; None where there is no more."""
    goal, at = problem.goal, dict(problem.at)
    if len(problem.goals) > 1 and not problem.method and (several := _each(problem)) is not None:
        return several
    along = _slope_of_path(problem) or _along_a_curve(problem)
    if isinstance(along, Parametric | ParametricAgain):
        place = next((m for m in _TIME.finditer(problem.text) if symbol(m[1]) == along.args[2]), None)
        return along if place is None else Value(along, (along.args[2], parse(place[2])))
    if along is not None:
        return along
    if problem.task == "inflection":
        raise ValueError("points of inflection are not worked here; ask for the second derivative, 'd^2/dx^2 ...'")
    if _ON_AN_INTERVAL.search(problem.text):
        raise ValueError("extremes on an interval are not worked here; ask for the stationary points")
    if isinstance(goal, D) and isinstance(goal.f, Symbol) and goal.f != goal.x and problem.givens:
        raise ValueError(f"d{goal.f}/d{goal.x} is asked for, and nothing here says how {goal.f} goes with {goal.x}")
    if problem.task in _EXTREMES and isinstance(goal, D | Gradient) and not at and not problem.method:
        f = goal.args[0]
        refuse_corners(problem.text, f)
        variables = (goal.x,) if isinstance(goal, D) else goal.variables
        return StationaryPoints(f, variables) if symbols_of([f]) else None
    slopes = [g.args[0] for g in problem.givens if isinstance(g, Eq) and isinstance(g.args[0], D)]
    known = {type(s.f).__name__: s.x for s in slopes if isinstance(s.f, AppliedUndef) and s.f.args == (s.x,)}
    inside = [n for n in (walk(goal) if goal is not None else ()) if isinstance(n, AppliedUndef)]
    if any(n.args != (known[type(n).__name__],) for n in inside if type(n).__name__ in known):
        raise OutOfReach("of a function its derivative is given as a formula, which is not put in here")
    if slopes and isinstance(goal, D) and not symbols_of([goal.f]):
        raise OutOfReach(
            "rates are given, but no equation ties them to what is asked for; write 'x^2 + y^2 = 25, dx/dt = 3, find dy/dt'"
        )
    if (
        not at
        and isinstance(goal, D)
        and len(symbols_of([goal.f])) == 1
        and (place := _BARE_PLACE.search(problem.text))
    ):
        at = {symbols_of([goal.f])[0]: parse(place[1])}
    if (
        not at
        and isinstance(goal, Implicit)
        and (place := re.search(r"\bat\s+(?:the\s+)?(?:point\s+)?(\([^()=]+\))", problem.text))
    ):
        at = dict(zip(goal.args[2:0:-1], entries(place[1]), strict=False))
    if not at or problem.method:
        return None
    if problem.task == "tangent" and isinstance(goal, D) and set(symbols_of([goal.f])) == set(at):
        names = sorted(at, key=str)
        return Tangent(goal.f, names, [at[v] for v in names])
    if problem.task not in ("", "slope") or not isinstance(goal, _WITH_A_PLACE):
        return None
    if not set(at) <= set(symbols_of([goal.args[0]])):
        return None
    return Value(Partial(*goal.args) if len(at) > 1 and isinstance(goal, D) else goal, *at.items())


def _each(problem: Problem) -> Basic | None:
    """Several derivatives asked for together, each at the place where there is one."""
    whole = _along_a_curve(problem)
    if isinstance(whole, ImplicitSystem):
        return whole
    curved = any(_slope_of(goal) for goal in problem.goals) or isinstance(whole, Parametric | ParametricAgain)
    if curved and all(isinstance(goal, D | Mul | Implicit) for goal in problem.goals):
        each = [_along_a_curve(replace_in(problem, goal=goal, goals=(goal,))) or goal for goal in problem.goals]
        at = {s: a for s, a in problem.at if any(s in symbols_of([part]) for part in each)}
        return Several([Value(part, *at.items()) if at else part for part in each])
    if not all(isinstance(goal, D) for goal in problem.goals):
        return None
    at = dict(problem.at)
    return Several(
        [Value(g, *at.items()) if at and set(at) <= set(symbols_of([g.args[0]])) else g for g in problem.goals]
    )


_TIME = re.compile(r"\b(?:at|when|where|for)\s+([A-Za-z])\s*=\s*([^\s,;=?]*[^\s,;=?.])")
_ON_AN_INTERVAL = re.compile(
    r"\b(?:maxim|minim|extrem)\w*\b.*\b(?:on|in|over)\s+(?:the\s+interval\s+)?[\[(]\s*[-−\d.π]+\s*,\s*[-−\d.π]+\s*[\])]",
    re.I,
)
_EXTREMES = ("minimum", "maximum", "critical-point")
_BARE_PLACE = re.compile(r"\bat\s+([-−]?(?:\d+(?:[./]\d+)?|(?:pi|π)(?:/\d+)?))\s*[.?]?\s*$", re.I)
_WITH_A_PLACE = (D, Gradient, Hessian, Jacobian, Directional, Implicit)


# Curves: an equation, or x and y by a parameter ---------------------------------------------------


def _along_a_curve(problem: Problem) -> Basic | None:
    """dy/dx and its like where equations, or x(t) and y(t), say how y goes with x."""
    goal = problem.goal
    if isinstance(goal, Mul) and len(goal.args) == 2:
        up, below = goal.args[0], divisor(goal.args[1])
        if isinstance(up, D) and isinstance(below, D) and up.x == below.x and goal == divide(up, below):
            return Parametric(up.f, below.f, up.x)
    equations = [given for given in problem.givens if isinstance(given, Eq) and not any(map(_is_goal, walk(given)))]
    curves = {eq.args[0]: eq.args[1] for eq in equations if isinstance(eq.args[0], Symbol) and symbols_of([eq.args[1]])}
    if isinstance(goal, D) and goal.x in curves and isinstance(goal.order, Integer) and goal.order > 1:
        t = parameter_of(curves[goal.x], goal.f)
        return None if t is None else ParametricAgain(goal.f, curves[goal.x], t, goal.order)
    asked = [slope for slope in map(_slope_of, problem.goals) if slope is not None]
    if not asked or not equations:
        return None
    y, x, order = asked[0]
    unknowns = [s for s in symbols_of(equations) if s != x and s not in dict(problem.at)]
    stated = not all(isinstance(eq.args[0], Symbol) for eq in equations)  # and no names defined
    if len(equations) > 1 and stated and order == 1 and len(unknowns) > len(equations):
        return _partly(equations, [a[0] for a in asked], x)
    if len(equations) > 1 and len(equations) == len(unknowns) and order == 1 and all(a[1] == x for a in asked):
        named = [a[0] for a in asked]
        if x in symbols_of(equations) and stated:
            return ImplicitSystem(equations, named + [u for u in unknowns if u not in named], x)
    if order < 2:
        return None
    for eq in equations:
        if x in symbols_of([eq]) and y in symbols_of([eq]):
            return ImplicitAgain(eq, y, x, Integer(order))
    return None


def _slope_of_path(problem: Problem) -> Basic | None:
    """The slope dy/dx of a path that is given by x(t) and y(t), where its slope is what the words ask for."""
    if problem.task != "slope":
        return None
    given = {_name_of(eq.args[0]): eq.args[1] for eq in problem.givens if isinstance(eq, Eq)}
    if not {"x", "y"} <= given.keys():
        return None
    t = parameter_of(given["x"], given["y"])
    return None if t is None or t.name in "xy" else Parametric(given["y"], given["x"], t)


def _name_of(node: Basic) -> str:
    return type(node).__name__ if isinstance(node, AppliedUndef) else getattr(node, "name", "")


_DEPENDENT = ("u", "v", "w")


def _partly(equations: list[Any], named: list[Symbol], x: Symbol) -> Basic | None:
    """∂u/∂x of unknowns in as many equations; the other letters are held.

    Raises:
        ValueError: it is not clear which letters the equations make functions of the others.
    """
    present = symbols_of(equations)
    more = [s for s in present if s.name in _DEPENDENT and s not in named and s != x]
    unknowns = list(dict.fromkeys([*named, *more[: max(0, len(equations) - len(set(named)))]]))
    if len(unknowns) != len(equations):
        raise ValueError(
            f"{len(equations)} equations, but which {len(equations)} letters do they make functions of {x}?"
        )
    return ImplicitSystem(equations, unknowns, x)


def _slope_of(goal: Basic) -> tuple[Symbol, Symbol, int] | None:
    """(y, x, n) of d^n y/dx^n about a y that is only named."""
    if isinstance(goal, Implicit):
        return goal.args[1], goal.args[2], 1
    if isinstance(goal, D) and isinstance(goal.f, D):
        inner = _slope_of(goal.f)
        return None if inner is None or inner[1] != goal.x else (inner[0], inner[1], inner[2] + int(goal.order))
    named = isinstance(goal, D) and isinstance(goal.f, Symbol) and isinstance(goal.x, Symbol) and goal.f != goal.x
    return (goal.f, goal.x, int(goal.order)) if named and isinstance(goal.order, Integer | int) else None


def _is_goal(node: Basic) -> bool:
    return isinstance(node, Goal)


# What stands in the words -------------------------------------------------------------------------


# The kinds ----------------------------------------------------------------------------------------

_DEGREE = re.compile(
    rf"[,;]?\s*\b(?:(?:up\s+)?to\s+(?:the\s+)?|of\s+(?:the\s+)?|with\s+)?(?:(?:degree|order)\s*(?:n\s*=\s*)?(?P<a>{NUMBER})\b"
    rf"|(?P<b>{NUMBER})(?:th|st|nd|rd)?[\s-]*(?:degree|order)\b)|\b(?:up\s+)?to\s+(?:and\s+including\s+)?(?:the\s+)?(?:terms?\s+in\s+)?[a-z]\^(?P<c>\d+)(?:[\s-]*terms?\b)?"
    r"|(?P<d>\d+)\s*次|\b[TP]_\{?(?P<e>\d+)\}?(?![A-Za-z\d])(?:\s*\([a-z]\))?",
    re.I,
)


_REMAINDER = re.compile(
    r"(?P<alone>^\W*(?:(?:find|give|state|what\s+is)\s+)?(?:the\s+)?(?:lagrange(?:'s)?\s+)?remainder)|\bremainder\b",
    re.I,
)
_TAYLOR_WORDS = re.compile(
    r"\b(?:the|expand|find|write|give|state|what|is|taylor|maclaurin|lagrange(?:'s)?|remainder|terms?|polynomials?|series"
    r"|expansions?|approximations?|order|of|for|as|in|with|its)\b|テイラー|マクローリン|展開|多項式|の",
    re.I,
)


def _taylor(text: str, found: re.Match[str]) -> Basic | None:
    degree = _DEGREE.search(text)
    if degree is None:
        return None
    place = PLACE.search(text)
    rest = without(text, degree.span(), *([place.span()] if place is not None else []))
    remainder = _REMAINDER.search(rest)
    f = function_in(_TAYLOR_WORDS.sub(lambda m: " " * len(m[0]), rest))
    if f is None:
        return None
    n = order_of(next(group for group in degree.groups() if group))
    variables = symbols_of([f])
    point = entries(place["place"]) if place is not None else (ZERO,) * len(variables)
    if not isinstance(n, Integer) or len(point) != len(variables):
        return None
    if len(variables) > 1:
        return TaylorOfSeveral(f, variables, point, n)
    goal = Taylor(f, variables[0], point[0], n)
    if remainder is None:
        return goal
    return TaylorRemainder(*goal.args) if remainder["alone"] else TaylorWithRemainder(*goal.args)


def _ordinal(text: str, found: re.Match[str]) -> Basic | None:
    """The n-th, 100th, fourth derivative: the first one is read, and its order set."""
    order = order_of(found["order"])
    problem = read_problem(without(text, found.span("whole")))
    along = problem.goal
    if order == 1 and len(problem.goals) > 1:
        return None  # several first derivatives
    if isinstance(along, Implicit) and isinstance(order, Integer):
        eq, y, x = along.args
        return ImplicitAgain(eq, y, x, order) if order > 1 else along
    plane = _along_a_curve(problem)
    if isinstance(plane, Parametric) and isinstance(order, Integer):
        up, across, t = plane.args
        return ParametricAgain(up, across, t, order) if order > 1 else plane
    if not isinstance(along, D) or not isinstance(along.x, Symbol):
        return None
    goal = type(along)(along.f, along.x, order)
    at = dict(problem.at)
    place = _BARE_PLACE.search(problem.text)
    if not at and place is not None and len(symbols_of([along.f])) == 1:
        at = {along.x: parse(place[1])}
    return Value(goal, *at.items()) if at and set(at) <= set(symbols_of([along.f])) else goal


def _raised(text: str, found: re.Match[str]) -> Basic | None:
    """f^(n)(x) and f^{(4)}(0), where f is defined in the text."""
    order = order_of(found["order"])
    rest = without(text, found.span())
    f = function_in(rest)
    if f is None or len(symbols_of([f])) != 1:
        return None
    x = symbols_of([f])[0]
    goal = D(f, x, order)
    place = parse(found["place"])
    return goal if place == x else Value(goal, (x, place))


_CURVE = re.compile(
    r"(?:^|[,;]|\band\b)\s*([A-Za-z])\s*(?:\(\s*[A-Za-z]\s*\))?\s*=\s*([^,;]+?)(?=\s*(?:,|;|\band\b|$))"
)


def _total(text: str, found: re.Match[str]) -> Basic | None:
    """d/dt of f, whose variables move with t: along curves that are given, or each as a function of t."""
    t = symbol(found["t"])
    f = function_in(found["f"])
    if isinstance(f, Symbol):  # a name that was said before what it stands for
        f = function_in(text[: found.start()])
    if f is None:
        return None
    variables = [s.name for s in symbols_of([f]) if s != t]
    curves = {name: parse(curve) for name, curve in _CURVE.findall(found["where"] or "") if name in variables}
    if not curves and not found[0].lower().startswith("total"):
        return None  # what follows says something else, as `where a > 0` and `then evaluate at x = 1` do
    return D(substitute(f, curves or {name: unknown_function(name)(t) for name in variables}, {}), t)


def _differential(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    return None if f is None else TotalDifferential(f, symbols_of([f]))


def _tangent(text: str, found: re.Match[str]) -> Basic | None:
    """A tangent line or plane, to a graph or to the curve of an equation."""
    if re.search(r"\bslope\b|\bgradient\b|\bnormal\b", text, re.I):
        return None
    return tangent_to(found["f"], found["place"])


def tangent_to(what: str, where: str) -> Basic | None:
    """The tangent to the graph or curve at that place."""
    place = entries(where)
    node = parse(
        re.sub(
            r"^\s*(?:the\s+)?(?:graph|curve|surface|circle|ellipse|parabola|hyperbola|function)\s+(?:of\s+)?", "", what
        )
    )
    if isinstance(node, Eq):
        left, right = node.args
        defines = isinstance(left, AppliedUndef) or (isinstance(left, Symbol) and left not in symbols_of([right]))
        if not defines:
            x, y = symbol("x"), symbol("y")
            plane = set(symbols_of([node])) == {x, y} and len(place) == 2
            return _on_the_curve(node, (x, y), place) if plane else None
        node = right
    variables = symbols_of([node])
    if not isinstance(node, Expr) or not variables or len(place) not in (len(variables), len(variables) + 1):
        return None
    if len(place) > len(variables):
        _check_height(node, dict(zip(variables, place, strict=False)), place[-1])
    return Tangent(node, variables, place[: len(variables)])


def _on_the_curve(eq: Basic, variables: tuple[Symbol, ...], place: tuple[Expr, ...]) -> Basic:
    at = dict(zip(variables, place, strict=True))
    left, right = (value_at(side, at) for side in eq.args)
    if left != right and not (left - right).equals(0):
        raise ValueError(f"the point does not lie on the curve: there the left side is {left}, the right side {right}")
    return TangentToCurve(eq, variables, place)


def _check_height(f: Expr, at: Mapping[Symbol, Expr], height: Expr) -> None:
    there = value_at(f, at)
    if there != height:
        raise ValueError(f"the point does not lie on the graph: there f is {there}, not {height}")


def _inverse(text: str, found: re.Match[str]) -> Basic | None:
    """(f^-1)' as an expression in x, or at a number b: then at the x with f(x) = b, where there is just one."""
    f = function_in(found["f"])
    if f is None or len(symbols_of([f])) != 1:
        return None
    x = symbols_of([f])[0]
    goal = InverseSlope(f, x)
    if not found["b"]:
        return goal
    b = parse(found["b"])
    return Value(goal, (x, _preimage(f, x, b)))


def _preimage(f: Expr, x: Symbol, b: Expr) -> Expr:
    """The one x with f(x) = b: among small rational numbers, each tried exactly; a polynomial has no other real one."""
    tried = {sympy.Rational(p, q) for q in (1, 2, 3, 4) for p in range(-40, 41)}
    found = []
    for a in sorted(tried, key=lambda a: (abs(a), a)):
        try:
            if value_at(f, {x: a}) == b:
                found.append(a)
        except NoValue:
            continue
    polynomial = (f - b).as_poly(x)
    exact = polynomial is not None and (polynomial.domain.is_QQ or polynomial.domain.is_ZZ)
    count = polynomial.count_roots() if exact else 1
    if len(found) != 1 or count != 1:
        raise ValueError(f"no single x with f(x) = {b} is known here; give (f^-1)' as an expression instead")
    return found[0]


def _limit(text: str, found: re.Match[str]) -> Basic | None:
    body = parse(found["f"])
    return Approaching(body, symbol(found["h"])) if isinstance(body, Expr) else None


def _integral(text: str, found: re.Match[str]) -> Basic | None:
    """The integral sign for its words."""
    a, b = found["a"], found["b"]
    said = text[: found.start()] + f"∫_({a})^({b}) " + text[found.end() :]
    return first_of(KINDS, said) or read_problem(said).goal


def _called(text: str, found: re.Match[str]) -> Basic | None:
    """diff(f, x, n), as one types it for a program."""
    f = parse(found["f"])
    return D(f, symbol(found["x"]), Integer(found["n"] or 1)) if isinstance(f, Expr) else None


def _called_of_several(text: str, found: re.Match[str]) -> Basic | None:
    variables = [symbol(v.strip()) for v in found["by"].split(",")]
    kind = found["what"].lower()
    if kind == "jacobian":
        f = parse(found["f"].strip().removeprefix("[").removesuffix("]").strip("()").join("()"))
        return Jacobian(f if isinstance(f, Tuple) else Tuple(f), variables)
    return (Hessian if kind == "hessian" else Gradient)(parse(found["f"]), variables)


def _quadratic(text: str, found: re.Match[str]) -> Basic | None:
    f, place = function_in(found["f"]), entries(found["place"])
    variables = () if f is None else symbols_of([f])
    if f is None or len(variables) != len(place):
        return None
    two = Integer(2)
    return Taylor(f, variables[0], place[0], two) if len(variables) == 1 else TaylorOfSeveral(f, variables, place, two)


def _average(text: str, found: re.Match[str]) -> Basic | None:
    """(f(b) - f(a))/(b - a)"""
    f = function_in(found["f"])
    if f is None or len(symbols_of([f])) != 1:
        return None
    (x,), a, b = symbols_of([f]), parse(found["a"]), parse(found["b"])
    high, low = (replace(f, {x: end}) for end in (b, a))
    return Tidy(divide(subtract(high, low), subtract(b, a)))


def _repeated(text: str, found: re.Match[str]) -> Basic | None:
    """differentiate x^4 three times"""
    word = found["order"].split()[0].lower()
    order = {"twice": Integer(2), "two": Integer(2), "three": Integer(3)}.get(word) or order_of(word)
    goal = read_problem(f"differentiate {found['f']} {found['rest']}").goal
    return type(goal)(goal.f, goal.x, order) if isinstance(goal, D) else None


def _stationary(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    if f is None:
        return None
    refuse_corners(text, f)
    return StationaryPoints(f, variables_in(found["f"], f))


def _subscripted(text: str, found: re.Match[str]) -> Basic | None:
    """f_xy of f: by x, then by y."""
    f: Any = function_in(found["f"])
    for v in found["by"] if f is not None else "":
        f = Partial(f, symbol(v))
    return f


def _laplacian(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    return None if f is None else Laplacian(f, symbols_of([f]))


KINDS: tuple[Kind, ...] = tuple((re.compile(pattern, re.I | re.X), make) for pattern, make in (
    (r"taylor|maclaurin|\bT_\{?\d+\}?\s+of\b|\bexpand\b.*\b(?:order|degree)\b|テイラー|マクローリン", _taylor),
    (r"\\?lim(?:it)?\s*_?\s*[{(]\s*(?P<h>[a-z])\s*(?:\\to|->|→|\\rightarrow)\s*0\s*[})]\s*(?P<f>.+)$", _limit),
    (r"\bintegral\s+from\s+(?P<a>\S+)\s+to\s+(?P<b>\S+)\s+of\s+", _integral),
    (r"^\W*(?:find|compute|calculate|what\s+is)?\s*(?:Δ|∆|\\Delta)\s*[a-z]\s+(?:for|if|of|when|where)\s+(?P<f>.+)$", _laplacian),
    (r"(?:∇\s*(?:\^\s*\{?2\}?|²)|\\nabla\s*\^\s*\{?2\}?|\blaplacian\s+of\b|ラプラシアン)\s*(?P<f>.+)$", _laplacian),
    (r"\binverse\b(?:\s+function)?(?:\s+derivative)?\s+of\s+(?P<f>.+?)(?:,?\s*\bderivative)?(?:\s+at\s+(?:y\s*=\s*)?(?P<b>[-\d/]+))?[\s.?]*$", _inverse),
    (r"^\s*(?P<f>.+?)[,;.]?\s*(?:find|what\s+is|compute)?\s*\(\s*[a-z]\s*\^\s*\{?\(?\s*[-−]\s*1\s*\)?\}?\s*\)\s*'\s*\(\s*(?P<b>[-\d/]+)\s*\)", _inverse),
    (r"\(\s*[a-z]\s*\^\s*\{?\(?\s*[-−]\s*1\s*\)?\}?\s*\)\s*'\s*\(\s*(?P<b>[-\d/]+)\s*\)\s*(?:for|if|where|when|of)\s+(?P<f>.+)$", _inverse),
    (r"\b[a-z]\s*\^\s*\{?\s*\(\s*(?P<order>n|\d+)\s*\)\s*\}?\s*\(\s*(?P<place>[^()]+)\)\s*(?:for|if|where|of)?", _raised),
    (rf"(?P<whole>\b{ORDINAL}[\s-]*(?:order\s+)?)(?:partial\s+)?derivative", _ordinal),
    (r"(?:total\s+derivative|derivative)\s+(?:d[a-z]/d[a-z]\s+)?of\s+(?P<f>[^,;]+?)\s*,?\s+(?:with\s+respect\s+to|wrt|by)\s+(?P<t>[a-z])\b"
     r"\s*,?\s*(?:where|with|if|when|for|,)\s*(?P<where>.+)$", _total),
    (r"total\s+derivative\s+of\s+(?P<f>[^,;]+?)\s*,?\s+(?:with\s+respect\s+to|wrt|by)\s+(?P<t>[a-z])\b(?P<where>)\s*$", _total),
    (r"^\s*d\s*\(\s*(?P<f>(?:[^()]|\([^()]*\))+)\)\s*(?:=\s*\??\s*)?(?:\(\s*total\s+differential\s*\)\s*)?[?.]?\s*$", _differential),
    (r"^\s*(?:find\s+)?f_\{?(?P<by>[a-z]{1,3})\}?\s+(?:of|for|if|where|when)\s+(?P<f>.+)$", _subscripted),
    (r"\b(?:(?:stationary|critical|turning|extreme)\s+points?|(?:local\s+|relative\s+)?extrema|minima|maxima)\s+(?:of|for)\s+(?P<f>.+)$", _stationary),
    (r"^\s*(?:sympy\.)?(?:diff|derivative|differentiate|D)\s*[(\[]\s*(?P<f>.+?)\s*,\s*[({]?\s*(?P<x>[a-z])\s*(?:,\s*(?P<n>\d+)\s*)?[)}]?\s*[)\]]\s*$", _called),
    (r"^\s*(?P<what>gradient|grad|hessian|jacobian)\s*\(\s*(?P<f>.+?)\s*,\s*[(\[]\s*(?P<by>[a-z](?:\s*,\s*[a-z])*)\s*[)\]]\s*\)\s*$", _called_of_several),
    (r"^\s*d\s*\^?\s*\{?(?P<n>\d)\}?\s*\((?P<f>.+)\)\s*/\s*d(?P<x>[a-z])\s*\^?\s*\{?(?P=n)\}?\s*$", _called),
    (r"\b(?:linear(?:i[sz]ation|\s+approximation)\s+(?:of|to|for)|linear(?:ise|ize))\s+(?P<f>.+?)\s+(?:at|about|around|near)\s+(?P<place>.+)$", _tangent),
    (r"\bquadratic\s+approximation\s+(?:of|to|for)\s+(?P<f>.+?)\s+(?:at|about|around|near)\s+(?P<place>.+)$", _quadratic),
    (r"\bapproximat\w*\s+(?P<f>.+?)\s+(?:at|about|around|near)\s+(?P<place>.+?)\s+by\s+(?:a\s+|its\s+)?quadratic\b", _quadratic),
    (r"\baverage\s+rate\s+of\s+change\s+of\s+(?P<f>.+?)\s+(?:from|between|over|on)\s+(?:x\s*=\s*)?[\[(]?(?P<a>[-−\d./]+)\s*(?:to|and|,)\s*(?:x\s*=\s*)?(?P<b>[-−\d./]+)[\])]?\s*$", _average),
    (r"\bdifferentiate\b(?P<f>.+?)\b(?P<order>twice|two\s+times|three\s+times|(?:\d+|n)\s+times)\s*(?P<rest>.*)$", _repeated),
    (r"\bdifferential\s+(?:d[a-z]\s+)?of\s+(?P<f>.+)$", _differential),
    (r"^\W*(?:use\s+differentials\s+to\s+)?(?:find|compute|what\s+is)?\s*d(?P<name>[a-z])\s+(?:for|if|of|when|where|given)\s+(?P<f>(?P=name)\s*=\s*.+)$", _differential),
    (r"\btangents?(?:\s+(?:line|plane))?\s+(?:to|of)\s+(?P<f>.+?)\s+at\s+(?P<place>.+)$", _tangent),
))  # fmt: skip
