"""Mean, mode, variance and standard deviation of the distributions of a parameter, and what they predict."""

from collections.abc import Callable
from dataclasses import dataclass

from sympy import Basic, Expr, Gt

from workings.expression import Goal
from workings.expression.nodes import HALF, ONE, add, divide, mul, power, subtract, symbols_of
from workings.expression.probability_goals import Word
from workings.expression.updating_goals import Data, Family, Figure, Predictive
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.sources import GELMAN, HOFF, HOUSE
from workings_rules.probability.updating import RATE, THETA, A, B, K, M, N, S, V, X

Formula = Callable[..., Expr]


@dataclass(frozen=True, slots=True)
class Summary:
    """The formulas of a family in its parameters; the mode where the first (of Beta both) is greater than 1."""

    mean: Formula
    mode: Formula
    variance: Formula


def spread_of_beta(a: Expr, b: Expr) -> Expr:
    """ab/((a + b)^2 (a + b + 1))"""
    return divide(mul(a, b), mul(power(add(a, b), TWO), add(a, b, ONE)))


TABLE = {
    # family          mean                             mode                                                variance
    "Beta": Summary(  lambda a, b: divide(a, add(a, b)), lambda a, b: divide(subtract(a, ONE), subtract(add(a, b), TWO)), spread_of_beta),
    "Gamma": Summary( lambda a, b: divide(a, b),       lambda a, b: divide(subtract(a, ONE), b),           lambda a, b: divide(a, power(b, TWO))),
    "Normal": Summary(lambda m, v: m,                  lambda m, v: m,                                     lambda m, v: v),
}  # fmt: skip


def posterior_first(goal: Figure, ask: Ask) -> Basic | None:
    return ask(Figure(goal.name, ask(goal.of))) if isinstance(goal.of, Goal) else None


def figure_of_prior(goal: Figure, ask: Ask) -> Basic | None:
    """The mean of the prior for that of the posterior."""
    prior = goal.of.args[0] if isinstance(goal.of, Goal) else None
    return ask(Figure(goal.name, prior)) if isinstance(prior, Family) else None


def figure(goal: Figure, ask: Ask) -> Basic | None:
    family = goal.of
    if not isinstance(family, Family):
        return None
    if family.name == "Dirichlet":
        return of_dirichlet(goal.name, family.parts)
    known = TABLE.get(family.name)
    if known is None:
        return None
    if goal.name == "sd":
        return power(known.variance(*family.parts), HALF)
    formulas: dict[str, Formula] = {"mean": known.mean, "mode": known.mode, "variance": known.variance}
    return formulas[goal.name](*family.parts)


def of_dirichlet(kind: str, shapes: tuple[Expr, ...]) -> Basic | None:
    """The means a_i/(a_1 + ... + a_k) of the probabilities."""
    if kind != "mean":
        return None
    return Family("", *[divide(a, add(*shapes)) for a in shapes])


def told(goal: Figure) -> tuple[Text, tuple[Basic, ...]] | None:
    """The formula in letters, where the parameters are numbers."""
    if not isinstance(goal.of, Family) or goal.of.name not in ("Beta", "Gamma") or symbols_of([goal.of]):
        return None
    formula = figure(Figure(goal.name, Family(goal.of.name, A, B)), lambda smaller: smaller)
    return None if formula is None else (Text("{}", "{}"), (formula,))


def mode_for_mean(goal: Figure, ask: Ask) -> Basic | None:
    return figure(Figure("mode", goal.of), ask) if goal.name == "mean" else None


def mean_for_mode(goal: Figure, ask: Ask) -> Basic | None:
    return figure(Figure("mean", goal.of), ask) if goal.name == "mode" else None


def variance_for_deviation(goal: Figure, ask: Ask) -> Basic | None:
    swapped = {"sd": "variance", "variance": "sd"}.get(goal.name)
    return None if swapped is None else figure(Figure(swapped, goal.of), ask)


def scale_for_rate(goal: Figure, ask: Ask) -> Basic | None:
    """a b for the mean a/b of a Gamma"""
    family = goal.of
    if not isinstance(family, Family) or family.name != "Gamma" or goal.name != "mean":
        return None
    return mul(*family.parts)


def inside(goal: Figure) -> tuple[Basic, ...]:
    """That a mode lies inside: the density falls to both sides of it."""
    family = goal.of
    if goal.name != "mode" or not isinstance(family, Family) or family.name == "Normal":
        return ()
    shapes = family.parts[:1] if family.name == "Gamma" else family.parts
    return tuple(Basic.__new__(Gt, shape, ONE) for shape in shapes)


def predictive(goal: Predictive, ask: Ask) -> Basic | None:
    of, data, theta = goal.args
    if isinstance(of, Goal):
        return ask(Predictive(ask(of), data, theta))
    if of.name == "Beta" and data.name == "successes":
        return Family("Bernoulli", ask(Figure("mean", of)))
    if of.name == "Gamma" and data.name in ("counts", "total"):
        shape, rate = of.parts
        return Family("NegativeBinomial", shape, divide(rate, add(rate, ONE)))
    if of.name == "Normal" and data.name in ("values", "average"):
        noise = data.parts[0 if data.name == "values" else 2]
        return Family("Normal", of.parts[0], add(of.parts[1], noise))
    if of.name == "Dirichlet":
        return Family("Categorical", *[divide(a, add(*of.parts)) for a in of.parts])
    return None


