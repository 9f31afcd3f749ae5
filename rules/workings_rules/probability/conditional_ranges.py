"""E[X | a < X < b] of a variable with a density, and E[X | X > k] of one whose values have no end."""

from sympy import Basic, Expr, Rational

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import add, divide, mul, subtract
from workings.expression.probability_goals import Area, Chance, Mean, MeanGiven
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.expectation import density_given
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import words
from workings_rules.probability.sources import BERTSEKAS, HOUSE


def under_density(goal: MeanGiven, ask: Ask) -> Basic | None:
    """E[g(X) | a < X < b] = area under g f from a to b over P(a < X < b)"""
    found = partial_mean(goal)
    return None if found is None else divide(ask(found), ask(goal.world.question(goal.condition)))


def partial_mean(goal: MeanGiven) -> Area | None:
    """The area under g(x) f(x) where the condition holds, one range of a variable with a density."""
    names = words(goal.x)
    if len(names) != 1 or words(goal.condition) != names or goal.world.distribution(names[0]) is None:
        return None
    known = density_given(Mean(goal.x, goal.world), names[0], itself=True)
    ends = None if known is None else goal.world.ends(goal.condition, names[0])
    if known is None or ends is None:
        return None
    x, body, first, last = known
    low = first if ends[0] is None else later(first, ends[0])
    high = last if ends[1] is None else earlier(last, ends[1])
    inner = replace(goal.x, {names[0]: x})
    said = str(inner).replace("**", "^")
    return Area(f"(∫ {said} f({x}) d{x})", mul(inner, body), x, low, high)


def later(first: Expr, low: Expr) -> Expr:
    """The greater of two ends that are numbers; a letter is taken to lie inside."""
    return max(first, low) if isinstance(first, Rational) and isinstance(low, Rational) else low


def earlier(last: Expr, high: Expr) -> Expr:
    return min(last, high) if isinstance(last, Rational) and isinstance(high, Rational) else high


def not_divided(goal: MeanGiven, ask: Ask) -> Basic | None:
    """The area alone, not divided by the probability of the condition."""
    found = partial_mean(goal)
    return None if found is None else ask(found)


def left_of_mean(goal: MeanGiven, ask: Ask) -> Basic | None:
    """E[g(X) | B] = (E[g(X)] - sum of g(x) P(X = x) outside B)/P(B), where B leaves out finitely many values"""
    excluded = outside(goal)
    if excluded is None:
        return None
    world = goal.world
    parts = [mul(value, ask(chance)) for value, chance in excluded if canonical(value) != 0]
    mean = ask(Mean(goal.x, world))
    return divide(subtract(mean, add(*parts)) if parts else mean, ask(world.chance_of(goal.condition)))


def outside(goal: MeanGiven) -> list[tuple[Expr, Chance]] | None:
    """g(x) and P(X = x) for the values that the condition excludes."""
    names, world = words(goal.x), goal.world
    if len(names) != 1 or words(goal.condition) != names or world.values(names[0]):
        return None
    if names[0].name in world.continuous or world.distribution(names[0]) is None:
        return None
    excluded = world.values_where(names[0], goal.condition, holds=False)
    if excluded is None:
        return None
    return [(replace(goal.x, {names[0]: v}), world.equals(names[0], v)) for v in excluded]


def condition_ignored(goal: MeanGiven, ask: Ask) -> Basic | None:
    return None if outside(goal) is None else ask(Mean(goal.x, goal.world))


UNDER_DENSITY = Rule(
    slug="conditional-expectation-by-density",
    title=Text("conditional expected value", "条件付き期待値の定義"),
    explanation=Text(
        "The values where the condition holds are weighted with the density, over the probability of the condition.",
        "条件が成り立つ範囲で値に密度を掛けた面積を、条件の確率で割ります。",
    ),
    goal=MeanGiven,
    rewrite=under_density,
    law=InLetters("conditional-expectation-by-density", "X ~ Exponential(lam); find E[X | X > 2]"),
    source=BERTSEKAS + "3.5",
    examples=(
        Example("X ~ Uniform(0, 10); find E[X | X > 4]", "7"),
        Example("X ~ Exponential(2); find E[X | X > 3]", "7/2"),
    ),
    mistakes=(
        Mistake(
            "not-divided-by-condition",
            Text("Divide this area by how likely the condition is.", "条件の確率で割っていません。"),
            not_divided,
            HOUSE,
        ),
    ),
)
LEFT_OF_MEAN = Rule(
    slug="conditional-expectation-of-rest",
    title=Text("what the excluded values leave of the mean", "除かれた値を平均から引く"),
    explanation=Text(
        "The mean less what the excluded values add to it, over the probability of the condition.",
        "平均から除かれた値の分を引き、条件の確率で割ります。",
    ),
    goal=MeanGiven,
    rewrite=left_of_mean,
    law=InLetters("conditional-expectation-of-rest", "X ~ Poisson(lam); find E[X | X > 1]"),
    source=BERTSEKAS + "2.6",
    examples=(Example("X ~ Geometric(1/2); find E[X | X > 1]", "3"),),
    mistakes=(
        Mistake(
            "condition-ignored", Text("The condition was left out.", "条件を無視しています。"), condition_ignored, HOUSE
        ),
    ),
)
RULES = (UNDER_DENSITY, LEFT_OF_MEAN)
