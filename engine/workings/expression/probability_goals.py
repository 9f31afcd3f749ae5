"""The questions of probability: P(A | B), E[X], Var(X), Cov(X, Y), sd(X), and the words they are about.

Each carries the world it is asked in (what is given), so that a rule can decide on the goal alone. The world is not
written; a person sees `P(A | B)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import AtomicExpr, Basic, Expr, Integer, Tuple, true
from sympy.core.symbol import Str

from workings.expression.goals import Goal

if TYPE_CHECKING:
    from workings.probability.world import World

__all__ = [
    "About",
    "Area",
    "Asked",
    "Assumed",
    "Background",
    "Chance",
    "Covariance",
    "Incoherent",
    "Mean",
    "Ranged",
    "SolveFor",
    "StandardDeviation",
    "Undetermined",
    "Variance",
    "Way",
    "Word",
]

_new = Basic.__new__


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


class StandardDeviation(About):
    """sd(x): `StandardDeviation(x, world)`."""

    __slots__ = ()


class Covariance(About):
    """Cov(x, y): `Covariance(x, y, world)`."""

    __slots__ = ()

    @property
    def y(self) -> Expr:
        return self.args[1]


class Ranged(About):
    """P(event | condition) of a variable with a density: `Ranged(event, condition, world)`."""

    __slots__ = ()

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def condition(self) -> Basic:
        return self.args[1]

    def within(self, event: Basic) -> Ranged:
        """P(event), of the same variable."""
        return _new(Ranged, event, true, self.world)


class Area(Goal, Expr):
    """The area under `body` between `low` and `high`, which is what `label` asks for: P(X > 1), E[X]."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, label: Any, body: Expr, x: Expr, low: Expr, high: Expr) -> Area:
        return _new(cls, _text(label), body, x, low, high)


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


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way to answer a question by a law: the smaller questions, and what the law makes of their answers.

    `cost` counts for the length of a derivation, of which the shortest is looked for.
    """

    parts: tuple[Any, ...]
    form: Callable[[tuple[Any, ...], Callable[[Any], Any]], Expr]
    cost: int = 1


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
