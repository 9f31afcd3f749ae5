"""Densities up to a constant factor: like powers put together, squares completed, the family recognised."""

from collections import defaultdict
from dataclasses import dataclass

from sympy import Basic, Expr, Mul, Pow, Tuple
from sympy import exp as exponential

from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, ZERO, add, divide, factors, integer, mul, negate, power
from workings.expression.updating_goals import Family, LikePowers, Recognised
from workings.expression.words import TWO, exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.sources import GELMAN, HOUSE
from workings_rules.probability.updating import (
    DENSITIES,
    LIKELIHOODS,
    PAIRS,
    bell,
    other,
)


@dataclass(frozen=True, slots=True)
class Kernel:
    """A product of powers, of e^(-rate θ), and of bells e^(-precision (θ - centre)^2/2) by precision and centre."""

    powers: dict[Expr, list[Expr]]
    rates: list[Expr]
    bells: list[tuple[Expr, Expr]]

    @classmethod
    def of(cls, body: Expr, theta: Basic) -> "Kernel":
        kernel = cls(defaultdict(list), [], [])
        for part in flat(body):
            if not isinstance(part, exponential):
                base, exponent = part.args if isinstance(part, Pow) else (part, ONE)
                kernel.powers[base].append(exponent)
                continue
            square = next((f for f in flat(part.args[0]) if isinstance(f, Pow) and f.args[1] == TWO), None)
            if square is None:
                kernel.rates.append(canonical(negate(divide(part.args[0], theta))))
            else:
                kernel.bells.append(precision_and_centre(part.args[0], square, theta))
        return kernel


def flat(body: Expr) -> list[Expr]:
    """The factors of a product, those of products in it included."""
    return [part for one in factors(body) for part in (flat(one) if isinstance(one, Mul) else [one])]


def precision_and_centre(exponent: Expr, square: Expr, theta: Basic) -> tuple[Expr, Expr]:
    """1/v and m of -(θ - m)^2/(2v)"""
    distance = square.args[0]
    centre = [negate(term) for term in distance.args if term != theta] if distance != theta else []
    return canonical(negate(mul(TWO, exponent, power(square, integer(-1))))), canonical(add(*centre))


def like_powers(goal: LikePowers, ask: Ask) -> Basic | None:
    """θ^(a - 1) θ^k = θ^(a - 1 + k), and e^(-bλ) e^(-nλ) = e^(-(b + n)λ)"""
    kernel = Kernel.of(*goal.args)
    if kernel.bells:
        return None
    powers = [power(base, canonical(add(*found))) for base, found in kernel.powers.items()]
    return mul(*powers, *([exp(negate(mul(canonical(add(*kernel.rates)), goal.parameter)))] if kernel.rates else []))


def exponents_multiplied(goal: LikePowers, ask: Ask) -> Basic | None:
    """θ^a θ^k = θ^(a k)"""
    kernel = Kernel.of(*goal.args)
    if kernel.bells:
        return None
    powers = [power(base, canonical(mul(*found))) for base, found in kernel.powers.items()]
    return mul(*powers, *([exp(negate(mul(canonical(add(*kernel.rates)), goal.parameter)))] if kernel.rates else []))


def completed(goal: LikePowers, ask: Ask) -> Basic | None:
    """e^(-(μ - m)^2/(2v)) e^(-n(μ - x)^2/(2s)): the precisions 1/v and n/s add, the centres are weighted with them."""
    bells = Kernel.of(*goal.args).bells
    if not bells:
        return None
    precision, centre = weighted(bells)
    return bell(goal.parameter, canonical(centre), canonical(divide(ONE, precision)))


def weighted(bells: list[tuple[Expr, Expr]]) -> tuple[Expr, Expr]:
    """The sum of the precisions, and the mean of the centres weighted with them."""
    precision = add(*[p for p, _ in bells])
    return precision, divide(add(*[mul(p, m) for p, m in bells]), precision)


def centres_averaged(goal: LikePowers, ask: Ask) -> Basic | None:
    """The centre halfway between the prior mean and the average of the data."""
    bells = Kernel.of(*goal.args).bells
    if not bells:
        return None
    centre = divide(add(*[m for _, m in bells]), integer(len(bells)))
    return bell(goal.parameter, canonical(centre), canonical(divide(ONE, weighted(bells)[0])))


def variances_added(goal: LikePowers, ask: Ask) -> Basic | None:
    """v + s/n for the variance of the posterior."""
    bells = Kernel.of(*goal.args).bells
    if not bells:
        return None
    variance = add(*[divide(ONE, p) for p, _ in bells])
    return bell(goal.parameter, canonical(weighted(bells)[1]), canonical(variance))


def precisions(goal: LikePowers) -> tuple[Text, tuple[Basic, ...]] | None:
    bells = Kernel.of(*goal.args).bells
    if len(bells) < 2:
        return None
    said = Text("precision (1/variance) {}, mean {}", "精度（分散の逆数）{}、平均 {}")
    return said, weighted(bells)


