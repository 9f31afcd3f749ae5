"""What torch lacks, or says in another way: every function here is differentiable by autograd and passes nan on."""

from __future__ import annotations

import math
from typing import Any

import torch

__all__ = [
    "atan2", "cbrt", "csch", "digamma", "gamma", "heaviside", "like", "logcosh", "loggamma", "maximum", "minimum",
    "polygamma", "sech", "sign", "softplus",
]  # fmt: skip

Tensor = Any


def cbrt(u: Tensor) -> Tensor:
    """The real cube root: a power, and one step of Newton's, since the float 1/3 is a little less than a third."""
    size = torch.abs(u)
    root = torch.pow(size, 1 / 3)
    excess = torch.nan_to_num((root * root * root / size - 1) / 3, nan=0.0).detach()
    return torch.copysign(root - root * excess, u)


def sign(u: Tensor) -> Tensor:
    return torch.where(torch.isnan(u), u, torch.sign(u))  # torch calls the sign of nan zero


def maximum(u: Tensor | float, v: Tensor | float) -> Tensor:
    if isinstance(u, float):
        u, v = v, u
    return torch.clamp(u, min=v) if isinstance(v, float) else torch.maximum(u, v)


def minimum(u: Tensor | float, v: Tensor | float) -> Tensor:
    if isinstance(u, float):
        u, v = v, u
    return torch.clamp(u, max=v) if isinstance(v, float) else torch.minimum(u, v)


def heaviside(u: Tensor, at_zero: float) -> Tensor:
    """`torch.heaviside` has no derivative and calls 0 what is nan; this one has the derivative 0."""
    step = torch.where(u == 0, at_zero, (u > 0).to(u.dtype))
    return torch.where(torch.isnan(u), u, step)


def softplus(u: Tensor) -> Tensor:
    """ln(1 + e^u): beyond 40 it is u to double precision (torch's own threshold, 20, is good to 1e-10 only)."""
    return torch.nn.functional.softplus(u, beta=1.0, threshold=40.0)


def sech(u: Tensor) -> Tensor:
    """1/cosh u, with exponentials that can't overflow: so that autograd's derivative doesn't, either."""
    e = torch.exp(-torch.abs(u))
    return 2 * e / (1 + e * e)


def csch(u: Tensor) -> Tensor:
    return 1 / torch.sinh(u)


def logcosh(u: Tensor) -> Tensor:
    """ln cosh u = ln(1 + 2 sinh² u/2), which is |u| - ln 2 where u is large."""
    size = torch.abs(u)
    near = torch.clamp(size, max=30.0)
    s = torch.sinh(near / 2)
    return torch.log1p(2 * s * s) + (size - near)


def atan2(y: Tensor | float, x: Tensor | float) -> Tensor:
    if isinstance(y, float):
        return torch.atan2(torch.full_like(x, y), x)
    return torch.atan2(y, torch.full_like(y, x) if isinstance(x, float) else x)


def like(value: float, u: Tensor) -> Tensor:
    return torch.full_like(u, value)


def gamma(u: Tensor) -> Tensor:
    """Γ(u) as ± exp(ln |Γ(u)|): negative where floor(u) is negative and odd; nan at the poles."""
    below = torch.floor(u)
    negative = (u < 0) & (torch.remainder(below, 2) == 1)
    size = torch.exp(torch.lgamma(u))
    return torch.where((u <= 0) & (u == below), math.nan, torch.where(negative, -size, size))


def loggamma(u: Tensor) -> Tensor:
    return torch.where(u < 0, math.nan, torch.lgamma(u))


def digamma(u: Tensor) -> Tensor:
    return torch.where(_pole(u), math.nan, torch.digamma(u))


def polygamma(n: float, u: Tensor) -> Tensor:
    """The n-th derivative of ψ; for n = 1 by Hurwitz's zeta(2, u), as torch's own trigamma has ten digits only."""
    value = torch.special.zeta(2.0, u) if n == 1 else torch.polygamma(int(n), u)
    return torch.where(_pole(u), math.nan, torch.where(u == math.inf, 0.0, value))


def _pole(u: Tensor) -> Tensor:
    return (u <= 0) & (u == torch.floor(u))
