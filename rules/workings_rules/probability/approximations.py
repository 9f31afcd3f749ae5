"""Approximations, named as such: normal (with the continuity correction), Poisson, the central limit theorem."""

from collections.abc import Callable
from typing import Any

import sympy
from sympy import And, Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Or, Rational

from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.canonical import canonical
from workings.expression.nodes import divide, mul, power
from workings.expression.probability_goals import Word
from workings.expression.updating_goals import Family
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import TABLE
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import words
from workings_rules.probability.sources import FELLER, HOUSE

_new = Basic.__new__
HALF = Rational(1, 2)
TURNED: dict[type, type] = {Lt: Gt, Le: Ge, Gt: Lt, Ge: Le, Eq: Eq}


def corrected(event: Basic, step: Rational) -> Basic | None:
    """The event with every end moved by half a step, so that the whole numbers in it keep all of their unit."""
    if isinstance(event, And | Or):
        parts = [corrected(part, step) for part in event.args]
        return None if None in parts else _new(type(event), *parts)
    if type(event) not in TURNED:
        return None
    left, right = event.args
    head = type(event)
    if not isinstance(left, Word):
        left, right, head = right, left, TURNED[head]
    end = canonical(right)
    if not isinstance(left, Word) or not isinstance(end, Rational):
        return None
    if head is Eq:
        return _new(And, _new(Ge, left, end - step), _new(Le, left, end + step)) if end.is_Integer else None
    if head in (Le, Gt):
        return _new(head, left, Integer(sympy.floor(end)) + step)
    return _new(head, left, Integer(sympy.ceiling(end)) - step)


def with_correction(goal: Approximated, ask: Ask) -> Basic | None:
    """P(X <= 55) as the normal P(X <= 55.5)"""
    moved = corrected(goal.event, HALF) if goal.method == "corrected" else None
    return None if moved is None else ask(Approximated(moved, "normal", goal.world))


def without_correction(goal: Approximated, ask: Ask) -> Basic | None:
    if goal.method != "corrected" or isinstance(goal.event, Eq):
        return None
    return ask(Approximated(goal.event, "normal", goal.world))


def wrong_way(goal: Approximated, ask: Ask) -> Basic | None:
    """Half a step in the other direction"""
    moved = corrected(goal.event, -HALF) if goal.method == "corrected" and not isinstance(goal.event, Eq) else None
    return None if moved is None else ask(Approximated(moved, "normal", goal.world))


def normal_for(goal: Approximated) -> tuple[Word, Expr, Expr] | None:
    """The variable, its mean and its variance"""
    names = words(goal.event)
    known = goal.world.distribution(names[0]) if len(names) == 1 else None
    if goal.method != "normal" or known is None or known.family not in ("binomial", "poisson", "bernoulli"):
        return None
    family = TABLE[known.family]
    return names[0], canonical(family.mean(*known.parameters)), canonical(family.variance(*known.parameters))


def by_normal(goal: Approximated, ask: Ask) -> Basic | None:
    """The probability of a normal variable with the same mean and variance"""
    found = normal_for(goal)
    return None if found is None else asked(goal, found[0], "normal", found[1:], ask)


def asked(goal: Any, x: Word, family: str, parameters: tuple[Expr, ...], ask: Ask) -> Basic:
    return ask(goal.world.with_sum(x.name, family, parameters).question(goal.event))


def normal_told(goal: Approximated) -> tuple[Text, tuple[Basic, ...]] | None:
    found = normal_for(goal)
    if found is None:
        return None
    return Text("{} is roughly {}", "{} は近似的に {} に従う"), (found[0], Family("Normal", *found[1:]))


def variance_squared(goal: Approximated, ask: Ask) -> Basic | None:
    """The variance taken for the standard deviation"""
    found = normal_for(goal)
    if found is None:
        return None
    x, m, v = found
    return asked(goal, x, "normal", (m, canonical(power(v, TWO))), ask)


