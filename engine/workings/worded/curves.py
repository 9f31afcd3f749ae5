"""Questions in words about curves, fields and motion: normals, curvature, div and curl, velocity, related rates."""

from __future__ import annotations

import re
from typing import Any

from sympy import Basic, Eq, Expr, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression import D, Gradient, Hessian, Jacobian, Tidy, Value, add, divide, subtract
from workings.expression.algebra import replace
from workings.expression.calculus_goals import Laplacian, StationaryPoints, Tangent, TangentToCurve
from workings.expression.canonical import canonical
from workings.expression.curve_goals import (
    ArcRate,
    Curl,
    Divergence,
    GraphCurvature,
    Normal,
    NormalToCurve,
    PathCurvature,
    RelatedRate,
    Several,
    Speed,
    SteepestSlope,
    Wronskian,
)
from workings.expression.goals import Goal, TotalDifferential
from workings.expression.nodes import symbol, symbols_of
from workings.expression.problem import read_problem
from workings.expression.reader import parse, read_lines
from workings.expression.written import as_written
from workings.worded.kinds import tangent_to
from workings.worded.parts import PLACE, Kind, components, entries, function_in, space_of, variables_in, without

__all__ = ["KINDS"]


# Lines -------------------------------------------------------------------------------------------


def _normal(text: str, found: re.Match[str]) -> Basic | None:
    """The normal is asked for as the tangent is; both, where both are named."""
    if re.search(r"\bslope\b|\bgradient\b|\bvector\b|\bdistribut", text, re.I):
        return None
    tangent = tangent_to(found["f"], found["place"])
    normal: Goal
    if isinstance(tangent, TangentToCurve):
        normal = NormalToCurve(*tangent.args)
    elif isinstance(tangent, Tangent) and len(tangent.args[1].args) == 1:
        f, variables, point = tangent.args
        normal = Normal(f, variables.args[0], point.args[0])
    else:
        return None
    return Several((tangent, normal)) if re.search(r"\btangents?\b", text, re.I) else normal


# Curves ------------------------------------------------------------------------------------------

_NOUN = r"(?:the\s+)?(?:(?:plane|space)\s+)?(?:curve|graph|path|parabola|circle|ellipse|helix|function|trajectory|particle)\s+(?:of\s+|given\s+by\s+)?"


def _path(text: str) -> tuple[tuple[Expr, ...], Symbol] | None:
    """r(t) by its components, or as x = ..., y = ...; None where the text gives no path of one parameter."""
    text = re.sub(rf"^\s*{_NOUN}", "", text, flags=re.I)
    if re.match(r"\s*x\s*(?:\(\s*[a-z]\s*\))?\s*=", text):
        problem = read_problem(text)
        curves = {_name(eq.args[0]): eq.args[1] for eq in problem.givens if isinstance(eq, Eq)}
        r: Any = tuple(curves[name] for name in "xyz" if name in curves)
    else:
        r = components(text)
    if r is None or len(r) < 2:
        return None
    parameters = symbols_of(r)
    return (r, parameters[0]) if len(parameters) == 1 else None


def _name(left: Basic) -> str:
    return left.name if isinstance(left, Symbol) else type(left).__name__ if isinstance(left, AppliedUndef) else ""


def _at(goal: Goal, x: Symbol, place: str | None) -> Basic:
    return Value(goal, (x, entries(place)[0])) if place else goal


def _curvature(text: str, found: re.Match[str]) -> Basic | None:
    body = re.sub(rf"^\s*{_NOUN}", "", found["f"], flags=re.I)
    path = _path(body)
    if path is not None:
        return _at(PathCurvature(*path), path[1], found["place"])
    f = function_in(body)
    if f is None or len(symbols_of([f])) != 1 or not isinstance(f, Expr):
        return None
    x = symbols_of([f])[0]
    return _at(GraphCurvature(f, x), x, found["place"])


def _arc_rate(text: str, found: re.Match[str]) -> Basic | None:
    path = _path(found["f"])
    if path is not None:
        return Speed(*path)
    f = function_in(re.sub(rf"^\s*{_NOUN}", "", found["f"], flags=re.I))
    return ArcRate(f, symbols_of([f])[0]) if isinstance(f, Expr) and len(symbols_of([f])) == 1 else None


# Motion ------------------------------------------------------------------------------------------

