"""The questions of probability: P(A | B), E[X], Var(X), Cov(X, Y), sd(X), and the words they are about.

Each carries the world it is asked in (what is given), so that a rule can decide on the goal alone. The world is not
written; a person sees `P(A | B)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from sympy import Add, AtomicExpr, Basic, Expr, Integer, Mul, Pow, Rational, Tuple, binomial, exp, true
from sympy.core.symbol import Str

from workings.expression.algebra import replace
from workings.expression.goals import Goal
from workings.expression.nodes import walk

if TYPE_CHECKING:
    from workings.probability.world import World

__all__ = [
    "FEW",
    "About",
    "Area",
    "Asked",
    "Assumed",
    "AtLetter",
    "Background",
    "Chance",
    "Conditional",
    "Correlation",
    "Covariance",
    "Fractile",
    "Incoherent",
    "MassSum",
    "Mean",
    "MeanGiven",
    "OfSum",
    "Ranged",
    "Run",
    "SolveFor",
    "StandardDeviation",
    "Undetermined",
    "Variance",
    "VarianceGiven",
    "Way",
    "Word",
]

_new = Basic.__new__
FEW = 12  # values of a discrete variable; with no more, each is a case of its own


class Word(AtomicExpr):
    """The name of an event or of a random variable; not a real variable, for which a result would have to hold."""

    __slots__ = ("name",)
    is_commutative = True

    def __new__(cls, name: str) -> Word:
        word = _new(cls)
        word.name = name
        return word

    def _hashable_content(self) -> tuple[str, ...]:
        return (self.name,)

    def __getnewargs__(self) -> tuple[str, ...]:
        return (self.name,)

    def _sympystr(self, printer: Any) -> str:
        return str(self.name)


class Background(AtomicExpr):
    """What is given, as one node of a question; it is not written."""

    __slots__ = ()


class Chance(Goal, Expr):
    """P(event | condition) that is asked for in a world; made by `World.chance`.

    `e` and `c` are the event (within the condition) and the condition as sets of atoms, one bit an atom.
    """

    __slots__ = ("c", "e")
    is_commutative = True
    e: int
    c: int

    def __new__(cls, event: Basic, condition: Basic, world: World, e: int, c: int) -> Chance:
        goal = _new(cls, event, condition, world)
        goal.e, goal.c = e, c
        return goal

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def condition(self) -> Basic:
        return self.args[1]

    @property
    def world(self) -> World:
        return self.args[2]

    def way(self, slug: str) -> Way | None:
        """How the rule of that slug answers this question, where the search chose it."""
        return self.world.way(self, slug)


class About(Goal, Expr):
    """A question about expressions in random variables; the last argument is the world."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, *args: Basic) -> About:
        return _new(cls, *args)

    @property
    def x(self) -> Expr:
        return self.args[0]

    @property
    def world(self) -> World:
        return self.args[-1]

    def of(self, x: Expr) -> Any:
        """The same question about `x`."""
        return _new(type(self), x, *self.args[1:])


class Mean(About):
    """The expected value E[x]: `Mean(x, world)`."""

    __slots__ = ()


class Variance(About):
    """Var(x): `Variance(x, world)`."""

    __slots__ = ()


class _Given(About):
    """A moment under a condition, an event: `MeanGiven(x, condition, world)`."""

    __slots__ = ()

    @property
    def condition(self) -> Basic:
        return self.args[1]


class MeanGiven(_Given):
    """E[x | condition]"""

    __slots__ = ()


class VarianceGiven(_Given):
    """Var(x | condition)"""

    __slots__ = ()


class StandardDeviation(About):
    """sd(x): `StandardDeviation(x, world)`."""

    __slots__ = ()


class Covariance(About):
    """Cov(x, y): `Covariance(x, y, world)`."""

    __slots__ = ()

    @property
    def y(self) -> Expr:
        return self.args[1]


