"""The multinomial distribution: how often each of several outcomes comes in n independent trials."""

from collections.abc import Iterator
from itertools import islice
from math import factorial
from typing import Any

import sympy
from sympy import And, Basic, Eq, Expr, Integer, Or, Pow, exp, true

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.mixture_goals import OfCounts
from workings.expression.nodes import ONE, ZERO, add, divide, integer, mul, negate, power, subtract, symbols_of
from workings.expression.probability_goals import About, Covariance, Mean, Variance, Word
from workings.expression.relations import equal_to
from workings.expression.updating_goals import Family
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.probability.law import InLetters
from workings_rules.probability.moments import split, words
from workings_rules.probability.sources import FELLER, HOUSE
from workings_rules.probability.sums import linear

MOST_OUTCOMES = 60  # that are added up
MOST_TRIED = 4_000
MOST_TRIALS = 400
_new = Basic.__new__


def counts_of(goal: Any, word: Word) -> Any:
    """The multinomial distribution of which the variable is a count"""
    return goal.world.counts_of(word)


def counts_in(goal: Any, *about: Basic) -> Any:
    """The multinomial distribution of all the counts in it; None where there are others."""
    names = [word for part in about for word in words(part)]
    found = {goal.world.counts_of(word) for word in names}
    return next(iter(found)) if len(found) == 1 else None


def chance_of(known: Any, word: Word) -> Expr:
    return known.chances[known.names.index(word.name)]


def sums_to_one(goal: Any) -> tuple[Basic, ...]:
    """That the probabilities sum to 1, where letters stand for them."""
    known = counts_in(goal, *goal.args[:-1])
    if known is None:
        return ()
    total = canonical(add(*known.chances))
    return (equal_to(add(*known.chances), ONE),) if symbols_of([total]) else ()


# One count, or the sum of some


def marginal(goal: About, ask: Ask) -> Basic | None:
    """E[N1], Var(N1), E[N1^2], E[e^(t N1)] of N1 ~ Binomial(n, p1)"""
    world = marginal_world(goal)
    return None if world is None else ask(type(goal)(goal.x, world))


def marginal_world(goal: About) -> Any:
    x = goal.x
    if not isinstance(goal, Mean | Variance) or not isinstance(x, Word | Pow | exp) or len(words(x)) != 1:
        return None
    (word,) = words(x)
    known = counts_of(goal, word)
    if known is None:
        return None
    return goal.world.with_sum(word.name, "binomial", (known.trials, chance_of(known, word)))


def marginal_told(goal: About) -> tuple[Text, tuple[Basic, ...]] | None:
    (word,) = words(goal.x)
    known = counts_of(goal, word)
    said = Text("{} ~ {}", "{} ~ {}")
    return said, (word, Family("Binomial", known.trials, chance_of(known, word)))


def even_share(goal: About, ask: Ask) -> Basic | None:
    """Every outcome taken as equally likely"""
    if marginal_world(goal) is None:
        return None
    (word,) = words(goal.x)
    known = counts_of(goal, word)
    share = divide(ONE, integer(len(known.names)))
    return ask(type(goal)(goal.x, goal.world.with_sum(word.name, "binomial", (known.trials, share))))


def covariance(goal: Covariance, ask: Ask) -> Basic | None:
    """Cov(N1, N2) = -n p1 p2"""
    known = counts_in(goal, goal.x, goal.y)
    if known is None or goal.x == goal.y or not all(isinstance(part, Word) for part in (goal.x, goal.y)):
        return None
    return negate(mul(known.trials, chance_of(known, goal.x), chance_of(known, goal.y)))


def sign_dropped(goal: Covariance, ask: Ask) -> Basic | None:
    found = covariance(goal, ask)
    return None if found is None else negate(found)


def taken_as_independent(goal: Covariance, ask: Ask) -> Basic | None:
    return None if covariance(goal, ask) is None else ZERO


def summed(goal: OfCounts) -> tuple[Basic, Word, Any, Expr] | None:
    """The event about a sum of counts, each once, as one about S; S; the distribution; its probability in a trial."""
    known = counts_in(goal, goal.event)
    parts = linear(goal.event) if known is not None and goal.condition == true else None
    if known is None or not parts or {a for a, _ in parts} not in ({ONE}, {integer(-1)}):
        return None
    if len(parts) == len(known.names):
        return None
    written = add(*[x for _, x in parts])
    name = parts[0][1] if len(parts) == 1 else Word("S")
    event = about_sum(goal.event, [x for _, x in parts], name)
    return None if event is None else (event, name, written, add(*[chance_of(known, x) for _, x in parts]))


