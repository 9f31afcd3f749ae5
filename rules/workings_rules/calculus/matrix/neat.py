"""How an answer in matrices is tidied: transposes inside, identities and zeros gone, numbers and terms together."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from sympy import Expr, Integer, Mul, Pow, Rational

from workings.expression import mul
from workings.expression.nodes import ONE, ZERO, power, walk
from workings.expression.shaped import (
    ENTRY,
    Det,
    Diag,
    DiagonalOf,
    Eye,
    Frobenius,
    Hadamard,
    Inverse,
    Kronecker,
    Letter,
    Map,
    Multiple,
    NormOf,
    NthPower,
    Ones,
    Product,
    Sum,
    SumOfEntries,
    Tr,
    Transpose,
    Unvec,
    Vec,
    Zeros,
    add,
    dimensions_of,
    factors_of,
    hadamard,
    is_number,
    is_scalar,
    is_symmetric,
    multiple,
    split_multiple,
    times,
)
from workings.expression.shaped_goals import Neat, nothing
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.factor_out import is_nothing
from workings_rules.calculus.matrix.sources import COOKBOOK, LAY, PARR
from workings_rules.calculus.matrix.terms import MANY
from workings_rules.calculus.matrix.words import A, B, S, X, a, b, turned, x

Local = Callable[[Any], Any]


def remade(node: Any, args: list[Any]) -> Any:
    """The node with other parts; products and sums in each other become one."""
    if type(node) in MANY:
        return MANY[type(node)](*args)
    if isinstance(node, Map):
        return Map(node.body, node.entry, args[2])
    return type(node)(*args)


def everywhere(expr: Any, local: Local) -> Any:
    """`expr` with `local` put to every node from the leaves up, bodies left alone; None if nothing changed."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        if not hasattr(node, "shape") or not node.args:
            now = node
        else:
            args = [done[id(arg)] for arg in node.args]
            same = all(one is other for one, other in zip(args, node.args, strict=True))
            now = node if same else remade(node, args)
        new = local(now) if hasattr(now, "shape") else None
        done[id(node)] = now if new is None else new
    found = done[id(expr)]
    return None if found == expr else found


def law_of(local: Local) -> Callable[[Neat, Ask], Expr | None]:
    def rewrite(goal: Neat, ask: Ask) -> Expr | None:
        found = everywhere(goal.expr, local)
        return None if found is None else ask(Neat(found))

    return rewrite


def pushed(node: Any) -> Any:
    """The transpose of a node, brought inside where that leaves no more transposes than there were."""
    if is_scalar(node) or is_symmetric(node):
        return node
    if isinstance(node, Transpose):
        return node.inner
    if isinstance(node, Product):
        return times(*[pushed(factor) for factor in reversed(node.args)])
    if isinstance(node, Multiple):
        return multiple(*node.args[:-1], pushed(node.args[-1]))
    if isinstance(node, Kronecker):
        return Kronecker(*[pushed(part) for part in node.args])
    if isinstance(node, Zeros | Ones):
        return type(node)(node.columns, node.rows)
    if isinstance(node, Sum | Hadamard):
        inside = MANY[type(node)](*[pushed(part) for part in node.args])
        return inside if transposes(inside) <= transposes(node) + 1 else Transpose(node)
    if isinstance(node, Map):
        inside = Map(node.body, node.entry, pushed(node.inner))
        return inside if transposes(inside) <= transposes(node) else Transpose(node)
    return Transpose(node)


def transposes(node: Any) -> int:
    return sum(isinstance(part, Transpose) for part in walk(node))


def transposed(node: Any) -> Any:
    if isinstance(node, Transpose):
        new = pushed(node.inner)
        return None if new == node else new
    if isinstance(node, Inverse) and isinstance(node.inner, Transpose):
        return Transpose(Inverse(node.inner.inner))
    if isinstance(node, Det | Tr) and isinstance(node.inner, Transpose):
        return type(node)(node.inner.inner)
    return None


