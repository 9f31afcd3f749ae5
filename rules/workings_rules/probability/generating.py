"""Moment generating functions E[e^(tX)] and higher moments E[X^n] of the distributions of a course."""

from typing import Any

from sympy import Basic, Expr, Gt, Integer, Pow
from sympy import exp as exponential

from workings.expression import D, Value
from workings.expression.canonical import canonical
from workings.expression.nodes import HALF, ONE, ZERO, add, mul, negate, power, subtract, symbols_of, terms
from workings.expression.probability_goals import Mean, Word
from workings.expression.words import exp, log
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import TABLE, q
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import mistake, split
from workings_rules.probability.sources import BERTSEKAS, HOUSE

MOST_POWER = 12


def exponent(goal: Mean) -> tuple[Expr, Word, list[Expr]] | None:
    """t, X and the constants of e^(tX + c)"""
    parts = [split(term) for term in terms(goal.x.args[0])]
    about = [(a, x) for a, x in parts if x is not ONE]
    if len(about) != 1 or not isinstance(about[0][1], Word):
        return None
    return about[0][0], about[0][1], [a for a, x in parts if x is ONE]


def least_upper(family: str, given: tuple[Expr, ...]) -> Expr | None:
    """What t has to stay below, where E[e^(tX)] is infinite from there on."""
    if family in ("geometric", "negativebinomial"):
        return negate(log(q(given[-1])))
    return {"exponential": given[0], "gamma": given[-1], "chisquare": HALF}.get(family)


def generating(goal: Mean, ask: Ask) -> Basic | None:
    """E[e^(tX + c)] = e^c M(t)"""
    found = exponent(goal)
    known = None if found is None else goal.world.distribution(found[1])
    if found is None or known is None:
        return None
    t, _, constants = found
    formula, end = TABLE[known.family].generating, least_upper(known.family, known.parameters)
    if formula is None or (end is not None and is_number(t) and is_number(end) and not reaches(t, end)):
        return None
    value = formula(t, *known.parameters)
    return mul(*[exp(c) for c in constants], value) if constants else value


def is_number(x: Expr) -> bool:
    return not symbols_of([x])


def reaches(t: Expr, end: Expr) -> bool:
    """Whether t is below the end."""
    return bool(canonical(subtract(end, t)).is_positive)


def inside(goal: Mean) -> tuple[Basic, ...]:
    """That t lies where the expected value is finite, where a letter stands for it or for a parameter."""
    found = exponent(goal)
    known = None if found is None else goal.world.distribution(found[1])
    if found is None or known is None:
        return ()
    end = least_upper(known.family, known.parameters)
    if end is None or (is_number(end) and is_number(found[0])):
        return ()
    return (Basic.__new__(Gt, end, found[0]),)


def at_the_mean(goal: Mean, ask: Ask) -> Basic | None:
    """e^(t E[X])"""
    found = exponent(goal)
    if found is None or goal.world.distribution(found[1]) is None:
        return None
    t, x, constants = found
    return exp(add(mul(t, ask(goal.of(x))), *constants))


def raw_moment(goal: Mean, ask: Ask) -> Basic | None:
    """E[X^n] by the formula of the family, n > 2"""
    x = goal.x
    if not (isinstance(x, Pow) and isinstance(x.args[0], Word) and isinstance(x.args[1], Integer)):
        return None
    known = goal.world.distribution(x.args[0])
    formula = None if known is None else TABLE[known.family].moment
    if known is None or formula is None or not 2 < x.args[1] <= MOST_POWER:
        return None
    return formula(x.args[1], *known.parameters)


def power_of_mean(goal: Mean, ask: Ask) -> Basic | None:
    """E[X]^n"""
    if raw_moment(goal, ask) is None:
        return None
    return power(ask(goal.of(goal.x.args[0])), goal.x.args[1])


def from_function(goal: Mean, ask: Ask) -> Basic | None:
    """E[X^n] = M^(n)(0)"""
    found = given_function(goal)
    if found is None:
        return None
    known, n = found
    return ask(Value(D(known.body, known.t, n), (known.t, ZERO)))


def given_function(goal: Mean) -> tuple[Any, int] | None:
    """The moment generating function that is given, and n of E[X^n]"""
    x = goal.x
    name, n = x.args if isinstance(x, Pow) else (x, ONE)
    known = goal.world.generating(name) if isinstance(name, Word) else None
    return (known, int(n)) if known is not None and isinstance(n, Integer) and 0 < n <= MOST_POWER else None


def at_one(goal: Mean, ask: Ask) -> Basic | None:
    """The derivative at 1, as of a probability generating function"""
    found = given_function(goal)
    if found is None:
        return None
    known, n = found
    return ask(Value(D(known.body, known.t, n), (known.t, ONE)))


