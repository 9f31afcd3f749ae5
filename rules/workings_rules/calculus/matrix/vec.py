"""The law of vec: vec(A X B) = (Bᵀ ⊗ A) vec X; with a transpose, vec(Xᵀ) = K vec X. And what ⊗ does under a trace."""

from typing import Any

from sympy import Expr

from workings.expression.shaped import (
    Commutation,
    Diag,
    Eye,
    Hadamard,
    Inverse,
    Kronecker,
    Letter,
    Product,
    Tr,
    Transpose,
    Vec,
    factors_of,
    is_scalar,
    multiple,
    shape_of,
    times,
)
from workings.expression.shaped_goals import Arranged
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.entrywise_moves import taken_apart
from workings_rules.calculus.matrix.sources import COOKBOOK, MAGNUS
from workings_rules.calculus.matrix.terms import core_by_core, is_column, is_vector, place
from workings_rules.calculus.matrix.words import A, B, U, V, b, dX, turned


def stacked(node: Any, d: Letter) -> Any:
    """vec(A dX B), or a column A dX b, as a matrix times vec(dX)."""
    if not isinstance(node, Vec):
        if not is_column(node) or is_vector(d) or not isinstance(node, Product):
            return None
        inside = node
    else:
        inside = node.inner
    if inside == d:
        return None
    if isinstance(inside, Hadamard):
        others, part = taken_apart(inside, d)
        return times(Diag(Vec(others)), Vec(part))
    factors = factors_of(inside)
    i = place(factors, d)
    middle = factors[i]
    if middle not in (d, Transpose(d)) and not isinstance(middle, Hadamard):
        return None
    rows, columns = shape_of(middle)
    left = times(*factors[:i]) if i else Eye(rows)
    right = turned(times(*factors[i + 1 :])) if i + 1 < len(factors) else Eye(columns)
    ahead = [] if i == 0 and i + 1 == len(factors) else [Kronecker(right, left)]
    if middle == d:
        return times(*ahead, d if is_vector(d) else Vec(d))
    if isinstance(middle, Transpose):
        return times(*ahead, d) if is_vector(d) else times(*ahead, Commutation(d.rows, d.columns), Vec(d))
    return times(*ahead, Vec(middle)) if isinstance(middle, Hadamard) else None


def rewrite(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, stacked)
    return None if found is None else ask(goal.of(found))


def factors_swapped(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = stacked(node, d)
        if right is None or not isinstance(right, Product) or not isinstance(right.args[0], Kronecker):
            return None
        one, other = right.args[0].args
        return times(Kronecker(other, one), *right.args[1:])

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


RULE = Rule(
    slug="vec-of-product",
    title=Text("vec of a product", "積の vec"),
    explanation=Text(
        "The columns of A X B one below another are (Bᵀ ⊗ A) vec X; those of Xᵀ are K vec X with the commutation "
        "matrix K.",
        "A X B の列を縦に並べたものは (Bᵀ ⊗ A) vec X です。Xᵀ のものは、交換行列 K を用いて K vec X です。",
    ),
    goal=Arranged,
    rewrite=rewrite,
    law=(
        Arranged(Vec(Product(A, dX, B)), dX),
        Arranged(Vec(Transpose(dX)), dX),
        Arranged(Product(A, dX, b), dX),
    ),
    source=COOKBOOK + "520; " + MAGNUS + "section 2.4",
    examples=(
        Example("d/dX A X B where A, B, X are n x n", "kron(B^T, A)"),
        Example("d/dA A x where A is m x n, x in R^n", "kron(x^T, eye(m))"),
        Example("d/dX X^-1 where X is n x n", "-kron((X^-1)^T, X^-1)"),
    ),
    mistakes=(
        Mistake(
            "kronecker-factors-swapped",
            Text(
                "The right factor comes first, transposed: vec(A X B) = (Bᵀ ⊗ A) vec X.",
                "右の因子が転置されて先に来ます：vec(A X B) = (Bᵀ ⊗ A) vec X。",
            ),
            factors_swapped,
            MAGNUS + "section 2.4",
        ),
    ),
)


def as_inner(node: Any, d: Letter) -> Any:
    """vec(A)ᵀ vec(M) as tr(Aᵀ M)."""
    if not isinstance(node, Product) or not is_scalar(node) or len(node.args) != 2:
        return None
    one, other = (part.inner if isinstance(part, Transpose) else part for part in node.args)
    if not isinstance(one, Vec) or not isinstance(other, Vec):
        return None
    return Tr(times(turned(one.inner), other.inner))


def inner_product(goal: Arranged, ask: Ask) -> Expr | None:
    found = core_by_core(goal, as_inner)
    return None if found is None else ask(goal.of(found))


def without_transpose(goal: Arranged, ask: Ask) -> Expr | None:
    def wrong(node: Any, d: Letter) -> Any:
        right = as_inner(node, d)
        if right is None or right.inner.args[0].rows != right.inner.args[0].columns:
            return None
        return Tr(times(turned(right.inner.args[0]), *right.inner.args[1:]))

    found = core_by_core(goal, wrong)
    return None if found is None else ask(goal.of(found))


INNER = Rule(
    slug="vec-inner-product",
    title=Text("product of two vecs", "vec どうしの積"),
    explanation=Text(
        "vec(A)ᵀ vec(B) is the sum of the products of their entries, tr(Aᵀ B).",
        "vec(A)ᵀ vec(B) は成分の積の和、すなわち tr(Aᵀ B) です。",
    ),
    goal=Arranged,
    rewrite=inner_product,
    law=(Arranged(Product(Transpose(Vec(A)), Vec(dX)), dX),),
    source=COOKBOOK + "521",
    examples=(Example("d/dX vec(A)^T vec(X) where A, X are n x n", "A"),),
    mistakes=(
        Mistake(
            "vec-inner-transpose-missing",
            Text(
                "vec(A)ᵀ vec(B) is tr(Aᵀ B), with a transpose; tr(A B) multiplies other pairs of entries.",
                "vec(A)ᵀ vec(B) は転置の付いた tr(Aᵀ B) です。tr(A B) では掛ける成分の組が異なります。",
            ),
            without_transpose,
            MAGNUS + "section 2.4",
        ),
    ),
    elementary=True,
)


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
            MAGNUS + "section 2.2",
        ),
    ),
)
