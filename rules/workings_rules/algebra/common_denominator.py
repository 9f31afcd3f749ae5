"""A common denominator: a/b + c = (a + c b)/b, where that takes a fraction out of a fraction or shortens a product."""

from collections.abc import Iterator
from math import lcm

from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, exp

from workings.expression import Tidy, add, divide, mul, power, symbol
from workings.expression.algebra import (
    Monomial,
    base_and_exponent,
    everywhere,
    flatten_product,
    flatten_sum,
    leaves,
    monomial,
    terms_in_any_order,
)
from workings.expression.nodes import MINUS_ONE, ONE
from workings.expression.words import x
from workings.expression.written import ordered_terms, product
from workings.rule import Ask, Example, Rule, Text
from workings_rules.algebra.slips import anywhere

HEADS = frozenset((Mul, Pow))
HAS_SUMS = frozenset((Add,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal, HAS_SUMS)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    """The node with one of its sums over a common denominator: where it reads shorter, or the sum was below a bar."""
    if type(node) is Pow and node._args[1] is not MINUS_ONE:
        return None
    read = monomial(node) if _has_sum_of_fractions(node) else None
    if read is None:
        return None
    for base, n in read.powers.items():
        over = _over_common(base) if type(base) is Add and n.q == 1 and abs(n.p) <= 2 else None
        if over is None:
            continue
        top, below = over
        rest = Monomial(read.number, {b: m for b, m in read.powers.items() if b is not base})
        for _ in range(abs(n.p)):
            rest = rest * (below if n.p < 0 else Monomial(ONE / below.number, {b: -m for b, m in below.powers.items()}))
        rest = rest * Monomial(ONE, {_as_it_stands(top, rest): n})
        now = product(rest.number, rest.factors)
        if leaves(now) < leaves(node) + (n.p < 0):
            return now
    return None


def _has_sum_of_fractions(node: Expr) -> bool:
    """Whether one of the factors is a power of a sum with a fraction bar in it; quickly, since it is asked often."""
    stack = [node]
    while stack:
        factor = stack.pop()
        kind = type(factor)
        if kind is Mul:
            stack += factor._args
        elif kind is Pow:
            stack.append(factor._args[0])
        elif kind is Add and any(map(_has_bar, factor._args)):
            return True
    return False


def _has_bar(term: Expr) -> bool:
    """Whether a number or a power in the term stands below a fraction bar."""
    if type(term) is Mul:
        return any(map(_has_bar, term._args))
    if type(term) is Pow:
        base, n = term._args
        return isinstance(n, Rational) and (n.p < 0 or (type(base) is Mul and _has_bar(base)))
    return isinstance(term, Rational) and term.q != 1


def _over_common(total: Expr) -> tuple[Expr, Monomial] | None:
    """The sum as what stands above and below one fraction bar; None where no term of it has one."""
    terms = [_opened(term) for term in flatten_sum((total,))]
    known = [term for term in terms if term is not None]
    if len(known) < len(terms):
        return None
    powers: dict[Expr, Basic] = {}
    for term in known:
        for base, n in term.powers.items():
            if n.p < 0 and type(base) is not exp:
                powers[base] = max(-n, powers.get(base, -n))
    below = Monomial(Integer(lcm(*[term.number.q for term in known])), powers)
    if not powers and below.number is ONE:
        return None
    above = [term * below for term in known]
    return add(*ordered_terms([product(term.number, term.factors) for term in above])), below


def _opened(term: Expr) -> Monomial | None:
    """The term as a monomial, whole powers of products in it opened: (y/x)^2 is y^2 x^(-2)."""
    found = Monomial(ONE, {})
    for factor in flatten_product((term,)):
        base, n = base_and_exponent(factor)
        read = monomial(base if type(base) is Mul and n.q == 1 else factor)
        if read is None or (read.number.p == 0 and n.p < 0):
            return None
        if type(base) is Mul and n.q == 1:
            read = Monomial(read.number**n, {b: m * n for b, m in read.powers.items()})
        found = found * read
    return found


def _as_it_stands(total: Expr, rest: Monomial) -> Expr:
    """The same sum as it stands among the other factors, whatever its order there."""
    terms = terms_in_any_order(total)
    return next((b for b in rest.powers if type(b) is Add and terms_in_any_order(b) == terms), total)


def numerators_added(node: Expr) -> Iterator[Expr]:
    """a/b + c taken for (a + c)/b."""
    over = _over_common(node) if type(node) is Add else None
    if over is None or not over[1].powers:
        return
    terms = [_opened(term) for term in flatten_sum((node,))]
    above = [product(t.number, [power(b, n) for b, n in t.powers.items() if n.p > 0]) for t in terms if t]
    yield mul(add(*above), divide(ONE, product(ONE, Monomial(ONE, over[1].powers).factors)))


RULE = Rule(
    slug="common-denominator",
    title=Text("common denominator", "通分する"),
    explanation=Text(
        "The terms of the sum are brought over one fraction bar: a/b + c = (a + c b)/b.",
        "和の各項を一つの分数にまとめます。a/b + c = (a + c b)/b。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(divide(ONE, add(ONE, divide(x, symbol("a"))))),),
    source="Addition of fractions",
    examples=(
        Example("1/(2 - x^2/2)", "2/(4 - x^2)"),
        Example("(x/sqrt(x^2 + 1) + 1)/(x + sqrt(x^2 + 1))", "1/sqrt(x^2 + 1)"),
        Example("y/(x^2 ((y/x)^2 + 1))", "y/(x^2 + y^2)"),
    ),
    mistakes=(
        anywhere(
            "cancel-terms-in-fraction",
            "A term without a fraction bar is multiplied by the denominator when it is brought over it.",
            "分母のない項を通分するときは、分子に分母を掛けます。",
            numerators_added,
        ),
    ),
)
