"""Mixtures: a variable that has one distribution in each of several cases, or one given another variable.

Its probabilities and its density are those of the cases, weighted; Bayes' theorem tells the case from its value.
"""

from typing import Any

from sympy import And, Basic, Eq, Expr, true

from workings.expression.mixture_goals import DensityOf, OfMixture
from workings.expression.nodes import ONE, ZERO, add, divide, integer, mul, walk
from workings.expression.probability_goals import About, Mean, MeanGiven, Variance, VarianceGiven, Word
from workings.expression.updating_goals import Family
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.probability.distribution_formulas import density_at
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import words
from workings_rules.probability.sources import BERTSEKAS, HOUSE, KAHNEMAN

NAMES = {
    "poisson": "Poisson", "binomial": "Binomial", "normal": "Normal", "exponential": "Exponential", "gamma": "Gamma",
    "uniform": "Uniform", "beta": "Beta", "bernoulli": "Bernoulli", "geometric": "Geometric", "student": "Student",
    "chisquare": "ChiSquare", "fisher": "F", "lognormal": "LogNormal", "negativebinomial": "NegativeBinomial",
    "hypergeometric": "Hypergeometric", "discreteuniform": "DiscreteUniform",
}  # fmt: skip


def part_of(goal: Any, x: Basic, condition: Basic) -> Any:
    """The component of x under that condition; None where there is none."""
    for part in goal.world.components(x):
        if part.on_variable:
            if part.condition == condition:
                return part
        elif is_case(goal, condition) and goal.world.same(part.condition, condition):
            return part
    return None


def is_case(goal: Any, condition: Basic) -> bool:
    """Whether it is an event that the world knows, and not one about a variable with components."""
    return condition != true and goal.world.is_event(condition) and not words_in_parts(goal, condition)


def words_in_parts(goal: Any, event: Basic) -> list[Word]:
    """The variables with components that the event is about."""
    return [word for word in words(event) if goal.world.components(word)]


def cases_of(goal: Any, x: Basic) -> tuple[Any, ...]:
    """The components of x, where one of their cases holds and no two together."""
    parts = goal.world.components(x)
    if not parts or any(part.on_variable for part in parts):
        return ()
    if not goal.world.is_partition(*[part.condition for part in parts]):
        raise Refusal("the cases in which the distribution is given have to be all: their probabilities sum to 1")
    return parts


def moment_of_part(goal: About, ask: Ask) -> Basic | None:
    """E[g(X) | C = 1] = E[g(X1)] for X1 with the distribution of that case"""
    part = moment_part(goal)
    if part is None:
        return None
    return moment_in(goal, part, ask)


def moment_in(goal: About, part: Any, ask: Ask) -> Basic:
    """E[g(X1)] for X1 with the distribution of the component"""
    head = Mean if isinstance(goal, MeanGiven) else Variance
    return ask(head(goal.world.in_component(goal.x, part), goal.world.of_component(part)))


def moment_part(goal: About) -> Any:
    if not isinstance(goal, MeanGiven | VarianceGiven):
        return None
    names = words(goal.x)
    return part_of(goal, names[0], goal.condition) if len(names) == 1 else None


def named_part(goal: Any, part: Any, x: Basic) -> tuple[Text, tuple[Basic, ...]] | None:
    """X1 ~ Normal(3, 4)"""
    if part is None:
        return None
    x = goal.world.component_word(part) if part in goal.world.components(x) else x
    return Text("{} ~ {}", "{} ~ {}"), (x, Family(NAMES[part.family], *part.parameters))


def moment_told(goal: About) -> tuple[Text, tuple[Basic, ...]] | None:
    return named_part(goal, moment_part(goal), words(goal.x)[0])


def of_other_part(goal: About, ask: Ask) -> Basic | None:
    """The moment of another case"""
    part = moment_part(goal)
    others = [] if part is None else [other for other in goal.world.components(words(goal.x)[0]) if other != part]
    return moment_in(goal, others[0], ask) if others else None


def chance_of_part(goal: OfMixture, ask: Ask) -> Basic | None:
    """P(X > 1 | C = 1) = P(X1 > 1) for X1 with the distribution of that case"""
    part = chance_part(goal)
    return None if part is None else chance_in(goal, part, ask)


def chance_in(goal: OfMixture, part: Any, ask: Ask) -> Basic:
    """P(X1 > 1) for X1 with the distribution of the component"""
    return ask(goal.world.of_component(part).question(goal.world.in_component(goal.event, part)))


def chance_part(goal: OfMixture) -> Any:
    names = words_in_parts(goal, goal.event)
    return part_of(goal, names[0], goal.condition) if names == words(goal.event) and len(names) == 1 else None


