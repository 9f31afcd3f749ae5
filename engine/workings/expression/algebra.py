"""Sums, products and fractions opened for the rules of algebra, and a rewriting of single nodes done everywhere."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from sympy import Add, Basic, Expr, Function, MatrixBase, Mul, Pow, Rational, Subs, Symbol, exp
from sympy.concrete.expr_with_limits import ExprWithLimits

from workings.expression.goals import Goal, Tidy
from workings.expression.nodes import MINUS_ONE, ONE, add, call, divide, mul, over_index, power, walk

__all__ = [
    "Monomial",
    "base_and_exponent",
    "everywhere",
    "flatten_product",
    "flatten_sum",
    "flattened",
    "leaves",
    "monomial",
    "numbers_and_rest",
    "raised",
    "rebuild",
    "replace",
    "somewhere",
]

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
    if isinstance(node, ExprWithLimits):
        return over_index(kind, *args)
    return Basic.__new__(kind, *args)


def everywhere(local: Local, heads: frozenset[type], goal: Tidy, among: frozenset[type] | None = None) -> Basic | None:
    """The goal's expression with `local` applied to every node of `heads` from the leaves up; None if nothing changed.

    Each shared node is looked at once, and not again by the same rule in what the expression becomes later. Nothing is
    looked at where no head of `among` occurs.
    """
    nodes, kinds = goal.inner
    if heads.isdisjoint(kinds) or (among is not None and among.isdisjoint(kinds)):
        return None
    settled = goal.settled(local)
    done: dict[int, Basic] = {}
    for node in nodes:
        key = id(node)
        now: Basic = node
        if done:
            for arg in node._args:
                if id(arg) in done:
                    now = rebuild(node, tuple([done.get(id(a), a) for a in node._args]))
                    break
        if type(now) in heads and (now is not node or key not in settled):
            changed = local(now)
            if changed is not None:
                done[key] = changed
                continue
            if now is node:
                settled[key] = node
        if now is not node:
            done[key] = now
    return done.get(id(goal.expr))


def leaves(expr: Basic) -> int:
    """How many numbers and names the expression has when written out; signs and fraction bars are not counted."""
    if type(expr) is Symbol:
        return 1
    count: dict[int, int] = {}
    for node in walk(expr):
        kind = type(node)
        if isinstance(node, Rational):
            count[id(node)] = (node.p not in (1, -1)) + (node.q != 1)
        elif not node._args:
            count[id(node)] = 1
        else:
            found = sum([count[id(arg)] for arg in node._args])
            if kind is Add:
                found += sum([arg is ONE or arg is MINUS_ONE for arg in node._args])
            count[id(node)] = found + isinstance(node, Function)
    return max(1, count[id(expr)])


def flatten_sum(terms: Iterable[Expr]) -> list[Expr]:
    """The terms with those of nested sums in their place."""
    flat: list[Expr] = []
    stack = [*terms][::-1]
    while stack:
        term = stack.pop()
        if type(term) is Add:
            stack += term._args[::-1]
        else:
            flat.append(term)
    return flat


def terms_in_any_order(total: Expr) -> frozenset[tuple[Expr, int]]:
    """The terms of a sum and how often each stands there: the same for a + b and b + a."""
    return frozenset(Counter(flatten_sum((total,))).items())


def flatten_product(factors: Iterable[Expr]) -> list[Expr]:
    """The factors with those of nested products in their place."""
    flat: list[Expr] = []
    stack = [*factors][::-1]
    while stack:
        factor = stack.pop()
        if type(factor) is Mul:
            stack += factor._args[::-1]
        else:
            flat.append(factor)
    return flat


def numbers_and_rest(term: Expr) -> tuple[list[Rational], list[Rational], list[Expr]]:
    """A product opened: the numbers above and below its fraction bars, and its other factors, 1/b for b below a bar."""
    above: list[Rational] = []
    below: list[Rational] = []
    rest: list[Expr] = []
    stack = [(term, False)]
    while stack:
        factor, under = stack.pop()
        if type(factor) is Mul:
            stack.extend([(f, under) for f in factor._args[::-1]])
        elif isinstance(factor, Rational):
            (below if under else above).append(factor)
        elif not under and type(factor) is Pow and factor._args[1] is MINUS_ONE:
            stack.append((factor._args[0], True))
        else:
            rest.append(divide(ONE, factor) if under else factor)
    return above, below, rest


class Monomial:
    """A term as a number times powers: `powers` has for each base the exponent, a rational number."""

    __slots__ = ("number", "powers")

    def __init__(self, number: Rational, powers: dict[Expr, Rational]) -> None:
        self.number = number
        self.powers = powers

    def __mul__(self, other: "Monomial") -> "Monomial":
        powers = dict(self.powers)
        for base, n in other.powers.items():
            powers[base] = powers[base] + n if base in powers else n
        return Monomial(self.number * other.number, {base: n for base, n in powers.items() if n.p})

    @property
    def like(self) -> frozenset[tuple[Expr, Rational]]:
        """What terms have in common that differ in their number only."""
        return frozenset(self.powers.items())

    @property
    def factors(self) -> list[Expr]:
        """The powers as they are written, negative ones below a fraction bar, those of e with their own sign."""
        return [raised(base, n) for base, n in self.powers.items()]

    def leaves(self, known: dict[Expr, int]) -> int:
        """As `leaves` counts them; `known` holds the counts of bases, and is added to."""
        found = 0
        for base, n in self.powers.items():
            if base not in known:
                known[base] = leaves(base)
            found += known[base] + (n.p not in (1, -1)) + (n.q != 1)
        c = self.number
        return max(1, found + (c.p not in (1, -1)) + (c.q != 1))


def monomial(term: Expr) -> Monomial | None:
    """The term as a monomial; None where a number is divided by zero in it."""
    above, below, rest = numbers_and_rest(term)
    number = ONE
    for n in above:
        number = number * n
    for n in below:
        if n.p == 0:
            return None
        number = number / n
    powers: dict[Expr, Rational] = {}
    for factor in rest:
        base, n = base_and_exponent(factor)
        if type(base) is exp:
            base, times = _unit_of_e(base)
            n = n * times
        powers[base] = powers[base] + n if base in powers else n
    return Monomial(number, {base: n for base, n in powers.items() if n.p})


def raised(base: Expr, n: Rational) -> Expr:
    """The power as it is written."""
    if type(base) is exp and n is not ONE:
        return call(exp, mul(n, *flatten_product(base._args)))
    return power(base, n) if n.p > 0 else divide(ONE, power(base, -n))


def _unit_of_e(power_of_e: Expr) -> tuple[Expr, Rational]:
    """e^(2x) as a power of e^x."""
    u = power_of_e._args[0]
    if type(u) is Mul and isinstance(u._args[0], Rational):
        return call(exp, mul(*u._args[1:])), u._args[0]
    return power_of_e, ONE


def base_and_exponent(factor: Expr) -> tuple[Expr, Rational]:
    """The rational power behind a factor; 1/x^2 is x to the -2."""
    if type(factor) is Pow:
        base, n = factor._args
        if n is MINUS_ONE and type(base) is Pow and isinstance(base._args[1], Rational):
            return base._args[0], -base._args[1]
        if isinstance(n, Rational):
            return base, n
    return factor, ONE


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


def somewhere(expr: Expr, rewrite: Callable[[Expr], Iterator[Expr]]) -> Iterator[Expr]:
    """`expr` with `rewrite` used at one node: every node and every outcome in turn, from the root down."""
    yield from rewrite(expr)
    if isinstance(expr, Goal):
        return
    for i, arg in enumerate(expr.args):
        if isinstance(arg, Expr):
            for changed in somewhere(arg, rewrite):
                yield rebuild(expr, (*expr.args[:i], changed, *expr.args[i + 1 :]))
