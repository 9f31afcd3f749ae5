"""The third judge: torch's autograd in float64, on a program built node by node from the expression.

torch is imported when a function here is called, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import flint
import sympy as sp
from flint import fmpq
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from workings.expression.goals import D
from workings.expression.nodes import walk
from workings.judge.balls import Program, Unsupported
from workings.judge.equality import decimals
from workings.judge.evidence import Evidence, Point

__all__ = ["autograd_value", "judge_autograd"]

BITS: Final = 128
ROUNDING: Final = 1e-9  # relative; float64 keeps 1e-16, and a chain of a few hundred operations loses a few digits
BEYOND_ROUNDING: Final = 1e-3  # a worse error than this at a point that is well conditioned is no rounding error
Tensor = Any


def autograd_value(f: Any, x: Any, point: Mapping[Any, Any]) -> float:
    """df/dx at the point, by torch.autograd in float64.

    Arguments:
        f: an expression; `x`: the symbol to differentiate by; `point`: a number for each symbol of f.

    Raises:
        Unsupported: a part of f has no counterpart in torch, or a symbol has no value in `point`.

    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> autograd_value((3 * x + 2) ** 2, x, {x: 1})  # doctest: +SKIP
    30.0
    """
    import torch

    values = {_name(s): torch.tensor(float(v), dtype=torch.float64) for s, v in point.items()}
    variable = values.setdefault(_name(x), torch.tensor(0.0, dtype=torch.float64)).requires_grad_()
    value = _evaluate(f, values, torch)
    if not value.requires_grad:
        return 0.0
    (gradient,) = torch.autograd.grad(value, variable, allow_unused=True)
    return 0.0 if gradient is None else float(gradient)


def judge_autograd(f: Any, x: Any, derivative: Any, points: Iterable[Point]) -> Evidence:
    """Whether `derivative`, as certified balls, is what autograd computes for df/dx at the points.

    "agrees" says to how many digits at how many points; "refuted" only where the difference is far beyond rounding;
    "undecided" where torch can't evaluate f, or no point is inside the domain.
    """
    program = Program()
    try:
        register, series = program.add(derivative), program.add(D(f, x))
    except Unsupported as e:
        return Evidence("undecided", method="autograd", reason=str(e))
    program.tape.want([register, series])
    names = [_name(s) for s in program.tape.symbols]
    before, agreed, worst = (flint.ctx.prec, flint.ctx.cap), 0, 0.0
    try:
        for point in points:
            at = {_name(s): fmpq(int(v.p), int(v.q)) for s, v in point}
            if any(n not in at for n in names):
                missing = next(n for n in names if n not in at)
                raise ValueError(f"the point has no value for {missing}, which the derivative depends on")
            ball = program.tape.run([at[n] for n in names], BITS)[register]
            if not ball.is_finite():
                continue
            exact = float(ball.mid())
            try:
                found = autograd_value(f, x, dict(point))
            except Unsupported as e:
                return Evidence("undecided", method="autograd", reason=str(e))
            if found != found or found in (float("inf"), float("-inf")):
                continue
            error = abs(found - exact) / max(1.0, abs(exact))
            if error > BEYOND_ROUNDING and _well_conditioned(program, [at[n] for n in names], series):
                return Evidence("refuted", method="autograd", point=tuple(point), left=repr(found),
                                right=decimals(ball)[0])  # fmt: skip
            if error <= ROUNDING:
                agreed += 1
                worst = max(worst, error)
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if not agreed:
        return Evidence("undecided", method="autograd", reason="no point where float64 has the digits to compare")
    digits = 15 if worst == 0 else max(0, int(-sp.log(sp.Float(worst), 10)))
    return Evidence("agrees", method=f"torch autograd, worst relative error {worst:.1e}", points=agreed, digits=digits)


def _well_conditioned(program: Program, at: list[Any], series: int) -> bool:
    """Whether float64 keeps six digits of df/dx at this point: with its 53 bits, and with squares in its range."""
    values = program.tape.run(at, 53)
    rough = values[series]
    return bool(rough.is_finite() and rough.rad() <= 1e-6 * (1 + abs(rough.mid()))) and program.tape.reach(values) < 150


def _name(symbol: Any) -> Any:
    return symbol if isinstance(symbol, sp.Dummy) else symbol.name


def _evaluate(f: Any, values: Mapping[Any, Tensor], torch: Any) -> Tensor:
    """The value of f's DAG, each node once."""
    table = _table(torch)
    done: dict[int, Tensor] = {}
    for node in walk(f):
        if isinstance(node, sp.Symbol):
            if _name(node) not in values:
                raise Unsupported(f"the point has no value for {node}")
            done[id(node)] = values[_name(node)]
        elif isinstance(node, (sp.Number, sp.NumberSymbol)) and node.is_real:
            done[id(node)] = torch.tensor(float(node), dtype=torch.float64)
        elif isinstance(node, (BooleanTrue, BooleanFalse)):
            done[id(node)] = torch.tensor(bool(node))
        elif isinstance(node, sp.Tuple):  # a pair of a Piecewise
            continue
        elif isinstance(node, sp.Pow) and isinstance(node.args[1], sp.Rational):
            done[id(node)] = _constant_power(done[id(node.args[0])], node.args[1], torch)
        elif isinstance(node, sp.Piecewise):
            result = torch.tensor(float("nan"), dtype=torch.float64)
            for pair in reversed(node.args):
                result = torch.where(done[id(pair.args[1])], done[id(pair.args[0])], result)
            done[id(node)] = result
        else:
            function = table.get(type(node))
            if function is None:
                raise Unsupported(f"torch has no counterpart for {type(node).__name__}")
            done[id(node)] = function(*(done[id(a)] for a in node.args))
    return done[id(f)]