def chance_told(goal: OfMixture) -> tuple[Text, tuple[Basic, ...]] | None:
    return named_part(goal, chance_part(goal), words(goal.event)[0])


def of_wrong_part(goal: OfMixture, ask: Ask) -> Basic | None:
    part = chance_part(goal)
    others = [] if part is None else [other for other in goal.world.components(words(goal.event)[0]) if other != part]
    return chance_in(goal, others[0], ask) if others else None


def total(goal: OfMixture, ask: Ask) -> Basic | None:
    """P(X > 1) = P(C = 1) P(X > 1 | C = 1) + P(C = 2) P(X > 1 | C = 2) + ..."""
    parts = parts_in(goal)
    if not parts:
        return None
    return add(*[mul(weight(goal, part, ask), ask(goal.about(goal.event, part.condition))) for part in parts])


def parts_in(goal: OfMixture) -> tuple[Any, ...]:
    names = words(goal.event)
    return cases_of(goal, names[0]) if goal.condition == true and len(names) == 1 else ()


def weight(goal: Any, part: Any, ask: Ask) -> Expr:
    """P(C = 1)"""
    return ask(goal.world.chance_of(part.condition))


def unweighted(goal: OfMixture, ask: Ask) -> Basic | None:
    """The probabilities of the cases averaged as if these were equally likely"""
    parts = parts_in(goal)
    if not parts:
        return None
    return divide(add(*[ask(goal.about(goal.event, part.condition)) for part in parts]), integer(len(parts)))


def within(goal: OfMixture, ask: Ask) -> Basic | None:
    """P(A | B) = P(A and B)/P(B), both about the variable"""
    names = words(goal.condition)
    if goal.condition == true or names != words(goal.event) or not names or not cases_of(goal, names[0]):
        return None
    both = Basic.__new__(And, goal.event, goal.condition)
    return divide(ask(goal.about(both)), ask(goal.about(goal.condition)))


def condition_left_out(goal: OfMixture, ask: Ask) -> Basic | None:
    return None if within(goal, lambda smaller: smaller) is None else ask(goal.about(goal.event))


def posterior(goal: OfMixture, ask: Ask) -> Basic | None:
    """P(C = 1 | X = 2) = P(C = 1) f(2 | C = 1)/(P(C = 1) f(2 | C = 1) + P(C = 2) f(2 | C = 2) + ...)"""
    found = told_apart(goal)
    if found is None:
        return None
    chosen, parts = found
    refuse_impossible(goal, parts)
    joint = [mul(weight(goal, part, ask), likelihood(goal, part, ask)) for part in parts]
    return divide(joint[parts.index(chosen)], add(*joint))


def told_apart(goal: OfMixture) -> tuple[Any, tuple[Any, ...]] | None:
    """The component that the event is, and all of them, of the variable in the condition."""
    names = words_in_parts(goal, goal.condition)
    if len(names) != 1 or words(goal.condition) != names or words_in_parts(goal, goal.event):
        return None
    parts = cases_of(goal, names[0])
    chosen = next((part for part in parts if goal.world.same(part.condition, goal.event)), None)
    return None if chosen is None else (chosen, parts)


def refuse_impossible(goal: OfMixture, parts: tuple[Any, ...]) -> None:
    """Raises where what is known has probability 0 and is no single value with a density."""
    if not all(part.is_continuous for part in parts):
        return
    condition = goal.condition
    if isinstance(condition, Eq):
        _, value = condition.args
        if all(density_at(part.family, value, *part.parameters) == ZERO for part in parts):
            raise Refusal("the condition has probability 0")
    elif any(isinstance(node, Eq) for node in walk(condition)):
        raise Refusal("the condition has probability 0")


def likelihood(goal: OfMixture, part: Any, ask: Ask) -> Expr:
    """The density at the value, where the variable is continuous in every case; else the probability."""
    condition = goal.condition
    parts = goal.world.components(words_in_parts(goal, condition)[0])
    if all(other.is_continuous for other in parts) and isinstance(condition, Eq):
        x, value = condition.args
        return ask(DensityOf(x, value, part.condition, goal.world))
    return ask(goal.about(condition, part.condition))


def prior_left_out(goal: OfMixture, ask: Ask) -> Basic | None:
    """f(2 | C = 1)/(f(2 | C = 1) + f(2 | C = 2) + ...)"""
    found = told_apart(goal)
    if found is None:
        return None
    chosen, parts = found
    heights = [likelihood(goal, part, ask) for part in parts]
    return divide(heights[parts.index(chosen)], add(*heights))


def turned_round(goal: OfMixture, ask: Ask) -> Basic | None:
    """f(2 | C = 1)"""
    found = told_apart(goal)
    return None if found is None else likelihood(goal, found[0], ask)


