"""Numbers before a matrix put together: 2 · 3 A = 6A, s s = s², s² 1/s = s."""

from typing import Any

from sympy import Expr, Integer, Mul, Pow, Rational

from workings.expression import mul
from workings.expression.nodes import ONE, ZERO, power
from workings.expression.shaped import (
    ENTRY,
    Diag,
    DiagonalOf,
    Eye,
    Frobenius,
    Letter,
    Map,
    Multiple,
    NormOf,
    Ones,
    Product,
    SumOfEntries,
    Tr,
    Vec,
    dimensions_of,
    is_number,
    is_scalar,
    multiple,
    split_multiple,
    times,
)
from workings.expression.shaped_goals import Neat, nothing
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.everywhere import law_of
from workings_rules.calculus.matrix.sources import LAY, PARR
from workings_rules.calculus.matrix.words import A, x


def counted(node: Any) -> Any:
    """One rational number before a product; a number out of a function's body, or out of a diagonal matrix."""
    if isinstance(node, Diag | DiagonalOf | Vec | Tr) and isinstance(node.inner, Multiple):
        ahead, part = split_multiple(node.inner)
        return multiple(*ahead, type(node)(part))
    if isinstance(node, Tr) and isinstance(node.inner, Eye):
        return size_as_number(node.inner.rows)
    if isinstance(node, SumOfEntries) and isinstance(node.inner, Ones):
        rows, columns = (size_as_number(size) for size in node.inner.shape)
        return None if rows is None or columns is None else multiple(rows, columns)
    if isinstance(node, Map) and node.body == node.entry:
        return node.inner
    if isinstance(node, Map) and isinstance(node.body, Pow):
        return number_below(node)
    if isinstance(node, Map) and isinstance(node.body, Mul) and isinstance(node.body.args[0], Rational):
        if len(node.body.args) > 1:
            return multiple(node.body.args[0], Map(mul(*node.body.args[1:]), node.entry, node.inner))
        return None
    if isinstance(node, Product):
        return number_ahead(node)
    if isinstance(node, Multiple):
        numbers = [part for part in node.args if isinstance(part, Rational)]
        rest = [part for part in node.args if not isinstance(part, Rational)]
        value: Any = ONE
        for number in numbers:
            value = value * number
        if numbers == [value] and node.args[0] is value and value is not ONE:
            return None
        if not numbers:
            return None
        return nothing(node.shape) if value == 0 else multiple(value, *rest) if rest else value
    return None


def number_ahead(node: Product) -> Any:
    """xᵀ x y as (xᵀ x) y: factors at the start that make a number."""
    if is_scalar(node) or node.args[0].rows != 1:
        return None
    end = next((i for i, factor in enumerate(node.args) if factor.columns == 1), len(node.args))
    return multiple(times(*node.args[: end + 1]), times(*node.args[end + 1 :])) if end + 1 < len(node.args) else None


