"""How a rewriting of single nodes becomes a rewriting of whole expressions, and how long an expression reads."""

from collections.abc import Callable, Mapping

from sympy import Add, Basic, Expr, MatrixBase, Mul, Pow, Subs
from sympy.core.numbers import Number

from workings.expression.goals import Goal
from workings.expression.nodes import ONE, add, mul, power, walk

__all__ = ["everywhere", "flatten_product", "flatten_sum", "flattened", "leaves", "rebuild", "replace", "split_coefficient"]

Local = Callable[[Expr], Expr | None]


def rebuild(node: Basic, args: tuple[Basic, ...]) -> Basic:
    """The node with other arguments, as written."""
    for new, old in zip(args, node._args, strict=True):
        if new is not old:
            break
    else:
        return node
    kind = type(node)
    if kind is Add:
        return add(*args)
    if kind is Mul:
        return mul(*args)
    if kind is Pow:
        return power(*args)
    if isinstance(node, MatrixBase):
        rows, columns, entries = args
        return kind(int(rows), int(columns), list(entries.args))
    if isinstance(node, Goal | Subs):
        return node.func(*args)  # these keep more than their arguments
    return Basic.__new__(kind, *args)


def everywhere(local: Local, expr: Basic, settled: dict[int, Basic] | None = None) -> Basic | None:
    """`expr` with `local` applied to every node from the leaves up, each shared node once; None if nothing changed.

    `settled` holds the nodes, by identity, in and below which `local` is known to change nothing; it is added to.
    """
    settled = {} if settled is None else settled
    done: dict[int, Basic] = {}
    stack = [expr]
    while stack:
        node = stack[-1]
        if id(node) in done or id(node) in settled:
            stack.pop()
            continue
        args = node._args
        waiting = [arg for arg in args if arg._args and id(arg) not in done and id(arg) not in settled]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        new_args = tuple([done.get(id(arg), arg) for arg in args])
        now = rebuild(node, new_args)
        changed = local(now) if isinstance(now, Expr) and now._args else None
        if changed is not None:
            done[id(node)] = changed
        elif now is node:
            settled[id(node)] = node
        else:
            done[id(node)] = now
    return done.get(id(expr))


def leaves(expr: Basic) -> int:
    """How many numbers and names the expression has when written out, signs and exponents of -1 not counted."""
    count: dict[int, int] = {}
    for node in walk(expr):
        if not node.args:
            count[id(node)] = 0 if isinstance(node, Number) and abs(node) is ONE else 1
        else:
            count[id(node)] = sum([count[id(arg)] for arg in node.args])
    return max(1, count[id(expr)])


def flatten_sum(terms: tuple[Expr, ...]) -> list[Expr]:
    """The terms with those of nested sums in their place."""
    flat: list[Expr] = []
    for term in terms:
        if type(term) is Add:
            flat.extend(flatten_sum(term.args))
        else:
            flat.append(term)
    return flat


def flatten_product(factors: tuple[Expr, ...]) -> list[Expr]:
    """The factors with those of nested products in their place."""
    flat: list[Expr] = []
    for factor in factors:
        if type(factor) is Mul:
            flat.extend(flatten_product(factor.args))
        else:
            flat.append(factor)
    return flat


def split_coefficient(term: Expr) -> tuple[Expr, tuple[Expr, ...]]:
    """A term's leading number (1 where none is written) and its other factors."""
    if isinstance(term, Number):
        return term, ()
    if type(term) is Mul:
        first = term.args[0]
        return (first, term.args[1:]) if isinstance(first, Number) else (ONE, term.args)
    return ONE, (term,)


def replace(expr: Basic, new: Mapping[Basic, Basic]) -> Basic:
    """`expr` with every node that is a key of `new` replaced, from the leaves up; nothing is evaluated."""
    done: dict[int, Basic] = {}
    for node in walk(expr):
        now = rebuild(node, tuple([done[id(arg)] for arg in node._args])) if node._args else node
        done[id(node)] = new.get(now, now)
    return done[id(expr)]


def flattened(expr: Basic) -> Basic:
    """`expr` with sums in sums and products in products written as one: what it says, whatever its brackets."""
    done: dict[int, Basic] = {}
    for node in walk(expr):
        now = rebuild(node, tuple([done[id(arg)] for arg in node._args])) if node._args else node
        if type(now) is Add:
            now = add(*flatten_sum(now._args))
        elif type(now) is Mul:
            now = mul(*flatten_product(now._args))
        done[id(node)] = now
    return done[id(expr)]