def about_sum(event: Basic, names: list[Word], name: Word) -> Basic | None:
    """The event with S for the sum; None where it is about anything else."""
    if isinstance(event, And | Or):
        made = [about_sum(part, names, name) for part in event.args]
        return None if None in made else _new(type(event), *made)
    left, right = event.args
    for side, other, turned in ((left, right, False), (right, left, True)):
        pairs = [split(term) for term in (side.args if isinstance(side, sympy.Add) else (side,))]
        alone = all(a == 1 for a, _ in pairs) and sorted(str(x) for _, x in pairs) == sorted(map(str, names))
        if alone and not words(other):
            return _new(type(event), other, name) if turned else _new(type(event), name, other)
    return None


def of_sum(goal: OfCounts, ask: Ask) -> Basic | None:
    """P(N1 + N2 = 3) = P(S = 3) for S ~ Binomial(n, p1 + p2)"""
    found = summed(goal)
    if found is None:
        return None
    event, name, _, p = found
    known = counts_in(goal, goal.event)
    return ask(goal.world.with_sum(name.name, "binomial", (known.trials, canonical(p))).question(event))


def sum_told(goal: OfCounts) -> tuple[Text, tuple[Basic, ...]] | None:
    found = summed(goal)
    if found is None:
        return None
    _, name, written, p = found
    family = Family("Binomial", counts_in(goal, goal.event).trials, canonical(p))
    if name == written:
        return Text("{} ~ {}", "{} ~ {}"), (name, family)
    return Text("{} = {} ~ {}", "{} = {} ~ {}"), (name, written, family)


def of_one_of_them(goal: OfCounts, ask: Ask) -> Basic | None:
    """The probability of the other outcomes in a trial"""
    found = summed(goal)
    if found is None:
        return None
    event, name, _, p = found
    known = counts_in(goal, goal.event)
    return ask(goal.world.with_sum(name.name, "binomial", (known.trials, canonical(subtract(ONE, p)))).question(event))


# All counts


def values_of(event: Basic) -> dict[Word, Expr] | None:
    """The counts of an event N1 = 2 and N2 = 1 and ...; None of other events."""
    found: dict[Word, Expr] = {}
    for part in event.args if isinstance(event, And) else (event,):
        if not isinstance(part, Eq) or not isinstance(part.args[0], Word) or part.args[0] in found:
            return None
        if not isinstance(part.args[1], Integer):
            return None
        found[part.args[0]] = part.args[1]
    return found


def cells(goal: OfCounts) -> list[tuple[Expr, Expr]] | None:
    """The counts with their probabilities, those not named put together as one; [] for what can't be."""
    known, values = counts_in(goal, goal.event), values_of(goal.event)
    if known is None or values is None or goal.condition != true or not isinstance(known.trials, Integer):
        return None
    if known.trials > MOST_TRIALS:
        return None
    rest = known.trials - sum(values.values())
    others = [p for name, p in zip(known.names, known.chances, strict=True) if Word(name) not in values]
    if any(k < 0 for k in values.values()) or rest < 0 or (rest and not others):
        return []
    found = [(k, chance_of(known, word)) for word, k in values.items()]
    return [*found, (rest, canonical(subtract(ONE, add(*[p for _, p in found]))))] if others else found


def mass(goal: OfCounts, ask: Ask) -> Basic | None:
    """n!/(k1! k2! ...) p1^k1 p2^k2 ..."""
    found = cells(goal)
    if found is None:
        return None
    if not found:
        return ZERO
    return mul(orders(found), *powers(found))


def orders(found: list[tuple[Expr, Expr]]) -> Expr:
    """n!/(k1! k2! ...)"""
    whole = factorial(sum(int(k) for k, _ in found))
    for k, _ in found:
        whole //= factorial(int(k))
    return integer(whole)


def orders_told(goal: OfCounts) -> tuple[Text, tuple[Basic, ...]] | None:
    """10!/(2! 3! 5!) = 2520 orders"""
    found = cells(goal)
    if not found:
        return None
    below = " ".join(f"{k}!" for k, _ in found)
    said = f"{sum(int(k) for k, _ in found)}!/({below}) = {{}}"
    return Text(f"{said} orders", f"順序の数は {said}"), (orders(found),)


def powers(found: list[tuple[Expr, Expr]]) -> list[Expr]:
    return [power(p, k) for k, p in found if k != 0]