def density_total(goal: DensityOf, ask: Ask) -> Basic | None:
    """f(x) = P(C = 1) f(x | C = 1) + P(C = 2) f(x | C = 2) + ..."""
    parts = cases_of(goal, goal.x) if goal.condition == true else ()
    if not all(part.is_continuous for part in parts):
        raise Refusal("in one of the cases there is no density")
    return add(*[mul(weight(goal, part, ask), ask(goal.given(part.condition))) for part in parts]) if parts else None


def densities_added(goal: DensityOf, ask: Ask) -> Basic | None:
    parts = cases_of(goal, goal.x) if goal.condition == true else ()
    return add(*[ask(goal.given(part.condition)) for part in parts]) if parts else None


def density(goal: DensityOf, ask: Ask) -> Basic | None:
    """The formula of the family"""
    part = part_with_density(goal)
    return None if part is None else density_at(part.family, goal.at, *part.parameters)


def part_with_density(goal: DensityOf) -> Any:
    if goal.condition == true:
        return goal.world.distribution(goal.x)
    return part_of(goal, goal.x, goal.condition)


def density_told(goal: DensityOf) -> tuple[Text, tuple[Basic, ...]] | None:
    return named_part(goal, part_with_density(goal), goal.x)


def density_not_scaled(goal: DensityOf, ask: Ask) -> Basic | None:
    """The density of the standard member of the family: the factor 1/sqrt(v) left out"""
    part = part_with_density(goal)
    if part is None or part.family != "normal" or part.parameters[1] == ONE:
        return None
    m, v = part.parameters
    right = density_at("normal", goal.at, m, v)
    return None if right is None else mul(right, v)


