"""Questions in words about graphs, extremes on an interval or under conditions, limits and Jacobian determinants."""

from __future__ import annotations

import re
from typing import Any, Final

from sympy import Basic, Eq, Expr, Symbol, Tuple, oo

from workings.expression.calculus_goals import StationaryPoints
from workings.expression.curve_goals import JacobianDeterminant, Several
from workings.expression.goals import Approaching, Goal
from workings.expression.graph_goals import Concavity, Constrained, ExtremesOn, Inflections, Monotonicity
from workings.expression.limit_goals import LimitAt
from workings.expression.nodes import ZERO, symbol, symbols_of
from workings.expression.problem import read_problem
from workings.expression.reader import parse
from workings.expression.relations import equal_to
from workings.worded.parts import Kind, function_in, without

__all__ = ["KINDS"]

_END: Final = (
    r"[-+−]?\s*(?:\\?(?:infty|infinity|pi)|(?!\\right)[^\s,;()\[\]<>≤≦]|\([^()]*\)|\\frac\{[^{}]*\}\{[^{}]*\}){1,40}"
)
_INTERVAL: Final = re.compile(
    rf"(?:[,;]?\s*\b(?:on|over|in|within|for|where|if|when)\b\s*)?(?:the\s+)?(?:closed\s+|open\s+)?(?:intervals?\s*)?"
    rf"(?:\b[a-z]\s*(?:∈|\\in\b|\bin\b)\s*)?\$?(?:\\left\s*)?"
    rf"(?P<open>[\[(\]])\s*(?P<low>{_END})\s*,\s*(?P<high>{_END})\s*(?:\\right\s*)?(?P<close>[\])\[])\$?"
)
_CHAIN: Final = re.compile(
    rf"(?:[,;]?\s*\b(?:on|over|in|within|for|where|if|when|with)\b\s*)?(?:the\s+)?(?:interval\s+)?\$?\(?\s*(?P<low>{_END})\s*(?P<open><=|[≤≦]|\\leqq?\b|\\le\b|<)\s*[a-z]\s*"
    rf"(?P<close><=|[≤≦]|\\leqq?\b|\\le\b|<)\s*(?P<high>{_END})\s*\)?\$?"
)


def _number(text: str) -> Expr:
    plain = re.sub(r"\s+", "", text).replace("−", "-").strip("$")
    bare = re.sub(r"^\\?(?:infty|infinity|inf|∞|oo)$", "∞", plain.lstrip("+-"))
    if bare == "∞":
        return -oo if plain.startswith("-") else oo
    node = parse(plain)
    if not isinstance(node, Expr) or symbols_of([node]):
        raise ValueError(f"{text.strip()!r} is no number; the ends of an interval are numbers")
    return node


def _interval(text: str) -> tuple[str, Expr, Expr, bool] | None:
    """The text without the interval, its ends, and whether both belong to it; None where there is none."""
    for pattern in (_INTERVAL, _CHAIN):
        for found in pattern.finditer(text):
            low, high = found["low"], found["high"]
            if re.search(r"[a-zA-Z]", re.sub(r"\\?(?:infty|infinity|inf|pi|sqrt|frac|oo)|\be\b", "", low + high)):
                continue
            if found["open"] == "(" and re.search(r"[A-Za-z]$|\bat\s*$|\bpoint\s*$", text[: found.start("open")]):
                continue
            closed = found["open"] not in "(]<" and found["close"] not in ")[<"
            return without(text, found.span()), _number(low), _number(high), closed
    return None


def _of_one(text: str) -> tuple[Expr, Symbol]:
    """The function that the text is about and its variable.

    Raises:
        ValueError: there is none, or it has more than one variable.
    """
    f = function_in(_QUESTION.sub(lambda m: " " * len(m[0]), text))
    if f is None:
        raise ValueError(f"{text.strip()!r}: which function is meant? write it out, such as 'f(x) = x^3 - 3x'")
    variables = symbols_of([f])
    if len(variables) != 1:
        names = ", ".join(v.name for v in variables)
        raise ValueError(f"this is asked of a function of one variable; the letters here are {names}")
    return f, variables[0]