def added(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        numbers = [part for part in node.args if isinstance(part, Rational)] if isinstance(node, Multiple) else []
        if len(numbers) < 2:
            return None
        total: Any = ZERO
        for number in numbers:
            total = total + number
        return multiple(total, *[part for part in node.args if not isinstance(part, Rational)])

    return law_of(wrong)(goal, ask)


def size_as_number(n: Any) -> Any:
    """The dimension n as a number; a product of dimensions is left as the trace that it is."""
    if isinstance(n, int):
        return Integer(n)
    return Letter(n, 1, 1, "dimension") if len(dimensions_of(n)) == 1 else None


def number_below(node: Map) -> Any:
    """1/(2 u) as 1/2 1/u."""
    base, exponent = node.body.args
    if exponent != -1 or not isinstance(base, Mul) or not isinstance(base.args[0], Rational):
        return None
    return multiple(ONE / base.args[0], Map(power(mul(*base.args[1:]), exponent), node.entry, node.inner))


NUMBERS = Rule(
    slug="matrix-numbers",
    title=Text("numbers", "数の計算"),
    explanation=Text("Numbers before a matrix are multiplied.", "行列の前の数を掛け合わせます。"),
    goal=Neat,
    rewrite=law_of(counted),
    law=(Neat(Multiple(TWO, Rational(1, 2), A)),),
    source=LAY + "2.1",
    examples=(Example("d/dx 1/2 ||x||^2 where x in R^n", "x"),),
    mistakes=(
        Mistake(
            "numbers-added",
            Text("Numbers before a matrix are multiplied, not added.", "行列の前の数は、足すのではなく掛けます。"),
            added,
            PARR,
        ),
    ),
    elementary=True,
)


def base_and_power(part: Any) -> tuple[Any, Any]:
    """A number as a power of another: ‖x‖² of ‖x‖, 1/s of s."""
    if isinstance(part, Frobenius):
        return NormOf(part.inner), Integer(2)
    if isinstance(part, Map):
        base, exponent = base_and_power(part.inner)
        for outer in exponents_of(part.body, part.entry):
            if not isinstance(outer, Integer) and exponent != 1:  # (√u)² = u, but not √(u²)
                return part, ONE
            exponent = exponent * outer
        if exponent_stands(part.body, part.entry):
            return base, exponent
    return part, ONE


def exponents_of(body: Any, entry: Any) -> list[Any]:
    """The exponents of ((t^a)^b)^c from the inside; none where the body is something else."""
    found: list[Any] = []
    while isinstance(body, Pow) and isinstance(body.args[1], Rational):
        found.insert(0, body.args[1])
        body = body.args[0]
    return found if body == entry else []


def exponent_stands(body: Any, entry: Any) -> bool:
    return body == entry or bool(exponents_of(body, entry))


def as_power(base: Any, exponent: Any) -> Any:
    if isinstance(base, NormOf) and exponent.is_Integer and exponent > 0 and exponent % 2 == 0:
        square, half = Frobenius(base.inner), exponent / 2
        return square if half == 1 else Map(power(ENTRY, half), ENTRY, square)
    return base if exponent == 1 else Map(power(ENTRY, exponent), ENTRY, base)


def powers_joined(node: Any) -> Any:
    """s s = s², s² 1/s = s, of numbers."""
    if not isinstance(node, Multiple):
        return None
    numbers = [part for part in node.args if is_scalar(part) and not is_number(part)]
    rest = [part for part in node.args if not is_scalar(part) or is_number(part)]
    found: dict[Any, Any] = {}
    for base, exponent in map(base_and_power, numbers):
        found[base] = found.get(base, ZERO) + exponent
    if len(found) == len(numbers):
        return None
    joined = [as_power(base, exponent) for base, exponent in found.items() if exponent != 0]
    ahead = [part for part in rest if is_number(part)]
    return multiple(*ahead, *joined, *[part for part in rest if not is_number(part)] or [ONE])


def exponents_multiplied(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        if powers_joined(node) is None:
            return None
        base, exponent = base_and_power(next(p for p in node.args if is_scalar(p) and not is_number(p)))
        whole = ONE
        for part in node.args:
            if is_scalar(part) and not is_number(part) and base_and_power(part)[0] == base:
                whole = whole * base_and_power(part)[1]
        rest = [p for p in node.args if not is_scalar(p) or is_number(p) or base_and_power(p)[0] != base]
        return multiple(as_power(base, whole), *rest) if exponent else None

    return law_of(wrong)(goal, ask)


POWERS = Rule(
    slug="powers-of-a-number",
    title=Text("powers of one number", "同じ数の累乗"),
    explanation=Text(
        "Equal numbers are multiplied by adding their exponents: ‖x‖² ‖x‖⁻¹ = ‖x‖.",
        "同じ数の積は指数を足します：‖x‖² ‖x‖⁻¹ = ‖x‖。",
    ),
    goal=Neat,
    rewrite=law_of(powers_joined),
    law=(Neat(Multiple(NormOf(x), NormOf(x), A)),),
    source=LAY + "2.1",
    examples=(Example("d/dx ||x||^3 where x in R^n", "3 ||x|| x"),),
    mistakes=(
        Mistake(
            "exponents-multiplied",
            Text("Exponents are added, not multiplied.", "指数は掛けるのではなく足します。"),
            exponents_multiplied,
            PARR,
        ),
    ),
    elementary=True,
)