def _constant_power(u: Tensor, r: Any, torch: Any) -> Tensor:
    if r.q == 1:
        return torch.reciprocal(u) if r.p == -1 else u ** int(r.p)
    if r.q % 2:  # the real root
        power = torch.abs(u) ** float(r)
        return torch.sign(u) * power if r.p % 2 else power
    return torch.sqrt(u) ** int(r.p) if r.q == 2 else u ** float(r)


def _folded(function: Callable[[Tensor, Tensor], Tensor]) -> Callable[..., Tensor]:
    def fold(*args: Tensor) -> Tensor:
        result = args[0]
        for a in args[1:]:
            result = function(result, a)
        return result

    return fold


_tables: dict[int, dict[Any, Callable[..., Tensor]]] = {}


def _table(torch: Any) -> dict[Any, Callable[..., Tensor]]:
    if not _tables:
        _tables[0] = _build_table(torch)
    return _tables[0]


def _build_table(torch: Any) -> dict[Any, Callable[..., Tensor]]:
    def one_over(function: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
        return lambda u: 1 / function(u)

    def of_one_over(function: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
        return lambda u: function(1 / u)

    def heaviside(u: Tensor, at_zero: Any = 0.5) -> Tensor:
        return torch.where(u > 0, 1.0, torch.where(u < 0, 0.0, at_zero)).to(torch.float64)

    direct = ("exp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
              "sign", "erf", "erfc", "floor")  # fmt: skip
    table = {getattr(sp, name): getattr(torch, name) for name in direct}
    return table | {
        sp.Add: _folded(lambda a, b: a + b),
        sp.Mul: _folded(lambda a, b: a * b),
        sp.Pow: lambda u, v: u**v,
        sp.Abs: torch.abs,
        sp.log: lambda u, *base: torch.log(u) / torch.log(base[0]) if base else torch.log(u),
        sp.sec: one_over(torch.cos),
        sp.csc: one_over(torch.sin),
        sp.cot: one_over(torch.tan),
        sp.sech: one_over(torch.cosh),
        sp.csch: one_over(torch.sinh),
        sp.coth: one_over(torch.tanh),
        sp.asec: of_one_over(torch.acos),
        sp.acsc: of_one_over(torch.asin),
        sp.acot: of_one_over(torch.atan),
        sp.asech: of_one_over(torch.acosh),
        sp.acsch: of_one_over(torch.asinh),
        sp.acoth: of_one_over(torch.atanh),
        sp.ceiling: torch.ceil,
        sp.Max: _folded(torch.maximum),
        sp.Min: _folded(torch.minimum),
        sp.Heaviside: heaviside,
        sp.loggamma: torch.lgamma,
        sp.Gt: torch.gt,
        sp.Ge: torch.ge,
        sp.Lt: torch.lt,
        sp.Le: torch.le,
        sp.Eq: torch.eq,
        sp.Ne: torch.ne,
        sp.And: _folded(torch.logical_and),
        sp.Or: _folded(torch.logical_or),
        sp.Not: torch.logical_not,
    }
