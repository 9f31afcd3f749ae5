"""Whether a question that was read answers all that its words ask for.

A reader looks for words it knows, and what it does not look for it can't miss: `the slope of the normal` has the words
of a slope. So the words that say which question is asked stand here in one table, each with the questions that answer
it, and a text whose word is answered by none of them is refused with that word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sympy import Basic, Integral, Symbol
from sympy.core.function import AppliedUndef

from workings.expression import D, Gradient, Hessian, Jacobian, Tidy, TotalDifferential, Value
from workings.expression.calculus_goals import (
    ImplicitAgain,
    InverseSlope,
    Laplacian,
    ParametricAgain,
    StationaryPoints,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorRemainder,
    TaylorWithRemainder,
)
from workings.expression.curve_goals import (
    ArcRate,
    Curl,
    Divergence,
    GraphCurvature,
    JacobianDeterminant,
    Normal,
    NormalToCurve,
    PathCurvature,
    RelatedRate,
    SteepestSlope,
    Wronskian,
)
from workings.expression.goals import Approaching, Directional, Solve
from workings.expression.graph_goals import Concavity, Constrained, ExtremesOn, Inflections, Monotonicity
from workings.expression.limit_goals import LimitAt
from workings.expression.nodes import walk
from workings.expression.problem import Problem

__all__ = ["refuse_unaccounted", "unaccounted"]

_TAYLOR: Final = (Taylor, TaylorOfSeveral, TaylorRemainder, TaylorWithRemainder)
_POINTS: Final = (StationaryPoints, ExtremesOn, Constrained, Inflections, Monotonicity, Concavity)
_LINES: Final = (Tangent, TangentToCurve, Normal, NormalToCurve)
_SECOND: Final = (Hessian, Laplacian, ImplicitAgain, ParametricAgain, Inflections, Concavity, *_POINTS)
_WITH_PLACES: Final = (
    *(Value, *_LINES, *_TAYLOR, *_POINTS, LimitAt, RelatedRate, Tidy, Solve),
    *(Integral, Approaching, Directional),
)
_NUMBER: Final = r"[-−]?\s*(?:\d|π|\\pi\b|pi\b)"
_ORDER: Final = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|n-?th|\d+(?:nd|rd|th))"
_UNITS: Final = r"(?:\s*(?:cm|mm|km|m|ft|in|feet|foot|inch(?:es)?|met(?:er|re)s?|miles?|mph|units?|degrees?|%|percent)\b|\s*(?:per|/)\s)"


def _of(*kinds: type[Basic]) -> Callable[[Basic], bool]:
    return lambda goal: any(isinstance(node, kinds) for node in walk(goal))


def _of_higher_order(goal: Basic) -> bool:
    slopes = [node for node in walk(goal) if isinstance(node, D)]
    nested = any(isinstance(part, D) for slope in slopes for part in walk(slope.f))
    return nested or any(slope.order != 1 for slope in slopes) or _of(*_SECOND)(goal)


def _nothing(goal: Basic) -> bool:
    return False


_ACCOUNTS: Final[tuple[tuple[re.Pattern[str], Callable[[Basic], bool]], ...]] = tuple(
    (re.compile(pattern, re.I), answers)
    for pattern, answers in (
        # what is asked of a curve or graph
        (r"\bunit\s+(?:tangent|normal)|\bbinormal|\bosculating|\btorsion", _nothing),
        (
            r"\bnormals?\b(?!\s+(?:distribut|equation|form|random|variable|density|log-?likelihood))",
            _of(Normal, NormalToCurve, Gradient),
        ),
        (r"\btangent\s+planes?\b", _of(Tangent, TangentToCurve)),
        (r"\bcurvature\b|\bradius\s+of\s+curvature", _of(GraphCurvature, PathCurvature)),
        (r"\bparallel\s+to\b|\bperpendicular\s+to\b|\bangle\s+between\b|\bclosest\b|\bnearest\b", _of(Constrained)),
        (r"\basymptotes?\b|\bmean\s+value\s+theorem\b|\brolle|\bnewton(?:'s|-raphson)\b", _nothing),
        (r"\barea\s+(?:under|between|enclosed)\b|\bvolume\s+of\s+(?:the\s+)?(?:solid|revolution)", _nothing),
        (r"\barc\s*-?\s*length\b", _of(ArcRate)),
        (r"\binflec?x?tion|\bconcav", _of(Inflections, Concavity, D)),
        (r"\bdirectional\s+derivative", _of(Directional, SteepestSlope)),
        (r"\b(?:max\w*|greatest|largest|steepest)\s+(?:rate|increase|ascent|slope)\b", _of(SteepestSlope)),
        (r"\bsecants?\b|\baverage\s+rate\s+of\s+change", _of(Tidy)),
        # slopes that are given, and what is sought by them
        (
            rf"\b(?:where|which|what|when|find|value|values|has|have)\b[^.;]*\b(?P<said>(?:slope|gradient)\s+"
            rf"(?:is\s+|=\s*|equals?\s+|equal\s+to\s+|of\s+)?{_NUMBER})",
            _of(*_POINTS, RelatedRate),
        ),
        (
            r"\bvalues?\s+of\s+(?:the\s+)?(?:constants?|parameters?|[a-z])\s+(?:such|so|for\s+which|that|if)\b",
            _of(*_POINTS, Solve, LimitAt),
        ),
        (r"\)\s*(?:['′]+)\s*\(\s*(?:[-−]?\s*\d|π|\\?pi\b)", _of(Value)),
        # several derivatives made one
        (
            r"\b(?:sum|product|difference|ratio|quotient)\s+(?:of|between)\s+(?:(?:the|its|all|both|two)\s+)*"
            r"(?:first|second|third|partial|slopes?|derivatives?|gradients?)\b",
            _of(Laplacian),
        ),
        (r"\b(?:show|prove|verify|check)\s+that\b.*\b(?P<said>satisf\w+)", _of(Laplacian)),
        # kinds of derivatives
        (rf"\b{_ORDER}[\s-]+(?:order\s+)?(?:partial\s+)?derivatives?\b|\bdifferentiate\b[^.;]*\btwice\b", _of_higher_order),
        (r"\bhessian\b", _of(Hessian)),
        (r"\bjacobian\b", _of(Jacobian, JacobianDeterminant)),
        (r"\bdeterminant\b", _of(JacobianDeterminant)),
        (r"\blaplacian\b|\blaplace's\b", _of(Laplacian, Hessian)),
        (r"\bdivergence\b", _of(Divergence)),
        (r"\bcurl\b", _of(Curl)),
        (r"\bwronskian\b", _of(Wronskian)),
        (r"\binverse\s+function\b", _of(InverseSlope)),
        (r"\b(?:integrate|antiderivative)\b", _of(Integral)),
        (
            r"\b(?:find|compute|calculate|determine|what\s+is)\s+(?P<said>the\s+probability\b"
            r"|Pr?\s*\(\s*[A-Z]\s*[<>≤≥=|][^()]*\)?)",
            _nothing,
        ),
        (
            r"\b(?:linear|quadratic|tangent[\s-]line)\s+approximation|\blineari[sz]|\btaylor\b|\bmaclaurin\b"
            r"|(?:^|[.;,]\s*|\bto\s+)(?:approximate|estimate)\b",
            _of(*_TAYLOR, Tangent, TotalDifferential),
        ),
        (
            r"\b(?:with\s+respect\s+to|w\.?r\.?t\.?)\s+(?:(?:a?sin|cos|tan|sec|ln|log|exp|sqrt|√|e\s*\^)"
            r"|[a-zA-Z]\s*(?:\^|\*\*|[²³]))",
            _nothing,
        ),
    )
)  # fmt: skip
_PLACE: Final = re.compile(
    rf"\b(?:at|evaluate(?:d)?\s+(?:it\s+)?at)\s+(?:the\s+)?(?:points?\s+)?[A-Z]?\s*"
    rf"(?:[a-z]\s*=\s*{_NUMBER}|\(\s*{_NUMBER}[^()]*\)|{_NUMBER}[\d./]*(?!{_UNITS}|[\d./])(?=\s*(?:$|[.,;?]|and\b|from\b|if\b|for\b)))",
    re.I,
)


def unaccounted(text: str, goal: Basic, problem: Problem | None = None) -> str | None:
    """The first words of a text that say what is asked and that the question does not answer; None where all is.

    >>> from workings.expression.problem import read_problem
    >>> text = "Find the slope of the normal to y = x^2 at x = 1"
    >>> unaccounted(text, read_problem(text).goal)
    'normal'
    """
    for pattern, answers in _ACCOUNTS:
        found = pattern.search(text)
        if found is not None and not answers(goal):
            return found.groupdict().get("said") or found[0]
    place = _PLACE.search(text)
    if place is not None and not (problem is not None and problem.at) and not _of(*_WITH_PLACES)(goal):
        return place[0]
    return _name_left(goal, problem) if problem is not None else None


def _name_left(goal: Basic, problem: Problem) -> str | None:
    """A function that the text defines, and that stands in the question as a letter: f of (f/g)'(1)."""
    defined = {type(g.args[0]).__name__ for g in problem.givens if g.args and isinstance(g.args[0], AppliedUndef)}
    left = [n.name for n in walk(goal) if isinstance(n, Symbol) and n.name in defined]
    return left[0] if left else None


def refuse_unaccounted(text: str, goal: Basic, problem: Problem | None = None) -> None:
    """Raises ValueError where the words ask for more than the question, which would be answered in its place."""
    words = unaccounted(text, goal, problem)
    if words is not None:
        said = " ".join(words.split())
        raise ValueError(f"{text.strip()!r}: what {said!r} asks for is not understood here; write it as a formula")