class Conditional(About):
    """P(event | condition): the event, the condition (`true` for none), the world."""

    __slots__ = ()

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def condition(self) -> Basic:
        return self.args[1]

    def about(self, event: Basic, condition: Basic = true) -> Any:
        """P(event | condition) in the same world."""
        return _new(type(self), event, condition, self.world)


class Ranged(Conditional):
    """P(event | condition) of a variable with a density: `Ranged(event, condition, world)`."""

    __slots__ = ()


class AtLetter(About):
    """P(X = k), P(X > k) for a letter k: `AtLetter(event, world)`, the event with the letter as a symbol."""

    __slots__ = ()

    @property
    def event(self) -> Basic:
        return self.args[0]


class OfSum(About):
    """P(event) of a sum, multiple or distance of random variables: `OfSum(event, world)`."""

    __slots__ = ()

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def variables(self) -> tuple[Word, ...]:
        """The random variables in the event, each once."""
        return tuple(dict.fromkeys(node for node in walk(self.event) if isinstance(node, Word)))

    @property
    def settled(self) -> bool:
        """Whether the variables are independent, or only one."""
        return len(self.variables) < 2 or bool(self.world.are_independent(*self.variables))


class Fractile(About):
    """The smallest x with P(X <= x) at least `share`: `Fractile(X, share, world)`."""

    __slots__ = ()

    @property
    def share(self) -> Expr:
        return self.args[1]

    def with_share(self, share: Expr) -> Fractile:
        return _new(Fractile, self.x, share, self.world)


class Correlation(About):
    """Corr(x, y): `Correlation(x, y, world)`."""

    __slots__ = ()

    @property
    def y(self) -> Expr:
        return self.args[1]


class Area(Goal, Expr):
    """The area under `body` between `low` and `high`, which is what `label` asks for: P(X > 1), E[X]."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, label: Any, body: Expr, x: Expr, low: Expr, high: Expr) -> Area:
        return _new(cls, _text(label), body, x, low, high)

    @property
    def bound(self) -> tuple[Basic, ...]:
        return self.args[2:3]


class Asked(Goal, Expr):
    """The question as a person asks it, whose honest answer may be that the givens don't settle it."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, question: Goal) -> Asked:
        return _new(cls, question)

    @property
    def question(self) -> Any:
        return self.args[0]