def most_likely_put_in(goal: Predictive, ask: Ask) -> Basic | None:
    """The mode of the parameter put in, as if it were known."""
    of = goal.args[0]
    if not isinstance(of, Family) or of.name != "Beta":
        return None
    return Family("Bernoulli", ask(Figure("mode", of)))


def noise_forgotten(goal: Predictive, ask: Ask) -> Basic | None:
    of = goal.args[0]
    return of if isinstance(of, Family) and of.name == "Normal" else None


POSTERIOR_FIRST = Rule(
    slug="posterior-first",
    title=Text("the posterior first", "まず事後分布を求める"),
    explanation=Text(
        "What is asked is a figure of the posterior, which is found first.",
        "求めるのは事後分布の特徴量なので、まず事後分布を求めます。",
    ),
    goal=Figure,
    rewrite=posterior_first,
    law=(),
    source=HOFF + "3.1",
    examples=(Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mean", "3/5"),),
    mistakes=(
        Mistake(
            "prior-not-updated",
            Text(
                "That is the figure of the prior; the data were not used.",
                "それは事前分布の値です。データを使っていません。",
            ),
            figure_of_prior,
            HOUSE,
        ),
    ),
    silent=True,
)
FIGURE = Rule(
    slug="figure-of-family",
    title=Text("figure of the distribution", "分布の特徴量"),
    explanation=Text(
        "The mean, the mode and the variance of a Beta, Gamma or normal distribution in its parameters.",
        "ベータ分布、ガンマ分布、正規分布の平均、最頻値、分散を母数で表した式です。",
    ),
    goal=Figure,
    rewrite=figure,
    condition=inside,
    law=tuple(
        Figure(kind, family)
        for family in (Family("Beta", A, B), Family("Gamma", A, B), Family("Normal", M, V))
        for kind in ("mean", "mode", "variance", "sd")
    ),
    source=GELMAN + "appendix A",
    examples=(
        Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mean", "3/5"),
        Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mode", "8/13"),
        Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; posterior variance", "3/4"),
        Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; posterior mean", "3"),
    ),
    mistakes=(
        Mistake(
            "mode-for-mean",
            Text(
                "That is where the density is greatest, not its mean.",
                "それは密度が最大になる点で、平均ではありません。",
            ),
            mode_for_mean,
            HOUSE,
        ),
        Mistake(
            "mean-for-mode",
            Text(
                "That is the mean, not where the density is greatest.",
                "それは平均で、密度が最大になる点ではありません。",
            ),
            mean_for_mode,
            HOUSE,
        ),
        Mistake(
            "scale-for-rate",
            Text(
                "The second parameter is a rate, by which the mean is divided: a/b.",
                "2 番目の母数は率（rate）で、平均は a/b です。",
            ),
            scale_for_rate,
            HOUSE,
        ),
        Mistake(
            "sd-variance-confused",
            Text(
                "Variance and standard deviation were mixed up; the variance is the square of the standard deviation.",
                "標準偏差は分散の平方根です。両者を取り違えています。",
            ),
            variance_for_deviation,
            HOUSE,
        ),
    ),
    remark=told,
)
PREDICTIVE = Rule(
    slug="posterior-predictive",
    title=Text("predictive distribution", "予測分布"),
    explanation=Text(
        "The next observation, averaged over what the parameter may be: Bernoulli with the posterior mean, negative "
        "binomial for counts, normal with the variances of parameter and observation added.",
        "次の観測を、母数のありうる値にわたって平均したものです。成否なら事後平均のベルヌーイ分布、件数なら負の二項分布、"
        "正規分布なら母数の分散と観測の分散の和になります。",
    ),
    goal=Predictive,
    rewrite=predictive,
    law=(
        Predictive(Family("Beta", A, B), Data("successes", K, N), THETA),
        Predictive(Family("Gamma", A, B), Data("total", K, N), RATE),
        Predictive(Family("Normal", M, V), Data("average", X, N, S), Word("μ")),
    ),
    source=GELMAN + "1.3, 2.4, 2.5, 2.6",
    examples=(
        Example(
            "θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior predictive distribution", "Bernoulli(3/5)"
        ),
        Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; predictive distribution", "NegativeBinomial(12, 4/5)"),
        Example("prior N(0, 4), one observation 2 with known variance 4; predictive distribution", "Normal(1, 6)"),
    ),
    mistakes=(
        Mistake(
            "mode-put-in",
            Text(
                "The probability of the next success is the posterior mean, not the most likely value of θ.",
                "次に成功する確率は事後平均で、θ の最頻値ではありません。",
            ),
            most_likely_put_in,
            HOUSE,
        ),
        Mistake(
            "noise-forgotten",
            Text(
                "A next observation varies around the mean as well: its variance is added to that of the parameter.",
                "次の観測は平均のまわりにもばらつくので、観測の分散を加えます。",
            ),
            noise_forgotten,
            HOUSE,
        ),
    ),
)
RULES = (POSTERIOR_FIRST, FIGURE, PREDICTIVE)
