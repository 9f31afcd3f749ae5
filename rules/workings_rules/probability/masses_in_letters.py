"""P(X = k) of a known distribution for a letter k, and P(X > k) of the number of trials up to the first success."""

from sympy import Basic, Eq, Ge, Gt, Le, Lt

from workings.expression.algebra import replace
from workings.expression.nodes import ONE, ZERO, mul, power, subtract
from workings.expression.probability_goals import AtLetter
from workings.expression.relations import not_less
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import BODY, INDEX, q
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE

MASSES = BODY | {"geometric": lambda p: mul(power(q(p), subtract(INDEX, ONE)), p)}


def mass(goal: AtLetter, ask: Ask) -> Basic | None:
    """The mass with the letter in it."""
    x, k = goal.event.args
    known = goal.world.distribution(x)
    if not isinstance(goal.event, Eq) or known is None or known.family not in MASSES:
        return None
    return replace(MASSES[known.family](*known.parameters), {INDEX: k})


def from_least(goal: AtLetter) -> tuple[Basic, ...]:
    """That k is a value: not below the least one, nor above the number of trials."""
    x, k = goal.event.args
    known = goal.world.distribution(x)
    if known is None:
        return ()
    least = {"geometric": ONE, "negativebinomial": known.parameters[0]}.get(known.family, ZERO)
    top = (not_less(known.parameters[0], k),) if known.family == "binomial" else ()
    return (not_less(k, least), *top)


def from_zero(goal: AtLetter) -> tuple[Basic, ...]:
    """That k counts failures: 0 of them or more."""
    k = goal.event.args[1]
    return (not_less(k, ZERO if isinstance(goal.event, Gt | Le) else ONE),)


def whole_number(goal: AtLetter) -> tuple[Text, tuple[Basic, ...]]:
    return Text("{} a whole number", "{} は整数"), (goal.event.args[1],)


def tail(goal: AtLetter, ask: Ask) -> Basic | None:
    """P(X > k) = (1 - p)^k: the first k trials fail"""
    x, k = goal.event.args
    known = goal.world.distribution(x)
    if known is None or known.family != "geometric" or isinstance(goal.event, Eq):
        return None
    fails = power(q(known.parameters[0]), k if isinstance(goal.event, Gt | Le) else subtract(k, ONE))
    return fails if isinstance(goal.event, Gt | Ge) else subtract(ONE, fails)


def one_more_failure(goal: AtLetter, ask: Ask) -> Basic | None:
    """(1 - p)^k p for P(X = k)"""
    x, k = goal.event.args
    known = goal.world.distribution(x)
    if known is None or known.family != "geometric" or not isinstance(goal.event, Eq):
        return None
    (p,) = known.parameters
    return mul(power(q(p), k), p)


def other_end(goal: AtLetter, ask: Ask) -> Basic | None:
    """P(X >= k) for P(X > k), and so on."""
    if tail(goal, ask) is None:
        return None
    other: type = {Gt: Ge, Ge: Gt, Lt: Le, Le: Lt}[type(goal.event)]
    return tail(AtLetter(Basic.__new__(other, *goal.event.args), goal.world), ask)


MASS = Rule(
    slug="mass-in-letters",
    title=Text("distribution", "確率分布"),
    explanation=Text(
        "The probability of a value of a known distribution, with a letter for the value.",
        "よく知られた分布で、ある値をとる確率を文字で表した式です。",
    ),
    goal=AtLetter,
    rewrite=mass,
    condition=from_least,
    remark=whole_number,
    law=InLetters(
        "mass-in-letters",
        "X ~ Binomial(n, p); find P(X = k)",
        "X ~ Poisson(lam); find P(X = k)",
        "X ~ Geometric(p); find P(X = k)",
    ),
    source=BERTSEKAS + "2.2",
    examples=(
        Example("X ~ Geometric(1/3); find P(X = k)", "(2/3)^(k - 1)/3"),
        Example("X ~ Poisson(2); find P(X = k)", "2^k e^(-2)/k!"),
    ),
    mistakes=(
        Mistake(
            "one-more-failure",
            Text(
                "Before the first success in trial k there are k - 1 failures.",
                "k 回目で初めて成功するなら、失敗は k - 1 回です。",
            ),
            one_more_failure,
            HOUSE,
        ),
    ),
)
TAIL = Rule(
    slug="geometric-tail",
    title=Text("the first trials all fail", "はじめの試行がすべて失敗する"),
    explanation=Text(
        "More than k trials are needed exactly when the first k fail.",
        "k 回より多くかかるのは、はじめの k 回がすべて失敗するときです。",
    ),
    goal=AtLetter,
    rewrite=tail,
    condition=from_zero,
    remark=whole_number,
    law=InLetters(
        "geometric-tail",
        "X ~ Geometric(p); find P(X > k)",
        "X ~ Geometric(p); find P(X <= k)",
    ),
    source=BERTSEKAS + "2.2",
    examples=(Example("X ~ Geometric(1/3); find P(X > k)", "(2/3)^k"),),
    mistakes=(
        Mistake(
            "end-counted-wrongly",
            Text("X > k and X >= k differ by the value k itself.", "X > k と X >= k は値 k を含むかどうかが違います。"),
            other_end,
            HOUSE,
        ),
    ),
)
RULES = (MASS, TAIL)
