"""The honest answers: a value, a value under an assumption that is named, bounds, or that nothing is as given."""

from sympy import Basic

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.probability_goals import Asked, Assumed, Chance, Incoherent, Mean, OfSum, Undetermined
from workings.rule import Ask, Example, Rule, Text
from workings_rules.probability.sources import HAILPERIN


def put_together(goal: Asked, ask: Ask) -> Basic | None:
    """An expression in several questions, each answered."""
    if isinstance(goal.question, Goal):
        return None
    return replace(goal.question, {node: ask(node) for node in outermost(goal.question)})


def outermost(question: Basic) -> list[Goal]:
    """The questions that an expression is made of, without those that stand inside one."""
    if isinstance(question, Goal):
        return [question]
    return list(dict.fromkeys(goal for part in question.args for goal in outermost(part)))


def incoherent(goal: Asked, ask: Ask) -> Basic | None:
    broken = goal.question.world.broken()
    return None if broken is None else Incoherent(*broken)


def settled(goal: Asked, ask: Ask) -> Basic | None:
    question = goal.question
    if isinstance(question, Chance) and not question.world.answerable(question):
        room = question.world.bounds(question)
        if room is None or room[0] != room[1]:
            return None
    if isinstance(question, OfSum) and not question.settled and question.world.over_values(question) is None:
        return None
    if isinstance(question, Mean) and question.world.mean_room(question) is not None:
        return None
    return ask(question)


def assumed(goal: Asked, ask: Ask) -> Basic | None:
    question = goal.question
    if isinstance(question, OfSum):
        smaller, said, bounds = question.world.supposing_independent(question)
        return Assumed(ask(smaller), said, bounds)
    if not isinstance(question, Chance):
        return None
    supposed = question.world.supposing(question)
    room = question.world.bounds(question)
    if supposed is None or room is None:
        return None
    return Assumed(ask(supposed[0]), supposed[1], room[:2])


def undetermined(goal: Asked, ask: Ask) -> Basic | None:
    question = goal.question
    if isinstance(question, Mean):
        room = question.world.mean_room(question)
        return None if room is None else Undetermined(room, ())
    room = question.world.bounds(question)
    if room is None:
        return Undetermined((), ())
    if not room[2] and question.world.model.relations:
        return None  # P(A) = P(B) for independent events may settle it all the same, by an equation that is not linear
    missing, together = question.world.missing(question)
    return Undetermined(room[:2], missing, sharp=room[2], together=together)


def by_atoms(goal: Chance, ask: Ask) -> Basic | None:
    """Where the least and the greatest value that the givens allow are the same."""
    if goal.world.answerable(goal):
        return None
    room = goal.world.bounds(goal)
    return room[0] if room is not None and room[0] == room[1] else None


TOGETHER = Rule(
    slug="put-together",
    title=Text("put the parts together", "各部分をまとめる"),
    explanation=Text(
        "What is asked for is made of several quantities; each is found, and they are put in.",
        "求める量はいくつかの量からなります。それぞれを求めて代入します。",
    ),
    goal=Asked,
    rewrite=put_together,
    law=(),
    source="House rule",
    examples=(
        Example("TP = 40, FP = 10, FN = 20, TN = 30. Precision and recall?", "(4/5, 2/3)"),
        Example(
            "A taxi ride costs 8 with probability 0.75 and 40 with probability 0.25. Expected cost of 12 rides?", "192"
        ),
    ),
)
INCOHERENT = Rule(
    slug="incoherent",
    title=Text("no probabilities are as given", "与えられた値は両立しない"),
    explanation=Text(
        "What is given breaks a law of probability, so there is nothing to compute.",
        "与えられた値が確率の法則に反しているので、求める値はありません。",
    ),
    goal=Asked,
    rewrite=incoherent,
    law=(),
    source=HAILPERIN,
    examples=(Example("P(A) = 0.2, P(A and B) = 0.3; find P(B|A)", ""),),
)
SETTLED = Rule(
    slug="settled",
    title=Text("the givens settle it", "与えられた値で決まる"),
    explanation=Text(
        "The laws lead from what is given to one value.", "与えられた値から、法則によって一つの値に決まります。"
    ),
    goal=Asked,
    rewrite=settled,
    law=(),
    source="House rule",
    examples=(Example("P(A) = 0.4; find P(not A)", "3/5"),),
    silent=True,
)
ASSUMED = Rule(
    slug="assumed",
    title=Text("only if independent, which is not given", "独立と仮定した場合（独立とは与えられていない）"),
    explanation=Text(
        "The givens leave room; independence, which they allow, would settle it. It is named and not silently used.",
        "与えられた値だけでは決まりません。矛盾しない独立性を仮定すれば決まるので、仮定として明示します。",
    ),
    goal=Asked,
    rewrite=assumed,
    law=(),
    source=HAILPERIN,
    examples=(Example("P(A) = 0.5, P(B) = 0.9; find P(A and B)", ""),),
)
UNDETERMINED = Rule(
    slug="undetermined",
    title=Text("the givens leave room", "与えられた値では決まらない"),
    explanation=Text(
        "Several values are possible: the least and the greatest are found by exact linear programming.",
        "取りうる値が一つに決まりません。最小値と最大値を厳密な線形計画法で求めます。",
    ),
    goal=Asked,
    rewrite=undetermined,
    law=(),
    source=HAILPERIN,
    examples=(Example("P(B|A) = 0.3, P(A) = 0.2; find P(B)", ""),),
)
ATOMS = Rule(
    slug="bounds-meet",
    title=Text("the sharp bounds meet", "上限と下限が一致する"),
    explanation=Text(
        "The least and the greatest value that the givens allow are the same, by exact linear programming.",
        "与えられた値のもとで取りうる最小値と最大値が、厳密な線形計画法により一致します。",
    ),
    goal=Chance,
    rewrite=by_atoms,
    law=(),
    source=HAILPERIN,
    examples=(Example("P(A) = 1, P(B) = 0.3; find P(A and B)", "3/10"),),
)
