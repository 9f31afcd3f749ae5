"""Definitions in a text, y = ... and f(x) = ..., and what their names stand for put in the place of the names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Basic, Eq, Symbol, Tuple, exp, log
from sympy.core.function import AppliedUndef

from workings.expression.algebra import rebuild
from workings.expression.families import meaning_of_member
from workings.expression.goals import D
from workings.expression.members import Member
from workings.expression.named import Named
from workings.expression.nodes import bound_in, call, symbols_of, walk
from workings.expression.reading import Reading
from workings.expression.scope import EMPTY, Scope

__all__ = ["defined", "parameter_of", "scope_of", "substitute"]


def defined(node: Any) -> tuple[str, tuple[str, ...] | None, Any] | None:
    """(name, arguments, expression) of y = ..., f(x) = ...; the arguments of a plain name are None."""
    if not isinstance(node, (Eq, Tuple)) or len(node.args) < 2:
        return None
    left, right = node.args[0], node.args[1]
    if isinstance(left, log) and len(left.args) == 1 and isinstance(left.args[0], Symbol | AppliedUndef):
        left, right = left.args[0], call(exp, right)  # ln L = ... says what L is
    if isinstance(left, Named) and len(left.args) == 1 and isinstance(left.args[0], Symbol):
        return type(left).__name__, (left.args[0].name,), right  # softplus(x) = ln(1 + e^x) says what it is
    if isinstance(left, AppliedUndef) and all(isinstance(a, Symbol) for a in left.args):
        return type(left).__name__, tuple(a.name for a in left.args), right
    if isinstance(left, Symbol) and left not in symbols_of([right]):
        return left.name, None, right
    return None


def _definitions(readings: Iterable[Reading]) -> list[tuple[str, tuple[str, ...] | None, Any]]:
    found = []
    for reading in readings:
        chain = isinstance(reading.node, Eq) or (reading.signs and set(reading.signs) == {"="})
        if chain and not reading.continues and (definition := defined(reading.node)) is not None:
            found.append(definition)
    return found


def scope_of(readings: tuple[Reading, ...]) -> Scope:
    """What the definitions of a text say about its names."""
    definitions = _definitions(readings)
    functions = {name: args for name, args, _ in definitions if args is not None}
    dependents: dict[str, tuple[str, ...]] = {}
    for name, args, right in definitions:
        bound = bound_in(right)
        variables = tuple(s.name for s in symbols_of([right]) if s not in bound)
        if args is None and name not in functions and variables:
            dependents[name] = variables
    for reading in readings:
        for node in walk(reading.node):
            # dx/dt = 3 makes x depend on t
            named = isinstance(node, D) and isinstance(node.f, Symbol) and isinstance(node.x, Symbol)
            if named and node.f.name not in functions:
                dependents.setdefault(node.f.name, ())
    if not functions and not dependents:
        return EMPTY
    return Scope(functions=functions, dependents=dependents, variable=_prime_by(readings, functions, dependents))


def _prime_by(
    readings: tuple[Reading, ...], functions: dict[str, tuple[str, ...]], dependents: dict[str, tuple[str, ...]]
) -> str:
    """The variable that a prime differentiates by."""
    for arguments in (*functions.values(), *dependents.values()):
        free = [a for a in arguments if a not in dependents]
        if len(free) == 1:
            return free[0]
    names = {s.name for reading in readings for s in symbols_of([reading.node])}
    return next((v for v in ("x", "t", "s", "u", "z", "r", "w") if v in names and v not in dependents), "x")


def substitute(expr: Basic, names: dict[str, Any], functions: dict[str, tuple[tuple[str, ...], Any]]) -> Any:
    """`expr` with defined names and functions replaced by what they stand for; nothing is evaluated."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        now: Any = rebuild(node, tuple([done[id(a)] for a in node._args])) if node._args else node
        if isinstance(now, Symbol) and now.name in names:
            now = names[now.name]
        elif isinstance(now, Symbol | Member):
            meaning = meaning_of_member(now, names)
            now = now if meaning is None else meaning
        elif isinstance(now, log) and now is not node and isinstance(now.args[0], exp) and len(now.args) == 1:
            now = now.args[0].args[0]  # the ln L that was defined
        elif isinstance(now, AppliedUndef) and type(now).__name__ in functions:
            arguments, body = functions[type(now).__name__]
            if len(arguments) == len(now.args):
                places = dict(zip(arguments, now.args, strict=True))
                now = (
                    body
                    if all(v == getattr(a, "name", "") for v, a in places.items())
                    else substitute(body, places, {})
                )
        done[id(node)] = now
    return done[id(expr)]


_PARAMETERS = ("t", "theta", "phi", "tau", "u", "s")


def parameter_of(across: Any, up: Any) -> Symbol | None:
    """The letter by which a curve x = ..., y = ... is run through: the one of both, or t, θ ... beside constants.

    Raises:
        ValueError: several letters of both could be it.
    """
    letters = symbols_of([across])
    if len(letters) == 1:
        return letters[0]
    common = [s for s in letters if s in symbols_of([up])]
    usual = [s for name in _PARAMETERS for s in common if s.name == name]
    if len(common) > 1 and not usual:
        names = ", ".join(s.name for s in common)
        raise ValueError(f"the curve has the letters {names}; write its parameter as t")
    return usual[0] if usual else common[0] if common else None
