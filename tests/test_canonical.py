"""The canonical form is SymPy's own, node for node, and deep trees don't recurse."""

import random
from functools import cmp_to_key

import pytest
import sympy
from sympy import Basic, Function, Integer, Rational, srepr
from sympy.core.cache import clear_cache

from workings.expression import add, call, mul, order, power, symbol
from workings.expression.canonical import canonical
from workings.expression.nodes import walk
from workings.expression.order import Keys, sort

x, y, z = symbol("x"), symbol("y"), symbol("z")
a = sympy.Symbol("a")  # complex, as SymPy's symbols are
n = sympy.Symbol("n", integer=True)
f = Function("f", real=True)

LEAVES = [x, x, y, z, a, n, sympy.pi, sympy.E]
EXPONENTS = [Integer(k) for k in (-3, -2, -1, 2, 3, 4)] + [Rational(1, 2), Rational(-1, 2), Rational(2, 3), x, n]
HEADS = [sympy.sin, sympy.cos, sympy.tan, sympy.sec, sympy.exp, sympy.log, sympy.atan, sympy.asin, sympy.acos]
HEADS += [sympy.sinh, sympy.tanh, sympy.sech, sympy.asinh, sympy.Abs, sympy.sign, f]


def a_tree(rng: random.Random, depth: int) -> Basic:
    """A random tree as a person or a rule might write it."""
    if depth == 0:
        return rng.choice([*LEAVES, Integer(rng.randint(-4, 9)), Rational(rng.randint(-5, 5), rng.randint(1, 4))])
    parts = [a_tree(rng, depth - 1) for _ in range(rng.randint(2, 4))]
    kind = rng.random()
    if kind < 0.3:
        return add(*parts)
    if kind < 0.65:
        return mul(*parts)
    if kind < 0.8:
        return power(parts[0], rng.choice(EXPONENTS))
    return call(rng.choice(HEADS), parts[0])


def by_sympy(expr: Basic) -> Basic:
    """Every node through SymPy's evaluated constructor."""
    done: dict[int, Basic] = {}
    for node in walk(expr):
        done[id(node)] = node.func(*[done[id(arg)] for arg in node.args]) if node.args else node
    return done[id(expr)]


@pytest.mark.parametrize("seed", range(6))
def test_the_structure_is_that_of_sympys_constructors(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(200):
        expr = a_tree(rng, rng.choice((1, 2, 2, 3, 3)))
        assert srepr(canonical(expr)) == srepr(by_sympy(expr)), srepr(expr)


def test_it_does_not_depend_on_what_sympy_remembers() -> None:
    rng = random.Random(7)
    trees = [a_tree(rng, 2) for _ in range(100)]
    warm = [srepr(canonical(tree)) for tree in trees]
    clear_cache()
    assert [srepr(canonical(tree)) for tree in trees] == warm


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("longest", "gap"), [(150, 1 << 64), (0, 1 << 64), (0, 4)], ids=["flat", "places", "narrow"])
def test_the_order_is_that_of_compare(seed: int, longest: int, gap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However it is found: by whole nodes, by places, by places that have to be spread out again."""
    monkeypatch.setattr(order, "LONGEST", longest)
    monkeypatch.setattr(order, "GAP", gap)
    rng, keys = random.Random(seed), Keys()
    for _ in range(60):
        nodes = list({by_sympy(a_tree(rng, rng.randint(0, 2))) for _ in range(rng.randint(2, 12))})
        ours = list(nodes)
        sort(ours, keys)
        assert ours == sorted(nodes, key=cmp_to_key(Basic.compare))


def test_a_canonical_expression_stays() -> None:
    rng = random.Random(3)
    for _ in range(200):
        expr = canonical(a_tree(rng, 2))
        assert srepr(canonical(expr)) == srepr(expr)


def test_deep_trees() -> None:
    chain = nested = x
    for _ in range(1_500):  # more than Python's stack has
        chain = call(sympy.sin, chain)
        nested = mul(nested, call(sympy.cos, nested)) if nested is x else add(call(sympy.cos, nested), x)
    assert canonical(chain) is chain
    assert canonical(nested).args
    product = mul(chain, chain.args[0], chain.args[0].args[0])
    assert canonical(product).args == (chain.args[0].args[0], chain.args[0], chain)


def test_a_leaf_and_a_shared_part() -> None:
    assert canonical(x) is x
    shared = add(x, x)
    assert canonical(mul(shared, shared)) == 4 * x**2
