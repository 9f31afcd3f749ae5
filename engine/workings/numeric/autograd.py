"""A judge that shares no code with the rules: a derivative against torch's automatic differentiation of the function.

Both sides run on the tape, so the values of single functions are not what is judged here, but the derivative.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sympy import Symbol

from workings.derivation import Derivation
from workings.expression import D
from workings.expression.nodes import symbols_of
from workings.expression.reader import parse
from workings.numeric.compiled import lambdify, value_and_gradient
from workings.numeric.edges import Edge, edges_between, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["AutogradReport", "Edge", "Skipped", "check_autograd"]

_RELATIVE = 1e-9
_ABSOLUTE = 1e-11  # times the size of f and of x f': what cancellation may leave of a derivative that is nearly zero
_STEP = 1e-6  # how far to look on both sides of a point that may be an edge


@dataclass(frozen=True, slots=True)
class Skipped:
    """A point at which there is nothing to compare, and why."""

    at: dict[str, float]
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class AutogradReport:
    """How near derivatives come to torch autograd in float64.

    `points` were compared; at `worst_at` the two differ most, by `worst_ulp` units in the last place, which is
    `worst_relative` of the larger one: there they are `ours` and `autograd`, the derivative by `worst_by`. `apart`
    counts the comparisons in which they differ by more than rounding explains. Kinks, poles and the outside of the
    domain are `skipped` where they were among the points; where the points were drawn, the `edges` between them were
    searched for as well.
    """

    points: int
    worst_ulp: float
    worst_relative: float
    worst_at: dict[str, float] | None
    ours: float
    autograd: float
    apart: int
    skipped: tuple[Skipped, ...]
    worst_by: str = ""
    edges: tuple[Edge, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there was something to compare and it was equal but for rounding."""
        return self.points > 0 and self.apart == 0

    def __repr__(self) -> str:
        further = ""
        if self.skipped:
            first = self.skipped[0]
            further = f"; {len(self.skipped)} skipped (at {_where(first.at)} {first.reason})"
        if self.edges:
            told = ", ".join(f"at {_where(edge.at)} {edge.kind}" for edge in self.edges[:3])
            further += f"; {len(self.edges)} edge(s): {told}{', ...' if len(self.edges) > 3 else ''}"
        if self.worst_at is None:
            return f"<AutogradReport: no point to compare at{further}>"
        found = "agrees at" if self.agrees else f"differs at {self.apart} of"
        worst = f"worst {self.worst_ulp:.3g} ulp (relative {self.worst_relative:.2g}) at {_where(self.worst_at)}"
        by = f" by {self.worst_by}" if len(self.worst_at) > 1 else ""
        sides = f"{self.ours!r}, autograd {self.autograd!r}"
        return f"<AutogradReport: {found} {self.points} point(s), {worst}{by}: {sides}{further}>"


def check_autograd(
    expr: Any, by: Any = None, derivative: Any = None, points: Any = 1_000, device: Any = None, *, seed: int = 0
) -> AutogradReport:
    """Compare derivatives with torch autograd of the function, in float64.

    Arguments:
        expr: the function, a SymPy expression or text; or the derivation of a derivative, which is then the claim.
        by: the symbol by which it is differentiated, or its name; without it all its variables, one after the other.
        derivative: what is claimed to be the derivative by it; without it the one that `value_and_gradient` runs.
        points: how many to draw, inside the domain; or the points themselves: numbers for the variable, or mappings of
            the symbols or their names to numbers. It may stand in the place of `by`.
        device: where torch works.
        seed: of the points that are drawn.

    Kinks, poles and ends of the domain are no places to compare at. They are reported, each with its place, as
    `skipped` points and, where the points were drawn, as `edges` found between them.

    Raises:
        NumericError: as `lambdify` does.
        ReadError: text that can't be read.
        ValueError: a point without a value for one of the variables; a derivative and no variable.

    >>> from sympy.abc import x
    >>> check_autograd((3*x + 2)**2, x, 18*x + 12, [1])
    <AutogradReport: agrees at 1 point(s), worst 0 ulp (relative 0) at x = 1: 30.0, autograd 30.0>
    >>> report = check_autograd("|x - 2| ln x", 500)
    >>> report.agrees, report.points, [(edge.at, edge.kind) for edge in report.edges]
    (True, 500, [({'x': 2.0}, 'the derivative jumps'), ({'x': 0.0}, 'the domain ends')])
    >>> import workings as wk
    >>> check_autograd(wk.derive("d/dx sin^2 x"), 100).agrees
    True
    """
    if by is not None and not isinstance(by, str | Symbol):
        by, points = None, by
    if isinstance(expr, Derivation):
        if not isinstance(expr.goal, D) or not isinstance(expr.goal.x, Symbol):
            raise TypeError(f"this derivation is of no derivative by a variable: {expr.goal}")
        expr, by, derivative = expr.goal.f, expr.goal.x, expr.result
    function = _expression(expr)
    claimed = None if derivative is None else _expression(derivative)
    symbols = {s.name: s for s in symbols_of([function] if claimed is None else [function, claimed])}
    if by is None and claimed is not None:
        raise ValueError("a derivative was given: say by which symbol, as in check_autograd(f, x, derivative)")
    one = None if by is None else by.name if isinstance(by, Symbol) else by
    if one is not None:
        symbols.setdefault(one, by if isinstance(by, Symbol) else Symbol(one, real=True))
    names = sorted(symbols)
    args = [symbols[n] for n in names]
    edges: tuple[Edge, ...] = ()
    if isinstance(points, int):
        columns, tried = samples(function, args, points, seed)
        edges = edges_between(function, args, tried)
        where = [dict(zip(names, column, strict=True)) for column in columns.T.tolist()]
    else:
        where = [_point(p, one or (names[0] if names else ""), names) for p in points]
    reports = [
        _by_one(_Both(function, claimed, args, names.index(n), device), where, names, n)
        for n in (names if one is None else [one])
    ]
    return _together(reports, edges)