MOMENT = Rule(
    slug="moment-of-component",
    title=Text("distribution of the case", "場合の分布"),
    explanation=Text(
        "Under that condition the variable has a distribution that is given.",
        "その条件のもとで、確率変数の分布が与えられています。",
    ),
    goal=About,
    rewrite=moment_of_part,
    law=InLetters("moment-of-component", "X | C=1 ~ Normal(m, v), P(C=1) = p; find E[X | C=1]"),
    source=BERTSEKAS + "3.6",
    examples=(
        Example("X | A ~ Poisson(2), X | not A ~ Poisson(5), P(A) = 1/3; find E[X]", "4"),
        Example("X is a mixture of N(0, 1) with weight 0.3 and N(3, 4) with weight 0.7. Find the variance.", "4.99"),
    ),
    remark=moment_told,
    mistakes=(
        Mistake(
            "wrong-component",
            Text("That is the distribution of another case.", "それは別の場合の分布です。"),
            of_other_part,
            HOUSE,
        ),
    ),
)
CHANCE = Rule(
    slug="chance-of-component",
    title=MOMENT.title,
    explanation=MOMENT.explanation,
    goal=OfMixture,
    rewrite=chance_of_part,
    law=InLetters("chance-of-component", "X | A ~ Exponential(a), X | not A ~ Exponential(b), P(A) = p; find P(X > 1)"),
    source=BERTSEKAS + "3.6",
    examples=(Example("X | A ~ Exponential(1), X | not A ~ Exponential(3), P(A) = 0.4; find P(X > 1 | A)", "e^(-1)"),),
    remark=chance_told,
    mistakes=(Mistake("wrong-component", MOMENT.mistakes[0].explanation, of_wrong_part, HOUSE),),
)
TOTAL = Rule(
    slug="mixture-probability",
    title=Text("law of total probability", "全確率の公式"),
    explanation=Text(
        "The probability of the event in each case, weighted with the probability of the case.",
        "場合ごとの確率に、その場合の確率を掛けて足し合わせます。",
    ),
    goal=OfMixture,
    rewrite=total,
    law=InLetters("mixture-probability", "X | A ~ Exponential(a), X | not A ~ Exponential(b), P(A) = p; find P(X > 1)"),
    source=BERTSEKAS + "3.6",
    examples=(
        Example("X | A ~ Uniform(0, 1), X | not A ~ Uniform(0, 4), P(A) = 0.2; find P(X > 1/2)", "4/5"),
        Example("X | C=1 ~ Poisson(1), X | C=2 ~ Poisson(2), P(C=1) = P(C=2) = 1/2; find P(X = 0)", "(e^-1 + e^-2)/2"),
    ),
    mistakes=(
        Mistake(
            "total-probability-unweighted",
            Text(
                "A plain average was taken; each case must be weighted with its probability.",
                "どの場合も同じ確率であるかのように平均しています。",
            ),
            unweighted,
            KAHNEMAN,
        ),
    ),
)
WITHIN = Rule(
    slug="mixture-conditional",
    title=Text("conditional probability", "条件付き確率の定義"),
    explanation=Text(
        "Of the probability of the condition, the share in which the event holds too.",
        "条件の確率のうち、その事象も成り立つ割合です。",
    ),
    goal=OfMixture,
    rewrite=within,
    law=InLetters(
        "mixture-conditional", "X | A ~ Exponential(a), X | not A ~ Exponential(b), P(A) = p; find P(X > 2 | X > 1)"
    ),
    source=BERTSEKAS + "3.5",
    examples=(Example("X | A ~ Uniform(0, 1), X | not A ~ Uniform(0, 2), P(A) = 1/2; find P(X > 1 | X > 1/2)", "2/5"),),
    mistakes=(
        Mistake(
            "condition-ignored",
            Text("The condition was left out.", "条件を無視しています。"),
            condition_left_out,
            HOUSE,
        ),
    ),
)
POSTERIOR = Rule(
    slug="posterior-of-component",
    title=Text("Bayes' theorem", "ベイズの定理"),
    explanation=Text(
        "How likely each case is once the value is known: its probability times how likely, or how dense, the value is "
        "in it, over the sum of these for all cases.",
        "値を知ったあとの各場合の確率は、その場合の確率と、その場合での値の確率（連続なら密度）の積を、全体の和で割ったものです。",
    ),
    goal=OfMixture,
    rewrite=posterior,
    law=InLetters(
        "posterior-of-component", "X | A ~ Exponential(a), X | not A ~ Exponential(b), P(A) = p; find P(A | X = 1)"
    ),
    source=BERTSEKAS + "3.6",
    examples=(
        Example("X | A ~ Uniform(0, 1), X | not A ~ Uniform(0, 4), P(A) = 0.2; find P(A | X = 1/2)", "1/2"),
        Example("X | A ~ Binomial(2, 1/2), X | not A ~ Binomial(2, 1), P(A) = 2/3; find P(A | X = 2)", "1/3"),
    ),
    mistakes=(
        Mistake(
            "prior-omitted",
            Text(
                "The cases were taken as equally likely; each counts with its own probability.",
                "どの場合も同じ確率としています。それぞれの場合の確率を掛けます。",
            ),
            prior_left_out,
            KAHNEMAN,
        ),
        Mistake(
            "inverse-confusion",
            Text(
                "That is how likely the value is in this case, not how likely the case is with this value.",
                "それはその場合に値が出る確率（密度）で、値が出たときにその場合である確率ではありません。",
            ),
            turned_round,
            KAHNEMAN,
        ),
    ),
)
DENSITY_TOTAL = Rule(
    slug="mixture-density",
    title=Text("density of a mixture", "混合分布の密度"),
    explanation=Text(
        "The density of each case, weighted with the probability of the case.",
        "場合ごとの密度に、その場合の確率を掛けて足し合わせます。",
    ),
    goal=DensityOf,
    rewrite=density_total,
    law=InLetters(
        "mixture-density", "X | A ~ Exponential(a), X | not A ~ Exponential(b), P(A) = p; find the density of X"
    ),
    source=BERTSEKAS + "3.6",
    examples=(
        Example(
            "X | A ~ Exponential(1), X | not A ~ Exponential(3), P(A) = 0.4; find the density of X",
            "0.4 e^(-x) + 1.8 e^(-3x)",
        ),
    ),
    mistakes=(
        Mistake(
            "densities-not-weighted",
            Text(
                "The densities were added without their weights; the area would not be 1.",
                "重みを掛けずに密度を足しています。面積が 1 になりません。",
            ),
            densities_added,
            HOUSE,
        ),
    ),
)
DENSITY = Rule(
    slug="density-of-family",
    title=Text("density of the distribution", "分布の密度関数"),
    explanation=Text("The density of a known distribution.", "よく知られた分布の確率密度関数です。"),
    goal=DensityOf,
    rewrite=density,
    law=InLetters(
        "density-of-family",
        "X ~ Normal(m, v); find the density of X",
        "X ~ Gamma(3, r); find the density of X",
    ),
    source=BERTSEKAS + "3.1, 3.3",
    examples=(Example("X ~ Normal(1, 4); find the density of X", "e^(-(x - 1)^2/8)/sqrt(8 pi)"),),
    remark=density_told,
    mistakes=(
        Mistake(
            "density-not-scaled",
            Text(
                "The factor before the exponential is 1 over the standard deviation times sqrt(2 pi).",
                "指数関数の前の係数は、標準偏差と √(2π) の積の逆数です。",
            ),
            density_not_scaled,
            HOUSE,
        ),
    ),
)
RULES = (MOMENT, CHANCE, TOTAL, WITHIN, POSTERIOR, DENSITY_TOTAL, DENSITY)
