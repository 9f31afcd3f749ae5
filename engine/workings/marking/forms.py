"""Required forms: whether an answer, as it was written, is simplified, factored, expanded or a single fraction.

An answer of the right value in another form is not wrong, so what is said here is what is left to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import gcd, isqrt
from typing import Any, Final, Literal

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from sympy import Add, Basic, Expr, Integer, Mul, Pow, Rational, Tuple, exp, log
from sympy.core.numbers import Number

from workings.expression import Goal
from workings.expression.nodes import HALF, MINUS_ONE, ONE, ZERO, divisor, factors, hashed, mul, terms, walk
from workings.show import to_text

__all__ = ["FORMS", "Form", "left_to_do"]

Form = Literal["simplified", "factored", "expanded", "single fraction"]
DEGREE: Final = 60  # of a sum whose factors are looked for
TERMS: Final = 400


def left_to_do(answer: Any, form: Form) -> str:
    """What is left to do before `answer` is in the required form; "" where it is.

    Arguments:
        answer: an expression as written, or a Tuple of them.

    Raises:
        ValueError: there is no such form.

    >>> from workings.expression.reader import parse
    >>> left_to_do(parse("2(3x + 2)3"), "simplified")
    'multiply the numbers in 2(3x + 2) · 3'
    >>> left_to_do(parse("x^2 - 1"), "factored")
    'x² − 1 can be factored'
    >>> left_to_do(parse("6(3x + 2)"), "simplified")
    ''
    """
    if form not in FORMS:
        raise ValueError(f"form {form!r} is not one of {', '.join(map(repr, FORMS))}")
    if isinstance(answer, Tuple):
        return next((said for entry in answer.args if (said := left_to_do(entry, form))), "")
    answer = hashed(answer)
    standing = next((node for node in walk(answer) if isinstance(node, Goal)), None)
    if standing is not None:
        return f"work out {to_text(standing)}"
    return next(FORMS[form](answer), "")


# Simplified --------------------------------------------------------------------------------------


def _simplified(answer: Basic) -> Iterator[str]:
    for node in reversed(tuple(walk(answer))):  # the whole before its parts
        for kind, look in _LOOK:
            if isinstance(node, kind):
                yield from look(node)


def _sum(node: Expr) -> Iterator[str]:
    if any(term is ZERO for term in node.args):
        yield f"leave out the 0 in {to_text(node)}"
    alike = Counter(_kind(term) for term in _distributed(node))
    if any(count > 1 for count in alike.values()):
        yield f"collect the like terms of {to_text(node)}"


def _distributed(node: Expr) -> Iterator[Expr]:
    """The terms of a sum, those in the brackets of 2(x + 1) too."""
    for term in terms(node):
        inner = [f for f in factors(term) if not isinstance(f, Number)]
        if len(inner) == 1 and isinstance(inner[0], Add):
            yield from _distributed(inner[0])
        else:
            yield term


def _kind(term: Expr) -> Any:
    """What a term is without its coefficient: x for 3x, 1 for a number."""
    parts = Counter(f for f in factors(term) if not _is_number(f))
    return frozenset(parts.items())


def _is_number(f: Expr) -> bool:
    below = divisor(f)
    return isinstance(f, Number) or (below is not None and isinstance(below, Number))


def _product(node: Expr) -> Iterator[str]:
    numbers = [f for f in node.args if _is_number(f)]
    if any(f is ZERO for f in numbers):
        yield f"{to_text(node)} is 0"
    tops = [f for f in numbers if isinstance(f, Number)]
    if len(tops) > 1:
        yield f"multiply the numbers in {to_text(node)}"
    if len(numbers) - len(tops) > 1 or (len(numbers) > len(tops) and any(f.q > 1 for f in tops)):
        yield f"write the numbers in {to_text(node)} as one fraction"
    bases = Counter(_base(f) for f in node.args if not _is_number(f))
    if any(count > 1 for count in bases.values()):
        yield f"write {to_text(node)} with one power of each factor"
    bottom = [below for f in node.args if (below := divisor(f)) is not None]
    sums = [f for f in node.args if isinstance(f, Add)] if bottom else []
    if any(divisor(f) is not None for part in (*bottom, *sums) for term in terms(part) for f in factors(term)):
        yield f"write {to_text(node)} without a fraction in a fraction"
    yield from _cancels(node, bottom)


def _cancels(node: Expr, bottom: list[Expr]) -> Iterator[str]:
    """A number or a factor that numerator and denominator share."""
    if not bottom:
        return
    inside = [f for below in bottom for f in factors(below)]
    tops = [f for f in node.args if divisor(f) is None]
    if {_base(f) for f in inside if not isinstance(f, Number)} & {_base(f) for f in tops if not isinstance(f, Number)}:
        yield f"cancel the common factor of {to_text(node)}"
    over = _content(mul(*tops)) if tops else 1
    under = _content(mul(*inside))
    if gcd(over, under) > 1:
        yield f"cancel {gcd(over, under)} in {to_text(node)}"
    if _shared_factor(mul(*tops), mul(*inside)):
        yield f"cancel the common factor of {to_text(node)}"


def _content(expr: Expr) -> int:
    """The largest whole number that divides every coefficient of a product of sums of terms."""
    content = 1
    for factor in factors(expr):
        if isinstance(factor, Integer):
            content *= abs(int(factor))
        elif isinstance(factor, Add):
            whole = 0
            for term in factor.args:
                numbers = [f for f in factors(term) if isinstance(f, Number)]
                whole = gcd(whole, abs(int(numbers[0])) if numbers and isinstance(numbers[0], Integer) else 1)
            content *= whole or 1
    return content


def _base(f: Expr) -> Any:
    """The base of a power, e of an exponential; of a fraction the base below the bar."""
    below = divisor(f)
    if below is not None:
        return _base(below)
    if isinstance(f, exp):
        return exp
    return f.args[0] if isinstance(f, Pow) and not isinstance(f.args[0], Number) else f


def _power(node: Expr) -> Iterator[str]:
    base, exponent = node.args
    if exponent is ONE or exponent is ZERO:
        yield f"write {to_text(node)} without the exponent"
    if isinstance(base, Number) and isinstance(exponent, Integer) and exponent is not MINUS_ONE:
        yield f"work out {to_text(node)}"
    if isinstance(base, Number) and exponent is MINUS_ONE and not isinstance(base, Integer):
        yield f"write {to_text(node)} as one fraction"
    if isinstance(base, Integer) and exponent is HALF and _square_inside(int(base)):
        yield f"take the square out of {to_text(node)}"
    if isinstance(base, Pow | exp) and exponent is not MINUS_ONE and isinstance(exponent, Integer):
        yield f"write {to_text(node)} as one power"


def _square_inside(n: int) -> bool:
    return n >= 0 and any(n % (k * k) == 0 for k in range(2, min(isqrt(n), 1000) + 1))


def _exponential(node: Expr) -> Iterator[str]:
    (u,) = node.args
    if u is ZERO or isinstance(u, log):
        yield f"work out {to_text(node)}"


def _logarithm(node: Expr) -> Iterator[str]:
    u, *base = node.args
    if u is ONE or isinstance(u, exp) or (base and base[0] == u) or (not base and str(u) == "E"):
        yield f"work out {to_text(node)}"


_LOOK: tuple[tuple[Any, Callable[[Any], Iterator[str]]], ...] = (
    (Add, _sum),
    (Mul, _product),
    (Pow, _power),
    (exp, _exponential),
    (log, _logarithm),
)


# Expanded, factored, a single fraction -----------------------------------------------------------


def _expanded(answer: Basic) -> Iterator[str]:
    for term in terms(answer):
        tops = [f for f in factors(term) if divisor(f) is None]
        for factor in tops:
            if isinstance(factor, Add) and len(tops) > 1:
                yield f"multiply out {to_text(term)}"
            if isinstance(factor, Add) and len(tops) == 1 and isinstance(answer, Add):
                yield f"leave out the brackets in {to_text(answer)}"
            if isinstance(factor, Pow) and isinstance(factor.args[0], Add | Mul) and _whole(factor.args[1]):
                yield f"multiply out {to_text(factor)}"
    yield from _simplified(answer)


def _whole(exponent: Any) -> bool:
    return isinstance(exponent, Integer) and exponent > 1


def _factored(answer: Basic) -> Iterator[str]:
    for factor in factors(answer):
        below = divisor(factor)
        for part in factors(below) if below is not None else (factor,):
            base = part.args[0] if isinstance(part, Pow) and _whole(part.args[1]) else part
            if isinstance(base, Add) and _reducible(base):
                yield f"{to_text(base)} can be factored"


def _single_fraction(answer: Basic) -> Iterator[str]:
    if isinstance(answer, Add) and any(_fractional(term) for term in answer.args):
        yield "bring the terms to one denominator"
    below = [b for f in factors(answer) if (b := divisor(f)) is not None]
    coefficient = any(isinstance(f, Rational) and f.q != 1 for f in factors(answer))
    if len(below) + (coefficient and bool(below)) > 1:
        yield f"write {to_text(answer)} with one fraction bar"
    for part in (*below, *(f for f in factors(answer) if isinstance(f, Add))):
        if any(_fractional(term) for term in terms(part)):
            yield f"write {to_text(answer)} without a fraction in a fraction"


def _fractional(term: Expr) -> bool:
    """Whether a fraction bar or a negative exponent stands in a term, outside of functions."""
    stack = [term]
    while stack:
        node = stack.pop()
        if isinstance(node, Rational) and node.q != 1:
            return True
        if isinstance(node, Pow):
            if isinstance(node.args[1], Number) and node.args[1].is_negative:
                return True
            stack.append(node.args[0])
        elif isinstance(node, Add | Mul):
            stack.extend(node.args)
    return False


FORMS: Final[dict[str, Callable[[Any], Iterator[str]]]] = {
    "simplified": _simplified,
    "factored": _factored,
    "expanded": _expanded,
    "single fraction": _single_fraction,
}


# Sums as polynomials in whatever stands in them --------------------------------------------------


def _reducible(expr: Expr) -> bool:
    """Whether a sum is a product of two factors over the rationals, a number that divides all its terms being one."""
    found = _polynomial(expr)
    if found is None or not len(found):
        return False
    constant, parts = found.factor()
    return sum(int(k) for _, k in parts) > 1 or (constant.q == 1 and abs(constant) != 1)


def _shared_factor(top: Expr, bottom: Expr) -> bool:
    kernels: dict[Basic, int] = {}
    for expr in (top, bottom):
        _kernels(expr, kernels)
    p, q = _polynomial(top, kernels), _polynomial(bottom, kernels)
    return p is not None and q is not None and len(p) > 0 and len(q) > 0 and not p.gcd(q).is_constant()


def _kernels(expr: Basic, kernels: dict[Basic, int]) -> None:
    """Numbers what is no sum, product or whole power: variables, functions, roots."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Add | Mul):
            stack.extend(node.args)
        elif isinstance(node, Pow) and _whole(node.args[1]):
            stack.append(node.args[0])
        elif not isinstance(node, Rational):
            kernels.setdefault(node, len(kernels))


