"""What the words of a question say: orders, places, the function that is meant, and vectors in their notations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from sympy import Abs, Basic, Eq, Expr, Integer, Max, Min, Piecewise, Pow, Rational, Symbol, Tuple, sign
from sympy.core.function import AppliedUndef
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression import D, Gradient
from workings.expression.errors import ReadError
from workings.expression.goals import Implicit
from workings.expression.nodes import ONE, ZERO, free_in, negate, symbol, symbols_of, walk
from workings.expression.problem import read_problem
from workings.expression.reader import parse

__all__ = [
    "NUMBER",
    "ORDINAL",
    "ORDINALS",
    "PLACE",
    "Kind",
    "OutOfReach",
    "components",
    "entries",
    "first_of",
    "function_in",
    "order_of",
    "refuse_corners",
    "space_of",
    "variables_in",
    "without",
]

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINAL = rf"(?P<order>n|\d+|{'|'.join(ORDINALS)})(?:\s*-?\s*(?:th|st|nd|rd))?"
NUMBER = rf"(?:{'|'.join(ORDINALS)}|\d+|n)"


PLACE = re.compile(
    r"[,;]?\s*\b(?:about|at|around|near|cent(?:er|re)d\s+(?:at|on)|when|for)\s+(?:the\s+)?(?:point\s+)?"
    r"(?P<place>(?:[A-Za-z](?:_?\d)?|\([A-Za-z, ]+\))\s*=\s*(?:\([^()]*\)|[^\s,;]+(?:\s*/\s*[^\s,;]+)?)"
    r"|\([^()=]*,[^()=]*\)|[-+−]?(?:\d|pi|π|\\pi|a\b)[^\s,;]*)",
    re.I,
)


Kind = tuple["re.Pattern[str]", Callable[[str, "re.Match[str]"], "Basic | None"]]


def first_of(kinds: Iterable[Kind], text: str) -> Basic | None:
    """The goal of the first kind whose words the text has and whose clauses can be read; None where there is none."""
    for pattern, make in kinds:
        found = pattern.search(text)
        if found is not None:
            with suppress(
                ReadError
            ):  # the words have another meaning here; if none fits, the reader says what is wrong
                goal = make(text, found)
                if goal is not None:
                    return goal
    return None


def without(text: str, *spans: tuple[int, int]) -> str:
    """The text with these parts blanked out, so that places stay what they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def order_of(word: str) -> Any:
    if word == "n":
        return symbol("n")
    return Integer(word) if word.isdigit() else Integer(ORDINALS.index(word.lower()) + 1)


def function_in(text: str) -> Expr | None:
    """The function that a text is about: what stands there, or what a name in it is defined as."""
    problem = read_problem(text)
    if isinstance(problem.goal, D | Gradient | Implicit) and isinstance(problem.goal.args[0], Expr):
        return problem.goal.args[0]
    parts: Iterable[Any] = problem.body.args if isinstance(problem.body, Tuple) else (problem.body,)
    for part in (*problem.givens, *parts):
        if isinstance(part, Eq) and isinstance(part.args[0], Symbol | AppliedUndef):
            part = part.args[1]
        if isinstance(part, Expr) and symbols_of([part]):
            return part
    return None


def variables_in(text: str, f: Expr) -> tuple[Symbol, ...]:
    """The variables of f, the function that a text is about: x of f(x) = a x^2, or all of its letters."""
    functions = list(read_problem(text).scope.functions.values())
    if len(functions) == 1 and set(functions[0]) & {s.name for s in symbols_of([f])}:
        return tuple(map(symbol, functions[0]))
    return free_in(f)


class OutOfReach(ValueError):
    """The question is understood, and its whole answer can't be given here."""


