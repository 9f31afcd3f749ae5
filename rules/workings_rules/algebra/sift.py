"""A sum over i that Kronecker's delta cuts down to the term with i = j."""

from collections.abc import Iterator

import sympy
from sympy import Add, Basic, Expr, Integer, KroneckerDelta, Product, Sum

from workings.expression import Tidy, add, mul, symbol
from workings.expression.algebra import everywhere, flatten_product, flatten_sum, rebuild, replace
from workings.expression.members import Member, delta, member_name, members
from workings.expression.nodes import ONE, over_index, walk
from workings.expression.relations import not_less
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE

HEADS = frozenset((Sum,))
DELTA = frozenset((KroneckerDelta,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal, DELTA)
    return None if simpler is None else ask(goal.of(plainly(simpler)))


def local(node: Expr) -> Expr | None:
    """The terms with a delta in the index of the sum are one each; what has none stays a sum."""
    f, *limits = node.args
    if len(limits) != 1:
        return None
    i = limits[0].args[0]
    terms = _multiplied_out(f)
    sifted = [_sifted(term, i) for term in terms]
    if not any(sifted):
        return None
    rest = [term for term, found in zip(terms, sifted, strict=True) if found is None]
    kept = [found for found in sifted if found is not None]
    return add(*kept, *([over_index(Sum, add(*rest), *limits)] if rest else []))


def _multiplied_out(f: Expr) -> list[Expr]:
    """The terms of f, with those that have a sum with a delta for a factor multiplied out once."""
    found: list[Expr] = []
    for term in flatten_sum((f,)):
        factors = list(flatten_product((term,)))
        at = next((k for k, u in enumerate(factors) if type(u) is Add and _has_delta(u)), None)
        if at is None:
            found.append(term)
        else:
            before, behind = factors[:at], factors[at + 1 :]
            found += [mul(*before, part, *behind) for part in flatten_sum((factors[at],))]
    return found


def _sifted(term: Expr, i: Basic) -> Expr | None:
    factors = list(flatten_product((term,)))
    for at, factor in enumerate(factors):
        if isinstance(factor, KroneckerDelta) and i in factor.args:
            a, b = factor.args
            rest = mul(*factors[:at], *factors[at + 1 :])
            return _with_index(rest, i, b if a == i else a)
    return None


def _with_index(f: Expr, i: Basic, j: Basic) -> Expr:
    """f with j for i; delta_ij in it becomes 1."""
    moved = replace(f, {i: j})
    ones: dict[Basic, Basic] = {
        node: delta([node.args]) for node in walk(moved) if isinstance(node, KroneckerDelta) and node.args[0] == j
    }
    return replace(moved, ones) if ones else moved


def _has_delta(f: Expr) -> bool:
    return any(isinstance(node, KroneckerDelta) for node in walk(f))


def plainly(expr: Basic) -> Basic:
    """Each member whose indices no sum binds by its plain name: x(j) is x_j outside a sum over j."""
    if not any(isinstance(node, Member) for node in walk(expr)):
        return expr
    done: dict[tuple[int, frozenset[Basic]], Basic] = {}

    def plain(node: Basic, bound: frozenset[Basic]) -> Basic:
        key = id(node), bound
        if key not in done:
            inner = bound.union(_binds(node))
            now = rebuild(node, tuple([plain(arg, inner) for arg in node.args])) if node.args else node
            name = member_name(now) if isinstance(now, Member) and bound.isdisjoint(now.args) else None
            done[key] = now if name is None else symbol(name)
        return done[key]

    return plain(expr, frozenset())


def _binds(node: Basic) -> Iterator[Basic]:
    if isinstance(node, Sum | Product):
        yield from (limit.args[0] for limit in node.args[1:])


def condition(goal: Tidy) -> tuple[Basic, ...]:
    """The index that is left has to be one of those that are summed over."""
    found: list[Basic] = []
    for node in goal.inner[0]:
        if type(node) is Sum and len(node.args) == 2 and len(node.args[1].args) == 3:
            i, first, last = node.args[1].args
            picked = {j for d in walk(node.args[0]) if isinstance(d, KroneckerDelta) for j in d.args if i in d.args} - {
                i
            }
            for j in sorted(picked, key=str):
                found += [not_less(j, first), not_less(last, j)]
    return tuple(found)


def whole_sum_left(goal: Tidy, ask: Ask) -> Basic | None:
    """The delta taken for 1 in every term."""
    node = goal.expr
    if not isinstance(node, Sum) or not _has_delta(node):
        return None
    return replace(node, {d: ONE for d in walk(node) if isinstance(d, KroneckerDelta)})


_I, _J, _N = symbol("i"), symbol("j"), symbol("n")
_X = members([symbol("x_i")], "i")[symbol("x_i")]
RULE = Rule(
    slug="sift",
    title=Text("only the term with equal indices is left", "添字の等しい項だけが残る"),
    explanation=Text(
        "Kronecker's delta is 0 unless its indices are equal, so of the sum one term is left.",
        "クロネッカーのデルタは添字が等しくないとき 0 なので、和のうち 1 項だけが残ります。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(over_index(Sum, mul(_X, delta([(_I, _J)])), sympy.Tuple(_I, Integer(1), _N))),),
    source="NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/1.2",
    examples=(Example("sum_(i=1)^n 2 x_i delta_ij", "2 x_j"),),
    condition=condition,
    mistakes=(
        Mistake(
            "index-not-distinguished",
            Text(
                "Only the term with i = j is not zero; the others do not stay.",
                "0 でないのは i = j の項だけです。ほかの項は残りません。",
            ),
            whole_sum_left,
            HOUSE,
        ),
    ),
)
