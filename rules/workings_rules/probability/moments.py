"""Expected value, variance, standard deviation and covariance: definitions, linearity, what independence gives."""

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

from sympy import Add, Basic, Expr, Integer, Mul, Pow

from workings.expression.algebra import replace
from workings.expression.nodes import HALF, ONE, add, divide, factors, integer, mul, power, subtract, terms, walk
from workings.expression.probability_goals import (
    About,
    Correlation,
    Covariance,
    Mean,
    StandardDeviation,
    Variance,
    Word,
)
from workings.expression.words import absolute
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY

TWO = integer(2)
KINDS: dict[type, str] = {
    Mean: "E", Variance: "Var", StandardDeviation: "sd", Covariance: "Cov", Correlation: "Corr",
}  # fmt: skip


def words(x: Basic) -> list[Word]:
    """The random variables in x, each once."""
    return list(dict.fromkeys(node for node in walk(x) if isinstance(node, Word)))


def split(term: Expr) -> tuple[Expr, Expr]:
    """A term as its constant factor and the rest: 2X is 2 and X, 5 is 5 and 1."""
    constant = [f for f in factors(term) if not words(f)]
    return mul(*constant), mul(*[f for f in factors(term) if words(f)])


def stated(goal: About, ask: Ask) -> Basic | None:
    kind, about = KINDS.get(type(goal)), goal.args[:-1]
    if kind is None:
        return None
    known = goal.world.moment(kind, *about)
    return goal.world.moment(kind, *reversed(about)) if known is None else known


def multiplied_out(goal: Mean, ask: Ask) -> Basic | None:
    """E[X (X - 1)] = E[X^2 - X]"""
    sums = [part for part in factors(goal.x) if isinstance(part, Add)]
    flat = expanded(goal.x) if sums else goal.x
    return None if flat == goal.x else ask(goal.of(flat))


def expanded(x: Expr) -> Expr:
    """A product with sums in it as a sum of products, like factors as powers."""
    products: list[list[Expr]] = [[]]
    for part in factors(x):
        products = [[*product, *factors(term)] for product in products for term in terms(part)]
    return add(*[gathered(product) for product in products])


def gathered(product: list[Expr]) -> Expr:
    """X X as X^2"""
    powers: dict[Expr, int] = {}
    others: list[Expr] = []
    for part in product:
        if isinstance(part, Pow) and isinstance(part.args[0], Word) and isinstance(part.args[1], Integer):
            powers[part.args[0]] = powers.get(part.args[0], 0) + int(part.args[1])
        elif isinstance(part, Word):
            powers[part] = powers.get(part, 0) + 1
        else:
            others.append(part)
    return mul(*others, *[word if n == 1 else power(word, integer(n)) for word, n in powers.items()])


def linear(goal: Mean, ask: Ask) -> Basic | None:
    """E[aX + bY + c] = a E[X] + b E[Y] + c"""
    parts = [split(term) for term in terms(goal.x)]
    if len(parts) == 1 and parts[0][0] is ONE and parts[0][1] is not ONE:
        return None
    return add(*[a if x is ONE else mul(a, ask(goal.of(x))) for a, x in parts])


def of_independent(goal: Mean, ask: Ask) -> Basic | None:
    """E[X Y] = E[X] E[Y]"""
    parts = factors(goal.x)
    names = [words(part) for part in parts]
    flat = [name for some in names for name in some]
    if len(parts) < 2 or len(set(flat)) != len(flat) or not goal.world.are_independent(*flat):
        return None
    return mul(*[ask(goal.of(part)) for part in parts])


def from_variance(goal: Mean, ask: Ask) -> Basic | None:
    """E[X^2] = Var(X) + E[X]^2, where those are known."""
    x = goal.x
    if not (isinstance(x, Pow) and x.args[1] == 2 and isinstance(x.args[0], Word)):
        return None
    name = x.args[0]
    spread = [goal.world.moment(kind, name) for kind in ("Var", "sd")]
    if goal.world.distribution(name) is None and spread == [None, None]:
        return None
    return add(ask(Variance(x.args[0], goal.world)), power(ask(goal.of(x.args[0])), TWO))


def means_added(goal: Mean, ask: Ask) -> Basic | None:
    """E[X Y] = E[X] + E[Y]"""
    found = of_independent(goal, lambda smaller: smaller)
    return None if found is None else add(*[ask(goal.of(part)) for part in factors(goal.x)])


