"""Bayes updating with conjugate pairs: the posterior is proportional to the prior times the likelihood."""

from typing import Any, cast

from sympy import Basic, Expr, Gt, Tuple

from workings.expression.nodes import ONE, ZERO, add, divide, integer, mul, negate, power, subtract
from workings.expression.probability_goals import Word
from workings.expression.relations import not_less
from workings.expression.updating_goals import (
    Data,
    Family,
    Likelihood,
    LikePowers,
    Posterior,
    PriorDensity,
    Recognised,
)
from workings.expression.words import TWO, exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.sources import GELMAN, HOFF, HOUSE

THETA, RATE, MEAN = Word("θ"), Word("λ"), Word("μ")
A, B, K, N, M, V, S, X = (Word(name) for name in "abknmvsx")


def other(theta: Expr) -> Expr:
    """1 - θ"""
    return subtract(ONE, theta)


def bell(x: Expr, centre: Expr, variance: Expr, weight: Expr = ONE) -> Expr:
    """e^(-n (x - m)^2/(2v))"""
    distance = x if centre == 0 else subtract(x, centre)
    return exp(negate(divide(mul(weight, power(distance, TWO)), mul(TWO, variance))))


def average(*x: Expr) -> Expr:
    return x[0] if len(x) == 1 else divide(add(*x), integer(len(x)))


DENSITIES: dict[str, Any] = {
    # family       density up to a constant factor
    "Beta":        lambda t, a, b: mul(power(t, subtract(a, ONE)), power(other(t), subtract(b, ONE))),
    "Gamma":       lambda t, a, b: mul(power(t, subtract(a, ONE)), exp(negate(mul(b, t)))),
    "Normal":      bell,
    "Dirichlet":   lambda ts, *a: mul(*[power(t, subtract(e, ONE)) for t, e in zip(ts, a, strict=True)]),
}  # fmt: skip
LIKELIHOODS: dict[str, Any] = {
    # data         likelihood up to a constant factor
    "successes":   lambda t, k, n: mul(power(t, k), power(other(t), subtract(n, k))),
    "counts":      lambda t, *x: mul(power(t, add(*x)), exp(negate(mul(integer(len(x)), t)))),
    "total":       lambda t, x, n: mul(power(t, x), exp(negate(mul(n, t)))),
    "waits":       lambda t, *x: mul(power(t, integer(len(x))), exp(negate(mul(add(*x), t)))),
    "values":      lambda t, v, *x: bell(t, average(*x), v, integer(len(x))),
    "average":     lambda t, x, n, v: bell(t, x, v, n),
    "tallies":     lambda ts, *n: mul(*[power(t, e) for t, e in zip(ts, n, strict=True)]),
}  # fmt: skip


def proportional(goal: Posterior, ask: Ask) -> Basic:
    """p(θ | x) ∝ p(θ) p(x | θ)"""
    prior, data, theta = goal.args
    product = mul(ask(PriorDensity(prior, theta)), ask(Likelihood(data, theta)))
    return ask(Recognised(ask(LikePowers(product, theta)), theta))


def possible(goal: Posterior) -> tuple[Basic, ...]:
    """What the letters among the parameters and the data have to be."""
    prior, data, _ = goal.args
    positive = [*prior.parts[prior.name == "Normal" :]]
    positive += {"total": data.parts[1:], "values": data.parts[:1], "average": data.parts[1:]}.get(data.name, ())
    counts = {"successes": data.parts[:1], "counts": data.parts, "total": data.parts[:1], "tallies": data.parts}
    return (
        *[Basic.__new__(Gt, p, ZERO) for p in positive if not p.is_Rational],
        *[not_less(k, ZERO) for k in counts.get(data.name, ()) if not k.is_Rational],
        *([not_less(data.parts[1], data.parts[0])] if data.name == "successes" else []),
    )


def prior_forgotten(goal: Posterior, ask: Ask) -> Basic:
    _, data, theta = goal.args
    return ask(Recognised(ask(LikePowers(ask(Likelihood(data, theta)), theta)), theta))


def prior_density(goal: PriorDensity, ask: Ask) -> Basic | None:
    family, theta = goal.args
    density = DENSITIES.get(family.name)
    return None if density is None else cast(Basic, density(theta, *family.parts))


def parameters_for_exponents(goal: PriorDensity, ask: Ask) -> Basic | None:
    """θ^a (1 - θ)^b for Beta(a, b)"""
    family, theta = goal.args
    if family.name == "Normal":
        return None
    raised = 1 if family.name == "Gamma" else len(family.parts)
    moved = [add(p, ONE) for p in family.parts[:raised]]
    return prior_density(PriorDensity(Family(family.name, *moved, *family.parts[raised:]), theta), ask)


def likelihood(goal: Likelihood, ask: Ask) -> Basic:
    data, theta = goal.args
    form: Basic = LIKELIHOODS[data.name](theta, *data.parts)
    return form


def trials_for_failures(goal: Likelihood, ask: Ask) -> Basic | None:
    """θ^k (1 - θ)^n"""
    data, theta = goal.args
    if data.name != "successes":
        return None
    k, n = data.parts
    return mul(power(theta, k), power(other(theta), n))


def average_for_total(goal: Likelihood, ask: Ask) -> Basic | None:
    """λ^(mean of the counts) e^(-n λ)"""
    data, theta = goal.args
    if data.name != "counts":
        return None
    return mul(power(theta, average(*data.parts)), exp(negate(mul(integer(len(data.parts)), theta))))


