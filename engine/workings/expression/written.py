"""A canonical SymPy expression as a teacher would order and shape it, with shared parts made one.

SymPy keeps x/(2*(x**2 + 1)) as a product with powers of -1 in it, and sorts terms and factors as suits it.
`as_written` makes of that the forms of `nodes`: one fraction, descending degrees, numbers before letters,
letters before functions. Nothing changes in value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Abs, Add, Basic, Expr, Function, Integer, MatrixBase, Mul, Pow, Rational, Symbol, exp
from sympy.core.function import AppliedUndef, Derivative, Subs
from sympy.core.numbers import Number, NumberSymbol

from workings.expression.algebra import rebuild
from workings.expression.formulas import in_full
from workings.expression.goals import Goal
from workings.expression.nodes import MINUS_ONE, ONE, ZERO, add, divide, divisor, factors, mul, power, walk
from workings.expression.vocabulary import GREEK

__all__ = ["as_written", "fraction", "intern", "is_differential", "ordered_terms", "product"]

# What a polynomial is ordered by; other letters are parameters.
_FIRST_AMONG_SYMBOLS = {"x": "0", "y": "1", "z": "2"}
_FUNCTION_ORDER = {name: i for i, name in enumerate((
    "sin", "cos", "sec", "csc", "tan", "cot", "sinh", "cosh", "sech", "csch", "tanh", "coth", "log",
))}  # fmt: skip
_END = ("~", 0)  # after every symbol's entry


class _Shared:
    """Nodes by class and identity of their parts, so that equal ones are one."""

    def __init__(self) -> None:
        self._nodes: dict[Any, Basic] = {}

    def __call__(self, node: Basic) -> Basic:
        key = (type(node), *map(id, node.args)) if node.args else (type(node), node)
        return self._nodes.setdefault(key, node)


def intern(expr: Basic | MatrixBase) -> Any:
    """`expr` with structurally equal parts made the same object; nothing else is changed.

    >>> from workings.expression import add, power, symbol
    >>> from sympy import Integer
    >>> x = symbol("x")
    >>> e = intern(add(power(x, Integer(2)), power(x, Integer(2))))
    >>> e.args[0] is e.args[1]
    True
    """
    shared = _Shared()
    done: dict[int, Basic] = {}
    expr = _immutable(expr)
    for node in walk(expr):
        done[id(node)] = shared(rebuild(node, tuple([done[id(arg)] for arg in node.args])))
    return done[id(expr)]


def as_written(expr: Basic | MatrixBase) -> Any:
    """The canonical SymPy expression `expr` as a teacher would write it, in the forms of `nodes`.

    >>> from sympy import Rational, exp
    >>> from workings.expression import symbol
    >>> from workings.show import to_text
    >>> x = symbol("x")
    >>> to_text(as_written(x**3 * exp(x) * (4 + x) / 2))
    'x³(x + 4)eˣ/2'
    """
    shared = _Shared()
    done: dict[int, Basic] = {}
    expr = _immutable(expr)
    for node in walk(expr):
        args = tuple([done[id(arg)] for arg in node.args])
        kind = type(node)
        made: Basic
        if kind is Add:
            made = add(*ordered_terms(args))
        elif kind is Mul:
            made = _product(node.args, args)
        elif kind is Pow:
            made = _power(*args)
        else:
            made = in_full(rebuild(node, args))
        done[id(node)] = _share_new(made, shared)
    return done[id(expr)]


def _immutable(expr: Basic | MatrixBase) -> Basic:
    return expr.as_immutable() if isinstance(expr, MatrixBase) else expr


def _share_new(node: Basic, shared: _Shared) -> Basic:
    """Shares `node`, of which at most three levels are new."""
    args = []
    for arg in node.args:
        inner = tuple([shared(_share_args(a, shared)) for a in arg.args])
        args.append(shared(rebuild(arg, inner)))
    return shared(rebuild(node, tuple(args)))


def _share_args(node: Basic, shared: _Shared) -> Basic:
    return rebuild(node, tuple([shared(a) for a in node.args]))


# Powers and products


def _power(base: Expr, exponent: Expr) -> Expr:
    if isinstance(exponent, Rational) and exponent.p < 0:
        return divide(ONE, power(base, -exponent))
    return power(base, exponent)


def _product(factors: tuple[Expr, ...], written: tuple[Expr, ...]) -> Expr:
    """One fraction: the number's parts, then what has a negative power below the bar, the rest above."""
    p, q = 1, 1
    above: list[Expr] = []
    below: list[Expr] = []
    for factor, new in zip(factors, written, strict=True):
        if isinstance(factor, Rational):
            p, q = p * int(factor.p), q * int(factor.q)
        elif isinstance(factor, Pow) and isinstance(factor.args[1], Rational) and factor.args[1].p < 0:
            below.append(new.args[0])  # written as 1/below
        else:
            above.append(new)
    return fraction(p, q, above, below)