def one_order(goal: OfCounts, ask: Ask) -> Basic | None:
    """p1^k1 p2^k2 ..."""
    found = cells(goal)
    return mul(*powers(found)) if found else None


def rest_left_out(goal: OfCounts, ask: Ask) -> Basic | None:
    """The counts that are not named left out: neither their number nor their probability"""
    found, known, values = cells(goal), counts_in(goal, goal.event), values_of(goal.event)
    if not found or known is None or values is None or len(values) == len(found):
        return None
    return mul(orders(found[:-1]), *powers(found[:-1]))


# Under a condition, and everything else


def within(goal: OfCounts, ask: Ask) -> Basic | None:
    """P(N1 = 1 | N2 = 2): the other n - 2 trials have the outcomes 1, 3, ... with p1/(1 - p2), ..."""
    found = left_over(goal)
    return None if found is None else ask(OfCounts(goal.event, true, goal.world.with_counts(*found)))


def left_over(goal: OfCounts) -> tuple[tuple[str, ...], Expr, tuple[Expr, ...]] | None:
    known, values = counts_in(goal, goal.event, goal.condition), values_of(goal.condition)
    if known is None or values is None or not isinstance(known.trials, Integer) or set(values) & set(words(goal.event)):
        return None
    trials = known.trials - sum(values.values())
    left = [(name, p) for name, p in zip(known.names, known.chances, strict=True) if Word(name) not in values]
    if trials < 0 or any(k < 0 for k in values.values()) or len(left) < 2:
        return None
    whole = subtract(ONE, add(*[chance_of(known, word) for word in values]))
    if canonical(whole) == 0:
        return None
    return tuple(name for name, _ in left), trials, tuple(canonical(divide(p, whole)) for _, p in left)


def left_told(goal: OfCounts) -> tuple[Text, tuple[Basic, ...]] | None:
    found = left_over(goal)
    if found is None:
        return None
    _, trials, chances = found
    said = Text("{} trials are left, with probabilities {}", "残りの試行は {} 回で、確率は {}")
    return said, (trials, sympy.Tuple(*chances))


def not_rescaled(goal: OfCounts, ask: Ask) -> Basic | None:
    """The probabilities of the other outcomes as they were: the rest of the trials taken for all of them"""
    found = left_over(goal)
    known = counts_in(goal, goal.event, goal.condition)
    if found is None:
        return None
    names, trials, _ = found
    chances = tuple(chance_of(known, Word(name)) for name in names)
    rest = canonical(subtract(ONE, add(*chances)))
    return ask(OfCounts(goal.event, true, goal.world.with_counts((*names, "the rest"), trials, (*chances, rest))))


def conditional(goal: OfCounts, ask: Ask) -> Basic | None:
    """P(A | B) = P(A and B)/P(B)"""
    if goal.condition == true:
        return None
    both = _new(And, goal.event, goal.condition)
    return divide(ask(goal.about(both)), ask(goal.about(goal.condition)))


def condition_left_out(goal: OfCounts, ask: Ask) -> Basic | None:
    return None if goal.condition == true else ask(goal.about(goal.event))


def over_outcomes(goal: OfCounts, ask: Ask) -> Basic | None:
    """The probabilities of all the outcomes in which the event holds"""
    found = outcomes(goal)
    if found is None:
        return None
    return add(*[ask(goal.about(event)) for event in found]) if found else ZERO


def outcomes(goal: OfCounts) -> list[Basic] | None:
    """The events N1 = a and N2 = b and ... in which it holds; None where they are too many."""
    known = counts_in(goal, goal.event)
    if known is None or goal.condition != true or not isinstance(known.trials, Integer) or values_of(goal.event):
        return None
    names = [Word(name) for name in known.names]
    tried = list(islice(shared(int(known.trials), len(names)), MOST_TRIED + 1))
    if len(tried) > MOST_TRIED:
        return None
    found = [at for values in tried if holds(goal.event, at := dict(zip(names, map(integer, values), strict=True)))]
    if len(found) > MOST_OUTCOMES:
        return None
    return [_new(And, *[_new(Eq, word, k) for word, k in at.items()]) for at in found]