def poisson_for(goal: Approximated) -> tuple[Word, Expr] | None:
    names = words(goal.event)
    known = goal.world.distribution(names[0]) if len(names) == 1 else None
    if goal.method != "poisson" or known is None or known.family != "binomial":
        return None
    return names[0], canonical(mul(*known.parameters))


def by_poisson(goal: Approximated, ask: Ask) -> Basic | None:
    """The probability of a Poisson variable with the rate n p"""
    found = poisson_for(goal)
    return None if found is None else asked(goal, found[0], "poisson", found[1:], ask)


def poisson_told(goal: Approximated) -> tuple[Text, tuple[Basic, ...]] | None:
    found = poisson_for(goal)
    if found is None:
        return None
    return Text("{} is roughly {}", "{} は近似的に {} に従う"), (found[0], Family("Poisson", found[1]))


def chance_as_rate(goal: Approximated, ask: Ask) -> Basic | None:
    """The rate p, not n p"""
    found = poisson_for(goal)
    known = None if found is None else goal.world.distribution(found[0])
    return None if known is None or found is None else asked(goal, found[0], "poisson", known.parameters[1:], ask)


def limit_for(goal: LimitOfSum) -> tuple[Word, Expr, Expr]:
    """The sum or the average, its mean and its variance"""
    _, n, m, v, *_ = goal.args
    (x,) = words(goal.event)
    return (x, m, canonical(divide(v, n))) if goal.of_average else (x, canonical(mul(n, m)), canonical(mul(n, v)))


def by_limit(goal: LimitOfSum, ask: Ask) -> Basic | None:
    """The probability of a normal variable with the mean n m and the variance n v; of an average m and v/n"""
    x, *parameters = limit_for(goal)
    return asked(goal, x, "normal", tuple(parameters), ask)


def limit_told(goal: LimitOfSum) -> tuple[Text, tuple[Basic, ...]] | None:
    x, m, v = limit_for(goal)
    return Text("{} is roughly {}", "{} は近似的に {} に従う"), (x, Family("Normal", m, v))


def changed(change: Callable[[Expr, Expr], Expr]) -> Callable[[LimitOfSum, Ask], Basic | None]:
    """The rewrite with another variance, made of n and v"""

    def rewrite(goal: LimitOfSum, ask: Ask) -> Basic | None:
        x, m, right = limit_for(goal)
        wrong = canonical(change(goal.args[1], goal.args[3]))
        return None if wrong == right else asked(goal, x, "normal", (m, wrong), ask)

    return rewrite


