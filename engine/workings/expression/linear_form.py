"""Equations as written, read as linear in the unknowns: their coefficients, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from flint import fmpq
from sympy import Add, Basic, Eq, Expr, Integer, Mul, Pow, Rational, Symbol

from workings.expression.field import Element, Field, Fraction
from workings.expression.nodes import walk

__all__ = ["NotLinear", "coefficients", "entries", "field_of"]

Form: TypeAlias = tuple[dict[int, Any], Any]
LARGEST_POWER = 60


class NotLinear(ValueError):
    """An equation that is not linear in the unknowns."""


def field_of(expressions: Iterable[Basic], unknowns: Sequence[Expr] = ()) -> Field:
    """The field in which the coefficients lie: every other letter is a parameter, every root a number adjoined."""
    inner: set[Basic] = set(unknowns)
    generators: dict[Expr, None] = {}
    roots: dict[Expr, tuple[int, Rational]] = {}
    for expression in expressions:
        for node in _outermost(expression, inner):
            if any(part in inner for part in walk(node)):
                raise NotLinear(f"an unknown stands inside {node}, which is not linear")
            if isinstance(node, Pow) and isinstance(node.args[1], Rational):
                base, exponent = node.args
                root: Any = Basic.__new__(Pow, base, Rational(1, exponent.q))
                root.is_commutative = True
                if isinstance(base, Rational):
                    roots[root] = (int(exponent.q), base)
                generators[root] = None
            else:
                generators[node] = None
    ordered = sorted(generators, key=lambda g: (not isinstance(g, Symbol), str(g)))
    field = Field(tuple(ordered))
    moduli = []
    for root, (degree, base) in roots.items():
        gen = field.context.gen(ordered.index(root))
        moduli.append(gen**degree - field.context.constant(fmpq(int(base.p), int(base.q))))
    return Field(tuple(ordered), tuple(moduli)) if moduli else field


def _outermost(expression: Basic, unknowns: set[Basic]) -> Iterable[Any]:
    """The nodes that are no number, sum, product or whole power, each once, not those inside of one."""
    stack = [expression]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen or node in unknowns or isinstance(node, Rational):
            continue
        seen.add(id(node))
        if isinstance(node, Add | Mul | Eq):
            stack.extend(node.args)
        elif isinstance(node, Pow) and isinstance(node.args[1], Integer):
            stack.append(node.args[0])
        elif (isinstance(node, Pow) and isinstance(node.args[1], Rational)) or isinstance(node, Expr):
            yield node
        else:
            raise NotLinear(f"{node} is a {type(node).__name__}; a coefficient is a number or an expression")


def coefficients(
    equations: Sequence[Basic], unknowns: Sequence[Expr], field: Field | None = None
) -> tuple[tuple[tuple[Element, ...], ...], tuple[Expr, ...], Field]:
    """The rows [a_1 ... a_n | b] of the equations, what is divided by (and so is not zero), and their field.

    Raises:
        NotLinear: an equation is not linear in the unknowns; it says where.
    """
    if not equations:
        raise NotLinear("there is no equation; a system has at least one")
    if not unknowns:
        raise NotLinear("there is no unknown to solve for; write 'solve ... for x, y'")
    if len(set(unknowns)) < len(unknowns):
        raise NotLinear("an unknown is named twice")
    field = field or field_of(equations, unknowns)
    index = {unknown: i for i, unknown in enumerate(unknowns)}
    divisors: dict[Expr, None] = {}
    rows = []
    for number, equation in enumerate(equations, 1):
        if not isinstance(equation, Eq):
            raise NotLinear(f"equation {number} is no equation but {equation}; write left = right")
        try:
            left, right = [_form(side, index, field, divisors) for side in equation.args]
        except NotLinear as wrong:
            raise NotLinear(f"equation {number} is not linear: {wrong}") from None
        zero = field.rational(0)
        row = [_slope(left, i, zero) - _slope(right, i, zero) for i in range(len(unknowns))]
        rows.append((*row, right[1] - left[1]))
    return tuple(rows), tuple(divisors), field


def _slope(form: Form, i: int, zero: Element) -> Element:
    return form[0].get(i, zero)


def entries(expressions: Sequence[Expr], field: Field) -> tuple[Element, ...]:
    """Numbers and expressions in parameters as elements of the field."""
    return tuple(_form(expr, {}, field, {})[1] for expr in expressions)


def _form(expr: Basic, index: dict[Expr, int], field: Field, divisors: dict[Expr, None]) -> Form:
    """The linear form of an expression, its nodes one after another."""
    done: dict[int, Form] = {}
    atoms = set(index) | set(field.generators)
    for node in _down_to(expr, atoms):
        done[id(node)] = _node(node, [done.get(id(arg)) for arg in node.args], index, field, divisors)
    return done[id(expr)]


def _down_to(root: Basic, atoms: set[Any]) -> Iterator[Any]:
    """The nodes from the leaves up; what is inside an atom is not looked at."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack[-1]
        waiting = [] if node in atoms else [arg for arg in node.args if id(arg) not in seen]
        if id(node) not in seen and waiting:
            stack += reversed(waiting)
            continue
        stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node