def _polynomial(expr: Basic, kernels: dict[Basic, int] | None = None) -> Any:
    """`expr` as a polynomial in its kernels; None where it would be too large."""
    if kernels is None:
        kernels = {}
        _kernels(expr, kernels)
    context = fmpq_mpoly_ctx.get(tuple(f"k{i}" for i in range(len(kernels) or 1)), Ordering.lex)
    generators = context.gens()
    done: dict[int, Any] = {}
    for node in walk(expr):
        if node in kernels:
            value = generators[kernels[node]]
        elif isinstance(node, Rational):
            value = context.constant(fmpq(int(node.p), int(node.q)))
        elif isinstance(node, Add | Mul | Pow) and all(id(arg) in done for arg in node.args):
            parts = [done[id(arg)] for arg in node.args]
            if isinstance(node, Pow):
                n = int(node.args[1]) if _whole(node.args[1]) else 0
                if not n or len(parts[0]) ** min(n, 9) > TERMS or n * max(parts[0].degrees(), default=0) > DEGREE:
                    return None
                value = parts[0] ** n
            else:
                value = parts[0]
                for part in parts[1:]:
                    if isinstance(node, Mul) and len(value) * len(part) > TERMS:
                        return None
                    value = value + part if isinstance(node, Add) else value * part
        else:
            continue
        if len(value) > TERMS:
            return None
        done[id(node)] = value
    return done.get(id(expr))
