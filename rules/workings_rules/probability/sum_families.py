"""The family of a sum of independent variables: Poisson, binomial with one p, normal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sympy import Basic, Expr, Integer, Rational

from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, add, mul, negate, power
from workings.expression.probability_goals import OfSum
from workings.expression.updating_goals import Family
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE, SHAUGHNESSY
from workings_rules.probability.sums import Sum, as_sum

Parameters = tuple[Expr, ...]


def poisson(parts: Sequence[tuple[Expr, Parameters]]) -> Parameters | None:
    return (add(*[rate for _, (rate,) in parts]),) if all(a == 1 for a, _ in parts) else None


def binomial(parts: Sequence[tuple[Expr, Parameters]]) -> Parameters | None:
    chances = {canonical(given[-1]) for _, given in parts}
    if len(chances) > 1 or any(a != 1 for a, _ in parts):
        return None
    return add(*[given[0] if len(given) > 1 else ONE for _, given in parts]), parts[0][1][-1]


def normal(parts: Sequence[tuple[Expr, Parameters]]) -> Parameters | None:
    return (
        add(*[mul(a, m) for a, (m, _) in parts]),
        add(*[mul(power(a, TWO), v) if a != 1 else v for a, (_, v) in parts]),
    )


CLOSED: dict[str, Callable[[Sequence[tuple[Expr, Parameters]]], Parameters | None]] = {
    "poisson": poisson,
    "binomial": binomial,
    "normal": normal,
}
NAMES = {"poisson": "Poisson", "binomial": "Binomial", "normal": "Normal"}


@dataclass(frozen=True, slots=True)
class Closed:
    """The sum, its family and parameters, and the coefficients with the parameters of the terms."""

    sum: Sum
    family: str
    parameters: Parameters
    terms: tuple[tuple[Expr, Parameters], ...]

    def asked(self, goal: OfSum, ask: Ask, parameters: Sequence[Expr] | None = None) -> Basic:
        """The probability in a world where the sum has those parameters, its own unless others are given."""
        given = [canonical(p) for p in parameters or self.parameters]
        return ask(goal.world.with_sum(self.sum.name.name, self.family, given).question(self.sum.event))


def closed(goal: OfSum) -> Closed | None:
    """The family of the sum; None where it has none of a name."""
    found = as_sum(goal)
    if found is None or len(found.parts) < 2 or not goal.settled:
        return None
    known = [k for _, x in found.parts if (k := goal.world.distribution(x)) is not None]
    families = {"binomial" if k.family == "bernoulli" else k.family for k in known}
    if len(known) < len(found.parts) or len(families) > 1 or not families <= CLOSED.keys():
        return None
    terms = tuple((a, k.parameters) for (a, _), k in zip(found.parts, known, strict=True))
    parameters = CLOSED[known_as := families.pop()](terms)
    return None if parameters is None else Closed(found, known_as, parameters, terms)


def of_family(goal: OfSum, ask: Ask) -> Basic | None:
    """P(X + Y <= k) = P(S <= k) with S of the family of X and Y"""
    found = closed(goal)
    return None if found is None else found.asked(goal, ask)


def family_told(goal: OfSum) -> tuple[Text, tuple[Basic, ...]] | None:
    found = closed(goal)
    if found is None:
        return None
    said = Text("{} = {} ~ {}", "{} = {} ~ {}")
    return said, (found.sum.name, found.sum.written, Family(NAMES[found.family], *found.parameters))


def size(a: Expr) -> Expr:
    """|a|"""
    return negate(a) if isinstance(a, Rational) and a < 0 else a


def spread_changed(change: Callable[[Expr, Expr], Expr], goal: OfSum, ask: Ask) -> Basic | None:
    """A normal sum whose variance is put together wrongly of the coefficients and the variances."""
    found = closed(goal)
    if found is None or found.family != "normal":
        return None
    mean, variance = found.parameters
    wrong = canonical(add(*[change(a, v) for a, (_, v) in found.terms]))
    if wrong == canonical(variance) or (isinstance(wrong, Rational) and wrong <= 0):
        return None
    return found.asked(goal, ask, (mean, wrong))


def deviations_added(goal: OfSum, ask: Ask) -> Basic | None:
    """(sd X + sd Y)^2 for the variance of X + Y"""
    found = closed(goal)
    if found is None or found.family != "normal":
        return None
    roots = [power(mul(power(a, TWO), v), HALF) for a, (_, v) in found.terms]
    return found.asked(goal, ask, (found.parameters[0], power(add(*roots), TWO)))


def chances_added(goal: OfSum, ask: Ask) -> Basic | None:
    """Binomial(n, p + p) for the sum of two with the same p"""
    found = closed(goal)
    if found is None or found.family != "binomial":
        return None
    total = canonical(mul(Integer(len(found.terms)), found.parameters[1]))
    if not isinstance(total, Rational) or total > 1:
        return None
    _, first = found.terms[0]
    return found.asked(goal, ask, (first[0] if len(first) > 1 else ONE, total))


OF_FAMILY = Rule(
    slug="sum-of-family",
    title=Text("sum of independent variables of one family", "同じ種類の独立な確率変数の和"),
    explanation=Text(
        "Independent Poisson variables add up to one with the sum of the rates, binomial ones with the same p to one "
        "with the sum of the trials, normal ones to one with the sums of the means and of the variances, coefficients "
        "squared.",
        "独立なポアソン分布の和は平均を足したポアソン分布、p の等しい二項分布の和は試行回数を足した二項分布、"
        "正規分布の 1 次式は平均と分散（係数は 2 乗）を足した正規分布になります。",
    ),
    goal=OfSum,
    rewrite=of_family,
    law=InLetters(
        "sum-of-family",
        "X ~ Poisson(r), Y ~ Poisson(s); X, Y independent; find P(X + Y = 2)",
        "X ~ Normal(m, v), Y ~ Normal(k, w); X, Y independent; find P(2X - Y < 1)",
    ),
    source=BERTSEKAS + "4.2, 4.4",
    examples=(
        Example("X ~ Poisson(2), Y ~ Poisson(3); X, Y independent; find P(X + Y = 1)", "5 e^(-5)"),
        Example("X ~ Binomial(2, 1/3), Y ~ Binomial(3, 1/3); X, Y independent; find P(X + Y = 5)", "1/243"),
        Example("X ~ Normal(1, 4), Y ~ Normal(2, 9); X, Y independent; find P(2X - Y > 0)", "1/2"),
        Example("X ~ Normal(1, 4), Y ~ Normal(2, 9); X, Y independent; find P(2X - Y > 5)", "(1 - erf(1/sqrt(2)))/2"),
    ),
    mistakes=(
        Mistake(
            "variances-subtracted",
            Text(
                "For a difference of independent variables, too, the two variances are added.",
                "独立な確率変数の分散は、差をとるときも足し合わせます。",
            ),
            partial(spread_changed, lambda a, v: mul(a, size(a), v)),
            SHAUGHNESSY,
        ),
        Mistake(
            "variance-scale-not-squared",
            Text("Square the factor when you take it out of a variance.", "係数は2乗して分散の外に出ます。"),
            partial(spread_changed, lambda a, v: mul(size(a), v)),
            SHAUGHNESSY,
        ),
        Mistake(
            "deviations-added",
            Text(
                "The variances of independent variables add, not their standard deviations.",
                "足すのは標準偏差ではなく分散です。",
            ),
            deviations_added,
            SHAUGHNESSY,
        ),
        Mistake(
            "chances-added",
            Text(
                "The trials add; the probability of success stays what it is.",
                "足すのは試行回数で、成功確率はそのままです。",
            ),
            chances_added,
            HOUSE,
        ),
    ),
    remark=family_told,
)
RULES = (OF_FAMILY,)
