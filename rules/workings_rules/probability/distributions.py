"""Questions about the distributions of a course: mean, variance, P(X = k), and sums of many of these."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import comb
from typing import Any

from sympy import Basic, Expr, Gt, Integer, Rational

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.errors import BudgetError
from workings.expression.nodes import ONE, add, divide, integer, mul, negate, power, subtract, symbols_of
from workings.expression.probability_goals import FEW, Chance, MassSum, Mean, Run, Variance, Way
from workings.expression.words import exp
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import BODY, INDEX, TABLE, count_of, q, with_replacement
from workings_rules.probability.law import InLetters, Law, by_search
from workings_rules.probability.sources import BERTSEKAS, HOUSE, SHAUGHNESSY


def mean(goal: Mean, ask: Ask) -> Basic | None:
    known = goal.world.distribution(goal.x)
    return None if known is None or is_without(known, 1) else TABLE[known.family].mean(*known.parameters)


def variance(goal: Variance, ask: Ask) -> Basic | None:
    known = goal.world.distribution(goal.x)
    return None if known is None or is_without(known, 2) else TABLE[known.family].variance(*known.parameters)


def is_without(known: Any, n: int) -> bool:
    """Whether E[X^n] is infinite: a Student variable has it for more than n degrees of freedom only."""
    found = freedom(known)
    freedoms, each = found if found is not None else (None, 1)
    return isinstance(freedoms, Rational) and bool(freedoms <= each * n)


def freedom(known: Any) -> tuple[Expr, int] | None:
    """The degrees of freedom on which it depends which moments there are, and how many a moment takes."""
    places = {"student": (0, 1), "fisher": (1, 2)}
    place, each = places.get(known.family, (None, 1))
    return None if place is None else (canonical(known.parameters[place]), each)


def finite(goal: Mean | Variance) -> tuple[Basic, ...]:
    """That there are enough degrees of freedom, where a letter stands for them."""
    known = goal.world.distribution(goal.x)
    found = None if known is None else freedom(known)
    if found is None or not symbols_of([found[0]]):
        return ()
    freedoms, each = found
    return (Basic.__new__(Gt, freedoms, integer(each * (1 if isinstance(goal, Mean) else 2))),)


def spread_as_mean(goal: Mean, ask: Ask) -> Basic | None:
    """The variance given for the mean."""
    known = goal.world.distribution(goal.x)
    return None if known is None else TABLE[known.family].variance(*known.parameters)


def rate_as_mean(goal: Mean, ask: Ask) -> Basic | None:
    """The rate of an exponential, or the chance of a geometric variable, for its mean."""
    known = goal.world.distribution(goal.x)
    return known.parameters[0] if known is not None and known.family in ("exponential", "geometric") else None


def spread_as_variance(goal: Variance, ask: Ask) -> Basic | None:
    """The mean given for the variance."""
    known = goal.world.distribution(goal.x)
    return None if known is None else TABLE[known.family].mean(*known.parameters)


def ways(goal: Chance) -> Iterable[Way]:
    only = goal.world.only_value(goal) if goal.c == goal.world.everything else None
    known = None if only is None else goal.world.distribution(only[0])
    if only is not None and known is not None and TABLE[known.family].mass is not None:
        yield Way((known.family, int(only[1]), known.parameters), mass, cost=1)


def mass(parts: tuple[Any, ...], ask: Ask) -> Expr:
    family, k, parameters = parts
    formula = TABLE[family].mass
    assert formula is not None
    numbers = [canonical(p) for p in parameters]
    if family in BODY and all(isinstance(n, Rational) for n in numbers) and not is_short(family, k, numbers):
        return the_sum(family, Run(k, k), parameters)
    return formula(k, *parameters)


MOST_TERMS = 10_000  # trials, or values in a sum
MOST_DIGITS = 60  # of an exact value that is written out
MOST_SIZE = 2_400  # digits of the numbers that make it


def long_runs(goal: Chance) -> Iterable[Way]:
    """P(X <= 30) of so many values that a person would not write them all out."""
    found = goal.world.run(goal)
    if found is None:
        return
    known, run = found
    if known.family == "geometric":
        yield Way((known.family, run, known.parameters), geometric_run)
    elif known.family == "discreteuniform" and run.count is not None:
        yield Way((known.family, run, known.parameters), even_run)
    elif run.count is not None and known.family in BODY:
        yield Way((known.family, run, known.parameters), summed, cost=run.count)


def geometric_run(parts: tuple[Any, ...], ask: Ask) -> Expr:
    """(1 - p)^(a - 1) - (1 - p)^b"""
    _, run, (p,) = parts
    refuse_large(run.low, run.high or 0)
    first = ONE if run.low == 1 else power(q(p), integer(run.low - 1))
    return first if run.high is None else subtract(first, power(q(p), integer(run.high)))


def even_run(parts: tuple[Any, ...], ask: Ask) -> Expr:
    """How many of the equally likely values are in the run, over how many there are."""
    _, run, ends = parts
    return divide(integer(run.count), count_of(*ends))


def summed(parts: tuple[Any, ...], ask: Ask) -> Expr:
    """The exact value where it is short, else the sum."""
    family, run, parameters = parts
    if run.count <= FEW:
        return add(*[mass((family, k, parameters), ask) for k in range(run.low, run.high + 1)])
    whole = value_of(family, run, parameters)
    return the_sum(family, run, parameters) if whole is None else whole


def the_sum(family: str, run: Run, parameters: tuple[Expr, ...]) -> MassSum:
    assert run.high is not None
    size = canonical(parameters[0])
    refuse_large(size if isinstance(size, Rational) else 0, run.high - run.low)
    return MassSum(BODY[family](*parameters), INDEX, run.low, run.high)


def refuse_large(*numbers: Any) -> None:
    if max(numbers) > MOST_TERMS:
        said = str(max(numbers))
        raise BudgetError("this number is too large", said, (0, len(said)), f"at most {MOST_TERMS}")


@lru_cache(maxsize=256)
def value_of(family: str, run: Run, parameters: tuple[Expr, ...]) -> Expr | None:
    """The sum worked out; None where letters stand in it, or it has too many digits."""
    numbers = [canonical(p) for p in parameters]
    if not is_short(family, run.high, numbers) or run.high is None:
        return None
    total = Rational(0)
    for k in range(run.low, run.high + 1):
        body: Any = replace(BODY[family](*numbers), {INDEX: integer(k), exp(negate(numbers[0])): ONE})
        total += body.doit()
    if len(str(total)) > 2 * MOST_DIGITS:
        return None
    return mul(total, exp(negate(numbers[0]))) if family == "poisson" else total


def is_short(family: str, k: int | None, numbers: Sequence[Expr]) -> bool:
    """Whether the mass at k is a number that can be written out: its powers and factorials have not too many digits."""
    if k is None or not all(isinstance(n, Rational) for n in numbers):
        return False
    exponent = k if family == "poisson" else max(k, int(numbers[0]))
    return exponent * sum(len(str(n)) for n in numbers) <= MOST_SIZE


def sum_told(goal: Chance) -> tuple[Text, tuple[Basic, ...]] | None:
    way = goal.way("sum-of-masses")
    if way is None or way.form is not summed or way.parts[1].count <= FEW or value_of(*way.parts) is None:
        return None
    return Text("{}", "{}"), (the_sum(*way.parts),)


def other_side(goal: Chance, ask: Ask) -> Expr | None:
    """1 less the sum: P(X > k) for P(X <= k)."""
    way = goal.way("sum-of-masses")
    return None if way is None else subtract(ONE, way.form(way.parts, ask))


def one_value_more(goal: Chance, ask: Ask) -> Expr | None:
    """The sum one value too long or too short, as of P(X < k) for P(X <= k)."""
    way = goal.way("sum-of-masses")
    if way is None:
        return None
    family, run, parameters = way.parts
    if run.high is None:
        return way.form((family, Run(run.low + 1, None), parameters), ask)
    return way.form((family, Run(run.low, run.high - 1), parameters), ask)


def coefficient_missing(goal: Chance, ask: Ask) -> Expr | None:
    """P(X = k) = p^k (1 - p)^(n - k): one order for all of them."""
    way = goal.way("probability-mass")
    if way is None or way.parts[0] not in ("binomial", "hypergeometric"):
        return None
    family, k, parameters = way.parts
    n = parameters[0] if family == "binomial" else parameters[2]
    if not isinstance(n, Integer):
        return None
    whole = mass(way.parts, ask)
    orders = comb(int(n), k)
    return mul(*whole.args[1:]) if orders > 1 and whole.args[0] == orders else whole


def put_back(goal: Chance, ask: Ask) -> Expr | None:
    way = goal.way("probability-mass")
    if way is None or way.parts[0] != "hypergeometric":
        return None
    return with_replacement(way.parts[1], *way.parts[2])


def put_back_in_one_order(goal: Chance, ask: Ask) -> Expr | None:
    whole = put_back(goal, ask)
    return None if whole is None else mul(*whole.args[1:]) if isinstance(whole.args[0], Integer) else whole


MEAN = Rule(
    slug="mean-of-distribution",
    title=Text("mean of the distribution", "分布の平均"),
    explanation=Text("The mean of a known distribution.", "よく知られた分布の平均です。"),
    goal=Mean,
    rewrite=mean,
    condition=finite,
    law=InLetters(
        "mean-of-distribution",
        "X ~ Bernoulli(p); find E[X]",
        "X ~ Binomial(n, p); find E[X]",
        "X ~ Geometric(p); find E[X]",
        "X ~ Poisson(lam); find E[X]",
        "X ~ Uniform(a, b); find E[X]",
        "X ~ Exponential(lam); find E[X]",
        "X ~ Normal(m, v); find E[X]",
        "X ~ NegativeBinomial(n, p); find E[X]",
        "X ~ Gamma(a, r); find E[X]",
        "X ~ Beta(a, b); find E[X]",
        "X ~ ChiSquare(n); find E[X]",
        "X ~ LogNormal(m, v); find E[X]",
        "X ~ F(m, n); find E[X]",
        "X ~ DiscreteUniform(a, b); find E[X]",
    ),
    source=BERTSEKAS + "2.4, 3.1",
    examples=(
        Example("X ~ Binomial(10, 0.3); find E[X]", "3"),
        Example("X ~ Geometric(1/4); find E[X]", "4"),
        Example("X ~ Uniform(2, 6); find E[X]", "4"),
        Example("X ~ F(2, 6); find E[X]", "3/2"),
    ),
    mistakes=(
        Mistake(
            "variance-for-mean",
            Text("That is the variance of the distribution, not its mean.", "それは分布の分散で、平均ではありません。"),
            spread_as_mean,
            SHAUGHNESSY,
        ),
        Mistake(
            "rate-for-mean",
            Text(
                "The mean is 1 over the rate, and 1 over the probability of success.",
                "平均は率の逆数、成功確率の逆数です。",
            ),
            rate_as_mean,
            HOUSE,
        ),
    ),
)
VARIANCE = Rule(
    slug="variance-of-distribution",
    title=Text("variance of the distribution", "分布の分散"),
    explanation=Text("The variance of a known distribution.", "よく知られた分布の分散です。"),
    goal=Variance,
    rewrite=variance,
    condition=finite,
    law=InLetters(
        "variance-of-distribution",
        "X ~ Bernoulli(p); find Var(X)",
        "X ~ Binomial(n, p); find Var(X)",
        "X ~ Geometric(p); find Var(X)",
        "X ~ Poisson(lam); find Var(X)",
        "X ~ Uniform(a, b); find Var(X)",
        "X ~ Exponential(lam); find Var(X)",
        "X ~ Normal(m, v); find Var(X)",
        "X ~ NegativeBinomial(n, p); find Var(X)",
        "X ~ Gamma(a, r); find Var(X)",
        "X ~ Beta(a, b); find Var(X)",
        "X ~ ChiSquare(n); find Var(X)",
        "X ~ Student(n); find Var(X)",
        "X ~ LogNormal(m, v); find Var(X)",
        "X ~ F(m, n); find Var(X)",
        "X ~ DiscreteUniform(a, b); find Var(X)",
    ),
    source=BERTSEKAS + "2.4, 3.1",
    examples=(
        Example("X ~ Binomial(10, 0.3); find Var(X)", "21/10"),
        Example("X ~ Exponential(2); find Var(X)", "1/4"),
        Example("X ~ Normal(5, 9); find sd(X)", "3"),
        Example("X ~ DiscreteUniform(1, 6); find Var(X)", "35/12"),
    ),
    mistakes=(
        Mistake(
            "mean-for-variance",
            Text("That is the mean of the distribution, not its variance.", "それは分布の平均で、分散ではありません。"),
            spread_as_variance,
            SHAUGHNESSY,
        ),
    ),
)
MASS = Law(
    slug="probability-mass",
    title=Text("distribution", "確率分布"),
    explanation=Text(
        "The probability of one value of a variable whose distribution is known.",
        "分布の分かっている確率変数が一つの値をとる確率です。",
    ),
    goal=Chance,
    rewrite=by_search("probability-mass"),
    law=InLetters(
        "probability-mass",
        "X ~ Binomial(n, p); find P(X = 2)",
        "X ~ Geometric(p); find P(X = 3)",
        "X ~ Poisson(lam); find P(X = 2)",
    ),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Binomial(3, 0.5); find P(X = 2)", "3/8"),
        Example("X ~ Geometric(1/4); find P(X = 3)", "9/64"),
        Example("X ~ Poisson(2); find P(X = 1)", "2 e^(-2)"),
        Example("X ~ Hypergeometric(12, 8, 2); find P(X = 1)", "16/33"),
    ),
    mistakes=(
        Mistake(
            "binomial-coefficient-missing",
            Text(
                "The successes can come in different orders; multiply by how many orders there are.",
                "成功が起こる順序の数（二項係数）が抜けています。",
            ),
            coefficient_missing,
            SHAUGHNESSY,
        ),
        Mistake(
            "replacement-confused",
            Text(
                "What was drawn does not go back, so the counts are different for the next draw.",
                "元に戻さずに引くと、次に引くときの個数は変わっています。",
            ),
            put_back,
            SHAUGHNESSY,
            lambda goal: (put_back, put_back_in_one_order),
        ),
    ),
    ways=ways,
    direct=True,
)
SUM = Law(
    slug="sum-of-masses",
    title=Text("sum over the values", "値ごとの確率の和"),
    explanation=Text(
        "The probabilities of all values in the range are added; of a geometric variable they have a short sum.",
        "範囲に入るすべての値の確率を足します。幾何分布では和が簡単な式になります。",
    ),
    goal=Chance,
    rewrite=by_search("sum-of-masses"),
    law=InLetters("sum-of-masses", "X ~ Geometric(p); find P(X > 20)", "X ~ Binomial(40, p); find P(X <= 20)"),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Geometric(1/2); find P(X > 20)", "1/2^20"),
        Example("X ~ Binomial(20, 1/2); find P(X <= 15)", "1042380/1048576"),
    ),
    mistakes=(
        Mistake(
            "boundary-value-dropped",
            Text(
                "One value at the end of the range was left out: P(X ≤ k) includes k, P(X < k) does not.",
                "範囲の端の値が一つ抜けています。P(X ≤ k) は k を含み、P(X < k) は含みません。",
            ),
            one_value_more,
            SHAUGHNESSY,
        ),
        Mistake(
            "tail-for-cumulative",
            Text("That is the probability of the other side.", "それは反対側の確率です。"),
            other_side,
            SHAUGHNESSY,
        ),
    ),
    ways=long_runs,
    remark=sum_told,
)
