"""Torch's automatic differentiation of the function itself, beside a derivative by a vector or matrix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import flint
from flint import arb
from sympy import Basic

from workings.expression import shaped
from workings.expression.shaped import SCALAR, Letter, letters_of, shape_of
from workings.expression.shaped_goals import Curvature, Slope
from workings.judge.balls import Unsupported
from workings.judge.duals import BITS, constant
from workings.judge.evidence import Evidence
from workings.judge.shaped import NotDefined, dimensions_in, holds, random_instances, told, value_of, written

__all__ = ["judge_shaped_autograd"]

ENOUGH = 2  # instances
ROUNDING, BEYOND_ROUNDING = 1e-9, 1e-4


def judge_shaped_autograd(goal: Slope | Curvature, answer: Any, assuming: Iterable[Basic] = ()) -> Evidence:
    """Whether the answer, worked out exactly for random matrices, is what autograd finds in float64."""
    from workings.numeric import NumericError
    from workings.numeric.shaped import compile_shaped

    letters = [letter for letter in letters_of([goal]) if letter.kind != "dimension"]
    names = [letter.name for letter in letters]
    try:
        f = compile_shaped(goal.f, letters, names, "torch")
    except (NumericError, ValueError) as e:
        return Evidence("undecided", method="autograd", reason=str(e))
    agreed, assuming = 0, tuple(assuming)
    before = flint.ctx.prec, flint.ctx.cap
    try:
        for instance, sizes in random_instances(letters, dimensions_in([goal, answer])):
            flint.ctx.prec = BITS
            try:
                if not all(holds(condition, instance, sizes) for condition in assuming):
                    continue
                exact = value_of(answer, instance, sizes)
            except (NotDefined, ZeroDivisionError):
                continue
            except Unsupported as e:
                return Evidence("undecided", method="autograd", reason=str(e))
            error = _error(f, goal, [_array(letter, instance[letter]) for letter in letters], names, exact)
            if error is None or ROUNDING < error < BEYOND_ROUNDING:
                continue
            if error >= BEYOND_ROUNDING:
                said, where = written(exact), told(instance)
                return Evidence("refuted", method="autograd", left="autograd's", right=said, domain=where)
            agreed += 1
            if agreed == ENOUGH:
                return Evidence("agrees", method="autograd", points=agreed, digits=9)
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return Evidence("undecided", method="autograd", reason="no matrices at which float64 has the digits to compare")


def _float(x: Any) -> float:
    return float(arb(constant(x)).mid())


def _array(letter: Letter, matrix: list[list[Any]]) -> Any:
    import torch

    tensor = torch.tensor([[_float(x) for x in row] for row in matrix], dtype=torch.float64)
    if letter.shape == SCALAR:
        return tensor.reshape(())
    return tensor.reshape(-1) if letter.columns == 1 else tensor


def _error(f: Any, goal: Slope | Curvature, values: list[Any], names: list[str], exact: Any) -> float | None:
    """How far autograd is from the exact derivative, relative to its size; None where there is none."""
    import torch

    i = names.index(goal.x.name)

    def of_x(x: Any) -> Any:
        found = f(*values[:i], x, *values[i + 1 :])
        found = torch.as_tensor(found, dtype=torch.float64) + 0 * x.sum()  # also where it does not depend on x
        return found.clone(memory_format=torch.contiguous_format)

    if isinstance(goal, Curvature):
        found = _laid_out(torch.autograd.functional.hessian(of_x, values[i]), goal.x.shape, goal.x.shape)
    else:
        found = torch.autograd.functional.jacobian(of_x, values[i])
        if goal.x.shape != SCALAR and shape_of(goal.f) != SCALAR:
            found = _laid_out(found, shape_of(goal.f), goal.x.shape)
    if goal.x.kind == "diagonal" and found.ndim == 2:  # which autograd does not know of
        found = torch.diag(torch.diag(found))
    right = torch.tensor([[_float(x) for x in row] for row in exact], dtype=torch.float64)
    found = found.reshape(right.shape) if found.ndim < 2 else found
    if isinstance(goal, Slope) and goal.x.shape != SCALAR:
        scalar = shape_of(goal.f) == SCALAR
        turned = goal.layout == ("numerator" if scalar else "denominator")
        found = found.T if turned and found.shape != right.shape else found
        if turned and found.shape == right.shape and right.shape[0] == right.shape[1] and right.shape[0] > 1:
            found = found.T
    if not bool(torch.isfinite(found).all()):
        return None
    return float((found - right).abs().max() / max(1.0, float(right.abs().max())))


def _laid_out(jacobian: Any, f: shaped.Shape, x: shaped.Shape) -> Any:
    """A row for each entry of vec f, a column for each of vec x, from torch's axes."""
    of_f = [0] if f[1] == 1 else [1, 0]
    of_x = [len(of_f)] if x[1] == 1 else [len(of_f) + 1, len(of_f)]
    rows = 1
    for size in jacobian.shape[: len(of_f)]:
        rows *= int(size)
    return jacobian.permute(*of_f, *of_x).reshape(rows, -1)