def product(number: Rational, factors: Iterable[Expr]) -> Expr:
    """`number` times `factors` as one fraction, with the numbers among the factors multiplied in."""
    p, q = int(number.p), int(number.q)
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in factors:
        under = divisor(factor)
        if isinstance(factor, Rational):
            p, q = p * int(factor.p), q * int(factor.q)
        elif under is None:
            above.append(factor)
        elif isinstance(under, Rational) and under.p > 0:
            p, q = p * int(under.q), q * int(under.p)
        else:
            below.append(under)
    return fraction(p, q, above, below) if p or ZERO in below else ZERO  # 0/0 is not 0


def fraction(p: int, q: int, above: list[Expr], below: list[Expr]) -> Expr:
    """The fraction p above / (q below), the factors in their usual order."""
    above.sort(key=_place_in_product)
    below.sort(key=_place_in_product)
    if not above and not below:
        return Rational(p, q)
    numerator = mul(Integer(p), *above)
    if q == 1 and not below:
        return numerator
    denominator = mul(Integer(q), *below)
    if numerator is MINUS_ONE:
        return mul(MINUS_ONE, divide(ONE, denominator))
    return mul(*factors(numerator), divide(ONE, denominator))


def _place_in_product(factor: Expr) -> tuple[int, str]:
    """Numbers, letters, |u| and u^v, sums, powers of e, sums of functions, functions, derivatives."""
    base = factor.args[0] if isinstance(factor, Pow) else factor
    if isinstance(base, (Number, NumberSymbol)):
        return 0, ""
    if isinstance(base, Symbol) and (base is factor or isinstance(factor.args[1], Rational)):
        if is_differential(base.name):
            return 10, base.name
        return 1, _place_of_symbol(base)
    if isinstance(base, Abs) or (base is not factor and not isinstance(factor.args[-1], Rational)):
        return 2, ""
    if isinstance(base, exp):
        return 4, ""
    if isinstance(base, AppliedUndef):
        return 7, ""
    if isinstance(base, Function):
        name = type(base).__name__
        return 6, f"{_FUNCTION_ORDER.get(name, 99):02}"
    if isinstance(base, Subs):
        return 8, ""
    if isinstance(base, Derivative):
        return 9, ""
    if isinstance(base, Add) and any(_place_in_sum(term)[2] for term in base.args):
        return 5, ""
    return (9, "") if isinstance(base, Goal) else (3, "")


def _place_of_symbol(symbol: Symbol) -> str:
    """Parameters in the order of the alphabet, then x, y, z."""
    return ("1" if symbol.name in _FIRST_AMONG_SYMBOLS else "0") + str(symbol.name)


def is_differential(name: str) -> bool:
    """Whether a symbol's name is that of a differential: dx, dtheta."""
    return name[0] == "d" and (len(name) == 2 or name[1:] in GREEK)


# Sums


def ordered_terms(terms: Iterable[Expr]) -> list[Expr]:
    """Descending degrees, functions before constants, 1/x after both; of two terms a positive one begins."""
    ordered = sorted(terms, key=_place_in_sum)
    if len(ordered) == 2 and _is_negative(ordered[0]) and not _is_negative(ordered[1]):
        ordered.reverse()
    return ordered


def _place_in_sum(term: Expr) -> tuple[bool, tuple[tuple[str, Any], ...], int, bool]:
    degrees: dict[str, Any] = {}
    functions = 0
    stack = [(term, 1)]
    while stack:  # a term is a product, perhaps of a fraction's numerator and denominator
        part, sign = stack.pop()
        if isinstance(part, Mul):
            stack.extend((factor, sign) for factor in part.args)
        elif isinstance(part, Symbol):
            name = _FIRST_AMONG_SYMBOLS.get(part.name, ("!" if is_differential(part.name) else "3") + part.name)
            degrees[name] = degrees.get(name, 0) + sign
        elif isinstance(part, Pow):
            base, exponent = part.args
            if exponent is MINUS_ONE:
                stack.append((base, -sign))
            elif isinstance(base, Symbol):
                name = _FIRST_AMONG_SYMBOLS.get(base.name, "3" + base.name)
                n = exponent if isinstance(exponent, Rational) else 1000  # x^n before x²
                degrees[name] = degrees.get(name, 0) + sign * n
            elif not isinstance(base, Number):
                functions += 1
        elif not isinstance(part, (Number, NumberSymbol)):
            functions += 1
    place = tuple(sorted((name, -n) for name, n in degrees.items() if n != 0))
    return any(n > 0 for _, n in place), (*place, _END), -functions, _is_negative(term)


def _is_negative(term: Expr) -> bool:
    while isinstance(term, Mul):
        term = term.args[0]
    return isinstance(term, Rational) and term.p < 0