def once_for_all(goal: Likelihood, ask: Ask) -> Basic | None:
    """The likelihood of one period, or of one measurement, for that of n."""
    data, theta = goal.args
    if data.name in ("counts", "total"):
        events = add(*data.parts) if data.name == "counts" else data.parts[0]
        return mul(power(theta, events), exp(negate(theta)))
    if data.name in ("values", "average"):
        centre, variance = (
            (average(*data.parts[1:]), data.parts[0]) if data.name == "values" else (data.parts[0], data.parts[2])
        )
        return bell(theta, centre, variance)
    return None


PAIRS = (
    # prior, data, unknown parameter
    (Family("Beta", A, B), Data("successes", K, N), THETA),
    (Family("Gamma", A, B), Data("total", K, N), RATE),
    (Family("Normal", M, V), Data("average", X, N, S), MEAN),
    (Family("Dirichlet", A, B), Data("tallies", K, N), Tuple(Word("p"), Word("q"))),
)
POSTERIOR = Rule(
    slug="posterior-proportional",
    title=Text("Bayes: posterior ∝ prior × likelihood", "ベイズ：事後 ∝ 事前 × 尤度"),
    explanation=Text(
        "As a function of the parameter the posterior density is the prior density times the likelihood; the factor "
        "that is missing makes the area under it 1, and the family is recognised without it.",
        "母数の関数として、事後密度は事前密度と尤度の積に比例します。定数倍は面積が 1 になるように決まるので、"
        "分布の種類は定数を求めなくても分かります。",
    ),
    goal=Posterior,
    rewrite=proportional,
    condition=possible,
    law=tuple(Posterior(*pair) for pair in PAIRS),
    source=GELMAN + "1.3, 2.1",
    examples=(
        Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior", "Beta(9, 6)"),
        Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; find the posterior", "Gamma(12, 4)"),
        Example("prior N(0, 4), one observation 2 with known variance 4; find the posterior", "Normal(1, 2)"),
        Example("prior Dirichlet(1, 1, 1), counts 3, 5, 2; find the posterior", "Dirichlet(4, 6, 3)"),
    ),
    mistakes=(
        Mistake(
            "prior-forgotten",
            Text(
                "Only the likelihood was used; the posterior is the prior times the likelihood.",
                "尤度だけを使っています。事後分布は事前分布と尤度の積に比例します。",
            ),
            prior_forgotten,
            HOFF + "3.1",
        ),
    ),
)
PRIOR = Rule(
    slug="prior-density",
    title=Text("prior density", "事前密度"),
    explanation=Text(
        "The density of the prior, without the factor in which the parameter does not stand.",
        "事前分布の密度です。母数を含まない定数倍は省きます。",
    ),
    goal=PriorDensity,
    rewrite=prior_density,
    law=tuple(PriorDensity(prior, theta) for prior, _, theta in PAIRS),
    source=GELMAN + "2.4, 2.5, 2.6",
    examples=(Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior", "Beta(9, 6)"),),
    mistakes=(
        Mistake(
            "parameters-for-exponents",
            Text(
                "The exponents of a Beta or Gamma density are one less than its parameters: Beta(a, b) has "
                "θ^(a - 1) (1 - θ)^(b - 1).",
                "ベータ分布やガンマ分布の密度の指数は母数より 1 小さく、Beta(a, b) では θ^(a - 1) (1 - θ)^(b - 1) "
                "です。",
            ),
            parameters_for_exponents,
            HOUSE,
        ),
    ),
)
LIKELIHOOD = Rule(
    slug="likelihood",
    title=Text("likelihood", "尤度"),
    explanation=Text(
        "The probability of what was observed, as a function of the parameter; independent observations multiply.",
        "観測された結果の確率を母数の関数とみたものです。独立な観測では積になります。",
    ),
    goal=Likelihood,
    rewrite=likelihood,
    law=tuple(Likelihood(data, theta) for _, data, theta in PAIRS),
    source=GELMAN + "2.1, 2.4, 2.5, 2.6",
    examples=(
        Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mean", "3/5"),
        Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; posterior mean", "3"),
        Example("prior Gamma(2, 1), exponential waiting times 3, 1, 2; posterior mean", "5/7"),
        Example("prior N(0, 4), observations 1, 3 with known variance 4; posterior mean", "4/3"),
    ),
    mistakes=(
        Mistake(
            "trials-for-failures",
            Text(
                "The exponent of 1 - θ is the number of failures, n - k, not that of all trials.",
                "1 - θ の指数は試行回数 n ではなく、失敗の回数 n - k です。",
            ),
            trials_for_failures,
            HOUSE,
        ),
        Mistake(
            "average-for-total",
            Text(
                "The exponent of λ is the total of the counts, not their average.",
                "λ の指数は観測値の平均ではなく合計です。",
            ),
            average_for_total,
            HOUSE,
        ),
        Mistake(
            "one-observation-counted",
            Text(
                "All n observations count: the likelihood of a single one was used.",
                "n 個の観測すべての尤度を掛けます。1 個分の尤度しか使っていません。",
            ),
            once_for_all,
            HOUSE,
        ),
    ),
)
RULES = (POSTERIOR, PRIOR, LIKELIHOOD)