_QUESTION: Final = re.compile(
    r"\b(?:on\s+(?:which|what)\s+(?:open\s+)?intervals?|(?:find|determine|state|give|identify|locate|what\s+(?:is|are))(?:\s+all)?|where|when|is|are|the|"
    r"(?:open\s+)?intervals?|largest|on\s+which|for\s+(?:which|what)\s+values\s+of\s+[a-z]|values?|of|graph|functions?|given\s+by|"
    r"(?:strictly\s+|monoton\w+\s+)?(?:increas|decreas)\w*|increase|decrease|concav\w*|convex\w*|upwards?|downwards?|up|down|points?|inflections?|inflexions?|"
    r"(?:absolute|global|local|relative)|max\w*|min\w*|extrem\w*|and|or|to|its|any|both|greatest|least|smallest|biggest|highest|lowest|"
    r"attained|by|taken|curve|discuss|study|analy[sz]e|that|has|have|does|do|occur\w*|in|over|on|monotonicity|monotonic)\b(?!\s*\()",
    re.I,
)
_RISES: Final = re.compile(r"\b(?:increas|decreas|monoton)\w*", re.I)
_BENDS: Final = re.compile(r"\b(?:concav|convex)\w*", re.I)
_TURNS: Final = re.compile(r"\binfle(?:ct|x)ion", re.I)
_LOCAL: Final = re.compile(
    r"\b(?:local|relative)\s+(?:max|min|extrem)\w*|\bstationary\s+points?|\bcritical\s+points?", re.I
)
_RATE: Final = re.compile(r"\brates?\b|how\s+fast|\bd[A-Za-z]/d[a-z]\b|\bper\b|\bsecond\s+derivative\s+of\b", re.I)


def _shape(text: str, found: re.Match[str]) -> Basic | None:
    """Where a graph rises, bends and turns: what the words name, one after another."""
    if _RATE.search(text):
        return None
    between = _interval(text)
    rest, low, high = (text, -oo, oo) if between is None else between[:3]
    asked = [
        (pattern.search(text), kind)
        for pattern, kind in (
            (_RISES, Monotonicity),
            (_LOCAL, StationaryPoints),
            (_BENDS, Concavity),
            (_TURNS, Inflections),
        )
    ]
    ordered = sorted((m.start(), i) for i, (m, _) in enumerate(asked) if m is not None)
    f, x = _of_one(rest)
    goals: list[Goal] = []
    for _, i in ordered:
        kind: Any = asked[i][1]
        goals.append(kind(f, (x,)) if kind is StationaryPoints else kind(f, x, low, high))
    return goals[0] if len(goals) == 1 else Several(goals)


_LARGEST: Final = re.compile(r"\bmaxim\w*|\bmax\b|\b(?:largest|greatest|biggest|highest)\b", re.I)
_SMALLEST: Final = re.compile(r"\bminim\w*|\bmin\b|\b(?:least|smallest|lowest)\b", re.I)
_ABSOLUTE: Final = re.compile(r"\b(?:absolute|global)\b", re.I)


def _extremes(text: str, found: re.Match[str]) -> Basic | None:
    """The largest and smallest value on a closed interval."""
    if re.search(r"\b(?:max|min)\s*\(|\bmax\s*\{", text) and not _ABSOLUTE.search(text):
        return None
    if re.search(r"\b(?:local|relative)\b|\bnorm\b", text, re.I):
        return None
    between = _interval(text)
    if between is None:
        if _ABSOLUTE.search(text):
            raise ValueError("absolute extremes are worked on a closed interval; name it, such as 'on [0, 2]'")
        return None
    rest, low, high, closed = between
    f = function_in(_QUESTION.sub(lambda m: " " * len(m[0]), rest))
    if f is None:
        return None
    if len(symbols_of([f])) > 1:
        raise ValueError("extremes on a region of several variables are not worked here; ask for the stationary points")
    f, x = _of_one(rest)
    if not closed or oo in (high, -low):
        raise ValueError(f"on an interval without its ends f may have no largest value; write 'on [{low}, {high}]'")
    up, down = _LARGEST.search(text), _SMALLEST.search(text)
    wanted = "maximum" if up and not down else "minimum" if down and not up else "both"
    if re.search(r"\bextrem", text, re.I):
        wanted = "both"
    return ExtremesOn(f, x, low, high, wanted)


# Conditions --------------------------------------------------------------------------------------

_UNDER: Final = re.compile(
    r"[,;.]?\s*(?:\bsubject\s+to\b|\bs\.\s*t\.|\bunder\s+(?:the\s+)?(?:constraints?|conditions?)\b|\bwith\s+(?:the\s+)?constraints?\b"
    r"|\bgiven\s+(?:the\s+)?(?:constraints?|conditions?|that)\b|\bconstrained\s+(?:to|by)\b|\bsuch\s+that\b"
    r"|\b(?:on|over|along)\s+the\s+(?:unit\s+)?(?:circle|ellipse|curve|line|sphere|plane|hyperbola|parabola|ellipsoid|surface|cylinder)\b)\s*(?:that\s+)?:?",
    re.I,
)
_MULTIPLIERS: Final = re.compile(
    r"\blagrange(?:'s|s)?\s+(?:multiplier|method)|\bmethod\s+of\s+lagrange|\blagrangian\b", re.I
)