def not_derived(goal: Mean, ask: Ask) -> Basic | None:
    """M(0) for M'(0): one derivative too few"""
    found = given_function(goal)
    if found is None:
        return None
    known, n = found
    return ask(Value(D(known.body, known.t, n - 1) if n > 1 else known.body, (known.t, ZERO)))


FROM_FUNCTION = Rule(
    slug="moment-from-generating-function",
    title=Text("derivative of the moment generating function at 0", "積率母関数の 0 での微分係数"),
    explanation=Text(
        "The n-th derivative of the moment generating function at 0 is the expected value of the n-th power.",
        "積率母関数の n 階微分の 0 での値は、n 乗の期待値です。",
    ),
    goal=Mean,
    rewrite=from_function,
    law=InLetters("moment-from-generating-function", "X has moment generating function M(t) = e^(a t). Find E[X]."),
    source=BERTSEKAS + "4.4",
    examples=(
        Example("X has moment generating function M(t) = (0.3 e^t + 0.7)^5. Find E[X].", "3/2"),
        Example("The mgf of X is M(t) = 1/(1 - 2t)^3 for t < 1/2. Find Var(X).", "12"),
    ),
    mistakes=(
        mistake(
            "derivative-at-one",
            "The derivative is taken at 0, not at 1.",
            "微分係数をとるのは 0 で、1 ではありません。",
            at_one,
        ),
        mistake(
            "one-derivative-too-few",
            "The n-th moment is the n-th derivative; one was left out.",
            "n 次のモーメントは n 階の微分です。微分が 1 回足りません。",
            not_derived,
        ),
    ),
)
GENERATING = Rule(
    slug="moment-generating-function",
    title=Text("moment generating function", "積率母関数"),
    explanation=Text(
        "The expected value of e to a multiple of the variable is the moment generating function of its distribution.",
        "確率変数の定数倍を指数とする指数関数の期待値は、その分布の積率母関数です。",
    ),
    goal=Mean,
    heads=(exponential,),
    rewrite=generating,
    condition=inside,
    law=InLetters(
        "moment-generating-function",
        "X ~ Bernoulli(p); find E[e^(t X)]",
        "X ~ Binomial(n, p); find E[e^(t X)]",
        "X ~ Poisson(lam); find E[e^(t X)]",
        "X ~ Exponential(lam); find E[e^(t X)]",
        "X ~ Normal(m, v); find E[e^(t X)]",
        "X ~ Gamma(3, r); find E[e^(t X)]",
    ),
    source=BERTSEKAS + "4.4",
    examples=(
        Example("X ~ Poisson(3); find E[e^(t X)]", "e^(3(e^t - 1))"),
        Example("X ~ Exponential(5); find E[e^(2X)]", "5/3"),
        Example("X ~ Normal(1, 4); find E[e^X]", "e^3"),
        Example("X ~ Bernoulli(0.3); find E[e^(2X + 1)]", "e (0.7 + 0.3 e^2)"),
    ),
    mistakes=(
        mistake(
            "function-of-mean",
            "The expected value of e^X is not e to the expected value.",
            "e^X の期待値は、e の期待値乗ではありません。",
            at_the_mean,
        ),
    ),
)
MOMENT = Rule(
    slug="raw-moment",
    title=Text("moment of the distribution", "分布のモーメント"),
    explanation=Text(
        "The expected value of a power of a variable of a known family.", "よく知られた分布のモーメントです。"
    ),
    goal=Mean,
    heads=(Pow,),
    rewrite=raw_moment,
    law=InLetters(
        "raw-moment",
        "X ~ Exponential(lam); find E[X^3]",
        "X ~ Normal(m, v); find E[X^4]",
        "X ~ Uniform(a, b); find E[X^3]",
        "X ~ Gamma(a, r); find E[X^3]",
        "X ~ Beta(a, b); find E[X^3]",
        "X ~ LogNormal(m, v); find E[X^3]",
    ),
    source=BERTSEKAS + "4.4",
    examples=(
        Example("X ~ Exponential(2); find E[X^3]", "3/4"),
        Example("X ~ Normal(0, 4); find E[X^4]", "48"),
        Example("X ~ Beta(2, 1); find E[X^3]", "2/5"),
    ),
    mistakes=(
        Mistake(
            "power-of-mean",
            Text(
                "Take the mean of the powers; here the mean itself was raised to that power.",
                "平均の累乗は、累乗の期待値ではありません。",
            ),
            power_of_mean,
            HOUSE,
        ),
    ),
)
RULES = (FROM_FUNCTION, GENERATING, MOMENT)