_MOTION = {"velocity": 1, "acceleration": 2, "jerk": 3, "speed": 0}
_POSITION = re.compile(
    r"(?:\b(?P<name>[a-zA-Z])\s*(?:\(\s*t\s*\))?\s*=\s*|\bof\s+(?=[(<]))(?P<f>.+?)"
    r"(?=\s*(?:[.;]\s|[.;]?\s*$|,\s*(?:find|what|when|where|at|for|its|the|velocity|acceleration|speed|jerk)\b|\b(?:find|when|at|meters|metres|feet)\b))",
    re.I,
)


def _motion(text: str, found: re.Match[str]) -> Basic | None:
    """Velocity, acceleration, speed of a position that is given as a function of the time alone."""
    if re.search(r"d[a-z]/d[a-z]|\\frac\{d|∂", text):
        return None
    asked = re.findall(r"\b(velocity|acceleration|jerk|speed)\b", text, re.I)
    position = _POSITION.search(text)
    if position is None:
        return None
    rest = text[: position.start()] + " " + text[position.end("f") :]
    place = PLACE.search(rest) or re.search(r"\b(?P<place>t\s*=\s*[^\s,;]+?)(?=[\s,;.]*$)", rest)
    r = components(position["f"]) if re.match(r"\s*[(<⟨]|\\langle|.*\b[ij]\b", position["f"]) else None
    f: Any = Tuple(*r) if r is not None else parse(position["f"])
    if not isinstance(f, Expr | Tuple) or len(symbols_of([f])) != 1:
        return None
    t = symbols_of([f])[0]
    goals = []
    for word in dict.fromkeys(word.lower() for word in asked):
        if word == "speed":
            goals.append(Speed(r or (f,), t))
        else:
            goals.append(D(f, t, _MOTION[word]))
    answers = [_at(goal, t, place["place"]) if place else goal for goal in goals]
    return answers[0] if len(answers) == 1 else Several(answers)


def _vector(text: str, found: re.Match[str]) -> Basic | None:
    """r'(t) of r(t) = <..., ...>, in brackets of any kind or by i, j and k."""
    r = components(found["f"])
    if r is None or len(r) < 2 or len(symbols_of(r)) != 1:
        return None
    t = symbols_of(r)[0]
    primes = found["primes"] if "primes" in found.re.groupindex else ""
    goal = D(Tuple(*r), t, len((primes or "'").replace('"', "''").replace("′", "'").replace("″", "''")))
    place = found["place"] if "place" in found.re.groupindex else None
    return goal if place is None or parse(place) == t else Value(goal, (t, parse(place)))


# Fields ------------------------------------------------------------------------------------------


def _field(text: str, found: re.Match[str]) -> Basic | None:
    given = re.sub(r"^\s*(?:the\s+)?(?:vector\s+)?(?:field\s+)?(?:of\s+)?", "", found["f"], flags=re.I)
    defined = re.match(r"\\?(?:mathbf|vec)?\{?[A-Za-z]\}?\s*(?:,|where|if|for|when|with)\s+(.+)$", given, re.I)
    given = defined[1] if defined else given
    named = re.search(r"\s+in\s+\(([a-z](?:\s*,\s*[a-z])+)\)\s*$", given) or re.match(
        r"\s*\S?\s*\(([a-z](?:\s*,\s*[a-z])+)\)\s*=", given
    )
    place = re.search(r"\s+at\s+(?:the\s+)?(?:point\s+)?(?P<place>\([^()]*\))\s*\.?\s*$", given)
    if place:
        given = given[: place.start()]
    field = components(re.sub(r"\s+in\s+\([a-z, ]+\)\s*$", "", given))
    if field is None or len(field) < 2:
        return None
    variables = space_of(field, named[1] if named else "")
    is_curl = re.match(r"curl|rot|∇\s*[×⨯]|\\nabla\s*\\times", found["kind"], re.I)
    if is_curl and len(field) > 3:
        raise ValueError(f"curl is of a field in the plane or in space, not of {len(field)} components")
    goal: Goal = Curl(field, variables) if is_curl else Divergence(field, variables)
    return Value(goal, *zip(variables, entries(place["place"]), strict=True)) if place else goal


def _wronskian(text: str, found: re.Match[str]) -> Basic | None:
    listed = re.sub(r"\s*,?\s+and\s+", ", ", found["f"].strip(" .;"))
    whole = parse(
        listed if listed.startswith("(") and listed.endswith(")") and listed.count("(") == 1 else f"({listed})"
    )
    functions = tuple(whole.args) if isinstance(whole, Tuple) else ()
    if len(functions) < 2 or len(symbols_of(functions)) != 1:
        return None
    return Wronskian(functions, symbols_of(functions)[0])


