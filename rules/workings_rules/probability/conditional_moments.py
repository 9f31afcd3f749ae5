"""Expected values and variances under a condition, and from those under several: total expectation, total variance."""

from collections.abc import Sequence

from sympy import Basic, Expr

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.nodes import ONE, add, divide, integer, mul, power, subtract, terms
from workings.expression.probability_goals import About, Mean, MeanGiven, Variance, VarianceGiven, Word
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import TABLE
from workings_rules.probability.law import InLetters
from workings_rules.probability.mixtures import cases_of
from workings_rules.probability.moments import TWO, mistake, split, words
from workings_rules.probability.sources import BERTSEKAS, HOUSE


def unconditional(goal: About, ask: Ask) -> Basic | None:
    """E[X | B] = E[X], where X is independent of the variables in B."""
    if not isinstance(goal, MeanGiven | VarianceGiven):
        return None
    about = [*words(goal.x), *words(goal.condition)]
    if not goal.world.are_independent(*about) or len(set(about)) < len(about):
        return None
    return ask((Mean if isinstance(goal, MeanGiven) else Variance)(goal.x, goal.world))


def weighted(goal: About, ask: Ask) -> Basic | None:
    """E[X] P(B) for E[X | B]"""
    found = unconditional(goal, ask)
    return None if found is None else mul(found, ask(goal.world.chance_of(goal.args[1])))


def linear(goal: MeanGiven, ask: Ask) -> Basic | None:
    """E[aX + bY + c | B] = a E[X | B] + b E[Y | B] + c"""
    parts = [split(term) for term in terms(goal.x)]
    if len(parts) == 1 and parts[0][0] is ONE:
        return None
    return add(*[a if x is ONE else mul(a, ask(goal.of(x))) for a, x in parts])


def over_values(goal: MeanGiven, ask: Ask) -> Basic | None:
    """E[g(X) | B] = sum of g(x) P(X = x | B)"""
    pairs = table(goal)
    return None if pairs is None else add(*[mul(value, ask(chance)) for value, chance in pairs])


def table(goal: MeanGiven) -> list[tuple[Expr, Basic]] | None:
    """g(x) and the question P(X = x | B) for the values that are possible under the condition."""
    names, world = words(goal.x), goal.world
    if len(names) != 1 or names[0].name in world.continuous:
        return None
    x = names[0]
    values = world.values(x) or (world.values_where(x, goal.condition) if words(goal.condition) == [x] else None)
    if not values:
        return None
    condition = world.chance_of(goal.condition).e
    chances = [(value, world.equals(names[0], value)) for value in values]
    return [(replace(goal.x, {names[0]: v}), world.chance(c.e, condition)) for v, c in chances if c.e & condition]


def joint_for_conditional(goal: MeanGiven, ask: Ask) -> Basic | None:
    """The joint probabilities for those under the condition: not divided by P(B)."""
    pairs, world = table(goal), goal.world
    if pairs is None:
        return None
    return add(*[mul(value, ask(world.chance(chance.e))) for value, chance in pairs])


def condition_ignored(goal: MeanGiven | VarianceGiven, ask: Ask) -> Basic | None:
    return ask((Mean if isinstance(goal, MeanGiven) else Variance)(goal.x, goal.world))


def spread(goal: VarianceGiven, ask: Ask) -> Basic | None:
    """Var(X | B) = E[X^2 | B] - E[X | B]^2"""
    return difference_of(ask(MeanGiven(power(goal.x, TWO), *goal.args[1:])), ask(MeanGiven(*goal.args)))


def difference_of(square: Expr, mean: Expr) -> Expr:
    return subtract(square, power(mean, TWO))


def mean_not_squared(goal: VarianceGiven, ask: Ask) -> Basic | None:
    return subtract(ask(MeanGiven(power(goal.x, TWO), *goal.args[1:])), ask(MeanGiven(*goal.args)))


def cases(goal: Mean | Variance) -> list[Basic]:
    """The conditions under which X has a given expected value or distribution, if they are all cases, each once."""
    names = words(goal.x)
    if len(names) != 1:
        return []
    parts = [part.condition for part in cases_of(goal, names[0])]
    if parts or not isinstance(goal.x, Word):
        return parts
    found = [event for event, _ in goal.world.moments_given("E", goal.x)]
    known = found and all(map(goal.world.is_event, found))
    return found if known and goal.world.is_partition(*found) else []


