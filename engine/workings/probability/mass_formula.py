"""A table of probabilities given by a formula: `P(X = k) = c k for k = 1, 2, 3`, and the constant in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sympy import Basic, Eq, Expr, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.density_goals import MassConstant
from workings.expression.errors import ReadError
from workings.expression.nodes import ZERO, add, integer, symbol, symbols_of
from workings.expression.probability_goals import Word
from workings.probability.statements import Given, Statement, Support

__all__ = ["constant_in", "impossible_mass", "read_mass_formula", "with_masses"]

_new = Basic.__new__
_MOST_VALUES = 60
_HEAD = (
    r"(?:(?:P|Pr|ℙ|Prob)\s*[(\[]\s*(?P<name>[A-Z]\w?)\s*=\s*(?P<k>[a-z])\s*[)\]]"
    r"|(?P<f>[pfP])(?:_\{?(?P<of>[A-Z])\}?)?\s*\(\s*(?P<k2>[a-z])\s*\))\s*=\s*"
)
_VALUE = r"-?\d+(?:\.\d+)?(?:/\d+)?"
_RANGE = (
    rf"(?P<set>\{{[^}}]*\}}|{_VALUE}(?:\s*,?\s*(?:and|or|,)\s*(?:{_VALUE}|\.\.\.|…|\\l?dots))+)"
    rf"|(?P<low>-?\d+)\s*(?:<=|≤|\\leq?)\s*(?:k|x|i|n)\s*(?:<=|≤|\\leq?)\s*(?P<high>-?\d+)"
)
_LINE = re.compile(
    rf"{_HEAD}(?P<body>.+?)(?:\s*(?:,|;|\(|\bfor\b|\bwhere\b|\bif\b|\bwhen\b)+\s*"
    rf"(?:(?P<letter>[a-z])\s*(?:=|in|∈)\s*)?(?:{_RANGE})\s*\)?)?\s*"
    r"(?:[,;]?\s*(?:and\s+)?(?:0|zero)\s+(?:otherwise|elsewhere|else))?$"
)


def read_mass_formula(line: str) -> list[Statement] | None:
    """`P(X=k) = k/6 for k = 1, 2, 3` as X with its values, and P(X=k) with the letter k in it; None of other lines."""
    found = _LINE.match(line.strip().rstrip("."))
    if not found:
        return None
    letter = found["k"] or found["k2"]
    values = _values(found)
    if (found["letter"] or letter) != letter or (found["f"] and not values):
        return None
    body = _expression(found["body"])
    if body is None or symbol(letter) not in symbols_of([body]):
        return None
    name = found["name"] or found["of"] or "X"
    stated: list[Statement] = [] if not values else [Support(name, tuple(values))]
    return [*stated, Given(_new(Eq, Word(name), Word(letter)), None, body)]


def _values(found: re.Match[str]) -> list[Any]:
    if found["low"]:
        return _between(int(found["low"]), int(found["high"]), found[0])
    if not found["set"]:
        return []
    parts = [p for p in re.split(r"\s*(?:,|\band\b|\bor\b)\s*", found["set"].strip("{} ")) if p]
    dots = [i for i, part in enumerate(parts) if part in ("...", "…") or part.startswith("\\")]
    if dots:
        ends = [part for i, part in enumerate(parts) if i not in dots]
        if dots != [len(parts) - 2] or not all(re.fullmatch(r"-?\d+", end) for end in ends):
            raise ReadError("a list with dots ends in a whole number", found[0], found.span("set"), "1, 2, ..., 6")
        return _between(int(ends[0]), int(ends[-1]), found[0])
    return [_expression(part) for part in parts]


def _between(low: int, high: int, line: str) -> list[Any]:
    if not low <= high < low + _MOST_VALUES:
        raise ReadError("these are no values, or too many", line, (0, len(line)), f"{_MOST_VALUES} at most")
    return [integer(k) for k in range(low, high + 1)]


def _expression(text: str) -> Any:
    from workings.expression.reader import read

    try:
        node = read(text).node
    except ReadError:
        return None
    return node if isinstance(node, Expr) else None


def with_masses(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with every formula P(X = k) = ... put as one probability for each value of X."""
    found: list[Statement] = []
    for s in statements:
        letter = _letter(s)
        if letter is None or not isinstance(s, Given):
            found.append(s)
            continue
        name = s.event.args[0]
        values = next((t.values for t in statements if isinstance(t, Support) and Word(t.name) == name), ())
        if not values:
            said = f"P({name} = {letter})"
            raise ReadError(f"which values {name} can have is not said", said, (0, len(said)), f"{name} in {{1, 2, 3}}")
        found += [Given(_new(Eq, name, v), None, _at(s.value, letter, v)) for v in values]
    return found


def _letter(s: Statement) -> Symbol | None:
    """The k of P(X = k) = ..., where it stands in the value too."""
    if not isinstance(s, Given) or s.condition is not None or not isinstance(s.event, Eq):
        return None
    value = s.event.args[1]
    letter = symbol(value.name) if isinstance(value, Word) else None
    return letter if letter in symbols_of([s.value]) else None


def _at(formula: Expr, letter: Symbol, value: Any) -> Any:
    """The formula at one value, worked out where it is a number."""
    put_in = replace(formula, {letter: value})
    return put_in if symbols_of([put_in]) else canonical(put_in)


def constant_in(statements: Sequence[Statement], letter: str) -> MassConstant | None:
    """The question for which constant the probabilities of one variable sum to 1; None where it is in no such table."""
    c = symbol(letter)
    names = {s.event.args[0] for s in statements if isinstance(s, Given) and _is_mass(s) and c in symbols_of([s.value])}
    if len(names) != 1:
        return None
    (name,) = names
    masses = [s.value for s in statements if isinstance(s, Given) and _is_mass(s) and s.event.args[0] == name]
    split = [_linear(mass, c) for mass in masses]
    pairs = [pair for pair in split if pair is not None]
    if len(pairs) < len(masses):
        return None
    slopes, rests = ([part for part in column if part != 0] for column in zip(*pairs, strict=True))
    if canonical(add(*slopes)) == 0:
        return None
    return MassConstant(c, add(*slopes), add(*rests) if rests else ZERO)


def _is_mass(s: Given) -> bool:
    return s.condition is None and isinstance(s.event, Eq) and not isinstance(s.event.args[1], Word)


def _linear(mass: Expr, c: Symbol) -> tuple[Expr, Expr] | None:
    """a and b of a mass a c + b, which are numbers; None of other masses."""
    from sympy import Poly, PolynomialError

    try:
        found = Poly(canonical(mass), c)
    except PolynomialError:
        return None
    parts = found.coeff_monomial(c), found.coeff_monomial(1)
    plain = all(isinstance(part, Rational) for part in parts)
    return parts if plain and found.degree() <= 1 else None


def impossible_mass(statements: Sequence[Statement], c: Symbol, value: Any) -> Rational | None:
    """A probability that with this constant is no number from 0 to 1; None where all are."""
    for s in statements:
        if isinstance(s, Given) and _is_mass(s) and c in symbols_of([s.value]):
            mass = canonical(replace(s.value, {c: value}))
            if isinstance(mass, Rational) and not 0 <= mass <= 1:
                return mass
    return None
