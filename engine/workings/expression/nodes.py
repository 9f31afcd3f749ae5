"""SymPy nodes built as written, without SymPy's evaluation.

A derivation has to keep the form of what it is about: `2*(3*x + 2)*3` stays a product of three factors until a
named rule multiplies the numbers. SymPy's own constructors would evaluate it (and cost a hundred times as much), so
every node of the engine is built here.

The forms, which reader, rules, printers and judges share:

==================  ==============================================  =========================
written             node                                            note
==================  ==============================================  =========================
a + b - c           Add(a, b, Mul(-1, c))                           n-ary, in written order
a b c               Mul(a, b, c)                                    n-ary, in written order
-a                  Mul(-1, a); a number takes the sign itself      -3x is Mul(-3, x)
a / b               Mul(a, Pow(b, -1));  1/b is Pow(b, -1)          p/q in lowest terms is a Rational
sqrt(u), cbrt(u)    Pow(u, 1/2), Pow(u, 1/3)
e^u                 exp(u)                                          never Pow(E, u)
a^u                 Pow(a, u)
ln u                log(u)
log_a u             log(u, a)                                       two arguments, unevaluated
|u|                 Abs(u)
==================  ==============================================  =========================

An exponent of exactly -1 is a fraction bar; any other negative exponent was written as an exponent.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sympy import Add, Basic, Expr, Integer, Integral, Mul, Piecewise, Pow, Rational, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.numbers import Number
from sympy.functions.elementary.piecewise import ExprCondPair

__all__ = [
    "HALF",
    "MINUS_ONE",
    "ONE",
    "ZERO",
    "add",
    "bound_in",
    "call",
    "divide",
    "divisor",
    "factors",
    "free_in",
    "hashed",
    "inner_nodes",
    "integer",
    "mul",
    "negate",
    "over_index",
    "piecewise",
    "power",
    "rational",
    "subtract",
    "symbol",
    "symbols_of",
    "terms",
    "tree_size",
    "walk",
]

ZERO: Expr = Integer(0)
ONE: Expr = Integer(1)
MINUS_ONE: Expr = Integer(-1)
HALF: Expr = Rational(1, 2)

_new = Basic.__new__


@lru_cache(maxsize=5_000)
def symbol(name: str) -> Symbol:
    """The real variable of that name: variables are real in `workings` unless declared otherwise."""
    return Symbol(name, real=True)


def integer(n: int) -> Expr:
    return Integer(n)


def rational(p: int, q: int) -> Expr:
    return Rational(p, q)


def add(*args: Expr) -> Expr:
    """The sum of `args` in their order; no term is dropped, moved or collected."""
    if len(args) < 2:
        return args[0] if args else ZERO
    node = _new(Add, *args)
    node.is_commutative = True
    return node


def mul(*args: Expr) -> Expr:
    """The product of `args` in their order. A factor that is exactly 1 is not written; nothing else is changed."""
    for a in args:
        if a is ONE:
            args = tuple(a for a in args if a is not ONE)
            break
    if len(args) < 2:
        return args[0] if args else ONE
    node = _new(Mul, *args)
    node.is_commutative = True
    return node


def power(base: Expr, exponent: Expr) -> Expr:
    """`base` to the `exponent`; an exponent of exactly 1 is not written."""
    if exponent is ONE:
        return base
    node = _new(Pow, base, exponent)
    node.is_commutative = True
    return node


def call(function: Any, *args: Expr) -> Expr:
    """`function(*args)` as written: `call(sin, u)`, `call(log, u, a)`."""
    return _new(function, *args)


def over_index(head: Any, f: Expr, *limits: Basic) -> Expr:
    """`Sum`, `Product` or `Integral` of f over the (index, first, last) of each of `limits`."""
    node: Expr = _new(head, f, *limits)
    node.is_commutative = True
    return node


def piecewise(*rows: tuple[Expr, Basic]) -> Expr:
    """A function given piece by piece, (value, condition) each."""
    node: Expr = _new(Piecewise, *[_new(ExprCondPair, *row) for row in rows])
    return node


def negate(a: Expr) -> Expr:
    """-a: a number takes the sign, as does a product that begins with a number; a sign before a sign is dropped."""
    if isinstance(a, Number):
        return -a
    if isinstance(a, Mul) and isinstance(a.args[0], Number):
        return mul(-a.args[0], *a.args[1:])
    return mul(MINUS_ONE, a)


def subtract(a: Expr, b: Expr) -> Expr:
    return add(a, negate(b))


def divide(a: Expr, b: Expr) -> Expr:
    """The fraction a/b: `Mul(a, Pow(b, -1))`, or `Pow(b, -1)` where a is 1."""
    return mul(a, _reciprocal(b))


def _reciprocal(b: Expr) -> Expr:
    node = _new(Pow, b, MINUS_ONE)
    node.is_commutative = True
    return node


def divisor(factor: Expr) -> Expr | None:
    """The `b` of a factor written `1/b`, else None."""
    if isinstance(factor, Pow) and factor.args[1] is MINUS_ONE:
        return factor.args[0]
    return None


def terms(expr: Expr) -> tuple[Expr, ...]:
    """The terms of a sum; anything else is its own single term."""
    return expr.args if isinstance(expr, Add) else (expr,)


def factors(expr: Expr) -> tuple[Expr, ...]:
    """The factors of a product; anything else is its own single factor."""
    return expr.args if isinstance(expr, Mul) else (expr,)


def walk(root: Basic, seen: set[int] | None = None) -> Iterator[Basic]:
    """Every node of the DAG below `root` once (by identity), children before parents, without recursion."""
    seen = set() if seen is None else seen
    stack = [root]
    while stack:
        node = stack[-1]
        if id(node) in seen:
            stack.pop()
            continue
        waiting = [arg for arg in node._args if id(arg) not in seen]
        if waiting:
            waiting.reverse()
            stack += waiting
        else:
            stack.pop()
            seen.add(id(node))
            yield node


def inner_nodes(root: Basic) -> list[Basic]:
    """The nodes below `root` that have parts, each once and after its parts, as a list."""
    found: dict[int, Basic] = {}
    stack = [root] if root._args else []
    while stack:
        node = stack[-1]
        waiting = [arg for arg in node._args if arg._args and id(arg) not in found]
        if waiting:
            stack += waiting
        else:
            stack.pop()
            found[id(node)] = node
    return list(found.values())


def hashed(root: Basic) -> Any:
    """`root` with its hash found. A node keeps its hash, so from the leaves up it never recurses, however deep."""
    try:
        hash(root)
    except RecursionError:
        for node in walk(root):
            hash(node)
    return root


def symbols_of(roots: Iterable[Basic]) -> tuple[Symbol, ...]:
    """The symbols below `roots`, sorted by name; a DAG walk, where `free_symbols` walks the tree."""
    seen: set[int] = set()
    found = {n for root in roots for n in walk(root, seen) if isinstance(n, Symbol)}
    return tuple(sorted(found, key=lambda s: s.name))


def bound_in(root: Basic) -> set[Basic]:
    """The variables of integration and the indices of sums and products below `root`."""
    bound = (node.args[1:] for node in walk(root) if isinstance(node, ExprWithLimits))
    return {limit.args[0] for limits in bound for limit in limits}


def free_in(root: Basic) -> tuple[Symbol, ...]:
    """The symbols below `root`, by name, but for indices, variables of integration, and how many terms there are."""
    sums = [node for node in walk(root) if isinstance(node, ExprWithLimits) and not isinstance(node, Integral)]
    ends = {end for node in sums for limit in node.args[1:] for end in limit.args[1:]}
    bound = bound_in(root)
    return tuple(s for s in symbols_of([root]) if s not in bound and s not in ends)


def tree_size(root: Basic) -> int:
    """How many nodes the tree has that is written out in full; the DAG may be far smaller."""
    size: dict[int, int] = {}
    for node in walk(root):
        size[id(node)] = 1 + sum(size[id(arg)] for arg in node.args)
    return size[id(root)]