class SolveFor(Goal, Expr):
    """The value of `unknown` for which `eq` holds, a sum that is linear in it: `SolveFor(eq, unknown)`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, eq: Basic, unknown: Expr) -> SolveFor:
        return _new(cls, eq, unknown)

    @property
    def unknown(self) -> Any:
        return self.args[1]

    @property
    def bound(self) -> tuple[Basic, ...]:
        return (self.unknown,)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive values from `low` to `high`; `high` None has no end."""

    low: int
    high: int | None

    @property
    def count(self) -> int | None:
        return None if self.high is None else self.high - self.low + 1


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way to answer a question by a law: the smaller questions, and what the law makes of their answers.

    `cost` counts for the length of a derivation, of which the shortest is looked for.
    """

    parts: tuple[Any, ...]
    form: Callable[[tuple[Any, ...], Callable[[Any], Any]], Expr]
    cost: int = 1


class MassSum(AtomicExpr):
    """The sum of `body` for the whole numbers k from `low` to `high`, left as it is where its value has many digits.

    It is one piece: no rule of algebra looks inside. SymPy's own sum takes terms smaller than the precision that is
    asked for as nothing. The index k is a `Word`, which is no letter of the result.
    """

    __slots__ = ("body", "high", "k", "low")
    is_commutative = True
    body: Expr
    k: Word
    low: int
    high: int

    def __new__(cls, body: Expr, k: Word, low: int, high: int) -> MassSum:
        node = _new(cls)
        node.body, node.k, node.low, node.high = body, k, low, high
        return node

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.body, self.k, self.low, self.high)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self._hashable_content()

    def _sympystr(self, printer: Any) -> str:
        return f"Sum({printer.doprint(self.body)}, ({self.k}, {self.low}, {self.high}))"

    @property
    def free_symbols(self) -> set[Basic]:
        return self.body.free_symbols

    @property
    def is_number(self) -> bool:
        return not self.free_symbols

    def at(self, values: dict[Any, Any]) -> MassSum:
        """With values for the letters in it."""
        return MassSum(replace(self.body, values), self.k, self.low, self.high)

    def _eval_subs(self, old: Basic, new: Basic) -> MassSum:
        return self.at({old: new})

    def _eval_evalf(self, prec: int) -> Expr | None:
        """Term by term, which are all positive; None where letters stand in them."""
        from flint import arb, ctx
        from sympy import Float

        if self.free_symbols:
            return None
        before, ctx.prec = ctx.prec, prec + 80  # of high powers digits are lost
        try:
            total = sum((_ball(self.body, self.k, n) for n in range(self.low, self.high + 1)), arb(0))
            return Float(total.mid().str(prec, radius=False), precision=prec)
        finally:
            ctx.prec = before


def _ball(node: Any, index: Word, k: int) -> Any:
    """The value of a mass at k in ball arithmetic, which needs no binomial coefficient of large numbers exactly."""
    from flint import arb, fmpq

    if node == index:
        return arb(k)
    if isinstance(node, Rational):
        return arb(fmpq(int(node.p), int(node.q)))
    parts = [_ball(part, index, k) for part in node.args]
    if isinstance(node, Add):
        return sum(parts, arb(0))
    if isinstance(node, Mul):
        return prod(parts, start=arb(1))
    if isinstance(node, exp):
        return parts[0].exp()
    whole = [int(part.unique_fmpz()) for part in parts[isinstance(node, Pow) :]]
    if isinstance(node, Pow):
        return parts[0] ** whole[0]
    return arb.bin_uiui(*whole) if isinstance(node, binomial) else arb.fac_ui(*whole)


class _Honest(Expr):
    """An answer that is not simply a number."""

    __slots__ = ()
    is_commutative = True


class Assumed(_Honest):
    """Determined only under an assumption: `value` where `assumption` holds, within `bounds` whatever holds."""

    __slots__ = ()

    def __new__(cls, value: Expr, assumption: str, bounds: tuple[Expr, Expr]) -> Assumed:
        return _new(cls, value, _text(assumption), Tuple(*bounds))

    value = property(lambda self: self.args[0])
    assumption = property(lambda self: self.args[1].name)
    bounds = property(lambda self: tuple(self.args[2].args))


class Undetermined(_Honest):
    """Not determined: the sharp `bounds`, and `missing` probabilities, any of which would settle it (all `together`).

    `sharp` is False where an independence that is given could not be used in full: the bounds then hold, and the
    true ones may lie closer together.
    """

    __slots__ = ()

    def __new__(
        cls, bounds: tuple[Expr, ...], missing: Iterable[str], sharp: bool = True, together: bool = False
    ) -> Undetermined:
        return _new(cls, Tuple(*bounds), Tuple(*[_text(m) for m in missing]), Integer(sharp), Integer(together))

    bounds = property(lambda self: tuple(self.args[0].args))
    missing = property(lambda self: tuple(m.name for m in self.args[1].args))
    sharp = property(lambda self: bool(self.args[2]))
    together = property(lambda self: bool(self.args[3]))


class Incoherent(_Honest):
    """No probabilities are as given: `broken` is the law they violate, `numbers` that law with the given numbers."""

    __slots__ = ()

    def __new__(cls, broken: str, numbers: str = "") -> Incoherent:
        return _new(cls, _text(broken), _text(numbers))

    broken = property(lambda self: self.args[0].name)
    numbers = property(lambda self: self.args[1].name)


def _text(text: Any) -> Str:
    return text if isinstance(text, Str) else Str(text)