def _constrained(text: str, found: re.Match[str]) -> Basic | None:
    """f and the equations after `subject to`."""
    if re.search(r"\bremainder\b|\btaylor\b|\btangent\b|\bdirectional\b", text, re.I):
        return None
    under = _UNDER.search(text)
    named = _MULTIPLIERS.search(text) is not None
    wants = (
        _LARGEST.search(text) or _SMALLEST.search(text) or re.search(r"\bextrem|\bstationary|\bcritical", text, re.I)
    )
    if under is None:
        if not named:
            return None
        raise ValueError("under which condition? write it as an equation, such as 'subject to x + y = 10'")
    if not (named or wants):
        return None
    before, after = text[: under.start()], text[under.end() :]
    if re.search(r"[<>≤≥]|\\[gl]eq?\b", after):
        raise ValueError("conditions with < or > are not worked here; an equation is, such as 'subject to x + y = 10'")
    about = re.split(r"\bof\b(?!.*\bof\b)|\b(?:maximi[sz]e|minimi[sz]e|optimi[sz]e)\b|:", before, flags=re.I)[-1]
    f = function_in(about)
    equations = _equations(after)
    if f is None or not equations:
        raise ValueError("a function and an equation are wanted, such as 'maximize x y subject to x + y = 10'")
    variables = symbols_of([f, *equations])
    return Constrained(f, equations, variables)


def _equations(text: str) -> list[Basic]:
    """The equations of a text; of g(x, y) = x + y = 10 the last two sides."""
    found = []
    for part in re.split(r"\s*(?:[;,]|\band\b)\s*(?=[^()]*=)", text.strip(" .?")):
        node = parse(re.sub(r"^\s*(?:the\s+)?(?:constraints?|conditions?|equations?)\s*:?", "", part.strip(" .?$")))
        if isinstance(node, Eq | Tuple) and len(node.args) > 1:
            found.append(equal_to(*node.args[-2:]))
    return found


# Limits ------------------------------------------------------------------------------------------

_TO: Final = r"(?:\\(?:to|rightarrow)\b|->|→|\bapproach(?:es|ing)?\b|\btends?\s+to\b|\bgo(?:es|ing)?\s+to\b)"
_POINT: Final = (
    r"(?P<a>[-+−]?\s*(?:\\infty\b|infinity\b|∞|oo\b|[\dπ.]+(?:\s*/\s*\d+)?|\\?pi(?:\s*/\s*\d+)?|\\frac\{[^{}]*\}\{[^{}]*\}|[eE]\b))"
    r"\s*(?P<side>\^?\s*\{?\s*[-+−⁺⁻]\s*\}?(?=\s*(?:[)}]|$|\s|[,.]))|\s*(?:from\s+(?:the\s+)?|on\s+the\s+)(?:right|left|above|below))?"
)
_SIGN: Final = rf"\\?\blim(?:it)?(?![A-Za-z])\s*(?:\\limits\s*)?_?\s*(?P<b>[{{(])?\s*(?P<x>[a-zA-Z])\s*{_TO}\s*{_POINT}\s*(?(b)[)}}])\s*(?:of\s+)?(?P<f>.+)$"
_OF_AS: Final = rf"\blimit\s+of\s+(?P<f>.+?)\s*,?\s+as\s+(?P<x>[a-zA-Z])\s*{_TO}\s*{_POINT}\s*\.?\s*$"
_AS_OF: Final = rf"\blimit\s*,?\s+as\s+(?P<x>[a-zA-Z])\s*{_TO}\s*{_POINT}\s*,?\s+(?:of\s+)?(?P<f>.+)$"
_AFTER: Final = re.compile(
    r"[,;.]?\s*\b(?:using|by|with|via)\s+(?:the\s+)?(?:l['’]?\s*h[oô]s?pital\S*(?:\s+rule)?|rule\b.*)\s*\.?\s*$", re.I
)


def _limit(text: str, found: re.Match[str]) -> Basic | None:
    body = _AFTER.sub("", found["f"]).strip().rstrip(".?$ ")
    f, x, a = parse(body), symbol(found["x"]), _number(found["a"])
    if not isinstance(f, Expr):
        return None
    if symbols_of([f]) != (x,):
        return Approaching(f, x) if a == ZERO and not found["side"] else None
    said = (found["side"] or "").lower()
    side = "+" if re.search(r"[+⁺]|right|above", said) else "-" if re.search(r"[-−⁻]|left|below", said) else ""
    return LimitAt(f, x, a, side)


# Changes of variables ----------------------------------------------------------------------------

