"""Exact numbers for linear algebra: rationals, and fractions of polynomials in the parameters of a system.

Without parameters an element is a plain `fmpq`; with them it is a `Fraction`. Roots of numbers and other letters that
are no unknown are generators like parameters; a generator bound by an equation is reduced by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from sympy import Expr, Integer, Rational, Symbol

from workings.expression.nodes import MINUS_ONE, ONE, ZERO, add, divide, mul, power
from workings.expression.relations import nonzero, relation_holds

__all__ = ["Field", "Fraction", "Undecided"]

Polynomial: TypeAlias = Any  # fmpq_mpoly
Element: TypeAlias = Any  # fmpq, or a Fraction


class Undecided(ValueError):
    """Whether a number or an expression in parameters is zero can't be told here."""


class Fraction:
    """A fraction of polynomials in lowest terms; what is below has 1 for its leading coefficient."""

    __slots__ = ("bottom", "field", "top")

    def __init__(self, top: Polynomial, bottom: Polynomial, of: Field) -> None:
        self.top = top
        self.bottom = bottom
        self.field = of

    def _coerced(self, other: Any) -> Fraction:
        return other if isinstance(other, Fraction) else self.field.fraction(self.field.context.constant(fmpq(other)))

    def __add__(self, other: Any) -> Fraction:
        b = self._coerced(other)
        if self.bottom == b.bottom:
            return self.field.fraction(self.top + b.top, self.bottom)
        return self.field.fraction(self.top * b.bottom + b.top * self.bottom, self.bottom * b.bottom)

    def __neg__(self) -> Fraction:
        return Fraction(-self.top, self.bottom, self.field)

    def __sub__(self, other: Any) -> Fraction:
        return self + -self._coerced(other)

    def __mul__(self, other: Any) -> Fraction:
        b = self._coerced(other)
        return self.field.fraction(self.top * b.top, self.bottom * b.bottom)

    def __truediv__(self, other: Any) -> Fraction:
        b = self._coerced(other)
        return self.field.fraction(self.top * b.bottom, self.bottom * b.top)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Fraction:
        return self._coerced(other) - self

    def __rtruediv__(self, other: Any) -> Fraction:
        return self._coerced(other) / self

    def __bool__(self) -> bool:
        return bool(self.top != 0)

    def __eq__(self, other: object) -> bool:
        return not (self - other) if isinstance(other, Fraction | fmpq | int) else NotImplemented

    def __hash__(self) -> int:
        return hash((str(self.top), str(self.bottom)))

    def __repr__(self) -> str:
        return f"({self.top})/({self.bottom})"