def total(goal: Mean, ask: Ask) -> Basic | None:
    """E[X] = P(B) E[X | B] + P(C) E[X | C] + ... over all cases"""
    world = goal.world
    parts = [mul(ask(world.chance_of(b)), ask(MeanGiven(goal.x, b, world))) for b in cases(goal)]
    return add(*parts) if parts else None


def unweighted(goal: Mean, ask: Ask) -> Basic | None:
    """The expected values of the cases averaged as if these were equally likely."""
    found = cases(goal)
    parts = [ask(MeanGiven(goal.x, b, goal.world)) for b in found]
    return divide(add(*parts), integer(len(parts))) if parts else None


def total_variance(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = mean of Var(X | B) + variance of E[X | B], over all cases"""
    found = within_and_between(goal, cases(goal), ask)
    return None if found is None else add(*found)


def within_and_between(goal: Variance, events: Sequence[Basic], ask: Ask) -> tuple[Expr, Expr] | None:
    if not events:
        return None
    x, world = goal.x, goal.world
    weights = [ask(world.chance_of(b)) for b in events]
    within = [mul(p, ask(VarianceGiven(x, b, world))) for p, b in zip(weights, events, strict=True)]
    means = [mul(p, power(ask(MeanGiven(x, b, world)), TWO)) for p, b in zip(weights, events, strict=True)]
    return add(*within), difference_of(add(*means), ask(Mean(x, world)))


def within_only(goal: Variance, ask: Ask) -> Basic | None:
    found = within_and_between(goal, cases(goal), ask)
    return None if found is None else found[0]


def inner(goal: Mean | Variance, kind: str) -> Expr | None:
    """The expected value or variance given another variable, as an expression in that one."""
    known = goal.world.moments_given(kind, goal.x)
    if len(known) == 1 and not goal.world.is_event(known[0][0]):
        return known[0][1]
    parts = [part for part in goal.world.components(goal.x) if part.on_variable]
    if len(parts) != 1:
        return None
    family = TABLE[parts[0].family]
    return canonical((family.mean if kind == "E" else family.variance)(*parts[0].parameters))


def inner_told(goal: Mean | Variance) -> tuple[Text, tuple[Basic, ...]] | None:
    """E[X | Y] as an expression in Y, where it comes from a distribution"""
    mean, parts = inner(goal, "E"), goal.world.components(goal.x)
    if mean is None or not parts:
        return None
    return Text("E({} | {}) = {}", "E({} | {}) = {}"), (goal.x, parts[0].condition, mean)


def iterated(goal: Mean, ask: Ask) -> Basic | None:
    """E[X] = E[E[X | Y]]"""
    found = inner(goal, "E")
    return None if found is None else ask(goal.of(found))


def means_multiplied(goal: Mean, ask: Ask) -> Basic | None:
    """E[X | Y], its variable at its mean, times that mean once more."""
    found = inner(goal, "E")
    return None if found is None else mul(ask(goal.of(found)), *[ask(goal.of(y)) for y in words(found)])


def iterated_variance(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = E[Var(X | Y)] + Var(E[X | Y])"""
    mean, variance = inner(goal, "E"), inner(goal, "Var")
    if mean is None or variance is None:
        return None
    return add(ask(Mean(variance, goal.world)), ask(goal.of(mean)))


def mean_of_variance(goal: Variance, ask: Ask) -> Basic | None:
    """E[Var(X | Y)] alone"""
    variance = inner(goal, "Var")
    return None if variance is None else ask(Mean(variance, goal.world))


UNCONDITIONAL = Rule(
    slug="independent-of-condition",
    title=Text("independent of the condition", "条件と独立"),
    explanation=Text(
        "The condition is about variables of which this one is independent, so it changes nothing.",
        "条件はこの変数と独立な変数についてのものなので、値は変わりません。",
    ),
    goal=About,
    rewrite=unconditional,
    law=InLetters(
        "independent-of-condition",
        "E[X] = m; X, Y independent; P(Y=1) = p; find E[X|Y=1]",
        "Var(X) = v; X, Y independent; P(Y=1) = p; find Var(X|Y=1)",
    ),
    source=BERTSEKAS + "2.7",
    examples=(Example("E[X] = 4; X, Y independent; P(Y=1) = 1/2; find E[X|Y=1]", "4"),),
    mistakes=(
        Mistake(
            "weighted-with-condition",
            Text(
                "What holds under the condition is not weighted with the probability of the condition.",
                "条件のもとでの値に、条件の確率を掛けることはしません。",
            ),
            weighted,
            HOUSE,
        ),
    ),
)
LINEAR = Rule(
    slug="conditional-linearity",
    title=Text("linearity of the expected value", "期待値の線形性"),
    explanation=Text(
        "Under a condition, too, the expected value of a sum is the sum of the expected values.",
        "条件付き期待値でも、和の期待値は期待値の和です。",
    ),
    goal=MeanGiven,
    rewrite=linear,
    law=InLetters("conditional-linearity", "E[X|A] = m; find E[a X + b|A]"),
    source=BERTSEKAS + "2.6",
    examples=(Example("E[X|A] = 4; find E[3X + 1|A]", "13"),),
    mistakes=(
        mistake(
            "expectation-shift-dropped",
            "A constant that is added shifts the expected value; only the variance does not see it.",
            "定数を足すと期待値もずれます。変わらないのは分散です。",
            lambda goal, ask: add(*[mul(a, ask(goal.of(x))) for a, x in map(split, terms(goal.x)) if x is not ONE]),
        ),
    ),
)
OVER_VALUES = Rule(
    slug="conditional-expectation",
    title=Text("conditional expected value", "条件付き期待値の定義"),
    explanation=Text(
        "Every value is weighted with its probability under the condition, and the products are added.",
        "それぞれの値に、条件のもとでの確率を掛けて足し合わせます。",
    ),
    goal=MeanGiven,
    rewrite=over_values,
    law=InLetters("conditional-expectation", "P(X=0) = p, P(X=1) = q, P(X=2) = 1 - p - q; find E[X|X > 0]"),
    source=BERTSEKAS + "2.6",
    examples=(
        Example("P(X=0, Y=0)=0.2, P(X=0, Y=1)=0.1, P(X=1, Y=0)=0.3, P(X=1, Y=1)=0.4; find E[Y|X=1]", "4/7"),
        Example("P(X=0)=0.3, P(X=2)=0.5, P(X=6)=0.2; find E[X|X > 0]", "22/7"),
    ),
    mistakes=(
        Mistake(
            "joint-for-conditional",
            Text(
                "These are the joint probabilities; under the condition they are divided by its probability.",
                "それは同時確率です。条件のもとでは、条件の確率で割ります。",
            ),
            joint_for_conditional,
            HOUSE,
        ),
        Mistake(
            "condition-ignored", Text("The condition was left out.", "条件を無視しています。"), condition_ignored, HOUSE
        ),
    ),
)
SPREAD = Rule(
    slug="conditional-variance",
    title=Text("conditional variance", "条件付き分散の定義"),
    explanation=Text(
        "The mean of the square less the square of the mean, both under the condition.",
        "条件のもとでの2乗の期待値から、条件付き期待値の2乗を引きます。",
    ),
    goal=VarianceGiven,
    rewrite=spread,
    law=InLetters("conditional-variance", "P(X=0) = p, P(X=1) = q, P(X=2) = 1 - p - q; find Var(X|X > 0)"),
    source=BERTSEKAS + "2.6",
    examples=(Example("P(X=1)=0.2, P(X=2)=0.4, P(X=4)=0.4; find Var(X|X > 1)", "1"),),
    mistakes=(
        mistake(
            "variance-mean-not-squared",
            "The mean has to be squared before it is subtracted.",
            "期待値を2乗してから引きます。",
            mean_not_squared,
        ),
    ),
)
TOTAL = Rule(
    slug="total-expectation",
    title=Text("law of total expectation", "全期待値の法則"),
    explanation=Text(
        "The expected value is that of each case, weighted with the probability of the case.",
        "場合ごとの期待値に、その場合の確率を掛けて足し合わせます。",
    ),
    goal=Mean,
    rewrite=total,
    law=InLetters("total-expectation", "P(A) = p, E[X|A] = m, E[X|not A] = k; find E[X]"),
    source=BERTSEKAS + "2.6",
    examples=(Example("P(A) = 0.2, E[X|A] = 10, E[X|not A] = 5; find E[X]", "6"),),
    mistakes=(
        mistake(
            "expectation-unweighted",
            "A plain average was taken; each case must be weighted with its probability.",
            "どの場合も同じ確率であるかのように平均しています。",
            unweighted,
        ),
    ),
)
TOTAL_VARIANCE = Rule(
    slug="total-variance",
    title=Text("law of total variance", "全分散の法則"),
    explanation=Text(
        "The mean of the variances within the cases, and the variance of the means between them.",
        "場合の中での分散の平均と、場合の間での平均の分散の和です。",
    ),
    goal=Variance,
    rewrite=total_variance,
    law=InLetters(
        "total-variance", "P(A) = p, E[X|A] = m, E[X|not A] = k, Var(X|A) = v, Var(X|not A) = w; find Var(X)"
    ),
    source=BERTSEKAS + "4.3",
    examples=(Example("P(A) = 0.2, E[X|A] = 10, E[X|not A] = 5, Var(X|A) = 1, Var(X|not A) = 2; find Var(X)", "29/5"),),
    mistakes=(
        mistake(
            "variance-between-dropped",
            "The means of the cases differ, which adds to the variance.",
            "場合ごとの平均の違いも分散に加わります。",
            within_only,
        ),
    ),
)
ITERATED_MEAN = Rule(
    slug="iterated-expectation",
    title=Text("iterated expectations", "繰り返し期待値の法則"),
    explanation=Text(
        "The expected value is the expected value of the one given the other variable.",
        "条件付き期待値の期待値が、もとの期待値です。",
    ),
    goal=Mean,
    rewrite=iterated,
    law=InLetters("iterated-expectation", "E[X|Y] = a Y + b, E[Y] = m; find E[X]"),
    source=BERTSEKAS + "4.3",
    examples=(
        Example("E[X|Y] = 2Y + 1, E[Y] = 3; find E[X]", "7"),
        Example("X | Y ~ Uniform(0, Y), Y ~ Exponential(1); find E[X]", "1/2"),
    ),
    remark=inner_told,
    mistakes=(
        mistake(
            "means-multiplied",
            "The mean of the other variable goes in for it; it is not multiplied once more.",
            "もう一方の変数の平均を代入するだけで、さらに掛けることはしません。",
            means_multiplied,
        ),
    ),
)
ITERATED_VARIANCE = Rule(
    slug="iterated-variance",
    title=Text("law of total variance", "全分散の法則"),
    explanation=Text(
        "The expected value of the variance given the other variable, and the variance of the expected value given it.",
        "条件付き分散の期待値と、条件付き期待値の分散の和です。",
    ),
    goal=Variance,
    rewrite=iterated_variance,
    law=InLetters("iterated-variance", "E[X|Y] = a Y, Var(X|Y) = b Y, E[Y] = m, Var(Y) = v; find Var(X)"),
    source=BERTSEKAS + "4.3",
    examples=(
        Example("E[X|Y] = 2Y, Var(X|Y) = 3Y, E[Y] = 5, Var(Y) = 1; find Var(X)", "19"),
        Example("X | Y ~ Uniform(0, Y), Y ~ Exponential(1); find Var(X)", "5/12"),
    ),
    remark=inner_told,
    mistakes=(
        mistake(
            "variance-between-dropped",
            "The expected value given the other variable varies with it, which adds to the variance.",
            "条件付き期待値のばらつきも分散に加わります。",
            mean_of_variance,
        ),
    ),
)
RULES = (
    UNCONDITIONAL, LINEAR, OVER_VALUES, SPREAD, TOTAL, TOTAL_VARIANCE, ITERATED_MEAN, ITERATED_VARIANCE,
)  # fmt: skip