def _node(
    node: Any, parts: list[Form | None], index: dict[Expr, int], field: Field, divisors: dict[Expr, None]
) -> Form:
    if node in index:
        return {index[node]: field.rational(1)}, field.rational(0)
    if isinstance(node, Rational):
        return {}, field.rational(node)
    if node in field.generators:
        return {}, field.generator(node)
    if isinstance(node, Add):
        return _sum([part for part in parts if part is not None])
    if isinstance(node, Mul):
        return _product(node, [part for part in parts if part is not None], field)
    if isinstance(node, Pow):
        return _power(node, parts, field, divisors)
    raise NotLinear(f"{node} is not linear in the unknowns")


def _sum(parts: list[Form]) -> Form:
    slopes: dict[int, Element] = dict(parts[0][0])
    constant = parts[0][1]
    for more, number in parts[1:]:
        for i, slope in more.items():
            slopes[i] = slopes[i] + slope if i in slopes else slope
        constant = constant + number
    return slopes, constant


def _product(node: Basic, parts: list[Form], field: Field) -> Form:
    number = field.rational(1)
    moving: Form | None = None
    for part in parts:
        if not any(part[0].values()):
            number = number * part[1]
        elif moving is None:
            moving = part
        else:
            raise NotLinear(f"unknowns are multiplied with each other in {node}")
    if moving is None:
        return {}, number
    return {i: slope * number for i, slope in moving[0].items()}, moving[1] * number


def _power(node: Any, parts: list[Form | None], field: Field, divisors: dict[Expr, None]) -> Form:
    base, exponent = node.args
    form = parts[0]
    if isinstance(exponent, Integer) and form is not None:
        if any(form[0].values()):
            what = "divided by" if exponent.p < 0 else "raised to a power"
            raise NotLinear(f"an unknown is {what} in {node}")
        if abs(exponent.p) > LARGEST_POWER:
            raise NotLinear(f"the exponent {exponent} is larger than {LARGEST_POWER}")
        value = form[1]
        if exponent.p < 0:
            if not value:
                raise ZeroDivisionError(f"{node} divides by zero")
            if isinstance(value, Fraction) and not field.is_constant(value):
                divisors[base] = None
            value = field.rational(1) / value
        result = field.rational(1)
        for _ in range(abs(exponent.p)):
            result = result * value
        return {}, result
    if isinstance(exponent, Rational):
        root: Any = Basic.__new__(Pow, base, Rational(1, exponent.q))
        root.is_commutative = True
        if root in field.generators and abs(exponent.p) <= LARGEST_POWER:
            whole = Basic.__new__(Pow, root, Integer(exponent.p))
            return _power(whole, [({}, field.generator(root)), None], field, divisors)
    raise NotLinear(f"{node} is not linear in the unknowns")
