"""Systems in floats on torch, on any of its devices."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from workings.linear.floats import SMALL, check_shapes, solve_three

__all__ = ["solve_torch"]


def solve_torch(a: Any, b: Any, device: str | None = None) -> tuple[Any, Any, Any]:
    """x, residual and condition as in `solve_floats`."""
    left = torch.as_tensor(a, device=device)
    left = left if left.is_floating_point() else left.to(torch.float64)
    right = torch.as_tensor(b, device=left.device, dtype=left.dtype)
    check_shapes(tuple(left.shape), tuple(right.shape))
    if right.shape[-1] == SMALL and left.device.type == "cpu" and not (left.requires_grad or right.requires_grad):
        with np.errstate(all="ignore"):  # the same memory; small arithmetic goes faster there
            found = solve_three(left.numpy(), right.numpy(), np)
        return tuple(map(torch.from_numpy, found))
    if right.shape[-1] == SMALL:
        return solve_three(left, right, torch)
    inverse = torch.linalg.inv_ex(left).inverse
    x = (inverse @ right[..., None])[..., 0]
    x = x + (inverse @ (right - (left @ x[..., None])[..., 0])[..., None])[..., 0]
    size = left.abs().sum(-1).amax(-1)
    off = ((left @ x[..., None])[..., 0] - right).abs().amax(-1)
    residual = off / (size * x.abs().amax(-1) + right.abs().amax(-1))
    condition = size * inverse.abs().sum(-1).amax(-1)
    infinite = torch.full_like(condition, torch.inf)
    return x, residual, torch.where(torch.isfinite(condition), condition, infinite)
