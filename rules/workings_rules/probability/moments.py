"""What the rules of expected value, variance and covariance share: variables in an expression, what is given."""

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr

from workings.expression.nodes import factors, integer, mul, walk
from workings.expression.probability_goals import (
    About,
    Correlation,
    Covariance,
    Mean,
    MeanGiven,
    StandardDeviation,
    Variance,
    VarianceGiven,
    Word,
)
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import SHAUGHNESSY

TWO = integer(2)

KINDS: dict[type, str] = {
    Mean: "E", Variance: "Var", StandardDeviation: "sd", Covariance: "Cov", Correlation: "Corr",
}  # fmt: skip


def words(x: Basic) -> list[Word]:
    """The random variables in x, each once."""
    return list(dict.fromkeys(node for node in walk(x) if isinstance(node, Word)))


def split(term: Expr) -> tuple[Expr, Expr]:
    """A term as its constant factor and the rest: 2X is 2 and X, 5 is 5 and 1."""
    constant = [f for f in factors(term) if not words(f)]
    return mul(*constant), mul(*[f for f in factors(term) if words(f)])


def stated(goal: About, ask: Ask) -> Basic | None:
    if isinstance(goal, MeanGiven | VarianceGiven):
        return stated_under(goal)
    kind, about = KINDS.get(type(goal)), goal.args[:-1]
    if kind is None:
        return None
    known = goal.world.moment(kind, *about)
    return goal.world.moment(kind, *reversed(about)) if known is None else known


def stated_under(goal: MeanGiven | VarianceGiven) -> Expr | None:
    """The value that is given under the same condition."""
    world = goal.world
    known = world.moments_given("E" if isinstance(goal, MeanGiven) else "Var", goal.x)
    return next((v for event, v in known if world.is_event(event) and world.same(event, goal.condition)), None)


def mistake(
    slug: str, en: str, ja: str, rewrite: Rewrite, variants: Callable[[Any], tuple[Rewrite, ...]] | None = None
) -> Mistake:
    return Mistake(slug, Text(en, ja), rewrite, SHAUGHNESSY, variants)


STATED = Rule(
    slug="stated-moment",
    title=Text("given", "与えられた値"),
    explanation=Text("The value is among those given.", "与えられた値をそのまま使います。"),
    goal=About,
    rewrite=stated,
    law=InLetters("stated-moment", "E[X] = m; find E[X]", "E[X|A] = m; find E[X|A]"),
    source="House rule",
    examples=(Example("E[X] = 4; find E[X]", "4"),),
    elementary=True,
)
