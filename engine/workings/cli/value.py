"""`--at x=1`: what an answer is at a point, exactly, and what torch's autograd makes of the question there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from sympy import Basic, Expr, Symbol, false

import workings as wk
from workings.cli.shared import Failed
from workings.expression import Gradient, Hessian, Jacobian
from workings.expression.goals import Value as ValueGoal
from workings.expression.nodes import symbols_of
from workings.expression.values import NoValue, entries, value_at
from workings.rule import Text

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = ["Value", "point_of"]


def point_of(places: tuple[str, ...], variables: Sequence[Symbol]) -> tuple[dict[Symbol, Expr], bool]:
    """`x=1` and `x=1, y=pi/2` as variables of the question with exact values, and whether decimals were used."""
    decimal = False
    symbols = {symbol.name: symbol for symbol in variables}
    at: dict[Symbol, Expr] = {}
    for part in (part for place in places for part in place.split(",") if part.strip()):
        left, equals, right = part.partition("=")
        if not equals:
            raise Failed(f"--at {part}: a place is written as a variable and its value, such as x=1")
        try:
            name, reading = wk.parse(left), wk.read(right)
        except wk.ReadError as unread:
            raise Failed(f"--at {part}: {unread}") from unread
        value, decimal = reading.node, decimal or reading.decimal
        if str(name) not in symbols:
            raise Failed(f"--at {part}: the question's variables are {', '.join(symbols) or 'none'}")
        try:
            number = isinstance(value, Expr) and value_at(value, {}).is_number
        except NoValue:
            number = False
        if not number:
            raise Failed(f"--at {part}: the value must be a real number, such as 1, 0.5 or pi/2")
        if symbols[str(name)] in at:
            raise Failed(f"--at {part}: {name} has two values; ask for one point at a time")
        at[symbols[str(name)]] = value
    return at, decimal


@dataclass(frozen=True, slots=True)
class Value:
    """What a derivation's answer is at a point, and what torch's autograd makes of the question there.

    `numbers` and `autograd` go entry by entry, where the answer is a vector or a matrix.
    """

    at: dict[Symbol, Expr]
    decimal: bool
    exact: Basic | None = None
    numbers: tuple[float, ...] = ()
    autograd: tuple[float, ...] = ()
    trouble: str = ""
    outside: Basic | None = None
    silence: str = ""

    @staticmethod
    def of(derivation: Derivation, at: dict[Symbol, Expr], decimal: bool) -> Value:
        try:
            exact = value_at(derivation.result, at)
            for condition in derivation.conditions:
                left, right = (value_at(side, at) for side in condition.args)
                if condition.func(left, right) is false:
                    return Value(at, decimal, outside=condition)
        except NoValue as none:
            return Value(at, decimal, trouble=str(none))
        if symbols_of([exact]):
            return Value(at, decimal, exact)
        numbers = tuple(float(entry.evalf()) for entry in entries(exact))
        if not all(map(isfinite, numbers)):
            return Value(at, decimal, exact, silence="no float")
        autograd, silence = _asked_of_torch(derivation.goal, at)
        return Value(at, decimal, exact, numbers, autograd, silence=silence)

    @property
    def differs(self) -> bool:
        pairs = zip(self.numbers, self.autograd, strict=bool(self.autograd))
        return any(not abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours)) for ours, theirs in pairs)

    def told(self, lang: str, unicode: bool = True) -> str:
        def write(node: Any) -> str:
            return wk.to_text(node, unicode=unicode, decimal=self.decimal)

        place = ", ".join(f"{write(symbol)} = {write(value)}" for symbol, value in self.at.items())
        if self.outside is not None:
            return _SAID["outside"][lang].format(place, write(self.outside))
        if self.exact is None:
            return _SAID["none"][lang].format(place, self.trouble)
        value = write(self.exact) if self.silence != "no float" else str(self.exact.evalf(10))
        if len(self.numbers) == 1 and not (self.exact.is_Integer or self.decimal):
            value += f" {'≈' if unicode else '~'} {self.numbers[0]:.10g}"
        parts = [_SAID["value"][lang].format(place, value)]
        if self.silence:
            parts.append(_SAID[self.silence][lang])
        elif self.autograd:
            said = _SAID["differs" if self.differs else "agrees"][lang]
            numbers = ", ".join(f"{number:.10g}" for number in self.autograd)
            parts.append(said.format(numbers if len(self.autograd) == 1 else f"({numbers})"))
        return (" · " if unicode else "; ").join(parts)

    def record(self) -> dict[str, Any]:
        return {
            "at": {symbol.name: str(value) for symbol, value in self.at.items()},
            "exact": None if self.exact is None else wk.to_text(self.exact, unicode=False),
            "numbers": self.numbers,
            "autograd": self.autograd,
        }


_SAID = {
    "value": Text("at {}: {}", "{} のとき {}"),
    "none": Text("at {}: no value, {}", "{} のとき値がありません（{}）"),
    "outside": Text("at {}: outside of where this is valid, {}", "{} は {} の範囲の外です"),
    "no float": Text("too large for torch", "torch には大きすぎます"),
    "agrees": Text("torch autograd gives {} too", "torch の自動微分も {}"),
    "differs": Text("torch autograd gives {}, which differs", "torch の自動微分は {} で、一致しません"),
    "no torch": Text(
        "torch is not installed, so autograd was not asked", "torch が入っていないため、自動微分とは比べていません"
    ),
    "no program": Text("torch can't run this question", "この問いは torch では計算できません"),
}


def _asked(goal: Any) -> list[tuple[Any, tuple[Symbol, ...]]]:
    """Entry by entry, the function that is differentiated and the variables by which it is."""
    if isinstance(goal, ValueGoal):
        goal = goal.args[0]
    if isinstance(goal, Gradient):
        return [(goal.f, (v,)) for v in goal.variables]
    if isinstance(goal, Jacobian):
        return [(f, (v,)) for f in goal.f.args for v in goal.variables]
    if isinstance(goal, Hessian):
        return [(goal.f, (v, w)) for v in goal.variables for w in goal.variables]
    by: tuple[Symbol, ...] = ()
    while isinstance(goal, wk.D):
        by = (goal.x,) * int(goal.order) + by
        goal = goal.f
    return [(goal, by)]


def _asked_of_torch(goal: Any, at: dict[Symbol, Expr]) -> tuple[tuple[float, ...], str]:
    """The derivatives that `goal` asks for, by torch autograd of the functions themselves; else why there are none."""
    from importlib.util import find_spec

    from workings.numeric import NumericError

    if find_spec("torch") is None:
        return (), "no torch"
    import torch

    found: list[float] = []
    for function, by in _asked(goal):
        if not by:
            return (), ""
        try:
            f = wk.lambdify(function, list(at), backend="torch")
        except NumericError:
            return (), "no program"
        places = {s: torch.tensor(float(v), dtype=torch.float64, requires_grad=True) for s, v in at.items()}
        value = f(*places.values())
        for symbol in by:
            if not value.requires_grad:
                value = torch.zeros(())
                break
            (value,) = torch.autograd.grad(value, places[symbol], create_graph=True, materialize_grads=True)
        found.append(float(value.detach()))
    return tuple(found), ""
