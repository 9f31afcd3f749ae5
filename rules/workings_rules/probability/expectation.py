"""The expected value: its definition, linearity, what independence and a covariance give."""

from itertools import combinations

from sympy import Add, Basic, Expr, Integer, Mul, Pow, oo

from workings.expression.algebra import replace
from workings.expression.nodes import ONE, add, divide, factors, integer, mul, power, terms
from workings.expression.probability_goals import Area, Covariance, Mean, Variance, Word
from workings.expression.words import x as X
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.distribution_formulas import DENSITIES
from workings_rules.probability.distributions import is_without
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import TWO, mistake, split, words
from workings_rules.probability.sources import BERTSEKAS, SHAUGHNESSY


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
    within = goal.world.moments_given("Var", name)
    known = goal.world.distribution(name)
    if (known is None and spread == [None, None] and not within) or (known is not None and is_without(known, 2)):
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
    known = density_given(goal, names[0]) if len(names) == 1 else None
    if known is None:
        return None
    x, body, low, high = known
    inner = replace(goal.x, {names[0]: x})
    said = str(inner).replace("**", "^")
    return ask(Area(f"(∫ {said} f({x}) d{x})", body if inner == 1 else mul(inner, body), x, low, high))


def density_given(goal: Mean, name: Word, itself: bool = False) -> tuple[Expr, Expr, Expr, Expr] | None:
    """x, f(x) and its ends: as given, or of a distribution of which a function of X is looked for."""
    known = goal.world.density(name)
    if known is not None:
        return known.x, known.body, known.low, oo if known.high is None else known.high
    distribution = goal.world.distribution(name)
    if distribution is None or (goal.x == name and not itself) or distribution.family not in DENSITIES:
        return None
    body, low, high = DENSITIES[distribution.family](X, *distribution.parameters)
    return None if body is None else (X, body, low, oo if high is None else high)


def from_covariance(goal: Mean, ask: Ask) -> Basic | None:
    """E[X Y] = Cov(X, Y) + E[X] E[Y], where the covariance is given."""
    if len(goal.x.args) != 2 or not all(isinstance(part, Word) for part in goal.x.args):
        return None
    counts = [goal.world.counts_of(part) for part in goal.x.args]
    if counts[0] is not None and counts[0] == counts[1]:
        return add(ask(Covariance(*goal.x.args, goal.world)), mul(*[ask(goal.of(part)) for part in goal.x.args]))
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


def unweighted(goal: Mean, ask: Ask) -> Basic | None:
    pairs = table(goal)
    return None if pairs is None else divide(add(*[value for value, _ in pairs]), integer(len(pairs)))


def square_of_mean(goal: Mean, ask: Ask) -> Basic | None:
    x = goal.x
    return power(ask(goal.of(x.args[0])), x.args[1]) if isinstance(x, Pow) else None


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

SQUARE_OF_MEAN = mistake(
    "expectation-of-square",
    "Square the values first and then take the mean; the mean itself was squared here.",
    "平均の2乗は、2乗の平均ではありません。",
    square_of_mean,
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
    examples=(
        Example("f(x) = 3x^2 for 0 ≤ x ≤ 1. E[X^2]?", "3/5"),
        Example("X ~ Uniform(1, 3); find E[1/X]", "ln(3)/2"),
    ),
    mistakes=(SQUARE_OF_MEAN,),
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
    examples=(Example("E[X] = 3, Var(X) = 2; find E[(X - 1)^2]", "6"),),
    mistakes=(SQUARE_OF_MEAN,),
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
            "The mean can't be put in for the variable: E[X²] and E[X]² are different things.",
            "確率変数の代わりに平均を代入することはできません。平均の2乗は、2乗の平均ではありません。",
            mean_put_in,
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
    mistakes=(SQUARE_OF_MEAN,),
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
        Example("P(X=0) = 0.3, P(X=2) = 0.5, P(X=6) = 0.2; find E[X]", "11/5"),
        Example("P(X=0) = 0.3, P(X=2) = 0.5, P(X=6) = 0.2; find E[X^2]", "46/5"),
        Example("P(X=0, Y=0)=0.2, P(X=0, Y=1)=0.1, P(X=1, Y=0)=0.3, P(X=1, Y=1)=0.4; find E[X Y]", "2/5"),
    ),
    mistakes=(
        mistake(
            "expectation-unweighted",
            "A plain average was taken; each value must be weighted with its probability.",
            "どの値も同じ確率であるかのように平均しています。",
            unweighted,
        ),
        Mistake("independence-assumed", ASSUMED, multiplied, SHAUGHNESSY),
        SQUARE_OF_MEAN,
    ),
)
RULES = (LINEAR, INDEPENDENT, FROM_COVARIANCE, FROM_VARIANCE, UNDER_DENSITY, EXPECTATION, SQUARED_SUM, MULTIPLIED_OUT)