def order_kept(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        if isinstance(node, Transpose) and isinstance(node.inner, Product):
            if any(f.shape[0] != f.shape[1] for f in node.inner.args):
                return None
            return times(*[turned(f) for f in node.inner.args])
        return None

    return law_of(wrong)(goal, ask)


TRANSPOSES = Rule(
    slug="transposes-inside",
    title=Text("transposes", "転置"),
    explanation=Text(
        "(A B)ᵀ = Bᵀ Aᵀ, (A + B)ᵀ = Aᵀ + Bᵀ, (Aᵀ)ᵀ = A, and Sᵀ = S where S is symmetric.",
        "(A B)ᵀ = Bᵀ Aᵀ、(A + B)ᵀ = Aᵀ + Bᵀ、(Aᵀ)ᵀ = A、S が対称なら Sᵀ = S です。",
    ),
    goal=Neat,
    rewrite=law_of(transposed),
    law=(Neat(Transpose(Product(A, B))), Neat(Transpose(Sum(A, Transpose(B)))), Neat(Transpose(S))),
    source=COOKBOOK + "4-6",
    examples=(
        Example("d/dX tr(A X B) where A, B, X are n x n", "A^T B^T"),
        Example("d/dx x^T S x where S is n x n symmetric, x in R^n", "2 S x"),
    ),
    mistakes=(
        Mistake(
            "transposes-order-kept",
            Text(
                "The order is reversed: (A B)ᵀ = Bᵀ Aᵀ, not Aᵀ Bᵀ.",
                "順序は逆になります：(A B)ᵀ = Bᵀ Aᵀ であり、Aᵀ Bᵀ ではありません。",
            ),
            order_kept,
            LAY + "2.1",
        ),
    ),
    elementary=True,
)


def reduced(node: Any) -> Any:
    """Zeros, ones and identities dropped, A A⁻¹ = I, diag(v) w = v ⊙ w."""
    if isinstance(node, Sum) and any(map(is_nothing, node.args)):
        rest = [term for term in node.args if not is_nothing(term)]
        return add(*rest) if rest else nothing(node.shape)
    if isinstance(node, Multiple | Product | Hadamard | Kronecker) and any(map(is_nothing, node.args)):
        return nothing(node.shape)
    if isinstance(node, Hadamard) and any(isinstance(part, Ones) for part in node.args):
        rest = [part for part in node.args if not isinstance(part, Ones)]
        return hadamard(*rest) if rest else node.args[0]
    if isinstance(node, Transpose | Tr | Vec | Diag) and is_nothing(node.inner):
        return nothing(node.shape)
    if isinstance(node, Diag) and isinstance(node.inner, Ones):
        return Eye(node.rows)
    if isinstance(node, Inverse | NthPower) and isinstance(node.args[0], Eye):
        return node.args[0]
    if isinstance(node, Inverse) and isinstance(node.inner, Inverse):
        return node.inner.inner
    if isinstance(node, Kronecker) and all(isinstance(part, Eye) for part in node.args):
        return Eye(node.rows)
    if isinstance(node, Unvec) and isinstance(node.inner, Vec):
        return node.inner.inner
    if isinstance(node, Diag | DiagonalOf):
        return of_diagonal(node)
    return multiplied_out(node) if isinstance(node, Product) else None


def of_diagonal(node: Any) -> Any:
    """diag(diag(D)) of a diagonal D, and the diagonal of Aᵀ or of x yᵀ."""
    inside = node.inner
    if isinstance(node, Diag):
        return inside.inner if isinstance(inside, DiagonalOf) and is_diagonal(inside.inner) else None
    if isinstance(inside, Transpose):
        return DiagonalOf(inside.inner)
    if isinstance(inside, Product) and len(inside.args) == 2 and inside.args[0].columns == 1:
        return hadamard(inside.args[0], turned(inside.args[1]))
    return None


def is_diagonal(node: Any) -> bool:
    """Whether it is zero off its diagonal, by declaration or by its form."""
    if isinstance(node, Inverse | NthPower | Transpose):
        return is_diagonal(node.args[0])
    if isinstance(node, Product | Sum):
        return all(map(is_diagonal, node.args))
    if isinstance(node, Multiple | Hadamard):
        return is_diagonal(node.args[-1])
    return isinstance(node, Diag | Eye) or (isinstance(node, Letter) and node.kind == "diagonal")


def multiplied_out(node: Product) -> Any:
    if is_scalar(node) and len(node.args) == 2:  # 𝟏ᵀ v is the sum of the entries of v
        row, column = node.args
        if isinstance(column, Ones) or isinstance(row, Ones) or isinstance(turned(row), Ones):
            return SumOfEntries(turned(row) if isinstance(column, Ones) else column)
    factors = [factor for factor in node.args if not isinstance(factor, Eye)]
    if len(factors) < len(node.args):
        return times(*factors) if factors else node.args[0]
    for i, (one, other) in enumerate(pairwise(factors)):
        if cancel(one, other) or cancel(other, one):
            return times(*factors[:i], Eye(one.rows), *factors[i + 2 :])
    if node.columns == 1 and isinstance(factors[-2], Diag):
        return times(*factors[:-2], hadamard(factors[-2].inner, factors[-1]))
    return None


def cancel(one: Any, other: Any) -> bool:
    """Whether the first is the inverse of the second."""
    if isinstance(one, Transpose) and isinstance(one.inner, Inverse):
        return bool(one.inner.inner == turned(other))
    return isinstance(one, Inverse) and one.inner == other


def diagonal_dropped(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        dropped = isinstance(node, Product) and node.columns == 1 and isinstance(node.args[-2], Diag)
        return times(*node.args[:-2], node.args[-1]) if dropped else None

    return law_of(wrong)(goal, ask)


UNITS = Rule(
    slug="matrix-units",
    title=Text("identities and zeros", "単位行列と零"),
    explanation=Text(
        "I A = A, A A⁻¹ = I, A + 0 = A, 0 A = 0, 𝟏 ⊙ a = a, 𝟏ᵀ v = sum(v), and diag(v) w = v ⊙ w.",
        "I A = A、A A⁻¹ = I、A + 0 = A、0 A = 0、𝟏 ⊙ a = a、𝟏ᵀ v = sum(v)、また diag(v) w = v ⊙ w です。",
    ),
    goal=Neat,
    rewrite=law_of(reduced),
    law=(Neat(Product(A, Eye("n"), B)), Neat(Product(A, Inverse(A), B)), Neat(Product(Diag(a), b))),
    source=LAY + "2.1",
    examples=(Example("d/dx a^T diag(b) x where a, b, x in R^n", "b ⊙ a"),),
    mistakes=(
        Mistake(
            "diagonal-matrix-dropped",
            Text(
                "diag(v) w multiplies each entry of w by one of v; it is not w.",
                "diag(v) w は w の各成分に v の成分を掛けたもので、w ではありません。",
            ),
            diagonal_dropped,
            PARR,
        ),
    ),
    elementary=True,
)


def counted(node: Any) -> Any:
    """One rational number before a product; a number out of a function's body, or out of a diagonal matrix."""
    if isinstance(node, Diag | DiagonalOf | Vec | Tr) and isinstance(node.inner, Multiple):
        ahead, part = split_multiple(node.inner)
        return multiple(*ahead, type(node)(part))
    if isinstance(node, Tr) and isinstance(node.inner, Eye):
        return size_as_number(node.inner.rows)
    if isinstance(node, Map) and isinstance(node.body, Pow):
        return number_below(node)
    if isinstance(node, Map) and isinstance(node.body, Mul) and isinstance(node.body.args[0], Rational):
        if len(node.body.args) > 1:
            return multiple(node.body.args[0], Map(mul(*node.body.args[1:]), node.entry, node.inner))
        return None
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


def number_and_rest(term: Any) -> tuple[Any, Any]:
    numbers, part = split_multiple(term)
    rational = [n for n in numbers if isinstance(n, Rational)]
    value: Any = ONE
    for number in rational:
        value = value * number
    if isinstance(part, Rational):
        return value * part, multiple(*[n for n in numbers if n not in rational], ONE)
    return value, multiple(*[n for n in numbers if n not in rational], part)


def alike(rest: Any) -> Any:
    """What two terms have in common that can be added: numbers in any order, each turned round in one way."""
    numbers, part = split_multiple(rest)
    everything = [*numbers, part]
    scalars = Counter(_one_way(p) for p in everything if is_scalar(p))
    return frozenset(scalars.items()), tuple(p for p in everything if not is_scalar(p))


def _one_way(number: Any) -> Any:
    if not isinstance(number, Product):
        return number
    other = times(*[pushed(factor) for factor in reversed(number.args)])
    return min(number, other, key=str)


def collected(node: Any) -> Any:
    if not isinstance(node, Sum):
        return None
    found: dict[Any, list[Any]] = {}
    for term in node.args:
        number, rest = number_and_rest(term)
        found.setdefault(alike(rest), [ZERO, rest])[0] += number
    if len(found) == len(node.args):
        return None
    terms = [multiple(number, rest) for number, rest in found.values() if number != 0]
    return add(*terms) if terms else nothing(node.shape)


def once(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        return node.args[0] if isinstance(node, Sum) and len(set(map(alike, node.args))) == 1 else None

    return law_of(wrong)(goal, ask)


COLLECT = Rule(
    slug="matrix-collect",
    title=Text("like terms", "同類項"),
    explanation=Text("Equal terms are added: A + A = 2A.", "等しい項をまとめます：A + A = 2A。"),
    goal=Neat,
    rewrite=law_of(collected),
    law=(Neat(Sum(A, A)), Neat(Sum(Product(A, B), Multiple(TWO, Product(A, B))))),
    source=LAY + "2.1",
    examples=(Example("d/dx x^T S x where S is n x n symmetric, x in R^n", "2 S x"),),
    mistakes=(Mistake("matrix-like-terms-lost", Text("A + A is 2A.", "A + A は 2A です。"), once, PARR),),
    elementary=True,
)


def common(node: Any) -> Any:
    """A x + B x as (A + B) x, where every term begins or ends with the same factor."""
    if not isinstance(node, Sum) or is_scalar(node):
        return None
    pairs = [split_multiple(term) for term in node.args]
    chains = [factors_of(part) for _, part in pairs]
    if any(len(chain) < 2 for chain in chains):
        return None
    for end in (-1, 0):
        factor = chains[0][end]
        if all(chain[end] == factor for chain in chains):
            rest = [times(*(chain[:-1] if end else chain[1:])) for chain in chains]
            if any(is_scalar(part) for part in rest):
                return None
            numbers, terms = shared(pairs, rest)
            inside = add(*terms)
            return multiple(*numbers, times(inside, factor) if end else times(factor, inside))
    return None


def shared(pairs: list[tuple[Any, Any]], rest: list[Any]) -> tuple[list[Any], list[Any]]:
    """A number that all terms have, taken out of them."""
    firsts = [numbers[:1] for numbers, _ in pairs]
    if firsts[0] and all(first == firsts[0] for first in firsts):
        return [firsts[0][0]], [multiple(*n[1:], part) for (n, _), part in zip(pairs, rest, strict=True)]
    return [], [multiple(*numbers, part) for (numbers, _), part in zip(pairs, rest, strict=True)]


def wrong_side(goal: Neat, ask: Ask) -> Expr | None:
    def wrong(node: Any) -> Any:
        right = common(node)
        numbers, part = split_multiple(right) if right is not None else ((), None)
        if not isinstance(part, Product) or not isinstance(part.args[0], Sum) or len(part.args) != 2:
            return None
        inside, factor = part.args
        if inside.shape != factor.shape or inside.rows != inside.columns:
            return None
        return multiple(*numbers, times(factor, inside))

    return law_of(wrong)(goal, ask)


FACTOR = Rule(
    slug="matrix-factor-out",
    title=Text("factor out", "くくり出す"),
    explanation=Text(
        "A factor with which all terms end, or begin, is taken out on its side: A x + B x = (A + B) x.",
        "すべての項の末尾または先頭にある共通因子を、その側にくくり出します：A x + B x = (A + B) x。",
    ),
    goal=Neat,
    rewrite=law_of(common),
    law=(Neat(Sum(Product(A, x), Product(B, x))), Neat(Sum(Product(X, A), Product(X, B)))),
    source=LAY + "2.1",
    examples=(
        Example("d/dx x^T A x where A is n x n, x in R^n", "(A + A^T) x"),
        Example("d/dX tr(X^T A X) where A, X are n x n", "(A + A^T) X"),
    ),
    mistakes=(
        Mistake(
            "factored-on-wrong-side",
            Text(
                "A factor is taken out on the side where it stands: A X + B X = (A + B) X, not X (A + B).",
                "共通因子は、それがある側にくくり出します：A X + B X = (A + B) X であり、X (A + B) ではありません。",
            ),
            wrong_side,
            PARR,
        ),
    ),
)


def as_it_is(goal: Neat, ask: Ask) -> Expr | None:
    return goal.expr


SETTLED = Rule(
    slug="matrix-neat",
    title=Text("nothing left to tidy", "整理済み"),
    explanation=Text("The answer is left in this form.", "答えはこの形のままにします。"),
    goal=Neat,
    rewrite=as_it_is,
    law=(Neat(A),),
    source="House rule",
    examples=(Example("d/dx a^T x where a, x in R^n", "a"),),
    silent=True,
    elementary=True,
)

RULES = (TRANSPOSES, UNITS, NUMBERS, POWERS, COLLECT, FACTOR, SETTLED)