def _jacobian(text: str, found: re.Match[str]) -> Basic | None:
    """Of a list of functions, or of x = ..., y = ...; by the variables that are named, or by all."""
    if "=" in found["f"]:
        parts: tuple[Any, ...] = tuple(eq for eq in read_problem(found["f"]).givens if isinstance(eq, Eq))
    else:
        node = parse(found["f"] if found["f"].strip().startswith(("(", "[")) else f"({found['f']})")
        parts = node.args if isinstance(node, Tuple) else ()
    functions = tuple(part.args[1] if isinstance(part, Eq) else part for part in parts)
    if len(functions) < 2 or not all(isinstance(part, Expr) for part in functions):
        return None
    by = re.findall(r"\\?[^\W\d_]+(?:_\d)?", found["by"] or "")
    named = tuple(parse(name) for name in by if name != "and")
    return Jacobian(Tuple(*functions), named or symbols_of(functions))


def _mixed(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    variables = () if f is None else symbols_of([f])
    return D(D(f, variables[0]), variables[1]) if len(variables) == 2 else None


def _difference_quotient(text: str, found: re.Match[str]) -> Basic | None:
    """(f(x + h) - f(x))/h, tidied."""
    f = function_in(found["f"])
    if f is None or len(symbols_of([f])) != 1:
        return None
    (x,), h = symbols_of([f]), symbol("h")
    return Tidy(divide(subtract(replace(f, {x: add(x, h)}), f), h)) if x != h else None


def _secants(text: str, found: re.Match[str]) -> Basic | None:
    raise ValueError("a table of secant slopes is made by workings.secant_slopes(f, a), and no derivation")


def _level(text: str, found: re.Match[str]) -> Basic | None:
    """Where the slope is 0: the stationary points, each with its kind."""
    f = function_in(found["f"])
    return None if f is None else StationaryPoints(f, variables_in(found["f"], f))


def _laplace(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    return None if f is None else Laplacian(f, symbols_of([f]))


def _steepest(text: str, found: re.Match[str]) -> Basic | None:
    """The largest rate of change of f at a point is the length of its gradient there."""
    f = function_in(found["f"])
    variables = () if f is None else symbols_of([f])
    if f is None or len(variables) < 2:
        return None
    goals: list[Goal] = [SteepestSlope(f, variables)]
    if re.search(r"\bdirection\b", text, re.I):
        goals.append(Gradient(f, variables))
    if found["place"]:
        at = list(zip(variables, entries(found["place"]), strict=True))
        goals = [Value(goal, *at) for goal in goals]
    return goals[0] if len(goals) == 1 else Several(goals)


def _second_partials(text: str, found: re.Match[str]) -> Basic | None:
    """All of them are the entries of the Hessian."""
    f = function_in(found["f"])
    return None if f is None or len(symbols_of([f])) < 2 else Hessian(f, symbols_of([f]))


# Rates that belong together ----------------------------------------------------------------------

_QUOTIENT = r"(?:\bd(?P<{0}>[A-Za-z])\s*/\s*d(?P<{1}>[a-z])\b|\\d?frac\{{d(?P<{0}1>[A-Za-z])\}}\{{d(?P<{1}1>[a-z])\}})"
_UNIT = (
    r"(?:\s*(?:\\text\{[^{}]*\}|(?:cubic|square)?\s*(?:cm|mm|km|m|ft|in|s|mi|yd|cc|units?|feet|foot|met(?:er|re)s?|inch(?:es)?|centimet(?:er|re)s?"
    r"|miles?|degrees?|rad(?:ians?)?)(?:\s*\^?\s*[23²³])?(?:\s*(?:/|per)\s*(?:s|sec|seconds?|min|minutes?|h|hr|hours?|day))?\b))?"
)
_VALUE = r"[-−]?(?:[^\s,;=.]|\.(?=\d))+?"
_RATE = re.compile(
    _QUOTIENT.format("v", "t")
    + rf"\s*=\s*(?P<value>{_VALUE}){_UNIT}(?=\s*(?:[,;]|\.(?:\s|$)|\band\b|\bfind\b|\bwhen\b|\bat\b|$))"
)
_WANTED = re.compile(
    r"(?:\b(?:find|what\s+is|determine|compute|calculate|evaluate|how\s+fast\s+is)\s+|[;,.]\s*|\band\s+)"
    + _QUOTIENT.format("v", "t")
    + r"(?!\s*=\s*[-−\d])",
    re.I,
)
_GIVEN = re.compile(
    rf"(?:^|[,;.(]\s*|\b(?:when|at|and|if|where|with|given|let|that|point|instant)\s+)(?P<v>[A-Za-z])\s*=\s*(?P<value>{_VALUE}){_UNIT}(?=\s*(?:[,;?]|\.(?:\s|$)|\band\b|\bfind\b|\bwhen\b|$))"
)


def _related(text: str, found: re.Match[str]) -> Basic | None:
    """An equation, rates with their numbers, and the rate that is asked for; values are put in at the end."""
    rates = {m["v"] or m["v1"]: m for m in _RATE.finditer(text)}
    wanted = next((m for m in _WANTED.finditer(text) if (m["v"] or m["v1"]) not in rates), None)
    if not rates or wanted is None:
        return None
    t = wanted["t"] or wanted["t1"]
    if any((m["t"] or m["t1"]) != t for m in rates.values()):
        return None
    rest = without(text, wanted.span(), *(m.span() for m in rates.values()))
    values = {m["v"]: m for m in _GIVEN.finditer(rest) if not symbols_of([parse(m["value"])])}
    rest = without(rest, *(m.span() for m in values.values()))
    eq = _equation(rest, {wanted["v"] or wanted["v1"], *rates})
    if eq is None:
        return None
    y = symbol(wanted["v"] or wanted["v1"])
    goal = RelatedRate(eq, symbol(t), y, [(symbol(v), parse(m["value"])) for v, m in rates.items()])
    present = symbols_of([eq])
    moving = [v for v in values if symbol(v) in present and v not in rates and symbol(v) not in (y, symbol(t))]
    if moving:
        raise ValueError(
            f"how fast {moving[0]} changes is not said; write d{moving[0]}/d{t} = ..., 0 if it is constant"
        )
    at = [(symbol(v), parse(m["value"])) for v, m in values.items() if symbol(v) in present]
    at += _found_from(eq, dict(at))
    return Value(goal, *at) if at else goal


def _found_from(eq: Basic, at: dict[Symbol, Expr]) -> list[tuple[Symbol, Expr]]:
    """The one quantity of which no value is given, where the equation has just one for it: it is linear in it."""
    missing = [s for s in symbols_of([eq]) if s not in at]
    if not at or len(missing) != 1:
        return []
    left, right = (canonical(replace(side, dict(at))) for side in eq.args)
    line = (left - right).as_poly(*missing)
    if line is None or line.degree() != 1:
        return []
    slope, constant = line.all_coeffs()
    return [(missing[0], as_written(-constant / slope))]


def _equation(text: str, names: set[str]) -> Basic | None:
    """The equation that ties all these quantities together, with what other equations say put in: r = h/2."""
    rest = re.sub(
        r"\b(?:when|if|given|where|and|at|the\s+(?:moment|instant|time)|find|suppose|let)\b", " ", text, flags=re.I
    )
    pieces = re.findall(r"[^,;:.]*=[^,;:]*?(?=[,;:]|\.(?!\d)|$)", rest)
    readings = [reading for piece in pieces for reading in read_lines(piece.strip(" .?"))]
    equations = [reading.node for reading in readings if isinstance(reading.node, Eq)]
    for eq in equations:
        known = {
            other.args[0]: other.args[1]
            for other in equations
            if other is not eq and isinstance(other.args[0], Symbol) and other.args[0].name not in names
        }
        left, right = (replace(replace(side, known), known) for side in eq.args)
        if names <= {s.name for s in symbols_of([left, right])}:
            return Basic.__new__(Eq, left, right)
    return None


def _differential_of(text: str, found: re.Match[str]) -> Basic | None:
    f = function_in(found["f"])
    return None if f is None else TotalDifferential(f, variables_in(found["f"], f))


KINDS: tuple[Kind, ...] = tuple((re.compile(pattern, re.I | re.X), make) for pattern, make in (
    (r"(?:\bd[A-Za-z]\s*/\s*d[a-z]\b|\\d?frac\{d[A-Za-z]\}\{d[a-z]\})\s*=\s*[-−]?[\d.\\πa-z]", _related),
    (r"\bdifferential\s+d[a-z]\s+(?:if|of|for|where|when|given)\s+(?P<f>.+)$", _differential_of),
    (r"\bnormals?(?:\s+line)?s?\s+(?:to|of)\s+(?P<f>.+?)\s+(?:at|through)\s+(?P<place>.+)$", _normal),
    (r"(?<!\\)(?P<kind>\b(?:div(?:ergence)?|curl|rot(?:ation)?)\b(?:\s+of\b)?|\\operatorname\{(?:div|curl|rot)\}|∇\s*[·⋅∙•×⨯]|\\nabla\s*\\(?:cdot|times))\s*(?P<f>.+)$", _field),
    (r"\bcurvature\s+(?:of|for)\s+(?P<f>.+?)(?:\s+(?:at|when|where)\s+(?:the\s+)?(?:point\s+)?(?:where\s+)?(?P<place>[^=]+=\s*\S+?|[-−\d./π]+|\([^()]*\)))?\s*[.?]?$", _curvature),
    (r"\barc\s*-?\s*length\s+(?:derivative|differential|rate|element)\s+(?:of|for)\s+(?P<f>.+)$", _arc_rate),
    (r"\bds/d[a-z]\s+(?:of|for|if|where|when)\s+(?P<f>(?:the\s+curve\s+)?[yx]\s*=.+)$", _arc_rate),
    (r"\b(?:velocity|acceleration|jerk|speed)\b", _motion),
    (r"\b(?P<r>[a-z])\s*\(\s*[a-z]\s*\)\s*=\s*(?P<f>[(<⟨].*?[)>⟩]|\\langle.*?\\rangle|[^,;=]*?\bj\b[^,;=]*?)\s*[,;.]\s*(?:find|compute|what\s+is)?\s*(?P=r)\s*(?P<primes>['′″\"]+)\s*(?:\(\s*(?P<place>[^()]+)\s*\))", _vector),
    (r"(?:\bd/dt\s*|\bdifferentiate\s+|\bderivative\s+of\s+)(?P<f>(?:(?:the\s+)?(?:vector(?:-valued)?\s+)?(?:function\s+)?\b[a-z]\s*\(\s*t\s*\)\s*=\s*)?[(<⟨].*[)>⟩]|\b[a-z]\s*\(\s*t\s*\)\s*=\s*.*\bj\b.*)\s*[.]?$", _vector),
    (r"\bjacobian\s+(?:matrix\s+)?(?:of|for)\s+(?:the\s+(?:map|transformation)\s+)?(?P<f>.+?)(?:\s+(?:with\s+respect\s+to|in\s+terms\s+of|wrt)\s+(?P<by>[^()]+|\([^()]*\)))?\s*[.]?$", _jacobian),
    (r"\bmixed\s+(?:second\s+)?partial(?:\s+derivative)?s?\s+(?:of|for)\s+(?P<f>.+)$", _mixed),
    (r"\bsecants?\b", _secants),
    (r"\bdifference\s+quotient\s+(?:of|for)\s+(?P<f>.+)$", _difference_quotient),
    (r"\bsecond\s+derivative\s+test\s+(?:for|to|on|of)\s+(?P<f>.+)$", _level),
    (r"\btangents?(?:\s+line)?s?\s+(?:to|of)\s+(?P<f>.+?)\s+(?:is\s+)?(?:horizontal|level)\b", _level),
    (r"\b(?:curve|graph\s+of|function|points?\s+on)\s+(?:the\s+)?(?:curve\s+|graph\s+of\s+)?(?P<f>[a-zA-Z][^?]*?=.+?)\s*,?\s+(?:where|at\s+which)\s+(?:the\s+|its\s+)?tangents?(?:\s+lines?)?\s+(?:is|are)\s+(?:horizontal|level)\b", _level),
    (r"\b(?:where|for\s+(?:what|which)(?:\s+values?\s+of)?(?:\s+[a-z])?)\s+(?:is|does|are)\s+the\s+derivative\s+of\s+(?P<f>.+?)\s+(?:(?:is|be|are)\s+)?(?:equal\s+(?:to\s+)?)?(?:zero|0)\b", _level),
    (r"\b[a-z]\s*'\s*(?:\([a-z]\))?\s*=\s*0\s*,?\s+(?:for|if|where|when|of)\s+(?P<f>.+)$", _level),
    (r"^\W*(?:show|verify|prove|check)\s+that\s+(?P<f>.+?)\s+(?:satisfies|is\s+a\s+solution\s+of)\s+laplace(?:'s|s)?\s+equation", _laplace),
    (r"\b(?:max(?:imum|imal)?|greatest|largest|steepest)\s+(?:rate\s+of\s+(?:change|increase)|directional\s+derivative|increase|ascent)\b.*?\bof\s+(?P<f>.+?)(?:\s+at\s+(?:the\s+)?(?:point\s+)?[A-Z]?(?P<place>\([^()]*\))(?:\s*[.,;?]?\s*(?:and|in|what|find)\b.*)?)?\s*[.?]?$", _steepest),
    (r"\bwronskian\s+(?:of|for)\s+(?P<f>.+)$", _wronskian),
    (r"\b(?:all\s+(?:the\s+)?)?(?:second(?:-|\s+)(?:order\s+)?)partial\s+derivatives\s+of\s+(?P<f>.+?)\s*$", _second_partials),
))  # fmt: skip