def recognised(goal: Recognised, ask: Ask) -> Basic | None:
    return named(goal, 1)


def exponents_for_parameters(goal: Recognised, ask: Ask) -> Basic | None:
    """θ^8 (1 - θ)^5 taken for Beta(8, 5)"""
    return named(goal, 0)


def named(goal: Recognised, step: int) -> Basic | None:
    """The family, whose parameters of powers are the exponents and `step`."""
    body, theta = goal.args
    kernel = Kernel.of(body, theta)
    if kernel.bells:
        ((precision, centre),) = kernel.bells
        return Family("Normal", centre, canonical(divide(ONE, precision))) if step else None
    family = "Dirichlet" if isinstance(theta, Tuple) else "Gamma" if kernel.rates else "Beta"
    bases = theta.args if isinstance(theta, Tuple) else (theta,) if kernel.rates else (theta, other(theta))
    if not set(kernel.powers) <= set(bases):
        return None
    shapes = [canonical(add(*kernel.powers.get(base, [ZERO]), integer(step))) for base in bases]
    return Family(family, *shapes, *kernel.rates)


PRODUCTS = [
    mul(DENSITIES[prior.name](theta, *prior.parts), LIKELIHOODS[data.name](theta, *data.parts))
    for prior, data, theta in PAIRS
]
LIKE_POWERS = Rule(
    slug="like-powers",
    title=Text("add the exponents of like powers", "同じ底の指数を足す"),
    explanation=Text(
        "Powers of one base multiply by adding their exponents, and so do exponentials.",
        "底が同じ累乗の積は指数の和になります。指数関数も同じです。",
    ),
    goal=LikePowers,
    rewrite=like_powers,
    law=(LikePowers(PRODUCTS[0], PAIRS[0][2]), LikePowers(PRODUCTS[1], PAIRS[1][2])),
    source=GELMAN + "2.4, 2.6",
    examples=(Example("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior", "Beta(9, 6)"),),
    mistakes=(
        Mistake(
            "exponents-multiplied",
            Text(
                "Powers of one base multiply by adding the exponents.", "底が同じ累乗を掛けるときは、指数を足します。"
            ),
            exponents_multiplied,
            HOUSE,
        ),
    ),
)
COMPLETED_SQUARE = Rule(
    slug="precisions-add",
    title=Text("complete the square", "平方完成"),
    explanation=Text(
        "Two squares in the exponent make one: the precisions, 1 over the variances, add, and the centre is the mean "
        "of the two centres weighted with their precisions.",
        "指数の中の二つの平方を一つにまとめます。精度（分散の逆数）は足し合わされ、中心は精度で重みをつけた平均です。",
    ),
    goal=LikePowers,
    rewrite=completed,
    law=(LikePowers(PRODUCTS[2], PAIRS[2][2]),),
    source=GELMAN + "2.5",
    examples=(Example("prior N(0, 4), observations 2, 4 with known variance 4; find the posterior", "Normal(2, 4/3)"),),
    mistakes=(
        Mistake(
            "variances-added",
            Text(
                "The precisions add, not the variances: a posterior is narrower than the prior.",
                "足すのは分散ではなく精度（分散の逆数）です。事後分布は事前分布より狭くなります。",
            ),
            variances_added,
            HOUSE,
        ),
        Mistake(
            "means-not-weighted",
            Text(
                "The prior mean and the average of the data are weighted with their precisions.",
                "事前平均とデータの平均は、精度で重みをつけて平均します。",
            ),
            centres_averaged,
            HOUSE,
        ),
    ),
    remark=precisions,
)
RECOGNISED = Rule(
    slug="family-recognised",
    title=Text("family recognised", "分布の種類を見分ける"),
    explanation=Text(
        "Powers of θ and 1 - θ are a Beta density, a power and an exponential a Gamma density, a square in the "
        "exponent a normal one; the factor in front makes the area 1.",
        "θ と 1 - θ の累乗ならベータ分布、累乗と指数関数ならガンマ分布、指数の中が平方なら正規分布です。"
        "定数倍は面積が 1 になるように決まります。",
    ),
    goal=Recognised,
    rewrite=recognised,
    law=tuple(Recognised(DENSITIES[prior.name](theta, *prior.parts), theta) for prior, _, theta in PAIRS),
    source=GELMAN + "appendix A",
    examples=(Example("prior Gamma(2, 1), Poisson counts 3, 5, 2; find the posterior", "Gamma(12, 4)"),),
    mistakes=(
        Mistake(
            "exponents-for-parameters",
            Text(
                "The parameters are one more than the exponents: θ^8 (1 - θ)^5 is Beta(9, 6).",
                "母数は指数より 1 大きく、θ^8 (1 - θ)^5 は Beta(9, 6) です。",
            ),
            exponents_for_parameters,
            HOUSE,
        ),
    ),
)
RULES = (LIKE_POWERS, COMPLETED_SQUARE, RECOGNISED)