@dataclass(frozen=True, eq=False)
class Field:
    """The numbers that a system is about: rationals with `generators` adjoined.

    Arguments:
        generators: parameters (symbols), and numbers that are not rational, such as sqrt(2) or pi.
        moduli: polynomials that are zero: s^2 - 2 for s = sqrt(2).
    """

    generators: tuple[Expr, ...] = ()
    moduli: tuple[Polynomial, ...] = ()
    context: Any = field(init=False)

    def __post_init__(self) -> None:
        names = tuple(f"g{i}" for i in range(len(self.generators) or 1))
        object.__setattr__(self, "context", fmpq_mpoly_ctx.get(names, Ordering.lex))

    # Elements

    def rational(self, value: Any) -> Element:
        """The element for a Rational, an int or an fmpq."""
        number = fmpq(int(value.p), int(value.q)) if isinstance(value, Rational) else fmpq(value)
        return self.fraction(self.context.constant(number)) if self.generators else number

    def generator(self, expr: Expr) -> Fraction:
        return self.fraction(self.context.gen(self.generators.index(expr)))

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        for modulus in self.moduli:
            polynomial = divmod(polynomial, modulus)[1]
        return polynomial

    def fraction(self, top: Polynomial, bottom: Polynomial | None = None) -> Fraction:
        """top/bottom in lowest terms."""
        one = self.context.constant(1)
        top = self.reduced(top)
        bottom = one if bottom is None else self.reduced(bottom)
        if bottom == 0:
            raise ZeroDivisionError("a polynomial is divided by zero")
        if top == 0:
            return Fraction(top, one, self)
        for i in self._roots:
            if bottom.degrees()[i]:
                other = self._conjugate(bottom, i)
                top, bottom = self.reduced(top * other), self.reduced(bottom * other)
        common = top.gcd(bottom)
        if not common.is_one():
            top, bottom = top / common, bottom / common
        leading = bottom.leading_coefficient()
        if leading != 1:
            top, bottom = top / leading, bottom / leading
        return Fraction(top, bottom, self)

    @cached_property
    def _roots(self) -> tuple[int, ...]:
        """The generators that are square roots of numbers: none of them is left below the bar."""
        return tuple(i for i in self.bound if any(m.degrees()[i] == 2 and len(m) == 2 for m in self.moduli))

    def _conjugate(self, polynomial: Polynomial, i: int) -> Polynomial:
        terms = polynomial.to_dict().items()
        return self.context.from_dict({k: -c if int(k[i]) % 2 else c for k, c in terms})

    def is_constant(self, element: Element) -> bool:
        """Whether it is a rational number."""
        return not isinstance(element, Fraction) or bool(element.top.is_constant() and element.bottom.is_constant())

    def number(self, element: Element) -> fmpq:
        """The rational number that a constant element is."""
        if not isinstance(element, Fraction):
            return element
        return element.top.leading_coefficient() / element.bottom.leading_coefficient() if element.top != 0 else fmpq(0)

    # Zero or not

    @cached_property
    def bound(self) -> frozenset[int]:
        """The generators that an equation of their own makes algebraic numbers."""
        return frozenset(i for i, *more in self._occurring if not more)

    @cached_property
    def curved(self) -> frozenset[int]:
        """The generators that an equation binds to each other, which could not be solved for one of them."""
        return frozenset(i for found in self._occurring if len(found) > 1 for i in found)

    @cached_property
    def _occurring(self) -> list[list[int]]:
        return [[i for i, d in enumerate(m.degrees()) if d] for m in self.moduli]

    def curves(self) -> tuple[Expr, ...]:
        """The polynomials in parameters that are zero."""
        return tuple(
            self.polynomial_expr(m)
            for m, occurring in zip(self.moduli, self._occurring, strict=True)
            if any(_moves(self.generators[i]) for i in occurring)
        )

    def is_parameter(self, i: int) -> bool:
        """Whether the generator can take any real value."""
        return i not in self.bound and _moves(self.generators[i])

    def factors(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """The irreducible factors that can be zero for some real values of the parameters.

        Raises:
            Undecided: a number that is not rational is too near to zero to tell.
        """
        found = []
        for factor, _ in polynomial.factor()[1]:
            occurring = {i for i, d in enumerate(factor.degrees()) if d}
            if occurring <= self.bound:
                continue  # reduced, and yet something is left
            if not any(map(self.is_parameter, occurring)):
                value = abs(self.polynomial_expr(factor).evalf(40))
                if not value > Rational(1, 10**25):
                    raise Undecided(f"whether {self.polynomial_expr(factor)} is zero can't be told")
            elif relation_holds(nonzero(self.polynomial_expr(factor))) is not True and not self._always_apart(factor):
                found.append(factor / factor.leading_coefficient())
        return tuple(found)

    def _always_apart(self, factor: Polynomial) -> bool:
        """Whether a polynomial in one parameter has no real zero."""
        degrees = [(i, d) for i, d in enumerate(factor.degrees()) if d]
        if len(degrees) != 1 or degrees[0][1] % 2:
            return False
        from sympy import Poly

        poly = Poly(self.polynomial_expr(factor), self.generators[degrees[0][0]])
        return poly.domain.is_QQ | poly.domain.is_ZZ and poly.count_roots() == 0

    # Other fields

    def substituted(self, generator: int, value: Fraction) -> Substitution:
        """How elements change where a generator takes a value that does not contain it."""
        return Substitution(self, generator, value)

    def with_modulus(self, modulus: Polynomial) -> Field:
        return Field(self.generators, (*self.moduli, modulus))

    def with_root(self, root: Expr, inside: int) -> Field:
        """The field with the square root of a whole number adjoined, after its own generators."""
        if root in self.generators:
            return self
        wider = Field((*self.generators, root))
        square = wider.context.gen(len(self.generators)) ** 2 - wider.context.constant(fmpq(inside))
        return Field(wider.generators, (*(wider.carried(m) for m in self.moduli), square))

    def carried(self, polynomial: Polynomial) -> Polynomial:
        """A polynomial of a field with fewer generators, here."""
        missing = len(self.generators) - len(polynomial.degrees()) if self.generators else 0
        return self.context.from_dict({(*k, *([0] * missing)): c for k, c in polynomial.to_dict().items()})

    # As expressions

    def expr(self, element: Element) -> Expr:
        """The element as an expression, a sum in the usual order, or a fraction of two, as written."""
        if not isinstance(element, Fraction):
            return Rational(int(element.p), int(element.q))
        bottom = element.bottom
        scale = fmpq(1)
        for coefficient in (*element.top.to_dict().values(), *bottom.to_dict().values()):
            scale *= fmpq(int((coefficient * scale).q))
        if bottom.is_constant():
            return self.polynomial_expr(element.top / bottom.leading_coefficient())
        # Written with whole numbers, and factors below the bar where there are some.
        return divide(self.polynomial_expr(element.top * scale), self._factored(bottom * scale))

    def _factored(self, polynomial: Polynomial) -> Expr:
        constant, found = polynomial.factor()
        parts = []
        for factor, n in found:
            lead = fmpq(1)
            for coefficient in factor.to_dict().values():
                lead *= fmpq(int((coefficient * lead).q))
            constant = constant / lead ** int(n)
            parts.append(power(self.polynomial_expr(factor * lead), Integer(int(n))))
        if not parts:
            return Rational(int(constant.p), int(constant.q))
        return mul(Rational(int(constant.p), int(constant.q)), *parts)

    def polynomial_expr(self, polynomial: Polynomial) -> Expr:
        """A polynomial as a sum of terms, as written."""
        if polynomial == 0:
            return ZERO
        parts = []
        for monomial, coefficient in polynomial.to_dict().items():
            number = Rational(int(coefficient.p), int(coefficient.q))
            powers = [power(g, Integer(int(n))) for g, n in zip(self.generators, monomial, strict=False) if n]
            parts.append(_term(number, powers))
        first = next((i for i, c in enumerate(polynomial.to_dict().values()) if c > 0), 0)
        return add(parts[first], *parts[:first], *parts[first + 1 :])  # 1 - a rather than -a + 1


@dataclass(frozen=True, slots=True)
class Substitution:
    """A generator takes a value; the field stays the same."""

    field: Field
    generator: int
    value: Fraction

    def __call__(self, element: Element) -> Element:
        if not isinstance(element, Fraction):
            return element
        return self.polynomial(element.top) / self.polynomial(element.bottom)

    def polynomial(self, polynomial: Polynomial) -> Fraction:
        """The value of a polynomial, by the powers of the generator in it."""
        context = self.field.context
        by_power: dict[int, dict[tuple[int, ...], Any]] = {}
        for monomial, coefficient in polynomial.to_dict().items():
            rest = list(monomial)
            n = int(rest[self.generator])
            rest[self.generator] = 0
            by_power.setdefault(n, {})[tuple(rest)] = coefficient
        total = self.field.rational(0)
        for n in range(max(by_power, default=0), -1, -1):
            total = total * self.value
            if n in by_power:
                total = total + self.field.fraction(context.from_dict(by_power[n]))
        return total


def _moves(generator: Expr) -> bool:
    return isinstance(generator, Symbol) or bool(generator.free_symbols)


def _term(number: Rational, powers: list[Expr]) -> Expr:
    if not powers:
        return number
    if number.q != 1 and number.p in (1, -1):
        whole = divide(mul(*powers), Integer(number.q))
        return whole if number.p == 1 else mul(MINUS_ONE, *whole.args)
    return mul(number, *powers) if number is not ONE else mul(*powers)