def refuse_corners(text: str, f: Expr) -> None:
    """Raises OutOfReach where critical points are asked for of a function that may have some without a slope."""
    if re.search(r"\bcritical\b", text, re.I) and any(
        isinstance(node, Abs | sign | Piecewise | Max | Min) or (isinstance(node, Pow) and _is_odd_root(node.args[1]))
        for node in walk(f)
        if symbols_of([node])
    ):
        raise OutOfReach("critical points without a slope are not found here; ask for the stationary points")


def _is_odd_root(exponent: Basic) -> bool:
    return isinstance(exponent, Rational) and bool(exponent.q > 1 and exponent.q % 2)


def entries(place: str) -> tuple[Expr, ...]:
    """The numbers of a place: (1, 2), x = 3, pi/2."""
    place = re.sub(r"^\s*(?:the\s+)?(?:points?\s+)?(?:where\s+|with\s+)?", "", place).rstrip(" .;?")
    node = parse(place)
    if isinstance(node, Eq):
        node = node.args[1]
    return tuple(node.args) if isinstance(node, Tuple) else (node,)


def components(text: str) -> tuple[Expr, ...] | None:
    """The components of a vector: (P, Q), <P, Q>, P i + Q j, also after `F =` or `F(x, y) =`; None where it is none."""
    named = re.match(
        r"^\s*(?:the\s+)?(?:(?:vector\s+)?(?:field|function)\s+)?\\?(?:mathbf|vec|bm)?\{?[A-Za-z]\}?\s*(?:\([A-Za-z, ]*\))?\s*=\s*",
        text,
    )
    body = text[named.end() :] if named else text
    body = body.strip(" .;")
    bare = re.fullmatch(r"(?:<|\\langle|⟨)(.+)(?:>|\\rangle|⟩)", body)
    body = f"({bare[1]})" if bare else body
    by_units = _by_units(body)
    if by_units is not None:
        return by_units
    node: Any = parse(body)
    if isinstance(node, Tuple):
        return tuple(node.args) if all(isinstance(part, Expr) for part in node.args) else None
    return tuple(node) if isinstance(node, ImmutableDenseMatrix) and node.cols == 1 else None


_UNIT = re.compile(
    r"\s*[*·]?\s*(?:\\(?:mathbf|hat|vec|bm|boldsymbol)\s*\{?\s*\\?)?(?:imath|jmath|(?<![A-Za-z\\])[ijk]|î|ĵ|k̂)\}?\s*(?=[-+−]|$)"
)


def _by_units(text: str) -> tuple[Expr, ...] | None:
    """P i + Q j + R k: before each of the unit vectors stands a component."""
    found: dict[str, Expr] = {}
    start = 0
    for unit in _UNIT.finditer(text):
        letter = next(c for c in "ijk" if c in unit[0].replace("î", "i").replace("ĵ", "j").replace("imath", "i"))
        part = text[start : unit.start()].strip().lstrip("+").strip()
        if letter in found or part.count("(") != part.count(")"):
            return None
        sign = part[:1] if part[:1] in ("-", "−") else ""
        size = parse(part[len(sign) :]) if part[len(sign) :].strip() else ONE
        if not isinstance(size, Expr):
            return None
        found[letter] = negate(size) if sign else size
        start = unit.end()
    if len(found) < 2 or text[start:].strip():
        return None
    return tuple(found.get(letter, ZERO) for letter in ("ijk" if "k" in found else "ij"))


def space_of(field: tuple[Expr, ...], named: str = "") -> tuple[Symbol, ...]:
    """The variables of a vector field: those named, x, y, z where no others occur, else its symbols by name.

    Raises:
        ValueError: there are not as many variables as components.
    """
    if named:
        return tuple(symbol(name.strip()) for name in named.split(","))
    usual = tuple(symbol(name) for name in "xyz"[: len(field)])
    present = symbols_of(field)
    found = usual if set(present) <= set(usual) else present
    if len(found) != len(field):
        names = ", ".join(s.name for s in found)
        raise ValueError(f"{len(field)} components, but the variables {names}; say 'in (x, y, z)'")
    return found