def shared(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide n among so many parts"""
    if parts == 1:
        yield (n,)
        return
    for first in range(n, -1, -1):
        for rest in shared(n - first, parts - 1):
            yield (first, *rest)


def holds(event: Basic, at: dict[Any, Any]) -> bool:
    if isinstance(event, And | Or):
        found = [holds(part, at) for part in event.args]
        return all(found) if isinstance(event, And) else any(found)
    if isinstance(event, sympy.Not):
        return not holds(event.args[0], at)
    left, right = (canonical(replace(side, at)) for side in event.args)
    return bool(event.func(left, right) == True)  # noqa: E712  (SymPy's truth)


def first_outcome(goal: OfCounts, ask: Ask) -> Basic | None:
    found = outcomes(goal)
    return ask(goal.about(found[0])) if found and len(found) > 1 else None


FELLER_VI = FELLER + "VI.9"
MARGINAL = Rule(
    slug="marginal-of-multinomial",
    title=Text("each count is binomial", "各個数は二項分布に従う"),
    explanation=Text(
        "Each trial has this outcome or not, so its count is binomial with its own probability.",
        "各試行でその結果が出るか出ないかなので、その個数は二項分布に従います。",
    ),
    goal=About,
    rewrite=marginal,
    condition=sums_to_one,
    law=InLetters("marginal-of-multinomial", "(N1, N2, N3) ~ Multinomial(n; p, q, r); find E[N1]"),
    source=FELLER_VI,
    examples=(Example("(N1, N2, N3) ~ Multinomial(10; 0.2, 0.3, 0.5); find Var(N1)", "1.6"),),
    remark=marginal_told,
    mistakes=(
        Mistake(
            "outcomes-taken-as-even",
            Text(
                "The outcomes are not equally likely; each has its own probability.",
                "どの結果も同じ確率ではありません。それぞれの確率を使います。",
            ),
            even_share,
            HOUSE,
        ),
    ),
)
COVARIANCE = Rule(
    slug="multinomial-covariance",
    title=Text("covariance of two counts", "個数どうしの共分散"),
    explanation=Text(
        "A trial with one outcome has none of the others, so the counts are negatively correlated: -n p_i p_j.",
        "一つの試行で一方が出れば他方は出ないので、負の相関があり、共分散は -n p_i p_j です。",
    ),
    goal=Covariance,
    rewrite=covariance,
    condition=sums_to_one,
    law=InLetters("multinomial-covariance", "(N1, N2, N3) ~ Multinomial(n; p, q, r); find Cov(N1, N2)"),
    source=FELLER + "IX.5",
    examples=(Example("(N1, N2, N3) ~ Multinomial(10; 0.2, 0.3, 0.5); find Cov(N1, N2)", "-0.6"),),
    mistakes=(
        Mistake(
            "covariance-sign",
            Text(
                "The counts compete for the trials: the covariance is negative.",
                "個数は試行を取り合うので、共分散は負です。",
            ),
            sign_dropped,
            HOUSE,
        ),
        Mistake(
            "counts-taken-as-independent",
            Text(
                "The counts of one multinomial distribution are not independent; they sum to n.",
                "多項分布の個数は独立ではありません。和が n に決まっています。",
            ),
            taken_as_independent,
            HOUSE,
        ),
    ),
)
MASS = Rule(
    slug="multinomial-mass",
    title=Text("multinomial distribution", "多項分布"),
    explanation=Text(
        "The number of orders in which these counts can come, times the probability of one order; counts that are not "
        "named are put together as one.",
        "その個数になる順序の数に、一つの順序の確率を掛けます。指定のない結果は一つにまとめます。",
    ),
    goal=OfCounts,
    rewrite=mass,
    condition=sums_to_one,
    law=InLetters("multinomial-mass", "(N1, N2, N3) ~ Multinomial(4; p, q, r); find P(N1 = 1, N2 = 1, N3 = 2)"),
    source=FELLER_VI,
    examples=(
        Example("(N1, N2, N3) ~ Multinomial(3; 1/2, 1/3, 1/6); find P(N1 = 2, N2 = 1, N3 = 0)", "1/4"),
        Example("(A, B, C, D) ~ Multinomial(4; 0.1, 0.2, 0.3, 0.4); find P(A = 1, B = 2)", "0.1 * 0.04 * 12 * 0.7"),
    ),
    remark=orders_told,
    mistakes=(
        Mistake(
            "multinomial-coefficient-missing",
            Text(
                "The outcomes can come in different orders; multiply by how many orders there are.",
                "結果の出る順序の数（多項係数）が抜けています。",
            ),
            one_order,
            HOUSE,
        ),
        Mistake(
            "other-outcomes-left-out",
            Text(
                "The other trials have another outcome, which has a probability, too.",
                "残りの試行では別の結果が出ます。その確率も掛けます。",
            ),
            rest_left_out,
            HOUSE,
        ),
    ),
)
SUM = Rule(
    slug="sum-of-counts",
    title=Text("outcomes put together", "結果をまとめる"),
    explanation=Text(
        "Several outcomes put together are one outcome with the sum of their probabilities, so the sum of their counts "
        "is binomial.",
        "いくつかの結果をまとめれば確率の和をもつ一つの結果なので、個数の和は二項分布に従います。",
    ),
    goal=OfCounts,
    rewrite=of_sum,
    condition=sums_to_one,
    law=InLetters("sum-of-counts", "(N1, N2, N3) ~ Multinomial(4; p, q, r); find P(N1 + N2 = 3)"),
    source=FELLER_VI,
    examples=(
        Example("(N1, N2, N3) ~ Multinomial(8; 0.2, 0.3, 0.5); find P(N1 + N2 = 3)", "7/32"),
        Example("(N1, N2, N3) ~ Multinomial(2; 0.2, 0.3, 0.5); find P(N1 >= 1)", "0.36"),
    ),
    remark=sum_told,
    mistakes=(
        Mistake(
            "probability-of-the-others",
            Text("That is the probability of the other outcomes in a trial.", "それは残りの結果の確率です。"),
            of_one_of_them,
            HOUSE,
        ),
    ),
)
WITHIN = Rule(
    slug="counts-given-counts",
    title=Text("the trials that are left", "残りの試行の多項分布"),
    explanation=Text(
        "Once some counts are known, the other trials have the other outcomes, whose probabilities are divided by what "
        "they have together.",
        "いくつかの個数が分かれば、残りの試行では残りの結果だけが出ます。その確率は合計で割り直します。",
    ),
    goal=OfCounts,
    rewrite=within,
    condition=sums_to_one,
    law=InLetters("counts-given-counts", "(N1, N2, N3) ~ Multinomial(4; p, q, r); find P(N1 = 1 | N2 = 2)"),
    source=FELLER_VI,
    examples=(Example("(N1, N2, N3) ~ Multinomial(5; 1/4, 1/4, 1/2); find P(N1 = 1 | N2 = 2)", "4/9"),),
    remark=left_told,
    mistakes=(
        Mistake(
            "probabilities-not-rescaled",
            Text(
                "The other outcomes are now all there are: their probabilities are divided by their sum.",
                "残りの結果だけになったので、確率をその合計で割り直します。",
            ),
            not_rescaled,
            HOUSE,
        ),
    ),
)
CONDITIONAL = Rule(
    slug="conditional-of-counts",
    title=Text("conditional probability", "条件付き確率の定義"),
    explanation=Text(
        "Of the probability of the condition, the share in which the event holds too.",
        "条件の確率のうち、その事象も成り立つ割合です。",
    ),
    goal=OfCounts,
    rewrite=conditional,
    law=InLetters("conditional-of-counts", "(N1, N2, N3) ~ Multinomial(2; p, q, r); find P(N1 = 2 | N1 >= 1)"),
    source=FELLER + "V.1",
    examples=(Example("(N1, N2, N3) ~ Multinomial(2; 0.5, 0.3, 0.2); find P(N1 = 2 | N1 >= 1)", "1/3"),),
    mistakes=(
        Mistake(
            "condition-ignored",
            Text("The condition was left out.", "条件を無視しています。"),
            condition_left_out,
            HOUSE,
        ),
    ),
)
OUTCOMES = Rule(
    slug="outcomes-added",
    title=Text("all outcomes of the event", "事象にあたる結果の和"),
    explanation=Text(
        "The probabilities of all the counts for which the event holds are added.",
        "事象が成り立つ個数の組すべての確率を足します。",
    ),
    goal=OfCounts,
    rewrite=over_outcomes,
    law=InLetters("outcomes-added", "(N1, N2, N3) ~ Multinomial(2; p, q, r); find P(N1 > N2)"),
    source=FELLER_VI,
    examples=(Example("(N1, N2, N3) ~ Multinomial(2; 0.5, 0.3, 0.2); find P(N1 > N2)", "0.45"),),
    mistakes=(
        Mistake(
            "one-outcome-only",
            Text("The event has several outcomes; only one was counted.", "事象にあたる結果は複数あります。"),
            first_outcome,
            HOUSE,
        ),
    ),
)
RULES = (MARGINAL, COVARIANCE, MASS, SUM, WITHIN, CONDITIONAL, OUTCOMES)