def mean_put_in(goal: Mean, ask: Ask) -> Basic | None:
    """E[X (X - 1)] = E[X] (E[X] - 1)"""
    if multiplied_out(goal, lambda smaller: smaller) is None:
        return None
    return replace(goal.x, {name: ask(goal.of(name)) for name in words(goal.x)})


def over_values(goal: Mean, ask: Ask) -> Basic | None:
    """E[g(X)] = sum of g(x) P(X = x)"""
    pairs = table(goal)
    return None if pairs is None else add(*[mul(value, ask(chance)) for value, chance in pairs])


def table(goal: Mean) -> list[tuple[Expr, Expr]] | None:
    """g(x) and the question P(X = x) for every value, where all are known."""
    names = words(goal.x)
    if not names or len(names) > 2 or not all(goal.world.values(name) for name in names):
        return None
    world = goal.world
    pairs = [({names[0]: v}, world.equals(names[0], v)) for v in world.values(names[0])]
    for name in names[1:]:
        pairs = [
            ({**at, name: v}, world.chance(chance.e & world.equals(name, v).e))
            for at, chance in pairs
            for v in world.values(name)
        ]
    return [(replace(goal.x, at), chance) for at, chance in pairs]


def under_density(goal: Mean, ask: Ask) -> Basic | None:
    """E[g(X)] = the area under g(x) f(x)"""
    names = words(goal.x)
    known = goal.world.density(names[0]) if len(names) == 1 else None
    if known is None:
        return None
    inner = replace(goal.x, {names[0]: known.x})
    said = str(inner).replace("**", "^")
    return ask(known.area(f"(∫ {said} f({known.x}) d{known.x})", inner, known.low, known.high))


def from_covariance(goal: Mean, ask: Ask) -> Basic | None:
    """E[X Y] = Cov(X, Y) + E[X] E[Y], where the covariance is given."""
    if len(goal.x.args) != 2 or not all(isinstance(part, Word) for part in goal.x.args):
        return None
    x, y = goal.x.args
    pair = next((p for p in ((x, y), (y, x)) if goal.world.moment("Cov", *p) is not None), None)
    if pair is None:
        return None
    return add(ask(Covariance(*pair, goal.world)), mul(ask(goal.of(x)), ask(goal.of(y))))


def multiplied(goal: Mean, ask: Ask) -> Basic | None:
    """E[X Y] = E[X] E[Y], whatever depends on what."""
    parts = factors(goal.x)
    if len(parts) < 2 or not all(words(part) for part in parts):
        return None
    return mul(*[ask(goal.of(part)) for part in parts])


def squared_sum(goal: Mean, ask: Ask) -> Basic | None:
    """E[(aX + b)^2], multiplied out."""
    x = goal.x
    if not (isinstance(x, Pow) and x.args[1] == 2 and isinstance(x.args[0], Add)):
        return None
    parts = [split(term) for term in x.args[0].args]
    squares = [mul(power(a, TWO), power(u, TWO)) if u is not ONE else power(a, TWO) for a, u in parts]
    crossed = [mul(TWO, a, b, u, v) for (a, u), (b, v) in combinations(parts, 2)]
    return ask(goal.of(add(*squares, *crossed)))