CORRECTION = Rule(
    slug="continuity-correction",
    title=Text("continuity correction", "連続修正（半整数補正）"),
    explanation=Text(
        "A whole number k of the discrete variable stands for the range from k - 1/2 to k + 1/2 of the continuous one.",
        "離散型の値 k は、連続型では k - 1/2 から k + 1/2 までの範囲に対応します。",
    ),
    goal=Approximated,
    rewrite=with_correction,
    law=InLetters(
        "continuity-correction",
        "X ~ Binomial(100, p). Use the normal approximation with continuity correction to find P(X <= 55).",
    ),
    source=FELLER + "VII.3",
    examples=(
        Example(
            "X ~ Binomial(100, 0.5). Use the normal approximation with continuity correction to find P(X <= 55).",
            "(1 + erf(1.1/sqrt(2)))/2",
        ),
    ),
    mistakes=(
        Mistake(
            "continuity-correction-missing",
            Text(
                "The ends were taken as they are; the last whole number keeps only half of its unit.",
                "端を補正していません。端の整数の幅が半分しか入っていません。",
            ),
            without_correction,
            HOUSE,
        ),
        Mistake(
            "continuity-correction-wrong-way",
            Text(
                "The end was moved the wrong way: P(X <= k) becomes P(X <= k + 1/2), and P(X >= k) P(X >= k - 1/2).",
                "端を動かす向きが逆です。P(X <= k) は P(X <= k + 1/2)、P(X >= k) は P(X >= k - 1/2) です。",
            ),
            wrong_way,
            HOUSE,
        ),
    ),
)
NORMAL = Rule(
    slug="normal-approximation",
    title=Text("normal approximation", "正規分布による近似"),
    explanation=Text(
        "A binomial variable with many trials, or a Poisson one with a large rate, is roughly normal with the same "
        "mean and variance. It is an approximation, not an equality.",
        "試行回数の多い二項分布や平均の大きいポアソン分布は、平均と分散の等しい正規分布で近似できます。等号ではなく近似です。",
    ),
    goal=Approximated,
    rewrite=by_normal,
    law=InLetters("normal-approximation", "X ~ Binomial(n, p). Use the normal approximation to find P(X <= 55)."),
    source=FELLER + "VII.3",
    examples=(
        Example("X ~ Binomial(100, 0.5). Use the normal approximation to find P(X <= 50).", "1/2"),
        Example("X ~ Poisson(25). Use the normal approximation to find P(X > 30).", "(1 - erf(1/sqrt(2)))/2"),
    ),
    remark=normal_told,
    mistakes=(
        Mistake(
            "variance-for-deviation",
            Text(
                "The distance from the mean is divided by the standard deviation, not by the variance.",
                "平均からの差を割るのは分散ではなく標準偏差です。",
            ),
            variance_squared,
            HOUSE,
        ),
    ),
)
POISSON = Rule(
    slug="poisson-approximation",
    title=Text("Poisson approximation", "ポアソン分布による近似"),
    explanation=Text(
        "A binomial variable with many trials and a small probability is roughly Poisson with the rate n p. It is an "
        "approximation, not an equality.",
        "試行回数が多く確率の小さい二項分布は、平均 np のポアソン分布で近似できます。等号ではなく近似です。",
    ),
    goal=Approximated,
    rewrite=by_poisson,
    law=InLetters("poisson-approximation", "X ~ Binomial(n, p). Use the Poisson approximation to find P(X = 2)."),
    source=FELLER + "VI.5",
    examples=(Example("X ~ Binomial(1000, 0.003). Use the Poisson approximation to find P(X = 2).", "9/2 e^(-3)"),),
    remark=poisson_told,
    mistakes=(
        Mistake(
            "rate-not-multiplied",
            Text("The rate is n p, the mean number, not p.", "ポアソン分布の平均は p ではなく np です。"),
            chance_as_rate,
            HOUSE,
        ),
    ),
)
LIMIT = Rule(
    slug="central-limit-theorem",
    title=Text("central limit theorem", "中心極限定理"),
    explanation=Text(
        "The sum of many independent variables of one distribution is roughly normal with n times their mean and "
        "variance, the average with their mean and 1/n of their variance. It is an approximation.",
        "同じ分布に従う多数の独立な確率変数の和は、平均も分散も n 倍の正規分布で近似できます。"
        "平均値は、分散が 1/n の正規分布で近似できます。",
    ),
    goal=LimitOfSum,
    rewrite=by_limit,
    law=InLetters(
        "central-limit-theorem",
        "X1, ..., X9 are iid with mean m and variance v. Use the central limit theorem to find P(X1 + ... + X9 > 520).",
    ),
    source=FELLER + "X.1",
    examples=(
        Example(
            "X1, ..., X100 are iid with mean 5 and variance 4. "
            "Use the central limit theorem to find P(X1 + ... + X100 > 520).",
            "(1 - erf(1/sqrt(2)))/2",
        ),
    ),
    remark=limit_told,
    mistakes=(
        Mistake(
            "variance-not-scaled",
            Text(
                "The variance of the sum is n times that of one, the variance of the average 1/n of it.",
                "和の分散は 1 個の分散の n 倍、平均値の分散は 1/n です。",
            ),
            changed(lambda n, v: v),
            HOUSE,
        ),
        Mistake(
            "deviation-scaled-as-variance",
            Text(
                "The standard deviation of the sum grows with the square root of n, not with n.",
                "和の標準偏差は n 倍ではなく √n 倍です。",
            ),
            changed(lambda n, v: mul(power(n, TWO), v)),
            HOUSE,
        ),
    ),
)
RULES = (CORRECTION, NORMAL, POISSON, LIMIT)
