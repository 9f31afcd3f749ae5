"""Learning by descent, with every iterate kept: gradient descent, momentum and Adam on an expression."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from workings.derive import differentiate
from workings.expression.reader import parse
from workings.numeric.compiled import value_and_gradient

__all__ = ["Descent", "descend", "update_rule"]

Method = Literal["gradient", "momentum", "adam"]


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """The way down: row i of `points` and `gradients` and entry i of `values` are of iterate i, the start first.

    >>> from workings import descend, parse
    >>> way = descend(parse("x^2"), {"x": 1.0}, rate=0.25, steps=2)
    >>> way.values
    array([1.    , 0.25  , 0.0625])
    """

    parameters: tuple[Any, ...]
    points: Any
    values: Any
    gradients: Any

    @property
    def result(self) -> dict[Any, float]:
        """The last point."""
        return dict(zip(self.parameters, self.points[-1].tolist(), strict=True))

    def __repr__(self) -> str:
        where = ", ".join(f"{s.name} = {v:g}" for s, v in self.result.items())
        return f"<Descent: {len(self.values) - 1} steps, from {self.values[0]:g} to {self.values[-1]:g} at {where}>"


def update_rule(loss: Any, parameters: Sequence[Any], method: Method = "gradient") -> str:
    r"""One step of descent as LaTeX, with the partial derivatives worked out by the rules.

    Arguments:
        loss: an expression or text.
        parameters: symbols or names.
        method: as in `descend`, where the letters are explained.

    Raises:
        ReadError, ValueError, NoRule: text that can't be read, an unknown method, no derivative.

    >>> print(update_rule("(w x - y)^2", ["w"]))
    \begin{align*}
      w &\leftarrow w - \eta \left(2x(wx - y)\right)
    \end{align*}
    """
    from workings.show import to_latex

    _known(method)
    formula = _read(loss)
    rows = []
    for parameter in map(_read, parameters):
        slope, name = to_latex(differentiate(formula, parameter).answer), to_latex(parameter)
        if method == "gradient":
            rows.append(rf"{name} &\leftarrow {name} - \eta \left({slope}\right)")
        elif method == "momentum":
            rows.append(rf"v_{{{name}}} &\leftarrow \beta v_{{{name}}} + \left({slope}\right)")
            rows.append(rf"{name} &\leftarrow {name} - \eta v_{{{name}}}")
        else:
            m, square = rf"m_{{{name}}}", rf"s_{{{name}}}"
            rows.append(rf"{m} &\leftarrow \beta {m} + (1 - \beta) \left({slope}\right)")
            rows.append(rf"{square} &\leftarrow \gamma {square} + (1 - \gamma) \left({slope}\right)^{{2}}")
            hat = rf"{m} / (1 - \beta^{{t}})", rf"{square} / (1 - \gamma^{{t}})"
            rows.append(rf"{name} &\leftarrow {name} - \eta \frac{{{hat[0]}}}{{\sqrt{{{hat[1]}}} + 10^{{-8}}}}")
    return "\n".join([r"\begin{align*}", " \\\\\n".join(f"  {row}" for row in rows), r"\end{align*}"])


def _read(given: Any) -> Any:
    return parse(given) if isinstance(given, str) else given


def _known(method: str) -> None:
    if method not in ("gradient", "momentum", "adam"):
        raise ValueError(f"the method {method!r} is not known; there are 'gradient', 'momentum' and 'adam'")


def descend(
    loss: Any,
    start: Mapping[Any, float],
    data: Mapping[Any, Any] | None = None,
    *,
    method: Method = "gradient",
    rate: float = 0.1,
    steps: int = 100,
    momentum: float = 0.9,
    decay: float = 0.999,
) -> Descent:
    """Minimise a loss over its parameters.

    The rules, with g the gradient, η the `rate`, β the `momentum` and γ the `decay`:

    - `"gradient"`: θ ← θ - η g
    - `"momentum"`: v ← β v + g, θ ← θ - η v
    - `"adam"`: m ← β m + (1 - β) g, s ← γ s + (1 - γ) g², θ ← θ - η m̂ / (√ŝ + 1e-8), with m̂ = m/(1 - βᵗ) and
      ŝ = s/(1 - γᵗ)

    Arguments:
        loss: an expression, or text, in the parameters and, with `data`, in the symbols of one observation.
        start: the parameters, symbols or names, and where they begin.
        data: the other symbols and their values, an array each; the loss is then the mean over the observations.
        method, rate, steps, momentum, decay: the rule, and the numbers in it.

    Raises:
        NumericError, ReadError: as `lambdify` and `parse` do.
        ValueError: an unknown method.

    >>> from sympy.abc import x, y
    >>> descend("(w - 2)^2", {"w": 0}, steps=100)
    <Descent: 100 steps, from 4 to 1.65981e-19 at w = 2>
    >>> round(descend((x - 3)**2 + 2*y**2, {x: 0.0, y: 1.0}, steps=50).result[x], 4)
    3.0
    """
    _known(method)
    given = {_read(symbol): column for symbol, column in (data or {}).items()}
    parameters = tuple(map(_read, start))
    run = value_and_gradient(_read(loss), (*parameters, *given), by=parameters)
    columns = [np.asarray(v, dtype=np.float64) for v in given.values()]
    point = np.array([float(v) for v in start.values()])
    points, values, gradients = [point], [], []
    velocity, square = np.zeros_like(point), np.zeros_like(point)
    for t in range(1, steps + 2):
        value, partials = run(*point.tolist(), *columns)
        g = np.array([np.mean(p) for p in partials])
        values.append(float(np.mean(value)))
        gradients.append(g)
        if t > steps:
            break
        if method == "gradient":
            point = point - rate * g
        elif method == "momentum":
            velocity = momentum * velocity + g
            point = point - rate * velocity
        else:
            velocity = momentum * velocity + (1 - momentum) * g
            square = decay * square + (1 - decay) * g * g
            scale = math.sqrt(1 - decay**t) / (1 - momentum**t)
            point = point - rate * scale * velocity / (np.sqrt(square) + 1e-8 * math.sqrt(1 - decay**t))
        points.append(point)
    return Descent(parameters, np.array(points), np.array(values), np.array(gradients))