def from_deviation(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = sd(X)^2, where that is given."""
    known = goal.world.moment("sd", goal.x)
    return None if known is None else power(known, TWO)


def deviation_itself(goal: Variance, ask: Ask) -> Basic | None:
    return goal.world.moment("sd", goal.x)


def unweighted(goal: Mean, ask: Ask) -> Basic | None:
    pairs = table(goal)
    return None if pairs is None else divide(add(*[value for value, _ in pairs]), integer(len(pairs)))


def square_of_mean(goal: Mean, ask: Ask) -> Basic | None:
    x = goal.x
    return power(ask(goal.of(x.args[0])), x.args[1]) if isinstance(x, Pow) else None


def spread_linear(goal: Variance, ask: Ask) -> Basic | None:
    """Var(aX + bY + c) = a^2 Var(X) + b^2 Var(Y) + 2ab Cov(X, Y)"""
    parts = [split(term) for term in terms(goal.x)]
    moving = [(a, x) for a, x in parts if x is not ONE]
    if len(moving) == len(parts) == 1 and parts[0][0] is ONE:
        return None
    squares = [ask(goal.of(x)) if a is ONE else mul(power(a, TWO), ask(goal.of(x))) for a, x in moving]
    if len(moving) > 1 and goal.world.are_independent(*words(goal.x)):
        return add(*squares)
    crossed = [mul(TWO, a, b, ask(Covariance(x, y, goal.world))) for (a, x), (b, y) in combinations(moving, 2)]
    return add(*squares, *crossed)


def as_if_independent(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X + Y) = Var(X) + Var(Y) without their covariance."""
    moving = [(a, x) for a, x in map(split, terms(goal.x)) if x is not ONE]
    if len(moving) < 2 or goal.world.are_independent(*words(goal.x)):
        return None
    return add(*[mul(power(a, TWO), ask(goal.of(x))) for a, x in moving])


def root_of_linear(goal: Variance, ask: Ask) -> Basic | None:
    found = spread_linear(goal, ask)
    return None if found is None else power(found, HALF)


def root_of_definition(goal: Variance, ask: Ask) -> Basic | None:
    found = definition(goal, ask)
    return None if found is None else power(found, HALF)


def mean_distance(goal: Variance, ask: Ask) -> Basic | None:
    """E|X - m|"""
    pairs = table(Mean(goal.x, goal.world))
    if pairs is None:
        return None
    mean = ask(Mean(goal.x, goal.world))
    return add(*[mul(absolute(subtract(value, mean)), ask(chance)) for value, chance in pairs])


def squares_added(goal: Variance, ask: Ask) -> Basic | None:
    return add(ask(Mean(power(goal.x, TWO), goal.world)), power(ask(Mean(goal.x, goal.world)), TWO))


def scaled(change: str, goal: Variance, ask: Ask) -> Basic | None:
    parts = [split(term) for term in terms(goal.x)]
    moving = [(a, x) for a, x in parts if x is not ONE]
    if len(moving) > 1 and not goal.world.are_independent(*words(goal.x)):
        return None
    if change == "sign" and all(sign(a) is ONE for a, _ in moving):
        return None
    if change == "scale":
        return add(*[mul(a, ask(goal.of(x))) for a, x in moving])
    if change == "shift":
        return add(*[mul(power(a, TWO), ask(goal.of(x))) for a, x in moving], *[a for a, x in parts if x is ONE])
    return add(*[mul(sign(a), power(a, TWO), ask(goal.of(x))) for a, x in moving])


def sign(a: Expr) -> Expr:
    """-1 where the factor has a minus sign in front."""
    first = factors(a)[0]
    return Integer(-1) if first.is_number and first.is_negative else ONE


def definition(goal: Variance, ask: Ask) -> Basic | None:
    """Var(X) = E[X^2] - E[X]^2"""
    return subtract(ask(Mean(power(goal.x, TWO), goal.world)), power(ask(Mean(goal.x, goal.world)), TWO))


def square_only(goal: Variance, ask: Ask) -> Basic | None:
    return ask(Mean(power(goal.x, TWO), goal.world))


def mean_not_squared(goal: Variance, ask: Ask) -> Basic | None:
    return subtract(ask(Mean(power(goal.x, TWO), goal.world)), ask(Mean(goal.x, goal.world)))


def root(goal: StandardDeviation, ask: Ask) -> Basic | None:
    return power(ask(Variance(goal.x, goal.world)), HALF)


def root_forgotten(goal: StandardDeviation, ask: Ask) -> Basic | None:
    return ask(Variance(goal.x, goal.world))


def mistake(
    slug: str, en: str, ja: str, rewrite: Rewrite, variants: Callable[[Any], tuple[Rewrite, ...]] | None = None
) -> Mistake:
    return Mistake(slug, Text(en, ja), rewrite, SHAUGHNESSY, variants)


STATED = Rule(
    slug="stated-moment",
    title=Text("given", "与えられた値"),
    explanation=Text("The value is among those given.", "与えられた値をそのまま使います。"),
    goal=About,
    rewrite=stated,
    law=InLetters("stated-moment", "E[X] = m; find E[X]"),
    source="House rule",
    examples=(Example("E[X] = 4; find E[X]", "4"),),
    elementary=True,
)
LINEAR = Rule(
    slug="linearity",
    title=Text("linearity of the expected value", "期待値の線形性"),
    explanation=Text(
        "The expected value of a sum is the sum of the expected values, and constants go in front, always.",
        "和の期待値は期待値の和で、定数は外に出せます。独立でなくても成り立ちます。",
    ),
    goal=Mean,
    rewrite=linear,
    law=InLetters("linearity", "E[X] = m, E[Y] = k; find E[a X + b Y + c]"),
    source=BERTSEKAS + "2.4",
    examples=(Example("E[X] = 4, E[Y] = -1; find E[2X - Y + 5]", "14"),),
    mistakes=(
        mistake(
            "expectation-shift-dropped",
            "A constant that is added shifts the expected value; only the variance does not see it.",
            "定数を足すと期待値もずれます。変わらないのは分散です。",
            lambda goal, ask: add(*[mul(a, ask(goal.of(x))) for a, x in map(split, terms(goal.x)) if x is not ONE]),
        ),
    ),
)
INDEPENDENT = Rule(
    slug="expectation-of-product",
    title=Text("independent: the expected values multiply", "独立なので期待値は積になる"),
    explanation=Text(
        "For independent variables the expected value of the product is the product of the expected values.",
        "独立な確率変数では、積の期待値は期待値の積です。",
    ),
    goal=Mean,
    heads=(Mul,),
    rewrite=of_independent,
    law=InLetters("expectation-of-product", "E[X] = m, E[Y] = k; X, Y independent; find E[X Y]"),
    source=BERTSEKAS + "2.7",
    examples=(Example("E[X] = 4, E[Y] = -1; X, Y independent; find E[X Y]", "-4"),),
    mistakes=(
        mistake(
            "means-added",
            "The mean of a product of independent variables is the product of the means, not their sum.",
            "独立な確率変数の積の期待値は、期待値の和ではなく積です。",
            means_added,
        ),
    ),
)
ASSUMED = Text(
    "The product of the means is the mean of the product for independent variables only.",
    "期待値の積が積の期待値に等しいのは、独立な（無相関な）ときだけです。",
)
FROM_COVARIANCE = Rule(
    slug="product-from-covariance",
    title=Text("mean of the product from the covariance", "共分散から積の期待値"),
    explanation=Text(
        "The covariance is the mean of the product less the product of the means, solved for the former.",
        "共分散の公式を、積の期待値について解いたものです。",
    ),
    goal=Mean,
    heads=(Mul,),
    rewrite=from_covariance,
    law=InLetters("product-from-covariance", "E[X] = m, E[Y] = k, Cov(X, Y) = c; find E[X Y]"),
    source=BERTSEKAS + "4.2",
    examples=(Example("E[X] = 4, E[Y] = -1, Cov(X, Y) = 2; find E[X Y]", "-2"),),
    mistakes=(Mistake("independence-assumed", ASSUMED, multiplied, SHAUGHNESSY),),
)
UNDER_DENSITY = Rule(
    slug="expectation-by-density",
    title=Text("expected value by the density", "密度による期待値"),
    explanation=Text(
        "Every value is weighted with the density there: the area under the product.",
        "それぞれの値に密度を掛けた関数の面積です。",
    ),
    goal=Mean,
    rewrite=under_density,
    law=InLetters("expectation-by-density", "f(x) = 2x for 0 ≤ x ≤ 1. E[X^2]?"),
    source=BERTSEKAS + "3.1",
    examples=(Example("f(x) = 3x^2 for 0 ≤ x ≤ 1. E[X^2]?", "3/5"),),
    mistakes=(
        mistake(
            "expectation-of-square",
            "The square of the mean is not the mean of the squares.",
            "平均の2乗は、2乗の平均ではありません。",
            square_of_mean,
        ),
    ),
)
SQUARED_SUM = Rule(
    slug="square-multiplied-out",
    title=Text("multiply the square out", "2乗を展開する"),
    explanation=Text(
        "The square inside is multiplied out, so that linearity applies to its terms.",
        "中の2乗を展開し、期待値の線形性を項ごとに使います。",
    ),
    goal=Mean,
    heads=(Pow,),
    rewrite=squared_sum,
    law=InLetters("square-multiplied-out", "E[X] = m, Var(X) = v; find E[(X + a)^2]"),
    source=BERTSEKAS + "2.4",
    examples=(Example("E[X] = 2, Var(X) = 3; find E[(X + 1)^2]", "12"),),
    mistakes=(
        mistake(
            "expectation-of-square",
            "The square of the mean is not the mean of the squares.",
            "平均の2乗は、2乗の平均ではありません。",
            square_of_mean,
        ),
    ),
)
MULTIPLIED_OUT = Rule(
    slug="product-multiplied-out",
    title=Text("multiply out", "展開する"),
    explanation=Text(
        "The product inside is multiplied out, so that linearity applies to its terms.",
        "中の積を展開し、期待値の線形性を項ごとに使います。",
    ),
    goal=Mean,
    heads=(Mul,),
    rewrite=multiplied_out,
    law=InLetters("product-multiplied-out", "E[X] = m, Var(X) = v; find E[X (X + a)]"),
    source=BERTSEKAS + "2.4",
    examples=(Example("E[X] = 2, Var(X) = 3; find E[X (X - 1)]", "5"),),
    mistakes=(
        mistake(
            "expectation-of-square",
            "The mean can't be put in for the variable: the square of the mean is not the mean of the squares.",
            "確率変数の代わりに平均を代入することはできません。平均の2乗は、2乗の平均ではありません。",
            mean_put_in,
        ),
    ),
)
FROM_DEVIATION = Rule(
    slug="variance-from-deviation",
    title=Text("variance from the standard deviation", "標準偏差から分散"),
    explanation=Text("The variance is the square of the standard deviation.", "分散は標準偏差の2乗です。"),
    goal=Variance,
    rewrite=from_deviation,
    law=InLetters("variance-from-deviation", "sd(X) = s; find Var(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("sd(X) = 3; find Var(X)", "9"),),
    mistakes=(
        mistake(
            "sd-variance-confused",
            "The variance is the square of the standard deviation; one was given for the other.",
            "分散は標準偏差の2乗です。両者を取り違えています。",
            deviation_itself,
        ),
    ),
)
FROM_VARIANCE = Rule(
    slug="second-moment",
    title=Text("second moment from the variance", "分散から2次モーメント"),
    explanation=Text(
        "The variance is the mean of the square less the square of the mean, solved for the former.",
        "分散の公式を、2乗の期待値について解いたものです。",
    ),
    goal=Mean,
    heads=(Pow,),
    rewrite=from_variance,
    law=InLetters("second-moment", "E[X] = m, Var(X) = v; find E[X^2]"),
    source=BERTSEKAS + "2.4",
    examples=(Example("E[X] = 4, Var(X) = 3; find E[X^2]", "19"),),
    mistakes=(
        mistake(
            "expectation-of-square",
            "The square of the mean is not the mean of the squares.",
            "平均の2乗は、2乗の平均ではありません。",
            square_of_mean,
        ),
    ),
)
EXPECTATION = Rule(
    slug="expectation",
    title=Text("expected value", "期待値の定義"),
    explanation=Text(
        "Every value is weighted with its probability, and the products are added.",
        "それぞれの値に確率を掛けて足し合わせます。",
    ),
    goal=Mean,
    rewrite=over_values,
    law=InLetters("expectation", "P(X=0) = p, P(X=1) = q, P(X=2) = 1 - p - q; find E[X]"),
    source=BERTSEKAS + "2.4",
    examples=(
        Example("P(X=0) = 0.2, P(X=2) = 0.5, P(X=7) = 0.3; find E[X]", "31/10"),
        Example("P(X=0) = 0.2, P(X=2) = 0.5, P(X=7) = 0.3; find E[X^2]", "167/10"),
        Example("P(X=0, Y=0)=0.1, P(X=0, Y=1)=0.3, P(X=1, Y=0)=0.2, P(X=1, Y=1)=0.4; find E[X Y]", "2/5"),
    ),
    mistakes=(
        mistake(
            "expectation-unweighted",
            "The values were averaged as if they were equally likely.",
            "どの値も同じ確率であるかのように平均しています。",
            unweighted,
        ),
        Mistake("independence-assumed", ASSUMED, multiplied, SHAUGHNESSY),
        mistake(
            "expectation-of-square",
            "The square of the mean is not the mean of the squares.",
            "平均の2乗は、2乗の平均ではありません。",
            square_of_mean,
        ),
    ),
)
SPREAD_LINEAR = Rule(
    slug="variance-of-sum",
    title=Text("variance of a sum", "和の分散"),
    explanation=Text(
        "A factor leaves squared, a constant that is added drops out, and variances add, with twice the covariance "
        "unless independent.",
        "係数は2乗して外に出し、足した定数は消えます。分散は足し合わせ、独立でなければ共分散の2倍を加えます。",
    ),
    goal=Variance,
    heads=(Add, Mul),
    rewrite=spread_linear,
    law=InLetters(
        "variance-of-sum",
        "Var(X) = v, Var(Y) = w, Cov(X, Y) = c; find Var(a X + b Y)",
        "Var(X) = v, Var(Y) = w; X, Y independent; find Var(X - Y)",
    ),
    source=BERTSEKAS + "4.2",
    examples=(
        Example("E[X] = 4, Var(X) = 3, E[Y] = -1, Var(Y) = 2; X, Y independent; find Var(2X - Y + 5)", "14"),
        Example("Var(X) = 3; find Var(2X + 1)", "12"),
        Example("Var(X) = 3, Var(Y) = 2, Cov(X, Y) = 1; find Var(X + Y)", "7"),
    ),
    mistakes=(
        mistake(
            "variance-scale-not-squared",
            "A factor leaves the variance squared.",
            "係数は2乗して分散の外に出ます。",
            partial(scaled, "scale"),
        ),
        mistake(
            "variance-shift-added",
            "Shifting all values does not change how far they spread.",
            "すべての値をずらしても、散らばりは変わりません。",
            partial(scaled, "shift"),
        ),
        mistake(
            "variance-of-difference-subtracted",
            "Variances of independent variables add, also when the variables are subtracted.",
            "独立な確率変数の分散は、差をとるときも足し合わせます。",
            partial(scaled, "sign"),
        ),
        mistake(
            "independence-assumed",
            "Variances add up for independent variables only; here the covariance counts.",
            "分散を単純に足せるのは独立なときだけです。ここでは共分散が必要です。",
            as_if_independent,
        ),
        mistake(
            "sd-variance-confused",
            "The standard deviation is the square root of the variance; one was given for the other.",
            "標準偏差は分散の平方根です。両者を取り違えています。",
            root_of_linear,
        ),
    ),
)
VARIANCE = Rule(
    slug="variance",
    title=Text("variance", "分散の公式"),
    explanation=Text("The mean of the square less the square of the mean.", "2乗の平均から平均の2乗を引きます。"),
    goal=Variance,
    rewrite=definition,
    law=InLetters("variance", "P(X=0) = 1 - p, P(X=1) = p; find Var(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("P(X=0) = 0.2, P(X=2) = 0.5, P(X=7) = 0.3; find Var(X)", "709/100"),),
    mistakes=(
        mistake(
            "variance-as-E[X^2]",
            "The square of the mean was not subtracted.",
            "平均の2乗を引いていません。",
            square_only,
        ),
        mistake(
            "variance-without-square",
            "The mean has to be squared before it is subtracted.",
            "平均は2乗してから引きます。",
            mean_not_squared,
            lambda goal: (mean_not_squared, mean_distance),
        ),
        mistake(
            "variance-square-added",
            "The square of the mean is subtracted, not added.",
            "平均の2乗は足すのではなく引きます。",
            squares_added,
        ),
        mistake(
            "sd-variance-confused",
            "The standard deviation is the square root of the variance; one was given for the other.",
            "標準偏差は分散の平方根です。両者を取り違えています。",
            root_of_definition,
        ),
    ),
)
DEVIATION = Rule(
    slug="standard-deviation",
    title=Text("standard deviation", "標準偏差"),
    explanation=Text("The square root of the variance.", "分散の正の平方根です。"),
    goal=StandardDeviation,
    rewrite=root,
    law=InLetters("standard-deviation", "Var(X) = v; find sd(X)"),
    source=BERTSEKAS + "2.4",
    examples=(Example("Var(X) = 9; find sd(X)", "3"),),
    mistakes=(
        mistake(
            "sd-variance-confused",
            "The standard deviation is the square root of the variance; one was given for the other.",
            "標準偏差は分散の平方根です。両者を取り違えています。",
            root_forgotten,
        ),
    ),
)
