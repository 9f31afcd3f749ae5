"""Bounds of tails by Markov's and Chebyshev's inequalities."""

from sympy import Basic

from workings.expression.density_goals import TailBound
from workings.expression.nodes import divide, power
from workings.expression.relations import positive
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE


def markov(goal: TailBound, ask: Ask) -> Basic | None:
    """E[X]/a"""
    _, _, mean, a = goal.args
    return divide(mean, a) if goal.inequality == "markov" else None


def markov_turned(goal: TailBound, ask: Ask) -> Basic | None:
    _, _, mean, a = goal.args
    return divide(a, mean) if goal.inequality == "markov" else None


def chebyshev(goal: TailBound, ask: Ask) -> Basic | None:
    """Var(X)/k^2"""
    _, _, variance, k = goal.args
    return divide(variance, power(k, TWO)) if goal.inequality == "chebyshev" else None


def not_squared(goal: TailBound, ask: Ask) -> Basic | None:
    _, _, variance, k = goal.args
    return divide(variance, k) if goal.inequality == "chebyshev" else None


def positive_distance(goal: TailBound) -> tuple[Basic, ...]:
    distance = goal.args[3]
    return () if distance.is_Rational else (positive(distance),)


MARKOV = Rule(
    slug="markov-inequality",
    title=Text("Markov's inequality", "マルコフの不等式"),
    explanation=Text(
        "A variable that is never negative exceeds a with probability E[X]/a at most.",
        "負にならない確率変数が a 以上になる確率は、E[X]/a 以下です。",
    ),
    goal=TailBound,
    rewrite=markov,
    condition=positive_distance,
    law=InLetters("markov-inequality", "X >= 0, E[X] = m. Use Markov's inequality to bound P(X >= a)"),
    source=BERTSEKAS + "5.1",
    examples=(Example("X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)", "1/4"),),
    mistakes=(
        Mistake(
            "ratio-turned",
            Text(
                "The mean is divided by the value, not the value by the mean.", "平均を値で割ります。逆ではありません。"
            ),
            markov_turned,
            HOUSE,
        ),
    ),
)
CHEBYSHEV = Rule(
    slug="chebyshev-inequality",
    title=Text("Chebyshev's inequality", "チェビシェフの不等式"),
    explanation=Text(
        "A variable is k or more away from its mean with probability Var(X)/k^2 at most.",
        "確率変数が平均から k 以上離れる確率は、Var(X)/k^2 以下です。",
    ),
    goal=TailBound,
    rewrite=chebyshev,
    condition=positive_distance,
    law=InLetters("chebyshev-inequality", "E[X] = m, Var(X) = v. Use Chebyshev's inequality to bound P(|X - m| >= k)"),
    source=BERTSEKAS + "5.1",
    examples=(Example("E[X] = 5, Var(X) = 4. Use Chebyshev's inequality to bound P(|X - 5| >= 6)", "1/9"),),
    mistakes=(
        Mistake(
            "distance-not-squared",
            Text("The variance is divided by the square of the distance.", "分散を距離の 2 乗で割ります。"),
            not_squared,
            HOUSE,
        ),
    ),
)
RULES = (MARKOV, CHEBYSHEV)