_COORDINATES: Final = (
    (r"\bpolar\b", "x = r cos theta, y = r sin theta", ("r", "theta")),
    (r"\bcylindrical\b", "x = r cos theta, y = r sin theta, z = z", ("r", "theta", "z")),
    (
        r"\bspherical\b",
        "x = rho sin phi cos theta, y = rho sin phi sin theta, z = rho cos phi",
        ("rho", "phi", "theta"),
    ),
)
_QUOTIENT: Final = re.compile(
    r"(?:\\d?frac\s*\{\s*\\partial\s*\((?P<up1>[^()]*)\)\s*\}\s*\{\s*\\partial\s*\((?P<by1>[^()]*)\)\s*\}"
    r"|(?:∂|\\partial\s*)\s*\((?P<up>[^()]*)\)\s*/\s*(?:∂|\\partial\s*)\s*\((?P<by>[^()]*)\))"
)
_BY: Final = re.compile(
    r"\s+(?:with\s+respect\s+to|in\s+terms\s+of|in)\s+\(?(?P<by>\\?[a-zA-Zα-ω]+(?:\s*(?:,|\band\b)\s*\\?[a-zA-Zα-ω]+)+)\)?\s*\.?$",
    re.I,
)


def _determinant(text: str, found: re.Match[str]) -> Basic | None:
    """Of a map that is given by equations or by a list; by the variables in the order of ∂(x, y)/∂(u, v)."""
    quotient = _QUOTIENT.search(text)
    rest = text if quotient is None else without(text, quotient.span())
    named = quotient["by"] or quotient["by1"] if quotient else None
    by = _BY.search(rest)
    if by is not None:
        named, rest = named or by["by"], rest[: by.start()]
    rest = re.sub(
        r"^.*?\b(?:jacobian(?:\s+determinant)?|determinant\s+of\s+the\s+jacobian(?:\s+matrix)?)\b",
        " ",
        rest,
        flags=re.I,
    )
    rest = re.sub(
        r"\b(?:of|for|the|map(?:ping)?|transformation|transform|change|variables|coordinates?|if|where|when|given|by|find|compute|from|to|is|polar|spherical|cylindrical)\b|[?:]",
        " ", rest, flags=re.I,
    )  # fmt: skip
    parts = _components(rest)
    if not parts:
        usual = next((c for c in _COORDINATES if re.search(c[0], text, re.I)), None)
        if usual is None:
            return None
        parts, named = _components(usual[1]), named or ", ".join(usual[2])
    variables = _variables(named, parts, rest)
    if len(variables) != len(parts) or len(parts) < 2:
        names = ", ".join(v.name for v in variables)
        raise ValueError(f"{len(parts)} functions of {names}: only as many functions as variables have a determinant")
    return JacobianDeterminant(parts, variables)


def _components(text: str) -> tuple[Expr, ...]:
    if "=" in text:
        sides = [eq.args[1] for eq in read_problem(text).givens if isinstance(eq, Eq)]
        return tuple(side for side in sides if isinstance(side, Expr))
    text = text.strip(" .,")
    if not text:
        return ()
    node = parse(text if text.startswith(("(", "[")) else f"({text})")
    return tuple(node.args) if isinstance(node, Tuple) else ()


_ANGLES: Final = frozenset(("r", "rho", "theta", "phi", "z"))


def _variables(named: str | None, parts: tuple[Expr, ...], text: str) -> tuple[Symbol, ...]:
    """Those named, in that order; angles as they are written, r sin phi cos theta; others by name."""
    if named:
        return tuple(parse(name) for name in re.split(r"\s*(?:,|\band\b)\s*", named.strip()) if name)
    present = symbols_of(parts)
    if {v.name for v in present} <= _ANGLES:
        first = [node for part in parts for node in _in_order(part) if node in present]
        return tuple(dict.fromkeys(first))
    return present


def _in_order(expr: Basic) -> list[Symbol]:
    if isinstance(expr, Symbol):
        return [expr]
    return [s for arg in expr.args for s in _in_order(arg)]


KINDS: tuple[Kind, ...] = tuple((re.compile(pattern, re.I | re.X), make) for pattern, make in (
    (_SIGN, _limit),
    (_OF_AS, _limit),
    (_AS_OF, _limit),
    (r"\bsubject\s+to\b|\bs\.\s*t\.|\bconstrain|\blagrang|\bunder\s+(?:the\s+)?condition|\bsuch\s+that\b|\b(?:on|over|along)\s+the\s+(?:unit\s+)?(?:circle|ellipse|curve|line|sphere|plane|hyperbola|parabola|ellipsoid|surface|cylinder)\b", _constrained),
    (r"\bjacobian\s+determinant|\bdeterminant\s+of\s+the\s+jacobian|\bjacobian\b.*\b(?:transformation|change\s+of\s+variables|coordinates)\b|(?:∂|\\partial)\s*\([^()]*,[^()]*\)", _determinant),
    (r"\bmaxim|\bminim|\bextrem|\bmax\b|\bmin\b|\b(?:largest|greatest|smallest|least|highest|lowest)\s+values?\b", _extremes),
    (r"\b(?:increas|decreas|monoton|concav|convex)\w*|\binfle(?:ct|x)ion", _shape),
))  # fmt: skip