def _expression(given: Any) -> Any:
    return parse(given) if isinstance(given, str) else given


def _together(reports: Sequence[AutogradReport], edges: tuple[Edge, ...]) -> AutogradReport:
    """The worst of the reports on each variable; a point is skipped once, for the first reason."""
    if not reports:
        return AutogradReport(0, 0.0, 0.0, None, math.nan, math.nan, 0, (), edges=edges)
    worst = max(reports, key=lambda r: (r.apart > 0, r.worst_at is not None, r.worst_ulp))
    skipped = {tuple(s.at.items()): s for report in reversed(reports) for s in report.skipped}
    points = min(report.points for report in reports)
    apart = sum(report.apart for report in reports)
    return replace(worst, points=points, apart=apart, skipped=tuple(skipped.values()), edges=edges)


def _by_one(both: _Both, where: Sequence[dict[str, float]], names: Sequence[str], x: str) -> AutogradReport:
    columns = [[p[n] for p in where] for n in names]
    values, ours, theirs = both(columns)
    left, right = both.beside(columns, -_STEP), both.beside(columns, _STEP)
    skipped: list[Skipped] = []
    compared: list[tuple[float, float, int, bool]] = []
    for i, (f, a, b) in enumerate(zip(values, ours, theirs, strict=True)):
        sides = (left[0][i], left[1][i], right[0][i], right[1][i])
        slack = _RELATIVE * max(abs(a), abs(b)) + _ABSOLUTE * max(abs(f), abs(where[i][x] * b))
        near = abs(a - b) <= slack
        reason = None if near else _edge(f, a, b, sides)
        if reason is None:
            compared.append((_ulps(a, b), _relative(a, b), i, not near))
        else:
            skipped.append(Skipped(where[i], reason))
    if not compared:
        return AutogradReport(0, 0.0, 0.0, None, math.nan, math.nan, 0, tuple(skipped), x)
    ulp, relative, i, _ = max(compared, key=lambda c: (c[3], c[0]))
    apart = sum(c[3] for c in compared)
    return AutogradReport(len(compared), ulp, relative, where[i], ours[i], theirs[i], apart, tuple(skipped), x)


class _Both:
    """The function, the derivative in question and torch's own, at many points together."""

    def __init__(self, expr: Any, derivative: Any, args: Sequence[Any], index: int, device: Any) -> None:
        self.f: Callable[..., Any] = lambdify(expr, args, "torch", device=device)
        if derivative is None:
            joint = value_and_gradient(expr, args, "torch", by=args[index], device=device)
            self.ours: Callable[..., Any] = lambda *values: joint(*values)[1][0]
        else:
            self.ours = lambdify(derivative, args, "torch", device=device)
        self.index = index
        self.device = device

    def __call__(self, columns: Sequence[Sequence[float]]) -> tuple[list[float], list[float], list[float]]:
        import torch

        tensors = [torch.tensor(c, dtype=torch.float64, device=self.device) for c in columns]
        x = tensors[self.index].requires_grad_()
        f = self.f(*tensors)
        # each f_i depends on its own x_i only, so that the gradient of the sum is all derivatives at once
        constant = not f.requires_grad
        theirs = torch.zeros_like(x) if constant else torch.autograd.grad(f.sum(), x, materialize_grads=True)[0]
        with torch.no_grad():
            ours = self.ours(*tensors)
        return f.detach().tolist(), ours.tolist(), theirs.tolist()

    def beside(self, columns: Sequence[Sequence[float]], step: float) -> tuple[list[float], list[float]]:
        """Our derivative and torch's a little to one side of the points."""
        moved = [c if k != self.index else [v + step * max(1.0, abs(v)) for v in c] for k, c in enumerate(columns)]
        return self(moved)[1:]


def _edge(f: float, a: float, b: float, sides: tuple[float, float, float, float]) -> str | None:
    """Why a point is no place to compare; None where the two differ and should not."""
    ours_left, theirs_left, ours_right, theirs_right = sides
    if not math.isfinite(f):
        return "the function is not finite"
    if not math.isfinite(b):
        return "autograd is not finite"
    if not all(map(math.isfinite, (theirs_left, theirs_right))):
        return "the domain ends"
    if abs(theirs_left - theirs_right) > 1e-2 * max(abs(theirs_left), abs(theirs_right)):
        return "the derivative jumps"
    if not math.isfinite(a) and all(map(math.isfinite, (ours_left, ours_right))):
        return "the derivative has a gap"
    return None


def _point(point: Any, x: str, names: Sequence[str]) -> dict[str, float]:
    given = point if isinstance(point, Mapping) else {x: point}
    values = {str(getattr(key, "name", key)): float(value) for key, value in given.items()}
    missing = [n for n in names if n not in values]
    if missing:
        raise ValueError(f"the point {point!r} has no value for {', '.join(missing)}")
    return {n: values[n] for n in names}


def _ulps(a: float, b: float) -> float:
    if not (math.isfinite(a) and math.isfinite(b)):
        return math.inf
    return abs(a - b) / math.ulp(max(abs(a), abs(b)))


def _relative(a: float, b: float) -> float:
    if not (math.isfinite(a) and math.isfinite(b)):
        return math.inf
    return abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0


def _where(point: dict[str, float]) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in point.items())
