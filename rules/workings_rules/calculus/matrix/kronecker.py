"""Kronecker products: (A ⊗ B)(C ⊗ D) = A C ⊗ B D, tr(A ⊗ B) = tr A tr B, and vec of one."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Commutation,
    Eye,
    Inverse,
    Kronecker,
    Letter,
    Product,
    Tr,
    Transpose,
    Vec,
    factors_of,
    multiple,
    shape_of,
    size_product,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS
from workings_rules.calculus.matrix.terms import core_by_core, has, is_column, place
from workings_rules.calculus.matrix.words import A, B, U, V, dX, turned


def mixed(node: Any, d: Letter) -> Any:
    """(A ⊗ B)(C ⊗ D) as A C ⊗ B D, and tr(A ⊗ B) as tr A tr B."""
    if isinstance(node, Tr):
        if isinstance(node.inner, Kronecker):
            one, other = node.inner.args
            if shape_of(one)[0] == shape_of(one)[1]:
                return multiple(Tr(one), Tr(other))
            return None
        inside = mixed(node.inner, d)
        return None if inside is None else Tr(inside)
    if not isinstance(node, Product):
        return None
    factors = node.args
    i = place(factors, d)
    for j in (i - 1, i):
        one, other = (as_kronecker(f) for f in factors[j : j + 2]) if 0 <= j < len(factors) - 1 else ((), ())
        if one and other and shape_of(one[0])[1] == shape_of(other[0])[0]:
            both = Kronecker(times(one[0], other[0]), times(one[1], other[1]))
            return times(*factors[:j], both, *factors[j + 2 :])
    return None


def as_kronecker(node: Any) -> tuple[Any, ...]:
    """The two factors of A ⊗ B, of its transpose Aᵀ ⊗ Bᵀ, or of its inverse A⁻¹ ⊗ B⁻¹; nothing where it is none."""
    if isinstance(node, Kronecker):
        return tuple(node.args)
    if isinstance(node, Transpose):
        return tuple(turned(part) for part in as_kronecker(node.inner))
    if isinstance(node, Inverse):
        parts = as_kronecker(node.inner)
        return tuple(map(Inverse, parts)) if all(shape_of(p)[0] == shape_of(p)[1] for p in parts) else ()
    return ()


def kronecker(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, mixed)
    return None if found is None else ask(goal.of(found))


def crossed(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        inside = node.inner if isinstance(node, Tr) else node
        right = mixed(inside, d)
        if not isinstance(right, Kronecker) or len({f.shape for part in right.args for f in factors_of(part)}) > 1:
            return None
        (a, b), (c, e) = (factors_of(part) for part in right.args)
        swapped = Kronecker(times(a, e), times(c, b))
        return Tr(swapped) if isinstance(node, Tr) else swapped

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


MIXED = Rule(
    slug="kronecker-product",
    title=Text("products of Kronecker products", "クロネッカー積の積"),
    explanation=Text(
        "(A ⊗ B)(C ⊗ D) = A C ⊗ B D and tr(A ⊗ B) = tr A tr B; a transpose or an inverse goes to both factors.",
        "(A ⊗ B)(C ⊗ D) = A C ⊗ B D、tr(A ⊗ B) = tr A tr B です。転置や逆行列は両方の因子に及びます。",
    ),
    goal=Arranged,
    rewrite=kronecker,
    law=(
        Arranged(Tr(Product(Kronecker(U, V), Kronecker(dX, B))), dX),
        Arranged(Tr(Kronecker(dX, A)), dX),
    ),
    source=COOKBOOK + "511, 515",
    examples=(Example("d/dX ||kron(X, B)||^2 where X is m x n, B is p x q", "2 tr(B^T B) X"),),
    mistakes=(
        Mistake(
            "kronecker-product-crossed",
            Text(
                "First factors meet first factors: (A ⊗ B)(C ⊗ D) = A C ⊗ B D.",
                "左の因子どうし、右の因子どうしを掛けます：(A ⊗ B)(C ⊗ D) = A C ⊗ B D。",
            ),
            crossed,
            MAGNUS + 'section "The Kronecker product"',
        ),
    ),
)


def vec_of_kronecker(node: Any, d: Letter) -> Any:
    """vec(A ⊗ B) = (I ⊗ K ⊗ I)(vec A ⊗ vec B), one of them with d; of columns, which need no vec, a ⊗ b itself."""
    inside = node.inner if isinstance(node, Vec) else node
    if not isinstance(inside, Kronecker) or not is_column(node):
        return None
    a, b = inside.args
    (m, n), (p, q) = shape_of(a), shape_of(b)
    if has(a, d):
        stacked = times(Kronecker(Eye(size_product(m, n)), as_column(b)), as_column(a))
    else:
        stacked = times(Kronecker(as_column(a), Eye(size_product(p, q))), as_column(b))
    return stacked if n == q == 1 else times(reordered(m, n, p, q), stacked)


def as_column(m: Expr) -> Any:
    return m if is_column(m) else Vec(m)


def reordered(m: Any, n: Any, p: Any, q: Any) -> Any:
    """I_n ⊗ K_(q,m) ⊗ I_p, without those of size 1."""
    found = Commutation(q, m) if 1 not in (q, m) else Eye(size_product(q, m))
    if n != 1:
        found = Kronecker(Eye(n), found)
    return found if p == 1 else Kronecker(found, Eye(p))


def of_kronecker(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, vec_of_kronecker)
    return None if found is None else ask(goal.of(found))


def not_reordered(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = vec_of_kronecker(node, d)
        return times(*right.args[1:]) if right is not None and len(factors_of(right)) > 2 else None

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


VEC = Rule(
    slug="vec-of-kronecker-product",
    title=Text("vec of a Kronecker product", "クロネッカー積の vec"),
    explanation=Text(
        "vec(A ⊗ B) has the entries of vec A ⊗ vec B in another order, which a commutation matrix K makes: "
        "vec(A ⊗ B) = (I ⊗ K ⊗ I)(vec A ⊗ vec B).",
        "vec(A ⊗ B) の成分は vec A ⊗ vec B の成分を並べ替えたもので、交換行列 K を用いて "
        "vec(A ⊗ B) = (I ⊗ K ⊗ I)(vec A ⊗ vec B) と表せます。",
    ),
    goal=Arranged,
    rewrite=of_kronecker,
    law=(Arranged(Vec(Kronecker(dX, B)), dX), Arranged(Vec(Kronecker(A, dX)), dX)),
    source=MAGNUS + 'section "The commutation matrix", the vec of a Kronecker product',
    examples=(
        Example(
            "d/dX kron(X, B) where X is m x n, B is p x q",
            "kron(kron(eye(n), K_(q,m)), eye(p)) kron(I_mn, vec(B))",
        ),
        Example("d/dx kron(a, x) where a in R^m, x in R^n", "kron(a, I_n)"),
    ),
    mistakes=(
        Mistake(
            "vec-of-kronecker-not-reordered",
            Text(
                "vec(A ⊗ B) is not vec A ⊗ vec B: the entries come in another order.",
                "vec(A ⊗ B) は vec A ⊗ vec B ではありません。成分の順序が異なります。",
            ),
            not_reordered,
            MAGNUS + 'section "The commutation matrix"',
        ),
    ),
)
